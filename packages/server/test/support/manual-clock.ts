/** A clock that stands still until a test moves it. */
import type { Clock } from '../../src/ports/clock.ts';

export class ManualClock implements Clock {
  #now: number;
  #timers: { at: number; nth: number; run: () => void }[] = [];
  #nth = 0;
  #entropy = 0;

  constructor(now = Date.UTC(2026, 0, 5, 1, 0, 0)) {
    this.#now = now;
  }
  now(): number {
    return this.#now;
  }
  /** Timers keep their distance when the wall clock is set: they run on elapsed time. */
  set(now: number): void {
    const by = now - this.#now;
    this.#now = now;
    for (const timer of this.#timers) timer.at += by;
  }
  after(ms: number, run: () => void): () => void {
    const timer = { at: this.#now + ms, nth: this.#nth++, run };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }
  entropy(digits: number): string {
    // Told apart by the first digits: ids are made of those.
    return (++this.#entropy).toString(16).padStart(8, '0').padEnd(digits, '0').slice(0, digits);
  }
  get pending(): number {
    return this.#timers.length;
  }
  /** Moves time on, firing what comes due, in order. Between two firings `between` may let work happen. */
  async advance(ms: number, between: () => Promise<void> = async () => undefined): Promise<void> {
    const until = this.#now + ms;
    for (;;) {
      const due = this.#timers.filter((timer) => timer.at <= until).sort((a, b) => a.at - b.at || a.nth - b.nth)[0];
      if (!due) break;
      this.#now = Math.max(this.#now, due.at);
      this.#timers = this.#timers.filter((timer) => timer !== due);
      due.run();
      await between();
    }
    this.#now = until;
    await between();
  }
}
