/** Reports on PostgreSQL: calls one by one, and sums that the database makes. */
import { type AgentStateRecord, maskNumber } from '@wssoftphone/engine';
import { type Kysely, type RawBuilder, type SqlBool, sql } from 'kysely';
import type {
  AgentCallRow,
  AgentTimeRow,
  CallSearch,
  CallSummary,
  OutboundRow,
  QueueQuery,
  QueueRow,
  ReportStore,
  Span,
} from '../ports/reports.ts';
import { STORE_LIMITS } from './limits.ts';
import { readCalls, toAgentState, toCall } from './records.ts';
import type { Database } from './schema.ts';

type Run = <T>(work: () => Promise<T>) => Promise<T>;

export function createReportStore(db: Kysely<Database>, run: Run): ReportStore {
  return {
    calls: (tenant, search) => run(() => searchCalls(db, tenant, search)),
    call: (tenant, callId) =>
      run(async () => (await readCalls(db, tenant, { callIds: [callId], limit: 1 }))[0] ?? null),
    queues: (tenant, query) => run(() => queueSums(db, tenant, query)),
    outbound: (tenant, query) => run(() => outboundSums(db, tenant, query)),
    agentCalls: (tenant, span) => run(() => agentCallSums(db, tenant, span)),
    agentTimes: (tenant, span) => run(() => agentTimeSums(db, tenant, span)),
    stretches: (tenant, query) => run(() => readStretches(db, tenant, query)),
  };
}

/** Instants as milliseconds of the epoch: int8 → timestamptz, without a detour over the driver's text. */
const instant = (ms: number) => sql<Date>`to_timestamp(${ms}::int8 / 1000.0)`;
const within = (column: RawBuilder<unknown>, { from, to }: Span) =>
  sql<SqlBool>`${column} >= ${instant(from)} and ${column} < ${instant(to)}`;
/** Where an instant's slot begins. The arithmetic of numbers would cost more than all the rest. */
const binOf = (column: RawBuilder<unknown>, { from }: Span, slotMs: number) =>
  sql`date_bin(${slotMs}::int8 * interval '1 millisecond', ${column}, ${instant(from)})`;
const slotOf = (bin: RawBuilder<unknown>, { from }: Span, slotMs: number) =>
  sql`round((extract(epoch from ${bin}) * 1000 - ${from}::int8) / ${slotMs}::int8)::int4`;

async function searchCalls(db: Kysely<Database>, tenant: string, search: CallSearch): Promise<CallSummary[]> {
  const { agentId, visibleTo, before, number, dnis } = search;
  let query = db.selectFrom('call_records').selectAll().where('tenant', '=', tenant);
  if (search.from !== undefined) query = query.where('started_at', '>=', instant(search.from));
  if (search.to !== undefined) query = query.where('started_at', '<', instant(search.to));
  if (search.coid !== undefined) query = query.where('coid', '=', search.coid);
  if (search.skill !== undefined) query = query.where('skill', '=', search.skill);
  if (search.outcome !== undefined) query = query.where('outcome', '=', search.outcome);
  if (search.direction !== undefined) query = query.where(sql<SqlBool>`direction = ${search.direction}`);
  if (number !== undefined) query = query.where(ofCustomer(number, search.hidesAll ?? false));
  if (dnis !== undefined) {
    query = query.where(sql<SqlBool>`(dnis = ${dnis} and direction <> '1' or ani = ${dnis} and direction = '1')`);
  }
  const part = sql`select 1 from call_agents as part
    where part.tenant = ${tenant} and part.call_id = call_records.call_id`;
  if (agentId !== undefined) query = query.where(sql<SqlBool>`exists (${part} and part.agent_id = ${agentId})`);
  if (visibleTo !== undefined) {
    query = query.where(
      sql<SqlBool>`(exists (${part} and part.agent_id = any(${visibleTo}::text[])) or not exists (${part}))`,
    );
  }
  if (before !== undefined) {
    query = query.where(sql<SqlBool>`(started_at, call_id) < (${instant(before.startedAt)}, ${before.callId})`);
  }
  const rows = await query
    .orderBy('started_at', 'desc')
    .orderBy('call_id', 'desc')
    .limit(Math.min(search.limit, STORE_LIMITS.queryRows))
    .execute();
  return rows.map((row) => {
    const { type: _type, segments: _segments, ins: _ins, ...summary } = toCall(row, []);
    return summary;
  });
}

/** By the whole number where it is shown, else by as much of it as is. */
function ofCustomer(number: string, hidesAll: boolean): RawBuilder<SqlBool> {
  const shown = maskNumber(number)
    .replace(/[\\%_]/g, '\\$&')
    .replaceAll('*', '_');
  const hidden = hidesAll ? sql<SqlBool>`true` : sql<SqlBool>`data->>'NUMBERHIDDEN' = '1'`;
  return sql<SqlBool>`(ani = ${number} and (direction = '2' or direction = '0' and ${hidden} is not true)
    or dnis = ${number} and direction = '1' and ${hidden} is not true
    or ani like ${shown} and direction = '0' and ${hidden}
    or dnis like ${shown} and direction = '1' and ${hidden})`;
}

async function queueSums(db: Kysely<Database>, tenant: string, query: QueueQuery): Promise<QueueRow[]> {
  const { rows } = await sql<Record<Exclude<keyof QueueRow, 'skill'>, bigint | number> & { skill: string | null }>`
    with waits as (
      select skill, outcome, wait_ms, talk_ms, ${binOf(sql`from_at`, query, query.slotMs)} as bin
      from call_waits where tenant = ${tenant} and ${within(sql`from_at`, query)})
    select skill, ${slotOf(sql`bin`, query, query.slotMs)} as slot, count(*) as offered,
      count(*) filter (where outcome = 'answered') as answered,
      count(*) filter (where outcome = 'answered' and wait_ms <= ${query.inTimeMs}::int8) as "inTime",
      count(*) filter (where outcome = 'abandoned') as abandoned,
      sum(wait_ms)::int8 as "waitMs", sum(talk_ms)::int8 as "talkMs", max(wait_ms) as "longestWaitMs"
    from waits group by skill, bin order by bin, skill nulls first limit ${STORE_LIMITS.sumRows}`.execute(db);
  return rows.map(({ skill, ...sums }) => ({ skill, ...numbers(sums) }));
}

async function outboundSums(
  db: Kysely<Database>,
  tenant: string,
  query: Span & { readonly slotMs: number },
): Promise<OutboundRow[]> {
  const { rows } = await sql<Record<keyof OutboundRow, bigint | number>>`
    with dialled as (
      select ${binOf(sql`started_at`, query, query.slotMs)} as bin
      from call_records where tenant = ${tenant} and direction = '1' and ${within(sql`started_at`, query)})
    select ${slotOf(sql`bin`, query, query.slotMs)} as slot, count(*) as calls
    from dialled group by bin order by bin limit ${STORE_LIMITS.sumRows}`.execute(db);
  return rows.map(numbers);
}

async function agentCallSums(
  db: Kysely<Database>,
  tenant: string,
  span: Span & { readonly agentId?: string },
): Promise<AgentCallRow[]> {
  const { rows } = await sql<Record<Exclude<keyof AgentCallRow, 'agentId'>, bigint> & { agentId: string }>`
    select agent_id as "agentId", sum(handled) as handled, sum(missed) as missed, sum(outbound) as outbound,
      count(*) filter (where talk_ms > 0) as talked, sum(talk_ms)::int8 as "talkMs", sum(hold_ms)::int8 as "holdMs", count(score) as scores,
      coalesce(sum(score), 0) as "scoreSum"
    from call_agents where tenant = ${tenant} and ${within(sql`at`, span)} ${onlyAgent(span.agentId)}
    group by 1 order by 1 limit ${STORE_LIMITS.sumRows}`.execute(db);
  return rows.map(({ agentId, ...sums }) => ({ agentId, ...numbers(sums) }));
}

/** What reaches into a span: began within the hour before it or later, or is long and was not over before it. */
function reachingInto(tenant: string, { from, to }: Span, agentId: string | undefined) {
  const whose = sql`tenant = ${tenant} and to_at > ${instant(from)} ${onlyAgent(agentId)}`;
  const early = instant(from - 3_600_000);
  return sql`(
    select * from agent_state_records
      where ${whose} and from_at >= ${early} and from_at < ${instant(to)}
    union all
    select * from agent_state_records
      where ${whose} and from_at < ${early} and to_at - from_at > interval '1 hour')`;
}
const onlyAgent = (agentId: string | undefined) => (agentId === undefined ? sql`` : sql`and agent_id = ${agentId}`);

async function agentTimeSums(
  db: Kysely<Database>,
  tenant: string,
  span: Span & { readonly agentId?: string },
): Promise<AgentTimeRow[]> {
  const { rows } = await sql<{ agentId: string; workMode: string; state: number; ms: bigint }>`
    select agent_id as "agentId", state, work_mode as "workMode",
      (extract(epoch from sum(least(to_at, ${instant(span.to)}) - greatest(from_at, ${instant(span.from)}))) * 1000)::int8 as ms
    from ${reachingInto(tenant, span, span.agentId)} as stretches
    group by 1, 2, 3 order by 1, 2, 3 limit ${STORE_LIMITS.sumRows}`.execute(db);
  return rows.map(({ ms, ...row }) => ({ ...row, ms: Number(ms) }));
}

async function readStretches(
  db: Kysely<Database>,
  tenant: string,
  query: Span & { readonly agentId: string },
): Promise<AgentStateRecord[]> {
  const { rows } = await sql<Database['agent_state_records'] & { seq: bigint }>`
    select * from ${reachingInto(tenant, query, query.agentId)} as stretches
    order by from_at, seq limit ${STORE_LIMITS.stretchRows}`.execute(db);
  return rows.map((row) => toAgentState(row));
}

/** Sums and counts come as int8, or as numeric text where the database adds int8 up. */
function numbers<K extends string>(row: Record<K, bigint | number | string>): Record<K, number> {
  const pairs = Object.entries(row) as [K, bigint | number | string][];
  return Object.fromEntries(pairs.map(([key, value]) => [key, Number(value)])) as Record<K, number>;
}
