import type { LiveQueue } from '@wssoftphone/protocol/console';

/** More have no room on a wall, where nobody scrolls. */
export const MOST_ON_WALL = 10;

/** As they are set up, so that each keeps its place; where not all are in view, those first in which somebody waits longest. */
export function inView(queues: readonly LiveQueue[], wall: boolean): readonly LiveQueue[] {
  if (!wall || queues.length <= MOST_ON_WALL) return queues;
  const since = ({ oldestSince }: LiveQueue): number => oldestSince ?? Number.MAX_VALUE;
  return [...queues].sort((a, b) => since(a) - since(b));
}
