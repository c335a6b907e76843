/** Opens PostgreSQL: a bounded pool that throws broken connections away, and kysely on top of it. */
import { Kysely, PostgresDialect, type PostgresPool } from 'kysely';
import pg from 'pg';
import { sqlState } from './errors.ts';
import { STORE_LIMITS } from './limits.ts';
import type { Database } from './schema.ts';

/** Where the database is, and who we are there. */
export interface DatabaseAddress {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}
export type DatabaseSource = { readonly url: string } | { readonly address: DatabaseAddress };

export interface OpenOptions {
  readonly source: DatabaseSource;
  readonly connections?: number;
  /** False: statements may take as long as they like (migrations). */
  readonly deadlines?: boolean;
  /** Hears of connections that broke while nobody used them. */
  readonly onIdleError?: (error: Error) => void;
}

export interface OpenDatabase {
  readonly db: Kysely<Database>;
  close(): Promise<void>;
}

/** int8 comes back as bigint: a count that does not fit a number must not lose digits silently. */
const INT8 = 20;
const types = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === INT8 && format !== 'binary'
      ? (text: string) => BigInt(text)
      : pg.types.getTypeParser(oid, format as 'text')) as typeof pg.types.getTypeParser,
};

export function openDatabase(options: OpenOptions): OpenDatabase {
  const deadlines = options.deadlines ?? true;
  const pool = new pg.Pool({
    ...connection(options.source),
    application_name: 'wsagentserver',
    max: options.connections ?? STORE_LIMITS.connections,
    connectionTimeoutMillis: STORE_LIMITS.connectMs,
    keepAlive: true,
    types,
    ...(deadlines
      ? { statement_timeout: STORE_LIMITS.statementMs, query_timeout: STORE_LIMITS.answerMs }
      : { statement_timeout: 0 }),
  });
  // Without a listener one connection that the server closes would end the process: the pool listens only while a
  // connection is idle, and nobody while it is lent out between two statements.
  pool.on('error', (error) => options.onIdleError?.(error));
  pool.on('connect', (client) => client.on('error', () => undefined));
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool: discardBroken(pool) }) });
  return { db, close: () => db.destroy() };
}

export function connection(source: DatabaseSource): pg.ClientConfig {
  if ('url' in source) return { connectionString: source.url };
  return { ...source.address };
}

/**
 * kysely gives every connection back to the pool as good. One that failed without an answer from the server (time-out,
 * reset) may still carry the old statement, so it is closed instead.
 */
function discardBroken(pool: pg.Pool): PostgresPool {
  const guarded = {
    async connect() {
      const client = await pool.connect();
      let broken: Error | undefined;
      return {
        async query(text: string, values: unknown[]) {
          try {
            return await client.query(text, values);
          } catch (error) {
            if (sqlState(error) === null) broken = error instanceof Error ? error : new Error(String(error));
            throw error;
          }
        },
        release: () => client.release(broken),
      };
    },
    end: () => pool.end(),
  };
  // kysely also declares a cursor form of query(), which only streaming uses.
  return guarded as unknown as PostgresPool;
}
