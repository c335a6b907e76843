import type { Prompt } from '@wssoftphone/engine';
import { expect, it } from 'vitest';
import { mediaOf, SOUND_TEXTS } from '../../src/switch/asterisk/prompts.ts';

const number = (value: number): readonly Prompt[] => [{ kind: 'number', value }];
const words = (value: number) =>
  mediaOf(number(value), 'zh-CN')
    .map((media) => SOUND_TEXTS.zh[media.replace('sound:wssp/', '')])
    .join('');

it.each([
  [0, '零'],
  [1, '一'],
  [2, '二'],
  [10, '十'],
  [12, '十二'],
  [20, '二十'],
  [21, '二十一'],
  [100, '一百'],
  [105, '一百零五'],
  [110, '一百一十'],
  [1001, '一千零一'],
  [1010, '一千零一十'],
  [10_000, '一万'],
  [10_005, '一万零五'],
  [12_345, '一万二千三百四十五'],
  [100_000, '十万'],
])('reads %i in Chinese as %s', (value, spoken) => {
  expect(words(value)).toBe(spoken);
});

it('reads a number in English with the sounds that every Asterisk has', () => {
  expect(mediaOf(number(12), 'en')).toEqual(['number:12']);
});

it.each([Number.NaN, Number.POSITIVE_INFINITY])('says nothing for %s', (value) => {
  expect(mediaOf(number(value), 'zh-CN')).toEqual([]);
});

it('says a work number digit by digit, then the phrase', () => {
  const prompts: readonly Prompt[] = [
    { kind: 'digits', digits: '81#x' },
    { kind: 'sound', name: 'agent-serves-you' },
    { kind: 'sound', name: 'beep' },
  ];
  expect(mediaOf(prompts, 'zh-CN')).toEqual([
    'sound:wssp/digit-8',
    'sound:wssp/digit-1',
    'sound:wssp/digit-hash',
    'sound:wssp/agent-serves-you',
    'sound:beep',
  ]);
});

it('has the same phrases in both languages', () => {
  const phrases = (texts: Readonly<Record<string, string>>) =>
    Object.keys(texts).filter((name) => !name.startsWith('word-'));
  expect(phrases(SOUND_TEXTS.zh)).toEqual(phrases(SOUND_TEXTS.en));
});
