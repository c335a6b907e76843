/** What a tenant brings for callers who are served by a flow: the flows, and recordings that they play. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  // json, not jsonb: a flow comes back as it was written, its nodes in the same order.
  `create table ivr_flows (
    tenant text not null,
    svn text not null,
    flow json not null,
    changed_at timestamptz(3) not null default now(),
    primary key (tenant, svn)
  )`,
  `create table recordings (
    tenant text not null,
    name text not null,
    digest text not null,
    rate integer not null,
    ms integer not null,
    wav bytea not null,
    changed_at timestamptz(3) not null default now(),
    primary key (tenant, name)
  )`,
  // Compressing sound gains nothing, and a part of it can then be read without the whole.
  `alter table recordings alter column wav set storage external`,
];
