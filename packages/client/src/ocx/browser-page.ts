/** The page around the control in a browser: its element, its PARAMs, and the handlers that its markup names. */
import type { OcxPage } from './control.ts';
import type { OcxHandler } from './events.ts';

/** Attributes of the script tag: `data-id`, `data-server`, `data-token-url`. */
export interface OcxScriptTag {
  /** What the page calls the control; `csSoftPhone` unless the tag says otherwise. */
  readonly id: string;
  /** Wins over the ServerIP of the page, which may still name the old server. */
  readonly server: string | undefined;
  /** Answers a GET with a token, as text or as `{"token": …}`; `{agentId}` in it is filled in. */
  readonly tokenUrl: string | undefined;
  /** Where the script itself came from. */
  readonly origin: string;
}

type Named = Readonly<Record<string, unknown>>;

export class BrowserPage implements OcxPage {
  readonly server: string;
  readonly secure: boolean = location.protocol === 'https:';
  readonly token?: (agentId: string) => Promise<string>;
  readonly memory: Storage | null = sessionStorageOrNone();
  readonly #tag: OcxScriptTag;
  /** `<script for event>` blocks that were made into functions; null: one that does not compile. */
  readonly #blocks = new WeakMap<HTMLScriptElement, OcxHandler | null>();
  #element: Element | null = null;
  #slots = 0;

  constructor(tag: OcxScriptTag) {
    this.#tag = tag;
    this.server = tag.origin;
    const { tokenUrl } = tag;
    if (tokenUrl) this.token = (agentId) => fetchToken(tokenUrl.replace('{agentId}', encodeURIComponent(agentId)));
  }

  /** The page's element of that id, once there is one. */
  get element(): Element | null {
    return this.#element;
  }

  /** Calls when the element is there: now, or as soon as the parser (or a script) has put it in. */
  whenThere(found: (element: Element) => void): void {
    const look = (): boolean => {
      const element = document.getElementById(this.#tag.id);
      if (element === null) return false;
      this.#element = element;
      found(element);
      return true;
    };
    if (look()) return;
    // Called before the parser runs the next script, so the page's own code finds the members in place.
    const observer = new MutationObserver(() => {
      if (look()) observer.disconnect();
    });
    observer.observe(document, { childList: true, subtree: true });
  }

  /** Read when asked for: the PARAMs of an element that is still being parsed come after it. */
  param(name: string): string | undefined {
    if (name === 'serverip' && this.#tag.server) return this.#tag.server;
    const element = this.#element;
    if (element === null) return undefined;
    for (const param of element.querySelectorAll('param')) {
      if (param.getAttribute('name')?.toLowerCase() === name) return param.getAttribute('value') ?? '';
    }
    return element.getAttribute(`param_${name}`) ?? undefined;
  }

  handlers(event: string): readonly OcxHandler[] {
    const own = (this.#element ?? (globalThis as Named)[this.#tag.id]) as Named | null | undefined;
    const attribute = this.#element?.getAttribute(`event_${event}`);
    const found = [
      own?.[`event_${event}`],
      attribute ? functionCalled(attribute) : undefined,
      ...this.#blocksFor(event),
      (globalThis as Named)[`${this.#tag.id}_${event}`],
    ];
    return found.filter((one): one is OcxHandler => typeof one === 'function');
  }

  report(problem: unknown): void {
    console.error(problem);
  }

  /** `<script for="csSoftPhone" event="evtStateChange(State)">`: browsers of today leave such a block alone. */
  #blocksFor(event: string): readonly (OcxHandler | null)[] {
    const blocks = [...document.querySelectorAll<HTMLScriptElement>('script[for][event]')];
    return blocks
      .filter((block) => block.getAttribute('for') === this.#tag.id && eventOf(block) === event.toLowerCase())
      .map((block) => this.#compiled(block));
  }

  /** By a script element of its own: allowed just where the page's inline scripts are. */
  #compiled(block: HTMLScriptElement): OcxHandler | null {
    const known = this.#blocks.get(block);
    if (known !== undefined) return known;
    const slot = `__${this.#tag.id}_${++this.#slots}`;
    const names = /\(([^)]*)\)/.exec(block.getAttribute('event') ?? '')?.[1] ?? '';
    const script = document.createElement('script');
    if (block.nonce) script.nonce = block.nonce;
    script.text = `window[${JSON.stringify(slot)}] = function (${names}) {${block.text}\n};`;
    document.documentElement.append(script);
    script.remove();
    const made = (globalThis as Named)[slot];
    const handler = typeof made === 'function' ? (made as OcxHandler) : null;
    Reflect.deleteProperty(globalThis, slot);
    this.#blocks.set(block, handler);
    return handler;
  }
}

/** `evtStateChange(State)` → `evtstatechange`; '' for a block in another language. */
function eventOf(block: HTMLScriptElement): string {
  const language = `${block.getAttribute('language') ?? ''} ${block.type}`;
  if (/vbscript/i.test(language)) return '';
  return (block.getAttribute('event') ?? '').replace(/\(.*/s, '').trim().toLowerCase();
}

/** The function that an attribute names: `onState`, `crm.onState`, `onState(State)`, `onState();`. */
function functionCalled(attribute: string): OcxHandler | undefined {
  const path = /^\s*([\w$.]+)\s*(\(.*\))?\s*;?\s*$/s.exec(attribute)?.[1]?.split('.') ?? [];
  let owner: unknown;
  let found: unknown = globalThis;
  for (const name of path) {
    owner = found;
    found = (found as Named | undefined)?.[name];
  }
  if (typeof found !== 'function' || path.length === 0) return undefined;
  // One that belongs to an object is called on it; a plain function stays itself, so that it is called once only.
  return path.length > 1 ? (found.bind(owner) as OcxHandler) : (found as OcxHandler);
}

async function fetchToken(url: string): Promise<string> {
  const answer = await fetch(url, { credentials: 'include', cache: 'no-store' });
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  const said = (await answer.text()).trim();
  if (!said.startsWith('{')) return said;
  const { token } = JSON.parse(said) as { readonly token?: unknown };
  return typeof token === 'string' ? token : '';
}

function sessionStorageOrNone(): Storage | null {
  try {
    return globalThis.sessionStorage ?? null;
  } catch {
    return null; // a page in a sandbox may not even look
  }
}
