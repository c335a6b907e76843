/**
 * Recordings of the virtual switch. There is no sound in it, so a tape notes who talked from when to when, and is turned
 * into sound when somebody listens: a steady tone for each, in the order in which they were first heard.
 */
import { Readable } from 'node:stream';
import type { RecordingId, RoomId, SwitchCommand, SwitchEvent } from '@wssoftphone/engine';
import type { Clock } from '../../ports/clock.ts';
import type { RecordedSound } from '../../ports/switch.ts';
import { WAV_HEADER_BYTES, wavHeader } from '../../wav-file.ts';
import { VIRTUAL_LIMITS } from './limits.ts';

/** Hertz; of the first who is heard, of the second, and so on. Whole periods in 20 ms. */
export const TAPE_VOICES_HZ = [600, 850, 1150, 1350, 1600, 1800, 2050, 2300] as const;
const AMPLITUDE = 4_000;
const RATE = 8_000;
/** Samples made at a time: a second. */
const STRETCH = RATE;

interface Cut {
  /** Milliseconds of sound before it. */
  readonly at: number;
  /** Places in `names`. */
  readonly voices: readonly number[];
}
interface Tape {
  readonly room: RoomId;
  readonly names: string[];
  readonly cuts: Cut[];
  /** Milliseconds written up to `since`. */
  written: number;
  since: number;
  state: 'runs' | 'paused' | 'over';
}

export class Tapes {
  readonly #clock: Clock;
  readonly #report: (event: SwitchEvent) => void;
  readonly #voices: (room: RoomId) => readonly string[] | null;
  readonly #tapes = new Map<RecordingId, Tape>();
  readonly #live = new Map<RoomId, Set<RecordingId>>();
  #over = 0;

  /** @param voices who is heard in a room now; null: there is no such room */
  constructor(clock: Clock, report: (event: SwitchEvent) => void, voices: (room: RoomId) => readonly string[] | null) {
    this.#clock = clock;
    this.#report = report;
    this.#voices = voices;
  }

  record({ recording, room, paused }: Extract<SwitchCommand, { do: 'record' }>): void {
    const known = this.#tapes.get(recording);
    if (known === undefined && this.#voices(room) === null) {
      this.#say(recording);
      return;
    }
    const tape = known ?? this.#insert(recording, room);
    if (tape.state === 'over') {
      this.#say(recording);
      return;
    }
    this.#advance(tape);
    tape.state = paused ? 'paused' : 'runs';
    this.#cut(tape);
  }

  /** Says again of one that is over that it is. */
  stop(recording: RecordingId): void {
    const tape = this.#tapes.get(recording);
    if (tape !== undefined && tape.state !== 'over') this.#end(recording, tape);
    this.#say(recording);
  }

  /** Somebody came, went, or talks in another way. */
  changed(room: RoomId): void {
    for (const id of this.#live.get(room) ?? []) {
      const tape = this.#tapes.get(id);
      if (tape === undefined) continue;
      this.#advance(tape);
      this.#cut(tape);
    }
  }
  roomClosed(room: RoomId): void {
    for (const id of [...(this.#live.get(room) ?? [])]) this.stop(id);
  }

  sound(recording: RecordingId): RecordedSound | null {
    const tape = this.#tapes.get(recording);
    if (tape?.state !== 'over') return null;
    const samples = Math.floor((tape.written * RATE) / 1_000);
    return {
      bytes: WAV_HEADER_BYTES + samples * 2,
      stream: Readable.from(rendered(tape, samples), { objectMode: false }),
    };
  }
  delete(recording: RecordingId): void {
    if (this.#tapes.get(recording)?.state !== 'over') return;
    this.#tapes.delete(recording);
    this.#over -= 1;
  }
  /** Whose tone is which, in the order of TAPE_VOICES_HZ. */
  names(recording: RecordingId): readonly string[] {
    return this.#tapes.get(recording)?.names ?? [];
  }

  #insert(recording: RecordingId, room: RoomId): Tape {
    const tape: Tape = { room, names: [], cuts: [], written: 0, since: this.#clock.now(), state: 'paused' };
    this.#tapes.set(recording, tape);
    const live = this.#live.get(room);
    if (live) live.add(recording);
    else this.#live.set(room, new Set([recording]));
    return tape;
  }

  #advance(tape: Tape): void {
    const now = this.#clock.now();
    const more = tape.state === 'runs' ? Math.max(0, now - tape.since) : 0;
    tape.written = Math.min(VIRTUAL_LIMITS.tapeMs, tape.written + more);
    tape.since = now;
  }

  #cut(tape: Tape): void {
    if (tape.state !== 'runs' || tape.cuts.length >= VIRTUAL_LIMITS.tapeCuts) return;
    const voices = (this.#voices(tape.room) ?? []).map((name) => {
      const known = tape.names.indexOf(name);
      return known >= 0 ? known : tape.names.push(name) - 1;
    });
    tape.cuts.push({ at: tape.written, voices });
  }

  #end(recording: RecordingId, tape: Tape): void {
    this.#advance(tape);
    tape.state = 'over';
    const live = this.#live.get(tape.room);
    live?.delete(recording);
    if (live?.size === 0) this.#live.delete(tape.room);
    // To the end of the order: the ones that were over first are forgotten first.
    this.#tapes.delete(recording);
    this.#tapes.set(recording, tape);
    this.#over += 1;
    for (const [id, { state }] of this.#tapes) {
      if (this.#over <= VIRTUAL_LIMITS.tapes) return;
      if (state === 'over') this.delete(id);
    }
  }

  #say(recording: RecordingId): void {
    const tape = this.#tapes.get(recording);
    this.#report({
      on: 'recorded',
      recording,
      seconds: (tape?.written ?? 0) / 1_000,
      ok: tape !== undefined,
    });
  }
}

/** The WAV file, a second at a time. */
function* rendered({ cuts }: Tape, samples: number): Generator<Buffer> {
  yield wavHeader(RATE, samples * 2);
  let next = 0;
  let voices: readonly number[] = [];
  for (let from = 0; from < samples; from += STRETCH) {
    const part = Buffer.alloc(Math.min(STRETCH, samples - from) * 2);
    for (let i = 0; i * 2 < part.length; i += 1) {
      for (let cut = cuts[next]; cut !== undefined && (cut.at * RATE) / 1_000 <= from + i; cut = cuts[next]) {
        voices = cut.voices;
        next += 1;
      }
      part.writeInt16LE(sampleOf(voices, from + i), i * 2);
    }
    yield part;
  }
}

function sampleOf(voices: readonly number[], at: number): number {
  let sum = 0;
  for (const voice of voices) {
    const hertz = TAPE_VOICES_HZ[voice % TAPE_VOICES_HZ.length] ?? 0;
    sum += AMPLITUDE * Math.sin((2 * Math.PI * hertz * (at % RATE)) / RATE);
  }
  return Math.max(-32_768, Math.min(32_767, Math.round(sum)));
}
