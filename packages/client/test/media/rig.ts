/** A browser phone in Node: softphone, SIP, microphone, loudspeaker and clock are the test's. */

import { WSBrowserPhone } from '../../src/media/browser-phone.ts';
import { NoMicrophone } from '../../src/media/microphone.ts';
import type { BrowserPhoneOptions } from '../../src/media/parts.ts';
import type { ProblemCode } from '../../src/media/problems.ts';
import type { SipAccount, SipCall, SipCallHost, SipStack, SipStackHost } from '../../src/media/stack.ts';
import type { WSSoftPhone } from '../../src/wssoftphone.ts';

export class FakeTrack {
  enabled = true;
  stopped = false;
  stop(): void {
    this.stopped = true;
  }
}
export class FakeStream {
  readonly track = new FakeTrack();
  getTracks = () => [this.track];
  getAudioTracks = () => [this.track];
}

export class FakeCall implements SipCall {
  told: SipCallHost | null = null;
  readonly did: string[] = [];
  microphone: FakeStream | null = null;
  answer(microphone: MediaStream): void {
    this.microphone = microphone as unknown as FakeStream;
    this.did.push('answer');
  }
  refuse(): void {
    this.did.push('refuse');
    this.told?.over();
  }
  hangup(): void {
    this.did.push('hangup');
    this.told?.over();
  }
  drop(): void {
    this.did.push('drop');
  }
  sendDigits(digits: string): void {
    this.did.push(`digits ${digits}`);
  }
  async speakWith(microphone: MediaStream): Promise<void> {
    this.microphone = microphone as unknown as FakeStream;
  }
}

export class FakeStack implements SipStack {
  readonly did: string[] = [];
  readonly account: SipAccount;
  readonly host: SipStackHost;
  constructor(account: SipAccount, host: SipStackHost) {
    this.account = account;
    this.host = host;
  }
  start(): void {
    this.did.push('start');
  }
  stop(quietly: boolean): void {
    this.did.push(quietly ? 'stop quietly' : 'stop');
  }
  register(): void {
    this.did.push('register');
  }
}

export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

interface RigOptions extends BrowserPhoneOptions {
  readonly muted?: boolean;
  readonly agentState?: string;
  readonly status?: string;
  readonly microphone?: ProblemCode;
}

export class Rig {
  readonly stacks: FakeStack[] = [];
  readonly streams: FakeStream[] = [];
  readonly told: unknown[][] = [];
  readonly kept = new Map<string, string>();
  readonly phone: WSSoftPhone;
  readonly media: WSBrowserPhone;
  microphone: ProblemCode | null;
  plays = true;
  account: () => Promise<SipAccount> = async () => ({ user: '6001', realm: 'r', ha1: 'h', line: 'ws://x/sip' });
  #timers: { readonly ms: number; readonly run: () => void }[] = [];
  #changed: () => void = () => {};

  constructor(options: RigOptions = {}) {
    this.microphone = options.microphone ?? null;
    const page = {
      ins: '6001',
      language: 'en',
      agentState: options.agentState ?? '1',
      connectionStatus: options.status ?? 'online',
      tell: (...call: unknown[]) => void this.told.push(call),
    };
    if (options.muted) this.kept.set('wssp-mute', '1');
    this.phone = page as unknown as WSSoftPhone;
    this.media = new WSBrowserPhone(this.phone, {
      account: () => this.account(),
      ...options,
      parts: {
        stack: (account, host) => {
          const stack = new FakeStack(account, host);
          this.stacks.push(stack);
          return stack;
        },
        microphone: {
          open: async () => {
            if (this.microphone !== null) throw new NoMicrophone(this.microphone);
            const stream = new FakeStream();
            this.streams.push(stream);
            return stream as unknown as MediaStream;
          },
          onChange: (run) => {
            this.#changed = run;
            return () => {};
          },
        },
        sound: { play: async () => this.plays, stop: () => {}, use: async () => {} },
        after: (ms, run) => {
          const timer = { ms, run };
          this.#timers.push(timer);
          return () => {
            this.#timers = this.#timers.filter((one) => one !== timer);
          };
        },
        storage: {
          getItem: (key) => this.kept.get(key) ?? null,
          setItem: (key, value) => void this.kept.set(key, value),
          removeItem: (key) => void this.kept.delete(key),
        },
      },
    });
  }

  get stack(): FakeStack {
    const last = this.stacks.at(-1);
    if (!last) throw new Error('no SIP line was asked for');
    return last;
  }
  get timers(): readonly number[] {
    return this.#timers.map(({ ms }) => ms);
  }
  /** What `name` was told, in order. */
  heard(name: string): unknown[][] {
    return this.told.filter(([handler]) => handler === name).map(([, ...args]) => args);
  }
  /** The server says that the agent is in that state. */
  async state(agentState: string): Promise<void> {
    Object.assign(this.phone, { agentState });
    this.phone.tell('onStateChange', agentState);
    await settled();
  }
  async status(connectionStatus: string): Promise<void> {
    Object.assign(this.phone, { connectionStatus });
    this.phone.tell('onConnectionChange', connectionStatus);
    await settled();
  }
  /** Logged on and registered. */
  async idle(): Promise<void> {
    await this.state('2');
    this.stack.host.opened();
    this.stack.host.registered();
    await this.state('3');
  }
  async rings(pickUp = false): Promise<FakeCall> {
    const call = new FakeCall();
    this.stack.host.rings(call, pickUp);
    await settled();
    return call;
  }
  async talks(): Promise<FakeCall> {
    await this.state('5');
    const call = await this.rings();
    this.stack.host.pickUp();
    await settled();
    call.told?.up();
    await this.state('6');
    return call;
  }
  /** Lets the timers that wait now run. */
  async later(): Promise<void> {
    for (const { run } of this.#timers.splice(0)) run();
    await settled();
  }
  async plugIn(): Promise<void> {
    this.#changed();
    await settled();
  }
}
