/** Music on hold of our own: made by arithmetic, so that no file of doubtful licence is needed. */
import { wavFile } from '../../../wav-file.ts';

const RATE = 8000;
const BEAT_SECONDS = 0.5;

/** Always sounding, whatever the melody does: a test can tell this music from anything else by these two, in Hz. */
export const MUSIC_PAD_HZ: readonly [number, number] = [349.23, 523.25];

/** Half-tones above A4 (440 Hz), one a beat, null a rest: a pentatonic tune of 16 seconds, never on a note of the pad. */
const TUNE = '8 10 12 . 15 12 10 8 10 . 8 5 10 . 5 . 8 12 15 . 17 15 12 10 8 10 12 10 8 . 8 .'
  .split(' ')
  .map((note) => (note === '.' ? null : Number(note)));

/** A WAV file (8 kHz, 16 bit, mono) that can be played in a loop without a seam. */
export function musicOnHold(): Buffer {
  const perBeat = RATE * BEAT_SECONDS;
  const samples = new Float64Array(TUNE.length * perBeat);
  const seconds = samples.length / RATE;
  for (const hz of MUSIC_PAD_HZ) {
    // A whole number of periods, so that the end meets the beginning.
    const whole = Math.round(hz * seconds) / seconds;
    for (let i = 0; i < samples.length; i += 1) {
      samples[i] = (samples[i] ?? 0) + 0.1 * Math.sin((2 * Math.PI * whole * i) / RATE);
    }
  }
  TUNE.forEach((note, beat) => {
    if (note !== null) pluck(samples, beat * perBeat, 440 * 2 ** (note / 12));
  });
  return wav(samples);
}

/** A plucked string: two harmonics, a short attack, three beats of decay (wrapping to the beginning). */
function pluck(samples: Float64Array, start: number, hz: number): void {
  const length = RATE * BEAT_SECONDS * 3;
  for (let i = 0; i < length; i += 1) {
    const attack = Math.min(1, i / 80);
    const release = Math.min(1, (length - i) / 400);
    const level = 0.22 * attack * release * Math.exp((-3 * i) / length);
    const phase = (2 * Math.PI * hz * i) / RATE;
    const at = (start + i) % samples.length;
    samples[at] = (samples[at] ?? 0) + level * (Math.sin(phase) + 0.3 * Math.sin(2 * phase));
  }
}

function wav(samples: Float64Array): Buffer {
  const pcm = Buffer.alloc(samples.length * 2);
  samples.forEach((sample, i) => {
    pcm.writeInt16LE(Math.round(Math.max(-1, Math.min(1, sample)) * 0x7fff), i * 2);
  });
  return wavFile(RATE, pcm);
}
