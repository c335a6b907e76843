/** Serves the built console under /console/. Every path that is no file is the page: the console routes by itself. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyPluginAsync } from 'fastify';

/** No script but ours, in nobody's frame. Element Plus and ECharts set style attributes. */
const POLICY = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "media-src 'self' blob:",
  "connect-src 'self' ws: wss:",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'self'",
].join('; ');

/** @param folder with index.html and assets/ */
export function createConsolePages(folder: string): FastifyPluginAsync {
  return async (app) => {
    const page = await readFile(join(folder, 'index.html'));
    await app.register(async (scope) => {
      scope.addHook('onSend', async (_request, reply) => {
        reply.header('content-security-policy', POLICY);
      });
      await scope.register(fastifyStatic, {
        root: join(folder, 'assets'),
        prefix: '/console/assets/',
        decorateReply: false,
        // Their names hold a digest of what is in them.
        maxAge: '365d',
        immutable: true,
      });
      for (const path of ['/console', '/console/*']) {
        scope.get(path, (_request, reply) =>
          reply.header('cache-control', 'no-cache').type('text/html; charset=utf-8').send(page),
        );
      }
    });
  };
}
