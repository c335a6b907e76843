/** Whatever is written into the audit log has words at the console. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { DEED_NAMES } from '../src/pages/admin/deeds.ts';

const packages = fileURLToPath(new URL('../../../packages/', import.meta.url));
const textOf = (folder: string): string =>
  readdirSync(join(packages, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(packages, folder, name), 'utf8'))
    .join('\n');
const matches = (text: string, form: RegExp): string[] => [...text.matchAll(form)].flatMap(([, one]) => one ?? []);

it('every deed of the console, and of agents on the telephone', () => {
  const [, ofConsole = ''] = /type ConsoleAction =([^;]+);/.exec(textOf('server/src/console')) ?? [];
  const written = [
    ...matches(ofConsole, /'([a-z-]+)'/g),
    ...matches(textOf('engine/src'), /\baudit\(ctx, session, '([a-z-]+)'/g),
  ];
  expect(written.length).toBeGreaterThan(20);
  expect(written.filter((one) => !(DEED_NAMES as readonly string[]).includes(one))).toEqual([]);
});
