/**
 * Who runs the embedded database. PostgreSQL refuses to run as root, so a server that is root lends it the user
 * `postgres` (made when the machine has none); any other server runs it as itself.
 */
import { execFile, spawn } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface OsUser {
  readonly uid: number;
  readonly gid: number;
}

/** null: as ourselves. An existing data directory stays with its owner. */
export async function databaseUser(dataDir: string): Promise<OsUser | null> {
  if (process.getuid?.() !== 0) return null;
  const owner = await stat(dataDir).catch(() => null);
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  return (await findUser('postgres')) ?? (await makeUser('postgres'));
}

async function findUser(name: string): Promise<OsUser | null> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return null;
  }
}

async function makeUser(name: string): Promise<OsUser> {
  try {
    await run('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', name]);
  } catch (cause) {
    throw new Error(
      `The embedded database cannot run as root, and user ${name} could not be made. ` +
        'Run the server as an ordinary user, or give it your own PostgreSQL with --database.',
      { cause },
    );
  }
  const made = await findUser(name);
  if (!made) throw new Error(`User ${name} was made and is not there.`);
  return made;
}

/** Whether that user may do `test` (-x, -w …) to a path, every directory above it included. */
export function userCan(user: OsUser | null, test: '-x' | '-r', path: string): Promise<boolean> {
  return exitCode(user, '/bin/sh', ['-c', `test ${test} "$1"`, 'sh', path]).then((code) => code === 0);
}

/** Exit code of a program run as that user; null when it could not be started. */
export function exitCode(user: OsUser | null, program: string, args: readonly string[]): Promise<number | null> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { ...user, cwd: '/', stdio: 'ignore' });
    child.once('error', () => resolve(null));
    child.once('exit', (code) => resolve(code));
  });
}
