/** The engine's timers on the clock: one a key, the latest set wins, an epoch tells an old one from a new one. */
import type { Clock } from '../ports/clock.ts';

interface Armed {
  readonly epoch: number;
  readonly cancel: () => void;
}

export class Timers {
  readonly #clock: Clock;
  readonly #now: () => number;
  readonly #fire: (key: string, epoch: number) => void;
  readonly #armed = new Map<string, Armed>();

  /** @param now the engine's time, in which `at` of a timer is meant. */
  constructor(clock: Clock, now: () => number, fire: (key: string, epoch: number) => void) {
    this.#clock = clock;
    this.#now = now;
    this.#fire = fire;
  }

  get size(): number {
    return this.#armed.size;
  }

  /** A time that has passed fires at once, but never within this call. */
  set(key: string, at: number, epoch: number): void {
    this.#armed.get(key)?.cancel();
    const cancel = this.#clock.after(Math.max(0, at - this.#now()), () => {
      this.#armed.delete(key);
      this.#fire(key, epoch);
    });
    this.#armed.set(key, { epoch, cancel });
  }

  cancel(key: string): void {
    this.#armed.get(key)?.cancel();
    this.#armed.delete(key);
  }

  clear(): void {
    for (const timer of this.#armed.values()) timer.cancel();
    this.#armed.clear();
  }
}
