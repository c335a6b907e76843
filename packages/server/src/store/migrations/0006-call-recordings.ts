/** Which talks were recorded; the sound itself is the switch's. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  // No foreign key: a recording can be over before its call is, and is then written first.
  `create table call_recordings (
    tenant text not null,
    recording text not null,
    call_id text not null,
    started_at timestamptz(3) not null,
    ended_at timestamptz(3) not null,
    seconds double precision not null,
    agent_ids json not null,
    state text not null check (state in ('kept', 'deleted', 'failed')),
    primary key (tenant, recording)
  )`,
  `create index call_recordings_call on call_recordings (tenant, call_id, started_at)`,
  // What retention goes through; those that were deleted are no more in it.
  `create index call_recordings_kept on call_recordings (tenant, started_at) where state = 'kept'`,
];
