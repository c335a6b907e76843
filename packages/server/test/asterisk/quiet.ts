import type { Clock } from '../../src/ports/clock.ts';

export const clock: Clock = {
  now: () => Date.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  entropy: (digits) => 'f'.repeat(digits),
};
const quiet = () => {};
/** Says everything with WSSP_TRACE set. */
export const log =
  process.env.WSSP_TRACE === undefined
    ? { debug: quiet, info: quiet, warn: quiet, error: quiet }
    : { debug: console.log, info: console.log, warn: console.log, error: console.log };
