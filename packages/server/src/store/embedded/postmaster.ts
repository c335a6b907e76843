/** One PostgreSQL server process on one data directory: make, start, find, stop. */
import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, mkdtemp, open, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import type { DatabaseAddress } from '../database.ts';
import { sqlState } from '../errors.ts';
import { EMBEDDED_LIMITS } from '../limits.ts';
import type { BinDir } from './binaries.ts';
import type { OsUser } from './os-user.ts';

const run = promisify(execFile);

/** A cluster: `data` (the database's own), `password` (ours, 0600). */
export interface Cluster {
  readonly dir: string;
  readonly bin: BinDir;
  readonly user: OsUser | null;
}
export interface Running {
  readonly pid: number;
  readonly address: DatabaseAddress;
}

/** What initdb and a start said, when they failed. */
export class PostmasterError extends Error {
  constructor(what: string, said: string) {
    super(`${what}: ${said.trim().split('\n').slice(-8).join('\n') || 'no output'}`);
    this.name = 'PostmasterError';
  }
  /** Children of a killed postmaster are still going, or somebody started one in the same instant. */
  get passing(): boolean {
    return /shared memory block|lock file "postmaster\.pid" already exists|Address already in use/.test(this.message);
  }
}

export const dataOf = (cluster: Cluster): string => join(cluster.dir, 'data');

export async function clusterExists(cluster: Cluster): Promise<boolean> {
  return (await stat(join(dataOf(cluster), 'PG_VERSION')).catch(() => null)) !== null;
}

/** Makes a new cluster under another name and moves it in place, so that a half-made one is never taken for a whole. */
export async function makeCluster(cluster: Cluster): Promise<void> {
  await mkdir(dirname(cluster.dir), { recursive: true });
  const half = await mkdtemp(`${cluster.dir}.new-`);
  try {
    await chmod(half, 0o755);
    const password = randomBytes(24).toString('base64url');
    const forInit = join(half, 'init-password');
    await mkdir(join(half, 'data'), { mode: 0o700 });
    await writeFile(join(half, 'password'), password, { mode: 0o600 });
    await writeFile(forInit, password, { mode: 0o600 });
    for (const path of cluster.user ? [join(half, 'data'), forInit] : []) {
      await chown(path, cluster.user?.uid ?? -1, cluster.user?.gid ?? -1);
    }
    await run(
      join(cluster.bin, 'initdb'),
      [
        `--pgdata=${join(half, 'data')}`,
        '--username=postgres',
        `--pwfile=${forInit}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--no-locale',
      ],
      { ...cluster.user, cwd: '/', timeout: EMBEDDED_LIMITS.initMs },
    );
    await rm(forInit);
    await rename(half, cluster.dir);
  } catch (error) {
    await rm(half, { recursive: true, force: true });
    const said = error instanceof Error && 'stderr' in error ? `${error.message}\n${String(error.stderr)}` : '';
    if (said) throw new PostmasterError('The embedded database could not be initialised', said);
    throw error;
  }
}

/** The address of a cluster's server on that port. */
export async function addressOf(cluster: Cluster, port: number): Promise<DatabaseAddress> {
  const password = (await readFile(join(cluster.dir, 'password'), 'utf8')).trim();
  return { host: '127.0.0.1', port, user: 'postgres', password, database: 'postgres' };
}

/** The server that runs on this cluster already, if any: it outlives a server of ours that was killed. */
export async function findRunning(cluster: Cluster): Promise<Running | null> {
  const file = join(dataOf(cluster), 'postmaster.pid');
  const lines = (await readFile(file, 'utf8').catch(() => '')).split('\n');
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return null;
  if (!(await isPostgres(pid))) {
    // After a reboot the old number may belong to anybody, and PostgreSQL would take it for a rival.
    await rm(file, { force: true });
    return null;
  }
  if (!Number.isInteger(port) || port <= 0) return null;
  const address = await addressOf(cluster, port);
  await untilReady(address, () => (isAlive(pid) ? null : 'it went away'));
  const here = await ask(address, 'show data_directory');
  return here === (await realpath(dataOf(cluster))) ? { pid, address } : null;
}

/** Starts the server and waits until it takes connections. It is its own session: a Ctrl-C here does not reach it. */
export async function startPostmaster(cluster: Cluster, port: number): Promise<Running> {
  const sayings = join(cluster.dir, 'startup.log');
  const out = await open(sayings, 'w', 0o600);
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '40',
    shared_buffers: '32MB',
    // Seven files, one a weekday, each begun anew: the log is bounded.
    logging_collector: 'on',
    log_filename: 'postgresql-%a.log',
    log_truncate_on_rotation: 'on',
    log_rotation_age: '1d',
    log_rotation_size: '0',
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  let exit: string | null = null;
  const child = spawn(join(cluster.bin, 'postgres'), ['-D', dataOf(cluster), '-p', String(port), ...options], {
    ...cluster.user,
    cwd: '/',
    detached: true,
    stdio: ['ignore', out.fd, out.fd],
  });
  child.once('error', (error) => {
    exit = error.message;
  });
  child.once('exit', (code, signal) => {
    exit = `exit ${code ?? signal}`;
  });
  child.unref();
  try {
    const address = await addressOf(cluster, port);
    await untilReady(address, () => exit);
    return { pid: child.pid ?? 0, address };
  } catch (error) {
    if (exit === null && child.pid) process.kill(child.pid, 'SIGQUIT');
    const said = await readFile(sayings, 'utf8').catch(() => '');
    throw new PostmasterError('The embedded database did not start', `${said}\n${String(error)}`);
  } finally {
    await out.close();
  }
}

/** Fast shutdown: connections are closed, everything is on disk. */
export async function stopPostmaster(cluster: Cluster): Promise<void> {
  const seconds = String(Math.ceil(EMBEDDED_LIMITS.stopMs / 1_000));
  const stop = (mode: string) =>
    run(join(cluster.bin, 'pg_ctl'), ['stop', '-D', dataOf(cluster), '-m', mode, '-w', '-t', seconds], {
      ...cluster.user,
      cwd: '/',
    });
  await stop('fast').catch(async (error) => {
    // Not running is what we wanted.
    if (/no server running|PID file .* does not exist/i.test(String(error))) return;
    await stop('immediate');
  });
}

/** A port nobody listens on, below the range that outgoing connections take theirs from. */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 50; attempt++) {
    const port = 20_000 + (randomBytes(2).readUInt16BE() % 10_000);
    const free = await new Promise<boolean>((resolve) => {
      const probe = createServer();
      probe.once('error', () => resolve(false));
      probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
    });
    if (free) return port;
  }
  throw new Error('No free port for the embedded database.');
}

/** One value of one row. */
export async function ask(address: DatabaseAddress, query: string): Promise<unknown> {
  const client = new pg.Client({ ...address, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query({ text: query, rowMode: 'array' });
    return (rows as unknown[][])[0]?.[0];
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function untilReady(address: DatabaseAddress, gone: () => string | null): Promise<void> {
  const deadline = performance.now() + EMBEDDED_LIMITS.startMs;
  for (;;) {
    try {
      await ask(address, 'select 1');
      return;
    } catch (error) {
      const state = sqlState(error);
      // 57P03: starting up or recovering; no state: not listening yet. Anything else will not pass by waiting.
      if (state !== null && state !== '57P03') throw error;
      const why = gone();
      if (why !== null) throw new Error(why, { cause: error });
      if (performance.now() > deadline) throw error;
    }
    await pause(EMBEDDED_LIMITS.pollMs);
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

async function isPostgres(pid: number): Promise<boolean> {
  if (process.platform !== 'linux') return true;
  const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '');
  return name.trim() === 'postgres';
}
