/** Secrets that nobody gave: made once, kept in the data directory, readable by the server's user only. */
import { randomBytes } from 'node:crypto';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const BYTES = 32;
/** Of the console's first administrator, until he changes it. */
export const CONSOLE_PASSWORD = 'console-password';

/** The secret kept under that name; made when there is none. */
export async function keptSecret(dataDir: string, name: string): Promise<string> {
  const file = join(dataDir, name);
  const known = await read(file);
  if (known !== null) return known;
  await mkdir(dataDir, { recursive: true });
  const half = `${file}.${randomBytes(8).toString('hex')}`;
  try {
    await writeFile(half, `${randomBytes(BYTES).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
    // A link is there with all of its text or not at all, and never replaces one that is there.
    await link(half, file);
  } catch (error) {
    // Another server on the same directory made it first.
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    await rm(half, { force: true });
  }
  const made = await read(file);
  if (made === null) throw new Error(`${file} is empty. Delete it, and a new secret is made.`);
  return made;
}

async function read(file: string): Promise<string | null> {
  try {
    return (await readFile(file, 'utf8')).trim() || null;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
