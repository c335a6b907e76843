/** The switch port on Asterisk: the engine's commands out through REST, Asterisk's events in through one websocket. */
import type { EndCause, LegId, PlayId, RoomId, SwitchCommand, SwitchEvent } from '@wssoftphone/engine';
import type { SwitchHealth, SwitchPort, SwitchSetup } from '../../ports/switch.ts';
import { AriClient, AriError } from './ari-client.ts';
import { type Board, ifThere, onLeg, type Room } from './board.ts';
import { HANGUP_REASON, unansweredCause } from './causes.ts';
import { dialRequest } from './dial.ts';
import { DISALLOWED_EVENTS } from './events.ts';
import type { AriEvent, Channel } from './generated/ari.ts';
import { type Leg, newLeg } from './leg.ts';
import { applyBackground, isTonePlayback, play, stopPlay, stopSounds } from './leg-sounds.ts';
import { ASTERISK_LIMITS } from './limits.ts';
import { createLink, type Link } from './link.ts';
import type { AsteriskOptions } from './options.ts';
import { PhoneBook } from './phones.ts';
import { Recent } from './recent.ts';
import { incomingNumbers, readSnapshot, type Snapshot } from './reconcile.ts';
import { closeRoom, isSnoop, leaveEar, moveWhisperers, openRoom, takeSeat } from './seats.ts';

type Command<Do extends SwitchCommand['do']> = Extract<SwitchCommand, { do: Do }>;

/** A leg whose channel is gone is given so long to be told ended by Asterisk itself, with the true cause. */
const DOUBT_MS = 1_000;
const SNOOP_MS = 2_000;

export class AsteriskSwitch implements SwitchPort, Board {
  readonly kind = 'asterisk';
  readonly app: string;
  readonly log: AsteriskOptions['log'];
  readonly legs = new Map<LegId, Leg>();
  readonly rooms = new Map<RoomId, Room>();
  ari: AriClient;
  readonly #options: AsteriskOptions;
  readonly #link: Link;
  readonly #phones: PhoneBook;
  readonly #ended = new Recent(ASTERISK_LIMITS.endedLegs);
  readonly #playsOver = new Recent(ASTERISK_LIMITS.endedLegs);
  /** Play → the leg it plays to. */
  readonly #plays = new Map<PlayId, Leg>();
  readonly #awaited = new Map<string, (entered: boolean) => void>();
  #sink: ((event: SwitchEvent) => void) | null = null;
  #firstSync: (() => void) | null = null;
  /** down: no connection. syncing: events are held until the engine has been told what exists. */
  #line: 'down' | 'syncing' | 'up' = 'down';
  #held: AriEvent[] = [];
  #connections = 0;
  #detail = 'not started';

  constructor(options: AsteriskOptions) {
    this.#options = options;
    this.app = options.app ?? 'wssp';
    this.log = options.log;
    this.ari = new AriClient(options.ari);
    this.#link = createLink(options.link, options.ari, this.app, options.clock, options.log);
    this.#phones = new PhoneBook({
      app: this.app,
      context: options.phoneContext ?? 'wssp-phones',
      qualifySeconds: options.qualifySeconds ?? 30,
      log: options.log,
      changed: (number, reachable) => this.say({ on: 'device', number, reachable }),
    });
  }

  // The port.

  async start(sink: (event: SwitchEvent) => void): Promise<void> {
    this.#sink = sink;
    this.#detail = 'waiting for Asterisk';
    const synced = new Promise<void>((resolve) => {
      this.#firstSync = resolve;
    });
    await this.#link.start({
      opened: () => this.#opened(),
      event: (event) => this.#received(event),
      lost: (reason) => this.#lost(reason),
    });
    await synced;
  }

  async configure(setup: SwitchSetup): Promise<void> {
    this.#phones.set(setup.phones);
    if (this.#line !== 'up') return;
    try {
      await this.#phones.push(this.ari);
      for (const { number } of setup.phones) await this.#phones.noticed(this.ari, number);
    } catch (error) {
      this.log.error(
        { error: String(error) },
        'telephones could not be put into Asterisk; tried again at the next connect',
      );
    }
  }

  execute(command: SwitchCommand): void {
    if (this.#line !== 'up') return this.#drop(command);
    if (command.do === 'open-room') return this.#open(command);
    if (command.do === 'close-room') return closeRoom(this, command.room);
    if (command.do === 'check-device') return this.#checkDevice(command.number);
    if (command.do === 'dial') return this.#dial(command);
    if (command.do === 'stop-play') return this.#stopPlay(command.play);
    const leg = this.legs.get(command.leg);
    if (leg === undefined) {
      if (command.do === 'play') this.played(command.play, false);
      return;
    }
    if (command.do === 'play') {
      if (this.#plays.has(command.play) || this.#playsOver.has(command.play)) return;
      this.#plays.set(command.play, leg);
    }
    this.#queue(leg, () => this.#carryOut(leg, command));
  }

  health(): SwitchHealth {
    return { connected: this.#line === 'up', detail: this.#detail };
  }

  async stop(): Promise<void> {
    this.#sink = null;
    this.#line = 'down';
    this.#detail = 'stopped';
    this.#forget();
    await this.#link.stop();
    await this.ari.close();
  }

  /** Resolves when every command given so far has been carried out. For tests. */
  async idle(): Promise<void> {
    for (;;) {
      const busy = [...this.legs.values()].filter((leg) => leg.lane.busy);
      const rooms = [...this.rooms.values()].map((room) => room.ready);
      await Promise.all([...busy.map((leg) => leg.lane.idle()), ...rooms]);
      if (![...this.legs.values()].some((leg) => leg.lane.busy)) return;
    }
  }
  /** Where it listens for Asterisk, when it does. */
  get listeningPort(): number | null {
    return this.#link.port;
  }

  // Commands.

  #queue(leg: Leg, task: () => Promise<void>): void {
    if (leg.lane.add(task)) return;
    this.log.error({ leg: leg.id }, 'too many commands wait for one leg: it is ended');
    leg.lane.close();
    this.#hangup(leg.id, 'congestion');
    this.#end(leg, 'failed');
  }

  /** While there is no connection. */
  #drop(command: SwitchCommand): void {
    if (command.do === 'dial' && !this.legs.has(command.leg) && !this.#ended.has(command.leg)) {
      this.#ended.add(command.leg);
      this.say({ on: 'ended', leg: command.leg, cause: 'lost' });
    }
    if (command.do === 'play') this.played(command.play, false);
  }

  #open({ room, call }: Command<'open-room'>): void {
    if (!this.rooms.has(room) && this.rooms.size >= ASTERISK_LIMITS.rooms) {
      this.log.error({ room, call }, 'too many rooms: not opened');
      return;
    }
    openRoom(this, room, call);
  }

  #dial(command: Command<'dial'>): void {
    const { leg: id } = command;
    if (this.legs.has(id) || this.#ended.has(id)) return;
    const leg = this.#newLeg(id, 'dialing', null);
    const request = dialRequest(command, this.#phones.get(command.target.number), this.#options.trunk, this.app);
    if (this.legs.size > ASTERISK_LIMITS.legs) this.#end(leg, 'congestion');
    else if (request === null) this.#end(leg, 'unreachable');
    else this.#queue(leg, () => this.#originate(leg, request));
  }

  async #originate(leg: Leg, request: NonNullable<ReturnType<typeof dialRequest>>): Promise<void> {
    try {
      await this.ari.call('channels.originateWithId', { ...request, channelId: leg.id });
    } catch (error) {
      if (!(error instanceof AriError)) throw error;
      // It exists already: a repeated command, or the answer to it came late.
      if (error.status === 409) return;
      this.log.info({ leg: leg.id, endpoint: request.endpoint, status: error.status }, error.message);
      // With no answer at all the channel may exist or not; it must not.
      if (error.status === 0) this.#hangup(leg.id, 'normal');
      // Asterisk makes no channel to an endpoint that has no contact ("Allocation failed").
      this.#end(leg, error.status === 0 ? 'failed' : 'unreachable');
    }
  }

  #stopPlay(id: PlayId): void {
    const leg = this.#plays.get(id);
    if (leg === undefined) return;
    this.#queue(leg, async () => {
      await stopPlay(this, leg, id);
      await applyBackground(this, leg);
    });
  }

  #checkDevice(number: string): void {
    this.#phones.read(this.ari, number).then(
      (reachable) => this.say({ on: 'device', number, reachable }),
      (error: unknown) => this.log.warn({ number, error: String(error) }, 'a telephone could not be asked after'),
    );
  }

  async #carryOut(
    leg: Leg,
    command: Exclude<SwitchCommand, Command<'open-room' | 'close-room' | 'check-device' | 'dial' | 'stop-play'>>,
  ): Promise<void> {
    if (leg.phase === 'ended') return;
    switch (command.do) {
      case 'answer':
        return this.#answer(leg);
      case 'ring':
        if (leg.phase === 'incoming') await onLeg(this, leg, 'channels.ring', { channelId: leg.id });
        return;
      case 'hangup':
        leg.ordered ??= command.cause;
        await onLeg(this, leg, 'channels.hangup', { channelId: leg.id, reason: HANGUP_REASON[leg.ordered] });
        return;
      case 'join':
        return this.#join(leg, command);
      case 'part':
        leg.want = null;
        leg.tone = null;
        await takeSeat(this, leg);
        await applyBackground(this, leg);
        return;
      case 'music':
        leg.music = leg.want === null ? command.musicClass : null;
        return applyBackground(this, leg);
      case 'tone':
        leg.tone = command.tone;
        return applyBackground(this, leg);
      case 'play':
        return play(this, leg, command.play, command.prompts, command.lang);
      case 'send-digits':
        await this.#sendDigits(leg, command.digits);
    }
  }

  async #answer(leg: Leg): Promise<void> {
    if (leg.incoming === null) {
      if (leg.phase === 'up') return;
      this.log.warn({ leg: leg.id }, 'a SIP telephone that rings cannot be picked up from here: its user has to');
      return;
    }
    if (leg.phase !== 'incoming') return;
    const answered = await onLeg(this, leg, 'channels.answer', { channelId: leg.id }).then(() => !leg.doubted);
    if (answered) this.#answered(leg);
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

  async #sendDigits(leg: Leg, digits: string): Promise<void> {
    const dtmf = digits.replaceAll(/[^0-9*#A-D]/gi, '').slice(0, ASTERISK_LIMITS.numberChars);
    if (dtmf === '') return;
    await onLeg(this, leg, 'channels.sendDTMF', { channelId: leg.id, dtmf, between: 100, duration: 100 });
  }

  #hangup(channelId: string, reason: 'normal' | 'congestion'): void {
    ifThere(this, 'channels.hangup', { channelId, reason }).catch((error: unknown) =>
      this.log.warn({ channel: channelId, error: String(error) }, 'a channel could not be hung up'),
    );
  }

  // The connection.

  #opened(): void {
    this.#connections += 1;
    this.#line = 'syncing';
    this.#detail = 'reading the state of Asterisk';
    this.#held = [];
    const connection = this.#connections;
    this.#sync(connection).catch((error: unknown) => {
      if (connection !== this.#connections) return;
      this.log.error({ error: String(error) }, 'the state of Asterisk could not be read');
      this.#link.renew('its state could not be read');
    });
  }

  async #sync(connection: number): Promise<void> {
    const { ari } = this;
    const applicationName = this.app;
    const disallowed = DISALLOWED_EVENTS.map((type) => ({ type }));
    await ari.call('applications.filter', { applicationName, json: { disallowed } });
    await ari.call('applications.subscribe', { applicationName, eventSource: ['endpoint:PJSIP'] });
    await this.#phones.push(ari);
    const devices = await this.#phones.readAll(ari);
    const snapshot = await readSnapshot(ari, this.app);
    if (connection !== this.#connections || this.#line !== 'syncing') return;
    this.#adopt(snapshot);
    this.#line = 'up';
    this.#detail = `connected, ${this.#connections > 1 ? `${this.#connections} times` : 'first time'}`;
    this.#link.settled();
    this.log.info({ legs: snapshot.legs.length, rooms: snapshot.rooms.length }, 'connected to Asterisk');
    this.say({ on: 'sync', legs: snapshot.legs, rooms: snapshot.rooms, devices });
    const held = this.#held;
    this.#held = [];
    for (const event of held) this.#handle(event);
    this.#firstSync?.();
    this.#firstSync = null;
  }

  /** The legs and rooms of the snapshot become ours; what else we knew is over, and events that still speak of it are old. */
  #adopt({ legs, rooms, litter }: Snapshot): void {
    const before = new Map(this.legs);
    this.legs.clear();
    for (const id of before.keys()) this.#ended.add(id);
    for (const live of legs) {
      const leg = this.#newLeg(live.leg, live.phase, live.incoming ?? null);
      const old = before.get(live.leg);
      leg.background = { kind: 'unsure' };
      leg.ordered = old?.ordered ?? null;
      if (live.room === null) continue;
      const kept = old?.seat.kind === 'room' && old.seat.room === live.room;
      leg.seat = kept ? old.seat : { kind: 'unsure', room: live.room };
      leg.want = { room: live.room, mode: old?.want?.mode ?? { kind: 'talk' } };
    }
    this.rooms.clear();
    for (const id of rooms) this.rooms.set(id, { id, ready: Promise.resolve(), closed: false });
    for (const channel of litter.channels) this.#hangup(channel, 'normal');
    for (const bridgeId of litter.bridges) void ifThere(this, 'bridges.destroy', { bridgeId }).catch(() => {});
  }

  #newLeg(id: LegId, phase: Leg['phase'], incoming: Leg['incoming']): Leg {
    const leg = newLeg(id, phase, incoming, (error) =>
      this.log.warn({ leg: id, error: String(error) }, 'a command to a leg failed'),
    );
    this.legs.set(id, leg);
    return leg;
  }

  #lost(reason: string): void {
    const told = this.#line === 'up';
    this.#line = 'down';
    this.#detail = `connection lost: ${reason}`;
    this.#held = [];
    if (this.#sink === null) return;
    this.log.warn({ reason }, 'the connection to Asterisk is lost');
    this.#forget();
    // Requests under way belong to the connection; the next one begins with a clean pool.
    void this.ari.close();
    this.ari = new AriClient(this.#options.ari);
    if (told) this.say({ on: 'down' });
  }

  /** What waits will not be carried out; plays under way cannot be followed any more. */
  #forget(): void {
    for (const leg of this.legs.values()) leg.lane.close();
    for (const id of [...this.#plays.keys()]) this.played(id, false);
    for (const answer of [...this.#awaited.values()]) answer(false);
  }

  // Events.

  #received(event: AriEvent): void {
    if (this.#line === 'up') return this.#handle(event);
    if (this.#line !== 'syncing') return;
    this.#held.push(event);
    if (this.#held.length > ASTERISK_LIMITS.heldEvents) this.#link.renew('too many events while reading its state');
  }

  #handle(event: AriEvent): void {
    switch (event.type) {
      case 'StasisStart':
        return this.#entered(event.channel, event.args);
      case 'StasisEnd':
        return this.#left(event.channel);
      case 'ChannelStateChange':
        return this.#stateChanged(event.channel);
      case 'ChannelDestroyed':
        return this.#destroyed(event.channel, event.cause);
      case 'ChannelDtmfReceived':
        if (this.legs.has(event.channel.id)) this.say({ on: 'digit', leg: event.channel.id, digit: event.digit });
        return;
      case 'PlaybackFinished':
        if (!isTonePlayback(event.playback.id)) this.#playbackFinished(event.playback.id, event.playback.state);
        return;
      case 'ContactStatusChange':
      case 'PeerStatusChange':
      case 'EndpointStateChange':
        this.#phones
          .noticed(this.ari, event.endpoint.resource)
          .catch((error: unknown) => this.log.debug({ error: String(error) }, 'a telephone could not be asked after'));
        return;
      case 'ApplicationReplaced':
        this.log.error({ app: this.app }, 'another server uses this ARI application: give each server its own');
        this.#link.renew('another server took the application', true);
    }
  }

  #entered(channel: Channel, args: readonly string[]): void {
    const [role, dnis] = args;
    if (isSnoop(channel.id)) {
      this.#awaited.get(channel.id)?.(true);
      return;
    }
    const known = this.legs.get(channel.id);
    if (known !== undefined) {
      if (known.incoming === null) this.#answered(known);
      return;
    }
    if (role === 'incoming' && !this.#ended.has(channel.id)) this.#cameIn(channel, dnis ?? '');
    // Dialled and given up meanwhile.
    else this.#hangup(channel.id, 'normal');
  }

  #cameIn(channel: Channel, dnis: string): void {
    if (this.legs.size >= ASTERISK_LIMITS.legs) {
      this.#ended.add(channel.id);
      this.log.error({ channel: channel.id }, 'too many legs: a call is turned away');
      this.#hangup(channel.id, 'congestion');
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
    const leg = this.legs.get(channel.id);
    if (leg === undefined) return;
    if (leg.phase === 'dialing' && channel.state === 'Ringing') {
      leg.phase = 'ringing';
      this.say({ on: 'ringing', leg: leg.id });
    }
    // A dialled leg can be worked with only when it has entered the application.
    if (leg.phase === 'incoming' && channel.state === 'Up') this.#answered(leg);
  }

  #left(channel: Channel): void {
    const leg = this.legs.get(channel.id);
    if (leg === undefined) return;
    if (leg.phase === 'incoming') this.#end(leg, leg.ordered ?? 'cancelled');
    else if (leg.phase === 'up') this.#end(leg, leg.ordered ?? 'normal');
    // Else a dialled leg that was never answered: its ChannelDestroyed says why.
  }

  #destroyed(channel: Channel, cause: number): void {
    const leg = this.legs.get(channel.id);
    if (leg === undefined) return;
    if (leg.phase === 'incoming' || leg.phase === 'up') return this.#left(channel);
    this.#end(leg, leg.ordered ?? unansweredCause(cause));
  }

  #end(leg: Leg, cause: EndCause): void {
    if (leg.phase === 'ended') return;
    leg.phase = 'ended';
    leg.lane.close();
    leg.want = null;
    this.legs.delete(leg.id);
    this.#ended.add(leg.id);
    for (const [id, on] of this.#plays) if (on === leg) this.played(id, false);
    if (leg.seat.kind === 'ear') {
      leaveEar(this, leg.seat).catch((error: unknown) => this.log.warn({ error: String(error) }, 'litter is left'));
    }
    moveWhisperers(this, leg.id);
    this.say({ on: 'ended', leg: leg.id, cause });
  }

  #playbackFinished(id: PlayId, state: string): void {
    const leg = this.#plays.get(id);
    this.played(id, state !== 'failed');
    if (leg !== undefined) leg.lane.add(() => applyBackground(this, leg));
  }

  // The board.

  say(event: SwitchEvent): void {
    this.#sink?.(event);
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
      if (this.legs.get(leg.id) !== leg) return;
      const unanswered = leg.incoming === null ? 'failed' : 'cancelled';
      this.#end(leg, leg.ordered ?? (leg.phase === 'up' ? 'normal' : unanswered));
    });
  }
}
