/** An agent's page as deployed clients speak: JSON objects over a raw WebSocket, nothing of our own client in between. */
import { once } from 'node:events';
import { type RawData, WebSocket } from 'ws';
import { within } from './until.ts';

export interface LogOn {
  readonly agentId: string;
  readonly ins: string;
  readonly workMode?: string;
  readonly customInitParams?: object;
  /** Of an earlier page of the same session. */
  readonly delegatorId?: string;
}
export interface SPResponse {
  readonly objectClass: 'SPResponse';
  readonly command: string;
  readonly errorCode: string;
  readonly errorDesc: string;
  readonly datas: Readonly<Record<string, unknown>>;
  readonly agentInfos: Readonly<Record<string, string>>;
}
export interface SPEvent {
  readonly objectClass: 'SPEvent';
  readonly event: string;
  readonly ins: string;
  readonly errorCode?: string;
  readonly errorDesc?: string;
  readonly agentInfos?: Readonly<Record<string, string>>;
  readonly coInfos?: Readonly<Record<string, string>>;
  readonly params?: Readonly<Record<string, string>>;
}
type Frame = SPResponse | SPEvent;

interface Waiter {
  readonly fits: (frame: Frame) => boolean;
  readonly resolve: (frame: Frame) => void;
}
const PATIENCE_MS = 15_000;

export class Agent {
  readonly agentId: string;
  readonly ins: string;
  readonly frames: Frame[] = [];
  readonly #logOn: LogOn;
  readonly #socket: WebSocket;
  #waiters: Waiter[] = [];
  #from = 0;
  delegatorId: string;

  private constructor(socket: WebSocket, logOn: LogOn) {
    this.#socket = socket;
    this.#logOn = logOn;
    this.agentId = logOn.agentId;
    this.ins = logOn.ins;
    this.delegatorId = logOn.delegatorId ?? '';
    socket.on('message', (data) => this.#take(data));
    socket.on('error', () => {});
  }

  /** Connects and initialises, as a page does on load. */
  static async connect(url: string, logOn: LogOn): Promise<Agent> {
    const socket = new WebSocket(url);
    const agent = new Agent(socket, logOn);
    await within(once(socket, 'open'), 'the WebSocket to open');
    await agent.ask('CheckWebSocket', { agentName: logOn.agentId, delegatorId: agent.delegatorId });
    await agent.init();
    return agent;
  }

  async init(): Promise<SPResponse> {
    const { customInitParams } = this.#logOn;
    const response = await this.ask('Init', {
      agentName: this.agentId,
      delegatorId: this.delegatorId,
      ...(customInitParams === undefined ? {} : { customInitParams: JSON.stringify(customInitParams) }),
    });
    const given = response.datas.delegatorId;
    if (typeof given === 'string') this.delegatorId = given;
    return response;
  }

  /** Resolves when the agent is idle, or in the state that the work mode leads to. */
  async logOn(): Promise<void> {
    const { workMode } = this.#logOn;
    const response = await this.ask('Logon', {
      agentName: this.agentId,
      ...(workMode === undefined ? {} : { agentWorkMode: workMode }),
    });
    if (response.errorCode !== 'Succ') throw new Error(`${this.agentId}: ${response.errorCode} ${response.errorDesc}`);
    const end = await this.event(['LogonSucc', 'LogonFailed']);
    if (end.event === 'LogonFailed') throw new Error(`${this.agentId}: ${end.errorCode} ${end.errorDesc}`);
    const rest = await this.#frame(
      (frame) => isEvent(frame) && frame.event === 'StateChange' && ['3', '23'].includes(stateOf(frame) ?? ''),
      'an idle state',
    );
    // A call may have come in the same instant: that counts.
    this.#from = this.frames.indexOf(rest) + 1;
  }

  /** Sends a command; resolves with its response. */
  async ask(command: string, params: Readonly<Record<string, unknown>> = {}): Promise<SPResponse> {
    const since = this.frames.length;
    this.send(command, params);
    const fits = (frame: Frame): frame is SPResponse =>
      frame.objectClass === 'SPResponse' && frame.command === command && this.frames.indexOf(frame) >= since;
    const response = await this.#frame(fits, `the response to ${command}`);
    return response as SPResponse;
  }
  send(command: string, params: Readonly<Record<string, unknown>> = {}): void {
    this.#socket.send(
      JSON.stringify({
        objectClass: 'SPCommand',
        command,
        ins: this.ins,
        delegatorId: this.delegatorId,
        params: { agentId: this.agentId, ...params },
      }),
    );
  }

  /** What came before now does not count any more. */
  forget(): void {
    this.#from = this.frames.length;
  }
  /** Events since the last `forget`, in order. */
  get events(): readonly SPEvent[] {
    return this.frames.slice(this.#from).filter(isEvent);
  }
  /** States since the last `forget`, each once in a row. */
  get states(): number[] {
    const all = this.events.flatMap((event) => (event.event === 'StateChange' ? [Number(stateOf(event))] : []));
    return all.filter((state, i) => state !== all[i - 1]);
  }
  /** The state that the page shows now. */
  get state(): number {
    return Number(this.frames.map((frame) => stateOf(frame)).findLast((state) => state !== undefined) ?? 0);
  }
  has(event: string): boolean {
    return this.events.some((one) => one.event === event);
  }

  /** The first such event since the last `forget`, awaited. */
  async event(names: string | readonly string[], fits: (event: SPEvent) => boolean = () => true): Promise<SPEvent> {
    const wanted = typeof names === 'string' ? [names] : names;
    const found = await this.#frame(
      (frame) => isEvent(frame) && wanted.includes(frame.event) && fits(frame),
      wanted.join(' or '),
    );
    return found as SPEvent;
  }
  /** Waits until the page has been told of this state since the last `forget`. */
  async reaches(state: number, patienceMs = PATIENCE_MS): Promise<void> {
    await this.#frame(
      (frame) => isEvent(frame) && frame.event === 'StateChange' && stateOf(frame) === String(state),
      `state ${state} of ${this.agentId}`,
      patienceMs,
    );
  }

  /** Logs off as soon as that is possible. A page that has lost its session, or never had one, has nothing to leave. */
  async leave(): Promise<void> {
    while (this.isOpen && this.state > 1 && !this.#isReplaced) {
      this.forget();
      await this.ask(this.state === 8 ? 'CancelPrepareDial' : 'Logoff');
      const next = await this.event(['LogoffSucc', 'LogoffFailed', 'CancelPrepareDialSucc', 'CancelPrepareDialFailed']);
      if (next.event === 'LogoffSucc') return;
      if (next.event.endsWith('Failed')) await this.event(['StateChange', 'WebSocketReplaced']);
    }
  }
  get #isReplaced(): boolean {
    const last = this.frames.findLast((frame) => isEvent(frame) && frame.event === 'WebSocketReplaced');
    const init = this.frames.findLast((frame) => !isEvent(frame) && frame.command === 'Init');
    return last !== undefined && (init === undefined || this.frames.indexOf(init) < this.frames.indexOf(last));
  }

  get isOpen(): boolean {
    return this.#socket.readyState === WebSocket.OPEN;
  }
  close(): void {
    this.#socket.terminate();
  }

  #take(data: RawData): void {
    const frame = JSON.parse(String(data)) as Frame;
    this.frames.push(frame);
    const fitting = this.#waiters.filter((waiter) => waiter.fits(frame));
    this.#waiters = this.#waiters.filter((waiter) => !fitting.includes(waiter));
    for (const waiter of fitting) waiter.resolve(frame);
  }

  async #frame(fits: (frame: Frame) => boolean, what: string, patienceMs = PATIENCE_MS): Promise<Frame> {
    const past = this.frames.slice(this.#from).find(fits);
    if (past !== undefined) return past;
    const future = new Promise<Frame>((resolve) => {
      this.#waiters.push({ fits, resolve });
    });
    try {
      return await within(future, what, patienceMs);
    } catch (error) {
      throw new Error(`${error instanceof Error ? error.message : error}; the page saw ${this.#story()}`);
    }
  }
  #story(): string {
    return this.frames
      .slice(this.#from)
      .map((frame) =>
        isEvent(frame)
          ? `${frame.event}${frame.errorCode === undefined ? '' : `(${frame.errorCode})`}${frame.event === 'StateChange' ? stateOf(frame) : ''}`
          : `${frame.command}=${frame.errorCode}`,
      )
      .join(' ');
  }
}

function isEvent(frame: Frame): frame is SPEvent {
  return frame.objectClass === 'SPEvent';
}
function stateOf(frame: Frame): string | undefined {
  return frame.agentInfos?.agentState;
}
