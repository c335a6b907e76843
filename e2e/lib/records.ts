/** What the database says of calls and shifts, in a form that a test can compare at a glance. */
import type { AgentStateRecord, CallRecord } from '@wssoftphone/engine';
import { expect } from 'vitest';
import { type CallCentre, TENANT } from './call-centre.ts';
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
  let last = record.startedAt;
  for (const segment of record.segments) {
    expect(segment.from).toBeGreaterThanOrEqual(last);
    expect(segment.to).toBeGreaterThanOrEqual(segment.from);
    last = segment.from;
  }
  const sum = (kind: string) =>
    record.segments.filter((one) => one.kind === kind).reduce((ms, one) => ms + one.to - one.from, 0);
  expect(record.talkMs).toBe(sum('talk'));
  expect(record.holdMs).toBe(sum('hold'));
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
