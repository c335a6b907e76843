/** Asterisk's REST interface: typed operations over a pool of keep-alive connections. */
import type { Readable } from 'node:stream';
import { Pool } from 'undici';
import { OPERATIONS, type OperationName, type Operations } from './generated/ari.ts';
import { ASTERISK_LIMITS } from './limits.ts';

export interface AriCredentials {
  /** As in http://127.0.0.1:8088/ari; without a path, /ari is meant. */
  readonly url: string;
  readonly user: string;
  readonly password: string;
}

/** Asterisk said no (status 400 and up), or could not be asked (status 0). 404 and 409 are everyday answers. */
export class AriError extends Error {
  readonly operation: OperationName;
  readonly status: number;
  constructor(operation: OperationName, status: number, detail: string, options?: ErrorOptions) {
    super(`${operation}: ${status === 0 ? '' : `${status} `}${detail}`, options);
    this.name = 'AriError';
    this.operation = operation;
    this.status = status;
  }
  /** The thing is not there, or is in no state for it: what a race looks like from here. */
  get isRace(): boolean {
    return this.status === 404 || this.status === 409 || this.status === 412 || this.status === 422;
  }
}

type Params<Op extends OperationName> = Operations[Op]['params'];

export class AriClient {
  readonly #base: string;
  readonly #authorization: string;
  readonly #pool: Pool;
  readonly #downloads: Pool;

  /** Throws TypeError when the URL is none. */
  constructor(credentials: AriCredentials) {
    const url = ariUrl(credentials.url);
    this.#base = url.pathname;
    this.#authorization = basic(credentials.user, credentials.password);
    this.#pool = new Pool(url.origin, {
      connections: ASTERISK_LIMITS.connections,
      // Asterisk closes idle connections after 15 seconds by default: be first.
      keepAliveTimeout: 10_000,
      headersTimeout: ASTERISK_LIMITS.requestMs,
      bodyTimeout: ASTERISK_LIMITS.requestMs,
      connect: { timeout: ASTERISK_LIMITS.requestMs },
    });
    this.#downloads = new Pool(url.origin, {
      connections: ASTERISK_LIMITS.downloads,
      headersTimeout: ASTERISK_LIMITS.requestMs,
      bodyTimeout: ASTERISK_LIMITS.requestMs,
      connect: { timeout: ASTERISK_LIMITS.requestMs },
    });
  }

  /**
   * The file of a stored recording, to be read to its end or destroyed. Rejects with AriError only; while as many as may
   * be are being read, it waits.
   */
  async download(recordingName: string): Promise<{ readonly bytes: number; readonly stream: Readable }> {
    const operation = 'recordings.getStoredFile';
    const { method, path } = OPERATIONS[operation];
    const target = this.#base + fill(path, { recordingName });
    const answer = await this.#downloads
      .request({ method, path: target, headers: { authorization: this.#authorization } })
      .catch((cause: unknown) => {
        throw new AriError(operation, 0, cause instanceof Error ? cause.message : 'no answer', { cause });
      });
    const bytes = Number(answer.headers['content-length']);
    if (answer.statusCode === 200 && Number.isSafeInteger(bytes)) return { bytes, stream: answer.body };
    const text = await answer.body.text().catch(() => '');
    throw new AriError(operation, answer.statusCode === 200 ? 0 : answer.statusCode, messageOf(text));
  }

  /** Rejects with AriError only. */
  async call<Op extends OperationName>(name: Op, params: Params<Op>): Promise<Operations[Op]['result']> {
    const { method, path, query } = OPERATIONS[name];
    const values = params as Readonly<Record<string, unknown>>;
    const body = values.json === undefined ? null : JSON.stringify(values.json);
    const headers: Record<string, string> = { authorization: this.#authorization };
    if (body !== null) headers['content-type'] = 'application/json';
    const target = this.#base + fill(path, values) + search(query, values);
    const { status, text } = await this.#pool
      .request({ method, path: target, headers, body })
      .then(async (answer) => ({ status: answer.statusCode, text: await answer.body.text() }))
      .catch((cause: unknown) => {
        throw new AriError(name, 0, cause instanceof Error ? cause.message : 'no answer', { cause });
      });
    if (status >= 400) throw new AriError(name, status, messageOf(text));
    if (text === '') return undefined as Operations[Op]['result'];
    try {
      return JSON.parse(text) as Operations[Op]['result'];
    } catch (cause) {
      throw new AriError(name, 0, 'the answer is no JSON', { cause });
    }
  }

  /** Requests under way are given up. */
  async close(): Promise<void> {
    await Promise.all([this.#pool.destroy(), this.#downloads.destroy()]);
  }
}

/** Throws TypeError when it is no URL. The path has no slash at its end. */
export function ariUrl(text: string): URL {
  const url = new URL(text);
  const path = url.pathname.replace(/\/+$/, '');
  url.pathname = path === '' ? '/ari' : path;
  return url;
}

export function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

function fill(path: string, values: Readonly<Record<string, unknown>>): string {
  return path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => encodeURIComponent(String(values[name])));
}

function search(names: readonly string[], values: Readonly<Record<string, unknown>>): string {
  const pairs = names
    .filter((name) => values[name] !== undefined)
    .map((name) => {
      const value = values[name];
      const text = Array.isArray(value) ? value.join(',') : String(value);
      return `${name}=${encodeURIComponent(text)}`;
    });
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

function messageOf(text: string): string {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === 'object' && parsed !== null) {
      const { message, error } = parsed as { message?: unknown; error?: unknown };
      return String(message ?? error ?? text);
    }
  } catch {
    // Asterisk's HTTP server answers some errors in HTML.
  }
  return text.slice(0, 200);
}
