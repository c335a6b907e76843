/** The examples that need building can be built from the packages as they are, with what their own package.json asks for. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
// @ts-expect-error -- plain JavaScript, without types
import { BUILT_EXAMPLES, buildExample } from './build-examples.mjs';

const require = createRequire(import.meta.url);
const ROOT = new URL('../', import.meta.url);
const read = async (path: string | URL) => JSON.parse(await readFile(path, 'utf8'));

it.each<string>(BUILT_EXAMPLES)('%s: builds, with the toolbar in it', async (name) => {
  const folder = await mkdtemp(join(tmpdir(), `wssp-${name}-`));
  try {
    const { output } = await buildExample(name, folder);
    const script = output.map((file: { code?: string }) => file.code ?? '').join('');
    expect(script).toContain('wssoftphone-ui');
    expect(script).toContain('/softphone-token');
  } finally {
    await rm(folder, { recursive: true });
  }
});

it.each<string>(BUILT_EXAMPLES)('%s: asks for the versions that are tried here', async (name) => {
  const { dependencies, devDependencies } = await read(new URL(`examples/${name}/package.json`, ROOT));
  for (const [module, range] of Object.entries<string>({ ...dependencies, ...devDependencies })) {
    if (range.startsWith('file:')) continue;
    const major = /^\^(\d+)\./.exec(range)?.[1];
    const { version } = await read(require.resolve(`${module}/package.json`));
    expect(version.split('.')[0], `${module} ${range}, here ${version}`).toBe(major);
  }
});
