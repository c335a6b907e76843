/**
 * The embedded database: a real PostgreSQL in the server's data directory, started with the server and stopped with it.
 *
 * - A server of ours that was killed leaves its postmaster running; the next one adopts it.
 * - One server a directory: the server holds a lock inside the database for as long as it lives, so the lock of a
 *   killed one is gone with its connection.
 * - A postmaster that dies is started again on the same port.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, chown, mkdir, readdir, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { DatabaseAddress } from '../database.ts';
import { EMBEDDED_LIMITS } from '../limits.ts';
import { type BinDir, packagedBinaries, usableBinaries } from './binaries.ts';
import { databaseUser, type OsUser, userCan } from './os-user.ts';
import {
  ask,
  type Cluster,
  clusterExists,
  dataOf,
  findRunning,
  freePort,
  makeCluster,
  PostmasterError,
  type Running,
  startPostmaster,
  stopPostmaster,
} from './postmaster.ts';

const DATABASE = 'wssoftphone';
/** "WSSP" in ASCII: the class of our advisory locks. */
const LOCK_CLASS = 0x57535350;

export interface EmbeddedLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
export interface EmbeddedOptions {
  /** The server's data directory; the database lives in `postgres/` below it. */
  readonly dataDir: string;
  readonly log: EmbeddedLog;
  /** PostgreSQL's programs; by default those of the npm package. */
  readonly binDir?: BinDir;
  /** For what the database's user must reach and cannot reach elsewhere. Used only when the server is root. */
  readonly cacheDir?: string;
  readonly stateDir?: string;
}
export interface EmbeddedDatabase {
  readonly address: DatabaseAddress;
  /** The postmaster was running already. */
  readonly adopted: boolean;
  /** Process id of the present postmaster. */
  pid(): number;
  /** Stops the database; everything committed is on disk. */
  stop(): Promise<void>;
  /** Lets go without stopping the database, as a killed server would. For tests. */
  abandon(): Promise<void>;
}

/** Another server uses the same data directory. */
export class DataDirInUseError extends Error {
  constructor(dataDir: string) {
    super(`Another server is using the data directory ${dataDir}. Stop it, or choose another directory with --data.`);
    this.name = 'DataDirInUseError';
  }
}

export async function startEmbeddedDatabase(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const { log } = options;
  await mkdir(options.dataDir, { recursive: true });
  const dataDir = await realpath(options.dataDir);
  const cluster = await locate(dataDir, options);
  if (!(await clusterExists(cluster))) {
    log.info({ dir: cluster.dir }, 'initialising the embedded database');
    await makeCluster(cluster).catch(async (error) => {
      // Two servers may start on a new directory together; the lock below decides between them.
      if (!(await clusterExists(cluster))) throw error;
    });
  }
  await sameVersion(cluster);

  const first = await ensureRunning(cluster, null);
  const { adopted } = first;
  const { port } = first.running.address;
  let { running } = first;
  let leaving = false;
  let reviving: Promise<void> = Promise.resolve();
  let lock = await takeLock(running.address, dataDir);
  const watch = () => {
    lock.once('end', () => {
      if (!leaving) reviving = revive();
    });
  };
  watch();
  await sweep(cluster);
  await createDatabase(running.address);
  log.info({ pid: running.pid, port, adopted }, 'the embedded database is ready');

  async function revive(): Promise<void> {
    log.warn({ pid: running.pid }, 'the embedded database went away; starting it again');
    for (let wait: number = EMBEDDED_LIMITS.restartMinMs; !leaving; ) {
      try {
        running = (await ensureRunning(cluster, port)).running;
        lock = await takeLock(running.address, dataDir);
        watch();
        log.info({ pid: running.pid, port }, 'the embedded database is back');
        return;
      } catch (error) {
        log.error({ err: error }, 'the embedded database could not be started again');
      }
      await pause(wait);
      wait = Math.min(wait * 2, EMBEDDED_LIMITS.restartMaxMs);
    }
  }
  async function leave(): Promise<void> {
    leaving = true;
    await reviving;
    await lock.end().catch(() => undefined);
  }
  return {
    address: { ...running.address, database: DATABASE },
    adopted,
    pid: () => running.pid,
    abandon: leave,
    async stop() {
      await leave();
      await stopPostmaster(cluster);
    },
  };
}

/** Where the cluster is and who runs it: in the data directory where the database's user can get there. */
async function locate(dataDir: string, options: EmbeddedOptions): Promise<Cluster> {
  const pointer = join(dataDir, 'postgres.location');
  const moved = (await readFile(pointer, 'utf8').catch(() => '')).trim();
  const wanted = moved || join(dataDir, 'postgres');
  const user = await databaseUser(join(wanted, 'data'));
  const bin =
    options.binDir ??
    (await usableBinaries({
      user,
      packaged: await packagedBinaries(),
      cacheDir: options.cacheDir ?? '/var/cache/wssoftphone',
    }));
  if (moved || (await reachable(user, dataDir))) return { dir: wanted, bin, user };
  const name = createHash('sha256').update(dataDir).digest('hex').slice(0, 16);
  const elsewhere = join(options.stateDir ?? '/var/lib/wssoftphone', name);
  await mkdir(elsewhere, { recursive: true, mode: 0o755 });
  await writeFile(pointer, `${join(elsewhere, 'postgres')}\n`);
  options.log.warn(
    { dataDir, database: elsewhere },
    'user postgres cannot get to the data directory, so the database is kept elsewhere; postgres.location says where',
  );
  return { dir: join(elsewhere, 'postgres'), bin, user };
}

/**
 * Whether the database's user can get to the data directory. A directory that is closed to all but root is opened to
 * that user's group, for passing through only; if that is not enough, it is left as it was.
 */
async function reachable(user: OsUser | null, dir: string): Promise<boolean> {
  if (user === null || (await userCan(user, '-x', dir))) return true;
  const { uid, gid, mode } = await stat(dir);
  if (uid !== 0 || (mode & 0o070) !== 0) return false;
  await chown(dir, uid, user.gid);
  await chmod(dir, (mode & 0o7777) | 0o010);
  if (await userCan(user, '-x', dir)) return true;
  await chown(dir, uid, gid);
  await chmod(dir, mode & 0o7777);
  return false;
}

async function sameVersion(cluster: Cluster): Promise<void> {
  const made = (await readFile(join(dataOf(cluster), 'PG_VERSION'), 'utf8').catch(() => '')).trim();
  const have = await programVersion(cluster);
  if (made && have && made !== have) {
    throw new Error(
      `The database in ${cluster.dir} was made by PostgreSQL ${made}; this server brings ${have}. ` +
        'Move the data with pg_dump and pg_restore, or run the server version that made it.',
    );
  }
}

function programVersion(cluster: Cluster): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    execFile(join(cluster.bin, 'postgres'), ['--version'], { ...cluster.user, cwd: '/' }, (error, out) => {
      if (error) reject(error);
      else resolve(/(\d+)(?:\.|beta|rc|devel|\s|$)/.exec(out)?.[1]);
    });
  });
}

/** Adopts the running postmaster or starts one. @param port the one to use again; null: adopt whichever, or choose. */
async function ensureRunning(cluster: Cluster, port: number | null): Promise<{ running: Running; adopted: boolean }> {
  const deadline = performance.now() + EMBEDDED_LIMITS.startMs;
  for (;;) {
    try {
      const found = await findRunning(cluster);
      if (!found) return { running: await startPostmaster(cluster, port ?? (await freePort())), adopted: false };
      if (port === null || found.address.port === port) return { running: found, adopted: true };
      throw new Error(`Another server runs the database in ${cluster.dir} on port ${found.address.port}.`);
    } catch (error) {
      if (!(error instanceof PostmasterError && error.passing) || performance.now() > deadline) throw error;
    }
    await pause(EMBEDDED_LIMITS.restartMinMs);
  }
}

/** Holds the directory's lock on a connection of its own, until that connection ends. */
async function takeLock(address: DatabaseAddress, dataDir: string): Promise<pg.Client> {
  const client = new pg.Client({ ...address, keepAlive: true, application_name: 'wsagentserver lock' });
  client.on('error', () => undefined);
  await client.connect();
  const deadline = performance.now() + EMBEDDED_LIMITS.lockMs;
  for (;;) {
    const { rows } = await client.query<{ held: boolean }>(`select pg_try_advisory_lock(${LOCK_CLASS}, 1) as held`);
    if (rows[0]?.held) return client;
    if (performance.now() > deadline) {
      await client.end();
      throw new DataDirInUseError(dataDir);
    }
    await pause(EMBEDDED_LIMITS.pollMs * 4);
  }
}

/** Removes clusters that were never finished: now that the lock is ours, nobody is making one. */
async function sweep(cluster: Cluster): Promise<void> {
  const half = `${basename(cluster.dir)}.new-`;
  for (const name of await readdir(dirname(cluster.dir))) {
    if (name.startsWith(half)) await rm(join(dirname(cluster.dir), name), { recursive: true, force: true });
  }
}

async function createDatabase(address: DatabaseAddress): Promise<void> {
  if (await ask(address, `select 1 from pg_database where datname = '${DATABASE}'`)) return;
  await ask(address, `create database ${DATABASE}`);
}
