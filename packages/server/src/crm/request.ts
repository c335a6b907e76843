/**
 * One JSON request to a system of the tenant's: bounded in time and size, redirects not followed, and connected only to
 * addresses that are allowed, looked at when the connection is made. Errors say what happened and nothing of what was
 * sent or answered: they go to the log.
 */
import { type LookupAddress, lookup } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { CRM_LIMITS } from './limits.ts';

export interface CrmRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  /** Sent as JSON. */
  readonly body: object | null;
  readonly timeoutMs: number;
}
export interface CrmClient {
  /** The JSON of a 2xx answer. Rejects in every other case. */
  ask(request: CrmRequest): Promise<unknown>;
  close(): void;
}
export interface CrmClientOptions {
  /** Sent as bearer key. */
  readonly key: string | null;
  readonly mayConnect: (address: string) => boolean;
}

export function createCrmClient({ key, mayConnect }: CrmClientOptions): CrmClient {
  const pool = { keepAlive: true, maxSockets: CRM_LIMITS.connections, lookup: guardedLookup(mayConnect) };
  const agents = { 'http:': new http.Agent(pool), 'https:': new https.Agent(pool) };
  let inFlight = 0;

  async function ask({ method, url: text, body, timeoutMs }: CrmRequest): Promise<unknown> {
    const url = new URL(text);
    const { protocol, hostname } = url;
    if (protocol !== 'http:' && protocol !== 'https:') throw new Error('not an address of the web');
    const literal = hostname.replace(/^\[(.*)\]$/, '$1');
    // A lookup is made for names only.
    if (isIP(literal) !== 0 && !mayConnect(literal))
      throw new Error(`${hostname} is a private address that is not listed`);
    const payload = body === null ? null : Buffer.from(JSON.stringify(body));
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      const response = await send(url, agents[protocol], { method, payload, key, signal });
      const status = response.statusCode ?? 0;
      if (status < 200 || status > 299) {
        response.destroy();
        throw new Error(`${url.host} answered ${status}`);
      }
      return json(await read(response), url.host);
    } catch (error) {
      if (signal.aborted) throw new Error(`${url.host} did not answer within ${timeoutMs} ms`);
      throw error;
    }
  }

  return {
    async ask(request) {
      if (inFlight >= CRM_LIMITS.inFlight) throw new Error(`${CRM_LIMITS.inFlight} requests are under way already`);
      inFlight += 1;
      try {
        return await ask(request);
      } finally {
        inFlight -= 1;
      }
    },
    close() {
      for (const agent of Object.values(agents)) agent.destroy();
    },
  };
}

interface Sending {
  readonly method: string;
  readonly payload: Buffer | null;
  readonly key: string | null;
  readonly signal: AbortSignal;
}
function send(url: URL, agent: http.Agent, { method, payload, key, signal }: Sending): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => {
    const module = url.protocol === 'https:' ? https : http;
    const request = module.request(url, {
      method,
      agent,
      signal,
      headers: {
        accept: 'application/json',
        'accept-encoding': 'identity',
        'user-agent': 'wsagentserver',
        ...(key === null ? {} : { authorization: `Bearer ${key}` }),
        ...(payload === null ? {} : { 'content-type': 'application/json', 'content-length': payload.length }),
      },
    });
    request.on('response', resolve);
    request.on('error', reject);
    request.end(payload ?? undefined);
  });
}

async function read(response: http.IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > CRM_LIMITS.answerBytes) throw new Error(`an answer of more than ${CRM_LIMITS.answerBytes} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function json(bytes: Buffer, host: string): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    // The parser's own words quote the text.
    throw new Error(`the answer of ${host} is no JSON`);
  }
}

function guardedLookup(mayConnect: (address: string) => boolean): LookupFunction {
  return (hostname, options, done) => {
    lookup(hostname, { ...options, all: true }, (error: NodeJS.ErrnoException | null, found: LookupAddress[]) => {
      if (error) {
        done(error, []);
        return;
      }
      const allowed = found.filter(({ address }) => mayConnect(address));
      const [first] = allowed;
      if (first === undefined) done(new Error(`${hostname} has a private address that is not listed`), []);
      else if (options.all === true) done(null, allowed);
      else done(null, first.address, first.family);
    });
  };
}
