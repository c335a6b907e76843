/** Who may change the configuration by HTTP. */
import type { FastifyRequest } from 'fastify';
import type { Tokens } from '../auth/tokens.ts';
import type { ApiKeys } from './keys.ts';
import { isFromThisMachine } from './local.ts';

/**
 * With a key of the CRM's server, or a token of scope `admin`, as bearer. In mode `open` there are neither: then whoever
 * sits at the server itself, by address and by name.
 */
export async function mayAdminister(request: FastifyRequest, tokens: Tokens | null, keys: ApiKeys): Promise<boolean> {
  if (tokens === null) return isFromThisMachine(request);
  const { authorization } = request.headers;
  if (keys.accepts(authorization)) return true;
  const token = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
  if (token === undefined) return false;
  return (await tokens.check(token, 'reusable'))?.scope === 'admin';
}
