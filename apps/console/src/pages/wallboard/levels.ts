/** When a number is worth a look, and when it is bad. */
import type { LiveQueue } from '@wssoftphone/protocol/console';

export type Level = 'fine' | 'warn' | 'bad';

/** Percent of calls answered in time that a centre aims at; below the second it is bad. */
export const SERVICE_TARGET = 80;
export const SERVICE_FLOOR = 60;
/** Percent of calls whose callers gave up. */
export const ABANDON_TARGET = 5;
export const ABANDON_CEILING = 10;
/** Who waits longer than the promised time is late; longer than this many times of it, very late. */
const VERY_LATE = 3;

export function serviceLevel(percent: number | null): Level {
  if (percent === null || percent >= SERVICE_TARGET) return 'fine';
  return percent >= SERVICE_FLOOR ? 'warn' : 'bad';
}
export function waitLevel(waitedMs: number | null, slSeconds: number): Level {
  if (waitedMs === null || waitedMs <= slSeconds * 1000) return 'fine';
  return waitedMs <= slSeconds * 1000 * VERY_LATE ? 'warn' : 'bad';
}
export function abandonLevel(percent: number | null): Level {
  if (percent === null || percent <= ABANDON_TARGET) return 'fine';
  return percent <= ABANDON_CEILING ? 'warn' : 'bad';
}
/** Somebody waits: a look; and nobody is there who could answer: bad. */
export function waitingLevel({ waiting, agents }: Pick<LiveQueue, 'waiting' | 'agents'>): Level {
  if (waiting === 0) return 'fine';
  return agents === 0 ? 'bad' : 'warn';
}
export const percentOf = (part: number, whole: number): number | null => (whole === 0 ? null : (part / whole) * 100);
