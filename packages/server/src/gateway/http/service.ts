/** /healthz, /metrics and the CRM's way to a token. */
import { errorText, type Lang } from '@wssoftphone/protocol';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Registry } from 'prom-client';
import type { Clock } from '../../ports/clock.ts';
import type { Tokens } from '../auth/tokens.ts';
import type { GatewayLimits } from '../limits.ts';
import type { Health } from '../options.ts';
import type { ApiKeys } from './keys.ts';
import { TOKEN_BODY, type TokenBody } from './tokens-schema.ts';

export interface ServiceRouteParts {
  readonly tokens: Tokens | null;
  readonly keys: ApiKeys;
  readonly registry: Registry;
  readonly health: () => Promise<Health>;
  readonly clock: Clock;
  readonly limits: GatewayLimits;
  readonly lang: Lang;
}

export async function serviceRoutes(app: FastifyInstance, parts: ServiceRouteParts): Promise<void> {
  app.get('/healthz', async (_request, reply) => {
    const health = await withinTime(parts);
    const ok = Object.values(health.parts).every((part) => part.ok);
    return reply
      .code(ok ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ status: ok ? 'ok' : 'failing', ...health });
  });

  app.get('/metrics', async (_request, reply) =>
    reply.type(parts.registry.contentType).send(await parts.registry.metrics()),
  );

  const { tokens } = parts;
  if (tokens === null) return;
  app.post<{ Body: TokenBody }>(
    '/api/v1/tokens',
    {
      schema: { body: TOKEN_BODY },
      // Before the body is looked at: a stranger learns nothing about its form.
      onRequest: async (request, reply) => {
        if (!parts.keys.accepts(request.headers.authorization))
          return sendError(reply, 401, 'ApiKeyInvalid', parts.lang);
      },
    },
    async (request, reply) => {
      const { agentId, ttlSeconds, scope } = request.body;
      const issued = await tokens.issue({
        agentId,
        ...(ttlSeconds === undefined ? {} : { ttlSeconds }),
        ...(scope === undefined ? {} : { scope }),
      });
      return reply
        .code(201)
        .header('cache-control', 'no-store')
        .send({ token: issued.token, expiresAt: new Date(issued.expiresAt).toISOString() });
    },
  );
}

async function withinTime({ health, clock, limits }: ServiceRouteParts): Promise<Health> {
  let cancel = (): void => {};
  const late = new Promise<Health>((resolve) => {
    cancel = clock.after(limits.healthMs, () =>
      resolve({ parts: { health: { ok: false, detail: `no answer within ${limits.healthMs} ms` } } }),
    );
  });
  const asked = health().catch(
    (error: unknown): Health => ({ parts: { health: { ok: false, detail: String(error) } } }),
  );
  const first = await Promise.race([asked, late]);
  cancel();
  return first;
}

/** Errors of everything that is not an SPCommand. */
export function sendError(
  reply: FastifyReply,
  status: number,
  code: string,
  lang: Lang,
  args: Readonly<Record<string, string>> = {},
): FastifyReply {
  return reply.code(status).send({ error: { code, text: errorText(code, lang, args) } });
}
