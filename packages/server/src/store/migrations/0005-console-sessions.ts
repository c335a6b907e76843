/** Who is signed in at the console, over a restart of the server. */
import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(TABLE).execute(db);
}

// Of the cookie only its SHA-256; who reads this table cannot sign in with it.
const TABLE = `create table console_sessions (
  tenant text not null,
  digest text not null,
  user_name text not null,
  mark text not null,
  since timestamptz(3) not null,
  used_at timestamptz(3) not null,
  primary key (tenant, digest)
)`;
