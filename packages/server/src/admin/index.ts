/** The administration by HTTP, as a plugin of the gateway. */
import type { FastifyPluginAsync } from 'fastify';
import { flowRoutes } from './flows.ts';
import { type AdminParts, admitAdministrators } from './parts.ts';
import { recordingRoutes } from './recordings.ts';

export { IVR_API } from './openapi.ts';
export type { AdminParts } from './parts.ts';

export function createAdmin(parts: AdminParts): FastifyPluginAsync {
  return async (app) => {
    await app.register(
      async (ivr) => {
        admitAdministrators(ivr, parts);
        flowRoutes(ivr, parts);
        recordingRoutes(ivr, parts);
      },
      { prefix: '/api/v1/ivr' },
    );
  };
}
