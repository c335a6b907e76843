/** Sums of the store → the numbers that people read. docs/reference/reports.md says what each means. */
import type { CallNumbers } from '@wssoftphone/protocol/console';
import type { QueueSums } from '../ports/reports.ts';

export const NO_CALLS: QueueSums = {
  offered: 0,
  answered: 0,
  inTime: 0,
  abandoned: 0,
  waitMs: 0,
  talkMs: 0,
  longestWaitMs: 0,
};

export const together = (a: QueueSums, b: QueueSums): QueueSums => ({
  offered: a.offered + b.offered,
  answered: a.answered + b.answered,
  inTime: a.inTime + b.inTime,
  abandoned: a.abandoned + b.abandoned,
  waitMs: a.waitMs + b.waitMs,
  talkMs: a.talkMs + b.talkMs,
  longestWaitMs: Math.max(a.longestWaitMs, b.longestWaitMs),
});

export const callNumbers = (sums: QueueSums): CallNumbers => ({
  offered: sums.offered,
  answered: sums.answered,
  abandoned: sums.abandoned,
  serviceLevel: sums.offered === 0 ? null : Math.round((sums.inTime / sums.offered) * 1000) / 10,
  averageWaitMs: sums.offered === 0 ? null : Math.round(sums.waitMs / sums.offered),
  averageTalkMs: sums.answered === 0 ? null : Math.round(sums.talkMs / sums.answered),
  longestWaitMs: sums.longestWaitMs,
});
