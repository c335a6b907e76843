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

const WEEK_DAYS = 7;
/**
 * A span of whole days in pieces, each of which the database adds up well within its time. `day`: the piece's first,
 * counted from 0. One piece after the other, so that a report has one connection and no more.
 */
export async function byWeek<T>(span: Span, read: (piece: Span, day: number) => Promise<readonly T[]>): Promise<T[]> {
  const rows: T[] = [];
  for (let day = 0, { from } = span; from < span.to; day += WEEK_DAYS, from += WEEK_DAYS * DAY_MS) {
    const piece = { from, to: Math.min(span.to, from + WEEK_DAYS * DAY_MS) };
    for (const row of await read(piece, day)) rows.push(row);
  }
  return rows;
}
