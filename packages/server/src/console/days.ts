/** The tenant's calendar: days on its wall clock, which keeps one distance from UTC all year. */
import type { Span } from '../ports/reports.ts';

export const DAY_MS = 86_400_000;

/** Midnight before or at an instant. */
export function dayStart(at: number, utcOffsetMinutes: number): number {
  const offset = utcOffsetMinutes * 60_000;
  return Math.floor((at + offset) / DAY_MS) * DAY_MS - offset;
}

/** `yyyy-MM-dd` of an instant. */
export const dateOf = (at: number, utcOffsetMinutes: number): string =>
  new Date(at + utcOffsetMinutes * 60_000).toISOString().slice(0, 10);

/** The day of a date; null: there is no such date. */
export function dayOf(date: string, utcOffsetMinutes: number): Span | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return null;
  const midnight = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(midnight) || new Date(midnight).toISOString().slice(0, 10) !== date) return null;
  const from = midnight - utcOffsetMinutes * 60_000;
  return { from, to: from + DAY_MS };
}
