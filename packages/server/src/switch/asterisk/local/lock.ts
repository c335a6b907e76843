/** Locks between processes, as files that hold the owner's process id; a lock whose owner is dead is free. */
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { isAlive } from './run.ts';

export interface FileLock {
  release(): Promise<void>;
}

/** Takes the lock, or resolves null when a living process holds it. */
export async function tryLock(path: string): Promise<FileLock | null> {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      await writeFile(path, String(process.pid), { flag: 'wx' });
      return { release: () => rm(path, { force: true }) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const owner = Number(await readFile(path, 'utf8').catch(() => ''));
    // An empty file is a lock in the moment of being written.
    if (!Number.isInteger(owner) || owner <= 0 || isAlive(owner)) return null;
    await clear(path, owner);
  }
  return null;
}

/** Takes a dead owner's lock away; not one that somebody else has taken meanwhile. */
async function clear(path: string, owner: number): Promise<void> {
  const aside = `${path}.${process.pid}`;
  await rename(path, aside).catch(() => {});
  const moved = Number(await readFile(aside, 'utf8').catch(() => String(owner)));
  if (moved !== owner) await link(aside, path).catch(() => {});
  await rm(aside, { force: true });
}

/** Waits for the lock. Rejects after timeoutMs, naming the file. */
export async function lock(path: string, timeoutMs: number): Promise<FileLock> {
  const end = performance.now() + timeoutMs;
  for (;;) {
    const taken = await tryLock(path);
    if (taken !== null) return taken;
    if (performance.now() > end) throw new Error(`${path} is held by another process; remove it if none runs`);
    await pause(200);
  }
}
