/** A database from before there were reports: what it kept is counted, too. */
import { type Kysely, sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type OpenDatabase, openDatabase } from '../../src/store/database.ts';
import { up } from '../../src/store/migrations/0004-reports.ts';
import type { PostgresStore } from '../../src/store/postgres-store.ts';
import type { Database } from '../../src/store/schema.ts';
import { callRecord, T0 } from '../contract/call-record.ts';
import { startTestPostgres, type TestPostgres } from '../support/test-postgres.ts';

let postgres: TestPostgres;
let store: PostgresStore;
let open: OpenDatabase;
beforeAll(async () => {
  postgres = await startTestPostgres();
  store = postgres.open();
  await store.migrate();
  open = openDatabase({ source: { address: postgres.address }, deadlines: false });
});
afterAll(async () => {
  await open?.close();
  await store?.close();
  await postgres?.close();
});

/** As the database was before the migration. */
async function without(db: Kysely<Database>): Promise<void> {
  await sql`drop table call_waits, call_agents`.execute(db);
  for (const index of ['place', 'dnis', 'outbound']) await sql.raw(`drop index call_records_${index}`).execute(db);
  await sql`drop index agent_state_records_long`.execute(db);
}

it('calls that were kept before are counted by the migration as they are when they come in', async () => {
  const calls = Array.from({ length: 1_203 }, (_, n) => callRecord(n));
  await store.commit('1', { docs: [], records: calls });
  await store.commit('other', { docs: [], records: calls.slice(0, 7) });
  const span = { from: T0, to: T0 + 86_400_000, slotMs: 86_400_000, inTimeMs: 20_000 };
  const count = async () => [
    await store.reports.queues('1', span),
    await store.reports.queues('other', span),
    await store.reports.agentCalls('1', span),
    await store.reports.calls('1', { agentId: '999', limit: 3 }),
  ];
  const before = await count();
  expect(before[0]).toMatchObject([
    { skill: null, offered: 1_203 },
    { skill: '1001', offered: 1_203 },
  ]);
  await without(open.db);
  // Alone: those after it have nothing to do with it.
  await up(open.db as unknown as Kysely<unknown>);
  expect(await count()).toEqual(before);
});
