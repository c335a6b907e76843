/** Who says whether a keyed password is right. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileChecker, hashLine, urlChecker } from '../../src/crm/checkers.ts';

const asked = (digits: string, ani = '13800138000') => ({ svn: '8888', ani, coid: 'BC_1', digits });

describe('a file of hashes', () => {
  let directory = '';
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'wssp-hashes-'));
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  it('knows each caller’s own, and one for all others', async () => {
    const file = join(directory, 'a');
    await writeFile(file, `# ours\n${await hashLine('13800138000', '2468')}\n\n${await hashLine('*', '1357')}\n`);
    const check = fileChecker(file);
    expect(await check(asked('2468'))).toBe(true);
    expect(await check(asked('1357'))).toBe(false);
    expect(await check(asked('1357', '13900139000'))).toBe(true);
    expect(await check(asked('', '13900139000'))).toBe(false);
  });

  it('is read again when it has changed', async () => {
    const file = join(directory, 'b');
    await writeFile(file, await hashLine('*', '1111'));
    const check = fileChecker(file);
    expect(await check(asked('2222'))).toBe(false);
    await writeFile(file, `${await hashLine('*', '2222')}\n# longer than before\n`);
    expect(await check(asked('2222'))).toBe(true);
  });

  it('names the line that is not right, and nothing of what stands there', async () => {
    const file = join(directory, 'c');
    await writeFile(file, '# first\n13800138000 2468\n');
    const failure = await fileChecker(file)(asked('2468')).then(() => 'none', String);
    expect(failure).toContain(`${file}:2: expected`);
    expect(failure).not.toContain('2468');
  });

  it('makes another line of the same password each time', async () => {
    expect(await hashLine('*', '1234')).not.toBe(await hashLine('*', '1234'));
    expect(await hashLine('*', '1234')).not.toContain('1234$');
  });
});

describe('the CRM', () => {
  const answering = (answer: unknown) => urlChecker({ ask: async () => answer, close: () => {} }, 'https://crm/check');
  it.each([true, false])('says %s', async (good) => {
    expect(await answering({ good })(asked('2468'))).toBe(good);
  });
  it.each([{}, { good: 'yes' }, null, true])('that answers %j gives no verdict', async (answer) => {
    await expect(answering(answer)(asked('2468'))).rejects.toThrow('"good"');
  });
});
