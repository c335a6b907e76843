/**
 * The life of a session on the line (protocol 5): open → CheckWebSocket → (the user is asked) → Init → online; lost lines
 * come back by themselves; another page may take over.
 *
 *            connect            Init answered            line lost
 *   closed ─────────► connecting ───────────► online ────────────────► reconnecting
 *                      │      ▲                 │  ▲                         │
 *     one exists, ask  ▼      │ init()          │  └───── Init answered ─────┘
 *                     confirming                ▼ WebSocketReplaced
 *                             ▲             replaced ──► connecting (take back)
 *   any ──► closed
 */
import type { Lang } from '@wssoftphone/protocol/errors';
import type { ConnectionStatus } from '../attrs.ts';
import type { Environment } from '../environment.ts';
import { catalogueError, type OwnCode, type WSSoftPhoneError } from '../errors.ts';
import { truthy } from '../globals.ts';
import type { SPEvent, SPResponse } from '../mirror/dialect.ts';
import { CommandDesk, type CommandHost, type Gate, type Params } from './commands.ts';
import { Line, type LineHost } from './line.ts';

export interface SessionHost extends Omit<CommandHost, 'gate' | 'write'>, Omit<LineHost, 'opened' | 'lost'> {
  readonly env: Environment;
  readonly lang: Lang;
  /** Parameters of CheckWebSocket and Init. */
  identity(): Params;
  /** There is a session that was ours: nobody needs to be asked. */
  isOwn(): boolean;
  encode(command: string, params: Params, id?: string, age?: number): string;
  /** Another page has the softphone; true: take it, false: leave it, undefined: the page will call init(). */
  confirm(): unknown;
  /** Init was answered: fields are to be set, and the page told. */
  inited(resp: SPResponse): void;
  /** Called at every change; `reconnecting` and `replaced` mean that no button works. */
  status(status: ConnectionStatus, before: ConnectionStatus): void;
  socketOpened(): void;
  socketLost(wasOpen: boolean): void;
  refused(error: WSSoftPhoneError): void;
}

const NEXT: Readonly<Record<ConnectionStatus, readonly ConnectionStatus[]>> = {
  closed: ['connecting'],
  connecting: ['confirming', 'online', 'closed'],
  confirming: ['connecting', 'closed'],
  online: ['reconnecting', 'replaced', 'connecting', 'closed'],
  reconnecting: ['online', 'connecting', 'closed'],
  replaced: ['connecting', 'closed'],
};

/** Refusals of Init that another try will not change. */
const FINAL = [
  'AgentUnknown',
  'AgentLoggedOnElsewhere',
  'DeviceUnknown',
  'ParamMissing',
  'ParamInvalid',
  'NotPermitted',
  'InvalidIns',
  'UnknownCommand',
];

export class Session {
  readonly commands: CommandDesk;
  readonly #host: SessionHost;
  readonly #line: Line;
  #status: ConnectionStatus = 'closed';
  #v4 = false;
  #lastSeq = 0;
  /** From sending Init until its answer: events may begin a new count. */
  #initialising = false;
  #waiters: { resolve(): void; reject(error: WSSoftPhoneError): void }[] = [];
  #endWake: () => void = () => {};

  constructor(host: SessionHost) {
    this.#host = host;
    this.#line = new Line({
      ...host,
      opened: (v4) => this.#opened(v4),
      lost: (wasOpen) => this.#lost(wasOpen),
    });
    this.commands = new CommandDesk({
      ...host,
      gate: () => this.#gate(),
      write: (command, params, id, age) =>
        this.#line.send(this.#v4 ? host.encode(command, params, id, age) : host.encode(command, params)),
    });
  }

  get status(): ConnectionStatus {
    return this.#status;
  }
  get socket(): WebSocket | null {
    return this.#line.socket;
  }
  get speaksV4(): boolean {
    return this.#v4;
  }

  /** Resolves when the session is initialised; rejects at the first failure, after which it is still tried again. */
  connect(afresh = false): Promise<void> {
    if (this.#status === 'online' && !afresh) return Promise.resolve();
    const inited = new Promise<void>((resolve, reject) => this.#waiters.push({ resolve, reject }));
    inited.catch(() => {});
    const onSocket = this.#status === 'replaced' && this.#line.isOpen && !afresh;
    if (this.#status !== 'connecting' || afresh) {
      this.#enter('connecting');
      if (onSocket) this.init();
      else this.#line.start();
    }
    return inited;
  }

  /** Sends Init: the user agreed to take the softphone over, or wants it back. Without a line there is nothing to send. */
  init(): void {
    if (!this.#line.isOpen) return;
    if (this.#status === 'confirming' || this.#status === 'replaced') this.#enter('connecting');
    this.#initialising = true;
    const lastSeq = this.#v4 && this.#lastSeq > 0 && this.#host.isOwn() ? this.#lastSeq : undefined;
    this.commands
      .run('Init', { ...this.#host.identity(), lastSeq }, (resp) => this.#inited(resp))
      .catch((error: WSSoftPhoneError) => this.#initRefused(error));
  }

  close(code: OwnCode = 'LineDown'): void {
    this.#line.stop();
    this.#endWake();
    this.#enter('closed');
    this.commands.endAll(code);
    this.#endWaiters(catalogueError(code, this.#host.lang));
  }

  /** WebSocketReplaced: the socket stays open and silent; nobody fights for the softphone. */
  replaced(): void {
    if (this.#status !== 'online') return;
    this.#line.unwatch();
    this.#enter('replaced');
    this.commands.endAll('SessionReplaced');
  }

  /** Whether an event is new. A number that was left out means that something is missing: the whole view is asked for. */
  isNew(evt: SPEvent): boolean {
    const { seq } = evt;
    if (seq === undefined) return true;
    if (evt.event !== 'Snapshot' && !this.#initialising) {
      if (seq <= this.#lastSeq) return false;
      if (seq > this.#lastSeq + 1) {
        this.#host.trace(`events ${this.#lastSeq + 1}–${seq - 1} are missing`);
        this.#lastSeq = 0;
        this.init();
      }
    }
    this.#lastSeq = seq;
    return true;
  }

  #gate(): Gate {
    if (this.#status === 'online') return 'open';
    if (this.#status === 'replaced') return 'SessionReplaced';
    return this.#status === 'closed' ? 'LineDown' : 'wait';
  }

  #enter(status: ConnectionStatus): void {
    const before = this.#status;
    if (before === status) return;
    if (!NEXT[before].includes(status)) throw new Error(`WSSoftPhone: connection ${before} → ${status}`);
    this.#status = status;
    this.#host.status(status, before);
  }

  #opened(v4: boolean): void {
    this.#v4 = v4;
    this.#endWake();
    this.#endWake = this.#host.env.onWake(() => this.#line.hurry());
    this.#host.socketOpened();
    if (this.#host.isOwn()) {
      this.init();
      return;
    }
    this.commands
      .run('CheckWebSocket', this.#host.identity(), ({ datas }) => this.#checked(truthy(datas.isWebSocketExists)))
      .catch((error: WSSoftPhoneError) => {
        if (error.code !== 'LineDown') this.init(); // a server that cannot say can still be asked
      });
  }

  #checked(exists: boolean): void {
    if (!exists) {
      this.init();
      return;
    }
    this.#enter('confirming');
    Promise.resolve(this.#host.confirm()).then((answer) => {
      if (this.#status !== 'confirming') return;
      if (answer === true) this.init();
      else if (answer === false) this.close();
    });
  }

  #inited(resp: SPResponse): void {
    this.#initialising = false;
    if (this.#status === 'online') return; // asked again only to get what was missing
    this.#enter('online');
    this.#line.settled(() => this.#line.send(this.#host.encode('WSHello', {})));
    this.#host.inited(resp);
    this.commands.lineRestored(this.#v4);
    for (const waiter of this.#waiters.splice(0)) waiter.resolve();
  }

  #initRefused(error: WSSoftPhoneError): void {
    this.#initialising = false;
    if (error.code === 'LineDown' || this.#status === 'closed') return; // the line itself tells
    this.#host.refused(error);
    this.#endWaiters(error);
    const isFinal = FINAL.includes(error.code) || (error.code === 'TokenInvalid' && !this.#host.token());
    if (isFinal) this.close();
    else this.#line.fail(`Init: ${error.code}`);
  }

  #lost(wasOpen: boolean): void {
    this.#initialising = false;
    this.commands.lineLost();
    if (this.#status === 'replaced') this.#line.stop();
    else if (this.#status === 'online') this.#enter('reconnecting');
    else if (this.#status === 'confirming') this.#enter('connecting');
    this.#endWaiters(catalogueError('LineDown', this.#host.lang));
    this.#host.socketLost(wasOpen);
  }

  #endWaiters(error: WSSoftPhoneError): void {
    for (const waiter of this.#waiters.splice(0)) waiter.reject(error);
  }
}
