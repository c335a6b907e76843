/** Reading what a page asks for when it connects: path, dialect, language, token. Pure. */
import { type Lang, SUBPROTOCOL_V4 } from '@wssoftphone/protocol';

export interface Handshake {
  readonly v4: boolean;
  /** What to answer as the chosen subprotocol; undefined when the page offered none. */
  readonly subprotocol: string | undefined;
  readonly lang: Lang;
  /** A token and where it stood; an address is written down in many places, so there it counts once. */
  readonly token: { readonly value: string; readonly use: 'single' | 'reusable' } | null;
}

/** Null when nothing is served at that path: it must be `/` or end in `/websocket`. */
export function readHandshake(url: string, offered: string | undefined, lang: Lang): Handshake | null {
  const [path = '', query = ''] = url.split('?', 2);
  if (path !== '/' && path !== '' && !path.endsWith('/websocket')) return null;
  const search = new URLSearchParams(query);
  const offers = (offered ?? '')
    .split(',')
    .map((offer) => offer.trim())
    .filter((offer) => offer !== '');
  const v4 = offers.includes(SUBPROTOCOL_V4);
  const inQuery = search.get('token');
  const inOffers = offers.find(looksLikeToken);
  return {
    v4,
    // A browser that offered something fails the connection unless one of its offers comes back.
    subprotocol: v4 ? SUBPROTOCOL_V4 : offers[0],
    lang: readLang(search.get('lang'), lang),
    token: inQuery
      ? { value: inQuery, use: 'single' }
      : inOffers !== undefined
        ? { value: inOffers, use: 'reusable' }
        : null,
  };
}

/** `zh…` and `en…` in any form browsers use; anything else is the default. */
export function readLang(asked: string | null | undefined, otherwise: Lang): Lang {
  const lower = asked?.toLowerCase() ?? '';
  if (lower.startsWith('en')) return 'en';
  return lower.startsWith('zh') ? 'zh-CN' : otherwise;
}

/** Three parts of Base64url: a JWT, and nothing that a protocol would be called. */
const looksLikeToken = (offer: string): boolean => /^[\w-]+\.[\w-]+\.[\w-]+$/.test(offer) && offer.length > 40;
