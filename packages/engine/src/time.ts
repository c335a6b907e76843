/** Calendar and clock by arithmetic: the engine never asks a machine what time it is. */

const DAY_MS = 86_400_000;
const two = (n: number): string => (n < 10 ? `0${n}` : String(n));

/** Civil date of a day number counted from 1970-01-01 (Howard Hinnant's algorithm, valid far beyond our needs). */
function civil(days: number): { year: number; month: number; day: number } {
  const z = days + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1,
  };
}

/** `yyyy-MM-dd HH:mm:ss` on the tenant's wall clock; `at` in epoch milliseconds. */
export function wallClock(at: number, utcOffsetMinutes: number): string {
  const local = at + utcOffsetMinutes * 60_000;
  const days = Math.floor(local / DAY_MS);
  const seconds = Math.floor((local - days * DAY_MS) / 1000);
  const { year, month, day } = civil(days);
  const time = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)} ${time}`;
}

/** Day of the week (0 is Sunday) and minute of the day on the tenant's wall clock. */
export function weekMinute(at: number, utcOffsetMinutes: number): { day: number; minute: number } {
  const local = at + utcOffsetMinutes * 60_000;
  const days = Math.floor(local / DAY_MS);
  return { day: (((days + 4) % 7) + 7) % 7, minute: Math.floor((local - days * DAY_MS) / 60_000) };
}

/** `HH:MM:SS` of a length in milliseconds (protocol 2, WSHello); hours grow beyond two digits. */
export function timeLength(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** Whole seconds between two times, never negative. */
export const secondsBetween = (from: number, to: number): number => Math.max(0, Math.floor((to - from) / 1000));
