/** What stands under the line of a report. */
import { expect, it } from 'vitest';
import { DAYS_FORM, type DayRow } from '../src/pages/reports/columns.ts';

const day = (offered: number, answered: number, serviceLevel: number | null, talkMs: number | null): DayRow => ({
  ...{ date: '2026-11-23', offered, answered, abandoned: offered - answered, serviceLevel, outbound: 0 },
  ...{ averageWaitMs: offered === 0 ? null : 6_000, averageTalkMs: talkMs, longestWaitMs: offered * 1_000 },
});
const under = (key: string, rows: readonly DayRow[]) => DAYS_FORM.columns.find((one) => one.key === key)?.sum?.(rows);

it('counts are added, and a mean counts every call once: a busy day weighs more than a quiet one', () => {
  const rows = [day(90, 60, 50, 60_000), day(10, 10, 100, 130_000), day(0, 0, null, null)];
  expect(under('offered', rows)).toBe('100');
  expect(under('serviceLevel', rows)).toBe('55.0%');
  expect(under('averageWait', rows)).toBe('0:06');
  expect(under('averageTalk', rows)).toBe('1:10');
  expect(under('longestWait', rows)).toBe('1:30');
});

it('where nothing was, a mean is no number', () => {
  expect(under('serviceLevel', [day(0, 0, null, null)])).toBe('–');
});
