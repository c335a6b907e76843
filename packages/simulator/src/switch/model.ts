/**
 * A telephone switch with faults, speaking switch-contract: commands and events take time, legs overtake each other,
 * events come late or twice where the contract allows it, the connection is lost, the machine restarts.
 */
import type { EndCause, LegId, PlayId, RoomId, SwitchCommand, SwitchEvent } from '@wssoftphone/engine';
import type { Agenda, Ticket } from '../agenda.ts';
import { DelayLine, type Delays } from '../delay-line.ts';
import type { Random } from '../random.ts';
import type { ModelLeg, People, SyncPhase } from './leg.ts';
import { ModelTapes } from './tapes.ts';

export interface SwitchTuning {
  readonly commands: Delays;
  readonly events: Delays;
  /** Probability that `ringing`, `answered`, `played` or `device` is said twice. */
  readonly duplicate: number;
  /** Probability that a device check is never answered. */
  readonly deafCheck: number;
}

export interface SwitchOptions {
  readonly agenda: Agenda;
  readonly random: Random;
  readonly tuning: SwitchTuning;
  readonly sink: (event: SwitchEvent) => void;
  /** The engine asked for something the contract does not allow. */
  readonly misuse: (message: string) => void;
}

export class SwitchModel {
  readonly legs = new Map<LegId, ModelLeg>();
  readonly rooms = new Map<RoomId, { readonly call: string }>();
  readonly tapes: ModelTapes;
  /** Registered telephones. */
  readonly registered = new Set<string>();
  readonly #devices = new Set<string>();
  readonly #agenda: Agenda;
  readonly #random: Random;
  readonly #tuning: SwitchTuning;
  readonly #sink: (event: SwitchEvent) => void;
  readonly #misuse: (message: string) => void;
  readonly #commands: DelayLine;
  readonly #events: DelayLine;
  /** Ids of legs that were; an id never comes back to life. */
  readonly #past = new Set<LegId>();
  readonly #plays = new Map<PlayId, { readonly leg: ModelLeg; readonly end: Ticket }>();
  #people: People | null = null;
  #connected = false;
  #incoming = 0;

  constructor(options: SwitchOptions) {
    this.#agenda = options.agenda;
    this.#random = options.random;
    this.#tuning = options.tuning;
    this.#sink = options.sink;
    this.#misuse = options.misuse;
    this.#commands = new DelayLine(options.agenda, options.random.split('commands'), options.tuning.commands);
    this.#events = new DelayLine(options.agenda, options.random.split('events'), options.tuning.events);
    this.tapes = new ModelTapes(options.random.split('tapes'), (recording, event) => this.#say(recording, event));
  }

  inhabit(people: People): void {
    this.#people = people;
  }

  get connected(): boolean {
    return this.#connected;
  }

  /** Nothing is under way between the engine and the switch, and nothing is about to happen by itself but people. */
  get settled(): boolean {
    return this.#connected && this.#commands.inFlight === 0 && this.#events.inFlight === 0 && this.#plays.size === 0;
  }

  // ── the connection ──

  connect(): void {
    if (this.#connected) return;
    this.#connected = true;
    const legs = [...this.legs.values()].map((leg) => ({
      leg: leg.id,
      phase: leg.phase as SyncPhase,
      room: leg.room,
      ...(leg.incoming ? { incoming: leg.incoming } : {}),
    }));
    const devices = [...this.#devices].map((number) => ({ number, reachable: this.registered.has(number) }));
    this.#sink({ on: 'sync', legs, rooms: [...this.rooms.keys()], devices });
  }

  /** The line breaks; `told`: there is still somebody to hear `down`. */
  disconnect(told: boolean): void {
    if (!this.#connected) return;
    this.#connected = false;
    this.#events.break(0);
    this.#commands.break(this.#random.below(this.#commands.inFlight + 1));
    if (told) this.#sink({ on: 'down' });
  }

  /** The machine restarts: every call is gone, and nobody says so. */
  restart(told: boolean): void {
    this.disconnect(told);
    for (const leg of [...this.legs.values()]) this.#remove(leg, 'lost');
    this.rooms.clear();
    this.tapes.lost();
  }

  // ── commands ──

  execute(command: SwitchCommand): void {
    if (!this.#connected) {
      if (command.do === 'dial') {
        this.#past.add(command.leg);
        this.#agenda.at(this.#agenda.now, () => this.#sink({ on: 'ended', leg: command.leg, cause: 'lost' }));
      }
      return;
    }
    const carryOut = (): void => this.#carryOut(command);
    switch (command.do) {
      case 'open-room':
      case 'close-room':
        this.#commands.send(command.room, carryOut);
        break;
      case 'record':
        this.#commands.send(command.recording, carryOut, command.room);
        break;
      case 'stop-record':
        this.#commands.send(command.recording, carryOut);
        break;
      case 'join':
        this.#commands.send(command.leg, carryOut, command.room);
        break;
      case 'stop-play':
        this.#commands.send(this.#plays.get(command.play)?.leg.id ?? command.play, carryOut);
        break;
      case 'check-device':
        this.#commands.send(command.number, carryOut);
        break;
      default:
        this.#commands.send(command.leg, carryOut);
    }
  }

  #carryOut(command: SwitchCommand): void {
    switch (command.do) {
      case 'dial':
        this.#dial(command);
        return;
      case 'open-room':
        if (!this.rooms.has(command.room)) this.rooms.set(command.room, { call: command.call });
        return;
      case 'close-room':
        for (const leg of this.legs.values()) if (leg.room === command.room) this.#part(leg);
        this.rooms.delete(command.room);
        this.tapes.roomClosed(command.room);
        return;
      case 'record':
        this.tapes.record(command, this.rooms.has(command.room));
        return;
      case 'stop-record':
        this.tapes.stop(command.recording);
        return;
      case 'stop-play':
        this.#endPlay(command.play, true);
        return;
      case 'check-device':
        this.#devices.add(command.number);
        if (!this.#random.chance(this.#tuning.deafCheck)) this.#sayDevice(command.number);
        return;
      default: {
        const leg = this.legs.get(command.leg);
        if (leg) this.#onLeg(leg, command);
        else if (command.do === 'play') this.#say(command.leg, { on: 'played', play: command.play, ok: false });
      }
    }
  }

  #onLeg(leg: ModelLeg, command: SwitchCommand): void {
    const up = leg.phase === 'up';
    switch (command.do) {
      case 'answer':
        if (leg.side === 'outside') this.#misuse(`answer of an outside leg ${leg.id}`);
        if (leg.phase === 'incoming' || leg.phase === 'ringing') this.pickUp(leg);
        return;
      case 'ring':
        if (leg.side !== 'incoming') this.#misuse(`ring of a leg that did not come in: ${leg.id}`);
        return;
      case 'hangup':
        this.end(leg, command.cause === 'normal' ? 'normal' : command.cause === 'busy' ? 'busy' : 'cancelled');
        return;
      case 'join':
        if (!up) this.#misuse(`join of leg ${leg.id} that is ${leg.phase}`);
        else if (!this.rooms.has(command.room)) this.#misuse(`join of leg ${leg.id} to ${command.room}, not open`);
        else this.#join(leg, command.room, command.mode);
        return;
      case 'part':
        this.#part(leg);
        return;
      case 'music':
        if (command.musicClass !== null && leg.room !== null) this.#misuse(`music to leg ${leg.id} in a room`);
        if (command.musicClass !== null && !up) this.#misuse(`music to leg ${leg.id} that is ${leg.phase}`);
        leg.music = command.musicClass;
        return;
      case 'tone':
        if (command.tone !== null && !up) this.#misuse(`tone to leg ${leg.id} that is ${leg.phase}`);
        leg.tone = command.tone;
        return;
      case 'play':
        if (!up) this.#misuse(`play to leg ${leg.id} that is ${leg.phase}`);
        this.#play(leg, command.play, command.prompts.length);
        this.#people?.prompted(leg);
        return;
      case 'send-digits':
        if (!up) this.#misuse(`keys to leg ${leg.id} that is ${leg.phase}`);
        return;
    }
  }

  #dial(command: Extract<SwitchCommand, { do: 'dial' }>): void {
    if (this.legs.has(command.leg) || this.#past.has(command.leg)) return;
    if (command.leg.length !== 23) this.#misuse(`leg id ${command.leg} is not of 23 characters`);
    if (!(command.timeoutSeconds > 0)) this.#misuse(`dial with timeout ${command.timeoutSeconds}`);
    if (command.target.number === '') this.#misuse('dial of an empty number');
    const leg: ModelLeg = {
      id: command.leg,
      side: command.target.kind,
      number: command.target.number,
      call: command.call,
      autoAnswer: command.autoAnswer,
      phase: 'dialing',
      room: null,
      mode: null,
      music: null,
      tone: null,
      play: null,
      timeout: null,
      incoming: null,
    };
    this.legs.set(leg.id, leg);
    leg.timeout = this.#agenda.after(command.timeoutSeconds * 1000, () => {
      if (leg.phase === 'dialing' || leg.phase === 'ringing') this.end(leg, 'no-answer');
    });
    this.#people?.dialled(leg);
  }

  // ── what people do ──

  /** A caller reaches the switch. While the connection is lost nobody hears of it until the next sync. */
  callIn(ani: string, dnis: string, aniName: string): ModelLeg {
    this.#incoming += 1;
    const id = `in-${this.#incoming}-${this.#random.hex(8)}`;
    const incoming = { ani, dnis, aniName };
    const leg: ModelLeg = {
      id,
      side: 'incoming',
      number: ani,
      call: null,
      autoAnswer: false,
      phase: 'incoming',
      room: null,
      mode: null,
      music: null,
      tone: null,
      play: null,
      timeout: null,
      incoming,
    };
    this.legs.set(id, leg);
    this.#say(id, { on: 'incoming', leg: id, ...incoming });
    return leg;
  }

  ring(leg: ModelLeg): void {
    if (leg.phase !== 'dialing') return;
    leg.phase = 'ringing';
    this.#say(leg.id, { on: 'ringing', leg: leg.id });
  }

  pickUp(leg: ModelLeg): void {
    if (leg.phase === 'up' || leg.phase === 'ended') return;
    leg.phase = 'up';
    this.#agenda.cancel(leg.timeout);
    this.#say(leg.id, { on: 'answered', leg: leg.id });
    this.#people?.connected(leg);
  }

  /** Ends a leg, whoever wants it. */
  end(leg: ModelLeg, cause: EndCause): void {
    if (leg.phase === 'ended') return;
    this.#remove(leg, cause);
    this.#say(leg.id, { on: 'ended', leg: leg.id, cause });
  }

  press(leg: ModelLeg, digit: string): void {
    if (leg.phase === 'up') this.#say(leg.id, { on: 'digit', leg: leg.id, digit });
  }

  register(number: string, reachable: boolean): void {
    this.#devices.add(number);
    if (this.registered.has(number) === reachable) return;
    if (reachable) this.registered.add(number);
    else this.registered.delete(number);
    this.#sayDevice(number);
  }

  /** Whom this leg hears: the other legs in its room that talk, or whisper to it. */
  hears(leg: ModelLeg): ModelLeg[] {
    if (leg.room === null) return [];
    return [...this.legs.values()].filter(
      ({ id, room, mode }) =>
        id !== leg.id &&
        room === leg.room &&
        (mode?.kind === 'talk' || (mode?.kind === 'whisper' && mode.to === leg.id)),
    );
  }

  // ── inside ──

  #join(leg: ModelLeg, room: RoomId, mode: NonNullable<ModelLeg['mode']>): void {
    leg.room = room;
    leg.mode = mode;
    leg.music = null;
    leg.tone = null;
    if (leg.play !== null) this.#endPlay(leg.play, false);
    if (mode.kind === 'talk') this.#people?.joined(leg);
  }

  #part(leg: ModelLeg): void {
    leg.room = null;
    leg.mode = null;
  }

  #play(leg: ModelLeg, play: PlayId, prompts: number): void {
    if (this.#plays.has(play)) return;
    if (leg.play !== null) this.#endPlay(leg.play, false);
    leg.play = play;
    this.#plays.set(play, { leg, end: this.#agenda.after(300 * prompts, () => this.#endPlay(play, true)) });
  }

  #endPlay(play: PlayId, ok: boolean): void {
    const found = this.#plays.get(play);
    if (!found) return;
    this.#plays.delete(play);
    this.#agenda.cancel(found.end);
    found.leg.play = null;
    this.#say(found.leg.id, { on: 'played', play, ok });
  }

  #remove(leg: ModelLeg, cause: EndCause): void {
    if (leg.play !== null) this.#endPlay(leg.play, false);
    leg.phase = 'ended';
    this.#part(leg);
    this.#agenda.cancel(leg.timeout);
    this.legs.delete(leg.id);
    this.#past.add(leg.id);
    this.#people?.gone(leg, cause);
  }

  #sayDevice(number: string): void {
    this.#say(number, { on: 'device', number, reachable: this.registered.has(number) });
  }

  #say(key: string, event: SwitchEvent): void {
    if (!this.#connected) return;
    this.#events.send(key, () => this.#sink(event));
    const { duplicate } = this.#tuning;
    const twice = event.on === 'ringing' || event.on === 'answered' || event.on === 'played' || event.on === 'device';
    if (duplicate > 0 && twice && this.#random.chance(duplicate)) this.#events.send(key, () => this.#sink(event));
  }
}
