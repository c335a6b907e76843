/** All sockets of the server: the handshake, the heartbeat, the flush at the end of each tick. */
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { type AgentEvent, CLOSE_CODE, type Lang, PROTOCOL_LIMITS } from '@wssoftphone/protocol';
import type { Logger } from 'pino';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Clock } from '../../ports/clock.ts';
import type { Desk } from '../../ports/desk.ts';
import { Admission } from '../auth/admission.ts';
import type { Identity, Tokens } from '../auth/tokens.ts';
import type { GatewayLimits } from '../limits.ts';
import type { GatewayMetrics } from '../metrics.ts';
import type { Origins } from '../origins.ts';
import type { PendingAnswers } from '../pending.ts';
import { Connection } from './connection.ts';
import { type Handshake, readHandshake } from './handshake.ts';

export interface HubParts {
  /** Differs for every run of every gateway, so that a connection's name is never used twice. */
  readonly prefix: string;
  readonly tokens: Tokens | null;
  readonly origins: Origins;
  readonly lang: Lang;
  readonly pending: PendingAnswers;
  readonly clock: Clock;
  readonly limits: GatewayLimits;
  readonly metrics: GatewayMetrics;
  readonly log: Logger;
}

type Refusal = { readonly status: string; readonly reason: string };
const REFUSALS = {
  path: { status: '404 Not Found', reason: 'path' },
  origin: { status: '403 Forbidden', reason: 'origin' },
  full: { status: '503 Service Unavailable', reason: 'full' },
  stopping: { status: '503 Service Unavailable', reason: 'stopping' },
} as const satisfies Record<string, Refusal>;

export class Hub {
  readonly #parts: HubParts;
  readonly #desk: Desk;
  readonly #server: WebSocketServer;
  readonly #connections = new Map<string, Connection>();
  /** Pings go out in portions, so that ten thousand of them never stop the server at once. */
  readonly #portions: readonly Set<Connection>[] = Array.from({ length: 10 }, () => new Set<Connection>());
  /** Those that had proved nothing when last looked at. */
  readonly #unproven = new Set<Connection>();
  /** The subprotocol chosen for a request, between reading the handshake and answering it. */
  readonly #chosen = new WeakMap<IncomingMessage, string>();
  /** Handshakes that wait for their token to be checked. */
  #opening = 0;
  #next = 0;
  #dirty: Connection[] = [];
  #portion = 0;
  #stopBeat: () => void = () => {};
  #stopping = false;
  #emptied: (() => void) | null = null;

  constructor(parts: HubParts, desk: Desk) {
    this.#parts = parts;
    this.#desk = desk;
    this.#server = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      perMessageDeflate: false,
      maxPayload: PROTOCOL_LIMITS.frameBytes,
      handleProtocols: (_offered, request) => this.#chosen.get(request) ?? false,
    });
    this.#armBeat();
  }

  get size(): number {
    return this.#connections.size;
  }

  event(conn: string, event: AgentEvent): void {
    this.#connections.get(conn)?.event(event);
  }

  /** The HTTP server's `upgrade`. Never throws; a refused handshake gets a plain HTTP answer. */
  upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    // A socket without this listener takes the whole process down when it breaks.
    stream.on('error', ignore);
    const handshake = this.#examine(request);
    if ('status' in handshake) {
      this.#refuse(stream, handshake);
      return;
    }
    const { tokens, log } = this.#parts;
    const { token } = handshake;
    if (tokens === null || token === null) {
      this.#accept(request, stream, head, handshake, null);
      return;
    }
    this.#opening++;
    tokens
      .check(token.value, token.use)
      .catch(() => null)
      .then((identity) => {
        this.#opening--;
        if (identity === null) log.info({ use: token.use }, 'token refused');
        // A page that lost its line comes back with the token it has used up: it may still prove itself by its session.
        if (!stream.destroyed) this.#accept(request, stream, head, handshake, identity);
      });
  }

  #examine(request: IncomingMessage): Handshake | Refusal {
    const { origins, limits, lang } = this.#parts;
    const { url = '/', headers } = request;
    const asked = url.length <= limits.urlChars ? readHandshake(url, headers['sec-websocket-protocol'], lang) : null;
    if (this.#stopping) return REFUSALS.stopping;
    if (asked === null) return REFUSALS.path;
    if (!origins.allows(headers.origin, headers.host)) return REFUSALS.origin;
    return this.#connections.size + this.#opening < limits.connections ? asked : REFUSALS.full;
  }

  #accept(
    request: IncomingMessage,
    stream: Duplex,
    head: Buffer,
    handshake: Handshake,
    identity: Identity | null,
  ): void {
    const admission = new Admission(this.#parts.tokens, identity);
    if (this.#stopping || (!admission.proven && this.#unprovenFull())) {
      this.#refuse(stream, this.#stopping ? REFUSALS.stopping : REFUSALS.full);
      return;
    }
    if (handshake.subprotocol !== undefined) this.#chosen.set(request, handshake.subprotocol);
    this.#server.handleUpgrade(request, stream, head, (ws) => {
      stream.off('error', ignore);
      this.#open(ws, stream as Socket, handshake, admission, request);
    });
  }

  #open(ws: WebSocket, socket: Socket, handshake: Handshake, admission: Admission, request: IncomingMessage): void {
    const { prefix, metrics, log, tokens, pending, clock, limits } = this.#parts;
    const id = `${prefix}-${(this.#next++).toString(36)}`;
    const dialect = handshake.v4 ? 'v4' : 'deployed';
    const connection = new Connection({
      id,
      ws,
      socket,
      v4: handshake.v4,
      lang: handshake.lang,
      admission,
      tokens,
      desk: this.#desk,
      pending,
      clock,
      limits,
      metrics,
      log: log.child({ conn: id }),
      dirty: (one) => this.#markDirty(one),
    });
    const portion = this.#portions[this.#next % this.#portions.length];
    this.#connections.set(id, connection);
    portion?.add(connection);
    if (!admission.proven) this.#unproven.add(connection);
    metrics.connections.inc({ dialect });
    ws.on('error', (error) => connection.handleError(error));
    ws.on('message', (data, isBinary) => {
      try {
        connection.handleFrame(data, isBinary);
      } catch (error) {
        // A fault of ours must not take the other pages down with this one.
        log.error({ conn: id, error }, 'frame handler failed');
        connection.cut('fault');
      }
    });
    ws.on('pong', () => connection.handlePong());
    ws.on('close', (code) => {
      this.#connections.delete(id);
      portion?.delete(connection);
      this.#unproven.delete(connection);
      metrics.connections.dec({ dialect });
      connection.handleClose(code);
      if (this.#connections.size === 0) this.#emptied?.();
    });
    const { remoteAddress } = request.socket;
    log.debug({ conn: id, dialect, lang: handshake.lang, remoteAddress, proven: admission.proven }, 'connected');
  }

  #refuse(stream: Duplex, { status, reason }: Refusal): void {
    this.#parts.metrics.refusedConnections.inc({ reason });
    this.#parts.log.info({ reason }, 'connection refused');
    stream.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`, () => stream.destroy());
  }

  /** Looks through the unproven only when there seem to be too many: most of them prove themselves in the next tick. */
  #unprovenFull(): boolean {
    if (this.#unproven.size < this.#parts.limits.unprovenConnections) return false;
    for (const connection of this.#unproven) if (connection.proven) this.#unproven.delete(connection);
    return this.#unproven.size >= this.#parts.limits.unprovenConnections;
  }

  // ── one flush a tick ──

  #markDirty(connection: Connection): void {
    this.#dirty.push(connection);
    if (this.#dirty.length === 1) setImmediate(() => this.#flush());
  }

  #flush(): void {
    const dirty = this.#dirty;
    this.#dirty = [];
    for (const connection of dirty) connection.flush();
  }

  // ── heartbeat ──

  #armBeat(): void {
    const { clock, limits } = this.#parts;
    this.#stopBeat = clock.after(limits.pingMs / this.#portions.length, () => {
      const now = clock.now();
      for (const connection of this.#portions[this.#portion] ?? []) connection.beat(now);
      this.#portion = (this.#portion + 1) % this.#portions.length;
      this.#armBeat();
    });
  }

  /** Resolves when every socket is gone. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#stopBeat();
    if (this.#connections.size === 0) return;
    const { clock, limits } = this.#parts;
    const gone = new Promise<void>((resolve) => {
      this.#emptied = resolve;
    });
    for (const connection of this.#connections.values()) connection.closeForShutdown(CLOSE_CODE.GOING_AWAY);
    const cancel = clock.after(limits.drainMs, () => {
      for (const connection of this.#connections.values()) connection.terminate();
    });
    await gone;
    cancel();
  }
}

const ignore = (): void => {};
