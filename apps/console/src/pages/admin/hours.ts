/** Service hours: the text of the configuration (`1-5 09:00-18:00; 6 09:00-12:00`) and a week of days, both ways. */

/** `to` at or before `from` runs over midnight; `00:00` is the midnight that ends the day. */
export interface Range {
  readonly from: string;
  readonly to: string;
}
/** Seven days, 0 is Sunday. */
export type Week = readonly (readonly Range[])[];

/** As people read a week. */
export const WEEK_ORDER: readonly number[] = [1, 2, 3, 4, 5, 6, 0];
export const EMPTY_WEEK: Week = WEEK_ORDER.map(() => []);
export const OFFICE_HOURS = '1-5 09:00-18:00';

const DAYS = /^[0-6](?:-[0-6])?(?:,[0-6](?:-[0-6])?)*$/;
const RANGE = /^((?:[01]\d|2[0-3]):[0-5]\d)-((?:[01]\d|2[0-3]):[0-5]\d|24:00)$/;

/** Null: not understood. Empty text, always open, is a week without ranges. */
export function weekOf(text: string): Week | null {
  const week: Range[][] = WEEK_ORDER.map(() => []);
  if (text.trim() === '') return week;
  for (const rule of text.split(';')) {
    const [days = '', ranges = '', ...rest] = rule.trim().split(/\s+/);
    if (!DAYS.test(days) || rest.length > 0) return null;
    for (const written of ranges.split(',')) {
      const [, from = '', to = ''] = RANGE.exec(written) ?? [];
      if (from === '' || from === to) return null;
      const range = { from, to: to === '24:00' ? '00:00' : to };
      for (const day of days.split(',').flatMap(run)) week[day]?.push(range);
    }
  }
  return week;
}

/** `1-5` → 1…5; `5-1` → 5, 6, 0, 1. */
function run(text: string): number[] {
  const [first = 0, last = first] = text.split('-').map(Number);
  const days = [first];
  for (let day = first; day !== last; ) {
    day = (day + 1) % 7;
    days.push(day);
  }
  return days;
}

/** The shortest text of a week: days with the same hours stand together. */
export function textOf(week: Week): string {
  const groups = new Map<string, number[]>();
  for (const day of WEEK_ORDER) {
    const hours = (week[day] ?? []).map(({ from, to }) => `${from}-${to === '00:00' ? '24:00' : to}`).join(',');
    if (hours !== '') groups.set(hours, [...(groups.get(hours) ?? []), day]);
  }
  return [...groups].map(([hours, days]) => `${daysText(days)} ${hours}`).join('; ');
}

/** @param days in the order of the week. `1,2,3,6` → `1-3,6` */
function daysText(days: readonly number[]): string {
  const runs: [first: number, last: number][] = [];
  for (const day of days) {
    const last = runs.at(-1);
    if (last !== undefined && (last[1] + 1) % 7 === day) last[1] = day;
    else runs.push([day, day]);
  }
  return runs.map(([first, last]) => (first === last ? String(first) : `${first}-${last}`)).join(',');
}

/** Days with a range that is not whole, or begins when it ends. A whole day is from 00:00 to 00:00. */
export function badDays(week: Week): readonly number[] {
  const bad = ({ from, to }: Range): boolean => from === '' || to === '' || (from === to && from !== '00:00');
  return WEEK_ORDER.filter((day) => week[day]?.some(bad));
}
