/** Where a flow's request goes: the node's address with call data put in. */
import { LIMITS } from '../limits.ts';
import type { Call } from '../state.ts';
import type { HttpNode } from './flow.ts';

/** A datum that flows may read: call data, and who is calling whom. */
export function datum(call: Call, key: string): string {
  switch (key) {
    case 'ani':
      return call.ani;
    case 'dnis':
      return call.dnis;
    case 'coid':
      return call.coid;
    case 'svn':
      return call.ivr?.svn ?? '';
    default:
      return (Object.hasOwn(call.data, key) ? call.data[key] : undefined) ?? '';
  }
}

/** Half a character, as a page may send it, is none: encodeURIComponent would throw on it. */
const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;
const encoded = (text: string): string => encodeURIComponent(text.replace(LONE_SURROGATE, '\uFFFD'));

/** null: the call data make no address of it (too long, or a path that would climb out of its place). */
export function addressOf(node: HttpNode, call: Call): string | null {
  const url = node.url.replace(/\{([^{}]*)\}/g, (_, key: string) => encoded(datum(call, key)));
  const [path = ''] = url.split('?', 1);
  const climbs = path.split('/').some((part) => /^(\.|%2e){1,2}$/i.test(part));
  return climbs || url.length > LIMITS.httpUrlChars ? null : url;
}

export function bodyOf(node: HttpNode, call: Call): Readonly<Record<string, string>> | null {
  if (node.method === 'GET') return null;
  const keys = ['ani', 'dnis', 'coid', 'svn', ...node.send];
  return Object.fromEntries(keys.map((key) => [key, datum(call, key)]));
}
