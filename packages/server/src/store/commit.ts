/**
 * A commit batch as ONE statement: data-modifying CTEs are one transaction, one round trip and one flush to disk.
 *
 * The fence. Documents are overwritten, so an old commit that arrives late (it timed out here and went on over there)
 * would undo a newer one, and a second server on the same tenant would mix its truth with ours. So each server claims
 * the tenant with a new epoch before its first commit, numbers its commits, and every statement first moves
 * `live_heads` forward; where that finds no row to move, no document is touched. Records need no fence: they are facts
 * with names of their own, and the same one twice is stored once.
 */
import { createHash } from 'node:crypto';
import type { AgentStateRecord, AuditRecord, CallRecord } from '@wssoftphone/engine';
import { type Kysely, sql } from 'kysely';
import type { CommitBatch } from '../ports/store.ts';
import { ints, millis, moment, type Part, texts } from './columns.ts';
import { factParts } from './commit-facts.ts';
import type { Database } from './schema.ts';
import { talkParts } from './talk-tables.ts';

export interface Head {
  readonly epoch: bigint;
  readonly rev: bigint;
}

/** Takes a tenant over: whoever held it before is superseded. */
export async function claim(db: Kysely<Database>, tenant: string): Promise<bigint> {
  const { rows } = await sql<{ epoch: bigint }>`
    insert into live_heads (tenant, epoch, rev) values (${tenant}, 1, 0)
    on conflict (tenant) do update set epoch = live_heads.epoch + 1, rev = 0
    returning epoch`.execute(db);
  const epoch = rows[0]?.epoch;
  if (epoch === undefined) throw new Error('claiming a tenant returned no row');
  return epoch;
}

export type PreparedCommit = (db: Kysely<Database>) => Promise<{ readonly fenced: boolean }>;

/**
 * Reads the batch at once, so that documents may change while the statement is under way.
 * `fenced`: the head has moved past this commit and no document was written.
 */
export function prepareCommit(tenant: string, head: Head, batch: CommitBatch): PreparedCommit {
  const parts = [
    sql`head as (
      update live_heads set rev = ${head.rev}
      where tenant = ${tenant} and epoch = ${head.epoch} and rev < ${head.rev} returning 1)`,
    ...docParts(tenant, batch.docs),
    ...callParts(tenant, pick(batch, 'call')),
    ...agentStateParts(tenant, pick(batch, 'agent-state')),
    ...auditParts(tenant, pick(batch, 'audit')),
    ...talkParts(tenant, pick(batch, 'recording')),
  ];
  const statement = sql<{ moved: bigint }>`with ${sql.join(parts)} select count(*) as moved from head`;
  return async (db) => {
    const { rows } = await statement.execute(db);
    return { fenced: rows[0]?.moved !== 1n };
  };
}

function pick<T extends CommitBatch['records'][number]['type']>(batch: CommitBatch, type: T) {
  return batch.records.filter((record): record is Extract<typeof record, { type: T }> => record.type === type);
}

function docParts(tenant: string, docs: CommitBatch['docs']): Part[] {
  // The last write of a key wins; ON CONFLICT may not meet the same row twice.
  const last = new Map(docs.map((write) => [write.key, write]));
  const keys: string[] = [];
  const texts: string[] = [];
  const gone: string[] = [];
  for (const write of last.values()) {
    if (write.doc === null) gone.push(write.key);
    else {
      keys.push(write.key);
      texts.push(write.json ?? JSON.stringify(write.doc));
    }
  }
  const parts: Part[] = [];
  if (keys.length > 0) {
    parts.push(sql`docs as (
      insert into live_docs (tenant, key, doc)
      select ${tenant}, t.key, t.doc::json from head, unnest(${keys}::text[], ${texts}::text[]) as t (key, doc)
      on conflict (tenant, key) do update set doc = excluded.doc)`);
  }
  if (gone.length > 0) {
    parts.push(sql`gone as (
      delete from live_docs using head where tenant = ${tenant} and key = any(${gone}::text[]))`);
  }
  return parts;
}

function callParts(tenant: string, records: readonly CallRecord[]): Part[] {
  if (records.length === 0) return [];
  const calls = unique(records, (record) => record.callId);
  const segments = calls.flatMap((call) => call.segments.map((segment, position) => ({ call, segment, position })));
  const parts = [
    sql`calls as (
      insert into call_records (tenant, call_id, coid, direction, ani, dnis, skill, started_at, answered_at, ended_at,
        outcome, ended_by, ins, agent_id, queue_ms, ring_ms, talk_ms, hold_ms, data)
      select ${tenant}, t.call_id, t.coid, t.direction, t.ani, t.dnis, t.skill, ${moment('t.started_at')},
        ${moment('t.answered_at')}, ${moment('t.ended_at')}, t.outcome, t.ended_by, t.ins, t.agent_id, t.queue_ms,
        t.ring_ms, t.talk_ms, t.hold_ms, t.data::json
      from unnest(${texts(calls, (c) => c.callId)}, ${texts(calls, (c) => c.coid)},
        ${texts(calls, (c) => c.direction)}, ${texts(calls, (c) => c.ani)}, ${texts(calls, (c) => c.dnis)},
        ${texts(calls, (c) => c.skill)}, ${millis(calls, (c) => c.startedAt)}, ${millis(calls, (c) => c.answeredAt)},
        ${millis(calls, (c) => c.endedAt)}, ${texts(calls, (c) => c.outcome)}, ${texts(calls, (c) => c.endedBy)},
        ${texts(calls, (c) => c.ins)}, ${texts(calls, (c) => c.agentId)}, ${millis(calls, (c) => c.queueMs)},
        ${millis(calls, (c) => c.ringMs)}, ${millis(calls, (c) => c.talkMs)}, ${millis(calls, (c) => c.holdMs)},
        ${texts(calls, (c) => JSON.stringify(c.data))})
        as t (call_id, coid, direction, ani, dnis, skill, started_at, answered_at, ended_at, outcome, ended_by, ins,
          agent_id, queue_ms, ring_ms, talk_ms, hold_ms, data)
      on conflict do nothing)`,
  ];
  if (segments.length > 0) {
    parts.push(sql`segments as (
      insert into call_segments (tenant, call_id, position, kind, from_at, to_at, ins, agent_id, skill, outcome)
      select ${tenant}, t.call_id, t.position, t.kind, ${moment('t.from_at')}, ${moment('t.to_at')}, t.ins, t.agent_id,
        t.skill, t.outcome
      from unnest(${texts(segments, (s) => s.call.callId)}, ${ints(segments, (s) => s.position)},
        ${texts(segments, (s) => s.segment.kind)}, ${millis(segments, (s) => s.segment.from)},
        ${millis(segments, (s) => s.segment.to)}, ${texts(segments, (s) => s.segment.ins)},
        ${texts(segments, (s) => s.segment.agentId)}, ${texts(segments, (s) => s.segment.skill)},
        ${texts(segments, (s) => s.segment.outcome)})
        as t (call_id, position, kind, from_at, to_at, ins, agent_id, skill, outcome)
      on conflict do nothing)`);
  }
  return [...parts, ...factParts(tenant, calls)];
}

function agentStateParts(tenant: string, records: readonly AgentStateRecord[]): Part[] {
  if (records.length === 0) return [];
  return [
    sql`states as (
      insert into agent_state_records (tenant, id, agent_id, ins, state, work_mode, leave_reason, call_id, from_at, to_at)
      select ${tenant}, t.id, t.agent_id, t.ins, t.state, t.work_mode, t.leave_reason, t.call_id, ${moment('t.from_at')},
        ${moment('t.to_at')}
      from unnest(${sql`${records.map((r) => stateId(r))}::uuid[]`}, ${texts(records, (r) => r.agentId)},
        ${texts(records, (r) => r.ins)}, ${ints(records, (r) => r.state)}, ${texts(records, (r) => r.workMode)},
        ${texts(records, (r) => r.leaveReason)}, ${texts(records, (r) => r.callId)}, ${millis(records, (r) => r.from)},
        ${millis(records, (r) => r.to)})
        with ordinality as t (id, agent_id, ins, state, work_mode, leave_reason, call_id, from_at, to_at, nth)
      order by t.nth
      on conflict do nothing)`,
  ];
}

function auditParts(tenant: string, records: readonly AuditRecord[]): Part[] {
  if (records.length === 0) return [];
  return [
    sql`audits as (
      insert into audit_log (tenant, id, at, agent_id, ins, action, target, outcome)
      select ${tenant}, t.id, ${moment('t.at')}, t.agent_id, t.ins, t.action, t.target, t.outcome
      from unnest(${sql`${records.map((r) => auditId(r))}::uuid[]`}, ${millis(records, (r) => r.at)},
        ${texts(records, (r) => r.agentId)}, ${texts(records, (r) => r.ins)}, ${texts(records, (r) => r.action)},
        ${texts(records, (r) => r.target)}, ${texts(records, (r) => r.outcome)})
        with ordinality as t (id, at, agent_id, ins, action, target, outcome, nth)
      order by t.nth
      on conflict do nothing)`,
  ];
}

/** For what is changed without a commit, in the transaction that changes it. */
export async function writeAudit(db: Kysely<Database>, tenant: string, record: AuditRecord): Promise<void> {
  await sql`with ${sql.join(auditParts(tenant, [record]))} select 1`.execute(db);
}

export const stateId = (r: AgentStateRecord): string =>
  digest([r.agentId, r.ins, r.state, r.workMode, r.leaveReason, r.callId, r.from, r.to]);
export const auditId = (r: AuditRecord): string => digest([r.at, r.agentId, r.ins, r.action, r.target, r.outcome]);

/** A record's content as a UUID. */
function digest(fields: readonly (string | number | null)[]): string {
  const hex = createHash('sha256').update(JSON.stringify(fields)).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}

function unique<T>(rows: readonly T[], name: (row: T) => string): T[] {
  return [...new Map(rows.map((row) => [name(row), row])).values()];
}
