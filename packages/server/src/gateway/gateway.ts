/**
 * The gateway: frames and requests in, commands to the desk; answers and events out, in the dialect of each page.
 * Everything it needs comes in by parameters; it reads no environment and keeps no state of the call centre.
 */
import type { AddressInfo } from 'node:net';
import type { Reply } from '@wssoftphone/protocol';
import type { FastifyInstance } from 'fastify';
import type { Desk, DeskSink } from '../ports/desk.ts';
import { createTokens, type Tokens } from './auth/tokens.ts';
import { administratorOf } from './http/administrators.ts';
import { createApp } from './http/app.ts';
import { ApiKeys } from './http/keys.ts';
import { GATEWAY_LIMITS, type GatewayLimits } from './limits.ts';
import { createMetrics } from './metrics.ts';
import { NUMBER_API } from './numbers/api.ts';
import { createNumberCiphers } from './numbers/ciphers.ts';
import { decipheringDesk } from './numbers/desk.ts';
import type { Address, Gateway, GatewayDeps, GatewayOptions } from './options.ts';
import { Origins } from './origins.ts';
import { PendingAnswers, type Waiting } from './pending.ts';
import { PHONE_API } from './phone/api.ts';
import { PhoneLines } from './phone/lines.ts';
import { Hub } from './ws/hub.ts';

/** Throws on settings that cannot be meant: a short secret or key, an origin that is none, `*` in mode `token`. */
export function createGateway(options: GatewayOptions, deps: GatewayDeps): Gateway {
  const limits: GatewayLimits = { ...GATEWAY_LIMITS, ...options.limits };
  const { log, clock } = deps;
  const { tokens, keys } = authentication(options, deps, limits);
  const origins = new Origins(options.origins);
  if (origins.any && options.auth.mode === 'token') {
    throw new Error('Origin "*" needs authentication mode "open"; in mode "token" list the origins of your pages.');
  }
  const metrics = createMetrics(deps.metrics);
  const prefix = clock.entropy(12);
  const pending = new PendingAnswers(prefix, limits.inFlight);
  let hub: Hub | null = null;
  let lines: PhoneLines | null = null;
  let app: FastifyInstance | null = null;
  let stopSweep = (): void => {};

  const sink: DeskSink = {
    reply(ref, _conn, reply) {
      const waiting = pending.take(ref);
      if (!waiting) return;
      contain(() => waiting.answer(reply), { ins: reply.ins });
    },
    event(conn, event) {
      contain(() => hub?.event(conn, event), { conn, ins: event.ins, call: event.call?.COID });
    },
  };
  /** What goes wrong with one page must not stop the runtime in the middle of its effects. */
  function contain(run: () => void, about: Readonly<Record<string, unknown>>): void {
    try {
      run();
    } catch (error) {
      log.error({ ...about, error }, 'an answer or event could not be delivered');
    }
  }

  /** Every command gets one answer, even when the desk stays silent. */
  function sweep(): void {
    const now = clock.now();
    for (const late of pending.takeOlder(now - limits.answerMs)) {
      log.error({ ins: late.ins, since: late.since }, 'no answer from the desk');
      contain(() => late.answer(noAnswer(late, now)), { ins: late.ins });
    }
    stopSweep = clock.after(1_000, sweep);
  }

  const ciphers = options.numbers === undefined ? null : createNumberCiphers(options.numbers);
  return {
    sink,
    tokens,
    gate: {
      fixedOrigins: options.origins,
      setOrigins: (more) => origins.setMore(more),
      setKeys: (more, used) => keys.setMore(more, used),
    },
    administratorOf: (request) => administratorOf(request, tokens, keys),
    async start(behind: Desk): Promise<Address> {
      const desk = ciphers === null ? behind : decipheringDesk(behind, ciphers, clock);
      const sockets = new Hub(
        { prefix, tokens, origins, lang: options.lang, pending, clock, limits, metrics, log },
        desk,
      );
      const server = await createApp({
        desk,
        tokens,
        keys,
        ciphers,
        pending,
        clock,
        limits,
        lang: options.lang,
        metrics,
        registry: deps.metrics,
        health: deps.health,
        origins,
        pages: options.pages,
        phones: deps.phones,
        described: [PHONE_API, ...(ciphers === null ? [] : [NUMBER_API]), ...(deps.described ?? [])],
        plugins: deps.plugins ?? [],
        log,
      });
      const phoneLines = new PhoneLines({ desk, phones: deps.phones, origins, limits, log });
      server.server.on('upgrade', (request, stream, head) => {
        if (!phoneLines.upgrade(request, stream, head)) sockets.upgrade(request, stream, head);
      });
      lines = phoneLines;
      hub = sockets;
      app = server;
      // With the name `localhost` a second server would listen on ::1 that knows nothing of sockets.
      const host = options.host === 'localhost' ? '127.0.0.1' : options.host;
      try {
        await server.listen({ host, port: options.port });
      } catch (error) {
        await sockets.stop();
        await server.close();
        throw error;
      }
      stopSweep = clock.after(1_000, sweep);
      const bound = server.server.address() as AddressInfo;
      log.info({ host, port: bound.port, auth: options.auth.mode }, 'gateway listens');
      return { host, port: bound.port };
    },
    async stop(): Promise<void> {
      // Sockets first: an HTTP server only closes when the last connection has gone.
      lines?.stop();
      await hub?.stop();
      await app?.close();
      stopSweep();
    },
  };
}

function authentication(
  { auth, tenant }: GatewayOptions,
  { clock }: GatewayDeps,
  limits: GatewayLimits,
): { readonly tokens: Tokens | null; readonly keys: ApiKeys } {
  if (auth.mode === 'open') return { tokens: null, keys: new ApiKeys([]) };
  const settings = {
    secret: auth.secret,
    tenant,
    defaultSeconds: auth.tokenSeconds ?? limits.tokenSeconds,
    maxSeconds: limits.tokenMaxSeconds,
    usedTokens: limits.usedTokens,
  };
  return { tokens: createTokens(settings, clock), keys: new ApiKeys(auth.apiKeys) };
}

const noAnswer = ({ ins, id }: Waiting, at: number): Reply => ({
  command: '',
  ins,
  errorCode: 'ProcessFailed',
  fault: { code: 'Internal' },
  datas: {},
  at,
  ...(id === undefined ? {} : { replyTo: id }),
});
