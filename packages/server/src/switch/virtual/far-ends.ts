/** The far ends of legs: telephones of agents, and customers beyond the carrier. */
import type { EndCause, LegId, PlayId, Prompt } from '@wssoftphone/engine';
import type { PhoneSetup } from '../../ports/switch.ts';
import type { OutsideBehaviour } from './outside-numbers.ts';
import type { AudioLeg } from './sounds.ts';

export interface Play {
  readonly play: PlayId;
  readonly prompts: readonly Prompt[];
}
type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** One leg of the switch. Its id is the engine's when the engine dialled it. */
export interface Leg extends Writable<Omit<AudioLeg, 'id' | 'plays'>> {
  readonly id: LegId;
  readonly plays: Play[];
  readonly far: FarEnd;
  /** What the far end's display shows. */
  readonly callerNumber: string;
  readonly incoming: { readonly ani: string; readonly dnis: string; readonly aniName: string } | null;
  /** The device picks up by itself. */
  readonly autoAnswer: boolean;
  /** Cancels of the timers that run for it: set-up, no answer, automatic answer. */
  readonly timers: Set<() => void>;
  /** Cancel of the prompt that plays. */
  stopPlaying: (() => void) | null;
}

/** How a call's end looked from the far end. */
export type FarEnding = 'normal' | 'busy' | 'congestion' | 'cancelled';

interface FarEndBase {
  leg: Leg | null;
  /** How its last call ended. */
  ending: FarEnding | null;
  /** Digits that the engine sent to it during its last call. */
  received: string;
  /** Clock time of its last change, epoch milliseconds. */
  since: number;
}
export interface Telephone extends FarEndBase {
  readonly kind: 'phone';
  setup: PhoneSetup;
  registered: boolean;
  /** Answers every new call with busy. */
  busy: boolean;
  /** Picks up by itself after so many milliseconds; null: rings. */
  autoAnswerMs: number | null;
}
export interface Customer extends FarEndBase {
  readonly kind: 'customer';
  readonly id: string;
  readonly number: string;
  /** The number it called; null when it was called. */
  readonly dnis: string | null;
  readonly behaviour: OutsideBehaviour;
}
export type FarEnd = Telephone | Customer;

/** The server can pick up for it. */
export function serverAnswers(far: FarEnd): boolean {
  return far.kind === 'phone' && far.setup.serverAnswer;
}

/** Why a call that has just reached the far end does not ring there; null: it rings. */
export function refusalOf(far: FarEnd): EndCause | null {
  if (far.kind === 'phone') {
    if (!far.registered) return 'unreachable';
    return far.busy || far.leg !== null ? 'busy' : null;
  }
  switch (far.behaviour) {
    case 'busy':
    case 'rejected':
    case 'unreachable':
    case 'congestion':
      return far.behaviour;
    default:
      return null;
  }
}

/** A set that remembers the latest so many. */
export class RecentIds {
  readonly #ids = new Set<string>();
  readonly #bound: number;
  constructor(bound: number) {
    this.#bound = bound;
  }
  has(id: string): boolean {
    return this.#ids.has(id);
  }
  add(id: string): void {
    this.#ids.delete(id);
    this.#ids.add(id);
    if (this.#ids.size <= this.#bound) return;
    for (const oldest of this.#ids) {
      this.#ids.delete(oldest);
      break;
    }
  }
}
