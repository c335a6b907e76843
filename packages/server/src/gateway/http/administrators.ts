/** Who may change the configuration by HTTP. */
import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Tokens } from '../auth/tokens.ts';
import type { ApiKeys } from './keys.ts';
import { isFromThisMachine } from './local.ts';

/**
 * With a key of the CRM's server, or a token of scope `admin`, as bearer. In mode `open` there are neither: then whoever
 * sits at the server itself, by address and by name.
 *
 * Who it is, for the audit log: the agent of a token; of a key `key:` and eight characters that tell it from others
 * and give nothing of it away; `local`. Null: nobody who may.
 */
export async function administratorOf(
  request: FastifyRequest,
  tokens: Tokens | null,
  keys: ApiKeys,
): Promise<string | null> {
  if (tokens === null) return isFromThisMachine(request) ? 'local' : null;
  const { authorization } = request.headers;
  const bearer = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
  if (bearer === undefined) return null;
  if (keys.accepts(authorization)) return `key:${createHash('sha256').update(bearer).digest('hex').slice(0, 8)}`;
  const identity = await tokens.check(bearer, 'reusable');
  return identity?.scope === 'admin' ? identity.agentId : null;
}
