/** Which pages may talk to this server. */

export class Origins {
  readonly #allowed: ReadonlySet<string>;
  readonly #any: boolean;
  #more: ReadonlySet<string> = new Set();

  /** Throws on an entry that is not an origin, so that a typing error does not become a hole or a riddle. */
  constructor(allowed: readonly string[]) {
    this.#any = allowed.includes('*');
    this.#allowed = new Set(allowed.filter((origin) => origin !== '*').map(checked));
  }

  /** Beside those that were given first, in place of those that were given here before. `*` is none. */
  setMore(origins: readonly string[]): void {
    this.#more = new Set(origins.map(checked));
  }

  get any(): boolean {
    return this.#any;
  }

  /**
   * `origin` is the Origin header, `host` the Host header. No Origin means no browser. A page that this server gave out
   * itself may talk to it, when it was reached by an address that no foreign name server can hand out.
   */
  allows(origin: string | undefined, host: string | undefined): boolean {
    if (origin === undefined || this.#any || this.#allowed.has(origin) || this.#more.has(origin)) return true;
    if (host === undefined) return false;
    return (origin === `http://${host}` || origin === `https://${host}`) && isLocalName(host);
  }
}

/** @returns null: it is an origin; else what was meant, where that can be guessed */
export function originFault(origin: string): { readonly meant: string | null } | null {
  if (origin === 'null') return null;
  let url: URL;
  try {
    url = new URL(origin);
  } catch {
    return { meant: null };
  }
  if (url.origin === 'null') return { meant: null };
  return url.origin === origin ? null : { meant: url.origin };
}

function checked(origin: string): string {
  const fault = originFault(origin);
  if (fault === null) return origin;
  throw new Error(
    fault.meant === null
      ? `"${origin}" is not an origin; write it like https://crm.example.com`
      : `"${origin}" is not an origin; did you mean ${fault.meant}?`,
  );
}

/** A Host header that names an IP address or localhost: out of reach of DNS rebinding. */
export function isLocalName(host: string): boolean {
  const name = host.replace(/:\d{1,5}$/, '');
  return name === 'localhost' || /^\d{1,3}(\.\d{1,3}){3}$/.test(name) || /^\[[0-9a-f:.]+\]$/i.test(name);
}
