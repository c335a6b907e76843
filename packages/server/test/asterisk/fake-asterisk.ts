/**
 * An ARI that a test writes: answers requests as told, keeps them in order, and sends events. For what a real Asterisk
 * does only now and then: late answers, lost answers, repeated and old events.
 */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';

export interface FakeRequest {
  readonly method: string;
  /** Without /ari and without query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
}
export interface FakeAnswer {
  readonly status: number;
  readonly json?: unknown;
}
/** null: the connection is cut without an answer. */
type Answer = FakeAnswer | null | Promise<FakeAnswer | null>;

export class FakeAsterisk {
  /** Everything asked so far, as `METHOD /path`. */
  readonly asked: string[] = [];
  readonly requests: FakeRequest[] = [];
  /** Answers of the test's own; undefined leaves it to the usual one. */
  answer: (request: FakeRequest) => Answer | undefined = () => undefined;
  channels: unknown[] = [];
  bridges: unknown[] = [];
  readonly #server: Server;
  readonly #sockets = new Set<WebSocket>();
  #waiters: { readonly fits: () => boolean; readonly resolve: () => void }[] = [];

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(): Promise<FakeAsterisk> {
    const server = createServer();
    const fake = new FakeAsterisk(server);
    const sockets = new WebSocketServer({ noServer: true });
    server.on('upgrade', (request, socket, head) =>
      sockets.handleUpgrade(request, socket, head, (opened) => {
        fake.#sockets.add(opened);
        opened.on('close', () => {
          fake.#sockets.delete(opened);
          fake.#look();
        });
        fake.#look();
      }),
    );
    server.on('request', (request, response) => {
      let text = '';
      request.on('data', (part) => {
        text += part;
      });
      request.on('end', async () => {
        const url = new URL(request.url ?? '/', 'http://fake');
        const asked: FakeRequest = {
          method: request.method ?? '',
          path: url.pathname.replace(/^\/ari/, ''),
          query: url.searchParams,
          body: text === '' ? null : JSON.parse(text),
        };
        fake.requests.push(asked);
        fake.asked.push(`${asked.method} ${asked.path}`);
        fake.#look();
        const own = fake.answer(asked);
        const answer = await (own === undefined ? fake.#usual(asked) : own);
        if (answer === null) return response.destroy();
        response.writeHead(answer.status, { 'content-type': 'application/json' });
        response.end(answer.json === undefined ? '' : JSON.stringify(answer.json));
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return fake;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/ari`;
  }
  get connections(): number {
    return this.#sockets.size;
  }

  /** To every connection. */
  send(...events: object[]): void {
    for (const event of events) for (const socket of this.#sockets) socket.send(JSON.stringify(event));
  }
  sendText(text: string): void {
    for (const socket of this.#sockets) socket.send(text);
  }
  /** Breaks the event connections. */
  drop(): void {
    for (const socket of this.#sockets) socket.terminate();
  }
  /** Resolves when it is so; looked at whenever something is asked, and when connections come and go. */
  until(fits: () => boolean): Promise<void> {
    if (fits()) return Promise.resolve();
    return new Promise((resolve) => {
      this.#waiters.push({ fits, resolve });
    });
  }
  untilAsked(line: string, times = 1): Promise<void> {
    return this.until(() => this.asked.filter((one) => one === line).length >= times);
  }
  async close(): Promise<void> {
    this.drop();
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  #look(): void {
    const fitting = this.#waiters.filter((waiter) => waiter.fits());
    this.#waiters = this.#waiters.filter((waiter) => !fitting.includes(waiter));
    for (const waiter of fitting) waiter.resolve();
  }

  #usual({ method, path }: FakeRequest): FakeAnswer {
    const ok = (json: unknown): FakeAnswer => ({ status: 200, json });
    if (method === 'GET' && path === '/channels') return ok(this.channels);
    if (method === 'GET' && path === '/bridges') return ok(this.bridges);
    if (method === 'GET' && path.startsWith('/endpoints/PJSIP')) return ok([]);
    if (path.startsWith('/applications/')) {
      return ok({ channel_ids: this.channels.map((channel) => (channel as { id: string }).id) });
    }
    if (method === 'GET') return { status: 404, json: { message: 'not found' } };
    return path.includes('/play/') ? ok({}) : { status: 204 };
  }
}

/** A channel as Asterisk describes it. */
export function fakeChannel(id: string, state: string, appData: string, more: object = {}): object {
  return {
    id,
    name: `PJSIP/fake-${id}`,
    state,
    caller: { name: 'Li Lei', number: '13800138000' },
    dialplan: { context: 'wssp-inbound', exten: '10010', priority: 2, app_name: 'Stasis', app_data: appData },
    ...more,
  };
}
