/** What the database says of calls and shifts, in a form that a test can compare at a glance. */
import type { AgentStateRecord, CallRecord } from '@wssoftphone/engine';
import { expect } from 'vitest';
import { type CallCentre, TENANT } from './call-centre.ts';
import type { Journal } from './sip/carrier.ts';
import { until } from './until.ts';

/** `queue offered`, `ring 6001 no-answer`, `talk 6001 completed`, … */
export function story(record: CallRecord): string[] {
  return record.segments.map(({ kind, ins, outcome }) => [kind, ins, outcome].filter(Boolean).join(' '));
}

/** True of every record: times in order, segments inside the call, sums that add up. */
export function expectConsistent(record: CallRecord): void {
  expect(record.coid).toMatch(/^BC_\d+_[0-9a-f]+_\d+$/);
  expect(record.endedAt).toBeGreaterThanOrEqual(record.startedAt);
  if (record.answeredAt !== null) {
    expect(record.answeredAt).toBeGreaterThanOrEqual(record.startedAt);
    expect(record.answeredAt).toBeLessThanOrEqual(record.endedAt);
  }
  // In the order of their ends: a supervisor listens while others talk.
  let last = record.startedAt;
  for (const segment of record.segments) {
    expect(segment.from).toBeGreaterThanOrEqual(record.startedAt);
    expect(segment.to).toBeGreaterThanOrEqual(Math.max(segment.from, last));
    last = segment.to;
  }
  expect(last).toBeLessThanOrEqual(record.endedAt);
  const sum = (kind: string) =>
    record.segments.filter((one) => one.kind === kind).reduce((ms, one) => ms + one.to - one.from, 0);
  expect(record.talkMs).toBe(sum('talk'));
  expect(record.holdMs).toBe(sum('hold'));
}

/** How far clocks of two processes' events may lie apart on a busy machine, milliseconds. */
const SLACK_MS = 2_000;

/**
 * Holds the records against what the carrier saw since `from`: one record for each call, same direction, begun and ended
 * when the outside saw it, answered only if the outside was.
 */
export async function expectBooks(centre: CallCentre, journal: readonly Journal[], from: number): Promise<void> {
  const ended = journal.filter((entry) => entry.endedAt !== null);
  let records: CallRecord[] = [];
  const read = async () => {
    const all = await centre.store.calls(TENANT, { from: from - SLACK_MS, limit: 500 });
    records = all.filter((one) => one.startedAt >= from).reverse();
    return ended.every(({ number }) => records.some((one) => numberOf(one) === number));
  };
  await until(read, `records of ${ended.map(({ number }) => number).join()}`);
  for (const record of records) expectConsistent(record);
  for (const number of new Set(ended.map((entry) => entry.number))) {
    const seen = ended.filter((entry) => entry.number === number);
    const kept = records.filter((record) => numberOf(record) === number);
    // A dial that never left the agent's own phone has a record and no call outside.
    const outside = kept.filter(
      (record) => record.direction === '0' || record.segments.some(({ kind }) => kind === 'dial'),
    );
    expect(outside.length, `records of ${number}`).toBe(seen.length);
    for (const [i, entry] of seen.entries()) expectSame(outside[i], entry);
  }
}

function expectSame(record: CallRecord | undefined, entry: Journal): void {
  if (record === undefined || entry.endedAt === null) throw new Error('counted before');
  expect(record.direction).toBe(entry.direction === 'in' ? '0' : '1');
  expect(record.startedAt).toBeLessThanOrEqual(entry.begunAt + SLACK_MS);
  // Outwards the agent's own phone comes first: the record begins earlier.
  if (entry.direction === 'in') expect(record.startedAt).toBeGreaterThanOrEqual(entry.begunAt - SLACK_MS);
  if (record.answeredAt !== null) expect(entry.upAt).not.toBeNull();
  // How a lost call ended nobody saw.
  if (record.outcome !== 'lost') expect(Math.abs(record.endedAt - entry.endedAt)).toBeLessThanOrEqual(SLACK_MS);
}

function numberOf(record: CallRecord): string {
  return record.direction === '0' ? record.ani : record.dnis;
}

/** An agent's shift so far: states in order, after checking that one begins where the other ended. */
export async function shift(
  centre: CallCentre,
  agentId: string,
  upTo: (states: number[]) => boolean,
): Promise<number[]> {
  let records: AgentStateRecord[] = [];
  await until(
    async () => {
      records = [...(await centre.store.agentStates(TENANT, { agentId }))].sort(
        (a, b) => a.from - b.from || a.to - b.to,
      );
      return upTo(records.map((one) => one.state));
    },
    `the shift of ${agentId}: ${records.map((one) => one.state)}`,
  );
  for (const [i, record] of records.entries()) {
    expect(record.to).toBeGreaterThanOrEqual(record.from);
    const next = records[i + 1];
    if (next !== undefined) expect(next.from).toBe(record.to);
  }
  return records.map((one) => one.state);
}
