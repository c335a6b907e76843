/** The switch port on Asterisk: connections, and what is asked and told around each of them. */
import type { SwitchCommand, SwitchEvent } from '@wssoftphone/engine';
import type {
  BrowserPhones,
  RecordedSound,
  RecordingSetup,
  SwitchHealth,
  SwitchPort,
  SwitchSetup,
} from '../../ports/switch.ts';
import { callAnew } from './anew.ts';
import { AriClient, AriError } from './ari-client.ts';
import { isPhoneEvent, subscribe } from './events.ts';
import type { AriEvent } from './generated/ari.ts';
import { ASTERISK_LIMITS } from './limits.ts';
import { createLink, type Link } from './link.ts';
import type { AsteriskOptions } from './options.ts';
import { PhoneBook } from './phones.ts';
import { readSnapshot } from './reconcile.ts';
import { shelve } from './recordings.ts';
import { Switchboard } from './switchboard.ts';
import { isTapeEvent, Tapes, tapeName, withHeader } from './tapes.ts';

export class AsteriskSwitch implements SwitchPort {
  readonly kind = 'asterisk';
  readonly browserPhones: BrowserPhones;
  readonly #options: AsteriskOptions;
  readonly #app: string;
  readonly #link: Link;
  readonly #phones: PhoneBook;
  readonly #board: Switchboard;
  readonly #tapes: Tapes;
  #ari: AriClient;
  #sink: ((event: SwitchEvent) => void) | null = null;
  #firstSync: (() => void) | null = null;
  /**
   * down: no connection. syncing: events are held until the engine has been told what exists. resyncing: the same on a
   * good connection; commands are held too.
   */
  #line: 'down' | 'syncing' | 'resyncing' | 'up' = 'down';
  #held: AriEvent[] = [];
  #heldCommands: SwitchCommand[] = [];
  #connections = 0;
  #detail = 'not started';

  /** Throws TypeError when the URL of ARI is none. */
  constructor(options: AsteriskOptions) {
    const { log, clock, trunk } = options;
    const app = options.app ?? 'wssp';
    this.#options = options;
    this.#app = app;
    this.#ari = new AriClient(options.ari);
    this.#link = createLink(options.link, options.ari, app, clock, log);
    const say = (event: SwitchEvent) => this.#sink?.(event);
    this.#phones = new PhoneBook({
      app,
      context: options.phoneContext ?? 'wssp-phones',
      qualifySeconds: options.qualifySeconds ?? 30,
      log,
      changed: (number, reachable) => say({ on: 'device', number, reachable }),
      moved: (phone) => callAnew(this.#board, phone),
    });
    this.browserPhones = { line: lineOf(options.ari.url), account: (number) => this.#phones.account(number) };
    const phone = (number: string) => this.#phones.get(number);
    this.#board = new Switchboard({ app, trunk, clock, log, phone, say }, this.#ari);
    this.#tapes = new Tapes(this.#board, clock);
  }

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
    await this.#shelve(setup.recordings ?? []);
    if (this.#line !== 'up') return;
    try {
      await this.#phones.push(this.#ari);
      await this.#phones.readChanges(this.#ari);
    } catch (error) {
      const text = 'telephones could not be put into Asterisk; tried again at the next connect';
      this.#options.log.error({ error: String(error) }, text);
    }
  }

  async #shelve(recordings: readonly RecordingSetup[]): Promise<void> {
    const { recordings: shelf, log } = this.#options;
    if (shelf === undefined) {
      if (recordings.length === 0) return;
      log.error(
        { recordings: recordings.length },
        'no folder is set for recordings: flows that play them are silent there',
      );
      return;
    }
    try {
      this.#board.recordings = await shelve(shelf, recordings, log);
    } catch (error) {
      log.error({ directory: shelf.directory, error: String(error) }, 'the folder for recordings cannot be used');
    }
  }

  execute(command: SwitchCommand): void {
    if (this.#line === 'resyncing' && this.#heldCommands.length < ASTERISK_LIMITS.heldCommands) {
      this.#heldCommands.push(command);
    } else if (this.#line !== 'up') this.#board.refuse(command);
    else if (command.do === 'check-device') this.#checkDevice(command.number);
    else if (command.do === 'record') this.#tapes.record(command);
    else if (command.do === 'stop-record') this.#tapes.stop(command.recording);
    else {
      if (command.do === 'close-room') this.#tapes.roomCloses(command.room);
      this.#board.execute(command);
    }
  }

  async recording(id: string): Promise<RecordedSound | null> {
    try {
      return withHeader(await this.#ari.download(tapeName(id)));
    } catch (error) {
      if (error instanceof AriError && error.status === 404) return null;
      throw error;
    }
  }

  async deleteRecording(id: string): Promise<void> {
    try {
      await this.#ari.call('recordings.deleteStored', { recordingName: tapeName(id) });
    } catch (error) {
      if (!(error instanceof AriError) || error.status !== 404) throw error;
    }
  }

  #checkDevice(number: string, last = false): void {
    if (this.#line !== 'up') return;
    this.#phones.read(this.#ari, number).then(
      (reachable) => {
        if (reachable || last || !this.#phones.isInBrowser(number)) this.#sink?.({ on: 'device', number, reachable });
        // Its page registers it when the log-on is under way.
        else this.#options.clock.after(ASTERISK_LIMITS.browserPhoneMs, () => this.#checkDevice(number, true));
      },
      (error: unknown) =>
        this.#options.log.warn({ number, error: String(error) }, 'a telephone could not be asked after'),
    );
  }

  resync(): void {
    // Without a connection, or in the middle of a sync, one comes anyway.
    if (this.#line !== 'up') return;
    this.#line = 'resyncing';
    this.#readState(this.#connections, () => this.#board.idle());
  }

  health(): SwitchHealth {
    return { connected: this.#line === 'up' || this.#line === 'resyncing', detail: this.#detail };
  }

  async stop(): Promise<void> {
    this.#sink = null;
    this.#line = 'down';
    this.#detail = 'stopped';
    this.#board.suspend();
    this.#tapes.suspend();
    await this.#link.stop();
    await this.#ari.close();
  }

  /** Where it listens for Asterisk, when it does. */
  get listeningPort(): number | null {
    return this.#link.port;
  }
  /** Legs by phase, for tests and metrics. */
  get phases(): ReadonlyMap<string, string> {
    return new Map([...this.#board.legs].map(([id, leg]) => [id, leg.phase]));
  }
  /** Resolves when every command given so far has been carried out. For tests. */
  async idle(): Promise<void> {
    await this.#board.idle();
    await this.#tapes.idle();
  }

  // Connections.

  #opened(): void {
    this.#connections += 1;
    this.#line = 'syncing';
    this.#detail = 'reading the state of Asterisk';
    this.#held = [];
    const { log } = this.#options;
    this.#readState(this.#connections, async () => {
      await subscribe(this.#ari, this.#app, log);
      await this.#phones.push(this.#ari);
    });
  }

  #readState(connection: number, first: () => Promise<void>): void {
    this.#sync(connection, first).catch((error: unknown) => {
      if (connection !== this.#connections) return;
      this.#options.log.error({ error: String(error) }, 'the state of Asterisk could not be read');
      this.#link.renew('its state could not be read');
    });
  }

  /** Reads what exists, tells the engine, and only then what happened meanwhile. */
  async #sync(connection: number, first: () => Promise<void>): Promise<void> {
    const ari = this.#ari;
    await first();
    const devices = await this.#phones.readAll(ari);
    const snapshot = await readSnapshot(ari, this.#app);
    if (connection !== this.#connections || this.#line === 'down') return;
    this.#board.suspend();
    this.#tapes.suspend();
    this.#board.adopt(snapshot);
    this.#line = 'up';
    this.#detail = `connected${this.#connections > 1 ? ` (${this.#connections} times)` : ''}`;
    this.#link.settled();
    const { legs, rooms } = snapshot;
    this.#options.log.info({ legs: legs.length, rooms: rooms.length }, 'in step with Asterisk');
    this.#sink?.({ on: 'sync', legs, rooms, devices });
    for (const event of this.#held.splice(0)) this.#handle(event);
    for (const command of this.#heldCommands.splice(0)) this.execute(command);
    this.#firstSync?.();
    this.#firstSync = null;
  }

  #lost(reason: string): void {
    const told = this.#line === 'up' || this.#line === 'resyncing';
    this.#line = 'down';
    this.#detail = `connection lost: ${reason}`;
    this.#held = [];
    if (this.#sink === null) return;
    this.#options.log.warn({ reason }, 'the connection to Asterisk is lost');
    this.#board.suspend();
    this.#tapes.suspend();
    for (const command of this.#heldCommands.splice(0)) this.#board.refuse(command);
    // Requests under way belong to the connection; the next one begins with a clean pool.
    void this.#ari.close();
    this.#ari = new AriClient(this.#options.ari);
    this.#board.ari = this.#ari;
    if (told) this.#sink({ on: 'down' });
  }

  #received(event: AriEvent): void {
    if (this.#line === 'up') this.#handle(event);
    if (this.#line !== 'syncing' && this.#line !== 'resyncing') return;
    this.#held.push(event);
    if (this.#held.length > ASTERISK_LIMITS.heldEvents) this.#link.renew('too many events while reading its state');
  }

  #handle(event: AriEvent): void {
    if (isPhoneEvent(event)) {
      const contact = event.type === 'ContactStatusChange' ? event.contact_info : null;
      this.#phones
        .noticed(this.#ari, event.endpoint.resource, contact)
        .catch((error: unknown) =>
          this.#options.log.debug({ error: String(error) }, 'a telephone could not be asked after'),
        );
    } else if (event.type === 'ApplicationReplaced') {
      this.#options.log.error({ app: this.#app }, 'another server uses this ARI application: give each server its own');
      this.#link.renew('another server took the application', true);
    } else if (isTapeEvent(event)) this.#tapes.handle(event);
    else this.#board.handle(event);
  }
}

/** The websocket of the HTTP server that ARI is on (http.conf, res_pjsip_transport_websocket). */
function lineOf(ari: string): URL {
  const url = new URL('/ws', ari);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url;
}
