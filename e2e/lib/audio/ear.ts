/**
 * An ear at the end of a line: takes samples as they arrive and says what can be heard.
 * Steady tones are voices of other parties, the two pads are music on hold, 450 Hz in rhythm is a call progress tone,
 * anything else with energy in it is speech.
 */
import { MUSIC_PAD_HZ } from '../../../packages/server/src/switch/asterisk/local/music.ts';
import { PACKET_SAMPLES, PROGRESS_CADENCE, PROGRESS_FREQUENCY, SAMPLE_RATE, VOICE_FREQUENCIES } from './sounds.ts';
import { Spectrum } from './spectrum.ts';

export type ProgressTone = keyof typeof PROGRESS_CADENCE;
export type HeardSound = 'music' | 'prompt' | ProgressTone | `voice:${number}`;

/** Samples of one look: 200 ms, a resolution of 10 Hz. */
const LOOK = 1_600;
/** Looks that make up an answer of `hears`. */
const LOOKS = 4;
const LISTEN_MS = (LOOK * LOOKS * 1_000) / SAMPLE_RATE;
/** Peak amplitudes above which a tone counts: voices are sent with 6000, music pads with 3277. */
const VOICE_MIN = 1_500;
const PAD_MIN = 900;
const PROGRESS_MIN = 800;
/** Root mean square of what no known tone explains; a µ-law voice leaves about 50. */
const SPEECH_MIN = 250;
/** Frames of a look, of ten, that must hold speech: the edge of a tone touches one or two. */
const SPEECH_FRAMES = 4;
/** Samples kept: more than the longest answer needs. */
const KEEP = SAMPLE_RATE * 2;
/** A rhythm is told by the length of its sounding part, give or take. */
const CADENCE_SLACK_MS = 90;

interface Burst {
  readonly endedAt: number;
  readonly ms: number;
}

export class Ear {
  #samples: Int16Array[] = [];
  #kept = 0;
  #total = 0;
  #listeners = new Set<() => void>();
  /** Progress tone: 20 ms frames on in a row, the burst before, and left-over samples of an unfinished frame. */
  #rest = new Int16Array(0);
  #onFrames = 0;
  #offFrames = 0;
  #lastOnAt = 0;
  #burst: Burst | null = null;
  #closed = false;

  push(samples: Int16Array): void {
    this.#samples.push(samples);
    this.#kept += samples.length;
    this.#total += samples.length;
    while (this.#samples[0] !== undefined && this.#kept - this.#samples[0].length >= KEEP) {
      this.#kept -= this.#samples[0].length;
      this.#samples.shift();
    }
    this.#followRhythm(samples);
    for (const tell of [...this.#listeners]) tell();
  }

  /** No more will be heard: who listens gets an answer at once. */
  close(): void {
    this.#closed = true;
    for (const tell of [...this.#listeners]) tell();
  }

  /** Listens for most of a second (several, to be sure that a ringback tone has ended) and says what there was; empty is silence. */
  async hears(): Promise<HeardSound[]> {
    const begun = Date.now();
    for (;;) {
      const heard = await this.#listen();
      if (heard.includes('music')) return heard;
      const tone = this.#rhythm(begun);
      if (tone !== 'undecided') return tone === null ? heard : [...heard, tone];
      if (this.#closed) return heard;
    }
  }

  async #listen(): Promise<HeardSound[]> {
    const from = this.#total;
    await new Promise<void>((resolve) => {
      const done = () => {
        clearTimeout(late);
        this.#listeners.delete(more);
        resolve();
      };
      const more = () => {
        if (this.#closed || this.#total - from >= LOOK * LOOKS) done();
      };
      // After a stall of this process timers come first: what has arrived meanwhile shall be heard before it is called silence.
      const late = setTimeout(() => setImmediate(() => setImmediate(done)), LISTEN_MS + 100);
      this.#listeners.add(more);
      more();
    });
    return hear(this.#since(from));
  }

  #since(total: number): Int16Array {
    const wanted = Math.min(this.#total - total, this.#kept);
    const all = new Int16Array(this.#kept);
    let at = 0;
    for (const part of this.#samples) {
      all.set(part, at);
      at += part.length;
    }
    return all.subarray(this.#kept - wanted);
  }

  #followRhythm(samples: Int16Array): void {
    const all = new Int16Array(this.#rest.length + samples.length);
    all.set(this.#rest);
    all.set(samples, this.#rest.length);
    let at = 0;
    for (; at + PACKET_SAMPLES <= all.length; at += PACKET_SAMPLES) {
      if (frameOf(all.subarray(at, at + PACKET_SAMPLES)).progress) {
        this.#onFrames += 1;
        this.#offFrames = 0;
        this.#lastOnAt = Date.now();
      } else {
        this.#offFrames += 1;
        // One odd frame does not end a burst.
        if (this.#offFrames === 2 && this.#onFrames > 0) this.#endBurst();
      }
    }
    this.#rest = all.slice(at);
  }

  #endBurst(): void {
    this.#burst = { endedAt: this.#lastOnAt, ms: this.#onFrames * 20 };
    this.#onFrames = 0;
  }

  /**
   * The tone whose rhythm this is; null for none. `undecided` while a burst is not over, and in the pause after a burst
   * that was over before `begun`: it may have been the last.
   */
  #rhythm(begun: number): ProgressTone | null | 'undecided' {
    const now = Date.now();
    // A switch that goes silent sends no packets: the burst is over all the same.
    if (this.#onFrames > 0 && now - this.#lastOnAt > 100) this.#endBurst();
    if (this.#onFrames * 20 > PROGRESS_CADENCE.congestion.on + CADENCE_SLACK_MS) return 'ringback';
    const sounding = this.#onFrames > 2;
    const burst = this.#burst;
    const name = burst === null ? undefined : toneOf(burst.ms);
    if (burst === null || name === undefined) return sounding ? 'undecided' : null;
    if (sounding || burst.endedAt >= begun) return name;
    const { off } = PROGRESS_CADENCE[name];
    return now - burst.endedAt < off + CADENCE_SLACK_MS ? 'undecided' : null;
  }
}

function toneOf(burstMs: number): ProgressTone | undefined {
  const names: readonly ProgressTone[] = ['ringback', 'busy', 'congestion'];
  return names.find((name) => Math.abs(burstMs - PROGRESS_CADENCE[name].on) <= CADENCE_SLACK_MS);
}

/** What is in a stretch of samples, apart from rhythms. */
export function hear(samples: Int16Array): HeardSound[] {
  const looks: Look[] = [];
  for (let at = 0; at + LOOK <= samples.length; at += LOOK) looks.push(look(samples.subarray(at, at + LOOK)));
  const often = (has: (one: Look) => boolean) => looks.filter(has).length >= 2;
  const heard: HeardSound[] = VOICE_FREQUENCIES.filter((hertz) => often((one) => one.voices.includes(hertz))).map(
    (hertz): HeardSound => `voice:${hertz}`,
  );
  if (often((one) => one.music)) heard.push('music');
  if (often((one) => one.speech)) heard.push('prompt');
  return heard;
}

interface Look {
  readonly voices: readonly number[];
  readonly music: boolean;
  readonly speech: boolean;
}

function look(samples: Int16Array): Look {
  const spectrum = new Spectrum(samples);
  let speechFrames = 0;
  for (let at = 0; at + PACKET_SAMPLES <= samples.length; at += PACKET_SAMPLES) {
    if (frameOf(samples.subarray(at, at + PACKET_SAMPLES)).unexplained > SPEECH_MIN) speechFrames += 1;
  }
  const music = MUSIC_PAD_HZ.every((hertz) => spectrum.amplitude(hertz) > PAD_MIN);
  return {
    voices: VOICE_FREQUENCIES.filter((hertz) => spectrum.amplitude(hertz) > VOICE_MIN),
    music,
    speech: !music && speechFrames >= SPEECH_FRAMES,
  };
}

interface Frame {
  /** The progress tone, and little else beside voices. */
  readonly progress: boolean;
  /** Root mean square of what neither voices nor the progress tone explain. */
  readonly unexplained: number;
}

/** Voices and the progress tone are multiples of 50 Hz: in 20 ms they are orthogonal, and can be taken out one by one. */
function frameOf(samples: Int16Array): Frame {
  let energy = 0;
  for (const sample of samples) energy += sample * sample;
  energy /= samples.length;
  for (const hertz of VOICE_FREQUENCIES) energy -= toneEnergy(samples, hertz);
  const progress = toneEnergy(samples, PROGRESS_FREQUENCY);
  return {
    progress: progress > PROGRESS_MIN ** 2 / 2 && progress > 0.7 * energy,
    unexplained: Math.sqrt(Math.max(0, energy - progress)),
  };
}

const WAVES = new Map(
  [...VOICE_FREQUENCIES, PROGRESS_FREQUENCY].map((hertz) => {
    const phase = (_: unknown, i: number) => (2 * Math.PI * hertz * i) / SAMPLE_RATE;
    const phases = Array.from({ length: PACKET_SAMPLES }, phase);
    return [hertz, { cos: phases.map(Math.cos), sin: phases.map(Math.sin) }] as const;
  }),
);

function toneEnergy(samples: Int16Array, hertz: number): number {
  const wave = WAVES.get(hertz);
  if (wave === undefined) return 0;
  let re = 0;
  let im = 0;
  for (let i = 0; i < PACKET_SAMPLES; i += 1) {
    const sample = samples[i] ?? 0;
    re += sample * (wave.cos[i] ?? 0);
    im += sample * (wave.sin[i] ?? 0);
  }
  return (2 * (re * re + im * im)) / (PACKET_SAMPLES * PACKET_SAMPLES);
}
