/** `GET /audit?limit&before&actor&action`: who did what, newest first; agents' deeds on the telephone too. */
import type { AuditPage } from '@wssoftphone/protocol/console';
import type { FastifyInstance } from 'fastify';
import { CONSOLE_LIMITS as MAX } from './limits.ts';
import { needs } from './parts.ts';
import { body, word } from './schemas.ts';
import type { ConsoleWhole } from './whole.ts';

interface Asked {
  readonly Querystring: {
    readonly limit: number;
    readonly before?: string;
    readonly actor?: string;
    readonly action?: string;
  };
}
const QUERY = body(
  {
    limit: { type: 'integer', minimum: 1, maximum: MAX.auditRows, default: 50 },
    before: { type: 'string', pattern: '^\\d{1,15}\\.\\d{1,18}$' },
    actor: word(64, 0),
    action: word(64, 0),
  },
  [],
);

export function auditRoutes(app: FastifyInstance, parts: ConsoleWhole): void {
  const administrators = { onRequest: needs('administrator', parts), schema: { querystring: QUERY } };
  app.get<Asked>('/audit', administrators, async ({ query: { limit, before, actor, action } }): Promise<AuditPage> => {
    const [at = '', seq = ''] = before?.split('.') ?? [];
    // One more than asked: so it is known whether there is another page.
    const found = await parts.store.console.auditPage(parts.tenant, {
      limit: limit + 1,
      ...(before === undefined ? {} : { before: { at: Number(at), seq } }),
      ...(actor ? { actor } : {}),
      ...(action ? { action } : {}),
    });
    const entries = found.slice(0, limit);
    const last = entries.at(-1);
    return {
      entries: entries.map(({ at: when, agentId, action: deed, target, outcome }) => ({
        at: when,
        agentId,
        action: deed,
        target,
        outcome,
      })),
      next: found.length > limit && last !== undefined ? `${last.at}.${last.seq}` : null,
    };
  });
}
