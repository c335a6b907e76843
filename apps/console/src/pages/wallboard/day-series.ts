/** The day on the chart: from eight in the morning to eight in the evening, or further where there were calls or it is later. */
import type { DayNumbers } from '@wssoftphone/protocol/console';

type Series = DayNumbers['series'];
export type Slot = Series[number];

const [MORNING, EVENING] = [8, 20];
const MINUTE_MS = 60_000;
const SLOT_MS = 30 * MINUTE_MS;
const SLOTS_OF_HOUR = 2;

/** `08:30`, by the tenant's clock. */
export function hoursOf(at: number, utcOffsetMinutes: number): string {
  return new Date(at + utcOffsetMinutes * MINUTE_MS).toISOString().slice(11, 16);
}

export interface Axis {
  /** Half hours so far. */
  readonly slots: readonly Slot[];
  /** When each half hour of the axis begins, those to come too. */
  readonly starts: readonly number[];
}
/** @param series every half hour since the tenant's midnight */
export function axisOf(series: Series): Axis {
  const [midnight] = series;
  if (midnight === undefined) return { slots: [], starts: [] };
  const busy = series.findIndex(({ offered, outbound }) => offered + outbound > 0);
  const morning = MORNING * SLOTS_OF_HOUR;
  const first = busy === -1 ? morning : Math.min(busy, morning);
  const end = Math.max(series.length, EVENING * SLOTS_OF_HOUR);
  return {
    slots: series.slice(first),
    starts: Array.from({ length: end - first }, (_, n) => midnight.from + (first + n) * SLOT_MS),
  };
}

/** Round numbers for the lines across: three or so, the highest at or above the most. */
export function linesOf(most: number): readonly number[] {
  const rough = Math.max(1, most / 3);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((one) => one * power).find((one) => one >= rough) ?? 10 * power;
  return Array.from({ length: Math.max(1, Math.ceil(most / step)) + 1 }, (_, n) => n * step);
}
