/**
 * A whole call centre for one test file, on real parts: Asterisk, PostgreSQL, the server in this process, customers and
 * phones. The configuration is the demonstration's, with desk phones that have passwords and times that a test can wait for.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CallRecord } from '@wssoftphone/engine';
import pino from 'pino';
import type { ConfigRows } from '../../packages/server/src/config/rows.ts';
import { demoRows } from '../../packages/server/src/demo/demo-tenant.ts';
import type { ServerOptions } from '../../packages/server/src/options.ts';
import { createSystemClock } from '../../packages/server/src/runtime/system-clock.ts';
import { createServer, type Server, type ServerDeps, type ServerParts } from '../../packages/server/src/server.ts';
import type { PostgresStore } from '../../packages/server/src/store/postgres-store.ts';
import {
  type AsteriskInstance,
  createAsteriskSwitch,
  provisionAsterisk,
  startAsterisk,
} from '../../packages/server/src/switch/asterisk/index.ts';
import type { OpenSwitch } from '../../packages/server/src/switches.ts';
import { startTestPostgres, type TestPostgres } from '../../packages/server/test/support/test-postgres.ts';
import { Agent, type LogOn } from './agent.ts';
import { expectBooks } from './records.ts';
import { serverOptions } from './server-options.ts';
import { Carrier } from './sip/carrier.ts';
import { DeskPhone } from './sip/desk-phone.ts';
import { Voices } from './sip/party.ts';
import { until } from './until.ts';

export const TENANT = '1';
const SECRET = 'a-telephone-of-the-tests';

export interface CentreOptions {
  /** Changes the configuration before anything starts. */
  readonly rows?: (demo: ConfigRows) => ConfigRows;
  /** Rows of SystemParam over the test's own (ring 5 s, wrap-up 2 s, work number played). */
  readonly params?: Readonly<Record<string, string>>;
  /** Whom flows may ask, and who checks passwords. */
  readonly flows?: NonNullable<ServerOptions['flows']>;
  /** Takes the log of server and switch. */
  readonly log?: pino.Logger;
  /** Judges secret digits; without one, none are good. */
  readonly checker?: ServerDeps['checker'];
}

const PARAMS: Readonly<Record<string, string>> = {
  AGENTRINGSECONDS: '5',
  DIALSECONDS: '6',
  AGENTWRAPUPSECONDS: '2',
  AGENTPLAYWORKERID: '1',
  AGENTMISSLIMIT: '3',
  RECORDCALLS: '0',
};

export class CallCentre {
  readonly asterisk: AsteriskInstance;
  readonly carrier: Carrier;
  readonly store: PostgresStore;
  readonly #postgres: TestPostgres;
  #board: OpenSwitch;
  readonly #options: ServerOptions;
  readonly #deps: Pick<ServerDeps, 'checker'>;
  readonly #voices: Voices;
  readonly #log: pino.Logger;
  readonly #phones = new Map<string, DeskPhone>();
  readonly #agents: Agent[] = [];
  #server: Server;
  #parts: ServerParts | null = null;
  #booksFrom = Date.now();

  private constructor(
    parts: Pick<CallCentre, 'asterisk' | 'carrier' | 'store'>,
    postgres: TestPostgres,
    options: ServerOptions,
    deps: Pick<ServerDeps, 'checker'>,
    voices: Voices,
    log: pino.Logger,
  ) {
    this.asterisk = parts.asterisk;
    this.carrier = parts.carrier;
    this.store = parts.store;
    this.#postgres = postgres;
    this.#log = log;
    this.#board = switchOf(parts.asterisk, log);
    this.#options = options;
    this.#deps = deps;
    this.#voices = voices;
    this.#server = this.#make();
  }

  static async open(options: CentreOptions = {}): Promise<CallCentre> {
    const cache = process.env.WSSP_CACHE ?? join(homedir(), '.cache', 'wssoftphone');
    const [asterisk, postgres] = await Promise.all([
      provisionAsterisk({ cache }).then((root) => startAsterisk({ root })),
      startTestPostgres(),
    ]);
    const store = postgres.open();
    await store.migrate();
    await store.seed(TENANT, 'test', rowsOf(options));
    const voices = new Voices();
    const carrier = await Carrier.open({ port: asterisk.ports.carrier, switchPort: asterisk.sip.port, voices });
    const { address } = postgres;
    const database = `postgres://${address.user}:${encodeURIComponent(address.password)}@${address.host}:${address.port}/${address.database}`;
    const dataDir = await mkdtemp(join(tmpdir(), 'wssp-data-'));
    const centre = new CallCentre(
      { asterisk, carrier, store },
      postgres,
      serverOptions(dataDir, {
        tenant: TENANT,
        database,
        origins: ['*'],
        demo: true,
        ...(options.flows === undefined ? {} : { flows: options.flows }),
      }),
      options.checker === undefined ? {} : { checker: options.checker },
      voices,
      options.log ?? logger(),
    );
    centre.#parts = await centre.#server.start();
    return centre;
  }

  /** The database, to look at. */
  get database(): string {
    return this.#options.database ?? '';
  }
  get url(): string {
    const { host, port } = this.#running.address;
    return `http://${host}:${port}`;
  }
  get parts(): ServerParts {
    return this.#running;
  }

  /** The desk phone of that extension; started and registered when first asked for. */
  async phone(number: string): Promise<DeskPhone> {
    const known = this.#phones.get(number);
    if (known !== undefined) return known;
    const options = { number, secret: SECRET, switchPort: this.asterisk.sip.port, voices: this.#voices };
    const phone = await DeskPhone.start(options);
    this.#phones.set(number, phone);
    return phone;
  }

  /** An agent at a raw WebSocket, logged on and idle (or as asked for), the phone beside. */
  async agent(logOn: LogOn): Promise<{ agent: Agent; phone: DeskPhone }> {
    const phone = await this.phone(logOn.ins);
    const agent = await this.page(logOn);
    await agent.logOn();
    return { agent, phone };
  }
  /** A page that is connected and initialised, not logged on. */
  async page(logOn: LogOn): Promise<Agent> {
    const agent = await Agent.connect(this.url.replace('http', 'ws'), logOn);
    this.#agents.push(agent);
    return agent;
  }

  /** The one record of the call from this number, or to it, awaited: it is written when the call is over. */
  async record(number: string, nth = 0): Promise<CallRecord> {
    let found: CallRecord[] = [];
    await until(async () => {
      const all = await this.store.calls(TENANT, { limit: 100 });
      found = all.filter((one) => one.ani === number || one.dnis === number).reverse();
      return found.length > nth;
    }, `the record of the call of ${number}`);
    const record = found[nth];
    if (record === undefined) throw new Error('unreachable');
    return record;
  }
  /** How many records there are of calls from or to this number. */
  async recordCount(number: string): Promise<number> {
    const all = await this.store.calls(TENANT, { limit: 200 });
    return all.filter((one) => one.ani === number || one.dnis === number).length;
  }

  async setParam(key: string, value: string): Promise<void> {
    await this.store.setParam(TENANT, key, value);
  }

  /** Stops the server, as an update does; calls, phones and customers go on. `during` runs while there is none. */
  async restartServer(during: () => Promise<void> = async () => {}): Promise<void> {
    await this.#server.stop();
    await during();
    this.#board = switchOf(this.asterisk, this.#log);
    this.#server = this.#make();
    this.#parts = await this.#server.start();
  }

  /** Everybody hangs up and logs off, as between two tests; phones stay registered. */
  async clear(): Promise<void> {
    await this.carrier.hangUpAll();
    for (const phone of this.#phones.values()) {
      await phone.setBusy(false);
      await phone.hangup();
      await phone.register();
    }
    for (const agent of this.#agents.splice(0)) {
      await agent.leave();
      agent.close();
    }
    await this.quiet();
    await this.expectBooks();
  }
  /** The records since the last time agree with what the carrier saw. */
  async expectBooks(): Promise<void> {
    const from = this.#booksFrom;
    this.#booksFrom = Date.now();
    await expectBooks(this, this.carrier.journal.splice(0), from);
  }
  /** Resolves when the switch has no call left. */
  async quiet(): Promise<void> {
    const none = async () => /^0 active channels/m.test(await this.asterisk.cli('core show channels count'));
    await until(none, 'an empty switch', { everyMs: 50 });
  }

  async close(): Promise<void> {
    for (const agent of this.#agents) agent.close();
    await this.#server.stop();
    for (const phone of this.#phones.values()) await phone.close();
    await this.carrier.close();
    await this.asterisk.stop();
    await this.store.close();
    await this.#postgres.close();
    await rm(this.#options.dataDir, { recursive: true, force: true });
  }

  get #running(): ServerParts {
    if (this.#parts === null) throw new Error('the server does not run');
    return this.#parts;
  }

  #make(): Server {
    return createServer(this.#options, { ...this.#deps, log: this.#log, switch: this.#board });
  }
}

/** The configuration that a centre with these options starts with. */
export function rowsOf({ rows, params }: CentreOptions): ConfigRows {
  const demo = demoRows(() => SECRET);
  const own = { ...PARAMS, ...params };
  const desks: ConfigRows = {
    ...demo,
    extensions: demo.extensions.map((one) => ({ ...one, kind: 'desk', serverAnswer: false, secret: SECRET })),
    params: [
      ...demo.params.filter(({ paramKey }) => !(paramKey in own)),
      ...Object.entries(own).map(([paramKey, paramValue]) => ({ paramKey, paramValue })),
    ],
  };
  return rows === undefined ? desks : rows(desks);
}

function switchOf(asterisk: AsteriskInstance, log: pino.Logger): OpenSwitch {
  const { link } = asterisk;
  if (link.kind !== 'outbound') throw new Error('the instance was told to wait for us');
  const { hostname, port } = new URL(link.url);
  const adapter = createAsteriskSwitch({
    ari: asterisk.ari,
    app: asterisk.app,
    link: { kind: 'listen', host: hostname, port: Number(port), user: link.user, password: link.password },
    trunk: asterisk.carrierEndpoint,
    qualifySeconds: 0,
    recordings: asterisk.recordings,
    clock: createSystemClock(),
    log,
  });
  return { port: adapter, virtual: null, about: [], close: async () => {} };
}

/** WSSP_LOG=info shows what the server says. */
function logger(): pino.Logger {
  return pino({ level: process.env.WSSP_LOG ?? 'silent' }, pino.destination({ dest: 2, sync: true }));
}
