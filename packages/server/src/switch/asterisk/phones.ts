/** Agents' telephones: pushed into Asterisk as PJSIP objects, and watched for being reachable. */
import { createHash } from 'node:crypto';
import type { BrowserPhoneAccount, PhoneSetup } from '../../ports/switch.ts';
import { type AriClient, AriError } from './ari-client.ts';
import type { ContactInfo, Endpoint } from './generated/ari.ts';
import { ASTERISK_LIMITS } from './limits.ts';
import type { SwitchLog } from './options.ts';

const CLASS = 'res_pjsip';
const PLAIN_NUMBER = /^[A-Za-z0-9_-]{1,32}$/;
/** Of telephones in the browser: their pages get a digest for it, whatever Asterisk's own realm is. */
const BROWSER_REALM = 'wsagentserver';

export interface PhoneBookOptions {
  readonly app: string;
  readonly context: string;
  readonly qualifySeconds: number;
  readonly log: SwitchLog;
  /** A phone became reachable or ceased to be. */
  changed(number: string, reachable: boolean): void;
  /** A telephone in the browser has registered from another place: the page was loaded anew, or its line was lost. */
  moved(phone: PhoneSetup): void;
}

type Field = { readonly attribute: string; readonly value: string };
interface PhoneObjects {
  readonly number: string;
  /** In the order that Asterisk must learn them. */
  readonly objects: readonly { readonly type: ObjectType; readonly fields: readonly Field[] }[];
  /** All that it is, password included. Never leaves the process. */
  readonly fingerprint: string;
  /** All that it is but the password: the endpoint's account code, by which a later run of ours knows it. */
  readonly mark: string;
}
type ObjectType = 'auth' | 'aor' | 'endpoint';

export class PhoneBook {
  readonly #options: PhoneBookOptions;
  #phones: readonly PhoneSetup[] = [];
  /** Number → fingerprint of what this run of Asterisk was given. */
  #pushed = new Map<string, string>();
  /** Whether we have looked for phones that an earlier run of ours left. */
  #looked = false;
  #reachable = new Map<string, boolean>();
  /** Where telephones in the browser are registered from; '' nowhere; absent: since before we came, from somewhere. */
  #contacts = new Map<string, string>();
  #work: Promise<void> = Promise.resolve();

  constructor(options: PhoneBookOptions) {
    this.#options = options;
  }

  set(phones: readonly PhoneSetup[]): void {
    this.#phones = phones;
  }
  get(number: string): PhoneSetup | undefined {
    return this.#phones.find((phone) => phone.number === number);
  }

  /** What a page needs to be this telephone; null: it is none in a browser. */
  account(number: string): BrowserPhoneAccount | null {
    const phone = this.get(number);
    if (phone?.kind !== 'webrtc' || phone.secret === null || !PLAIN_NUMBER.test(number)) return null;
    const digest = createHash('md5').update(`${number}:${BROWSER_REALM}:${phone.secret}`).digest('hex');
    return { user: number, realm: BROWSER_REALM, ha1: digest };
  }

  isInBrowser(number: string): boolean {
    return this.get(number)?.kind === 'webrtc';
  }

  /** Makes Asterisk's phones ours, and no others. Pushes run one after the other. Rejects when Asterisk cannot be asked. */
  push(ari: AriClient): Promise<void> {
    const done = this.#work.then(() => this.#push(ari));
    this.#work = done.catch(() => {});
    return done;
  }

  async #push(ari: AriClient): Promise<void> {
    const present = new Set((await ari.call('endpoints.listByTech', { tech: 'PJSIP' })).map((one) => one.resource));
    const wanted = this.#phones.flatMap((phone) => {
      const objects = phoneObjects(phone, this.#options);
      if (objects === null && phone.secret !== null) {
        this.#options.log.warn(
          { number: phone.number },
          'this telephone cannot be put into Asterisk: not a plain number',
        );
      }
      return objects === null ? [] : [objects];
    });
    // An Asterisk that was started anew has forgotten them.
    for (const number of [...this.#pushed.keys()]) if (!present.has(number)) this.#pushed.delete(number);
    if (!this.#looked) {
      for (const [number, mark] of await this.#leftovers(ari, present)) this.#pushed.set(number, mark);
      this.#looked = true;
    }
    const keep = new Set(wanted.map((phone) => phone.number));
    const gone = [...this.#pushed.keys()].filter((number) => !keep.has(number));
    await inParallel(gone, (number) => this.#remove(ari, number));
    // The mark of a leftover says nothing of its password.
    const kept = wanted.filter((phone) => this.#pushed.get(phone.number) === phone.mark);
    await inParallel(kept, (phone) => this.#put(ari, phone, ['auth']));
    const changed = wanted.filter((phone) => this.#pushed.get(phone.number) !== phone.fingerprint);
    await inParallel(changed, (phone) => this.#put(ari, phone, ['auth', 'aor', 'endpoint']));
    if (gone.length + changed.length > 0) {
      this.#options.log.info({ put: changed.length, removed: gone.length }, 'telephones put into Asterisk');
    }
  }

  /** Phones of ours, with their marks, that an earlier run of the server left in this Asterisk. */
  async #leftovers(ari: AriClient, present: ReadonlySet<string>): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    await inParallel([...present], async (resource) => {
      const fields = await ari
        .call('asterisk.getObject', { configClass: CLASS, objectType: 'endpoint', id: resource })
        .catch(ignoreRace);
      const mark = fields?.find((field) => field.attribute === 'accountcode')?.value ?? '';
      if (mark.startsWith(`${this.#options.app}-`)) found.set(resource, mark);
    });
    return found;
  }

  async #put(ari: AriClient, phone: PhoneObjects, types: readonly ObjectType[]): Promise<void> {
    // Over what is there: a telephone must not be away for a moment while it is put. Asterisk merges lists, so `disallow`
    // comes before `allow`.
    for (const { type, fields } of phone.objects) {
      if (!types.includes(type)) continue;
      await ari.call('asterisk.updateObject', {
        configClass: CLASS,
        objectType: type,
        id: phone.number,
        json: { fields },
      });
    }
    this.#pushed.set(phone.number, phone.fingerprint);
  }

  async #remove(ari: AriClient, number: string): Promise<void> {
    for (const objectType of ['endpoint', 'aor', 'auth']) {
      await ari.call('asterisk.deleteObject', { configClass: CLASS, objectType, id: number }).catch(ignoreRace);
    }
    this.#pushed.delete(number);
    this.#reachable.delete(number);
    this.#contacts.delete(number);
  }

  /** All phones of ours; those that Asterisk does not know are unreachable. */
  async readAll(ari: AriClient): Promise<{ number: string; reachable: boolean }[]> {
    const endpoints = await ari.call('endpoints.listByTech', { tech: 'PJSIP' });
    const online = new Map(endpoints.map((endpoint) => [endpoint.resource, isOnline(endpoint)]));
    const all = this.#phones.map(({ number }) => ({ number, reachable: online.get(number) ?? false }));
    this.#reachable = new Map(all.map(({ number, reachable }) => [number, reachable]));
    for (const { number, reachable } of all) if (!reachable) this.#contacts.set(number, '');
    return all;
  }

  /** Asks for one phone. Rejects when Asterisk cannot be asked. */
  async read(ari: AriClient, number: string): Promise<boolean> {
    const endpoint = await ari.call('endpoints.get', { tech: 'PJSIP', resource: number }).catch(ignoreRace);
    const reachable = endpoint !== undefined && isOnline(endpoint);
    if (this.#reachable.has(number)) this.#reachable.set(number, reachable);
    return reachable;
  }

  /** After a change of phones: tells what is different now. */
  async readChanges(ari: AriClient): Promise<void> {
    const before = this.#reachable;
    for (const { number, reachable } of await this.readAll(ari)) {
      if ((before.get(number) ?? false) !== reachable) this.#options.changed(number, reachable);
    }
  }

  /** Asterisk told something of an endpoint: see whether it is another state now. */
  async noticed(ari: AriClient, number: string, contact: ContactInfo | null): Promise<void> {
    const phone = this.get(number);
    if (phone?.kind === 'webrtc' && contact !== null) this.#contact(phone, contact);
    const before = this.#reachable.get(number);
    if (before === undefined) return;
    const reachable = await this.read(ari, number);
    if (reachable !== before) this.#options.changed(number, reachable);
  }

  #contact(phone: PhoneSetup, { uri, contact_status: status }: ContactInfo): void {
    const known = this.#contacts.get(phone.number);
    if (status === 'Removed') {
      if (known === undefined || known === uri) this.#contacts.set(phone.number, '');
    } else if (known !== uri) {
      this.#contacts.set(phone.number, uri);
      if (known !== undefined) this.#options.moved(phone);
    }
  }
}

const isOnline = (endpoint: Endpoint): boolean => endpoint.state === 'online';

function phoneObjects(phone: PhoneSetup, options: PhoneBookOptions): PhoneObjects | null {
  const { number, secret, kind } = phone;
  if (secret === null || !PLAIN_NUMBER.test(number)) return null;
  const inBrowser = kind === 'webrtc';
  const silent = String(ASTERISK_LIMITS.browserSilentSeconds);
  const media = inBrowser
    ? // A page that is closed in a talk says nothing: its leg ends when it has been silent for so long.
      { webrtc: 'yes', disallow: 'all', allow: 'opus,alaw,ulaw', rtp_timeout: silent, rtp_timeout_hold: silent }
    : {
        disallow: 'all',
        allow: 'alaw,ulaw,g722',
        direct_media: 'no',
        rtp_symmetric: 'yes',
        force_rport: 'yes',
        rewrite_contact: 'yes',
      };
  const aor = { max_contacts: '1', remove_existing: 'yes', qualify_frequency: String(options.qualifySeconds) };
  const endpoint = {
    context: options.context,
    ...media,
    dtmf_mode: 'auto_info',
    // What agents do with calls, they do through the softphone.
    allow_transfer: 'no',
    callerid: `<${number}>`,
    auth: number,
    aors: number,
  };
  const mark = `${options.app}-${createHash('sha256')
    .update(JSON.stringify([aor, endpoint]))
    .digest('hex')
    .slice(0, 12)}`;
  const objects: PhoneObjects['objects'] = [
    {
      type: 'auth',
      fields: fields({
        auth_type: 'userpass',
        username: number,
        password: secret,
        ...(inBrowser && { realm: BROWSER_REALM }),
      }),
    },
    { type: 'aor', fields: fields(aor) },
    { type: 'endpoint', fields: fields({ ...endpoint, accountcode: mark }) },
  ];
  return { number, objects, mark, fingerprint: JSON.stringify(objects) };
}

function fields(values: Readonly<Record<string, string>>): Field[] {
  return Object.entries(values).map(([attribute, value]) => ({ attribute, value }));
}

function ignoreRace(error: unknown): undefined {
  if (error instanceof AriError && error.isRace) return undefined;
  throw error;
}

/** A few at a time; rejects with the first failure, after what was begun has ended. */
async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const rest = [...items].reverse();
  const worker = async () => {
    for (let item = rest.pop(); item !== undefined; item = rest.pop()) await work(item);
  };
  const workers = Array.from({ length: Math.min(ASTERISK_LIMITS.configuring, items.length) }, worker);
  const failed = (await Promise.allSettled(workers)).find((result) => result.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}
