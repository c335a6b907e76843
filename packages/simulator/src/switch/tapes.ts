/** Recordings of the simulated switch: what runs, what is over, and what could not be made. */
import type { RecordingId, RoomId, SwitchCommand, SwitchEvent } from '@wssoftphone/engine';
import type { Random } from '../random.ts';

/** Probability that the disk is full. */
const FULL = 0.02;

export class ModelTapes {
  /** Those under way. */
  readonly live = new Map<RecordingId, { readonly room: RoomId; paused: boolean }>();
  /** Every one that was asked for; false: there is nothing to hear. */
  readonly all = new Map<RecordingId, boolean>();
  readonly #random: Random;
  readonly #say: (recording: RecordingId, event: SwitchEvent) => void;

  constructor(random: Random, say: (recording: RecordingId, event: SwitchEvent) => void) {
    this.#random = random;
    this.#say = say;
  }

  record({ recording, room, paused }: Extract<SwitchCommand, { do: 'record' }>, open: boolean): void {
    const known = this.live.get(recording);
    if (known) known.paused = paused;
    else if (this.all.has(recording)) this.#told(recording);
    else {
      const made = open && !this.#random.chance(FULL);
      this.all.set(recording, made);
      if (made) this.live.set(recording, { room, paused });
      else this.#told(recording);
    }
  }

  stop(recording: RecordingId): void {
    this.live.delete(recording);
    this.#told(recording);
  }

  roomClosed(room: RoomId): void {
    for (const [id, tape] of [...this.live]) if (tape.room === room) this.stop(id);
  }

  /** The machine restarts, and says nothing. */
  lost(): void {
    this.live.clear();
  }

  #told(recording: RecordingId): void {
    const ok = this.all.get(recording) ?? false;
    this.#say(recording, { on: 'recorded', recording, seconds: ok ? 1 : 0, ok });
  }
}
