/**
 * What anybody could know who heard every input and saw every effect, kept without a look into the engine: legs and
 * rooms as the engine must believe them, timers, sockets. The checkers compare the engine's words with it.
 */
import type { Effect, Input, JoinMode, LegId, RoomId, SwitchCommand, SwitchEvent } from '@wssoftphone/engine';

export interface ShadowLeg {
  readonly id: LegId;
  readonly side: 'incoming' | 'extension' | 'outside';
  readonly number: string;
  /** The call that the engine named when it dialled; null for legs that came in. */
  readonly call: string | null;
  readonly dialledAt: number;
  phase: 'incoming' | 'dialing' | 'ringing' | 'up';
  /** The engine has asked to end it; `ended` is still to come. */
  hungUp: boolean;
  room: RoomId | null;
  mode: JoinMode | null;
  music: string | null;
  tone: string | null;
  play: string | null;
}

export interface ShadowTimer {
  readonly at: number;
  readonly epoch: number;
}

export class Shadow {
  readonly legs = new Map<LegId, ShadowLeg>();
  readonly rooms = new Map<RoomId, string>();
  readonly timers = new Map<string, ShadowTimer>();
  /** Devices as last reported. */
  readonly reachable = new Map<string, boolean>();
  /** The engine has heard `sync` and no `down` since. */
  up = false;
  /** When the switch was last found (again). */
  upSince = 0;
  /** The input is a timer that is not armed, or not in this epoch. */
  lateTimer = false;
  /** Legs that ended in this step. */
  readonly endedNow: ShadowLeg[] = [];
  /** Calls named so far by leg; outlives the legs, so that a reconnect can be understood. */
  readonly #callOf = new Map<LegId, ShadowLeg>();

  /** Extensions since the last change of the configuration; before, all are there. */
  #extensions: ReadonlySet<string> | null = null;

  isConfigured(number: string): boolean {
    return this.#extensions?.has(number) ?? true;
  }

  /** Takes in what happened, before the engine's answer is looked at. */
  input({ at, body }: Input): void {
    this.lateTimer = false;
    this.endedNow.length = 0;
    if (body.kind === 'timer') {
      const armed = this.timers.get(body.key);
      this.lateTimer = armed === undefined || armed.epoch !== body.epoch;
      if (!this.lateTimer) this.timers.delete(body.key);
      return;
    }
    if (body.kind === 'switch') this.#switchEvent(at, body.event);
    else if (body.kind === 'config') this.#extensions = new Set(body.config.extensions.map((each) => each.number));
    else return;
    for (const number of this.reachable.keys()) if (!this.isConfigured(number)) this.reachable.delete(number);
  }

  effect(at: number, effect: Effect): void {
    if (effect.kind === 'timer') this.timers.set(effect.key, { at: effect.at, epoch: effect.epoch });
    else if (effect.kind === 'timer-cancel') this.timers.delete(effect.key);
    else if (effect.kind === 'switch') this.#command(at, effect.command);
  }

  /** The server was killed: what was dialled and never left is forgotten at the next sync. */
  killed(): void {
    this.up = false;
    this.timers.clear();
  }

  #add(leg: ShadowLeg): void {
    this.legs.set(leg.id, leg);
    this.#callOf.set(leg.id, leg);
  }

  #switchEvent(at: number, event: SwitchEvent): void {
    switch (event.on) {
      case 'incoming':
        this.#add(newLeg(event.leg, 'incoming', event.ani, null, at, 'incoming'));
        return;
      case 'ringing': {
        const leg = this.legs.get(event.leg);
        if (leg?.phase === 'dialing') leg.phase = 'ringing';
        return;
      }
      case 'answered': {
        const leg = this.legs.get(event.leg);
        if (leg) leg.phase = 'up';
        return;
      }
      case 'ended': {
        const leg = this.legs.get(event.leg);
        if (!leg) return;
        this.legs.delete(event.leg);
        this.endedNow.push(leg);
        if (event.cause === 'unreachable' && leg.side === 'extension') this.reachable.set(leg.number, false);
        return;
      }
      case 'played':
        for (const leg of this.legs.values()) if (leg.play === event.play) leg.play = null;
        return;
      case 'device':
        this.reachable.set(event.number, event.reachable);
        return;
      case 'down':
        this.up = false;
        return;
      case 'sync':
        this.#sync(at, event);
        return;
      case 'digit':
        return;
    }
  }

  #sync(at: number, event: Extract<SwitchEvent, { on: 'sync' }>): void {
    this.up = true;
    this.upSince = at;
    const before = new Map(this.legs);
    this.legs.clear();
    for (const live of event.legs) {
      const known = before.get(live.leg) ?? this.#callOf.get(live.leg);
      const incoming = live.incoming;
      const leg =
        known ?? newLeg(live.leg, incoming ? 'incoming' : 'extension', incoming?.ani ?? '', null, at, live.phase);
      // A hang-up that was lost with the line has to be asked for again, as everything that is not in the report.
      leg.hungUp = false;
      leg.phase = live.phase;
      leg.room = live.room;
      leg.mode = live.room === null ? null : leg.mode;
      leg.music = null;
      leg.tone = null;
      leg.play = null;
      this.#add(leg);
    }
    for (const [id, leg] of before) if (!this.legs.has(id)) this.endedNow.push(leg);
    const calls = new Map(this.rooms);
    this.rooms.clear();
    for (const room of event.rooms) this.rooms.set(room, calls.get(room) ?? '');
    this.reachable.clear();
    for (const { number, reachable } of event.devices) this.reachable.set(number, reachable);
  }

  #command(at: number, command: SwitchCommand): void {
    switch (command.do) {
      case 'dial': {
        const { leg, target, call } = command;
        this.#add(newLeg(leg, target.kind, target.number, call, at, 'dialing'));
        return;
      }
      case 'open-room':
        this.rooms.set(command.room, command.call);
        return;
      case 'close-room':
        this.rooms.delete(command.room);
        for (const leg of this.legs.values()) if (leg.room === command.room) leg.room = null;
        return;
      case 'stop-play':
      case 'record':
      case 'stop-record':
      case 'check-device':
        return;
      default: {
        const leg = this.legs.get(command.leg);
        if (leg) onLeg(leg, command);
      }
    }
  }
}

function newLeg(
  id: LegId,
  side: ShadowLeg['side'],
  number: string,
  call: string | null,
  dialledAt: number,
  phase: ShadowLeg['phase'],
): ShadowLeg {
  const silent = { room: null, mode: null, music: null, tone: null, play: null };
  return { id, side, number, call, dialledAt, phase, hungUp: false, ...silent };
}

function onLeg(leg: ShadowLeg, command: Extract<SwitchCommand, { readonly leg: LegId }>): void {
  switch (command.do) {
    case 'hangup':
      leg.hungUp = true;
      return;
    case 'join':
      leg.room = command.room;
      leg.mode = command.mode;
      leg.music = null;
      leg.tone = null;
      return;
    case 'part':
      leg.room = null;
      leg.mode = null;
      return;
    case 'music':
      leg.music = command.musicClass;
      return;
    case 'tone':
      leg.tone = command.tone;
      return;
    case 'play':
      leg.play = command.play;
      return;
    default:
      return;
  }
}
