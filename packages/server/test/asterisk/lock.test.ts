import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { lock, tryLock } from '../../src/switch/asterisk/local/lock.ts';

let directory: string;
let path: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'wssp-lock-'));
  path = join(directory, 'x.lock');
});
afterEach(() => rm(directory, { recursive: true }));

it('is had by one at a time', async () => {
  const mine = await tryLock(path);
  expect(mine).not.toBeNull();
  expect(await tryLock(path)).toBeNull();
  await mine?.release();
  const next = await tryLock(path);
  expect(next).not.toBeNull();
  expect(await readFile(path, 'utf8')).toBe(String(process.pid));
});

it('is free when its owner is dead', async () => {
  const dead = spawnSync(process.execPath, ['-e', '']).pid;
  await writeFile(path, String(dead));
  expect(await tryLock(path)).not.toBeNull();
  expect(await readdir(directory)).toEqual(['x.lock']);
});

it('is waited for, and not for ever', async () => {
  const mine = await tryLock(path);
  const waiting = lock(path, 5_000);
  await mine?.release();
  await (await waiting).release();
  await tryLock(path);
  await expect(lock(path, 0)).rejects.toThrow(path);
});
