/** The event websocket between Asterisk and us, whoever makes the connection. It is made again when it is lost. */
import { timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { type RawData, WebSocket, WebSocketServer } from 'ws';
import type { Clock } from '../../ports/clock.ts';
import { applicationsOf } from './applications.ts';
import { type AriCredentials, ariUrl, basic } from './ari-client.ts';
import type { AriEvent } from './generated/ari.ts';
import { ASTERISK_LIMITS } from './limits.ts';
import type { AsteriskLink, SwitchLog } from './options.ts';

export interface LinkHandlers {
  /** A connection is there; the one before, if any, has been reported lost. */
  opened(): void;
  event(event: AriEvent): void;
  lost(reason: string): void;
}

export interface Link {
  /** Rejects when it cannot listen. */
  start(handlers: LinkHandlers): Promise<void>;
  /** The connection has proved good: the next loss is followed by the shortest pause. */
  settled(): void;
  /** Gives up the present connection; another is made. `slow`: only after the longest pause. */
  renew(reason: string, slow?: boolean): void;
  stop(): Promise<void>;
  /** Where it listens, when it does; for tests that let the system choose. */
  readonly port: number | null;
}

export function createLink(link: AsteriskLink, ari: AriCredentials, app: string, clock: Clock, log: SwitchLog): Link {
  return link.kind === 'listen' ? new ListeningLink(link, clock, log) : new CallingLink(ari, app, clock, log);
}

/** One websocket: parses events, asks for signs of life, and tells its end once. */
class Line {
  readonly #socket: WebSocket;
  readonly #lost: (reason: string) => void;
  readonly #cancelHeartbeat: () => void;
  #over = false;

  constructor(socket: WebSocket, clock: Clock, event: (event: AriEvent) => void, lost: (reason: string) => void) {
    this.#socket = socket;
    this.#lost = lost;
    let alive = true;
    let cancel = () => {};
    const beat = () => {
      if (!alive) return this.end('no sign of life');
      alive = false;
      socket.ping();
      cancel = clock.after(ASTERISK_LIMITS.heartbeatMs, beat);
    };
    cancel = clock.after(ASTERISK_LIMITS.heartbeatMs, beat);
    this.#cancelHeartbeat = () => cancel();
    socket.on('pong', () => {
      alive = true;
    });
    socket.on('message', (data, binary) => {
      alive = true;
      const parsed = binary ? null : parseEvent(data);
      if (parsed !== null && !this.#over) event(parsed);
    });
    socket.on('close', (code) => this.end(`closed (${code})`));
  }

  end(reason: string): void {
    if (this.#over) return;
    this.#over = true;
    this.#cancelHeartbeat();
    this.#socket.terminate();
    this.#lost(reason);
  }
}

/** What Asterisk sends has a type; anything else is not for us. */
function parseEvent(data: RawData): AriEvent | null {
  try {
    const parsed: unknown = JSON.parse(String(data));
    const typed =
      typeof parsed === 'object' && parsed !== null && typeof (parsed as { type?: unknown }).type === 'string';
    return typed ? (parsed as AriEvent) : null;
  } catch {
    return null;
  }
}

/** We call Asterisk, and call again after a pause that grows. */
class CallingLink implements Link {
  readonly port = null;
  readonly #url: string;
  readonly #authorization: string;
  readonly #clock: Clock;
  readonly #log: SwitchLog;
  #handlers: LinkHandlers | null = null;
  #line: Line | null = null;
  #dialling: WebSocket | null = null;
  #pauseMs: number = ASTERISK_LIMITS.reconnectMs.first;
  #cancelPause = () => {};
  #stopped = false;

  constructor(ari: AriCredentials, app: string, clock: Clock, log: SwitchLog) {
    const url = ariUrl(ari.url);
    url.pathname += '/events';
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
    url.searchParams.set('app', applicationsOf(app).join(','));
    this.#url = url.href;
    this.#authorization = basic(ari.user, ari.password);
    this.#clock = clock;
    this.#log = log;
  }

  async start(handlers: LinkHandlers): Promise<void> {
    this.#handlers = handlers;
    this.#dial();
  }

  #dial(): void {
    if (this.#stopped) return;
    const socket = new WebSocket(this.#url, {
      headers: { authorization: this.#authorization },
      handshakeTimeout: ASTERISK_LIMITS.requestMs,
      maxPayload: ASTERISK_LIMITS.eventBytes,
      perMessageDeflate: false,
    });
    this.#dialling = socket;
    let failure = 'connection refused';
    socket.on('error', (error) => {
      failure = error.message;
    });
    const failed = () => {
      this.#log.debug({ reason: failure }, 'Asterisk cannot be reached yet');
      this.#again();
    };
    socket.once('close', failed);
    socket.once('open', () => {
      socket.off('close', failed);
      this.#dialling = null;
      const handlers = this.#handlers;
      this.#line = new Line(
        socket,
        this.#clock,
        (event) => handlers?.event(event),
        (reason) => {
          this.#line = null;
          handlers?.lost(failure === 'connection refused' ? reason : failure);
          this.#again();
        },
      );
      handlers?.opened();
    });
  }

  #again(): void {
    if (this.#stopped) return;
    const { last } = ASTERISK_LIMITS.reconnectMs;
    // Half of the pause is chance, so that several servers do not call in step.
    const pause = this.#pauseMs * (0.5 + Math.random() / 2);
    this.#pauseMs = Math.min(last, this.#pauseMs * 2);
    this.#cancelPause();
    this.#cancelPause = this.#clock.after(pause, () => this.#dial());
  }

  settled(): void {
    this.#pauseMs = ASTERISK_LIMITS.reconnectMs.first;
  }

  renew(reason: string, slow = false): void {
    if (slow) this.#pauseMs = ASTERISK_LIMITS.reconnectMs.last;
    this.#line?.end(reason);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancelPause();
    this.#handlers = null;
    this.#dialling?.terminate();
    this.#line?.end('stopped');
  }
}

/** Asterisk calls us. The newest connection is the one. */
class ListeningLink implements Link {
  readonly #options: Extract<AsteriskLink, { kind: 'listen' }>;
  readonly #clock: Clock;
  readonly #log: SwitchLog;
  #server: Server | null = null;
  #line: Line | null = null;
  #handlers: LinkHandlers | null = null;
  /** After a connection that was given up Asterisk comes back at once; it is let in after a pause. */
  #resting = false;
  #pauseMs: number = ASTERISK_LIMITS.reconnectMs.first;
  #cancelRest = () => {};

  constructor(options: Extract<AsteriskLink, { kind: 'listen' }>, clock: Clock, log: SwitchLog) {
    this.#options = options;
    this.#clock = clock;
    this.#log = log;
  }

  get port(): number | null {
    const address = this.#server?.address();
    return typeof address === 'object' && address !== null ? address.port : null;
  }

  async start(handlers: LinkHandlers): Promise<void> {
    this.#handlers = handlers;
    const server = createServer((_request, response) => response.writeHead(426).end());
    this.#server = server;
    const sockets = new WebSocketServer({
      noServer: true,
      maxPayload: ASTERISK_LIMITS.eventBytes,
      perMessageDeflate: false,
      handleProtocols: (offered) => (offered.has('ari') ? 'ari' : false),
    });
    server.on('upgrade', (request, socket, head) => {
      socket.on('error', () => socket.destroy());
      if (this.#resting) {
        socket.end('HTTP/1.1 503 Service Unavailable\r\n\r\n');
        return;
      }
      if (!this.#mayEnter(request)) {
        this.#log.warn({ from: request.socket.remoteAddress }, 'refused an event connection: wrong user or password');
        socket.end('HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm="WSAgentServer"\r\n\r\n');
        return;
      }
      sockets.handleUpgrade(request, socket, head, (opened) => this.#open(opened));
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.#options.port, this.#options.host, () => {
        server.off('error', reject);
        resolve();
      });
    });
  }

  #mayEnter(request: IncomingMessage): boolean {
    const expected = Buffer.from(basic(this.#options.user, this.#options.password));
    const given = Buffer.from(request.headers.authorization ?? '');
    return expected.length === given.length && timingSafeEqual(expected, given);
  }

  #open(socket: WebSocket): void {
    socket.on('error', () => {});
    this.#line?.end('Asterisk connected anew');
    const handlers = this.#handlers;
    const line = new Line(
      socket,
      this.#clock,
      (event) => handlers?.event(event),
      (reason) => {
        if (this.#line === line) this.#line = null;
        handlers?.lost(reason);
      },
    );
    this.#line = line;
    handlers?.opened();
  }

  settled(): void {
    this.#pauseMs = ASTERISK_LIMITS.reconnectMs.first;
  }

  renew(reason: string, slow = false): void {
    const { last } = ASTERISK_LIMITS.reconnectMs;
    if (slow) this.#pauseMs = last;
    this.#resting = true;
    this.#cancelRest = this.#clock.after(this.#pauseMs, () => {
      this.#resting = false;
    });
    this.#pauseMs = Math.min(last, this.#pauseMs * 2);
    this.#line?.end(reason);
  }

  async stop(): Promise<void> {
    this.#handlers = null;
    this.#cancelRest();
    this.#line?.end('stopped');
    const server = this.#server;
    if (server === null) return;
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }
}
