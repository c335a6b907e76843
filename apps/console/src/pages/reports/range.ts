import { addDays, DAY, PRESETS, type Preset, presetDays } from '../../lib/tenant-time.ts';

/** What the server answers at most, days. */
export const MOST_DAYS = 92;

export interface Days {
  readonly preset: Preset | 'custom';
  readonly from: string;
  readonly to: string;
}

const isDay = (text: unknown): text is string =>
  typeof text === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));

export const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / DAY + 1;

/** False: no days, the wrong way round, or too many. */
export const isRange = (from: string, to: string): boolean =>
  isDay(from) && isDay(to) && from <= to && daysBetween(from, to) <= MOST_DAYS;

/** @param query of the address. A preset moves on with the days, own days stay. */
export function daysOf(query: Readonly<Record<string, unknown>>, now: number): Days {
  const { from, to, preset } = query;
  if (isDay(from) && isDay(to) && from <= to) {
    const first = daysBetween(from, to) > MOST_DAYS ? addDays(to, 1 - MOST_DAYS) : from;
    return { preset: 'custom', from: first, to };
  }
  const known = PRESETS.find((one) => one === preset) ?? 'today';
  return { preset: known, ...presetDays(known, now) };
}
