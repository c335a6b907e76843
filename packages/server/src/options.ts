/**
 * What the server is told when it starts: command line first, then environment, then defaults. Pure: main.ts hands in
 * both. Secrets come by environment only, because a command line can be read by every user of the machine.
 */
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Lang } from '@wssoftphone/protocol';
import type { OutsideOptions } from './crm/outside.ts';

const LANGS = ['zh-CN', 'en'] as const satisfies readonly Lang[];
export type LogLevel = (typeof LOG_LEVELS)[number];
const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;

export type AuthChoice =
  | { readonly mode: 'open' }
  | {
      readonly mode: 'token';
      /** null: made at the first start and kept in the data directory. */
      readonly secret: string | null;
      /** Keys of the CRM's servers; empty: one is made at the first start and kept in the data directory. */
      readonly apiKeys: readonly string[];
      readonly tokenSeconds: number;
    };
export type SwitchChoice =
  | { readonly kind: 'virtual' }
  /** An Asterisk that the server installs and runs itself (Debian, as root). */
  | {
      readonly kind: 'asterisk-own';
      /** Where it is kept, for all checkouts of this user. */
      readonly cache: string;
      readonly sipHost: string;
      readonly sipPort: number;
      /** SIP address of the carrier; null: one on this machine, for trying out. */
      readonly carrier: Address | null;
    }
  /** An Asterisk that runs elsewhere. */
  | {
      readonly kind: 'asterisk';
      readonly url: string;
      readonly user: string;
      readonly password: string;
      readonly app: string;
      readonly trunk: string | null;
      /** Address on which Asterisk 22 opens its events websocket to us; null: we open it to Asterisk. */
      readonly listen: Address | null;
      /** Where recordings are put for it; null: nowhere. */
      readonly recordings: { readonly directory: string; readonly path: string } | null;
    };
/** What flows may ask outside. Without a `check`, in demo mode the demonstration's is taken. */
export interface FlowChoice extends OutsideOptions {
  readonly check: Exclude<OutsideOptions['check'], { readonly kind: 'demo' }>;
}
interface Address {
  readonly host: string;
  readonly port: number;
}

export interface NumberChoice {
  /** PEM file of the RSA private key; null: no numbers in RSA. */
  readonly rsaKeyFile: string | null;
  /** 8, 16 or 24 bytes; null: no numbers in DES. */
  readonly desKey: string | null;
}

export interface ServerOptions {
  readonly host: string;
  /** 0 chooses a free port. */
  readonly port: number;
  readonly tenant: string;
  readonly dataDir: string;
  /** postgres:// URL; null: the embedded database in the data directory. */
  readonly database: string | null;
  readonly switch: SwitchChoice;
  readonly auth: AuthChoice;
  readonly origins: readonly string[];
  /** Keys of EncryptDial beside the secret in the data directory. */
  readonly numbers?: NumberChoice;
  readonly lang: Lang;
  /** Absent: flows may ask nobody, and nobody checks passwords (but for the demonstration's checker in demo mode). */
  readonly flows?: FlowChoice;
  /** Demonstration data in an empty tenant, the demo page and, on the virtual switch, the lab. */
  readonly demo: boolean;
  /** The lab answers other machines too. */
  readonly demoRemote: boolean;
  readonly log: { readonly level: LogLevel /** null: standard output. */; readonly file: string | null };
}

export type Parsed =
  | { readonly do: 'run'; readonly options: ServerOptions }
  /** Makes a line for the file of password hashes; the password comes by standard input. */
  | { readonly do: 'hash'; readonly caller: string }
  | { readonly do: 'help' }
  | { readonly do: 'version' };

/** Something on the command line or in the environment that cannot be meant; the message is for people. */
export class OptionError extends Error {
  override readonly name = 'OptionError';
}

type Env = Readonly<Record<string, string | undefined>>;

export interface Setting {
  readonly flag: string;
  /** Name of the value in the help; none: a switch that is on or off. */
  readonly value?: string;
  readonly env: string;
  readonly help: string;
}
/** Every setting in the order of the help. */
export const SETTINGS = [
  {
    flag: 'port',
    value: 'PORT',
    env: 'WSSP_PORT',
    help: 'port for WebSocket, HTTP and pages (8887; 0 takes a free one)',
  },
  {
    flag: 'host',
    value: 'HOST',
    env: 'WSSP_HOST',
    help: 'address to listen on (127.0.0.1; 0.0.0.0 for every network)',
  },
  {
    flag: 'data',
    value: 'DIR',
    env: 'WSSP_DATA',
    help: 'directory of the embedded database and made secrets (./data)',
  },
  { flag: 'database', value: 'URL', env: 'WSSP_DATABASE', help: 'your own PostgreSQL, postgres://user@host/name' },
  { flag: 'tenant', value: 'ID', env: 'WSSP_TENANT', help: 'tenant to serve (1)' },
  { flag: 'switch', value: 'KIND', env: 'WSSP_SWITCH', help: 'virtual (in memory, default) or asterisk' },
  {
    flag: 'ari',
    value: 'URL',
    env: 'WSSP_ARI',
    help: 'your own Asterisk, http://host:8088; without it one is installed',
  },
  {
    flag: 'ari-user',
    value: 'NAME',
    env: 'WSSP_ARI_USER',
    help: 'its ARI user (wssp); the password by WSSP_ARI_PASSWORD',
  },
  { flag: 'ari-app', value: 'NAME', env: 'WSSP_ARI_APP', help: 'its Stasis application (wssp)' },
  {
    flag: 'ari-listen',
    value: 'HOST:PORT',
    env: 'WSSP_ARI_LISTEN',
    help: 'Asterisk 22 sends its events to this address of ours',
  },
  {
    flag: 'ari-recordings',
    value: 'DIR[=PATH]',
    env: 'WSSP_ARI_RECORDINGS',
    help: 'folder for your recordings, and its path as Asterisk sees it',
  },
  { flag: 'trunk', value: 'NAME', env: 'WSSP_TRUNK', help: 'PJSIP endpoint for outside calls; none: no outside calls' },
  {
    flag: 'sip-host',
    value: 'HOST',
    env: 'WSSP_SIP_HOST',
    help: 'address for telephones of the installed Asterisk (127.0.0.1)',
  },
  { flag: 'sip-port', value: 'PORT', env: 'WSSP_SIP_PORT', help: 'its SIP port (5060)' },
  {
    flag: 'carrier',
    value: 'HOST:PORT',
    env: 'WSSP_CARRIER',
    help: 'its carrier: where calls come from and go out to',
  },
  { flag: 'cache', value: 'DIR', env: 'WSSP_CACHE', help: 'where it is installed (~/.cache/wssoftphone)' },
  {
    flag: 'auth',
    value: 'MODE',
    env: 'WSSP_AUTH',
    help: 'token (default) or open: anybody who reaches the port is any agent',
  },
  { flag: 'token-seconds', value: 'N', env: 'WSSP_TOKEN_SECONDS', help: 'life of a token (120)' },
  {
    flag: 'origins',
    value: 'LIST',
    env: 'WSSP_ORIGINS',
    help: 'origins of your pages, by commas; * only with --auth open',
  },
  { flag: 'flow-hosts', value: 'LIST', env: 'WSSP_FLOW_HOSTS', help: 'hosts that IVR flows may ask, by commas' },
  { flag: 'check-url', value: 'URL', env: 'WSSP_CHECK_URL', help: 'your CRM says whether keyed passwords are right' },
  { flag: 'check-file', value: 'FILE', env: 'WSSP_CHECK_FILE', help: 'or a file of password hashes does' },
  { flag: 'lang', value: 'LANG', env: 'WSSP_LANG', help: `language of texts for pages that name none (${LANGS[0]})` },
  { flag: 'demo', env: 'WSSP_DEMO', help: 'demonstration data, demo page and, on the virtual switch, the lab' },
  { flag: 'demo-remote', env: 'WSSP_DEMO_REMOTE', help: 'open the lab to other machines (it gives tokens to anybody)' },
  { flag: 'log-level', value: 'LEVEL', env: 'WSSP_LOG_LEVEL', help: `${LOG_LEVELS.join(', ')} (info)` },
  { flag: 'log-file', value: 'FILE', env: 'WSSP_LOG_FILE', help: 'where log lines go (standard output)' },
] as const satisfies readonly Setting[];
export type Flag = (typeof SETTINGS)[number]['flag'];
/** What never stands on a command line. */
export const SECRETS = [
  {
    env: 'WSSP_TOKEN_SECRET',
    help: 'signs tokens, at least 32 characters (default: made once, kept in the data directory)',
  },
  {
    env: 'WSSP_API_KEYS',
    help: "keys with which your CRM's server asks for tokens, by commas (default: one made once, likewise)",
  },
  { env: 'WSSP_ARI_PASSWORD', help: 'password of the ARI user' },
  { env: 'WSSP_CRM_KEY', help: 'sent as bearer key with what flows and password checks ask your CRM' },
  {
    env: 'WSSP_NUMBER_RSA_KEY',
    help: 'PEM file of the private key for numbers that pages send in RSA (EncryptDial)',
  },
  { env: 'WSSP_NUMBER_DES_KEY', help: 'key for numbers that pages send in DES, 8, 16 or 24 bytes' },
] as const;

export const HELP = `Usage: wsagentserver [settings]

${SETTINGS.map((setting: Setting) => {
  const flag = `--${setting.flag}${setting.value === undefined ? '' : ` ${setting.value}`}`;
  return `  ${flag.padEnd(24)}${setting.env.padEnd(20)}${setting.help}`;
}).join('\n')}
  --hash-password CALLER  a line for --check-file, from a password on standard input; CALLER is a number, or * for all
  --help, --version

A setting not on the command line is taken from the environment variable beside it. Only by environment:
${SECRETS.map(({ env, help }) => `  ${env.padEnd(20)}${help}`).join('\n')}
`;

/** @throws OptionError */
export function parseOptions(argv: readonly string[], env: Env): Parsed {
  const given = readFlags(argv);
  if (given.help === true) return { do: 'help' };
  if (given.version === true) return { do: 'version' };
  const caller = given['hash-password'];
  if (typeof caller === 'string') {
    if (!/^(\*|\+?[0-9*#]{1,32})$/.test(caller)) throw new OptionError('--hash-password needs a number, or *.');
    return { do: 'hash', caller };
  }
  const read = new Reader(given, env);
  const demo = read.isOn('demo');
  const options: ServerOptions = {
    host: read.text('host') ?? '127.0.0.1',
    port: read.port('port') ?? 8887,
    tenant: read.matching('tenant', /^[\w-]{1,32}$/, 'letters, digits, _ and -') ?? '1',
    dataDir: read.text('data') ?? './data',
    database: read.matching('database', /^postgres(ql)?:\/\//, 'an address like postgres://user@host/name') ?? null,
    switch: switchChoice(read, env),
    auth: authChoice(read, env),
    origins: read.list('origins'),
    numbers: numberChoice(env),
    lang: read.oneOf('lang', LANGS) ?? LANGS[0],
    flows: flowChoice(read, env),
    demo,
    demoRemote: read.isOn('demo-remote'),
    log: { level: read.oneOf('log-level', LOG_LEVELS) ?? 'info', file: read.text('log-file') ?? null },
  };
  if (options.demoRemote && !demo) throw new OptionError('--demo-remote needs --demo.');
  if (options.origins.includes('*') && options.auth.mode === 'token') {
    throw new OptionError('--origins "*" needs --auth open; with tokens, list the origins of your pages.');
  }
  return { do: 'run', options };
}

function switchChoice(read: Reader, env: Env): SwitchChoice {
  const kind = read.oneOf('switch', ['virtual', 'asterisk']) ?? 'virtual';
  const url = read.matching('ari', /^https?:\/\//, 'an address like http://host:8088');
  const foreign = (['ari-user', 'ari-app', 'ari-listen', 'ari-recordings', 'trunk'] as const).find(
    (flag) => read.text(flag) !== undefined,
  );
  if (url !== undefined) {
    if (kind === 'virtual') throw new OptionError('--ari needs --switch asterisk.');
    const password = env.WSSP_ARI_PASSWORD;
    if (!password) throw new OptionError('--ari needs the password of the ARI user in WSSP_ARI_PASSWORD.');
    return {
      kind: 'asterisk',
      url,
      user: read.text('ari-user') ?? 'wssp',
      password,
      app: read.text('ari-app') ?? 'wssp',
      trunk: read.text('trunk') ?? null,
      listen: read.address('ari-listen') ?? null,
      recordings: recordingShelf(read),
    };
  }
  if (foreign !== undefined) throw new OptionError(`--${foreign} needs --ari, the address of your Asterisk.`);
  const own = (['sip-host', 'sip-port', 'carrier'] as const).find((flag) => read.text(flag) !== undefined);
  if (kind === 'asterisk') {
    return {
      kind: 'asterisk-own',
      cache: read.text('cache') ?? join(env.HOME ?? '.', '.cache', 'wssoftphone'),
      sipHost: read.text('sip-host') ?? '127.0.0.1',
      sipPort: read.port('sip-port') ?? 5060,
      carrier: read.address('carrier') ?? null,
    };
  }
  if (own !== undefined) throw new OptionError(`--${own} needs --switch asterisk.`);
  return { kind };
}

function recordingShelf(read: Reader): { readonly directory: string; readonly path: string } | null {
  const given = read.matching('ari-recordings', /^[^=]+(=\/[^=]+)?$/, 'DIR, or DIR=/PATH/IN/ASTERISK');
  if (given === undefined) return null;
  const [directory = '', path] = given.split('=');
  return { directory, path: (path ?? resolve(directory)).replace(/\/+$/, '') };
}

function flowChoice(read: Reader, env: Env): FlowChoice {
  const key = env.WSSP_CRM_KEY || null;
  const hosts = read.list('flow-hosts').map((host) => host.toLowerCase());
  const wrong = hosts.find((host) => !/^([\w.-]+|\[[\da-f:.]+\])(:\d{1,5})?$/.test(host));
  if (wrong !== undefined) throw new OptionError(`--flow-hosts has "${wrong}"; expected host names or addresses.`);
  const url = read.matching('check-url', /^https?:\/\/[^/?#@\s]+([/?][^#\s]*)?$/, 'an address like https://crm/check');
  const file = read.text('check-file');
  if (url !== undefined && file !== undefined) throw new OptionError('--check-url and --check-file: choose one.');
  const check: FlowChoice['check'] =
    url !== undefined ? { kind: 'url', url } : file !== undefined ? { kind: 'file', file } : null;
  return { hosts, key, check };
}

function authChoice(read: Reader, env: Env): AuthChoice {
  const mode = read.oneOf('auth', ['token', 'open']) ?? 'token';
  const tokenSeconds = read.number('token-seconds', 1, 3_600) ?? 120;
  if (mode === 'open') return { mode };
  const secret = env.WSSP_TOKEN_SECRET || null;
  if (secret !== null && Buffer.byteLength(secret) < 32) {
    throw new OptionError('WSSP_TOKEN_SECRET must have at least 32 characters.');
  }
  const apiKeys = split(env.WSSP_API_KEYS ?? '');
  if (apiKeys.some((key) => key.length < 16)) {
    throw new OptionError('Each key in WSSP_API_KEYS must have at least 16 characters.');
  }
  return { mode, secret, apiKeys, tokenSeconds };
}

function numberChoice(env: Env): NumberChoice {
  const desKey = env.WSSP_NUMBER_DES_KEY || null;
  if (desKey !== null && ![8, 16, 24].includes(Buffer.byteLength(desKey))) {
    throw new OptionError('WSSP_NUMBER_DES_KEY must have 8, 16 or 24 bytes.');
  }
  return { rsaKeyFile: env.WSSP_NUMBER_RSA_KEY || null, desKey };
}

type Given = Readonly<Record<string, string | boolean | undefined>>;

function readFlags(argv: readonly string[]): Given {
  const flags = SETTINGS.map((setting: Setting) => [
    setting.flag,
    { type: setting.value === undefined ? 'boolean' : 'string' } as const,
  ]);
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        ...Object.fromEntries(flags),
        'hash-password': { type: 'string' },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean' },
      },
      strict: true,
      allowPositionals: false,
    });
    return values as Given;
  } catch (error) {
    throw new OptionError(`${error instanceof Error ? error.message : String(error)}. Try --help.`);
  }
}

/** One setting at a time, with complaints that name where the value came from. */
class Reader {
  readonly #given: Given;
  readonly #env: Env;
  constructor(given: Given, env: Env) {
    this.#given = given;
    this.#env = env;
  }

  text(flag: Flag): string | undefined {
    const given = this.#given[flag];
    const value = typeof given === 'string' ? given : this.#env[envOf(flag)];
    return value === undefined || value.trim() === '' ? undefined : value.trim();
  }
  isOn(flag: Flag): boolean {
    if (this.#given[flag] === true) return true;
    const value = this.text(flag);
    if (value === undefined || /^(0|false|no|off)$/i.test(value)) return false;
    if (/^(1|true|yes|on)$/i.test(value)) return true;
    throw this.#bad(flag, value, '1 or 0');
  }
  matching(flag: Flag, pattern: RegExp, expected: string): string | undefined {
    const value = this.text(flag);
    if (value !== undefined && !pattern.test(value)) throw this.#bad(flag, value, expected);
    return value;
  }
  oneOf<T extends string>(flag: Flag, values: readonly T[]): T | undefined {
    const value = this.text(flag);
    const found = values.find((one) => one === value);
    if (value !== undefined && found === undefined) throw this.#bad(flag, value, values.join(' or '));
    return found;
  }
  number(flag: Flag, from: number, to: number): number | undefined {
    const value = this.matching(flag, /^\d{1,9}$/, `a number from ${from} to ${to}`);
    if (value === undefined) return undefined;
    const number = Number(value);
    if (number < from || number > to) throw this.#bad(flag, value, `a number from ${from} to ${to}`);
    return number;
  }
  port(flag: Flag): number | undefined {
    return this.number(flag, 0, 65_535);
  }
  list(flag: Flag): readonly string[] {
    return split(this.text(flag) ?? '');
  }
  address(flag: Flag): Address | undefined {
    const value = this.matching(flag, /^[\w.:[\]-]+:\d{1,5}$/, 'HOST:PORT');
    if (value === undefined) return undefined;
    const at = value.lastIndexOf(':');
    const port = Number(value.slice(at + 1));
    if (port > 65_535) throw this.#bad(flag, value, 'HOST:PORT');
    return { host: value.slice(0, at), port };
  }
  #bad(flag: Flag, value: string, expected: string): OptionError {
    const name = this.#given[flag] === undefined ? envOf(flag) : `--${flag}`;
    return new OptionError(`${name} is "${value}"; expected ${expected}.`);
  }
}

function envOf(flag: Flag): string {
  return SETTINGS.find((setting) => setting.flag === flag)?.env ?? '';
}
function split(list: string): string[] {
  return list
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}
