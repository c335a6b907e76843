/** Whatever is written into the audit log has words at the console. */
import { expect, it } from 'vitest';
import { DEED_NAMES } from '../src/pages/admin/deeds.ts';

const sources = import.meta.glob<string>(
  ['../../../packages/engine/src/**/*.ts', '../../../packages/server/src/console/audit.ts'],
  { query: '?raw', import: 'default', eager: true },
);
const all = Object.values(sources).join('\n');
const matches = (text: string, form: RegExp): string[] => [...text.matchAll(form)].flatMap(([, one]) => one ?? []);

it('every deed of the console, and of agents on the telephone', () => {
  const [, ofConsole = ''] = /type ConsoleAction =([^;]+);/.exec(all) ?? [];
  const written = [...matches(ofConsole, /'([a-z-]+)'/g), ...matches(all, /\baudit\(ctx, session, '([a-z-]+)'/g)];
  expect(written.length).toBeGreaterThan(20);
  expect(written.filter((one) => !(DEED_NAMES as readonly string[]).includes(one))).toEqual([]);
});
