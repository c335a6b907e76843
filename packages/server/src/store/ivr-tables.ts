/** Flows and recordings in the database. */
import { type Kysely, sql } from 'kysely';
import type { IvrStore } from '../ports/store.ts';
import type { Database } from './schema.ts';

/** @param run wraps what the driver throws */
export function createIvrStore(db: Kysely<Database>, run: <T>(work: () => Promise<T>) => Promise<T>): IvrStore {
  const one = (row: { readonly numDeletedRows: bigint } | undefined): boolean => (row?.numDeletedRows ?? 0n) > 0n;
  return {
    flows: (tenant) =>
      run(() =>
        db.selectFrom('ivr_flows').select(['svn', 'flow']).where('tenant', '=', tenant).orderBy('svn').execute(),
      ),
    putFlow: (tenant, svn, flow) =>
      run(async () => {
        const json = JSON.stringify(flow);
        await db
          .insertInto('ivr_flows')
          .values({ tenant, svn, flow: json })
          .onConflict((conflict) =>
            conflict.columns(['tenant', 'svn']).doUpdateSet({ flow: json, changed_at: sql<Date>`now()` }),
          )
          .execute();
      }),
    deleteFlow: (tenant, svn) =>
      run(async () =>
        one(await db.deleteFrom('ivr_flows').where('tenant', '=', tenant).where('svn', '=', svn).executeTakeFirst()),
      ),
    recordings: (tenant) =>
      run(() =>
        db
          .selectFrom('recordings')
          .select(['name', 'digest', 'rate', 'ms'])
          .where('tenant', '=', tenant)
          .orderBy('name')
          .execute(),
      ),
    recording: (tenant, name) =>
      run(async () => {
        const row = await db
          .selectFrom('recordings')
          .select('wav')
          .where('tenant', '=', tenant)
          .where('name', '=', name)
          .executeTakeFirst();
        return row?.wav ?? null;
      }),
    putRecording: (tenant, { name, digest, rate, ms }, wav) =>
      run(async () => {
        const values = { digest, rate, ms, wav };
        await db
          .insertInto('recordings')
          .values({ tenant, name, ...values })
          .onConflict((conflict) =>
            conflict.columns(['tenant', 'name']).doUpdateSet({ ...values, changed_at: sql<Date>`now()` }),
          )
          .execute();
      }),
    deleteRecording: (tenant, name) =>
      run(async () =>
        one(await db.deleteFrom('recordings').where('tenant', '=', tenant).where('name', '=', name).executeTakeFirst()),
      ),
  };
}
