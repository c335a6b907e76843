/** The machine's clock, timers and random source. */
import { randomFillSync } from 'node:crypto';
import type { Clock } from '../ports/clock.ts';

/** setTimeout fires at once beyond this. */
const LONGEST_MS = 2 ** 31 - 1;
const POOL_BYTES = 4_096;

export function createSystemClock(): Clock {
  // One call into the random source for some two hundred inputs; bytes are wiped as they are given out.
  const pool = Buffer.alloc(POOL_BYTES);
  let used = POOL_BYTES;

  return {
    now: () => Date.now(),
    after(ms, run) {
      let timer: NodeJS.Timeout;
      const arm = (left: number) => {
        const wait = Math.min(Math.max(0, left), LONGEST_MS);
        timer = setTimeout(() => (left > LONGEST_MS ? arm(left - LONGEST_MS) : run()), wait);
      };
      arm(ms);
      return () => clearTimeout(timer);
    },
    entropy(digits) {
      const bytes = Math.ceil(digits / 2);
      if (bytes > POOL_BYTES) throw new RangeError(`entropy of ${digits} digits asked for`);
      if (used + bytes > POOL_BYTES) {
        randomFillSync(pool);
        used = 0;
      }
      const hex = pool.toString('hex', used, used + bytes);
      pool.fill(0, used, used + bytes);
      used += bytes;
      return hex.slice(0, digits);
    },
  };
}
