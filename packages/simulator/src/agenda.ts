/** The virtual clock: things to do at a time, in order of time and, within a moment, of asking. */
export interface Ticket {
  readonly at: number;
  readonly order: number;
  run: (() => void) | null;
}

export class Agenda {
  /** Epoch milliseconds of the simulated world; only ever grows. */
  now: number;
  #heap: Ticket[] = [];
  #order = 0;

  constructor(start: number) {
    this.now = start;
  }

  /** How many things are still to be done, cancelled ones included until their time comes. */
  get size(): number {
    return this.#heap.length;
  }

  /** Runs `run` at a time; a time that is past means now, after what was already asked for now. */
  at(time: number, run: () => void): Ticket {
    const ticket: Ticket = { at: Math.max(time, this.now), order: this.#order, run };
    this.#order += 1;
    this.#heap.push(ticket);
    this.#rise(this.#heap.length - 1);
    return ticket;
  }

  after(ms: number, run: () => void): Ticket {
    return this.at(this.now + ms, run);
  }

  cancel(ticket: Ticket | null | undefined): void {
    if (ticket) ticket.run = null;
  }

  /** Moves the clock on without doing anything: a machine's clock that jumps. What is overdue comes next. */
  jump(ms: number): void {
    this.now += ms;
  }

  /** Does the next thing; false when there is none, or none up to `until`. */
  next(until = Number.POSITIVE_INFINITY): boolean {
    for (;;) {
      const first = this.#heap[0];
      if (!first) return false;
      if (first.run !== null && first.at > until) return false;
      this.#drop();
      if (first.run === null) continue;
      if (first.at > this.now) this.now = first.at;
      const run = first.run;
      first.run = null;
      run();
      return true;
    }
  }

  #rise(index: number): void {
    const heap = this.#heap;
    const moving = heap[index] as Ticket;
    let at = index;
    while (at > 0) {
      const up = (at - 1) >> 1;
      const above = heap[up] as Ticket;
      if (!before(moving, above)) break;
      heap[at] = above;
      at = up;
    }
    heap[at] = moving;
  }

  #drop(): void {
    const heap = this.#heap;
    const last = heap.pop() as Ticket;
    if (heap.length === 0) return;
    let at = 0;
    for (;;) {
      let down = 2 * at + 1;
      if (down >= heap.length) break;
      if (down + 1 < heap.length && before(heap[down + 1] as Ticket, heap[down] as Ticket)) down += 1;
      if (!before(heap[down] as Ticket, last)) break;
      heap[at] = heap[down] as Ticket;
      at = down;
    }
    heap[at] = last;
  }
}

const before = (a: Ticket, b: Ticket): boolean => (a.at === b.at ? a.order < b.order : a.at < b.at);
