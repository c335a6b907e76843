/** The ear told apart: every sound alone, sounds together, and what must not be taken for another. */
import { expect, it } from 'vitest';
import { musicOnHold } from '../../../packages/server/src/switch/asterisk/local/music.ts';
import { Ear, hear } from './ear.ts';
import { decodeUlaw, encodeUlaw } from './g711.ts';
import { PROGRESS_FREQUENCY, SAMPLE_RATE, sine, VOICE_AMPLITUDE, VOICE_FREQUENCIES } from './sounds.ts';

const SECOND = SAMPLE_RATE;

/** As it arrives: through µ-law and back. */
const overTheWire = (samples: Int16Array): Int16Array => decodeUlaw(Uint8Array.from(samples, encodeUlaw));
const voice = (hertz: number, seconds = 1): Int16Array => sine(hertz, VOICE_AMPLITUDE, seconds * SECOND);
const silence = (ms: number): Int16Array => new Int16Array((ms * SECOND) / 1_000);

function mixed(...all: Int16Array[]): Int16Array {
  return Int16Array.from({ length: Math.min(...all.map((one) => one.length)) }, (_, i) =>
    all.reduce((sum, one) => sum + (one[i] ?? 0), 0),
  );
}
function joined(...all: Int16Array[]): Int16Array {
  return Int16Array.from(all.flatMap((one) => [...one]));
}
function music(from: number): Int16Array {
  const wav = musicOnHold().subarray(44);
  return Int16Array.from({ length: SECOND }, (_, i) => wav.readInt16LE((from * SECOND + i) * 2));
}
/** Something like speech: a buzz of many harmonics that rises and falls. */
function speech(): Int16Array {
  return Int16Array.from({ length: SECOND }, (_, i) => {
    const pitch = 110 + 25 * Math.sin((2 * Math.PI * i) / 5_000);
    const buzz = [3, 4, 5, 6, 7, 8, 12, 13, 14].reduce(
      (sum, n) => sum + Math.sin((2 * Math.PI * pitch * n * i) / SECOND),
      0,
    );
    return buzz * 900 * (0.6 + 0.4 * Math.sin((2 * Math.PI * i) / 1_800));
  });
}

it.each(VOICE_FREQUENCIES)('tells the voice of %i Hz from all others', (hertz) => {
  expect(hear(overTheWire(voice(hertz)))).toEqual([`voice:${hertz}`]);
});

it('tells three voices together', () => {
  const heard = hear(overTheWire(mixed(voice(850), voice(1_150), voice(2_900))));
  expect([...heard].sort()).toEqual(['voice:1150', 'voice:2900', 'voice:850']);
});

it.each([0, 2, 4, 6, 8, 10, 12, 14])('knows the music on hold from second %i on', (from) => {
  expect(hear(overTheWire(music(from)))).toEqual(['music']);
});

it('hears speech, also over a voice', () => {
  expect(hear(overTheWire(speech()))).toEqual(['prompt']);
  expect([...hear(overTheWire(mixed(speech(), voice(1_600))))].sort()).toEqual(['prompt', 'voice:1600']);
});

it('hears nothing in silence, hiss or a voice far away', () => {
  expect(hear(silence(1_000))).toEqual([]);
  expect(hear(Int16Array.from({ length: SECOND }, (_, i) => ((i * 7_919) % 81) - 40))).toEqual([]);
  expect(hear(sine(850, 300, SECOND))).toEqual([]);
});

it('does not take the end of one voice and the beginning of another for speech', () => {
  const change = joined(voice(850).subarray(0, 3_000), voice(1_150).subarray(0, 5_000));
  expect(hear(overTheWire(change))).not.toContain('prompt');
});

/** Plays to an ear at the pace of the real thing, and asks it what it hears. */
async function listenTo(samples: Int16Array): Promise<string[]> {
  const ear = new Ear();
  const wire = overTheWire(samples);
  let at = 0;
  const clock = setInterval(() => {
    ear.push(wire.subarray(at % wire.length, (at % wire.length) + 160));
    at += 160;
  }, 20);
  try {
    return [...(await ear.hears())];
  } finally {
    clearInterval(clock);
  }
}

it.each([
  ['ringback', 1_000, 4_000],
  ['busy', 340, 360],
  ['congestion', 700, 700],
] as const)('knows %s by its rhythm', async (name, on, off) => {
  const tone = sine(PROGRESS_FREQUENCY, 7_000, (on * SECOND) / 1_000);
  expect(await listenTo(joined(tone, silence(off)))).toEqual([name]);
});
