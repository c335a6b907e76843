/** Single frequencies in a stretch of samples (Goertzel), under a Hann window so that neighbours do not leak. */
import { SAMPLE_RATE } from './sounds.ts';

export class Spectrum {
  readonly #windowed: Float64Array;
  /** Mean square of the stretch. */
  readonly energy: number;

  constructor(samples: Int16Array) {
    const n = samples.length;
    this.#windowed = new Float64Array(n);
    let sum = 0;
    let weights = 0;
    for (let i = 0; i < n; i += 1) {
      const weight = 0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 0.5)) / n);
      const value = (samples[i] ?? 0) * weight;
      this.#windowed[i] = value;
      sum += value * value;
      weights += weight * weight;
    }
    this.energy = weights === 0 ? 0 : sum / weights;
  }

  /** Peak amplitude of the sine of this frequency. */
  amplitude(hertz: number): number {
    const coefficient = 2 * Math.cos((2 * Math.PI * hertz) / SAMPLE_RATE);
    let last = 0;
    let before = 0;
    for (const value of this.#windowed) {
      const now = value + coefficient * last - before;
      before = last;
      last = now;
    }
    const power = last * last + before * before - coefficient * last * before;
    // Two halves of the spectrum, and a Hann window that lets half through.
    return (4 * Math.sqrt(Math.max(0, power))) / this.#windowed.length;
  }
}
