/** The softphone under the old control's face: every command that fails ends with its evt…Failed, whoever refused it. */
import type { ESPCommand } from '@wssoftphone/protocol/enums';
import type { WSSoftPhoneAttrs, WSSoftPhoneHandlers } from '../attrs.ts';
import type { Params } from '../connection/commands.ts';
import { outcomeOf } from '../connection/outcomes.ts';
import type { WSSoftPhoneError } from '../errors.ts';
import type { SPEvent } from '../mirror/dialect.ts';
import { WSSoftPhone } from '../wssoftphone.ts';
import { ocxEvent } from './events.ts';

export interface OcxPhoneHost {
  tell(event: string, values: readonly unknown[]): unknown;
  hears(event: string): boolean;
  /** Before the page is told: a handler of the softphone with its own arguments. */
  heard(handler: string, args: readonly unknown[]): void;
}

/** Commands whose failure is not called `<command>Failed`. */
const FAILED: Readonly<Partial<Record<ESPCommand, string>>> = {
  EncryptDial: 'DialFailed',
  MonitorAgent: 'MonitorFailed',
  Intervence: 'InterveneFailed',
  TransferToIVR: 'TransferFailed',
};

export class OcxPhone extends WSSoftPhone {
  readonly #host: OcxPhoneHost;
  readonly #present: { evt: SPEvent | null };
  /** Events of the server whose commands may be ending just now. */
  readonly #told = new Set<string>();

  constructor(attrs: WSSoftPhoneAttrs, host: OcxPhoneHost) {
    const present: { evt: SPEvent | null } = { evt: null };
    super(attrs, handlersFor(host, present));
    this.#host = host;
    this.#present = present;
  }

  override onEvent(evt: SPEvent): void {
    this.#present.evt = evt;
    this.#told.add(evt.event);
    super.onEvent(evt);
    this.#present.evt = null;
    // The rejection of the command that this event ended stands in the queue of microtasks before this one.
    queueMicrotask(() => this.#told.delete(evt.event));
  }

  /** Old pages ask for the list themselves once they are told that it is prepared. */
  override prepareCallInner(): Promise<unknown> {
    return this.run('PrepareCallInner');
  }
  override prepareMonitor(): Promise<unknown> {
    return this.run('PrepareMonitor');
  }

  protected override run(command: ESPCommand, params: Params = {}): Promise<unknown> {
    const promise = super.run(command, params);
    promise.catch((error: WSSoftPhoneError) => {
      const told = outcomeOf(command)?.failed.some((name) => this.#told.has(name));
      if (!told) this.#host.tell(`evt${FAILED[command] ?? `${command}Failed`}`, [error.code, error.text]);
    });
    return promise;
  }
}

/** Every handler the softphone may look for, turned into an event of the control. */
function handlersFor(host: OcxPhoneHost, present: { readonly evt: SPEvent | null }): WSSoftPhoneHandlers {
  return new Proxy<WSSoftPhoneHandlers>(
    {},
    {
      get(_, handler) {
        if (typeof handler !== 'string' || !handler.startsWith('on')) return undefined;
        // Without anybody to ask, the page takes the softphone over, as the old control did.
        if (handler === 'onConfirmReplaceWebSocket' && !host.hears('evtConfirmReplaceWebSocket')) return undefined;
        return (...args: readonly unknown[]) => {
          host.heard(handler, args);
          const told = ocxEvent(handler, { args, evt: present.evt });
          return told ? host.tell(told.event, told.values) : undefined;
        };
      },
    },
  );
}
