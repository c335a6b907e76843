import type { Clock } from '../../../src/ports/clock.ts';

/** Time that passes only when a test says so. */
export class ManualClock implements Clock {
  #now = 1_700_000_000_000;
  #timers = new Set<{ readonly at: number; readonly run: () => void }>();
  #entropy = 0;

  now(): number {
    return this.#now;
  }
  after(ms: number, run: () => void): () => void {
    const timer = { at: this.#now + ms, run };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }
  entropy(digits: number): string {
    return (++this.#entropy).toString(16).padStart(digits, '0');
  }
  /** Runs what comes due, in order of its time. */
  advance(ms: number): void {
    const until = this.#now + ms;
    for (;;) {
      const next = [...this.#timers].filter((timer) => timer.at <= until).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.#timers.delete(next);
      this.#now = Math.max(this.#now, next.at);
      next.run();
    }
    this.#now = until;
  }
}
