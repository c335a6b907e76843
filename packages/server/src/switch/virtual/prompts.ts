/** Prompts: one after another on a leg, how long they take, and how they read. */
import type { PlayId, Prompt, SwitchEvent } from '@wssoftphone/engine';
import type { Leg, RecentIds } from './far-ends.ts';
import { VIRTUAL_LIMITS } from './limits.ts';

export interface PromptTiming {
  /** Milliseconds of one spoken digit. */
  readonly digitMs: number;
  /** Milliseconds of one recorded sound. */
  readonly soundMs: number;
}

/** Milliseconds of each recording, by its name. */
export type RecordingLengths = ReadonlyMap<string, number>;

/** A recording that is not there says nothing. */
export function promptMs(prompts: readonly Prompt[], timing: PromptTiming, recordings: RecordingLengths): number {
  let ms = 0;
  for (const prompt of prompts) {
    if (prompt.kind === 'sound') ms += timing.soundMs;
    else if (prompt.kind === 'recording') ms += recordings.get(prompt.name) ?? 0;
    else if (prompt.kind === 'digits') ms += prompt.digits.length * timing.digitMs;
    else ms += String(prompt.value).length * timing.digitMs;
  }
  return ms;
}

/** For people who watch: `8 8 8 agent-serves-you`. */
export function promptText(prompts: readonly Prompt[]): string {
  return prompts
    .map((prompt) => {
      if (prompt.kind === 'sound' || prompt.kind === 'recording') return prompt.name;
      return prompt.kind === 'digits' ? [...prompt.digits].join(' ') : String(prompt.value);
    })
    .join(' ');
}

type After = (leg: Leg, ms: number, run: () => void) => () => void;

/** The prompts that play or wait, on all legs. Each gets exactly one `played`. */
export class Prompts {
  recordings: RecordingLengths = new Map();
  readonly #playing = new Map<PlayId, Leg>();
  readonly #used: RecentIds;
  readonly #timing: PromptTiming;
  readonly #report: (event: SwitchEvent) => void;
  readonly #after: After;

  /** @param used ids that are used up; a play that ended is added */
  constructor(used: RecentIds, timing: PromptTiming, report: (event: SwitchEvent) => void, after: After) {
    this.#used = used;
    this.#timing = timing;
    this.#report = report;
    this.#after = after;
  }

  has(play: PlayId): boolean {
    return this.#playing.has(play);
  }
  play(play: PlayId, leg: Leg | undefined, prompts: readonly Prompt[]): void {
    if (this.#used.has(play) || this.#playing.has(play)) return;
    if (leg?.phase !== 'up' || leg.plays.length >= VIRTUAL_LIMITS.playsPerLeg) {
      this.#tell(play, false);
      return;
    }
    this.#playing.set(play, leg);
    leg.plays.push({ play, prompts });
    if (leg.plays.length === 1) this.#begin(leg);
  }
  stop(play: PlayId): void {
    const leg = this.#playing.get(play);
    if (leg !== undefined) this.#finish(leg, play, false);
  }
  stopAll(leg: Leg): void {
    leg.stopPlaying?.();
    leg.stopPlaying = null;
    for (const { play } of leg.plays.splice(0)) this.#tell(play, false);
  }

  #begin(leg: Leg): void {
    leg.stopPlaying = null;
    const first = leg.plays[0];
    if (first === undefined) return;
    leg.stopPlaying = this.#after(leg, promptMs(first.prompts, this.#timing, this.recordings), () =>
      this.#finish(leg, first.play, true),
    );
  }
  #finish(leg: Leg, play: PlayId, ok: boolean): void {
    const index = leg.plays.findIndex((one) => one.play === play);
    if (index < 0) return;
    leg.plays.splice(index, 1);
    this.#tell(play, ok);
    if (index > 0) return;
    leg.stopPlaying?.();
    this.#begin(leg);
  }
  #tell(play: PlayId, ok: boolean): void {
    this.#playing.delete(play);
    this.#used.add(play);
    this.#report({ on: 'played', play, ok });
  }
}
