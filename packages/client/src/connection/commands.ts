/**
 * Commands under way: each is asked for, sent, answered, and ended by an event; its promise tells the page.
 * In wssp.v4 an answer names its command (`replyTo`); in the deployed dialect the oldest command of that name is meant.
 */
import type { ESPCommand } from '@wssoftphone/protocol/enums';
import type { Lang } from '@wssoftphone/protocol/errors';
import { STALE_AFTER_MS, STALE_COMMANDS } from '@wssoftphone/protocol/wire';
import type { Environment } from '../environment.ts';
import { catalogueError, type OwnCode, WSSoftPhoneError } from '../errors.ts';
import { LIMITS } from '../limits.ts';
import type { SPEvent, SPResponse } from '../mirror/dialect.ts';
import { DEFAULT_FAULTS, outcomeMs, outcomeOf } from './outcomes.ts';

export type Params = Readonly<Record<string, string | number | boolean | object | null | undefined>>;

/** `open`: send now. `wait`: the line is coming. Else why not. */
export type Gate = 'open' | 'wait' | OwnCode;

export interface CommandHost {
  readonly env: Environment;
  readonly lang: Lang;
  gate(): Gate;
  /** Puts a command on the line. `age`: milliseconds since the page asked for it. */
  write(command: ESPCommand, params: Params, id: string, age: number): void;
  /** What the page gets when an event ends its command well. */
  outcome(evt: SPEvent): unknown;
  /** The agent's present state and call, for outcomes that were missed while the line was down. */
  present(): { readonly state: string; readonly coInfos: unknown };
}

interface Pending {
  readonly id: string;
  readonly command: ESPCommand;
  readonly params: Params;
  readonly at: number;
  phase: 'queued' | 'sent' | 'answered';
  resolve(value: unknown): void;
  reject(error: WSSoftPhoneError): void;
  cancelTimer(): void;
}

/** Where a dial stands when only the state tells: talking, or still ringing. */
const DIALLED = ['6', '7'];
const DIALLING = ['9', '45', '46', '47'];

export class CommandDesk {
  readonly #host: CommandHost;
  readonly #prefix: string;
  #count = 0;
  #pending: Pending[] = [];

  constructor(host: CommandHost) {
    this.#host = host;
    this.#prefix = Math.floor(host.env.random() * 36 ** 8).toString(36);
  }

  /**
   * `answered` for the commands that open the session: they do not wait for it, and what comes behind their answer in
   * the same frame finds it already taken in.
   */
  run(command: ESPCommand, params: Params = {}, answered?: (resp: SPResponse) => void): Promise<unknown> {
    const promise = new Promise<unknown>((resolve, reject) => {
      const gate = answered ? 'open' : this.#host.gate();
      if (gate !== 'open' && gate !== 'wait') return reject(this.#error(gate, command));
      const waiting = this.#pending.filter((one) => one.phase === 'queued').length;
      if (this.#pending.length >= LIMITS.pending || (gate === 'wait' && waiting >= LIMITS.queued)) {
        return reject(this.#error('TooManyCommands', command));
      }
      const pending: Pending = {
        id: `${this.#prefix}-${++this.#count}`,
        command,
        params,
        at: this.#host.env.now(),
        phase: 'queued',
        resolve: (value) => {
          answered?.(value as SPResponse);
          resolve(value);
        },
        reject,
        cancelTimer: () => {},
      };
      this.#pending.push(pending);
      if (gate === 'open') this.#send(pending);
      else if (isStaleable(command)) this.#within(pending, STALE_AFTER_MS, 'CommandStale');
      else this.#within(pending, LIMITS.queuedMs, 'LineDown');
    });
    // A page that uses only handlers must not see "unhandled rejection"; one that awaits still gets it.
    promise.catch(() => {});
    return promise;
  }

  onResponse(resp: SPResponse): void {
    const found = this.#pending.find((one) =>
      resp.replyTo ? one.id === resp.replyTo : one.phase === 'sent' && one.command === resp.command,
    );
    if (!found || found.phase === 'answered') return;
    const outcome = outcomeOf(found.command);
    if (resp.errorCode !== 'Succ') {
      this.#fail(found, resp.code ?? 'ProcessFailed', resp.errorDesc, resp.remedy);
    } else if (outcome) {
      found.phase = 'answered';
      this.#within(found, outcomeMs(outcome), 'NoResponse');
    } else this.#settle(found).resolve(resp);
  }

  onEvent(evt: SPEvent): void {
    const meant = this.#pending.find((one) => {
      if (evt.replyTo ? one.id !== evt.replyTo : one.phase !== 'answered') return false;
      const outcome = outcomeOf(one.command);
      return outcome?.done.includes(evt.event) || outcome?.failed.includes(evt.event);
    });
    if (!meant) return;
    if (outcomeOf(meant.command)?.done.includes(evt.event)) {
      this.#settle(meant).resolve(this.#host.outcome(evt));
    } else {
      const code = evt.code ?? DEFAULT_FAULTS[evt.event] ?? 'ProcessFailed';
      this.#fail(meant, code, evt.errorDesc, evt.remedy);
    }
  }

  /** The line is gone: commands on it wait for its return; those that open a session end. */
  lineLost(): void {
    for (const one of [...this.#pending]) {
      if (one.phase === 'queued') continue;
      one.cancelTimer();
      if (!outcomeOf(one.command)) this.#settle(one).reject(this.#error('LineDown', one.command));
    }
  }

  /** The session is back: sends what waited, and again what was not answered (wssp.v4: under its old id, so it has one effect). */
  lineRestored(v4: boolean): void {
    for (const one of [...this.#pending]) {
      if (one.phase === 'queued' || (v4 && one.phase === 'sent')) this.#send(one);
      else if (one.phase === 'sent') this.#settle(one).reject(this.#error('OutcomeUnknown', one.command));
      else this.#within(one, LIMITS.outcomeMs, 'OutcomeUnknown');
    }
    if (!v4) this.settleByState();
  }

  /** Ends dials whose events were missed, as far as the present state tells. */
  settleByState(): void {
    const { state, coInfos } = this.#host.present();
    for (const one of [...this.#pending]) {
      const isDial = one.command === 'Dial' || one.command === 'EncryptDial';
      if (!isDial || one.phase !== 'answered') continue;
      if (DIALLED.includes(state)) this.#settle(one).resolve(coInfos);
      else if (DIALLING.includes(state)) this.#within(one, LIMITS.personMs, 'NoResponse');
      else this.#settle(one).reject(this.#error('OutcomeUnknown', one.command));
    }
  }

  /** No line is wanted any more, or it is another page's. */
  endAll(code: OwnCode): void {
    for (const one of [...this.#pending]) this.#settle(one).reject(this.#error(code, one.command));
  }

  #send(pending: Pending): void {
    const age = this.#host.env.now() - pending.at;
    if (age > STALE_AFTER_MS && isStaleable(pending.command)) {
      this.#settle(pending).reject(this.#error('CommandStale', pending.command));
      return;
    }
    pending.phase = 'sent';
    this.#within(pending, LIMITS.responseMs, 'NoResponse');
    this.#host.write(pending.command, pending.params, pending.id, age);
  }

  #within(pending: Pending, ms: number, code: OwnCode): void {
    pending.cancelTimer();
    pending.cancelTimer = this.#host.env.after(ms, () =>
      this.#settle(pending).reject(this.#error(code, pending.command)),
    );
  }

  #settle(pending: Pending): Pending {
    pending.cancelTimer();
    this.#pending = this.#pending.filter((one) => one !== pending);
    return pending;
  }

  #fail(pending: Pending, code: string, desc = '', remedy = ''): void {
    this.#settle(pending).reject(new WSSoftPhoneError(code, desc || code, remedy, pending.command));
  }

  #error(code: OwnCode, command: string): WSSoftPhoneError {
    return catalogueError(code, this.#host.lang, command);
  }
}

const isStaleable = (command: ESPCommand): boolean => (STALE_COMMANDS as readonly ESPCommand[]).includes(command);
