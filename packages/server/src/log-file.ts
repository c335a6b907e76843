/** A log file that does not grow for ever: beyond its bound it becomes `<file>.1`, and a new one begins. */
import { mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import pino from 'pino';

const MAX_BYTES = 64 * 1024 * 1024;

export interface LogFile {
  write(line: string): void;
  flushSync(): void;
}

/** Throws when the file cannot be opened. */
export function openLogFile(file: string, maxBytes = MAX_BYTES): LogFile {
  mkdirSync(dirname(file), { recursive: true });
  let bytes = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  const out = pino.destination({ dest: file, sync: true });
  return {
    write(line) {
      out.write(line);
      bytes += Buffer.byteLength(line);
      if (bytes < maxBytes) return;
      out.flushSync();
      renameSync(file, `${file}.1`);
      out.reopen();
      bytes = 0;
    },
    flushSync: () => out.flushSync(),
  };
}
