/** The CRM's server asks for what its pages may hold in place of a number (EncryptDial, mode `hide`). */
import type { Lang } from '@wssoftphone/protocol';
import type { FastifyInstance } from 'fastify';
import type { Clock } from '../../ports/clock.ts';
import type { Tokens } from '../auth/tokens.ts';
import type { ApiKeys } from '../http/keys.ts';
import { isFromThisMachine } from '../http/local.ts';
import { sendError } from '../http/service.ts';
import { DEFAULT_SECONDS, NUMBERS_BODY } from './api.ts';
import type { NumberCiphers } from './ciphers.ts';

export interface NumberRouteParts {
  readonly ciphers: NumberCiphers | null;
  readonly tokens: Tokens | null;
  readonly keys: ApiKeys;
  readonly clock: Clock;
  readonly lang: Lang;
}
interface Body {
  readonly phoneNums: readonly string[];
  readonly ttlSeconds?: number;
}
export async function numberRoutes(app: FastifyInstance, parts: NumberRouteParts): Promise<void> {
  const { ciphers, tokens, keys, clock, lang } = parts;
  if (ciphers === null) return;
  app.post<{ Body: Body }>(
    '/api/v1/number-tokens',
    {
      schema: { body: NUMBERS_BODY },
      onRequest: async (request, reply) => {
        // Without tokens there are no API keys either: then only the machine itself may ask.
        const may = keys.accepts(request.headers.authorization) || (tokens === null && isFromThisMachine(request));
        if (!may) return sendError(reply, 401, 'ApiKeyInvalid', lang);
      },
    },
    async (request, reply) => {
      const { phoneNums, ttlSeconds = DEFAULT_SECONDS } = request.body;
      const now = clock.now();
      return reply
        .code(201)
        .header('cache-control', 'no-store')
        .send({
          tokens: phoneNums.map((number) => ciphers.seal(number, now, ttlSeconds)),
          expiresAt: new Date(now + ttlSeconds * 1000).toISOString(),
        });
    },
  );
}
