import { describe, expect, it } from 'vitest';
import { EngineTime } from '../../src/runtime/engine-time.ts';
import { createSystemClock } from '../../src/runtime/system-clock.ts';
import { Timers } from '../../src/runtime/timers.ts';
import { ManualClock } from '../support/manual-clock.ts';

const HOUR = 3_600_000;

describe('the engine’s time', () => {
  it('is the clock’s, as long as that goes forward', async () => {
    const clock = new ManualClock(1_000_000);
    const time = new EngineTime(clock);
    expect(time.now()).toBe(1_000_000);
    await clock.advance(1_234);
    expect(time.now()).toBe(1_001_234);
    clock.set(clock.now() + HOUR);
    expect(time.now()).toBe(1_001_234 + HOUR);
  });

  it('goes on at nine tenths of its speed when the clock is set back, until both agree', async () => {
    const clock = new ManualClock(10 * HOUR);
    const time = new EngineTime(clock);
    time.now();
    clock.set(9 * HOUR);
    expect(time.now()).toBe(10 * HOUR);
    await clock.advance(10_000);
    expect(time.now()).toBe(10 * HOUR + 9_000);
    let last = time.now();
    for (let minute = 0; minute < 10 * 60; minute++) {
      await clock.advance(60_000);
      const now = time.now();
      expect(now).toBeGreaterThan(last);
      last = now;
    }
    expect(time.now()).toBe(clock.now());
  });

  it('never goes back, however wildly the clock is set', () => {
    const clock = new ManualClock(10 * HOUR);
    const time = new EngineTime(clock, 11 * HOUR);
    let last = time.now();
    expect(last).toBe(11 * HOUR);
    for (const jump of [-5 * HOUR, 3 * HOUR, -1, -7 * HOUR, 20 * HOUR, -20 * HOUR, 0]) {
      clock.set(clock.now() + jump);
      const now = time.now();
      expect(now).toBeGreaterThanOrEqual(last);
      last = now;
    }
  });
});

describe('timers', () => {
  const make = () => {
    const clock = new ManualClock(0);
    const fired: string[] = [];
    const timers = new Timers(
      clock,
      () => clock.now(),
      (key, epoch) => fired.push(`${key} ${epoch} at ${clock.now()}`),
    );
    return { clock, fired, timers };
  };

  it('fire once; the latest of a key wins', async () => {
    const { clock, fired, timers } = make();
    timers.set('a', 100, 1);
    timers.set('a', 200, 2);
    timers.set('b', 150, 1);
    await clock.advance(1_000);
    expect(fired).toEqual(['b 1 at 150', 'a 2 at 200']);
    expect(timers.size).toBe(0);
    expect(clock.pending).toBe(0);
  });

  it('fire at once, but not within the call, when their time has passed', async () => {
    const { clock, fired, timers } = make();
    await clock.advance(500);
    timers.set('late', 100, 1);
    expect(fired).toEqual([]);
    await clock.advance(0);
    expect(fired).toEqual(['late 1 at 500']);
  });

  it('can be cancelled', async () => {
    const { clock, fired, timers } = make();
    timers.set('a', 100, 1);
    timers.set('b', 100, 1);
    timers.cancel('a');
    timers.cancel('never set');
    timers.clear();
    await clock.advance(1_000);
    expect(fired).toEqual([]);
    expect(clock.pending).toBe(0);
  });
});

describe('the system clock', () => {
  it('gives new digits every time, as many as asked for', () => {
    const clock = createSystemClock();
    const seen = new Set<string>();
    for (let n = 0; n < 1_000; n++) seen.add(clock.entropy(40));
    expect(seen.size).toBe(1_000);
    for (const digits of [1, 2, 7, 40, 41, 8_000])
      expect(clock.entropy(digits)).toMatch(new RegExp(`^[0-9a-f]{${digits}}$`));
    expect(() => clock.entropy(1_000_000)).toThrow(RangeError);
  });

  it('fires after the time, not when cancelled, and not at once when it is weeks away', async () => {
    const clock = createSystemClock();
    const fired: string[] = [];
    const cancelFar = clock.after(40 * 24 * HOUR, () => fired.push('far'));
    clock.after(0, () => fired.push('cancelled'))();
    await new Promise<void>((resolve) => clock.after(1, resolve));
    cancelFar();
    expect(fired).toEqual([]);
  });
});
