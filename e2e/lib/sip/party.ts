/** A party on the line, as tests see it: the hands that the switch contract suite asks for. */
import type { FarEnd, Party, Voice } from '../../../packages/server/test/contract/switch-harness.ts';
import { VOICE_FREQUENCIES } from '../audio/sounds.ts';

export type {
  CalledParty,
  FarEnd,
  Party,
  Phone,
  Sound,
  Voice,
} from '../../../packages/server/test/contract/switch-harness.ts';

/** Lends each party a frequency of its own, and takes it back. */
export class Voices {
  #free: number[] = [...VOICE_FREQUENCIES];

  take(): number {
    const hertz = this.#free.shift();
    if (hertz === undefined) throw new Error(`more than ${VOICE_FREQUENCIES.length} parties at once`);
    return hertz;
  }
  giveBack(hertz: number): void {
    // To the end: a voice just heard is not soon another's.
    this.#free.push(hertz);
  }
}

export function voiceOf(hertz: number): Voice {
  return `voice:${hertz}`;
}
/** What a caller's telephone makes of a final answer. */
export function farEndOf(status: number): FarEnd {
  if (status === 486 || status === 600) return 'busy';
  if (status === 487) return 'cancelled';
  if (status === 480 || status === 500 || status === 503) return 'congestion';
  return 'normal';
}
/** A party whose tone has a known frequency. */
export interface TestParty extends Party {
  /** Hertz of `voice`. */
  readonly hertz: number;
}
