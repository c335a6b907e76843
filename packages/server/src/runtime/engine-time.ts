/**
 * The engine's time: epoch milliseconds that never go back, whatever the machine's clock does.
 *
 * When the clock is set back, the engine's time goes on from where it was, and then runs a tenth slower than the clock
 * until both agree again; stopping it instead would stop every wrap-up for as long as the clock was wrong. When the
 * clock is set forward, the engine's time jumps with it.
 */
import type { Clock } from '../ports/clock.ts';

export class EngineTime {
  readonly #clock: Clock;
  /** What the last input was given. */
  #last: number;
  #lastClock: number;
  /** How far ahead of the clock we are. */
  #ahead = 0;

  /** @param notBefore time of the last input of an earlier run. */
  constructor(clock: Clock, notBefore = 0) {
    this.#clock = clock;
    this.#lastClock = clock.now();
    this.#last = notBefore;
    this.#ahead = Math.max(0, notBefore - this.#lastClock);
  }

  now(): number {
    const clock = this.#clock.now();
    const passed = clock - this.#lastClock;
    this.#lastClock = clock;
    if (passed < 0) this.#ahead -= passed;
    else this.#ahead -= Math.min(this.#ahead, passed / 10);
    this.#last = Math.max(this.#last, Math.round(clock + this.#ahead));
    return this.#last;
  }
}

/** Where time stood, from the runtime's own document; 0 where there is none. */
export function clockOf(doc: unknown): number {
  const at = typeof doc === 'object' && doc !== null && 'at' in doc ? doc.at : 0;
  return typeof at === 'number' && Number.isFinite(at) ? at : 0;
}
