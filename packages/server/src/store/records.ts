/** Reading records back: rows of the database → records of the engine. */
import type { AgentStateRecord, AuditRecord, CallRecord, Segment } from '@wssoftphone/engine';
import { type Kysely, type Selectable, sql } from 'kysely';
import type { CallFilter } from '../ports/store.ts';
import { STORE_LIMITS } from './limits.ts';
import type { Database } from './schema.ts';

/**
 * Newest first, with their segments. `from` is inclusive, `to` exclusive, both of the call's start. `agentId` finds
 * every call the agent had a part in, also one that rang and was not answered.
 */
export async function readCalls(
  db: Kysely<Database>,
  tenant: string,
  filter: CallFilter & { readonly callIds?: readonly string[] },
): Promise<CallRecord[]> {
  let query = db.selectFrom('call_records').selectAll().where('tenant', '=', tenant);
  if (filter.callIds !== undefined) query = query.where(sql<boolean>`call_id = any(${filter.callIds}::text[])`);
  if (filter.coid !== undefined) query = query.where('coid', '=', filter.coid);
  if (filter.ani !== undefined) query = query.where('ani', '=', filter.ani);
  if (filter.from !== undefined) query = query.where('started_at', '>=', new Date(filter.from));
  if (filter.to !== undefined) query = query.where('started_at', '<', new Date(filter.to));
  const { agentId } = filter;
  if (agentId !== undefined) {
    query = query.where((where) =>
      where.or([
        where('agent_id', '=', agentId),
        where.exists(
          where
            .selectFrom('call_segments')
            .select(sql`1`.as('one'))
            .where('call_segments.tenant', '=', tenant)
            .where('call_segments.agent_id', '=', agentId)
            .whereRef('call_segments.call_id', '=', 'call_records.call_id'),
        ),
      ]),
    );
  }
  const calls = await query
    .orderBy('started_at', 'desc')
    .orderBy('coid', 'desc')
    .limit(limited(filter.limit, STORE_LIMITS.queryRows))
    .execute();
  if (calls.length === 0) return [];
  const segments = await db
    .selectFrom('call_segments')
    .selectAll()
    .where('tenant', '=', tenant)
    .where(
      'call_id',
      'in',
      calls.map((call) => call.call_id),
    )
    .orderBy('call_id')
    .orderBy('position')
    .execute();
  const byCall = new Map<string, Segment[]>(calls.map((call) => [call.call_id, []]));
  for (const row of segments) byCall.get(row.call_id)?.push(toSegment(row));
  return calls.map((row) => toCall(row, byCall.get(row.call_id) ?? []));
}

/** Newest first; `from` inclusive, `to` exclusive, both of the stretch's begin. */
export async function readAgentStates(
  db: Kysely<Database>,
  tenant: string,
  filter: { readonly agentId?: string; readonly from?: number; readonly to?: number },
): Promise<AgentStateRecord[]> {
  let query = db.selectFrom('agent_state_records').selectAll().where('tenant', '=', tenant);
  if (filter.agentId !== undefined) query = query.where('agent_id', '=', filter.agentId);
  if (filter.from !== undefined) query = query.where('from_at', '>=', new Date(filter.from));
  if (filter.to !== undefined) query = query.where('from_at', '<', new Date(filter.to));
  const rows = await query.orderBy('from_at', 'desc').orderBy('seq', 'desc').limit(STORE_LIMITS.stateRows).execute();
  return rows.map((row) => toAgentState(row));
}

export function toAgentState(
  row: Omit<Selectable<Database['agent_state_records']>, 'tenant' | 'id' | 'seq'>,
): AgentStateRecord {
  return {
    type: 'agent-state',
    agentId: row.agent_id,
    ins: row.ins,
    state: row.state,
    workMode: row.work_mode,
    leaveReason: row.leave_reason,
    callId: row.call_id,
    from: row.from_at.getTime(),
    to: row.to_at.getTime(),
  };
}

export async function readAudit(
  db: Kysely<Database>,
  tenant: string,
  filter: { readonly limit?: number },
): Promise<AuditRecord[]> {
  const rows = await db
    .selectFrom('audit_log')
    .selectAll()
    .where('tenant', '=', tenant)
    .orderBy('at', 'desc')
    .orderBy('seq', 'desc')
    .limit(limited(filter.limit, STORE_LIMITS.queryRows))
    .execute();
  return rows.map(toAudit);
}

export const toAudit = (row: Selectable<Database['audit_log']>): AuditRecord => ({
  type: 'audit',
  at: row.at.getTime(),
  agentId: row.agent_id,
  ins: row.ins,
  action: row.action,
  target: row.target,
  outcome: row.outcome,
});

export function toCall(row: Selectable<Database['call_records']>, segments: readonly Segment[]): CallRecord {
  return {
    type: 'call',
    callId: row.call_id,
    coid: row.coid,
    direction: row.direction,
    ani: row.ani,
    dnis: row.dnis,
    skill: row.skill,
    startedAt: row.started_at.getTime(),
    answeredAt: row.answered_at?.getTime() ?? null,
    endedAt: row.ended_at.getTime(),
    outcome: row.outcome as CallRecord['outcome'],
    endedBy: row.ended_by as CallRecord['endedBy'],
    ins: row.ins,
    agentId: row.agent_id,
    queueMs: Number(row.queue_ms),
    ringMs: Number(row.ring_ms),
    talkMs: Number(row.talk_ms),
    holdMs: Number(row.hold_ms),
    data: row.data,
    segments,
  };
}

function toSegment(row: Selectable<Database['call_segments']>): Segment {
  return {
    kind: row.kind as Segment['kind'],
    from: row.from_at.getTime(),
    to: row.to_at.getTime(),
    ins: row.ins,
    agentId: row.agent_id,
    skill: row.skill,
    outcome: row.outcome,
  };
}

function limited(asked: number | undefined, most: number): number {
  if (asked === undefined || !Number.isFinite(asked)) return most;
  return Math.max(0, Math.min(Math.trunc(asked), most));
}
