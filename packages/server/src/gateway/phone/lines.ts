/**
 * SIP of telephones in the browser: their websocket comes here and is handed through, byte for byte, to that of the switch. So
 * pages need one address and one certificate, the switch's HTTP server (which is ARI's, too) stays where it is, and nobody
 * without a session gets as far as SIP.
 */
import type { IncomingMessage } from 'node:http';
import { connect as connectPlain, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect as connectTls } from 'node:tls';
import { ESPState } from '@wssoftphone/protocol';
import type { Logger } from 'pino';
import type { Desk } from '../../ports/desk.ts';
import type { BrowserPhones } from '../../ports/switch.ts';
import type { GatewayLimits } from '../limits.ts';
import type { Origins } from '../origins.ts';
import { LINE_PATH } from './api.ts';
import { opensLine } from './key.ts';

export interface PhoneLineParts {
  readonly desk: Desk;
  readonly phones?: BrowserPhones | undefined;
  readonly origins: Origins;
  readonly limits: GatewayLimits;
  readonly log: Logger;
}
/** What of the page's handshake the switch is told. */
const PASSED = ['sec-websocket-key', 'sec-websocket-version', 'sec-websocket-protocol'] as const;
const CONNECT_MS = 5_000;

export class PhoneLines {
  readonly #parts: PhoneLineParts;
  readonly #open = new Set<Duplex>();
  /** Lines by seat: a page that comes back may be here before its old line is known to be gone. */
  readonly #seats = new Map<string, number>();
  #stopping = false;

  constructor(parts: PhoneLineParts) {
    this.#parts = parts;
  }

  get size(): number {
    return this.#open.size;
  }

  /** The HTTP server's `upgrade`. False: not ours. */
  upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): boolean {
    const { url = '' } = request;
    if (url !== LINE_PATH && !url.startsWith(`${LINE_PATH}?`)) return false;
    // A socket without this listener takes the whole process down when it breaks.
    stream.on('error', () => stream.destroy());
    this.#judge(request).then(
      (verdict) => {
        if (typeof verdict === 'string') refuse(stream, verdict);
        else this.#handThrough(verdict.line, verdict.ins, request, stream, head);
      },
      (error: unknown) => {
        this.#parts.log.error({ error }, 'a telephone’s line could not be judged');
        refuse(stream, '500 Internal Server Error');
      },
    );
    return true;
  }

  stop(): void {
    this.#stopping = true;
    for (const stream of this.#open) stream.destroy();
  }

  async #judge({ url = '', headers }: IncomingMessage): Promise<{ readonly line: URL; readonly ins: string } | string> {
    const { desk, phones, origins, limits } = this.#parts;
    if (url.length > limits.urlChars) return '404 Not Found';
    if (phones === undefined) return '404 Not Found';
    if (!origins.allows(headers.origin, headers.host)) return '403 Forbidden';
    const query = new URLSearchParams(url.slice(LINE_PATH.length + 1));
    const ins = query.get('ins') ?? '';
    const session = await desk.session(ins);
    const loggedOn = session !== null && session.agent.agentState > ESPState.AGENTSTATE_INITIAL;
    if (!loggedOn || !opensLine(query.get('key') ?? '', session.agent.delegatorId)) return '403 Forbidden';
    if (phones.account(ins) === null) return '403 Forbidden';
    const full = this.#open.size >= limits.phoneLines || (this.#seats.get(ins) ?? 0) >= limits.phoneLinesPerSeat;
    return this.#stopping || full ? '503 Service Unavailable' : { line: phones.line, ins };
  }

  #handThrough(line: URL, ins: string, request: IncomingMessage, stream: Duplex, head: Buffer): void {
    if (stream.destroyed) return;
    this.#open.add(stream);
    this.#seats.set(ins, (this.#seats.get(ins) ?? 0) + 1);
    const secure = line.protocol === 'wss:';
    const to = { host: line.hostname, port: Number(line.port || (secure ? 443 : 80)) };
    const far: Socket = secure ? connectTls({ ...to, servername: line.hostname }) : connectPlain(to);
    far.setTimeout(CONNECT_MS, () => far.destroy(new Error('no answer')));
    let reached = false;
    far.once(secure ? 'secureConnect' : 'connect', () => {
      reached = true;
      far.setTimeout(0);
      far.setNoDelay(true);
      far.write(handshake(line, request));
      if (head.length > 0) far.write(head);
      far.pipe(stream);
      stream.pipe(far);
    });
    far.on('error', (error) => {
      this.#parts.log.debug({ ins, error: error.message }, 'the switch’s side of a telephone’s line broke');
      if (!reached) refuse(stream, '502 Bad Gateway');
      stream.destroy();
    });
    far.once('close', () => stream.destroy());
    stream.once('close', () => {
      far.destroy();
      this.#open.delete(stream);
      const left = (this.#seats.get(ins) ?? 1) - 1;
      if (left > 0) this.#seats.set(ins, left);
      else this.#seats.delete(ins);
    });
  }
}

function handshake(line: URL, { headers }: IncomingMessage): string {
  const passed = PASSED.flatMap((name) => (headers[name] === undefined ? [] : [`${name}: ${headers[name]}`]));
  const lines = [`GET ${line.pathname} HTTP/1.1`, `Host: ${line.host}`, 'Connection: Upgrade', 'Upgrade: websocket'];
  return `${[...lines, ...passed].join('\r\n')}\r\n\r\n`;
}

function refuse(stream: Duplex, status: string): void {
  if (stream.destroyed) return;
  stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
