/** A page for tests: records every handler call, and owns the clock of its softphone. */
import { WebSocket as NodeSocket } from 'ws';
import { type Environment, WSSoftPhone, type WSSoftPhoneAttrs, type WSSoftPhoneHandlers } from '../../src/index.ts';

/** Timers that run when the test says so. */
export class ManualTime {
  #now = 1_000_000;
  #timers: { at: number; run: () => void }[] = [];

  now = (): number => this.#now;
  after = (ms: number, run: () => void): (() => void) => {
    const timer = { at: this.#now + ms, run };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((one) => one !== timer);
    };
  };
  advance(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const next = this.#timers.filter((one) => one.at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.#timers = this.#timers.filter((one) => one !== next);
      this.#now = Math.max(this.#now, next.at);
      next.run();
    }
    this.#now = end;
  }
  /** How long until the next timer; undefined: none is set. */
  get next(): number | undefined {
    const at = Math.min(...this.#timers.map((one) => one.at));
    return Number.isFinite(at) ? at - this.#now : undefined;
  }
}

interface Call {
  readonly name: string;
  readonly args: readonly unknown[];
}

export class Page {
  readonly calls: Call[] = [];
  readonly problems: unknown[] = [];
  readonly time = new ManualTime();
  readonly phone: WSSoftPhone;
  wake: () => void = () => {};
  readonly #waiting: { name: string; nth: number; done: (args: readonly unknown[]) => void }[] = [];

  constructor(attrs: Partial<WSSoftPhoneAttrs> & { serverUri: string }, handlers: WSSoftPhoneHandlers = {}) {
    const page = this;
    const recording = new Proxy(handlers as Record<string, unknown>, {
      get: (own, name: string) => {
        if (!name.startsWith('on')) return undefined;
        return function (this: WSSoftPhone, ...args: unknown[]) {
          page.#record({ name, args });
          const handler = own[name];
          return typeof handler === 'function' ? handler.apply(this, args) : undefined;
        };
      },
    });
    const environment: Partial<Environment> = {
      WebSocket: NodeSocket as unknown as typeof WebSocket,
      now: this.time.now,
      after: this.time.after,
      random: () => 1,
      storage: null,
      report: (problem) => this.problems.push(problem),
      onWake: (run) => {
        this.wake = run;
        return () => {};
      },
      ...attrs.environment,
    };
    this.phone = new WSSoftPhone(
      { agentId: '888', agentName: '员工888', ins: '6002', ...attrs, environment },
      recording as WSSoftPhoneHandlers,
    );
  }

  /** Arguments of each call of a handler. */
  told(name: string): (readonly unknown[])[] {
    return this.calls.filter((call) => call.name === name).map((call) => call.args);
  }
  /** Waits for the nth call of a handler (the first is 1); gives its arguments. */
  until(name: string, nth = 1): Promise<readonly unknown[]> {
    const found = this.told(name)[nth - 1];
    if (found) return Promise.resolve(found);
    return new Promise((done) => this.#waiting.push({ name, nth, done }));
  }
  /** Waits until the phone has that state. */
  async state(state: string): Promise<void> {
    for (let nth = 1; this.phone.agentState !== state; nth++) {
      await this.until('onStateChange', this.told('onStateChange').length + 1);
      if (nth > 50) throw new Error(`state ${this.phone.agentState}, not ${state}`);
    }
  }

  #record(call: Call): void {
    this.calls.push(call);
    const count = this.told(call.name).length;
    for (const one of [...this.#waiting]) {
      if (one.name !== call.name || one.nth !== count) continue;
      this.#waiting.splice(this.#waiting.indexOf(one), 1);
      one.done(call.args);
    }
  }
}
