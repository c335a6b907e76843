/**
 * Inputs that made a step throw, counted by what they are: one that fails again and again (a timer that is armed anew
 * after every failure, a page that repeats a command) is not stepped any more for a while.
 */
import type { InputBody } from '@wssoftphone/engine';
import type { Clock } from '../ports/clock.ts';
import type { RuntimeLimits } from './limits.ts';

export class Failures {
  readonly #clock: Clock;
  readonly #limits: RuntimeLimits;
  readonly #seen = new Map<string, { count: number; since: number }>();

  constructor(clock: Clock, limits: RuntimeLimits) {
    this.#clock = clock;
    this.#limits = limits;
  }

  note(body: InputBody): void {
    const name = nameOf(body);
    if (!name) return;
    const now = this.#clock.now();
    const seen = this.#seen.get(name);
    if (seen && now - seen.since < this.#limits.failureWindowMs) seen.count++;
    else this.#seen.set(name, { count: 1, since: now });
    if (this.#seen.size > this.#limits.failuresKept) {
      const oldest = this.#seen.keys().next();
      if (!oldest.done) this.#seen.delete(oldest.value);
    }
  }

  barred(body: InputBody): boolean {
    if (this.#seen.size === 0) return false;
    const seen = this.#seen.get(nameOf(body) ?? '');
    if (!seen || seen.count < this.#limits.failuresOfOne) return false;
    return Math.abs(this.#clock.now() - seen.since) < this.#limits.failureWindowMs;
  }
}

/** Switch events and configurations are never barred: the next one is another. */
function nameOf(body: InputBody): string | null {
  switch (body.kind) {
    case 'timer':
      return `timer ${body.key} ${body.epoch}`;
    case 'command':
      return `command ${body.command.ins} ${body.command.command}`;
    default:
      return null;
  }
}
