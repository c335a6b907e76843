/** When a number is coloured, and which part of the day the chart shows. */
import type { LiveQueue } from '@wssoftphone/protocol/console';
import { describe, expect, it } from 'vitest';
import { axisOf, hoursOf, linesOf } from '../src/pages/wallboard/day-series.ts';
import { abandonLevel, percentOf, serviceLevel, waitingLevel, waitLevel } from '../src/pages/wallboard/levels.ts';
import { inView, MOST_ON_WALL } from '../src/pages/wallboard/queue-order.ts';

describe('levels', () => {
  const levels = { serviceLevel: [80, 60], abandoned: [5, 10], longestWait: [20, 60] } as const;
  it('a service level below the aim is looked at, far below it is bad, and without calls there is none', () => {
    const given = [100, 80, 79.9, 60, 59.9, 0].map((percent) => serviceLevel(percent, levels));
    expect(given).toEqual(['fine', 'fine', 'warn', 'warn', 'bad', 'bad']);
    expect(serviceLevel(null, levels)).toBe('fine');
    expect(serviceLevel(70, { ...levels, serviceLevel: [70, 70] })).toBe('fine');
    expect(serviceLevel(69, { ...levels, serviceLevel: [70, 70] })).toBe('bad');
  });
  it('a wait is long after the first of its seconds, and too long after the second', () => {
    const given = [20_000, 20_001, 60_000, 60_001].map((ms) => waitLevel(ms, levels));
    expect(given).toEqual(['fine', 'warn', 'warn', 'bad']);
    expect(waitLevel(null, levels)).toBe('fine');
  });
  it('nothing is said of numbers before it is known what is good', () => {
    expect([serviceLevel(0, undefined), waitLevel(1e9, undefined), abandonLevel(100, undefined)]).toEqual(
      Array(3).fill('fine'),
    );
  });
  it('who waits is bad where nobody could answer', () => {
    expect(waitingLevel({ waiting: 0, agents: 0 })).toBe('fine');
    expect(waitingLevel({ waiting: 2, agents: 3 })).toBe('warn');
    expect(waitingLevel({ waiting: 1, agents: 0 })).toBe('bad');
  });
  it('counts the share of those who gave up', () => {
    expect(percentOf(1, 0)).toBeNull();
    expect(abandonLevel(percentOf(5, 100), levels)).toBe('fine');
    expect(abandonLevel(percentOf(6, 100), levels)).toBe('warn');
    expect(abandonLevel(percentOf(11, 100), levels)).toBe('bad');
  });
});

describe('the day', () => {
  const HALF_HOUR = 30 * 60_000;
  const china = 480;
  /** Midnight in China. */
  const from = Date.UTC(2026, 0, 30, 16);
  const day = (busy: number, count: number) =>
    Array.from({ length: count }, (_, slot) => ({
      from: from + slot * HALF_HOUR,
      offered: slot === busy ? 4 : 0,
      answered: 0,
      abandoned: 0,
      outbound: 0,
    }));
  it('is told by the tenant’s clock', () => {
    expect(hoursOf(from, china)).toBe('00:00');
    expect(hoursOf(from + 17 * HALF_HOUR, china)).toBe('08:30');
    expect(hoursOf(from, -300)).toBe('11:00');
  });
  const hours = (starts: readonly number[]) => [starts[0], starts.at(-1)].map((at) => hoursOf(at ?? 0, china));
  it('goes from eight to eight, from the first call before, and on while it is later', () => {
    expect(hours(axisOf(day(-1, 20)).starts)).toEqual(['08:00', '19:30']);
    expect(hours(axisOf(day(-1, 4)).starts)).toEqual(['08:00', '19:30']);
    expect(hours(axisOf(day(30, 44)).starts)).toEqual(['08:00', '21:30']);
    const early = axisOf(day(5, 20));
    expect(hours(early.starts)).toEqual(['02:30', '19:30']);
    expect(early.slots[0]?.offered).toBe(4);
    expect(early.slots).toHaveLength(15);
    expect(axisOf(day(-1, 4)).slots).toEqual([]);
    expect(axisOf([])).toEqual({ slots: [], starts: [] });
  });
  it('has a few round lines across, the highest not under the most', () => {
    expect(linesOf(0)).toEqual([0, 1]);
    expect(linesOf(3)).toEqual([0, 1, 2, 3]);
    expect(linesOf(4)).toEqual([0, 2, 4]);
    expect(linesOf(534)).toEqual([0, 200, 400, 600]);
    for (const most of [1, 7, 10, 11, 99, 100, 101, 12_345]) {
      const lines = linesOf(most);
      expect(lines.at(-1)).toBeGreaterThanOrEqual(most);
      expect(lines.length).toBeLessThanOrEqual(5);
    }
  });
});

describe('queues', () => {
  const queue = (skill: string, oldestSince: number | null) => ({ skill, oldestSince }) as LiveQueue;
  const many = Array.from({ length: MOST_ON_WALL + 1 }, (_, n) =>
    queue(`q${n}`, n === 4 ? 2_000 : n === 9 ? 1_000 : null),
  );
  const names = (queues: readonly LiveQueue[]) => queues.map(({ skill }) => skill);
  it('keep their places where they have room, or one can scroll', () => {
    expect(inView(many, false)).toBe(many);
    expect(inView(many.slice(1), true)).toEqual(many.slice(1));
  });
  it('of which a wall cannot show all begin with those somebody waits in, longest first', () => {
    const shown = names(inView(many, true));
    expect(shown.slice(0, 4)).toEqual(['q9', 'q4', 'q0', 'q1']);
    expect([...shown].sort()).toEqual(names(many).sort());
  });
});
