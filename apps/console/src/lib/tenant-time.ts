/**
 * Days and times as the tenant's wall clock tells them, whatever the clock of this machine says: a manager who travels
 * still sees the centre's day. Texts are those of `<input type="date">` and `datetime-local`.
 */
import { me } from './session.ts';

const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;

/** Minutes east of UTC; China until somebody has signed in. */
export const tenantOffset = (): number => me.value?.tenant.utcOffsetMinutes ?? 480;

const wall = (at: number, offset: number): string => new Date(at + offset * MINUTE).toISOString();

/** `2026-01-31` */
export const dayOf = (at: number, offset = tenantOffset()): string => wall(at, offset).slice(0, 10);
/** `09:05:07` */
export const clockOf = (at: number, offset = tenantOffset()): string => wall(at, offset).slice(11, 19);
/** `2026-01-31 09:05:07` */
export const stampOf = (at: number, offset = tenantOffset()): string => `${dayOf(at, offset)} ${clockOf(at, offset)}`;
/** `2026-01-31T09:05`, as an input of kind datetime-local has it. */
export const inputOf = (at: number, offset = tenantOffset()): string => wall(at, offset).slice(0, 16);

/** What `inputOf` or `dayOf` wrote; null: it is no such text. */
export function timeOf(text: string, offset = tenantOffset()): number | null {
  if (!/^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2})?$/.test(text)) return null;
  const at = Date.parse(text.length === 10 ? `${text}T00:00Z` : `${text}Z`);
  return Number.isNaN(at) ? null : at - offset * MINUTE;
}

/** @param day `2026-01-31` */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00Z`) + days * DAY).toISOString().slice(0, 10);
}

export const PRESETS = ['today', 'yesterday', 'week', 'month'] as const;
export type Preset = (typeof PRESETS)[number];

/** First and last day, both included. A week is the last seven days, a month the last thirty. */
export function presetDays(preset: Preset, now: number, offset = tenantOffset()): { from: string; to: string } {
  const today = dayOf(now, offset);
  switch (preset) {
    case 'today':
      return { from: today, to: today };
    case 'yesterday':
      return { from: addDays(today, -1), to: addDays(today, -1) };
    case 'week':
      return { from: addDays(today, -6), to: today };
    case 'month':
      return { from: addDays(today, -29), to: today };
  }
}

/** `0:07`, `12:05`, `1:02:03`. Rounded to whole seconds. */
export function lengthOf(ms: number): string {
  const total = Math.round(Math.max(0, ms) / 1000);
  const two = (value: number): string => String(value).padStart(2, '0');
  const hours = Math.floor(total / 3600);
  const minutes = Math.floor(total / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(total % 60)}` : `${minutes}:${two(total % 60)}`;
}
