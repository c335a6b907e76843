/** Which pages may talk to this server. */

export class Origins {
  readonly #allowed: ReadonlySet<string>;
  readonly #any: boolean;

  /** Throws on an entry that is not an origin, so that a typing error does not become a hole or a riddle. */
  constructor(allowed: readonly string[]) {
    this.#any = allowed.includes('*');
    this.#allowed = new Set(allowed.filter((origin) => origin !== '*').map(checked));
  }

  get any(): boolean {
    return this.#any;
  }

  /**
   * `origin` is the Origin header, `host` the Host header. No Origin means no browser. A page that this server gave out
   * itself may talk to it, when it was reached by an address that no foreign name server can hand out.
   */
  allows(origin: string | undefined, host: string | undefined): boolean {
    if (origin === undefined || this.#any || this.#allowed.has(origin)) return true;
    if (host === undefined) return false;
    return (origin === `http://${host}` || origin === `https://${host}`) && isLocalName(host);
  }
}

function checked(origin: string): string {
  if (origin === 'null') return origin;
  let url: URL;
  try {
    url = new URL(origin);
  } catch {
    throw new Error(`"${origin}" is not an origin; write it like https://crm.example.com`);
  }
  if (url.origin !== origin || url.origin === 'null') {
    throw new Error(`"${origin}" is not an origin; did you mean ${url.origin}?`);
  }
  return origin;
}

/** A Host header that names an IP address or localhost: out of reach of DNS rebinding. */
export function isLocalName(host: string): boolean {
  const name = host.replace(/:\d{1,5}$/, '');
  return name === 'localhost' || /^\d{1,3}(\.\d{1,3}){3}$/.test(name) || /^\[[0-9a-f:.]+\]$/i.test(name);
}
