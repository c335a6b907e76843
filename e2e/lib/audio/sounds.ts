/**
 * What can be on a line in a test, as spectra. Every party sends a steady tone of its own; the switch adds music on
 * hold, call progress tones and speech. The frequencies are chosen so that none can be taken for another:
 * voices lie on multiples of 50 Hz (one 20 ms packet holds whole periods, so every packet is the same bytes), at least
 * 12 Hz from any note of the equal-tempered scale, and off 450 Hz.
 */
import { wavFile } from '../../../packages/server/src/wav-file.ts';
import { encodeUlaw } from './g711.ts';

export const SAMPLE_RATE = 8_000;
/** Samples of one 20 ms packet. */
export const PACKET_SAMPLES = 160;

/** Hertz. A test has one call centre's worth of parties up at once; more than this many is an error in the test. */
export const VOICE_FREQUENCIES = [
  850, 1150, 1350, 1600, 1800, 2050, 2300, 2550, 2900, 600, 950, 1450, 1700, 1900, 2150, 2400, 2700,
] as const;
/** Peak of a party's tone: loud, and four together still do not clip. */
export const VOICE_AMPLITUDE = 6_000;

/** Call progress tone of China (GB/T 3380): one frequency, told apart by its rhythm. */
export const PROGRESS_FREQUENCY = 450;
/** Milliseconds on and off. */
export const PROGRESS_CADENCE = {
  ringback: { on: 1_000, off: 4_000 },
  busy: { on: 350, off: 350 },
  congestion: { on: 700, off: 700 },
} as const;

/** Samples of a sine, −amplitude…amplitude. */
export function sine(hertz: number, amplitude: number, samples: number): Int16Array {
  return Int16Array.from({ length: samples }, (_, i) =>
    Math.round(amplitude * Math.sin((2 * Math.PI * hertz * i) / SAMPLE_RATE)),
  );
}

/** The µ-law payload of every packet of a voice. */
export function voicePacket(hertz: number): Buffer {
  return Buffer.from(sine(hertz, VOICE_AMPLITUDE, PACKET_SAMPLES).map(encodeUlaw));
}

/** A mono 16-bit WAV file of 8 kHz. */
export function wavOf(samples: Int16Array): Buffer {
  return wavFile(SAMPLE_RATE, Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength));
}
