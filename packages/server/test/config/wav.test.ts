import { expect, it } from 'vitest';
import { readWav } from '../../src/config/wav.ts';
import { chunk, wavOf } from '../support/wav.ts';

const good = (file: Buffer) => {
  const read = readWav(file);
  if ('expected' in read) throw new Error(read.expected.en);
  return read.wav;
};

it.each([8000, 16000])('takes %i samples a second', (rate) => {
  expect(good(wavOf({ rate, seconds: 1.5 }))).toMatchObject({ rate, ms: 1500 });
});

it('keeps the sound alone: what a program wrote beside it is gone, and the same sound is the same recording', () => {
  const plain = good(wavOf());
  const dressed = good(
    wavOf({ chunks: [chunk('LIST', Buffer.from('made by somebody')), chunk('fact', Buffer.alloc(3))] }),
  );
  expect(dressed.digest).toBe(plain.digest);
  expect(dressed.bytes.includes('somebody')).toBe(false);
  expect(good(plain.bytes)).toEqual(plain);
  expect(good(wavOf({ hertz: 441 })).digest).not.toBe(plain.digest);
});

it.each([
  ['nothing', Buffer.alloc(0), 'a WAV file'],
  ['something else', Buffer.from('ID3 this is no wave file at all'), 'a WAV file'],
  ['two channels', wavOf({ channels: 2 }), 'one channel (mono)'],
  ['CD quality', wavOf({ rate: 44_100 }), '8000 or 16000 samples a second'],
  ['8 bits', wavOf({ bits: 8 }), '16-bit PCM samples'],
  ['µ-law', wavOf({ code: 7 }), '16-bit PCM samples'],
  ['no samples', wavOf({ seconds: 0 }), 'samples'],
  ['two minutes and a second', wavOf({ seconds: 121 }), 'at most 120 seconds'],
  ['too many bytes', Buffer.alloc(4 * 1024 * 1024 + 1), 'at most 4194304 bytes'],
])('refuses %s', (_what, file, expected) => {
  expect(readWav(file)).toMatchObject({ expected: { en: expected, 'zh-CN': expect.stringMatching(/[一-龥]/) } });
});

it('does not fall over whatever a file says of itself', () => {
  const file = wavOf({ seconds: 0.01 });
  for (let at = 0; at < 60; at += 1) {
    for (const value of [0, 1, 0x7f, 0xff]) {
      const bent = Buffer.from(file);
      bent[at] = value;
      expect(() => readWav(bent)).not.toThrow();
      expect(() => readWav(bent.subarray(0, at))).not.toThrow();
    }
  }
});
