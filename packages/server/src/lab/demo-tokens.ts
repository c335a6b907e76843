/**
 * Tokens for the demo page, which has no CRM's server behind it to ask for one. In demo mode only, on any switch:
 *
 *   GET /demo/token?agentId=888    { token, expiresAt }; token null in mode open
 */
import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import type { Tokens } from '../gateway/auth/tokens.ts';
import { guard } from './guard.ts';
import { object } from './schemas.ts';

export interface DemoTokenOptions {
  /** Null when the server asks for none. Called when a page asks. */
  readonly tokens: () => Tokens | null;
  /** Answer to other machines too. */
  readonly allowRemote: boolean;
}

const QUERY = object({ agentId: { type: 'string', minLength: 1, maxLength: 64 } });

export function createDemoTokens(options: DemoTokenOptions): FastifyPluginAsync {
  return async (app) => {
    await app.register(
      async (demo) => {
        demo.addHook('onRequest', guard(options.allowRemote));
        tokenRoute(demo, options.tokens);
      },
      { prefix: '/demo' },
    );
  };
}

/** `/token` under the caller's prefix and guard. */
export function tokenRoute(app: FastifyInstance, tokens: () => Tokens | null): void {
  app.get<{ Querystring: { agentId: string } }>(
    '/token',
    { schema: { querystring: QUERY } },
    async ({ query }, reply) => {
      reply.header('cache-control', 'no-store');
      const issuer = tokens();
      return issuer === null ? { token: null } : issuer.issue({ agentId: query.agentId });
    },
  );
}
