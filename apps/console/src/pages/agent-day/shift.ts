/** A day as a bar: zoomed to when the agent was logged on, whole hours at both ends, quarters of a short one. */
import type { AgentDay } from '@wssoftphone/protocol/console';
import { groupOf, type StateGroup } from '../../lib/state-groups.ts';

type Stretch = AgentDay['stretches'][number];
const HOUR = 3_600_000;

export interface Shift {
  readonly from: number;
  readonly to: number;
  readonly bars: readonly {
    readonly group: StateGroup;
    readonly stretch: Stretch;
    /** Percent. */
    readonly left: number;
    readonly width: number;
  }[];
  readonly hours: readonly { readonly at: number; readonly left: number }[];
}

const MOST_SHOWN = 12;

/** @param day `from` and `to` are the tenant's midnights. Null: nothing that day. */
export function shiftOf({
  stretches,
  from: midnight,
  to: end,
}: Pick<AgentDay, 'stretches' | 'from' | 'to'>): Shift | null {
  const at = stretches.filter(({ state }) => groupOf(state) !== 'off');
  if (at.length === 0) return null;
  const [begin, finish] = [Math.min(...at.map((one) => one.from)), Math.max(...at.map((one) => one.to))];
  const unit = finish - begin < 2 * HOUR ? HOUR / 4 : HOUR;
  const whole = (time: number, round: (units: number) => number): number =>
    midnight + round((time - midnight) / unit) * unit;
  const from = Math.max(midnight, whole(begin, Math.floor));
  const to = Math.min(end, Math.max(from + unit, whole(finish, Math.ceil)));
  const share = (ms: number): number => (ms / (to - from)) * 100;
  const bars = stretches
    .filter((one) => one.to > from && one.from < to)
    .map((stretch) => {
      const [first, last] = [Math.max(from, stretch.from), Math.min(to, stretch.to)];
      return { group: groupOf(stretch.state), stretch, left: share(first - from), width: share(last - first) };
    });
  const step = Math.max(1, Math.ceil((to - from) / unit / MOST_SHOWN)) * unit;
  const hours = [];
  for (let hour = from; hour <= to; hour += step) hours.push({ at: hour, left: share(hour - from) });
  return { from, to, bars, hours };
}

export interface LeaveTotal {
  readonly reason: string | null;
  readonly times: number;
  readonly ms: number;
}
/** Longest first. */
export function leavesOf(stretches: readonly Stretch[]): readonly LeaveTotal[] {
  const totals = new Map<string | null, LeaveTotal>();
  for (const { state, leaveReason: reason, from, to } of stretches) {
    if (groupOf(state) !== 'leave') continue;
    const { times, ms } = totals.get(reason) ?? { times: 0, ms: 0 };
    totals.set(reason, { reason, times: times + 1, ms: ms + to - from });
  }
  return [...totals.values()].sort((a, b) => b.ms - a.ms);
}
