/** When a number is worth a look, and when it is bad: as the tenant's parameters have it. */
import type { BoardLevels, LiveQueue } from '@wssoftphone/protocol/console';

export type Level = 'fine' | 'warn' | 'bad';

const falling = (value: number | null, [look, bad]: readonly [number, number]): Level =>
  value === null || value >= look ? 'fine' : value >= bad ? 'warn' : 'bad';
const rising = (value: number | null, [look, bad]: readonly [number, number]): Level =>
  value === null || value <= look ? 'fine' : value <= bad ? 'warn' : 'bad';

/** Nothing is told apart before the first board has come. */
type Levels = BoardLevels | undefined;
const UNKNOWN: Level = 'fine';

export const serviceLevel = (percent: number | null, levels: Levels): Level =>
  levels === undefined ? UNKNOWN : falling(percent, levels.serviceLevel);
export const abandonLevel = (percent: number | null, levels: Levels): Level =>
  levels === undefined ? UNKNOWN : rising(percent, levels.abandoned);
export const waitLevel = (waitedMs: number | null, levels: Levels): Level =>
  levels === undefined ? UNKNOWN : rising(waitedMs === null ? null : waitedMs / 1000, levels.longestWait);
/** Somebody waits: a look; and nobody is there who could answer: bad. */
export function waitingLevel({ waiting, agents }: Pick<LiveQueue, 'waiting' | 'agents'>): Level {
  if (waiting === 0) return 'fine';
  return agents === 0 ? 'bad' : 'warn';
}
export const percentOf = (part: number, whole: number): number | null => (whole === 0 ? null : (part / whole) * 100);
