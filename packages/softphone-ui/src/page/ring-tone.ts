/** The ring tone, made by the browser: two soft tones in the rhythm of a telephone. No file to load, none to be missing. */
import { UI_LIMITS } from '../model/limits.ts';

/** Hertz; the middle of the band in which small loudspeakers and old ears are good. */
const TONES = [660, 880];
/** Seconds: two short rings, then a rest. */
const RINGS = [0, 0.45];
const RING_S = 0.32;
const PERIOD_S = 2.4;

export class RingTone {
  #context: AudioContext | null = null;
  #gain: GainNode | null = null;
  #timer: ReturnType<typeof setInterval> | undefined;

  get rings(): boolean {
    return this.#gain !== null;
  }

  /** A browser that has not been clicked yet stays silent: it lets no page make noise before. `volume`: 0 to 1. */
  start(volume: number, seconds: number = UI_LIMITS.ringSeconds): void {
    this.stop();
    const silenced = navigator.userActivation?.hasBeenActive === false;
    if (typeof AudioContext !== 'function' || silenced || volume <= 0) return;
    const context = this.#context ?? new AudioContext();
    this.#context = context;
    context.resume().catch(() => {});
    const gain = context.createGain();
    // What is heard as half as loud is a quarter of the amplitude.
    gain.gain.value = 0.25 * volume * volume;
    gain.connect(context.destination);
    this.#gain = gain;
    const end = context.currentTime + seconds;
    const ring = (): void => {
      if (context.currentTime >= end) {
        this.stop();
        return;
      }
      for (const at of RINGS) this.#ring(context, gain, context.currentTime + at);
    };
    ring();
    this.#timer = setInterval(ring, PERIOD_S * 1000);
  }
  stop(): void {
    clearInterval(this.#timer);
    this.#gain?.disconnect();
    this.#gain = null;
  }

  #ring(context: AudioContext, out: GainNode, at: number): void {
    for (const hertz of TONES) {
      const tone = context.createOscillator();
      const shape = context.createGain();
      tone.frequency.value = hertz;
      shape.gain.setValueAtTime(0, at);
      shape.gain.linearRampToValueAtTime(1, at + 0.03);
      shape.gain.setValueAtTime(1, at + RING_S - 0.08);
      shape.gain.linearRampToValueAtTime(0, at + RING_S);
      tone.connect(shape).connect(out);
      tone.start(at);
      tone.stop(at + RING_S);
    }
  }
}
