/** An agent at work: the page's softphone, as a page uses it, and the telephone beside it. */
import { expect } from 'vitest';
import { WebSocket } from 'ws';
import { CustomInitParms, type Environment, type SPEvent, WSSoftPhone } from '../../../packages/client/src/index.ts';
import type { Phone } from '../../../packages/server/test/contract/switch-harness.ts';

export interface Post {
  readonly agentId: string;
  readonly ins: string;
  /** 0 takes calls of its skills; 3 does outbound work: idle, but no queue rings it; 5 and 2 go through lists one by one. */
  readonly workMode?: '0' | '3' | '5' | '2';
  readonly wrapupSeconds?: number;
  /** Of a seat that the server chooses: the telephone that should come of it. */
  readonly phone?: Phone;
}

/** A StateChange is told as its state, everything else as its event, failures with their code. */
export type Told = number | string;

/** Come at any time, and are not what a scenario is about. */
const ASIDE: ReadonlySet<string> = new Set(['QueueChange', 'SettingsNotify', 'WrapupTick']);
const PATIENCE_MS = 15_000;
/** A few states may still pass by: a call that ends, wrap-up, a leave that was asked for. */
const LEAVING_TRIES = 6;
/** States of a prepared step, with the function that leaves it. */
const PREPARED: Readonly<Record<string, number>> = { 8: 38, 16: 39, 24: 40 };

function wrapUp(agentWrapupSeconds: number): CustomInitParms {
  return Object.assign(new CustomInitParms(), { agentWrapupSeconds });
}

/** A socket that keeps a copy of all that passes through it. */
const recordingSocket = (frames: string[]) =>
  class extends WebSocket {
    constructor(...args: ConstructorParameters<typeof WebSocket>) {
      super(...args);
      this.on('message', (data) => frames.push(String(data)));
    }
    override send(data: string): void {
      frames.push(data);
      super.send(data);
    }
  };

export class Seat {
  readonly post: Post;
  readonly page: WSSoftPhone;
  readonly phone: Phone;
  /** Every event of this page, in order. */
  readonly events: SPEvent[] = [];
  /** Every frame of this page, both ways, as text. */
  readonly frames: string[] = [];
  readonly #told: Told[] = [];
  #read = 0;
  #watchers = new Set<() => void>();

  constructor(url: string, post: Post, phone: Phone) {
    this.post = post;
    this.phone = phone;
    this.page = new WSSoftPhone(
      {
        agentId: post.agentId,
        ins: post.ins,
        serverUri: url.replace('http', 'ws'),
        agentWorkMode: post.workMode ?? '0',
        ...(post.wrapupSeconds === undefined ? {} : { customInitParams: wrapUp(post.wrapupSeconds) }),
        environment: { WebSocket: recordingSocket(this.frames) as unknown as Environment['WebSocket'] },
      },
      { onEvent: (event) => this.#hear(event) },
    );
  }

  get agentId(): string {
    return this.post.agentId;
  }
  /** The extension; of a seat that the server chose, the one it was given. */
  get ins(): string {
    return this.page.ins;
  }
  get state(): number {
    return Number(this.page.agentState);
  }
  get call(): Readonly<Record<string, string>> {
    return this.page.coInfos;
  }
  /** The functions that the toolbar offers now, in ascending order. */
  get buttons(): number[] {
    const { functions } = this.page.getStateSetting();
    return functions.flatMap(({ id, enabled }) => (enabled ? [id] : [])).sort((a, b) => a - b);
  }

  /** Connects, logs on, and has been idle. */
  async logOn(): Promise<void> {
    await this.page.connectServer();
    await this.page.logon();
    await this.reaches(3);
  }

  /**
   * The page is told exactly this, in this order, since the last time; waits for what is still to come.
   * `told(6, 'FinishConsultSucc')`: the state changed to 6, then the event.
   */
  async told(...wanted: readonly Told[]): Promise<void> {
    const due = this.#read + wanted.length;
    const news = () => this.#told.slice(this.#read, due);
    const astray = () => news().some((one, i) => one !== wanted[i]);
    await this.#until(() => this.#told.length >= due || astray());
    expect(news(), `what the page of ${this.agentId} was told`).toEqual(wanted);
    this.#read = due;
  }
  /** Nothing has come since the last time that anybody looked. */
  toldNoMore(): void {
    expect(this.#told.slice(this.#read), `what the page of ${this.agentId} was told`).toEqual([]);
  }
  /** Waits for the next time that this is told; what came before it is not looked at. */
  async reaches(wanted: Told): Promise<void> {
    const find = () => this.#told.indexOf(wanted, this.#read);
    await this.#until(() => find() >= 0);
    expect(find(), `${this.agentId} should be told ${wanted}, and was told ${this.#told.slice(this.#read)}`).not.toBe(
      -1,
    );
    this.#read = find() + 1;
  }
  /** The latest event of that name. */
  last(name: string): SPEvent {
    const found = this.events.findLast(({ event }) => event === name);
    if (found === undefined) throw new Error(`${this.agentId} has never been told ${name}`);
    return found;
  }

  /** Logs off, out of whatever is under way; the phones are down already. */
  async goHome(): Promise<void> {
    for (let tries = 0; this.page.connectionStatus === 'online' && this.state > 1; tries += 1) {
      if (tries === LEAVING_TRIES) throw new Error(`${this.agentId} cannot log off in state ${this.state}`);
      const before = this.#told.length;
      const out = PREPARED[this.state];
      const left = out === undefined ? this.page.logoff() : this.page.callSPFunction(out);
      const refused = await left.then(
        () => false,
        () => true,
      );
      // In a call that is only just ending: when the state has changed.
      if (refused) await this.#until(() => this.#told.slice(before).some((one) => typeof one === 'number'));
    }
    this.page.close();
  }

  #hear(event: SPEvent): void {
    this.events.push(event);
    if (ASIDE.has(event.event)) return;
    if (event.event === 'StateChange') this.#told.push(Number(event.agentInfos?.agentState));
    else this.#told.push(event.code === undefined ? event.event : `${event.event} ${event.code}`);
    for (const look of [...this.#watchers]) look();
  }

  /** Resolves when it is so, or when patience is over: what is expected afterwards says what was wrong. */
  async #until(isSo: () => boolean): Promise<void> {
    if (isSo()) return;
    await new Promise<void>((resolve) => {
      const done = () => {
        clearTimeout(late);
        this.#watchers.delete(look);
        resolve();
      };
      const look = () => {
        if (isSo()) done();
      };
      const late = setTimeout(done, PATIENCE_MS);
      this.#watchers.add(look);
    });
  }
}
