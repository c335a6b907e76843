/** What reports add up: each wait in a queue and each agent's part in a call, and the ways to what they read. */
import type { CallRecord } from '@wssoftphone/engine';
import { type Kysely, sql } from 'kysely';
import { factParts } from '../commit-facts.ts';
import { readCalls } from '../records.ts';
import type { Database } from '../schema.ts';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  await countKept(db as Kysely<Database>);
  for (const statement of INDEXES) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table call_waits (
    tenant text not null,
    call_id text not null,
    position integer not null,
    skill text,
    from_at timestamptz(3) not null,
    outcome text not null,
    wait_ms bigint not null,
    talk_ms bigint not null,
    primary key (tenant, call_id, position),
    foreign key (tenant, call_id) references call_records on delete cascade
  )`,
  `create table call_agents (
    tenant text not null,
    call_id text not null,
    agent_id text not null,
    at timestamptz(3) not null,
    handled integer not null,
    missed integer not null,
    outbound integer not null,
    talk_ms bigint not null,
    hold_ms bigint not null,
    score integer,
    primary key (tenant, call_id, agent_id),
    foreign key (tenant, call_id) references call_records on delete cascade
  )`,
];
const INDEXES = [
  // With all that is added up in it: a report reads no table.
  `create index call_waits_from on call_waits (tenant, from_at) include (skill, outcome, wait_ms, talk_ms)`,
  `create index call_agents_at on call_agents (tenant, at)
    include (agent_id, handled, missed, outbound, talk_ms, hold_ms, score)`,
  `create index call_agents_agent on call_agents (tenant, agent_id, at)`,
  `create index call_records_place on call_records (tenant, started_at desc, call_id desc)`,
  `create index call_records_dnis on call_records (tenant, dnis, started_at desc)`,
  `create index call_records_outbound on call_records (tenant, started_at) where direction = '1'`,
  // A stretch that reaches into a span began shortly before it, or is one of the few long ones.
  `create index agent_state_records_long on agent_state_records (tenant, to_at)
    where to_at - from_at > interval '1 hour'`,
];

const PAGE = 500;
/** Calls that were stored before. */
async function countKept(db: Kysely<Database>): Promise<void> {
  const tenants = await db.selectFrom('call_records').select('tenant').distinct().execute();
  for (const { tenant } of tenants) {
    for (let after = ''; ; ) {
      const names = await db
        .selectFrom('call_records')
        .select('call_id')
        .where('tenant', '=', tenant)
        .where('call_id', '>', after)
        .orderBy('call_id')
        .limit(PAGE)
        .execute();
      const last = names.at(-1);
      if (last === undefined) break;
      after = last.call_id;
      const calls: CallRecord[] = await readCalls(db, tenant, { callIds: names.map(({ call_id }) => call_id) });
      const parts = factParts(tenant, calls);
      if (parts.length > 0) await sql`with ${sql.join(parts)} select 1`.execute(db);
    }
  }
}
