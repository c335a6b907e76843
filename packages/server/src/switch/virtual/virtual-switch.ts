/**
 * The virtual switch: the switch port over an exchange in memory. A part of the product: newcomers start with it,
 * integrators test their pages against it, and it can be made to fail on demand.
 */
import type { EndCause, SwitchCommand, SwitchEvent } from '@wssoftphone/engine';
import type { Clock } from '../../ports/clock.ts';
import type { RecordedSound, SwitchHealth, SwitchPort, SwitchSetup } from '../../ports/switch.ts';
import { Exchange, VIRTUAL_TIMING, type VirtualTiming } from './exchange.ts';
import { Line } from './line.ts';

export interface VirtualSwitchOptions {
  readonly clock: Clock;
  readonly timing?: Partial<VirtualTiming>;
}

export class VirtualSwitch implements SwitchPort {
  readonly kind = 'virtual';
  /** The telephones and customers, for whoever plays their part (the lab, tests). */
  readonly exchange: Exchange;
  readonly #line: Line;
  readonly #watchers = new Set<() => void>();

  constructor(options: VirtualSwitchOptions) {
    this.#line = new Line(options.clock, () => this.exchange.sync());
    this.exchange = new Exchange(
      options.clock,
      { ...VIRTUAL_TIMING, ...options.timing },
      (event) => this.#line.say(event),
      () => this.#changed(),
    );
  }

  async configure(setup: SwitchSetup): Promise<void> {
    this.exchange.configure(setup);
  }
  start(sink: (event: SwitchEvent) => void): Promise<void> {
    return this.#line.attach(sink);
  }
  execute(command: SwitchCommand): void {
    if (this.#line.connected) {
      this.exchange.execute(command);
    } else if (command.do === 'dial' && this.exchange.useUp(command.leg)) {
      this.#line.sayAnyway({ on: 'ended', leg: command.leg, cause: 'lost' });
    } else if (command.do === 'play' && this.exchange.useUp(command.play)) {
      this.#line.sayAnyway({ on: 'played', play: command.play, ok: false });
    }
  }
  /** In memory: nothing is left of it after a restart of the server. */
  async recording(id: string): Promise<RecordedSound | null> {
    return this.exchange.tapes.sound(id);
  }
  async deleteRecording(id: string): Promise<void> {
    this.exchange.tapes.delete(id);
  }
  resync(): void {
    this.#line.resync();
  }
  health(): SwitchHealth {
    const { connected } = this.#line;
    const calls = this.exchange.legs.size;
    return { connected, detail: connected ? `virtual, ${calls} legs` : 'virtual, line down by request' };
  }
  /** Calls go on; a later `start` finds them. */
  async stop(): Promise<void> {
    this.#line.detach();
  }

  // Faults on demand.

  loseConnection(): void {
    this.#line.lose();
    this.#changed();
  }
  restoreConnection(): void {
    this.#line.mend();
    this.#changed();
  }
  /** From now on, every event reaches the engine so many milliseconds late, in order. */
  delayEvents(ms: number): void {
    this.#line.delayMs = ms;
  }
  failNextDials(count: number, cause: EndCause = 'failed'): void {
    this.exchange.failDials = { left: count, cause };
  }
  /** Every call is gone and the line comes back at once, as after a restart of the switch. */
  restart(): void {
    this.#line.lose();
    this.exchange.restart();
    this.#line.mend();
  }

  /** Told after every change of a call, a telephone or a sound. Returns a function that ends it. */
  watch(changed: () => void): () => void {
    this.#watchers.add(changed);
    return () => this.#watchers.delete(changed);
  }
  /** No call is being set up and no event is on its way. */
  settled(): boolean {
    return this.exchange.settled() && this.#line.idle;
  }

  #changed(): void {
    for (const watcher of this.#watchers) watcher();
  }
}
