/** The runtime's side of the switch port: starting it, keeping its telephones in place, asking for its whole truth. */
import type { SwitchEvent } from '@wssoftphone/engine';
import type { Logger } from 'pino';
import type { Clock } from '../ports/clock.ts';
import type { SwitchPort, SwitchSetup } from '../ports/switch.ts';
import type { RuntimeLimits } from './limits.ts';

export interface SwitchLinkOptions {
  readonly port: SwitchPort;
  readonly clock: Clock;
  readonly limits: RuntimeLimits;
  readonly log: Logger;
  readonly onEvent: (event: SwitchEvent) => void;
}

export class SwitchLink {
  readonly #o: SwitchLinkOptions;
  #cancelResync: (() => void) | null = null;
  /** Clock time of the last request for the whole truth. */
  #resyncAt = Number.NEGATIVE_INFINITY;
  #stopped = false;

  constructor(options: SwitchLinkOptions) {
    this.#o = options;
  }

  /**
   * A switch that is away must not keep the server from serving, so after a while this resolves without it; one that is
   * configured wrongly must, so that rejects.
   */
  async start(): Promise<void> {
    const { port, clock, limits, log, onEvent } = this.#o;
    let cancel: () => void = () => undefined;
    const late = new Promise<'late'>((resolve) => {
      cancel = clock.after(limits.switchStartMs, () => resolve('late'));
    });
    const started = port.start(onEvent);
    const first = await Promise.race([started, late]).finally(cancel);
    if (first !== 'late') return;
    log.warn({ switch: port.health().detail }, 'the switch is not connected yet; serving without it');
    started.catch((error: unknown) => log.error({ err: error }, 'the switch cannot be used'));
  }

  /** False: the switch did not take it; it was logged. */
  async configure(setup: SwitchSetup): Promise<boolean> {
    try {
      await this.#o.port.configure(setup);
      return true;
    } catch (error) {
      this.#o.log.error({ err: error }, 'the switch did not take telephones and recordings');
      return false;
    }
  }

  /** Asks for a `sync` of everything that exists now; several requests become one, at most one in `resyncMs`. */
  resync(why: string): void {
    if (this.#cancelResync || this.#stopped) return;
    const { port, clock, limits, log } = this.#o;
    // A clock that was set must not put this off.
    const since = Math.abs(clock.now() - this.#resyncAt);
    const wait = Math.max(0, limits.resyncMs - since);
    log.warn({ why, wait }, 'asking the switch for its whole truth');
    this.#cancelResync = clock.after(wait, () => {
      this.#cancelResync = null;
      this.#resyncAt = clock.now();
      if (port.resync) {
        port.resync();
        return;
      }
      port
        .stop()
        .then(() => (this.#stopped ? undefined : this.start()))
        .catch((error: unknown) => log.error({ err: error }, 'the switch did not start again'));
    });
  }

  /** Lets the switch go; its calls go on. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancelResync?.();
    await this.#o.port.stop();
  }
}
