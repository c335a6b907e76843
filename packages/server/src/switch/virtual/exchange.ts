/**
 * Telephones, customers and a carrier in memory, with the legs and rooms between them. It carries out commands at once
 * and reports what comes of them; the line to the engine, with its delays and losses, is virtual-switch.ts.
 */
import type { EndCause, LegId, LiveLeg, PlayId, RoomId, SwitchCommand, SwitchEvent } from '@wssoftphone/engine';
import type { Clock } from '../../ports/clock.ts';
import type { SwitchSetup } from '../../ports/switch.ts';
import { CustomerBook } from './customer-book.ts';
import {
  type Customer,
  type FarEnd,
  type FarEnding,
  type Leg,
  RecentIds,
  refusalOf,
  serverAnswers,
  type Telephone,
} from './far-ends.ts';
import { VIRTUAL_LIMITS } from './limits.ts';
import { Prompts } from './prompts.ts';
import { audible, type Sound } from './sounds.ts';
import { Tapes } from './tapes.ts';

/** Milliseconds. */
export interface VirtualTiming {
  /** From dial until the far end rings, or refuses. */
  readonly setupMs: number;
  /** From ringing until a device that picks up by itself has done so. */
  readonly autoAnswerMs: number;
  /** The same for an outside number whose suffix says that it answers. */
  readonly outsideAnswerMs: number;
  readonly digitMs: number;
  readonly soundMs: number;
}
export const VIRTUAL_TIMING: VirtualTiming = {
  setupMs: 40,
  autoAnswerMs: 60,
  outsideAnswerMs: 1_000,
  digitMs: 300,
  soundMs: 900,
};

type Do<K extends SwitchCommand['do']> = Extract<SwitchCommand, { do: K }>;

export class Exchange {
  readonly legs = new Map<LegId, Leg>();
  readonly rooms = new Map<RoomId, Set<Leg>>();
  readonly phones = new Map<string, Telephone>();
  readonly customers: CustomerBook;
  readonly tapes: Tapes;
  /** The next so many dials fail, with this cause. */
  failDials: { left: number; readonly cause: EndCause } = { left: 0, cause: 'failed' };

  readonly #clock: Clock;
  readonly #timing: VirtualTiming;
  readonly #report: (event: SwitchEvent) => void;
  readonly #changed: () => void;
  readonly #used = new RecentIds(VIRTUAL_LIMITS.rememberedIds);
  readonly #prompts: Prompts;

  constructor(clock: Clock, timing: VirtualTiming, report: (event: SwitchEvent) => void, changed: () => void) {
    this.#clock = clock;
    this.#timing = timing;
    this.#report = report;
    this.#changed = changed;
    this.customers = new CustomerBook(clock);
    this.tapes = new Tapes(clock, report, (room) => this.#voices(room));
    this.#prompts = new Prompts(this.#used, timing, report, (leg, ms, run) =>
      this.#after(leg, ms, () => {
        run();
        changed();
      }),
    );
  }

  configure({ phones, recordings = [] }: SwitchSetup): void {
    this.#prompts.recordings = new Map(recordings.map(({ name, ms }) => [name, ms]));
    const wanted = new Set(phones.map((setup) => setup.number));
    for (const [number, phone] of this.phones) {
      if (wanted.has(number)) continue;
      if (phone.leg !== null) this.#end(phone.leg, 'unreachable', 'normal');
      this.phones.delete(number);
      this.#report({ on: 'device', number, reachable: false });
    }
    for (const setup of phones) {
      const known = this.phones.get(setup.number);
      if (known !== undefined) {
        known.setup = setup;
        continue;
      }
      this.phones.set(setup.number, {
        kind: 'phone',
        setup,
        registered: true,
        busy: false,
        autoAnswerMs: null,
        leg: null,
        ending: null,
        received: '',
        since: this.#clock.now(),
      });
      this.#report({ on: 'device', number: setup.number, reachable: true });
    }
    this.#changed();
  }

  // What the engine asks.

  execute(command: SwitchCommand): void {
    switch (command.do) {
      case 'dial':
        this.#dial(command);
        return;
      case 'open-room':
        if (!this.rooms.has(command.room)) this.rooms.set(command.room, new Set());
        return;
      case 'close-room':
        for (const leg of this.rooms.get(command.room) ?? []) this.#part(leg);
        this.tapes.roomClosed(command.room);
        this.rooms.delete(command.room);
        this.#changed();
        return;
      case 'record':
        this.tapes.record(command);
        return;
      case 'stop-record':
        this.tapes.stop(command.recording);
        return;
      case 'stop-play':
        this.#prompts.stop(command.play);
        this.#changed();
        return;
      case 'play':
        this.#prompts.play(command.play, this.legs.get(command.leg), command.prompts);
        this.#changed();
        return;
      case 'check-device': {
        const reachable = this.phones.get(command.number)?.registered ?? false;
        this.#report({ on: 'device', number: command.number, reachable });
        return;
      }
      default: {
        const leg = this.legs.get(command.leg);
        if (leg !== undefined) this.#tell(leg, command);
      }
    }
  }

  #tell(
    leg: Leg,
    command: Do<'answer' | 'ring' | 'hangup' | 'join' | 'part' | 'music' | 'tone' | 'send-digits'>,
  ): void {
    switch (command.do) {
      case 'answer':
        if (leg.phase === 'incoming' || (leg.phase === 'ringing' && serverAnswers(leg.far))) this.#answered(leg);
        return;
      case 'ring':
        if (leg.phase === 'incoming') leg.alerting = true;
        break;
      case 'hangup':
        this.#end(leg, command.cause, endingSeen(leg, command.cause));
        return;
      case 'join':
        this.#join(leg, command);
        break;
      case 'part':
        if (leg.place !== null) this.#part(leg);
        break;
      case 'music':
        if (leg.phase === 'up' && leg.place === null) leg.musicClass = command.musicClass;
        break;
      case 'tone':
        if (leg.phase === 'up') leg.tone = command.tone;
        break;
      case 'send-digits':
        if (leg.phase === 'up') {
          leg.far.received = (leg.far.received + command.digits).slice(-VIRTUAL_LIMITS.receivedDigits);
        }
    }
    this.#changed();
  }

  #dial(command: Do<'dial'>): void {
    if (this.#used.has(command.leg) || this.legs.has(command.leg)) return;
    if (this.failDials.left > 0) {
      this.failDials.left -= 1;
      this.#endUnborn(command.leg, this.failDials.cause);
      return;
    }
    const { target } = command;
    const far =
      target.kind === 'extension' ? this.phones.get(target.number) : this.customers.create(target.number, null);
    if (far === undefined) {
      this.#endUnborn(command.leg, target.kind === 'extension' ? 'unreachable' : 'congestion');
      return;
    }
    const leg = this.#newLeg(command.leg, far, {
      phase: 'dialing',
      callerNumber: command.callerNumber,
      incoming: null,
      autoAnswer: command.autoAnswer,
    });
    this.#after(leg, this.#timing.setupMs, () => this.#alert(leg));
    this.#after(leg, command.timeoutSeconds * 1_000, () => {
      if (leg.phase !== 'up') this.#end(leg, 'no-answer', 'cancelled');
    });
    this.#changed();
  }

  /**
   * Marks the id of a leg or a play as used up, so that a command that comes again does nothing.
   * @returns false when it had been used before
   */
  useUp(id: LegId | PlayId): boolean {
    if (this.#used.has(id) || this.legs.has(id) || this.#prompts.has(id)) return false;
    this.#used.add(id);
    return true;
  }
  #endUnborn(leg: LegId, cause: EndCause): void {
    if (this.useUp(leg)) this.#report({ on: 'ended', leg, cause });
  }

  #join(leg: Leg, { room, mode }: Do<'join'>): void {
    const members = this.rooms.get(room);
    if (leg.phase !== 'up' || members === undefined) return;
    if (leg.place?.room !== room) {
      this.#part(leg);
      members.add(leg);
    } else if (leg.place.mode.kind === mode.kind && whisperTarget(leg.place.mode) === whisperTarget(mode)) return;
    leg.place = { room, mode };
    this.tapes.changed(room);
  }
  /** Out of the room, if it is in one, and into silence. */
  #part(leg: Leg): void {
    const left = leg.place?.room;
    if (left !== undefined) this.rooms.get(left)?.delete(leg);
    leg.place = null;
    if (left !== undefined) this.tapes.changed(left);
    leg.musicClass = null;
    leg.tone = null;
    this.#prompts.stopAll(leg);
  }

  // What far ends do. Each says whether it had an effect.

  /** A customer calls in; undefined when there are too many. */
  customerCalls(ani: string, dnis: string, aniName = ''): Customer | undefined {
    const far = this.customers.create(ani, dnis);
    if (far === undefined) return undefined;
    const id = `V${this.#clock.entropy(22)}`;
    const incoming = { ani, dnis, aniName };
    this.#newLeg(id, far, { phase: 'incoming', callerNumber: dnis, incoming, autoAnswer: false });
    this.#report({ on: 'incoming', leg: id, ...incoming });
    this.#changed();
    return far;
  }
  answer(far: FarEnd): boolean {
    if (far.leg?.phase !== 'ringing') return false;
    this.#answered(far.leg);
    return true;
  }
  /** Declines a call that rings. */
  refuse(far: FarEnd): boolean {
    if (far.leg?.phase !== 'ringing') return false;
    this.#end(far.leg, 'rejected', 'cancelled');
    return true;
  }
  /** Hangs up, gives up, or declines, as the call stands. */
  hangup(far: FarEnd): boolean {
    const { leg } = far;
    if (leg === null || leg.phase === 'dialing') return false;
    if (leg.phase === 'ringing') return this.refuse(far);
    this.#end(leg, leg.phase === 'up' ? 'normal' : 'cancelled', leg.phase === 'up' ? 'normal' : 'cancelled');
    return true;
  }
  press(far: FarEnd, digits: string): boolean {
    const { leg } = far;
    if (leg?.phase !== 'up') return false;
    for (const digit of digits) this.#report({ on: 'digit', leg: leg.id, digit });
    return true;
  }
  setRegistered(phone: Telephone, registered: boolean): boolean {
    if (phone.registered === registered) return false;
    phone.registered = registered;
    this.#report({ on: 'device', number: phone.setup.number, reachable: registered });
    this.#changed();
    return true;
  }

  setBusy(phone: Telephone, busy: boolean): boolean {
    if (phone.busy === busy) return false;
    phone.busy = busy;
    this.#changed();
    return true;
  }
  /** Picks up new calls by itself after so many milliseconds; null: rings. */
  setAutoAnswer(phone: Telephone, ms: number | null): boolean {
    phone.autoAnswerMs = ms;
    this.#changed();
    return true;
  }

  /** The switch itself restarts: every call is gone. */
  restart(): void {
    for (const leg of [...this.legs.values()]) this.#end(leg, 'lost', 'congestion');
    for (const room of this.rooms.keys()) this.tapes.roomClosed(room);
    this.rooms.clear();
  }

  /** Who is heard in a room, by name; null: there is no such room. */
  #voices(room: RoomId): readonly string[] | null {
    const members = this.rooms.get(room);
    return members === undefined
      ? null
      : [...members].filter(({ place }) => place?.mode.kind === 'talk').map(({ far }) => nameOf(far));
  }

  // What there is.

  hears(leg: Leg): readonly Sound[] {
    return audible(leg, leg.place === null ? [] : (this.rooms.get(leg.place.room) ?? []));
  }
  sync(): Extract<SwitchEvent, { on: 'sync' }> {
    const legs = [...this.legs.values()].map(
      (leg): LiveLeg => ({
        leg: leg.id,
        phase: leg.phase,
        room: leg.place?.room ?? null,
        ...(leg.incoming === null ? {} : { incoming: leg.incoming }),
      }),
    );
    const devices = [...this.phones.values()].map(({ setup, registered }) => ({
      number: setup.number,
      reachable: registered,
    }));
    return { on: 'sync', legs, rooms: [...this.rooms.keys()], devices };
  }
  /** No call is being set up. */
  settled(): boolean {
    for (const leg of this.legs.values()) if (leg.phase === 'dialing') return false;
    return true;
  }

  #newLeg(id: LegId, far: FarEnd, born: Pick<Leg, 'phase' | 'callerNumber' | 'incoming' | 'autoAnswer'>): Leg {
    const leg: Leg = {
      ...born,
      id,
      far,
      alerting: false,
      place: null,
      musicClass: null,
      tone: null,
      plays: [],
      timers: new Set(),
      stopPlaying: null,
    };
    this.legs.set(id, leg);
    if (far.kind === 'customer') this.#occupy(leg);
    return leg;
  }
  #occupy(leg: Leg): void {
    leg.far.leg = leg;
    leg.far.ending = null;
    leg.far.received = '';
    leg.far.since = this.#clock.now();
  }

  /** The call has reached its far end, which rings or refuses. */
  #alert(leg: Leg): void {
    const { far } = leg;
    const refusal = refusalOf(far);
    if (refusal !== null) {
      this.#end(leg, refusal, 'cancelled');
      return;
    }
    if (far.kind === 'phone') this.#occupy(leg);
    leg.phase = 'ringing';
    far.since = this.#clock.now();
    const pickUpMs = far.kind === 'phone' ? this.#phonePickUpMs(far, leg) : this.#outsidePickUpMs(far);
    // A device that was told to pick up by itself does not ring.
    if (!(leg.autoAnswer && serverAnswers(far))) this.#report({ on: 'ringing', leg: leg.id });
    if (pickUpMs !== null) {
      this.#after(leg, pickUpMs, () => {
        if (leg.phase === 'ringing') this.#answered(leg);
      });
    }
    this.#changed();
  }
  #phonePickUpMs(phone: Telephone, leg: Leg): number | null {
    return leg.autoAnswer && phone.setup.serverAnswer ? this.#timing.autoAnswerMs : phone.autoAnswerMs;
  }
  #outsidePickUpMs(customer: Customer): number | null {
    return customer.behaviour === 'answers' ? this.#timing.outsideAnswerMs : null;
  }

  #answered(leg: Leg): void {
    leg.phase = 'up';
    leg.alerting = false;
    leg.far.since = this.#clock.now();
    this.#report({ on: 'answered', leg: leg.id });
    this.#changed();
  }

  #end(leg: Leg, cause: EndCause, ending: FarEnding): void {
    if (!this.legs.delete(leg.id)) return;
    this.#part(leg);
    for (const cancel of leg.timers) cancel();
    leg.timers.clear();
    this.#used.add(leg.id);
    const { far } = leg;
    if (far.leg === leg) {
      far.leg = null;
      far.ending = ending;
      far.since = this.#clock.now();
    }
    if (far.kind === 'customer') this.customers.retire(far);
    this.#report({ on: 'ended', leg: leg.id, cause });
    this.#changed();
  }
  #after(leg: Leg, ms: number, run: () => void): () => void {
    const cancel = this.#clock.after(ms, () => {
      leg.timers.delete(cancel);
      run();
    });
    leg.timers.add(cancel);
    return () => {
      cancel();
      leg.timers.delete(cancel);
    };
  }
}

function endingSeen(leg: Leg, cause: 'normal' | 'busy' | 'congestion' | 'cancelled'): FarEnding {
  if (leg.phase === 'up') return 'normal';
  if (leg.phase === 'incoming' && (cause === 'busy' || cause === 'congestion')) return cause;
  return 'cancelled';
}

/** As everybody is told apart in recordings. */
function nameOf(far: FarEnd): string {
  return far.kind === 'phone' ? far.setup.number : far.id;
}

function whisperTarget(mode: { readonly kind: string; readonly to?: LegId }): LegId | null {
  return mode.to ?? null;
}
