/**
 * Puts the tenant's recordings where Asterisk plays files from. A file is named by what is in it, so one that plays is
 * never changed: a new version is a new file, and old ones go when nobody names them any more.
 */
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RecordingSetup } from '../../ports/switch.ts';
import type { RecordingShelf, SwitchLog } from './options.ts';
import type { RecordingMedia } from './prompts.ts';

/** Asterisk tells the rate of a WAV file by its ending. */
const ENDING: Readonly<Record<number, string>> = { 8000: 'wav', 16000: 'wav16' };
const OURS = /^wssp-[0-9a-f]{64}\.(wav|wav16)$/;

/** Media by name, of those that could be put in place; the others are logged. Rejects when the directory is no good. */
export async function shelve(
  shelf: RecordingShelf,
  recordings: readonly RecordingSetup[],
  log: SwitchLog,
): Promise<RecordingMedia> {
  await mkdir(shelf.directory, { recursive: true });
  const there = new Set((await readdir(shelf.directory)).filter((name) => OURS.test(name)));
  const media = new Map<string, string>();
  const wanted = new Set<string>();
  for (const recording of recordings) {
    const stem = `wssp-${recording.digest}`;
    const file = `${stem}.${ENDING[recording.rate] ?? 'wav'}`;
    wanted.add(file);
    try {
      if (!there.has(file)) await put(shelf, file, await recording.load());
      media.set(recording.name, `sound:${shelf.path}/${stem}`);
    } catch (error) {
      log.error({ recording: recording.name, error: String(error) }, 'a recording could not be put into place');
    }
  }
  for (const old of there) if (!wanted.has(old)) await rm(join(shelf.directory, old), { force: true });
  return media;
}

/** Whole or not at all. */
async function put({ directory }: RecordingShelf, file: string, bytes: Buffer): Promise<void> {
  const half = join(directory, `${file}.${process.pid}.part`);
  await writeFile(half, bytes, { mode: 0o644 });
  await rename(half, join(directory, file));
}
