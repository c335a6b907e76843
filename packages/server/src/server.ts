/**
 * The server put together: database, switch, runtime, gateway, in this order and back. Everything it is made of comes by
 * parameters; main.ts, tests and benches start it the same way.
 */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { FastifyPluginAsync } from 'fastify';
import type { Logger } from 'pino';
import { Registry } from 'prom-client';
import { createAdmin, IVR_API } from './admin/index.ts';
import { administratorHere } from './console/administers.ts';
import {
  createAccess,
  createConsole,
  createPasswords,
  ensureAdministrator,
  Failures,
  Sessions,
} from './console/index.ts';
import { createConsolePages } from './console/pages.ts';
import { openOutside } from './crm/outside.ts';
import { DEMO_NAME, demoRows } from './demo/demo-tenant.ts';
import {
  type Address,
  type AuthOptions,
  createGateway,
  type Gateway,
  type Health,
  type NumberKeys,
} from './gateway/index.ts';
import { createDemoTokens } from './lab/demo-tokens.ts';
import { createLab, type LabLine } from './lab/lab.ts';
import type { AuthChoice, ServerOptions } from './options.ts';
import { servedPages } from './pages.ts';
import type { Clock } from './ports/clock.ts';
import type { DigitCheck } from './ports/outside.ts';
import type { Store } from './ports/store.ts';
import { createRetention } from './retention.ts';
import { createRuntime, type Runtime } from './runtime/runtime.ts';
import { createSystemClock } from './runtime/system-clock.ts';
import { CONSOLE_PASSWORD, keptSecret } from './secrets.ts';
import { writeSipPhones } from './sip-phones.ts';
import { startEmbeddedDatabase } from './store/embedded/embedded.ts';
import { createPostgresStore } from './store/postgres-store.ts';
import type { VirtualSwitch } from './switch/virtual/virtual-switch.ts';
import { type OpenSwitch, openSwitch } from './switches.ts';

export interface ServerDeps {
  readonly log: Logger;
  readonly clock?: Clock;
  /** A switch that outlives this server; by default the one that the options ask for. */
  readonly switch?: OpenSwitch;
  /** Hears of work at the start that takes a while, in words for a person. */
  readonly say?: (line: string) => void;
  /** Judges secret digits of flows in place of the one that the options name. */
  readonly checker?: (asked: DigitCheck) => Promise<boolean>;
  /** The server can serve no more and should be stopped. */
  readonly onFatal?: (reason: string) => void;
}

/** The parts of a server that runs, for whoever looks on: tests, benches, the banner. */
export interface ServerParts {
  readonly address: Address;
  readonly store: Store;
  readonly runtime: Runtime;
  readonly gateway: Gateway;
  readonly metrics: Registry;
  readonly switch: OpenSwitch;
  readonly virtual: VirtualSwitch | null;
  /** Where the embedded database is; null: the user's own. */
  readonly embedded: { readonly dataDir: string; readonly adopted: boolean } | null;
  /** The demo page is served. */
  readonly demoPage: boolean;
  readonly console: {
    /** It is built, and served under /console/. */
    readonly page: boolean;
    /** The first administrator's password is still the one in the data directory. */
    readonly firstPassword: boolean;
  };
}

export interface Server {
  /** Resolves when pages can connect. A start that fails has freed everything again. Starts once. */
  start(): Promise<ServerParts>;
  /** Takes no more, lets pages go, writes everything; calls on a real switch go on. May be called more than once. */
  stop(): Promise<void>;
}

export function createServer(options: ServerOptions, deps: ServerDeps): Server {
  const undo: (() => Promise<void>)[] = [];
  let starting: Promise<ServerParts> | null = null;
  let stopping: Promise<void> | null = null;

  async function unwind(): Promise<void> {
    for (let step = undo.pop(); step !== undefined; step = undo.pop()) {
      await step().catch((error: unknown) => deps.log.error({ err: error }, 'a part of the server did not stop'));
    }
  }
  return {
    start() {
      if (starting !== null) throw new Error('a server starts once');
      starting = assemble(options, deps, undo).catch(async (error: unknown) => {
        await unwind();
        throw error;
      });
      return starting;
    },
    stop() {
      stopping ??= (async () => {
        await starting?.catch(() => undefined);
        await unwind();
      })();
      return stopping;
    },
  };
}

async function assemble(options: ServerOptions, deps: ServerDeps, undo: (() => Promise<void>)[]): Promise<ServerParts> {
  const { log } = deps;
  const { tenant } = options;
  const clock = deps.clock ?? createSystemClock();
  const say = deps.say ?? (() => {});
  const metrics = new Registry();

  const { store, embedded } = await openStore(options, log, undo);
  const board = deps.switch ?? (await openSwitch(options.switch, { clock, log, say }));
  if (deps.switch === undefined) undo.push(() => board.close());

  let runtime: Runtime | null = null;
  let gateway: Gateway | null = null;
  const { hosts, key, check } = options.flows ?? { hosts: [], key: null, check: null };
  const outside = openOutside({ hosts, key, check: check ?? (options.demo ? { kind: 'demo' } : null) });
  undo.push(async () => outside.close());
  /** The file from which telephones are set up; for an Asterisk of the server's own. */
  const tellPhones = async (): Promise<void> => {
    if (options.switch.kind === 'asterisk-own') await writeSipPhones(options.dataDir, await store.loadConfig(tenant));
  };
  const people = new Sessions({ tenant, store: store.console, clock, log });
  undo.push(() => people.close());
  const passwords = createPasswords();
  const access = createAccess({ tenant, store: store.console, clock, log, gate: () => started(gateway).gate });
  const plugins: FastifyPluginAsync[] = [
    createAdmin({
      tenant,
      store: store.ivr,
      config: () => started(runtime).state.config,
      running: () => started(runtime).state.index.flows,
      reload: () => started(runtime).reload(),
      administratorOf: async (request) =>
        (await gateway?.administratorOf(request)) ?? (await administratorHere(request, people)),
      clock,
      hosts: outside.allowed.hosts,
      lang: options.lang,
      log,
    }),
    createConsole({
      tenant,
      store,
      clock,
      people,
      passwords,
      failures: new Failures(),
      access,
      hosts: outside.allowed.hosts,
      tokens: () => gateway?.tokens ?? null,
      config: () => started(runtime).state.config,
      async reload() {
        const clean = await started(runtime).reload();
        await tellPhones().catch((error: unknown) =>
          log.error({ err: error }, 'the file of telephones was not written'),
        );
        return clean;
      },
      board: async () => runtime?.board() ?? null,
      recording: (id) => board.port.recording(id),
      demo: options.demo,
      demoRemote: options.demoRemote,
      lab: options.demo && board.virtual !== null,
      lang: options.lang,
      log,
    }),
  ];
  if (options.demo) {
    const demo = { tokens: () => gateway?.tokens ?? null, allowRemote: options.demoRemote };
    plugins.push(createDemoTokens(demo));
    if (board.virtual !== null) {
      const lines = () => (runtime === null ? [] : labLines(runtime));
      plugins.push(createLab({ switch: board.virtual, clock, lines, ...demo }));
    }
  }
  const pages = servedPages(options.demo);
  if (pages.console !== null) plugins.push(createConsolePages(pages.console));
  if (options.demo && pages.root === null) log.warn('the demo page has not been built; npm run build makes it');
  gateway = createGateway(
    {
      host: options.host,
      port: options.port,
      tenant,
      auth: await authOptions(options.auth, options.dataDir),
      origins: options.origins,
      numbers: await numberKeys(options),
      lang: options.lang,
      pages,
    },
    {
      log,
      clock,
      metrics,
      health: async () => healthOf(store, runtime),
      plugins,
      phones: board.port.browserPhones,
      described: [IVR_API],
    },
  );
  runtime = createRuntime({
    tenant,
    store,
    switch: board.port,
    clock,
    sink: gateway.sink,
    log,
    metrics,
    outside: deps.checker === undefined ? outside : { ...outside, check: deps.checker },
    onSuperseded: () => deps.onFatal?.('another server has taken this tenant over'),
  });
  await tellPhones();
  const retention = createRetention({
    tenant,
    talks: store.talks,
    port: board.port,
    clock,
    days: () => started(runtime).state.config.params.recordingDays,
    log,
  });
  const serving = { runtime, gateway };
  undo.push(() => serving.runtime.stop());
  await runtime.start();
  undo.push(() => serving.gateway.stop());
  retention.start();
  undo.push(() => retention.stop());
  await access.apply();
  await people.restore();
  const firstPassword = await ensureAdministrator({
    tenant,
    store: store.console,
    passwords,
    secret: () => keptSecret(options.dataDir, CONSOLE_PASSWORD),
  });
  const address = await gateway.start(runtime);
  return {
    address,
    store,
    runtime,
    gateway,
    metrics,
    switch: board,
    virtual: board.virtual,
    embedded,
    demoPage: pages.root !== null,
    console: { page: pages.console !== null, firstPassword },
  };
}

function started<T>(part: T | null): T {
  if (part === null) throw new Error('the server has not started');
  return part;
}

async function openStore(
  options: ServerOptions,
  log: Logger,
  undo: (() => Promise<void>)[],
): Promise<{ store: Store; embedded: ServerParts['embedded'] }> {
  const database = options.database === null ? await startEmbeddedDatabase({ dataDir: options.dataDir, log }) : null;
  if (database !== null) undo.push(() => database.stop());
  const store = createPostgresStore({
    source: database === null ? { url: options.database ?? '' } : { address: database.address },
    onIdleError: (error) => log.warn({ err: error }, 'a database connection broke'),
  });
  undo.push(() => store.close());
  await store.migrate();
  if (options.demo && (await store.seed(options.tenant, DEMO_NAME, demoRows(sipPassword)))) {
    log.info({ tenant: options.tenant }, 'demonstration data written');
  }
  return {
    store,
    embedded: database === null ? null : { dataDir: options.dataDir, adopted: database.adopted },
  };
}

async function authOptions(auth: AuthChoice, dataDir: string): Promise<AuthOptions> {
  if (auth.mode === 'open') return auth;
  return {
    mode: 'token',
    secret: auth.secret ?? (await keptSecret(dataDir, 'token-secret')),
    apiKeys: auth.apiKeys.length > 0 ? auth.apiKeys : [await keptSecret(dataDir, 'api-key')],
    tokenSeconds: auth.tokenSeconds,
  };
}

async function numberKeys({ numbers, dataDir }: ServerOptions): Promise<NumberKeys> {
  const file = numbers?.rsaKeyFile ?? null;
  return {
    secret: await keptSecret(dataDir, 'number-secret'),
    rsaPem: file === null ? null : await readFile(file, 'utf8'),
    desKey: numbers?.desKey ?? null,
  };
}

async function healthOf(store: Store, runtime: Runtime | null): Promise<Health> {
  const database = await store.healthy();
  const health = runtime?.health();
  const connected = health?.switch.connected ?? false;
  const serving = health?.state === 'serving' || health?.state === 'degraded';
  return {
    parts: {
      database: { ok: database, detail: database ? 'answers' : 'does not answer' },
      switch: { ok: connected, detail: health?.switch.detail ?? 'not started' },
      runtime: { ok: serving, detail: health?.state ?? 'not started' },
    },
  };
}

/** The numbers that a customer of the lab can call, as configured now. */
function labLines({ state: { config, index } }: Runtime): LabLine[] {
  const skills = new Map(config.skills.map((skill) => [skill.code, skill.name]));
  return config.dnisRoutes.flatMap(({ pattern, target }) => {
    if (pattern.endsWith('*')) return [];
    const name =
      target.type === 'skill'
        ? (skills.get(target.code) ?? target.code)
        : target.type === 'ivr'
          ? (index.flows.get(target.svn)?.name ?? target.svn)
          : target.type;
    return [{ dnis: pattern, name }];
  });
}

function sipPassword(): string {
  return randomBytes(12).toString('base64url');
}
