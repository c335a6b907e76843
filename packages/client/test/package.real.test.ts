/** The package as it is published: packed, unpacked elsewhere, and used by somebody who has nothing of this workspace. */
import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
// @ts-expect-error -- plain JavaScript, without types
import { buildClient } from '../../../scripts/build-client.mjs';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../..', import.meta.url));
const client = fileURLToPath(new URL('..', import.meta.url));
const tsc = join(root, 'node_modules/typescript/bin/tsc');
let elsewhere = '';

beforeAll(async () => {
  await run(process.execPath, [tsc, '-b', client]);
  await buildClient();
  elsewhere = await mkdtemp(join(tmpdir(), 'wssoftphone-consumer-'));
  await run('npm', ['pack', '--pack-destination', elsewhere, '--loglevel=error'], { cwd: client });
  const [tarball = ''] = await readdir(elsewhere);
  await mkdir(join(elsewhere, 'node_modules/wssoftphone'), { recursive: true });
  await run('tar', ['xzf', join(elsewhere, tarball), '--strip-components=1', '-C', 'node_modules/wssoftphone'], {
    cwd: elsewhere,
  });
});
afterAll(() => rm(elsewhere, { recursive: true, force: true }));

it('depends on nothing', async () => {
  const manifest = JSON.parse(await readFile(join(elsewhere, 'node_modules/wssoftphone/package.json'), 'utf8'));
  expect(manifest.dependencies ?? {}).toEqual({});
  const files = await readdir(join(elsewhere, 'node_modules/wssoftphone/dist'), { recursive: true });
  for (const name of files.filter((one) => /\.(js|ts)$/.test(one))) {
    const text = await readFile(join(elsewhere, 'node_modules/wssoftphone/dist', name), 'utf8');
    // Not the word itself in quotes: SIP has a header of that name.
    const imported = [...text.matchAll(/(?<!['"])(?:\bfrom|\bimport\()\s*['"]([^'"]+)['"]/g)].map(
      ([, from = '']) => from,
    );
    expect(
      imported.filter((from) => !from.startsWith('.')),
      name,
    ).toEqual([]);
  }
});

it('type-checks a page in strict mode, libraries too', async () => {
  await copyFile(join(client, 'test/typecheck/consumer.ts'), join(elsewhere, 'consumer.ts'));
  await writeFile(
    join(elsewhere, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: {
        strict: true,
        exactOptionalPropertyTypes: true,
        skipLibCheck: false,
        noEmit: true,
        target: 'ES2022',
        module: 'NodeNext',
        lib: ['ES2022', 'DOM', 'DOM.Iterable'],
        types: [],
      },
      files: ['consumer.ts'],
    }),
  );
  await run(process.execPath, [tsc, '-p', '.'], { cwd: elsewhere });
});

it('runs as a module', async () => {
  await symlink(join(root, 'node_modules/ws'), join(elsewhere, 'node_modules/ws'));
  const script = `
    import { WSSoftPhone, ESPFunc, WSSoftPhoneError } from 'wssoftphone';
    import { WebSocket } from 'ws';
    const phone = new WSSoftPhone({ agentId: '888', ins: '6002', serverUri: 'ws://127.0.0.1:1', environment: { WebSocket } });
    const error = await phone.connectServer().catch((problem) => problem);
    phone.close();
    console.log(error instanceof WSSoftPhoneError, error.code, ESPFunc.SPFunc_Hold);
  `;
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script], { cwd: elsewhere });
  expect(stdout.trim()).toBe('true LineDown 6');
});
