/** The console's side of the server: `/api/console` (shapes in @wssoftphone/protocol/console). */
import type { FastifyPluginAsync } from 'fastify';
import type { ConsoleParts } from './parts.ts';

export type { ConsoleParts, People, Person } from './parts.ts';

export function createConsole(_parts: ConsoleParts): FastifyPluginAsync {
  return async (app) => {
    app.decorateRequest('person', null);
    await app.register(async (_console) => {}, { prefix: '/api/console' });
  };
}
