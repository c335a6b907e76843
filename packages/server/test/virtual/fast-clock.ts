import { randomBytes } from 'node:crypto';
import type { Clock } from '../../src/ports/clock.ts';

/** Real time that passes so many times faster for whoever waits. */
export function fastClock(factor: number): Clock {
  const begun = Date.now();
  return {
    now: () => begun + (Date.now() - begun) * factor,
    after(ms, run) {
      const timer = setTimeout(run, ms / factor);
      return () => clearTimeout(timer);
    },
    entropy: (digits) =>
      randomBytes(Math.ceil(digits / 2))
        .toString('hex')
        .slice(0, digits),
  };
}
