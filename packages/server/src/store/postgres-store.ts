/** The store on PostgreSQL 15 and later: embedded or the user's own, the same code. */
import type { TenantConfig } from '@wssoftphone/engine';
import { Migrator, sql } from 'kysely';
import { assembleConfig } from '../config/assemble.ts';
import type { ConfigRows } from '../config/rows.ts';
import type { CallFilter, CommitBatch, LoadedConfig, Store } from '../ports/store.ts';
import { claim, prepareCommit } from './commit.ts';
import { readConfig } from './config-tables.ts';
import { seedConfigRows } from './config-write.ts';
import { createConsoleStore } from './console-tables.ts';
import { type DatabaseSource, openDatabase } from './database.ts';
import { StoreError, storeError } from './errors.ts';
import { createIvrStore } from './ivr-tables.ts';
import { MIGRATIONS } from './migrations/index.ts';
import { readAgentStates, readAudit, readCalls } from './records.ts';
import { createReportStore } from './reports.ts';
import { createTalkStore } from './talk-tables.ts';

export interface PostgresStore extends Store {
  /** Writes a whole configuration into a tenant that has none. False: it has one, and nothing was written. */
  seed(tenant: string, name: string, rows: ConfigRows): Promise<boolean>;
}

export interface PostgresStoreOptions {
  readonly source: DatabaseSource;
  /** Hears of connections that broke while nobody used them. */
  readonly onIdleError?: (error: Error) => void;
}

/** Opens nothing yet: a database that is away shows at the first operation, as a StoreError `away`. */
export function createPostgresStore(options: PostgresStoreOptions): PostgresStore {
  const { db, close } = openDatabase({
    source: options.source,
    ...(options.onIdleError ? { onIdleError: options.onIdleError } : {}),
  });
  const heads = new Map<string, Promise<{ readonly epoch: bigint; rev: bigint }>>();

  /** Our claim on a tenant; taken at the first commit, and again when taking it failed. */
  function headOf(tenant: string) {
    const known = heads.get(tenant);
    if (known) return known;
    const claimed = claim(db, tenant).then((epoch) => ({ epoch, rev: 0n }));
    heads.set(tenant, claimed);
    claimed.catch(() => heads.delete(tenant));
    return claimed;
  }

  async function run<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw storeError(error);
    }
  }

  return {
    migrate: () => run(() => migrate(options.source)),
    loadConfig: (tenant: string, running?: TenantConfig): Promise<LoadedConfig> =>
      run(async () => assembleConfig(tenant, (await readConfig(db, tenant)).rows, running)),
    loadDocs: (tenant: string) =>
      run(async () => {
        const rows = await db.selectFrom('live_docs').select(['key', 'doc']).where('tenant', '=', tenant).execute();
        return new Map<string, unknown>(rows.map((row) => [row.key, row.doc]));
      }),
    commit(tenant: string, batch: CommitBatch) {
      // Documents are read before the first await: the caller goes on changing them.
      const docs = batch.docs.map((write) =>
        write.doc === null ? write : { ...write, json: write.json ?? JSON.stringify(write.doc) },
      );
      const records = [...batch.records];
      return run(async () => {
        const head = await headOf(tenant);
        head.rev += 1n;
        const { fenced } = await prepareCommit(tenant, { ...head }, { docs, records })(db);
        if (fenced) throw new StoreError('superseded', `another server has taken tenant ${tenant} over`);
      });
    },
    calls: (tenant: string, filter: CallFilter) => run(() => readCalls(db, tenant, filter)),
    agentStates: (tenant, filter) => run(() => readAgentStates(db, tenant, filter)),
    audit: (tenant, filter) => run(() => readAudit(db, tenant, filter)),
    setParam: (tenant: string, key: string, value: string) =>
      run(async () => {
        await db
          .insertInto('SystemParam')
          .values({ Tenant: tenant, ParamKey: key, ParamValue: value })
          .onConflict((conflict) => conflict.columns(['Tenant', 'ParamKey']).doUpdateSet({ ParamValue: value }))
          .execute();
      }),
    ivr: createIvrStore(db, run),
    talks: createTalkStore(db, run),
    reports: createReportStore(db, run),
    console: createConsoleStore(db, run),
    seed: (tenant, name, rows) => run(() => seedConfigRows(db, tenant, name, rows)),
    async healthy() {
      try {
        await sql`select 1`.execute(db);
        return true;
      } catch {
        return false;
      }
    },
    close,
  };
}

/** On a connection without deadlines of its own: a large table takes its time, and so does waiting for another server. */
async function migrate(source: DatabaseSource): Promise<void> {
  const { db, close } = openDatabase({ source, connections: 2, deadlines: false });
  try {
    const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...MIGRATIONS }) } });
    const { error, results } = await migrator.migrateToLatest();
    if (error) {
      const failed = results?.find((result) => result.status === 'Error')?.migrationName;
      throw storeError(
        failed && error instanceof Error ? new Error(`migration ${failed}: ${error.message}`, { cause: error }) : error,
      );
    }
  } finally {
    await close();
  }
}
