/** A WSAgentServer for tests: speaks the deployed dialect or wssp.v4, says only what the test tells it to. */
import type { IncomingMessage } from 'node:http';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';

export interface Received {
  readonly command: string;
  readonly ins: string;
  readonly delegatorId: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly id?: string;
  readonly age?: number;
  /** The connection it came on. */
  readonly on: FakeConnection;
}
type Json = Record<string, unknown>;
/** What a command is answered with; undefined: not at all. */
export type Script = (command: Received) => Json | undefined;

const SETTINGS = {
  stateSettings: [
    { state: '0', functions: [{ id: 1, enabled: true }] },
    { state: '1', functions: [{ id: 1, enabled: true }] },
    {
      state: '3',
      functions: [
        { id: 2, enabled: true },
        { id: 3, enabled: true },
      ],
    },
    {
      state: '6',
      functions: [
        { id: 10, enabled: true },
        { id: 6, enabled: true },
      ],
    },
  ],
  workModeSettings: [
    {
      serviceWorkMode: '0',
      serviceWorkModeName: '示闲',
      basicWorkMode: '0',
      visible: true,
      bindSkillCode: '',
      sortOrder: 1,
    },
  ],
  leaveReasonSettings: [{ reasonId: '0', reasonName: '小休', visible: true }],
  transferSubItems: [],
  transferIVRInfo: [{ svn: '999', name: '满意度', checkPassword: false }],
  transferAgentSkillInfo: [],
  ivrButtonSettings: [],
};

export class FakeConnection {
  readonly request: IncomingMessage;
  readonly #socket: WebSocket;
  readonly #v4: boolean;
  seq = 0;
  ins = '';

  constructor(socket: WebSocket, request: IncomingMessage, v4: boolean) {
    this.#socket = socket;
    this.request = request;
    this.#v4 = v4;
  }

  get v4(): boolean {
    return this.#v4;
  }
  raw(frame: unknown): void {
    this.#socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  }
  reply(to: Received, more: Json = {}): void {
    this.raw(this.replyFrame(to, more));
  }
  replyFrame(to: Received, more: Json = {}): Json {
    const frame = {
      objectClass: 'SPResponse',
      command: to.command,
      ins: to.ins,
      errorCode: 'Succ',
      datas: {},
      ...more,
    };
    return this.#v4 ? { ...frame, replyTo: to.id, at: 1 } : { errorDesc: '', agentInfos: {}, ...frame };
  }
  event(event: string, more: Json = {}): void {
    this.raw(this.eventFrame(event, more));
  }
  eventFrame(event: string, more: Json = {}): Json {
    return {
      objectClass: 'SPEvent',
      event,
      ins: this.ins,
      ...(this.#v4 ? { seq: ++this.seq, at: 1 } : {}),
      ...more,
    };
  }
  /** Numbers go on after `seq` without an event having been sent: the client has missed some. */
  skip(events: number): void {
    this.seq += events;
  }
  state(state: number | string, more: Json = {}): void {
    if (this.#v4) this.event('StateChange', { agent: agentView({ agentState: Number(state) }), ...more });
    else this.event('StateChange', { agentInfos: { agentState: String(state), agentWorkMode: '0' }, ...more });
  }
  settings(): void {
    const packed = Object.fromEntries(Object.entries(SETTINGS).map(([key, value]) => [key, JSON.stringify(value)]));
    this.event('SettingsNotify', { params: this.#v4 ? SETTINGS : packed });
  }
  drop(): void {
    this.#socket.terminate();
  }
}

export const agentView = (more: Json = {}): Json => ({
  ins: '6002',
  agentId: '888',
  agentName: '员工888',
  agentState: 1,
  stateSince: 1,
  agentWorkMode: '0',
  leaveReason: null,
  delegatorId: 'D1',
  isMonitor: true,
  monitorDepts: ['1', '2'],
  canKeepLogon: false,
  isKeepLogon: false,
  isDigitalDevice: true,
  ...more,
});
export const snapshotView = (agent: Json, more: Json = {}): Json => ({
  seq: 0,
  agent: agentView(agent),
  buttons: [{ id: 10, enabled: true }],
  call: null,
  queue: [],
  settings: SETTINGS,
  wrapupLeft: null,
  pendingLeaveReason: null,
  pendingWorkMode: null,
  ...more,
});

export class FakeServer {
  readonly connections: FakeConnection[] = [];
  readonly received: Received[] = [];
  /** Answers of this test; what it leaves undefined gets the usual answer. */
  script: Script = () => undefined;
  /** Commands that get no answer unless the test sends one. */
  silent: readonly string[] = [];
  isWebSocketExists = false;
  running = { agentState: '0', agentWorkMode: '0' };
  readonly #server: WebSocketServer;
  readonly #waiting: { test(): boolean; done(): void }[] = [];
  /** Handshakes seen, refused ones too. */
  handshakes: string[] = [];

  private constructor(server: WebSocketServer, v4: boolean) {
    this.#server = server;
    server.on('headers', (_headers, request) => this.handshakes.push(request.headers['sec-websocket-protocol'] ?? ''));
    server.on('connection', (socket, request) => {
      const connection = new FakeConnection(socket, request, v4 && socket.protocol === 'wssp.v4');
      socket.on('error', () => {});
      socket.on('message', (data) => this.#read(connection, data));
    });
  }

  static async start(dialect: 'deployed' | 'v4', port = 0): Promise<FakeServer> {
    const server = new WebSocketServer({
      port,
      host: '127.0.0.1',
      // A deployed server answers no subprotocol, at which a browser gives the connection up.
      handleProtocols: (protocols) => (dialect === 'v4' && protocols.has('wssp.v4') ? 'wssp.v4' : false),
    });
    await new Promise((resolve) => server.once('listening', resolve));
    return new FakeServer(server, dialect === 'v4');
  }

  get port(): number {
    const address = this.#server.address();
    return typeof address === 'object' && address ? address.port : 0;
  }
  get uri(): string {
    return `ws://127.0.0.1:${this.port}`;
  }
  /** The newest connection. */
  get now(): FakeConnection {
    const last = this.connections.at(-1);
    if (!last) throw new Error('nobody has connected');
    return last;
  }
  async stop(): Promise<void> {
    for (const client of this.#server.clients) client.terminate();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Waits for the nth command of that name (the first is 1), counted over all connections. */
  async command(name: string, nth = 1): Promise<Received> {
    const all = (): Received[] => this.received.filter((one) => one.command === name);
    await this.until(() => all().length >= nth);
    const found = all()[nth - 1];
    if (!found) throw new Error(`no ${name}`);
    return found;
  }
  /** Waits until something that came in makes it true. */
  until(test: () => boolean): Promise<void> {
    return new Promise((done) => {
      this.#waiting.push({ test, done });
      this.#check();
    });
  }
  names(): string[] {
    return this.received.map((one) => one.command).filter((name) => name !== 'WSHello');
  }

  #check(): void {
    for (const one of [...this.#waiting]) {
      if (!one.test()) continue;
      this.#waiting.splice(this.#waiting.indexOf(one), 1);
      one.done();
    }
  }

  #read(on: FakeConnection, data: RawData): void {
    const command: Received = { ...JSON.parse(String(data)), on };
    // A socket counts once it speaks: one whose handshake the client refuses never does.
    if (!this.connections.includes(on)) this.connections.push(on);
    on.ins = command.ins;
    this.received.push(command);
    this.#answer(command);
    this.#check();
  }

  #answer(command: Received): void {
    const { on } = command;
    if (this.silent.includes(command.command)) return;
    const own = this.script(command);
    if (own) on.reply(command, own);
    else if (command.command === 'CheckWebSocket') {
      on.reply(command, { datas: { isWebSocketExists: this.isWebSocketExists } });
    } else if (command.command === 'Init') {
      on.settings();
      const datas = { delegatorId: 'D1', ...this.running };
      on.reply(command, {
        datas,
        ...(on.v4
          ? { agent: agentView({ agentState: Number(this.running.agentState) }) }
          : { agentInfos: { agentName: '员工888' } }),
      });
    } else on.reply(command);
  }
}
