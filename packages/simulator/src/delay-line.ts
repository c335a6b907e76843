/** A line with delays: things sent under one key arrive in the order they were sent; different keys overtake each other. */
import type { Agenda, Ticket } from './agenda.ts';
import type { Random } from './random.ts';

export interface Delays {
  /** Mean of the ordinary delay, milliseconds; 0: at once, in order. */
  readonly mean: number;
  /** Probability that one thing is held back much longer, and by up to how many milliseconds. */
  readonly late: number;
  readonly lateMs: number;
}

interface Entry {
  readonly run: () => void;
  ticket: Ticket;
}

export class DelayLine {
  readonly #agenda: Agenda;
  readonly #random: Random;
  readonly #delays: Delays;
  readonly #last = new Map<string, number>();
  readonly #flying = new Set<Entry>();

  constructor(agenda: Agenda, random: Random, delays: Delays) {
    this.#agenda = agenda;
    this.#random = random;
    this.#delays = delays;
  }

  /** Things sent that have not arrived. */
  get inFlight(): number {
    return this.#flying.size;
  }

  /** Sends under one key or two (a join belongs to a leg and to a room). */
  send(key: string, run: () => void, second?: string): void {
    const { mean, late, lateMs } = this.#delays;
    let at = this.#agenda.now;
    if (mean > 0) at += this.#random.exponential(mean);
    if (late > 0 && this.#random.chance(late)) at += this.#random.below(lateMs);
    at = Math.max(at, this.#last.get(key) ?? 0);
    if (second !== undefined) {
      at = Math.max(at, this.#last.get(second) ?? 0);
      this.#last.set(second, at);
    }
    this.#last.set(key, at);
    const entry: Entry = { run, ticket: this.#agenda.at(at, () => this.#arrive(entry)) };
    this.#flying.add(entry);
    if (this.#last.size > KEYS) this.#forget();
  }

  /** The line breaks: of what is under way the first `keep` still arrive, now; the rest is lost. */
  break(keep: number): void {
    const flying = [...this.#flying];
    this.#flying.clear();
    for (const entry of flying) this.#agenda.cancel(entry.ticket);
    this.#last.clear();
    for (const entry of flying.slice(0, keep)) entry.run();
  }

  #arrive(entry: Entry): void {
    this.#flying.delete(entry);
    entry.run();
  }

  #forget(): void {
    for (const [key, at] of this.#last) if (at < this.#agenda.now) this.#last.delete(key);
  }
}

/** Keys remembered before those that no longer matter are dropped. */
const KEYS = 512;
