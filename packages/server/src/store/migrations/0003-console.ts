/** People at the console, keys of CRM servers, and pages that may connect. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  `create table console_users (
    tenant text not null,
    user_name text not null,
    name text not null,
    role text not null check (role in ('agent', 'supervisor', 'administrator')),
    agent_id text,
    password text not null,
    disabled boolean not null default false,
    must_change boolean not null default false,
    last_sign_in_at timestamptz(3),
    primary key (tenant, user_name)
  )`,
  // A key is told once, when it is made; here is its SHA-256.
  `create table api_keys (
    tenant text not null,
    id text not null,
    name text not null,
    digest text not null,
    created_at timestamptz(3) not null,
    created_by text not null,
    last_used_at timestamptz(3),
    primary key (tenant, id)
  )`,
  `create table origins (
    tenant text not null,
    origin text not null,
    primary key (tenant, origin)
  )`,
];
