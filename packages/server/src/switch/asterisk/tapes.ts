/**
 * Recordings of rooms: a recorder in the room's bridge writes what is mixed there to a file in Asterisk's spool. It goes
 * on without us; after a lost connection or a restart the engine asks for each anew, and what exists is adopted.
 */
import { pipeline, Transform } from 'node:stream';
import type { RecordingId, RoomId, SwitchCommand } from '@wssoftphone/engine';
import type { Clock } from '../../ports/clock.ts';
import type { RecordedSound } from '../../ports/switch.ts';
import { WAV_HEADER_BYTES, wavHeader } from '../../wav-file.ts';
import { AriError } from './ari-client.ts';
import { type Board, ifThere } from './board.ts';
import type { AriEvent, LiveRecording } from './generated/ari.ts';
import { Lane } from './lane.ts';
import { ASTERISK_LIMITS } from './limits.ts';

const PREFIX = 'wssp-';
/** The file's name in Asterisk's recording folder, without its ending. */
export const tapeName = (id: RecordingId): string => `${PREFIX}${id}`;

/** Of `wav`: samples a second, of 2 bytes each. */
const RATE = 8_000;
const FORMAT = 'wav';

/** Asterisk writes lengths into the header when it closes the file; where it died before, they are missing. */
export function withHeader({ bytes, stream }: RecordedSound): RecordedSound {
  let at = 0;
  const whole = new Transform({
    transform(piece: Buffer, _encoding, done) {
      if (at === 0) this.push(wavHeader(RATE, Math.max(0, bytes - WAV_HEADER_BYTES)));
      const rest = piece.subarray(Math.max(0, WAV_HEADER_BYTES - at));
      at += piece.length;
      done(null, rest);
    },
  });
  // Destroying either ends the other; whoever reads hears of an error.
  pipeline(stream, whole, () => {});
  return { bytes, stream: whole };
}

const TAPE_EVENTS = ['RecordingStarted', 'RecordingFinished', 'RecordingFailed'] as const;
type TapeEvent = Extract<AriEvent, { type: (typeof TAPE_EVENTS)[number] }>;
export function isTapeEvent(event: AriEvent): event is TapeEvent {
  return (TAPE_EVENTS as readonly string[]).includes(event.type);
}

interface Tape {
  readonly id: RecordingId;
  readonly room: RoomId;
  readonly lane: Lane;
  /** As the engine wants it, and as Asterisk was told. */
  paused: boolean;
  told: boolean;
  /** Resolves when Asterisk has begun to write: before, it takes no pause, and a stop throws everything away. */
  readonly begun: Promise<void>;
  begin(): void;
}

export class Tapes {
  readonly #board: Board;
  readonly #clock: Clock;
  readonly #tapes = new Map<RecordingId, Tape>();

  constructor(board: Board, clock: Clock) {
    this.#board = board;
    this.#clock = clock;
  }

  record({ recording, room, paused }: Extract<SwitchCommand, { do: 'record' }>): void {
    const known = this.#tapes.get(recording);
    if (known === undefined) {
      const tape = this.#make(recording, room, paused);
      if (this.#tapes.size > ASTERISK_LIMITS.tapes) this.#over(tape, 0, false);
      else tape.lane.add(() => this.#start(tape));
      return;
    }
    known.paused = paused;
    known.lane.add(() => this.#pause(known));
  }

  stop(recording: RecordingId): void {
    const tape = this.#tapes.get(recording) ?? this.#make(recording, '', false);
    tape.lane.add(() => this.#stop(tape));
  }

  roomCloses(room: RoomId): void {
    for (const tape of this.#tapes.values()) if (tape.room === room) this.stop(tape.id);
  }

  handle({ type, recording: live }: TapeEvent): void {
    const tape = this.#tapes.get(live.name.slice(PREFIX.length));
    if (tape === undefined || tapeName(tape.id) !== live.name) return;
    if (type === 'RecordingStarted') tape.begin();
    else if (type === 'RecordingFailed') {
      this.#board.log.error({ recording: tape.id, cause: live.cause }, 'Asterisk could not record');
      // What it has written until then is kept, and deleted in its time like any other.
      this.stop(tape.id);
    } else this.#over(tape, live.duration ?? 0, live.state !== 'canceled');
  }

  /** The connection is gone, or everything is being told anew: the engine will ask for what it wants. */
  suspend(): void {
    for (const { lane, begin } of this.#tapes.values()) {
      lane.close();
      begin();
    }
    this.#tapes.clear();
  }

  /** Resolves when every command given so far has been carried out. For tests. */
  async idle(): Promise<void> {
    await Promise.all([...this.#tapes.values()].map(({ lane }) => lane.idle()));
  }

  #make(id: RecordingId, room: RoomId, paused: boolean): Tape {
    let begin = () => {};
    const begun = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const lane = new Lane(ASTERISK_LIMITS.commandsPerLeg, (error) =>
      this.#board.log.warn({ recording: id, error: String(error) }, 'a command to a recording failed'),
    );
    const tape: Tape = { id, room, lane, paused, told: false, begun, begin };
    this.#tapes.set(id, tape);
    return tape;
  }

  async #start(tape: Tape): Promise<void> {
    const { ari, rooms, log } = this.#board;
    await rooms.get(tape.room)?.ready;
    try {
      const name = tapeName(tape.id);
      await ari.call('bridges.record', { bridgeId: tape.room, name, format: FORMAT, ifExists: 'fail' });
    } catch (error) {
      if (!(error instanceof AriError)) throw error;
      // It is there already: it runs since before we came, or is over.
      if (error.status === 409) return this.#adopt(tape);
      log.warn({ recording: tape.id, room: tape.room, status: error.status }, error.message);
      // With no answer at all it may have begun.
      if (error.status === 0) return this.#stop(tape);
      this.#over(tape, 0, false);
      return;
    }
    await this.#pause(tape);
  }

  async #adopt(tape: Tape): Promise<void> {
    const live = await this.#live(tape);
    if (live === null) return this.#stop(tape);
    tape.told = live.state === 'paused';
    if (live.state !== 'queued') tape.begin();
    await this.#pause(tape);
  }

  /**
   * Nothing may be written that the engine wants unsaid: a pause that Asterisk does not carry out is tried again, and
   * at last the recording ends.
   */
  async #pause(tape: Tape): Promise<void> {
    if (tape.told === tape.paused) return;
    await this.#hasBegun(tape);
    for (let left: number = ASTERISK_LIMITS.tapePauses; left > 0 && this.#runs(tape); left -= 1) {
      if (tape.told === tape.paused || (await this.#turn(tape))) return;
      await this.#aWhile();
    }
    if (!this.#runs(tape) || !tape.paused) return;
    this.#board.log.error({ recording: tape.id }, 'a recording does not pause: it ends here');
    await this.#stop(tape);
  }

  /** True: it is paused or goes on as is wanted, or is gone, which an event tells. */
  async #turn(tape: Tape): Promise<boolean> {
    const { paused } = tape;
    try {
      const operation = paused ? 'recordings.pause' : 'recordings.unpause';
      if (await ifThere(this.#board, operation, { recordingName: tapeName(tape.id) })) {
        tape.told = paused;
        return tape.paused === paused;
      }
      return (await this.#live(tape)) === null;
    } catch (error) {
      this.#board.log.warn({ recording: tape.id, error: String(error) }, 'a recording could not be paused or go on');
      return false;
    }
  }

  /** It has not been told to be over, and the connection that it belongs to lasts. */
  #runs(tape: Tape): boolean {
    return this.#tapes.get(tape.id) === tape;
  }
  #aWhile(): Promise<void> {
    return new Promise((resolve) => this.#clock.after(ASTERISK_LIMITS.tapePollMs, resolve));
  }

  async #hasBegun({ begun }: Tape): Promise<void> {
    let cancel = () => {};
    const late = new Promise<void>((resolve) => {
      cancel = this.#clock.after(ASTERISK_LIMITS.tapeStartMs, resolve);
    });
    await Promise.race([begun, late]);
    cancel();
  }

  /** Asterisk tells the end only while a leg of ours sits in the bridge: it is asked after as well. */
  async #stop(tape: Tape): Promise<void> {
    const name = { recordingName: tapeName(tape.id) };
    for (let left: number = ASTERISK_LIMITS.tapePolls; left > 0 && this.#runs(tape); left -= 1) {
      try {
        const live = await this.#live(tape);
        if (live === null) return await this.#measure(tape);
        if (live.state !== 'queued') await ifThere(this.#board, 'recordings.stop', name);
      } catch (error) {
        this.#board.log.warn({ recording: tape.id, error: String(error) }, 'a recording could not be ended');
      }
      await this.#aWhile();
    }
    if (!this.#runs(tape)) return;
    this.#board.log.error({ recording: tape.id }, 'a recording does not end');
    this.#over(tape, 0, false);
  }

  /** Null: it does not run. */
  async #live(tape: Tape): Promise<LiveRecording | null> {
    try {
      return await this.#board.ari.call('recordings.getLive', { recordingName: tapeName(tape.id) });
    } catch (error) {
      if (error instanceof AriError && error.status === 404) return null;
      throw error;
    }
  }

  /** It is over, and nobody told: its file says how long it is. */
  async #measure(tape: Tape): Promise<void> {
    try {
      const { bytes, stream } = await this.#board.ari.download(tapeName(tape.id));
      stream.on('error', () => {}).destroy();
      const sound = Math.max(0, bytes - WAV_HEADER_BYTES);
      this.#over(tape, sound / (RATE * 2), sound > 0);
    } catch (error) {
      if (!(error instanceof AriError) || error.status !== 404) throw error;
      this.#over(tape, 0, false);
    }
  }

  #over(tape: Tape, seconds: number, ok: boolean): void {
    if (!this.#runs(tape)) return;
    this.#tapes.delete(tape.id);
    tape.lane.close();
    tape.begin();
    this.#board.say({ on: 'recorded', recording: tape.id, seconds, ok });
  }
}
