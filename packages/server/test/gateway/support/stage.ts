import { randomBytes } from 'node:crypto';
import { type Logger, pino } from 'pino';
import { Registry } from 'prom-client';
import { createGateway, type Gateway, type GatewayDeps, type GatewayOptions } from '../../../src/gateway/index.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import { FakeDesk } from './fake-desk.ts';
import { open, type Page } from './page.ts';

export const SECRET = 'a secret of at least thirty-two bytes!';
export const API_KEY = 'the-key-of-the-CRM-server';
export const TOKEN_AUTH = { mode: 'token', secret: SECRET, apiKeys: [API_KEY] } as const;

export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  entropy: (digits) =>
    randomBytes(Math.ceil(digits / 2))
      .toString('hex')
      .slice(0, digits),
};

export interface Stage {
  readonly gateway: Gateway;
  readonly desk: FakeDesk;
  readonly metrics: Registry;
  readonly ws: string;
  readonly http: string;
  page(path?: string, protocols?: string[], headers?: Record<string, string>): Promise<Page>;
  close(): Promise<void>;
}

/** A gateway on a free port with a fake desk behind it. */
export async function stage(
  options: Partial<GatewayOptions> = {},
  deps: Partial<GatewayDeps> & { readonly log?: Logger } = {},
): Promise<Stage> {
  const desk = new FakeDesk();
  const metrics = new Registry();
  const gateway = createGateway(
    { host: '127.0.0.1', port: 0, tenant: '1', auth: { mode: 'open' }, origins: [], lang: 'zh-CN', ...options },
    {
      log: pino({ level: 'silent' }),
      clock: systemClock,
      metrics,
      health: async () => ({ parts: { store: { ok: true, detail: '' } } }),
      ...deps,
    },
  );
  desk.attach(gateway.sink);
  const { host, port } = await gateway.start(desk);
  const ws = `ws://${host}:${port}`;
  return {
    gateway,
    desk,
    metrics,
    ws,
    http: `http://${host}:${port}`,
    page: (path = '/', protocols = [], headers = {}) => open(`${ws}${path}`, protocols, { headers }),
    close: () => gateway.stop(),
  };
}

/** Stages that end with their test file. */
export class Stages {
  readonly #open: Stage[] = [];
  async open(...args: Parameters<typeof stage>): Promise<Stage> {
    const opened = await stage(...args);
    this.#open.push(opened);
    return opened;
  }
  async close(): Promise<void> {
    await Promise.all(this.#open.splice(0).map((one) => one.close()));
  }
}
