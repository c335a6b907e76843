/** Which test shows what: checks the table against the code and the tests, and writes it as a page. */
import { existsSync, readFileSync } from 'node:fs';
import { allItems } from './items.ts';
import type { Proof, Row, Table } from './proofs.ts';
import { type Test, testsOf } from './titles.ts';

/** These look at names, or at documents: they show no behaviour. */
const NO_PROOF = /\/(surface|consumer|protocol-page|states-page|flows-page|package\.real)\.test\.ts$/;

/** Numbered items are `6 Hold`; their rows go by the number. */
const keyOf = (item: string): string => /^(-?\d+) \w/.exec(item)?.[1] ?? item;
const rowOf = (table: Table | undefined, item: string): Row | undefined =>
  table && Object.hasOwn(table, keyOf(item)) ? table[keyOf(item)] : undefined;

type Items = Readonly<Record<string, readonly string[]>>;
type Tables = Readonly<Record<string, Table>>;

/** What is wrong with the table, in words; nothing when each item has a proof that is there. */
export function coverageFaults(items: Items, table: Tables, read: (file: string) => string | null): string[] {
  const faults: string[] = [];
  for (const [kind, names] of Object.entries(items)) {
    for (const name of names) {
      if (!rowOf(table[kind], name)?.proofs.length) faults.push(`${kind}: ${name} has no test that shows it`);
    }
    const known = new Set(names.map(keyOf));
    for (const key of Object.keys(table[kind] ?? {})) {
      if (!known.has(key)) faults.push(`${kind}: there is no ${key}`);
    }
  }
  for (const kind of Object.keys(table)) if (!Object.hasOwn(items, kind)) faults.push(`there is no kind ${kind}`);
  const faultOf = proofChecker(read);
  for (const [kind, one] of Object.entries(table)) {
    for (const [key, { proofs }] of Object.entries(one)) {
      for (const proof of proofs) {
        const fault = faultOf(proof);
        if (fault) faults.push(`${kind}: ${key}: ${proof.file}: ${fault}`);
      }
    }
  }
  return faults;
}

function proofChecker(read: (file: string) => string | null): (proof: Proof) => string | null {
  const files = new Map<string, { text: string; tests: readonly Test[] } | null>();
  const fileOf = (file: string) => {
    if (!files.has(file)) {
      const text = read(file);
      files.set(file, text === null ? null : { text, tests: testsOf(file, text) });
    }
    return files.get(file) ?? null;
  };
  return ({ file, title, of }) => {
    if (NO_PROOF.test(file)) return 'looks at names only';
    const found = fileOf(file);
    if (!found) return 'is not there';
    const tests = found.tests.filter(({ path }) => path === title || path.endsWith(` > ${title}`));
    if (tests.length === 0) return `has no test "${title}"`;
    if (of === undefined) return null;
    if (!tests.some(({ template }) => template)) return `"${title}" has no cases`;
    return stands(found.text, of) ? null : `"${title}" has no case ${of}`;
  };
}

/** The case as a literal: quoted, a number in a list, a key, or a member of an enumeration. */
function stands(text: string, of: string): boolean {
  const word = of.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(^|['"\`[\\s.])${word}(?=$|['"\`\\],:\\s])`, 'm').test(text);
}

const HEAD = `# What shows what

Every command, parameter, event, state, button, value and name that pages, the manual and the server's tables know, with
the test that shows what it does. The lists come from the code, and \`scripts/coverage/\` holds the rows; a test fails
when an item has none, or names a test that is not there. \`npm run docs:tables\` writes this page.
`;
const cell = (text: string): string => text.replaceAll('|', '\\|');

export function coveragePage(items: Items, table: Tables): string {
  const parts = Object.entries(items).map(([kind, names]) => {
    const lines = names.map((name) => {
      const { proofs = [], note } = rowOf(table[kind], name) ?? {};
      const links = proofs.map(({ file, title, of }) => {
        const short = file
          .replace(/^(packages|e2e)\//, '')
          .replace('/test/', ': ')
          .replace(/(\.test)?\.ts$/, '');
        return `[${short}](../../${file}) ${cell(title)}${of === undefined ? '' : ` (\`${cell(of)}\`)`}`;
      });
      return `| \`${cell(name)}\` | ${note ? `*${note}.* ` : ''}${links.join('<br>')} |`;
    });
    return `## ${kind[0]?.toUpperCase()}${kind.slice(1)}\n\n| | shown by |\n|---|---|\n${lines.join('\n')}\n`;
  });
  return `${HEAD}\n${parts.join('\n')}`;
}

/** Of a checkout: its items, and its files. */
export const itemsOf = (root: string): Items => allItems(root);
export const reader =
  (root: string) =>
  (file: string): string | null =>
    existsSync(`${root}${file}`) ? readFileSync(`${root}${file}`, 'utf8') : null;
