/** The console's routes on a runtime with a memory store, and browsers that keep their cookie. */
import type { ConsoleRole } from '@wssoftphone/protocol/console';
import fastify, { type FastifyInstance, type FastifyPluginAsync } from 'fastify';
import { pino } from 'pino';
import { type ConsoleWhole, createAccess, createConsole, Failures, Sessions } from '../../src/console/index.ts';
import type { Passwords } from '../../src/console/passwords.ts';
import { demoRows } from '../../src/demo/demo-tenant.ts';
import { createTokens } from '../../src/gateway/index.ts';
import type { StoredUser } from '../../src/ports/console-store.ts';
import { type Rig, startRig } from '../runtime/rig.ts';
import { createMemoryStore } from '../support/memory-store.ts';

export const PASSWORD = 'a good password';

/** The real ones are slow on purpose; passwords.test.ts has them. */
export const quickPasswords: Passwords = {
  hash: async (password) => `quick:${password}`,
  matches: async (password, kept) => kept === `quick:${password}`,
};

export const storedUser = (user: string, role: ConsoleRole, more: Partial<StoredUser> = {}): StoredUser => ({
  user,
  name: user.toUpperCase(),
  role,
  agentId: null,
  password: `quick:${PASSWORD}`,
  disabled: false,
  mustChange: false,
  lastSignInAt: null,
  ...more,
});

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: whatever the server said; the expectation says what it should be
  readonly body: any;
  readonly headers: Readonly<Record<string, unknown>>;
}
type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

export class Browser {
  readonly #app: FastifyInstance;
  headers: Record<string, string> = { 'x-wssp-console': '1', 'accept-language': 'en', host: '127.0.0.1:8887' };
  cookie: string | null = null;
  address = '10.0.0.1';

  constructor(app: FastifyInstance) {
    this.#app = app;
  }
  ask = (method: Method, path: string, body?: object): Promise<Answer> => this.at(method, `/api/console${path}`, body);
  /** Outside of the console too. */
  async at(method: Method, url: string, body?: object): Promise<Answer> {
    const response = await this.#app.inject({
      method,
      url,
      remoteAddress: this.address,
      headers: { ...this.headers, ...(this.cookie === null ? {} : { cookie: this.cookie }) },
      ...(body === undefined ? {} : { payload: body }),
    });
    const set = response.headers['set-cookie'];
    if (typeof set === 'string') this.cookie = set.includes('Max-Age=0') ? null : (set.split(';')[0] ?? null);
    const text = response.body;
    return {
      status: response.statusCode,
      headers: response.headers,
      body: text === '' ? null : String(response.headers['content-type']).includes('json') ? response.json() : text,
    };
  }
  get = (path: string): Promise<Answer> => this.ask('GET', path);
  post = (path: string, body?: object): Promise<Answer> => this.ask('POST', path, body);
  put = (path: string, body: object): Promise<Answer> => this.ask('PUT', path, body);
  remove = (path: string): Promise<Answer> => this.ask('DELETE', path);
  signIn = (user: string, password = PASSWORD): Promise<Answer> => this.post('/sign-in', { user, password });
}

export interface ConsoleRig extends Rig {
  readonly app: FastifyInstance;
  readonly people: Sessions;
  readonly gate: TestGate;
  /** What the console's log says. */
  readonly lines: readonly string[];
  /** `GET /me` and the others. */
  readonly routes: readonly string[];
  browser(): Browser;
  /** Somebody of that role who has signed in: `anna` administers, `sven` supervises (agent 800), `ada` is agent 888. */
  as(role: ConsoleRole): Promise<Browser>;
  close(): Promise<void>;
}

/** Remembers what it was told. */
export class TestGate {
  readonly fixedOrigins = ['https://fixed.example'];
  origins: readonly string[] = [];
  keys: readonly { readonly id: string; readonly digest: string }[] = [];
  used: (id: string) => void = () => {};
  setOrigins(origins: readonly string[]): void {
    this.origins = origins;
  }
  setKeys(keys: TestGate['keys'], used: (id: string) => void): void {
    this.keys = keys;
    this.used = used;
  }
}

export const WHO: Readonly<Record<ConsoleRole, StoredUser>> = {
  administrator: storedUser('anna', 'administrator'),
  supervisor: storedUser('sven', 'supervisor', { agentId: '800' }),
  agent: storedUser('ada', 'agent', { agentId: '888' }),
};

/**
 * @param empty no row in any table, as after the first start without demonstration data
 * @param beside another plugin at the same port
 * @param before a server that is gone: this one finds what it stored
 */
export async function startConsole(
  parts: Partial<ConsoleWhole> = {},
  empty = false,
  beside: ((made: Rig & { readonly people: Sessions }) => FastifyPluginAsync) | null = null,
  before: Pick<Rig, 'store' | 'clock'> | null = null,
): Promise<ConsoleRig> {
  const store = before?.store ?? createMemoryStore();
  const secret = () => 'sip-secret-of-a-phone';
  if (!empty) await store.seed('1', 'Test centre', demoRows(secret));
  if (before === null) for (const user of Object.values(WHO)) await store.console.addUser('1', user);
  const rig = await startRig({ store, ...(before === null ? {} : { clock: before.clock }) });
  const tokens = createTokens(
    { secret: 'x'.repeat(32), tenant: '1', defaultSeconds: 120, maxSeconds: 3_600, usedTokens: 100 },
    rig.clock,
  );
  const log = pino({ level: 'info' }, { write: (line) => void lines.push(line) });
  const lines: string[] = [];
  const people = new Sessions({ tenant: '1', store: store.console, clock: rig.clock, log });
  await people.restore();
  const gate = new TestGate();
  const app = fastify();
  const routes: string[] = [];
  app.addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat()) if (one !== 'HEAD') routes.push(`${one} ${url.replace('/api/console', '')}`);
  });
  await app.register(
    createConsole({
      tenant: '1',
      store,
      clock: rig.clock,
      people,
      passwords: quickPasswords,
      failures: new Failures(),
      access: createAccess({ tenant: '1', store: store.console, clock: rig.clock, log, gate: () => gate }),
      hosts: new Set(['crm.example.com']),
      tokens: () => tokens,
      config: () => rig.runtime.state.config,
      async reload() {
        const done = rig.runtime.reload();
        await rig.settle();
        return done;
      },
      board: () => rig.runtime.board(),
      recording: async () => null,
      demo: false,
      demoRemote: false,
      lab: false,
      lang: 'zh-CN',
      log,
      ...parts,
    }),
  );
  if (beside !== null) await app.register(beside({ ...rig, people }));
  const browser = () => new Browser(app);
  return {
    ...rig,
    app,
    people,
    gate,
    lines,
    routes,
    browser,
    async as(role) {
      const one = browser();
      await one.signIn(WHO[role].user);
      return one;
    },
    async close() {
      await app.close();
      await rig.runtime.stop();
    },
  };
}
