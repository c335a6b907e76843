/** The line from the exchange to the engine: carries events in order, may be slow, and may be lost. */
import type { SwitchEvent } from '@wssoftphone/engine';
import type { Clock } from '../../ports/clock.ts';
import { VIRTUAL_LIMITS } from './limits.ts';

type Sink = (event: SwitchEvent) => void;

export class Line {
  /** How late events are, milliseconds; their order stays when it changes. */
  delayMs = 0;
  readonly #clock: Clock;
  readonly #sync: () => SwitchEvent;
  #sink: Sink | null = null;
  #broken = false;
  #outbox: { readonly event: SwitchEvent; readonly due: number }[] = [];
  #flushing = false;
  /** Counts connections, so that a flush of an older one does nothing. */
  #epoch = 0;

  /** @param sync what exists at the moment it is called */
  constructor(clock: Clock, sync: () => SwitchEvent) {
    this.#clock = clock;
    this.#sync = sync;
  }

  get connected(): boolean {
    return this.#sink !== null && !this.#broken;
  }
  get idle(): boolean {
    return this.#outbox.length === 0;
  }

  /** Resolves when the sink has heard its first `sync`. */
  attach(sink: Sink): Promise<void> {
    return new Promise((resolve) => {
      this.#sink = (event) => {
        sink(event);
        if (event.on === 'sync') resolve();
      };
      if (!this.#broken) this.say(this.#sync());
    });
  }
  detach(): void {
    this.#sink = null;
    this.#drop();
  }
  lose(): void {
    if (this.#broken) return;
    this.#broken = true;
    this.#drop();
    this.sayAnyway({ on: 'down' });
  }
  mend(): void {
    if (!this.#broken) return;
    this.#broken = false;
    this.say(this.#sync());
  }

  /** Says what exists now, after all that was said before. */
  resync(): void {
    this.say(this.#sync());
  }

  /** What the exchange reports; lost when the line is. */
  say(event: SwitchEvent): void {
    if (this.connected) this.#send(event);
  }
  /** What this side of the line says, also when it is lost. */
  sayAnyway(event: SwitchEvent): void {
    if (this.#sink !== null) this.#send(event);
  }

  #send(event: SwitchEvent): void {
    if (this.#outbox.length >= VIRTUAL_LIMITS.outbox) {
      this.lose();
      this.mend();
      return;
    }
    const due = Math.max(this.#clock.now() + this.delayMs, this.#outbox.at(-1)?.due ?? 0);
    this.#outbox.push({ event, due });
    if (!this.#flushing) this.#schedule();
  }
  #schedule(): void {
    const first = this.#outbox[0];
    this.#flushing = first !== undefined;
    if (first === undefined) return;
    const epoch = this.#epoch;
    const flush = (): void => {
      if (epoch === this.#epoch) this.#flush();
    };
    const wait = first.due - this.#clock.now();
    // Never within the call that caused it: whoever gave the command has finished first.
    if (wait <= 0) queueMicrotask(flush);
    else this.#clock.after(wait, flush);
  }
  #flush(): void {
    const epoch = this.#epoch;
    const now = this.#clock.now();
    const ripe = this.#outbox.findIndex(({ due }) => due > now);
    const batch = this.#outbox.splice(0, ripe < 0 ? this.#outbox.length : ripe);
    for (const { event } of batch) {
      if (epoch !== this.#epoch) return;
      this.#sink?.(event);
    }
    if (epoch === this.#epoch) this.#schedule();
  }
  #drop(): void {
    this.#epoch += 1;
    this.#outbox = [];
    this.#flushing = false;
  }
}
