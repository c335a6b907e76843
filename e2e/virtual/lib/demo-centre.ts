/**
 * The server as a newcomer starts it (embedded database, virtual switch, demonstration data, tokens), with agents' pages in a
 * real browser. One for each test file.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import pino from 'pino';
import type { ServerOptions } from '../../../packages/server/src/options.ts';
import { createSystemClock } from '../../../packages/server/src/runtime/system-clock.ts';
import { createServer, type Server, type ServerParts } from '../../../packages/server/src/server.ts';
import { VirtualSwitch } from '../../../packages/server/src/switch/virtual/virtual-switch.ts';
import type { OpenSwitch } from '../../../packages/server/src/switches.ts';
// @ts-expect-error -- plain JavaScript, without types
import { OCX_SCRIPT, SCRIPT } from '../../../scripts/build-client.mjs';
import { openBrowser, type TestBrowser } from '../../lib/browser.ts';
import { serverOptions } from '../../lib/server-options.ts';
import { until } from '../../lib/until.ts';
import { AgentPage } from './agent-page.ts';

export const API_KEY = 'the-key-of-the-tests-crm';
const TENANT = '1';

export class DemoCentre {
  readonly browser: TestBrowser;
  readonly #options: ServerOptions;
  /** It outlives a server that is restarted, as telephones and customers do. */
  readonly #board: OpenSwitch;
  #server: Server | null = null;
  #parts: ServerParts | null = null;

  private constructor(browser: TestBrowser, dataDir: string, origins: readonly string[], demo: boolean) {
    this.browser = browser;
    const auth = { mode: 'token', secret: null, apiKeys: [API_KEY], tokenSeconds: 120 } as const;
    this.#options = serverOptions(dataDir, { tenant: TENANT, auth, origins, demo });
    const virtual = new VirtualSwitch({ clock: createSystemClock() });
    this.#board = { port: virtual, virtual, about: [], close: async () => {} };
  }

  /** `origins`: of pages that come from elsewhere and may connect. Without `demo`, the database is empty. */
  static async open(origins: readonly string[] = [], demo = true): Promise<DemoCentre> {
    const [browser, dataDir] = await Promise.all([
      openBrowser(),
      mkdtemp(join(tmpdir(), 'wssp-demo-')),
      build(SCRIPT), // the page must run the library as it is now
      build(OCX_SCRIPT),
    ]);
    const centre = new DemoCentre(browser, dataDir, origins, demo);
    await centre.start();
    return centre;
  }

  async start(port = 0): Promise<void> {
    const log = pino({ level: process.env.WSSP_LOG ?? 'silent' }, pino.destination({ dest: 2, sync: true }));
    this.#server = createServer({ ...this.#options, port }, { log, switch: this.#board });
    this.#parts = await this.#server.start();
  }
  /** The server goes away; telephones and customers stay as they are. */
  async stop(): Promise<void> {
    await this.#server?.stop();
  }
  async close(): Promise<void> {
    await this.browser.close();
    await this.stop();
    await this.#board.close();
    await rm(this.#options.dataDir, { recursive: true, force: true });
  }

  get parts(): ServerParts {
    if (this.#parts === null) throw new Error('the server does not run');
    return this.#parts;
  }
  get dataDir(): string {
    return this.#options.dataDir;
  }
  /** Telephones and customers, where there is no lab. */
  get virtual(): VirtualSwitch {
    if (this.#board.virtual === null) throw new Error('a switch without telephones in memory');
    return this.#board.virtual;
  }
  get url(): string {
    const { host, port } = this.parts.address;
    return `http://${host}:${port}`;
  }

  /** A page of its own profile; nobody has logged on. */
  async page(query = ''): Promise<AgentPage> {
    return new AgentPage(await this.browser.page(`${this.url}/?lang=zh-CN${query}`));
  }
  /** An agent at work. */
  async agent(agentId: string, ins: string): Promise<AgentPage> {
    const page = await this.page();
    await page.logOn(agentId, ins);
    await page.state(3);
    return page;
  }

  /** A customer calls in. */
  async customer(ani: string, dnis = '10010'): Promise<LabCustomer> {
    const { id } = await this.#lab<{ id: string }>('customers', { ani, dnis });
    return new LabCustomer(id, this);
  }
  /** The customer whom an agent dials, once it rings; its number as the carrier got it. */
  async dialled(number: string): Promise<LabCustomer> {
    let id = '';
    const rings = async () => {
      id = (await this.customers()).find((one) => one.number === number && one.phase !== 'ended')?.id ?? '';
      return id !== '';
    };
    await until(rings, `a call to ${number}`, { patienceMs: 20_000, everyMs: 20 });
    return new LabCustomer(id, this);
  }
  customers(): Promise<CustomerState[]> {
    return this.#get('customers');
  }
  async do(path: string, body: object = {}): Promise<void> {
    await this.#lab(path, body);
  }
  async reloadParameters(): Promise<string> {
    const answer = await fetch(`${this.url}/WSAgentServer/softphone/reloadSystemParam.do`, {
      headers: { authorization: `Bearer ${API_KEY}` },
    });
    return answer.text();
  }
  async setParam(key: string, value: string): Promise<void> {
    await this.parts.store.setParam(TENANT, key, value);
  }

  async #get<T>(path: string): Promise<T> {
    return (await (await fetch(`${this.url}/lab/${path}`)).json()) as T;
  }
  async #lab<T>(path: string, body: object): Promise<T> {
    const answer = await fetch(`${this.url}/lab/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  }
}

interface CustomerState {
  /** Keys that it heard. */
  readonly received: string;
  readonly id: string;
  readonly number: string;
  readonly phase: string;
  readonly hears: readonly { readonly kind: string; readonly who?: string; readonly text?: string }[];
}

export class LabCustomer {
  readonly #id: string;
  readonly #centre: DemoCentre;

  constructor(id: string, centre: DemoCentre) {
    this.#id = id;
    this.#centre = centre;
  }
  async state(): Promise<CustomerState> {
    const found = (await this.#centre.customers()).find((one) => one.id === this.#id);
    if (!found) throw new Error(`no customer ${this.#id}`);
    return found;
  }
  /** What is heard: `music`, `tone`, `prompt`, or the number of who speaks. */
  async hears(): Promise<string[]> {
    return (await this.state()).hears.map((one) => (one.kind === 'voice' ? (one.who ?? '') : one.kind));
  }
  hangUp(): Promise<void> {
    return this.#centre.do(`customers/${this.#id}/hangup`);
  }
  answer(): Promise<void> {
    return this.#centre.do(`customers/${this.#id}/answer`);
  }
}
