/** The day on the chart: from the first half hour with a call, or eight in the morning, to now. */
import type { DayNumbers } from '@wssoftphone/protocol/console';

type Series = DayNumbers['series'];

const MORNING = 8;
const MINUTE_MS = 60_000;

/** `08:30`, by the tenant's clock. */
export function hoursOf(at: number, utcOffsetMinutes: number): string {
  return new Date(at + utcOffsetMinutes * MINUTE_MS).toISOString().slice(11, 16);
}

export interface Axis {
  readonly labels: readonly string[];
  readonly offered: readonly number[];
  readonly answered: readonly number[];
  readonly abandoned: readonly number[];
  readonly outbound: readonly number[];
}
export function axisOf(series: Series, utcOffsetMinutes: number): Axis {
  const hour = (at: number): number => Number(hoursOf(at, utcOffsetMinutes).slice(0, 2));
  const first = series.findIndex(({ from, offered, outbound }) => offered + outbound > 0 || hour(from) >= MORNING);
  const shown = first === -1 ? series.slice(-1) : series.slice(first);
  return {
    labels: shown.map(({ from }) => hoursOf(from, utcOffsetMinutes)),
    offered: shown.map(({ offered }) => offered),
    answered: shown.map(({ answered }) => answered),
    abandoned: shown.map(({ abandoned }) => abandoned),
    outbound: shown.map(({ outbound }) => outbound),
  };
}
