/** The pages: every link leads somewhere, and the site gets them with links that hold there. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { itemsOf } from './coverage/coverage.ts';
import { clientPage } from './docs/client-page.ts';
import { anchorsOf, deadLinks, linksOf, slugOf, withoutCode } from './docs/links.ts';
import { sitePage, sitePath } from './docs/pages.ts';
import { projectFiles } from './house/files.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const PAGES = projectFiles().filter(({ path }) => path.endsWith('.md'));
const checkout = {
  read: (path: string) => PAGES.find((page) => page.path === path)?.text ?? null,
  exists: (path: string) => path === '' || existsSync(`${ROOT}${path}`),
};
const isFolder = (path: string) => existsSync(`${ROOT}${path}`) && statSync(`${ROOT}${path}`).isDirectory();

it('no link leads nowhere', () => {
  expect(PAGES.length).toBeGreaterThan(30);
  expect(PAGES.flatMap(({ path, text }) => deadLinks(path, text, checkout))).toEqual([]);
});

it('every guide is there in English and in Chinese', () => {
  const guides = PAGES.flatMap(({ path }) => /^docs\/guides\/(.+)\.md$/.exec(path)?.[1] ?? []);
  const english = guides.filter((name) => !name.endsWith('.zh-CN'));
  expect(english.map((name) => `${name}.zh-CN`).filter((name) => !guides.includes(name))).toEqual([]);
  expect(guides.length).toBe(2 * english.length);
  // A section or an example that one of the two lacks: one of them is not whole.
  const built = (name: string) => {
    const text = checkout.read(`docs/guides/${name}.md`) ?? '';
    return {
      name: name.replace('.zh-CN', ''),
      headings: withoutCode(text).match(/^#+ /gm) ?? [],
      examples: (text.match(/^ *```\w+$/gm) ?? []).map((line) => line.trim()),
      rows: withoutCode(text).match(/^ *\|/gm)?.length ?? 0,
    };
  };
  expect(english.map((name) => built(`${name}.zh-CN`))).toEqual(english.map(built));
});

it('docs/reference/client-api.md says what the sources say (npm run docs:tables writes it)', () => {
  expect(checkout.read('docs/reference/client-api.md')).toBe(clientPage(ROOT));
});

it('the prose of the client library names everything that pages know', () => {
  const prose = checkout.read('docs/reference/client.md') ?? '';
  const items = itemsOf(ROOT);
  const known = ['attributes', 'handlers', 'methods', 'fields', 'globals'].flatMap((kind) => items[kind] ?? []);
  expect(known.length).toBeGreaterThan(150);
  expect(known.filter((name) => !new RegExp(`\\b${name}\\b`).test(prose))).toEqual([]);
});

it('the two READMEs show the same pictures, commands and folders', () => {
  const of = (path: string) => checkout.read(path) ?? '';
  const pictures = (text: string) => linksOf(text).flatMap(({ image, href }) => (image ? [basename(href)] : []));
  const code = (text: string) =>
    [...text.matchAll(/^```\w*\n([\s\S]*?)^```$/gm)].map(([, block = '']) =>
      block.replace(/(#|\/\/) .*$/gm, '').replace(/ +$/gm, ''),
    );
  const folders = (text: string) => [...text.matchAll(/^\| \[([\w/-]+)\]/gm)].map(([, folder]) => folder);
  const [en, zh] = [of('README.md'), of('README.zh-CN.md')];
  expect(pictures(zh)).toEqual(pictures(en));
  expect(code(zh)).toEqual(code(en));
  expect(folders(zh)).toEqual(folders(en));
  expect(folders(en).length).toBeGreaterThan(8);
});

it('every picture of the documentation is there in both languages, and is shown in its own', () => {
  const shown = (lang: string) =>
    PAGES.filter(({ path }) => path.endsWith('.zh-CN.md') === (lang === 'zh-CN'))
      .flatMap(({ text }) => linksOf(text).flatMap(({ image, href }) => (image ? [href] : [])))
      .filter((href) => href.includes('images/'));
  for (const lang of ['en', 'zh-CN']) {
    expect(shown(lang).filter((href) => !href.includes(`images/${lang}/`))).toEqual([]);
    const names = [...new Set(shown(lang).map((href) => basename(href)))].sort();
    expect(readdirSync(join(ROOT, 'docs/images', lang)).sort()).toEqual(names);
  }
});

describe('a dead link is told', () => {
  const dead = (text: string) =>
    deadLinks('docs/guides/a.md', text, {
      read: (path) => (path === 'docs/b.md' ? '# One\n## Two `three`\n```sh\n# no heading\n```\n# One' : null),
      exists: (path) => ['docs/b.md', 'docs', 'docs/guides/a.md', ''].includes(path),
    });
  it.each([
    ['[x](../b.md)', []],
    ['[x](../b.md#two-three)', []],
    ['[x](../b.md#one-1)', []],
    ['[x](..) and [y](../..)', []],
    ['[x](https://example.com/nowhere)', []],
    ['`[x](no.md)` and\n\n```md\n[x](no.md)\n```', []],
    ['[x](../c.md)', ['docs/guides/a.md:1: ../c.md is not there']],
    ['a\n[x](../b.md#no-heading)', ['docs/guides/a.md:2: ../b.md#no-heading has no such heading']],
    ['[x](../../../etc)', ['docs/guides/a.md:1: ../../../etc leads out of the checkout']],
    ['[![x](no.png)](../b.md)', ['docs/guides/a.md:1: no.png is not there']],
    ['[x](#here)', ['docs/guides/a.md:1: #here has no such heading']],
  ])('%s', (text, faults) => {
    expect(dead(text)).toEqual(faults);
  });
});

it('anchors are those of GitHub', () => {
  expect(slugOf('8. Tokens')).toBe('8-tokens');
  expect(slugOf('What is `--ari`, and why?')).toBe('what-is---ari-and-why');
  expect(slugOf('登录凭证')).toBe('登录凭证');
  expect([...anchorsOf('# A\n# A\n<a id="z"></a>')]).toEqual(['a', 'a-1', 'z']);
});

describe('on the site', () => {
  const page = (path: string, text: string, repository: string | null = null) =>
    sitePage(path, text, { repository, isFolder });
  it('pages have their places, Chinese ones below zh', () => {
    expect(sitePath('README.md')).toBe('index.md');
    expect(sitePath('docs/guides/toolbar.zh-CN.md')).toBe('zh/guides/toolbar.md');
    expect(sitePath('docs/decisions/README.md')).toBe('decisions/index.md');
    expect(sitePath('packages/client/README.md')).toBeNull();
  });
  it('links lead to pages where they are now', () => {
    expect(page('README.md', '[x](docs/guides/ivr.md#voices-and-recordings)')).toBe(
      '[x](./guides/ivr.md#voices-and-recordings)',
    );
    expect(page('docs/guides/ivr.zh-CN.md', '[x](../reference/flows.md)')).toBe('[x](../../reference/flows.md)');
    expect(page('README.md', '[x](docs/decisions)')).toBe('[x](./decisions/index.md)');
    expect(page('docs/guides/toolbar.md', '![x](../images/toolbar.png)')).toBe('![x](../images/toolbar.png)');
    expect(page('README.zh-CN.md', '![x](docs/images/toolbar.png)')).toBe('![x](../images/toolbar.png)');
    expect(page('docs/guides/toolbar.md', '[x](#tokens) [y](https://example.com)')).toBe(
      '[x](#tokens) [y](https://example.com)',
    );
  });
  it('sources are links where the repository is known, and else their names', () => {
    expect(page('README.md', 'the [engine](packages/engine).')).toBe('the engine.');
    expect(page('README.md', '[engine](packages/engine)', 'https://example.com/tree/main/')).toBe(
      '[engine](https://example.com/tree/main/packages/engine)',
    );
  });
});
