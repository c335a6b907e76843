/** Commands that wait for their one answer. */
import type { Reply } from '@wssoftphone/protocol';

export interface Waiting {
  readonly ins: string;
  readonly id?: string;
  /** Epoch milliseconds of its arrival. */
  readonly since: number;
  readonly answer: (reply: Reply) => void;
}

export class PendingAnswers {
  readonly #waiting = new Map<string, Waiting>();
  readonly #prefix: string;
  readonly #max: number;
  #next = 0;

  /** `prefix` makes refs differ from those of every other gateway and every other run. */
  constructor(prefix: string, max: number) {
    this.#prefix = prefix;
    this.#max = max;
  }

  get size(): number {
    return this.#waiting.size;
  }

  /** The ref under which the answer will come, or null when too many wait. */
  open(waiting: Waiting): string | null {
    if (this.#waiting.size >= this.#max) return null;
    const ref = `${this.#prefix}-${(this.#next++).toString(36)}`;
    this.#waiting.set(ref, waiting);
    return ref;
  }

  /** Who waits under that ref; the second answer to a ref finds nobody. */
  take(ref: string): Waiting | undefined {
    const found = this.#waiting.get(ref);
    if (found) this.#waiting.delete(ref);
    return found;
  }

  /** Takes out those that came before `before`. Insertion order is arrival order, so the first young one ends it. */
  takeOlder(before: number): readonly Waiting[] {
    const late: Waiting[] = [];
    for (const [ref, waiting] of this.#waiting) {
      if (waiting.since >= before) break;
      this.#waiting.delete(ref);
      late.push(waiting);
    }
    return late;
  }
}
