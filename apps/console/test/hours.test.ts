/** Service hours: the week that is drawn and the text that is saved say the same, to the server too. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseServiceHours } from '../../../packages/server/src/config/values.ts';
import { badDays, textOf, type Week, weekOf } from '../src/pages/admin/hours.ts';

const day = (from: string, to: string) => [{ from, to }];

describe('a text', () => {
  it.each([
    ['1-5 09:00-18:00', [[], ...Array(5).fill(day('09:00', '18:00')), []]],
    ['5-1 22:00-06:00', [0, 1, 2, 3, 4, 5, 6].map((d) => ([5, 6, 0, 1].includes(d) ? day('22:00', '06:00') : []))],
    ['0 00:00-24:00', [day('00:00', '00:00'), [], [], [], [], [], []]],
    ['', [[], [], [], [], [], [], []]],
  ])('%j is a week', (text, week) => expect(weekOf(text)).toEqual(week));

  it.each(['7 09:00-18:00', '1-5', '1 9:00-18:00', '1 09:00-09:00', '1 09:00-25:00', '1 09:00-18:00 x', '1-5 09:00-'])(
    '%j is not understood, here and there',
    (text) => {
      expect(weekOf(text)).toBeNull();
      expect(parseServiceHours(text)).toBeUndefined();
    },
  );
});

it('is written short: days with the same hours together, in the order of the week', () => {
  const hours = [...day('09:00', '12:00'), ...day('13:00', '18:00')];
  const week: Week = [day('10:00', '00:00'), hours, hours, hours, [], hours, day('10:00', '00:00')];
  expect(textOf(week)).toBe('1-3,5 09:00-12:00,13:00-18:00; 6-0 10:00-24:00');
});

it('says which days are not whole', () => {
  const week: Week = [
    [],
    day('09:00', ''),
    day('09:00', '09:00'),
    day('00:00', '00:00'),
    day('22:00', '06:00'),
    [],
    [],
  ];
  expect(badDays(week)).toEqual([1, 2]);
});

const clock = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);
const range = fc.record({ from: clock, to: clock }).filter(({ from, to }) => from !== to || from === '00:00');
const anyWeek = fc.array(fc.array(range, { maxLength: 3 }), { minLength: 7, maxLength: 7 });

/** Minutes of the week that are open, as the server means them. */
function openMinutes(hours: readonly { day: number; from: number; to: number }[]): Set<number> {
  const open = new Set<number>();
  for (const one of hours) for (let at = one.from; at < one.to; at += 1) open.add(one.day * 1440 + at);
  return open;
}

it('means the same to the server as it looks here', () => {
  fc.assert(
    fc.property(anyWeek, (week) => {
      const text = textOf(week);
      expect(weekOf(text)).toEqual(week);
      const parsed = parseServiceHours(text);
      if (week.every((ranges) => ranges.length === 0)) return expect(parsed).toBeNull();
      const drawn = new Set<number>();
      week.forEach((ranges, today) => {
        for (const { from, to } of ranges) {
          const [begin = 0, end = 0] = [from, to].map((t) => Number(t.slice(0, 2)) * 60 + Number(t.slice(3)));
          const length = end > begin ? end - begin : end + 1440 - begin;
          for (let at = 0; at < length; at += 1) drawn.add((today * 1440 + begin + at) % (7 * 1440));
        }
      });
      expect(openMinutes(parsed ?? [])).toEqual(drawn);
    }),
    { numRuns: 60 },
  );
});
