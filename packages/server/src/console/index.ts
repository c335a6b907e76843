/** The console's side of the server: `/api/console` (shapes in @wssoftphone/protocol/console). For the console alone. */
import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import { accessRoutes } from './access.ts';
import { accountRoutes } from './account.ts';
import { auditRoutes } from './audit-routes.ts';
import { configFileRoutes } from './config/file-routes.ts';
import { configRoutes } from './config/routes.ts';
import { liveRoutes } from './live.ts';
import { nameRoutes } from './names.ts';
import { pastRoutes } from './past.ts';
import { storeFaults } from './store-faults.ts';
import { userRoutes } from './users.ts';
import type { ConsoleWhole } from './whole.ts';

export { createAccess } from './access.ts';
export { Failures } from './failures.ts';
export { ensureAdministrator, FIRST_ADMINISTRATOR } from './first-administrator.ts';
export type { ConsoleParts, People, Person } from './parts.ts';
export { createPasswords } from './passwords.ts';
export { Sessions } from './sessions.ts';
export type { ConsoleWhole } from './whole.ts';

const ROUTES: readonly ((app: FastifyInstance, parts: ConsoleWhole) => void)[] = [
  accountRoutes,
  nameRoutes,
  userRoutes,
  configRoutes,
  configFileRoutes,
  accessRoutes,
  auditRoutes,
  liveRoutes,
  pastRoutes,
];

export function createConsole(parts: ConsoleWhole): FastifyPluginAsync {
  return async (app) => {
    app.decorateRequest('person', null);
    await app.register(
      async (console) => {
        console.setErrorHandler(storeFaults(parts));
        for (const routes of ROUTES) routes(console, parts);
      },
      { prefix: '/api/console' },
    );
  };
}
