/**
 * The legs of one Asterisk: the engine's commands become operations, Asterisk's events become the engine's. It lives as
 * long as the server does; connections come and go beneath it (adapter.ts).
 */
import type { EndCause, LegId, PlayId, RoomId, SwitchCommand, SwitchEvent } from '@wssoftphone/engine';
import type { Clock } from '../../ports/clock.ts';
import type { PhoneSetup } from '../../ports/switch.ts';
import { askToPickUp, isAnew, legOf, phoneOf, takeOver } from './anew.ts';
import type { AriClient } from './ari-client.ts';
import { type Board, ifThere, onLeg, type Room } from './board.ts';
import { HANGUP_REASON, unansweredCause } from './causes.ts';
import { dialRequest } from './dial.ts';
import type { AriEvent, Channel } from './generated/ari.ts';
import { type Leg, newLeg } from './leg.ts';
import { clearAway, hangUp, hangUpChannel, originate, sendDigits } from './leg-commands.ts';
import { applyBackground, isTonePlayback, play, stopPlay, stopSounds } from './leg-sounds.ts';
import { ASTERISK_LIMITS } from './limits.ts';
import type { SwitchLog } from './options.ts';
import type { RecordingMedia } from './prompts.ts';
import { Recent } from './recent.ts';
import { incomingNumbers, type Snapshot } from './reconcile.ts';
import { closeRoom, leaveEar, moveWhisperers, openRoom, takeSeat } from './seats.ts';
import { isSnoop } from './snoop.ts';

type Command<Do extends SwitchCommand['do']> = Extract<SwitchCommand, { do: Do }>;
export type BoardCommand = Exclude<SwitchCommand, Command<'check-device' | 'record' | 'stop-record'>>;
type LegCommand = Exclude<BoardCommand, Command<'open-room' | 'close-room' | 'dial' | 'stop-play'>>;

export interface SwitchboardOptions {
  readonly app: string;
  readonly trunk: string | null;
  readonly clock: Clock;
  readonly log: SwitchLog;
  phone(number: string): PhoneSetup | undefined;
  say(event: SwitchEvent): void;
}

/** A leg whose channel is gone is given so long to be told ended by Asterisk itself, with the true cause. */
const DOUBT_MS = 1_000;
const SNOOP_MS = 2_000;

export class Switchboard implements Board {
  readonly app: string;
  readonly log: SwitchLog;
  readonly legs = new Map<LegId, Leg>();
  readonly rooms = new Map<RoomId, Room>();
  recordings: RecordingMedia = new Map();
  /** Of the present connection. */
  ari: AriClient;
  readonly #options: SwitchboardOptions;
  readonly #ended = new Recent(ASTERISK_LIMITS.endedLegs);
  readonly #playsOver = new Recent(ASTERISK_LIMITS.endedLegs);
  /** Play → the leg it plays to. */
  readonly #plays = new Map<PlayId, Leg>();
  readonly #awaited = new Map<string, (entered: boolean) => void>();

  constructor(options: SwitchboardOptions, ari: AriClient) {
    this.#options = options;
    this.app = options.app;
    this.log = options.log;
    this.ari = ari;
  }

  // Commands.

  execute(command: BoardCommand): void {
    switch (command.do) {
      case 'open-room':
        this.#open(command);
        break;
      case 'close-room':
        closeRoom(this, command.room);
        break;
      case 'dial':
        this.#dial(command);
        break;
      case 'stop-play':
        this.#stopPlay(command.play);
        break;
      case 'play':
        this.#play(command);
        break;
      default:
        this.#forLeg(command.leg, command);
    }
  }

  /** While there is no connection: what has to be answered is answered, the rest is forgotten. */
  refuse(command: SwitchCommand): void {
    if (command.do === 'dial' && !this.legs.has(command.leg) && !this.#ended.has(command.leg)) {
      this.#ended.add(command.leg);
      this.say({ on: 'ended', leg: command.leg, cause: 'lost' });
    }
    if (command.do === 'play') this.played(command.play, false);
  }

  #forLeg(id: LegId, command: LegCommand): void {
    const leg = this.legs.get(id);
    if (leg !== undefined) this.#queue(leg, () => this.#carryOut(leg, command));
  }

  #queue(leg: Leg, task: () => Promise<void>): void {
    if (leg.lane.add(task)) return;
    this.log.error({ leg: leg.id }, 'too many commands wait for one leg: it is ended');
    hangUpChannel(this, leg.channel, 'congestion');
    this.#end(leg, 'failed');
  }

  #open({ room, call }: Command<'open-room'>): void {
    if (!this.rooms.has(room) && this.rooms.size >= ASTERISK_LIMITS.rooms) {
      this.log.error({ room, call }, 'too many rooms: not opened');
      return;
    }
    openRoom(this, room, call);
  }

  #dial(command: Command<'dial'>): void {
    const { leg: id, call } = command;
    if (this.legs.has(id) || this.#ended.has(id)) return;
    const leg = this.#newLeg(id, 'dialing', null);
    const { trunk } = this.#options;
    const request = dialRequest(command, this.#options.phone(command.target.number), trunk, this.app);
    if (this.legs.size > ASTERISK_LIMITS.legs) {
      this.log.error({ leg: id, call }, 'too many legs: not dialled');
      this.#end(leg, 'congestion');
    } else if (request === null) {
      this.log.warn({ leg: id, call, kind: command.target.kind }, 'there is no way to that number');
      this.#end(leg, 'unreachable');
    } else {
      leg.dialled = request;
      if (command.target.kind === 'extension') leg.phone = command.target.number;
      this.#queue(leg, async () => {
        const failed = await originate(this, leg, call, request);
        if (failed !== null) this.#end(leg, failed);
      });
    }
  }

  #play(command: Command<'play'>): void {
    if (this.#plays.has(command.play) || this.#playsOver.has(command.play)) return;
    const leg = this.legs.get(command.leg);
    if (leg === undefined) {
      this.played(command.play, false);
      return;
    }
    this.#plays.set(command.play, leg);
    this.#queue(leg, () => this.#carryOut(leg, command));
  }

  #stopPlay(id: PlayId): void {
    const leg = this.#plays.get(id);
    if (leg === undefined) return;
    this.#queue(leg, async () => {
      await stopPlay(this, leg, id);
      await applyBackground(this, leg);
    });
  }

  async #carryOut(leg: Leg, command: LegCommand): Promise<void> {
    if (leg.phase === 'ended') return;
    switch (command.do) {
      case 'answer':
        return this.#answer(leg);
      case 'ring':
        if (leg.phase === 'incoming') await onLeg(this, leg, 'channels.ring', { channelId: leg.channel });
        return;
      case 'hangup':
        leg.ordered ??= command.cause;
        return hangUp(this, leg, HANGUP_REASON[leg.ordered]);
      case 'join':
        return this.#join(leg, command);
      case 'part':
        leg.want = null;
        leg.tone = null;
        await takeSeat(this, leg);
        return applyBackground(this, leg);
      case 'music':
        leg.music = leg.want === null ? command.musicClass : null;
        return applyBackground(this, leg);
      case 'tone':
        leg.tone = command.tone;
        return applyBackground(this, leg);
      case 'play':
        return play(this, leg, command.play, command.prompts, command.lang);
      case 'send-digits':
        return sendDigits(this, leg, command.digits);
    }
  }

  async #answer(leg: Leg): Promise<void> {
    if (leg.phase === 'up') return;
    if (leg.incoming === null) {
      const phone = leg.phone === null ? undefined : this.#options.phone(leg.phone);
      if (phone?.kind === 'webrtc') return askToPickUp(this, leg, phone);
      this.log.warn({ leg: leg.id }, 'a SIP telephone that rings cannot be picked up from here: its user has to');
      return;
    }
    await onLeg(this, leg, 'channels.answer', { channelId: leg.channel });
    if (!leg.doubted) this.#answered(leg);
  }

  async #join(leg: Leg, { room, mode }: Command<'join'>): Promise<void> {
    if (leg.phase !== 'up' || this.rooms.get(room)?.closed !== false) {
      this.log.debug({ leg: leg.id, room, phase: leg.phase }, 'not joined: the leg is not up or the room not open');
      return;
    }
    leg.want = { room, mode };
    await stopSounds(this, leg);
    await takeSeat(this, leg);
  }

  // Connections.

  /** The legs and rooms of the snapshot become ours; what else we knew is over, and events that still speak of it are old. */
  adopt({ legs, channels, rooms, litter }: Snapshot): void {
    const before = new Map(this.legs);
    this.legs.clear();
    const alive = new Set(legs.map((live) => live.leg));
    for (const id of before.keys()) if (!alive.has(id)) this.#ended.add(id);
    for (const live of legs) {
      const leg = this.#newLeg(live.leg, live.phase, live.incoming ?? null);
      const old = before.get(live.leg);
      const { channel, phone } = channels.get(live.leg) ?? { channel: live.leg, phone: null };
      Object.assign(leg, { channel, phone, dialled: old?.dialled ?? null, turns: old?.turns ?? 0 });
      leg.background = { kind: 'unsure' };
      for (const id of old?.lingering ?? []) leg.lingering.add(id);
      leg.ordered = old?.ordered ?? null;
      leg.ears = old?.ears ?? 0;
      leg.mouths = old?.mouths ?? 0;
      if (live.room === null) continue;
      const kept = old?.seat.kind === 'room' && old.seat.room === live.room;
      leg.seat = kept ? old.seat : { kind: 'unsure', room: live.room };
      leg.want = { room: live.room, mode: old?.want?.mode ?? { kind: 'talk' } };
    }
    this.rooms.clear();
    for (const id of rooms) this.rooms.set(id, { id, ready: Promise.resolve(), closed: false });
    clearAway(this, litter);
  }

  /** The connection is gone: what waits will not be carried out, and plays under way cannot be followed any more. */
  suspend(): void {
    for (const leg of this.legs.values()) leg.lane.close();
    for (const [id, leg] of [...this.#plays]) {
      leg.lingering.add(id);
      this.played(id, false);
    }
    for (const answer of [...this.#awaited.values()]) answer(false);
  }

  /** Resolves when every command given so far has been carried out. For tests. */
  async idle(): Promise<void> {
    for (;;) {
      const busy = [...this.legs.values()].filter((leg) => leg.lane.busy);
      await Promise.all([...busy.map((leg) => leg.lane.idle()), ...[...this.rooms.values()].map((room) => room.ready)]);
      if (![...this.legs.values()].some((leg) => leg.lane.busy)) return;
    }
  }

  #newLeg(id: LegId, phase: Leg['phase'], incoming: Leg['incoming']): Leg {
    const leg = newLeg(id, phase, incoming, (error) =>
      this.log.warn({ leg: id, error: String(error) }, 'a command to a leg failed'),
    );
    this.legs.set(id, leg);
    return leg;
  }

  // Events.

  handle(event: AriEvent): void {
    switch (event.type) {
      case 'StasisStart':
        this.#entered(event.channel, event.args);
        break;
      case 'StasisEnd':
        this.#left(event.channel);
        break;
      case 'ChannelStateChange':
        this.#stateChanged(event.channel);
        break;
      case 'ChannelDestroyed':
        this.#destroyed(event.channel, event.cause);
        break;
      case 'ChannelDtmfReceived':
        if (this.#legOn(event.channel.id)) this.say({ on: 'digit', leg: legOf(event.channel.id), digit: event.digit });
        break;
      case 'PlaybackFinished':
        if (!isTonePlayback(event.playback.id)) this.#playbackFinished(event.playback.id, event.playback.state);
    }
  }

  #entered(channel: Channel, [role, dnis]: readonly string[]): void {
    if (isSnoop(channel.id)) {
      this.#awaited.get(channel.id)?.(true);
      return;
    }
    const known = this.legs.get(legOf(channel.id));
    if (isAnew(channel.id) && known !== undefined) this.#cameAnew(known, channel.id);
    else if (known === undefined && role === 'incoming' && !this.#ended.has(channel.id))
      this.#cameIn(channel, dnis ?? '');
    // Dialled and given up meanwhile.
    else if (known === undefined) hangUpChannel(this, channel.id, 'normal');
    else if (known.incoming === null) this.#answered(known);
  }

  /** A telephone in the browser is there again from another place, as the same leg. */
  #cameAnew(leg: Leg, channel: string): void {
    this.#queue(leg, async () => {
      await takeOver(this, leg, channel);
      this.#answered(leg);
    });
  }

  /** The leg that has this channel now. */
  #legOn(channel: string): Leg | undefined {
    const leg = this.legs.get(legOf(channel));
    return leg?.channel === channel ? leg : undefined;
  }

  #cameIn(channel: Channel, dnis: string): void {
    if (this.legs.size >= ASTERISK_LIMITS.legs) {
      this.#ended.add(channel.id);
      this.log.error({ channel: channel.id }, 'too many legs: a call is turned away');
      hangUpChannel(this, channel.id, 'congestion');
      return;
    }
    const numbers = incomingNumbers(channel, dnis);
    this.#newLeg(channel.id, 'incoming', numbers);
    this.say({ on: 'incoming', leg: channel.id, ...numbers });
  }

  #answered(leg: Leg): void {
    if (leg.phase === 'up' || leg.phase === 'ended') return;
    leg.phase = 'up';
    this.say({ on: 'answered', leg: leg.id });
  }

  #stateChanged(channel: Channel): void {
    const leg = this.#legOn(channel.id);
    if (leg !== undefined) leg.phone ??= leg.incoming === null ? phoneOf(channel.name) : null;
    if (leg?.phase === 'dialing' && channel.state === 'Ringing') {
      leg.phase = 'ringing';
      this.say({ on: 'ringing', leg: leg.id });
    }
    // A dialled leg can be worked with only when it has entered the application.
    if (leg?.phase === 'incoming' && channel.state === 'Up') this.#answered(leg);
  }

  #left(channel: Channel): void {
    const leg = this.#legOn(channel.id);
    if (leg !== undefined && this.#waitsAnew(leg)) return;
    if (leg?.phase === 'incoming') this.#end(leg, leg.ordered ?? 'cancelled');
    if (leg?.phase === 'up') this.#end(leg, leg.ordered ?? 'normal');
    // A dialled leg that was never answered: its ChannelDestroyed says why.
  }

  #destroyed(channel: Channel, cause: number): void {
    this.#left(channel);
    this.#notAnew(channel.id);
    const leg = this.#legOn(channel.id);
    if (leg !== undefined && !leg.lost) this.#end(leg, leg.ordered ?? unansweredCause(cause));
  }

  /** The end of its channel is the end of the leg only if the telephone does not come back. */
  #waitsAnew(leg: Leg): boolean {
    leg.lost = leg.anew !== null && leg.ordered === null;
    return leg.lost;
  }

  /** The telephone was called anew and did not come. */
  #notAnew(channel: string): void {
    const leg = this.legs.get(legOf(channel));
    if (leg === undefined || leg.anew !== channel) return;
    leg.anew = null;
    if (leg.lost) this.#end(leg, leg.phase === 'up' ? 'normal' : 'unreachable');
  }

  #end(leg: Leg, cause: EndCause): void {
    if (leg.phase === 'ended') return;
    leg.phase = 'ended';
    if (leg.anew !== null) hangUpChannel(this, leg.anew, 'normal');
    leg.lane.close();
    leg.want = null;
    this.legs.delete(leg.id);
    this.#ended.add(leg.id);
    for (const id of this.#playsOn(leg)) this.played(id, false);
    if (leg.seat.kind === 'ear') {
      leaveEar(this, leg.seat).catch((error: unknown) =>
        this.log.warn({ leg: leg.id, error: String(error) }, 'a snoop channel is left over'),
      );
    }
    moveWhisperers(this, leg.id);
    this.say({ on: 'ended', leg: leg.id, cause });
  }

  #playsOn(leg: Leg): PlayId[] {
    return [...this.#plays].flatMap(([id, on]) => (on === leg ? [id] : []));
  }

  #playbackFinished(id: PlayId, state: string): void {
    const leg = this.#plays.get(id);
    this.played(id, state !== 'failed');
    leg?.lane.add(() => applyBackground(this, leg));
  }

  // The board.

  say(event: SwitchEvent): void {
    this.#options.say(event);
  }

  played(play: PlayId, ok: boolean): void {
    this.#plays.get(play)?.plays.delete(play);
    this.#plays.delete(play);
    if (this.#playsOver.has(play)) return;
    this.#playsOver.add(play);
    this.say({ on: 'played', play, ok });
  }

  entered(channel: string): Promise<boolean> {
    return new Promise((resolve) => {
      const done = (entered: boolean) => {
        cancel();
        this.#awaited.delete(channel);
        resolve(entered);
      };
      const cancel = this.#options.clock.after(SNOOP_MS, () => done(false));
      this.#awaited.set(channel, done);
    });
  }

  doubt(leg: Leg): void {
    if (leg.doubted) return;
    leg.doubted = true;
    this.#options.clock.after(DOUBT_MS, () => {
      this.#resolveDoubt(leg).catch((error: unknown) =>
        this.log.debug({ leg: leg.id, error: String(error) }, 'whether a leg is there cannot be asked now'),
      );
    });
  }

  async #resolveDoubt(leg: Leg): Promise<void> {
    if (this.legs.get(leg.id) !== leg) return;
    const there = await ifThere(this, 'channels.get', { channelId: leg.channel });
    leg.doubted = false;
    if (there || this.legs.get(leg.id) !== leg || this.#waitsAnew(leg)) return;
    const unanswered = leg.incoming === null ? 'failed' : 'cancelled';
    this.#end(leg, leg.ordered ?? (leg.phase === 'up' ? 'normal' : unanswered));
  }
}
