import type { Clock } from '../../src/ports/clock.ts';

/** Time that stands still until it is told to pass. */
export class ManualClock implements Clock {
  #now = 1_700_000_000_000;
  #seq = 0;
  #timers: { readonly at: number; readonly seq: number; readonly run: () => void }[] = [];

  now(): number {
    return this.#now;
  }
  after(ms: number, run: () => void): () => void {
    this.#seq += 1;
    const timer = { at: this.#now + ms, seq: this.#seq, run };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((one) => one !== timer);
    };
  }
  entropy(digits: number): string {
    this.#seq += 1;
    return this.#seq.toString(16).padStart(digits, '0');
  }

  /** Lets `ms` pass, one timer after the other, and what they cause in the same turn. */
  async pass(ms: number): Promise<void> {
    const end = this.#now + ms;
    await turn();
    for (;;) {
      const [next] = this.#timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at || a.seq - b.seq);
      if (next === undefined) break;
      this.#timers = this.#timers.filter((one) => one !== next);
      this.#now = next.at;
      next.run();
      await turn();
    }
    this.#now = end;
  }
  get pending(): number {
    return this.#timers.length;
  }
}

/** Everything that is due now has run. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
