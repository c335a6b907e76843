import { expect, it } from 'vitest';
import { MUSIC_PAD_HZ, musicOnHold } from '../../src/switch/asterisk/local/music.ts';

const wav = musicOnHold();
const samples = Array.from({ length: (wav.length - 44) / 2 }, (_, i) => wav.readInt16LE(44 + i * 2));

const peak = (values: readonly number[]) => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

function level(part: readonly number[], hz: number): number {
  let re = 0;
  let im = 0;
  part.forEach((sample, i) => {
    re += sample * Math.cos((2 * Math.PI * hz * i) / 8000);
    im += sample * Math.sin((2 * Math.PI * hz * i) / 8000);
  });
  return (2 * Math.hypot(re, im)) / part.length;
}

it('is a WAV file that Asterisk plays: 8 kHz, 16 bit, mono', () => {
  expect(wav.toString('latin1', 0, 4)).toBe('RIFF');
  expect([wav.readUInt16LE(22), wav.readUInt32LE(24), wav.readUInt16LE(34)]).toEqual([1, 8000, 16]);
  expect(samples.length).toBe(8000 * 16);
});

it('sounds all the time, without clipping, and its end meets its beginning', () => {
  for (let at = 0; at + 4000 <= samples.length; at += 4000) {
    const part = samples.slice(at, at + 4000);
    for (const hz of MUSIC_PAD_HZ) expect(level(part, hz)).toBeGreaterThan(1500);
  }
  expect(peak(samples)).toBeLessThan(0x7fff);
  const steps = samples.map((sample, i) => Math.abs(sample - (samples[i - 1] ?? sample)));
  expect(Math.abs((samples[0] ?? 0) - (samples.at(-1) ?? 0))).toBeLessThanOrEqual(peak(steps));
});
