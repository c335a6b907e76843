/** The administration by HTTP, as a plugin of the gateway. */
import type { FastifyPluginAsync } from 'fastify';
import { flowRoutes } from './flows.ts';
import { type AdminParts, admitAdministrators } from './parts.ts';
import { recordingRoutes } from './recordings.ts';

export type { AdminParts } from './parts.ts';

export function createAdmin(parts: AdminParts): FastifyPluginAsync {
  return async (app) => {
    await app.register(
      async (ivr) => {
        admitAdministrators(ivr, parts);
        ivr.addHook('onResponse', async (request, reply) => {
          if (reply.statusCode >= 300 || !['PUT', 'DELETE'].includes(request.method)) return;
          const [path = ''] = request.url.split('?');
          await parts.changed?.(request, `${request.method} ${path.slice('/api/v1/ivr/'.length)}`);
        });
        flowRoutes(ivr, parts);
        recordingRoutes(ivr, parts);
      },
      { prefix: '/api/v1/ivr' },
    );
  };
}
