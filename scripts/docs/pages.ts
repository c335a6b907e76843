/** Which files are pages of the web site, under which names, and what becomes of their links there. */
import { posix } from 'node:path';
import { isOutside, linksOf, targetOf } from './links.ts';

/** Pages outside docs/, with their names on the site. */
const BESIDE: Readonly<Record<string, string>> = {
  'README.md': 'index.md',
  'README.zh-CN.md': 'zh/index.md',
  'ARCHITECTURE.md': 'architecture.md',
  'CONTRIBUTING.md': 'contributing.md',
  'CHANGELOG.md': 'changelog.md',
  'bench/README.md': 'bench.md',
  'examples/README.md': 'examples.md',
  'e2e/scenarios/README.md': 'scenarios.md',
};

/** The site's name of a file of the checkout; null: it is no page. Chinese pages lie below zh/, as the site wants it. */
export function sitePath(path: string): string | null {
  const known = BESIDE[path];
  if (known !== undefined) return known;
  const inDocs = /^docs\/((?:guides|reference|decisions)\/[\w.-]+)\.md$/.exec(path)?.[1];
  if (inDocs === undefined) return null;
  const page = inDocs.replace(/README$/, 'index');
  return page.endsWith('.zh-CN') ? `zh/${page.slice(0, -'.zh-CN'.length)}.md` : `${page}.md`;
}

/**
 * A page as the site has it. Links to pages lead to their new places, images to those of the checkout; what is no page (sources, folders) is
 * a link into the repository where that is known, and else its text.
 * @param repository such as https://example.com/wssoftphone/blob/main/
 * @param isFolder of a path of the checkout
 */
export function sitePage(
  page: string,
  text: string,
  { repository, isFolder }: { readonly repository: string | null; readonly isFolder: (path: string) => boolean },
): string {
  const here = posix.dirname(sitePath(page) ?? page);
  const relative = (to: string): string => {
    const way = posix.relative(here, to);
    return way.startsWith('.') ? way : `./${way}`;
  };
  const change = (part: string): string => {
    let out = '';
    let done = 0;
    for (const link of linksOf(part)) {
      if (link.at < done || isOutside(link.href)) continue;
      const whole = part.slice(link.at, link.at + link.length);
      const to = target(link.href);
      const inner = link.image ? link.text : change(link.text);
      out += part.slice(done, link.at);
      out += to === null ? (link.image ? whole : inner) : `${link.image ? '!' : ''}[${inner}](${to})`;
      done = link.at + link.length;
    }
    return out + part.slice(done);
  };
  const target = (href: string): string | null => {
    const { path, anchor } = targetOf(page, href);
    const behind = anchor === '' ? '' : `#${anchor}`;
    if (path === page) return `${behind}`;
    const index = isFolder(path) ? [`${path}/README.md`].map(sitePath)[0] : null;
    const known = sitePath(path) ?? index;
    if (known) return relative(known) + behind;
    if (path.startsWith('docs/images/')) return relative(path.replace(/^docs\//, ''));
    return repository === null ? null : repository + path + behind;
  };
  return escapeTemplates(change(text));
}

/** The generator takes `{{ }}` for code of its own, outside code blocks too. */
function escapeTemplates(text: string): string {
  return text.replaceAll('{{', '&#123;&#123;');
}
