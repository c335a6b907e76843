/** Files one can read in one sitting, that say nothing of the machine they were written on. */
import { expect, it } from 'vitest';
import { projectFiles } from './house/files.ts';

const MOST_LINES = 450;
const CODE = /\.(ts|mjs|js|css)$/;
const GENERATED = /\/generated\//;
/** Hosts of package registries and mirrors, and home or temporary directories of somebody's machine. */
const STRANGE: readonly RegExp[] = [
  /registry\.(npmjs|yarnpkg|npmmirror)\.\w+/,
  /\b(deb|security|ftp|mirrors?)\.[\w.]*(debian|ubuntu|aliyun|tuna)[\w.]*\.(org|com|cn)/,
  /(?<![\w.$}])\/root\/|(?<![\w.$}])\/home\/(?!me\b)\w+|(?<![\w.$}])\/Users\/\w+|[A-Z]:\\\\Users/,
];
/** Where the patterns themselves stand. */
const ITSELF = 'scripts/files.test.ts';

const files = projectFiles().filter(({ path }) => path !== ITSELF);

it('no file is longer than one can read', () => {
  const long = files
    .filter(({ path }) => CODE.test(path) && !GENERATED.test(path))
    .map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }))
    .filter(({ lines }) => lines > MOST_LINES);
  expect(long).toEqual([]);
});

it('no file names a registry or somebody’s home', () => {
  const strange = files.flatMap(({ path, text }) =>
    text
      .split('\n')
      .flatMap((line, i) => (STRANGE.some((one) => one.test(line)) ? [`${path}:${i + 1}: ${line.trim()}`] : [])),
  );
  expect(strange).toEqual([]);
});

it('every name is in kebab case', () => {
  const odd = files.filter(({ path }) => CODE.test(path) && !/^(.*\/)?[a-z0-9.-]+$/.test(path));
  expect(odd.map(({ path }) => path)).toEqual([]);
});
