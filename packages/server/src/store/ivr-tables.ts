/** Flows and recordings in the database. */
import type { AuditRecord } from '@wssoftphone/engine';
import { type Kysely, sql } from 'kysely';
import type { IvrStore } from '../ports/store.ts';
import { writeAudit } from './commit.ts';
import type { Database } from './schema.ts';

/** @param run wraps what the driver throws */
export function createIvrStore(db: Kysely<Database>, run: <T>(work: () => Promise<T>) => Promise<T>): IvrStore {
  const one = (row: { readonly numDeletedRows: bigint } | undefined): boolean => (row?.numDeletedRows ?? 0n) > 0n;
  /** A change and its audit record: both, or none. `changed` false: there was nothing to change. */
  const change = (tenant: string, audit: AuditRecord | undefined, work: (on: Kysely<Database>) => Promise<boolean>) =>
    run(() =>
      db.transaction().execute(async (on) => {
        const changed = await work(on);
        if (changed && audit !== undefined) await writeAudit(on, tenant, audit);
        return changed;
      }),
    );
  return {
    flows: (tenant) =>
      run(() =>
        db.selectFrom('ivr_flows').select(['svn', 'flow']).where('tenant', '=', tenant).orderBy('svn').execute(),
      ),
    putFlow: async (tenant, svn, flow, audit) => {
      const json = JSON.stringify(flow);
      await change(tenant, audit, async (on) => {
        await on
          .insertInto('ivr_flows')
          .values({ tenant, svn, flow: json })
          .onConflict((conflict) =>
            conflict.columns(['tenant', 'svn']).doUpdateSet({ flow: json, changed_at: sql<Date>`now()` }),
          )
          .execute();
        return true;
      });
    },
    deleteFlow: (tenant, svn, audit) =>
      change(tenant, audit, async (on) =>
        one(await on.deleteFrom('ivr_flows').where('tenant', '=', tenant).where('svn', '=', svn).executeTakeFirst()),
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
    putRecording: async (tenant, { name, digest, rate, ms }, wav, audit) => {
      const values = { digest, rate, ms, wav };
      await change(tenant, audit, async (on) => {
        await on
          .insertInto('recordings')
          .values({ tenant, name, ...values })
          .onConflict((conflict) =>
            conflict.columns(['tenant', 'name']).doUpdateSet({ ...values, changed_at: sql<Date>`now()` }),
          )
          .execute();
        return true;
      });
    },
    deleteRecording: (tenant, name, audit) =>
      change(tenant, audit, async (on) =>
        one(await on.deleteFrom('recordings').where('tenant', '=', tenant).where('name', '=', name).executeTakeFirst()),
      ),
  };
}
