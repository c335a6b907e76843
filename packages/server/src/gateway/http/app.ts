/** The HTTP side of the port: who may read it, how errors look, and what is served. */
import { basename, dirname } from 'node:path';
import fastifyStatic from '@fastify/static';
import { PROTOCOL_LIMITS } from '@wssoftphone/protocol';
import fastify, { type FastifyInstance, type FastifyPluginAsync } from 'fastify';
import type { Logger } from 'pino';
import { type NumberRouteParts, numberRoutes } from '../numbers/route.ts';
import type { GatewayOptions } from '../options.ts';
import type { Origins } from '../origins.ts';
import { type PhoneRouteParts, phoneRoutes } from '../phone/route.ts';
import { type ApiRouteParts, apiRoutes } from './api.ts';
import { type CommandRouteParts, commandRoutes } from './commands.ts';
import { type ServiceRouteParts, sendError, serviceRoutes } from './service.ts';

export interface AppParts
  extends CommandRouteParts,
    ApiRouteParts,
    ServiceRouteParts,
    NumberRouteParts,
    PhoneRouteParts {
  readonly origins: Origins;
  readonly pages: GatewayOptions['pages'];
  readonly plugins: readonly FastifyPluginAsync[];
  readonly log: Logger;
}

/** The manual's examples (4.1, 4.2) have blanks around the name, and pages were made by copying them. */
const SPACED = /\/softphone\/(?:%20)*(\w{1,64}\.do)(?:%20)*(?=\?|$)/;

/**
 * Paths for which a page that this server gave out needs no entry in the list, whatever the server is called: nothing there
 * is done without a password or a key, which a page that borrowed this server's name (DNS rebinding) does not have.
 */
const GUARDED = /^\/api\/(console|v1\/ivr)\//;

export async function createApp(parts: AppParts): Promise<FastifyInstance> {
  const { log, lang, limits, origins, metrics } = parts;
  const app = fastify({
    // Requests are logged below, without their query: tokens and session ids travel there.
    logger: false,
    bodyLimit: PROTOCOL_LIMITS.frameBytes,
    requestTimeout: 30_000,
    connectionTimeout: 60_000,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 100 },
    // Before there is a route: a path that is no text, or too long.
    frameworkErrors: (error, _request, reply) => {
      sendError(reply, error.statusCode ?? 400, 'RequestInvalid', lang, { expected: 'a path that can be read' });
    },
    rewriteUrl: ({ url = '/' }) => url.replace(SPACED, '/softphone/$1'),
  });
  app.server.maxConnections = limits.connections + limits.httpConnections;

  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-content-type-options', 'nosniff');
    reply.header('referrer-policy', 'no-referrer');
    const { origin, host } = request.headers;
    if (origin === undefined) return;
    reply.header('vary', 'Origin');
    if (!origins.allows(origin, host)) {
      // Reading stays the browser's business (no CORS header, no answer); doing is ours.
      const reads = request.method === 'GET' || request.method === 'HEAD';
      if (GUARDED.test(request.url) && (origin === `http://${host}` || origin === `https://${host}`)) return undefined;
      return reads ? undefined : sendError(reply, 403, 'OriginForbidden', lang);
    }
    reply.header('access-control-allow-origin', origin);
    if (request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined) {
      return reply
        .code(204)
        .header('access-control-allow-methods', 'GET, POST')
        .header('access-control-allow-headers', 'authorization, content-type, x-delegator-id')
        .header('access-control-max-age', '600')
        .send();
    }
  });
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url?.replace(/:app\([^/]*\)/, ':app') ?? 'none';
    metrics.http.inc({ route, status: reply.statusCode });
    log.debug({ method: request.method, route, status: reply.statusCode, ms: reply.elapsedTime }, 'request');
  });
  app.setNotFoundHandler(async (_request, reply) =>
    sendError(reply, 404, 'RequestInvalid', lang, { expected: 'a known path' }),
  );
  app.setErrorHandler(async (error: { readonly statusCode?: number; readonly message: string }, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status < 500) return sendError(reply, status, 'RequestInvalid', lang, { expected: error.message });
    log.error({ error, method: request.method, route: request.routeOptions.url }, 'request failed');
    return sendError(reply, 500, 'Internal', lang);
  });

  await app.register((scope) => commandRoutes(scope, parts));
  await app.register((scope) => apiRoutes(scope, parts));
  await app.register((scope) => serviceRoutes(scope, parts));
  await app.register((scope) => numberRoutes(scope, parts));
  await app.register((scope) => phoneRoutes(scope, parts));
  if (parts.pages) await staticPages(app, parts.pages);
  for (const plugin of parts.plugins) await app.register(plugin);
  return app;
}

async function staticPages(app: FastifyInstance, pages: NonNullable<AppParts['pages']>): Promise<void> {
  const files = Object.entries(pages.files ?? {});
  const root = pages.root ?? (files[0] && dirname(files[0][1]));
  if (root === undefined) return;
  await app.register(fastifyStatic, {
    root,
    serve: pages.root !== null,
    prefix: '/',
    index: 'index.html',
    redirect: false,
  });
  for (const [path, file] of files) {
    app.get(path, (_request, reply) => reply.sendFile(basename(file), dirname(file)));
  }
}
