/** Links of Markdown pages: where each leads, and which lead nowhere. Pure: files come in by parameters. */
import { posix } from 'node:path';

export interface Link {
  /** As written, without a title. */
  readonly href: string;
  readonly text: string;
  readonly image: boolean;
  /** Where the whole of it stands in the page. */
  readonly at: number;
  readonly length: number;
  readonly line: number;
}

/** `[text](href)` and `![text](href)`; the text may hold brackets in pairs, as an image in a link has them. */
const LINK = /(!?)\[((?:[^[\]]|\[[^\]]*\](?:\([^)]*\))?)*)\]\(([^()\s]+)(?:\s+"[^"]*")?\)/g;

/** Links outside code. An image inside a link is found too. */
export function linksOf(text: string): Link[] {
  const prose = withoutCode(text);
  const links: Link[] = [];
  const scan = (part: string, from: number): void => {
    for (const found of part.matchAll(LINK)) {
      const [whole, bang = '', inner = '', href = ''] = found;
      const at = from + found.index;
      const line = text.slice(0, at).split('\n').length;
      links.push({
        href,
        text: text.slice(at + bang.length + 1, at + bang.length + 1 + inner.length),
        image: bang !== '',
        at,
        length: whole.length,
        line,
      });
      if (bang === '') scan(inner, at + 1);
    }
  };
  scan(prose, 0);
  return links;
}

/** Code made blank, at its place. */
export function withoutCode(text: string): string {
  const blank = (code: string): string => code.replace(/[^\n]/g, ' ');
  return text
    .replace(/^( {0,3})(`{3,}|~{3,})[^\n]*\n[\s\S]*?^ {0,3}\2[ \t]*$/gm, blank)
    .replace(/(`+)(?!`)[^\n]*?[^`\n]\1(?!`)/g, blank);
}

/** A heading as the part of an address behind `#`, as GitHub makes it. */
export function slugOf(heading: string): string {
  return heading
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[`*]/g, '')
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}_\- ]/gu, '')
    .replace(/ /g, '-');
}

/** Anchors of a page. A heading that comes again is told apart by a number. */
export function anchorsOf(text: string): ReadonlySet<string> {
  const anchors = new Set<string>();
  const seen = new Map<string, number>();
  // The headings stand where code has been blanked out of the page, and their own code is still in the text.
  const prose = withoutCode(text).split('\n');
  for (const [nth, line] of text.split('\n').entries()) {
    if (!/^#{1,6} /.test(prose[nth] ?? '')) continue;
    const slug = slugOf(line.replace(/^#+ /, ''));
    const again = seen.get(slug) ?? 0;
    seen.set(slug, again + 1);
    anchors.add(again === 0 ? slug : `${slug}-${again}`);
  }
  for (const [, id = ''] of text.matchAll(/<a (?:id|name)="([^"]+)"/g)) anchors.add(id);
  return anchors;
}

export const isOutside = (href: string): boolean => /^[a-z][a-z+.-]*:/i.test(href);

export interface Target {
  /** From the root of the checkout; '' is the root itself. */
  readonly path: string;
  readonly anchor: string;
}
/** Where a relative link of a page leads. */
export function targetOf(page: string, href: string): Target {
  const [path = '', anchor = ''] = href.split('#');
  const from = posix.dirname(page);
  const whole = path === '' ? page : posix.normalize(posix.join(from, decodeURI(path)));
  return { path: whole.replace(/\/$/, '').replace(/^\.$/, ''), anchor: decodeURIComponent(anchor) };
}

export interface Checkout {
  /** A page's text; null: no such file. */
  readonly read: (path: string) => string | null;
  /** There is such a file or folder. */
  readonly exists: (path: string) => boolean;
}

/** `page:line: what` for each link of the page that leads nowhere. */
export function deadLinks(page: string, text: string, { read, exists }: Checkout): string[] {
  return linksOf(text).flatMap(({ href, line }) => {
    if (isOutside(href)) return [];
    const { path, anchor } = targetOf(page, href);
    if (path.startsWith('..') || href.startsWith('/')) return [`${page}:${line}: ${href} leads out of the checkout`];
    if (!exists(path)) return [`${page}:${line}: ${href} is not there`];
    if (anchor === '' || !path.endsWith('.md')) return [];
    return anchorsOf(read(path) ?? '').has(anchor) ? [] : [`${page}:${line}: ${href} has no such heading`];
  });
}
