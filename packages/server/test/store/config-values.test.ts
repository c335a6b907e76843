import { describe, expect, it } from 'vitest';
import { formatTarget, parseServiceHours, parseTarget } from '../../src/config/values.ts';

describe('targets', () => {
  it.each(['skill:1001', 'outside:013800138000', 'outside:+8613800138000', 'ivr:999', 'hangup'])('reads %s', (text) => {
    const target = parseTarget(text);
    expect(target && formatTarget(target)).toBe(text);
  });
  it.each(['', 'skill:', 'skill', 'queue:1', 'outside:abc', 'hangup:1', 'outside:+', `ivr:${'9'.repeat(65)}`])(
    'refuses %j',
    (text) => expect(parseTarget(text)).toBeUndefined(),
  );
});

describe('service hours', () => {
  it('are always open when empty', () => {
    expect(parseServiceHours('')).toBeNull();
    expect(parseServiceHours('  ')).toBeNull();
  });
  it('read days, ranges and lists', () => {
    expect(parseServiceHours('1-2 09:00-12:00,13:00-18:00; 6 10:30-24:00')).toEqual([
      { day: 1, from: 540, to: 720 },
      { day: 2, from: 540, to: 720 },
      { day: 1, from: 780, to: 1080 },
      { day: 2, from: 780, to: 1080 },
      { day: 6, from: 630, to: 1440 },
    ]);
  });
  it('run over midnight and over the end of the week', () => {
    expect(parseServiceHours('6 22:00-06:00')).toEqual([
      { day: 6, from: 1320, to: 1440 },
      { day: 0, from: 0, to: 360 },
    ]);
    expect(parseServiceHours('5-0 08:00-09:00')?.map((range) => range.day)).toEqual([5, 6, 0]);
    expect(parseServiceHours('3 22:00-00:00')).toEqual([{ day: 3, from: 1320, to: 1440 }]);
  });
  it.each([
    'always',
    '7 09:00-10:00',
    '1 9:00-10:00',
    '1 09:00',
    '1 24:00-10:00',
    '1 09:60-10:00',
    '1 09:00-09:00',
    ';',
  ])('refuse %j', (text) => expect(parseServiceHours(text)).toBeUndefined());
});
