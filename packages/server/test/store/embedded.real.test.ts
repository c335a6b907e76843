import { chmod, cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { packagedBinaries, usableBinaries } from '../../src/store/embedded/binaries.ts';
import { type EmbeddedDatabase, startEmbeddedDatabase } from '../../src/store/embedded/embedded.ts';
import { databaseUser } from '../../src/store/embedded/os-user.ts';
import { isAlive } from '../../src/store/embedded/postmaster.ts';
import { createPostgresStore } from '../../src/store/postgres-store.ts';
import { bundle, start } from '../support/child.ts';
import type { EmbeddedChildMessage } from '../support/embedded-child.ts';
import { QUIET } from '../support/quiet.ts';
import { DEBIAN_15, hasDebian15, until } from '../support/test-postgres.ts';

const asRoot = process.getuid?.() === 0;
const dirs: string[] = [];
const databases: EmbeddedDatabase[] = [];
async function newDir(mode = 0o755): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'wssp-emb-'));
  await chmod(dir, mode);
  dirs.push(dir);
  return dir;
}
async function open(dataDir: string, more: Partial<Parameters<typeof startEmbeddedDatabase>[0]> = {}) {
  const database = await startEmbeddedDatabase({ dataDir, log: QUIET, ...more });
  databases.push(database);
  return database;
}
afterEach(async () => {
  for (const database of databases.splice(0)) await database.stop();
});
afterAll(async () => {
  for (const dir of dirs) await rm(dir, { recursive: true, force: true });
});

it('makes a database on the first start, keeps it over the next, and locks its password away', async () => {
  const dir = await newDir();
  const first = await open(dir);
  expect(first.adopted).toBe(false);
  const store = createPostgresStore({ source: { address: first.address } });
  await store.migrate();
  await store.setParam('1', 'MAXCALLS', '5');
  await store.close();
  await first.stop();
  expect(isAlive(first.pid())).toBe(false);

  const password = join(dir, 'postgres', 'password');
  expect((await stat(password)).mode & 0o777).toBe(0o600);
  expect(await readFile(password, 'utf8')).toHaveLength(32);
  expect((await readdir(join(dir, 'postgres'))).sort()).toEqual(['data', 'password', 'startup.log']);

  const second = await open(dir);
  const again = createPostgresStore({ source: { address: second.address } });
  expect((await again.loadConfig('1')).config.params.maxCalls).toBe(5);
  await again.close();
});

it('does not let anybody in without the password', async () => {
  const { address } = await open(await newDir());
  const store = createPostgresStore({ source: { address: { ...address, password: 'guess' } } });
  expect(await store.healthy()).toBe(false);
  await expect(store.loadDocs('1')).rejects.toThrow(/password/);
  await store.close();
});

it('adopts the database that a killed server left running', async () => {
  const program = await bundle(new URL('../support/embedded-child.ts', import.meta.url));
  const dir = await newDir();
  const child = start<EmbeddedChildMessage>(program.file, { dataDir: dir });
  const { pid } = await child.heard(() => true);
  await child.kill();
  expect(isAlive(pid)).toBe(true);
  const database = await open(dir);
  expect(database.adopted).toBe(true);
  expect(database.pid()).toBe(pid);
  await program.remove();
});

it('refuses a second server on the same directory, and takes the next one when the first is gone', async () => {
  const dir = await newDir();
  const first = await open(dir);
  await expect(startEmbeddedDatabase({ dataDir: dir, log: QUIET })).rejects.toThrow(
    `Another server is using the data directory ${dir}`,
  );
  // The refusal did no harm to the first.
  const store = createPostgresStore({ source: { address: first.address } });
  expect(await store.healthy()).toBe(true);
  await store.close();
  await first.abandon();
  databases.splice(databases.indexOf(first), 1);
  expect((await open(dir)).adopted).toBe(true);
});

it('lets one of two servers have a new directory when both start at once', async () => {
  const dir = await newDir();
  const results = await Promise.allSettled([open(dir), open(dir)]);
  expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
  const refused = results.find((result) => result.status === 'rejected');
  expect(String(refused?.reason)).toContain('Another server is using the data directory');
});

it('brings a database back that died', async () => {
  const database = await open(await newDir());
  const store = createPostgresStore({ source: { address: database.address } });
  await store.migrate();
  await store.commit('1', { docs: [{ key: 'a', doc: { n: 1 } }], records: [] });
  const killed = database.pid();
  process.kill(killed, 'SIGKILL');
  await until(() => database.pid() !== killed);
  await until(() => store.healthy());
  expect((await store.loadDocs('1')).get('a')).toEqual({ n: 1 });
  await store.close();
});

it('is not stopped by the number of a dead postmaster that another process has now', async () => {
  const dir = await newDir();
  const first = await open(dir);
  const pidFile = join(dir, 'postgres', 'data', 'postmaster.pid');
  const lines = await readFile(pidFile, 'utf8');
  await first.stop();
  await writeFile(pidFile, lines.replace(/^\d+/, String(process.pid)));
  expect((await open(dir)).adopted).toBe(false);
});

it('starts over when initialising was cut short', async () => {
  const dir = await newDir();
  await mkdir(join(dir, 'postgres.new-cut', 'data'), { recursive: true });
  await writeFile(join(dir, 'postgres.new-cut', 'data', 'PG_VERSION'), '18');
  expect((await open(dir)).adopted).toBe(false);
  expect(await readdir(dir)).toEqual(['postgres']);
});

it.runIf(hasDebian15())('says what to do when another version made the data', async () => {
  const dir = await newDir();
  const old = await open(dir, { binDir: DEBIAN_15 });
  await old.stop();
  await expect(startEmbeddedDatabase({ dataDir: dir, log: QUIET })).rejects.toThrow(/PostgreSQL 15.*pg_dump/s);
});

describe.runIf(asRoot)('as root', () => {
  it('runs the database as another user', async () => {
    const dir = await newDir();
    const database = await open(dir);
    const status = await readFile(`/proc/${database.pid()}/status`, 'utf8');
    expect(status).toMatch(/^Uid:\s+(?!0\s)\d+/m);
  });

  it('lets the database’s user, and nobody else, pass through a closed data directory', async () => {
    const dir = await newDir(0o700);
    await open(dir);
    expect(await readdir(dir)).toEqual(['postgres']);
    const { mode, gid } = await stat(dir);
    expect(mode & 0o777).toBe(0o710);
    expect(gid).toBe((await databaseUser(join(dir, 'none')))?.gid);
  });

  it('keeps the database elsewhere when its user cannot get to the data directory', async () => {
    const closed = await newDir(0o700);
    const [stateDir, dataDir] = [await newDir(), join(closed, 'data')];
    const first = await open(dataDir, { stateDir });
    expect((await readFile(join(dataDir, 'postgres.location'), 'utf8')).startsWith(stateDir)).toBe(true);
    await first.stop();
    expect((await stat(closed)).mode & 0o777).toBe(0o700);
    // Also when the way has been opened since.
    await chmod(closed, 0o755);
    const second = await open(dataDir, { stateDir });
    expect(await readdir(dataDir)).toEqual(['postgres.location']);
    expect(second.adopted).toBe(false);
  });

  it('copies the programs when they lie where the user cannot go, and uses the copy again', async () => {
    const closed = await newDir(0o700);
    const cacheDir = await newDir();
    const packaged = await packagedBinaries();
    const root = join(closed, 'native');
    await cp(packaged.root, root, { recursive: true, verbatimSymlinks: true });
    const user = await databaseUser(join(closed, 'none'));
    const bin = await usableBinaries({ user, packaged: { root, version: 'test' }, cacheDir });
    expect(bin).toBe(join(cacheDir, 'postgres-test', 'bin'));
    expect(await readdir(cacheDir)).toEqual(['postgres-test']);
    const { mtimeMs } = await stat(join(bin, 'postgres'));
    await usableBinaries({ user, packaged: { root, version: 'test' }, cacheDir });
    expect((await stat(join(bin, 'postgres'))).mtimeMs).toBe(mtimeMs);
    const database = await open(await newDir(), { binDir: bin });
    expect(database.adopted).toBe(false);
  });
});

it('makes the symbolic links that an install without scripts left out', async () => {
  const packaged = await packagedBinaries();
  const bare = join(await newDir(), 'native');
  await cp(packaged.root, bare, { recursive: true, verbatimSymlinks: true });
  const lib = join(bare, 'lib');
  for (const entry of await readdir(lib, { withFileTypes: true })) {
    if (entry.isSymbolicLink()) await rm(join(lib, entry.name));
  }
  const user = await databaseUser(join(bare, 'none'));
  const cacheDir = await newDir();
  expect(await usableBinaries({ user, packaged: { root: bare, version: 'bare' }, cacheDir })).toBe(join(bare, 'bin'));
});
