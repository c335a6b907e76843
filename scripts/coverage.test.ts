/** Nothing that pages or the manual know is without a test that shows it, and the page that says so is true. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { coverageFaults, coveragePage, itemsOf, reader } from './coverage/coverage.ts';
import { scenariosOf } from './coverage/scenarios.ts';
import { tableOf } from './coverage/table.ts';
import { testsOf } from './coverage/titles.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const TABLE = tableOf(ROOT);
/** Every file of tests is read by the compiler; on a machine with other work that takes more than the usual five seconds. */
const READING_MS = 30_000;

it(
  'every command, event, state, button, parameter and name has a test that shows it',
  () => {
    expect(coverageFaults(itemsOf(ROOT), TABLE, reader(ROOT))).toEqual([]);
  },
  READING_MS,
);

it(
  'docs/reference/coverage.md says so (npm run docs:tables writes it)',
  () => {
    expect(readFileSync(`${ROOT}docs/reference/coverage.md`, 'utf8')).toBe(coveragePage(itemsOf(ROOT), TABLE));
  },
  READING_MS,
);

it('the lists are those of the code', () => {
  const items = itemsOf(ROOT);
  expect(items.functions).toContain('6 Hold');
  expect(items['command parameters']).toContain('Dial.phoneNum');
  expect(items.handlers).toContain('onDialError');
  expect(items.methods).not.toContain('run');
  for (const [kind, names] of Object.entries(items)) expect([kind, new Set(names).size]).toEqual([kind, names.length]);
});

describe('a table is refused', () => {
  const file = 'a.test.ts';
  const text = `describe('a', () => {
    it('b', () => {});
    it.each([['Hold', 1]])('%s works', () => {});
    it.skip('later', () => {});
  });
  // it('commented', () => {});`;
  const read = (path: string) => (path === file || path.endsWith('surface.test.ts') ? text : null);
  const faults = (proofs: { file: string; title: string; of?: string }[], more = {}) =>
    coverageFaults({ commands: ['Hold'] }, { commands: { Hold: { proofs }, ...more } }, read);

  it.each([
    ['nothing shows an item', [], 'has no test'],
    ['the file is not there', [{ file: 'b.test.ts', title: 'b' }], 'is not there'],
    ['the test is not there', [{ file, title: 'c' }], 'has no test "c"'],
    ['the test is skipped', [{ file, title: 'later' }], 'has no test "later"'],
    ['the test is a comment', [{ file, title: 'commented' }], 'has no test "commented"'],
    ['the case is not there', [{ file, title: '%s works', of: 'FetchHold' }], 'has no case FetchHold'],
    ['a part of a case is named', [{ file, title: '%s works', of: 'Hol' }], 'has no case Hol'],
    ['the test has no cases', [{ file, title: 'b', of: 'Hold' }], 'has no cases'],
    ['the test only looks at names', [{ file: 'x/surface.test.ts', title: 'b' }], 'looks at names only'],
  ])('when %s', (_what, proofs, fault) => {
    expect(faults(proofs)).toEqual([expect.stringContaining(fault)]);
  });
  it('when it names an item that does not exist', () => {
    const proofs = [{ file, title: 'a > b' }];
    expect(faults(proofs)).toEqual([]);
    expect(faults(proofs, { Hodl: { proofs } })).toEqual(['commands: there is no Hodl']);
  });
});

it('what a scenario shows is read off what pages are told and agents do', () => {
  const text = `describe('hold', () => {
    const held = async () => { await amy.page.hold(); };
    it('is held', async () => { await held(); await amy.told(7, 'HoldSucc'); hear(20, 'OffHook'); });
    it.each([1])('fails', async () => { await amy.page.callSPFunction(49); await bob.reaches('HoldFailed NoCall'); });
  });`;
  expect(scenariosOf('x.ts', text)).toEqual([
    {
      title: 'hold > is held',
      items: [
        { kind: 'methods', key: 'hold' },
        { kind: 'commands', key: 'Hold' },
        { kind: 'functions', key: '6' },
        { kind: 'states', key: '7' },
        { kind: 'events', key: 'HoldSucc' },
      ],
    },
    {
      title: 'hold > fails',
      items: [
        { kind: 'functions', key: '49' },
        { kind: 'events', key: 'HoldFailed' },
      ],
    },
  ]);
  const proofs = TABLE.functions?.['49']?.proofs.filter(({ file }) => file === 'e2e/scenarios/conference.ts');
  expect(proofs).toHaveLength(1);
});

it('titles are read as they stand, templates too', () => {
  const text = 'for (const n of [1]) it(`shows $' + '{n}`, f); describe.each([1])("in %i", () => { test("x", f); });';
  expect(testsOf('x.ts', text)).toEqual([
    { path: expect.stringMatching(/^shows \$\{n\}$/), template: true },
    { path: 'in %i > x', template: true },
  ]);
});
