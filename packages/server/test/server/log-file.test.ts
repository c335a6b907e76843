import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openLogFile } from '../../src/log-file.ts';

it('a log file keeps to its bound and loses no line of the last two files', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'wssp-log-'));
  try {
    const file = join(dir, 'logs', 'server.log');
    const log = openLogFile(file, 100);
    for (let n = 0; n < 25; n += 1) log.write(`line ${String(n).padStart(4, '0')}\n`);
    log.flushSync();
    expect((await readdir(join(dir, 'logs'))).sort()).toEqual(['server.log', 'server.log.1']);
    const lines = (await readFile(`${file}.1`, 'utf8')) + (await readFile(file, 'utf8'));
    expect(lines.trim().split('\n')).toEqual(
      Array.from({ length: 15 }, (_, n) => `line ${String(n + 10).padStart(4, '0')}`),
    );
    const again = openLogFile(file, 100);
    for (let n = 25; n < 30; n += 1) again.write(`line ${String(n).padStart(4, '0')}\n`);
    again.flushSync();
    expect((await readFile(`${file}.1`, 'utf8')).split('\n').at(-2)).toBe('line 0029');
  } finally {
    await rm(dir, { recursive: true });
  }
});
