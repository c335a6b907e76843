/** A PostgreSQL of its own for a test file: the embedded one, or Debian's through the same launcher. */
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until as waitUntil } from '../../../../e2e/lib/until.ts';
import type { DatabaseAddress } from '../../src/store/database.ts';
import { type EmbeddedDatabase, startEmbeddedDatabase } from '../../src/store/embedded/embedded.ts';
import { createPostgresStore, type PostgresStore } from '../../src/store/postgres-store.ts';
import { QUIET } from './quiet.ts';

export const DEBIAN_15 = '/usr/lib/postgresql/15/bin';
export const hasDebian15 = (): boolean => existsSync(join(DEBIAN_15, 'postgres'));

export interface TestPostgres {
  readonly address: DatabaseAddress;
  readonly database: EmbeddedDatabase;
  open(): PostgresStore;
  /** kill -9 of the database server; it is started again by itself. */
  crash(): Promise<void>;
  /** Stops every process of the database where it stands: what is under way stays under way. Linux. */
  freeze(): Promise<readonly number[]>;
  close(): Promise<void>;
}

export async function startTestPostgres(binDir?: string): Promise<TestPostgres> {
  const dataDir = await mkdtemp(join(tmpdir(), 'wssp-pg-'));
  const database = await startEmbeddedDatabase({ dataDir, log: QUIET, ...(binDir ? { binDir } : {}) });
  return {
    address: database.address,
    database,
    open: () => createPostgresStore({ source: { address: database.address } }),
    async freeze() {
      const pids = [database.pid(), ...(await childrenOf(database.pid()))];
      for (const pid of pids) process.kill(pid, 'SIGSTOP');
      return pids;
    },
    async crash() {
      const killed = database.pid();
      // The children too: a frozen one would outlive its parent.
      for (const pid of [killed, ...(await childrenOf(killed))]) process.kill(pid, 'SIGKILL');
      await until(() => database.pid() !== killed);
    },
    async close() {
      await database.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** A database takes its time to come back, and announces itself to nobody. */
export const until = (isSo: () => boolean | Promise<boolean>): Promise<void> =>
  waitUntil(isSo, `${isSo}`, { patienceMs: 30_000 });

async function childrenOf(parent: number): Promise<number[]> {
  const children: number[] = [];
  for (const name of await readdir('/proc').catch(() => [])) {
    if (!/^\d+$/.test(name)) continue;
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
    // pid (comm) state ppid …
    if (Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === parent) children.push(Number(name));
  }
  return children;
}
