import { type ClientOptions, WebSocket } from 'ws';

type Message = Record<string, unknown>;

/** A page's end of a WebSocket: remembers every frame, and waits for the one a test is after. */
export class Page {
  readonly ws: WebSocket;
  /** Text frames as they came. */
  readonly frames: string[] = [];
  readonly closed: Promise<number>;
  #taken = 0;
  #wake: (() => void)[] = [];

  constructor(ws: WebSocket) {
    this.ws = ws;
    ws.on('error', () => {});
    ws.on('message', (data) => {
      this.frames.push(String(data));
      for (const wake of this.#wake.splice(0)) wake();
    });
    this.closed = new Promise((resolve) => ws.once('close', (code) => resolve(code)));
    this.closed.then(() => {
      for (const wake of this.#wake.splice(0)) wake();
    });
  }

  send(message: object | string): void {
    this.ws.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  /** The next frame not yet taken. */
  async frame(): Promise<string> {
    for (;;) {
      const next = this.frames[this.#taken];
      if (next !== undefined) {
        this.#taken++;
        return next;
      }
      if (this.ws.readyState === WebSocket.CLOSED) throw new Error('the connection is closed');
      await new Promise<void>((resolve) => this.#wake.push(resolve));
    }
  }
  async next(): Promise<Message> {
    return JSON.parse(await this.frame()) as Message;
  }
  /** Sends a command and gives the next frame. */
  async ask(command: string, params: object = {}, more: object = {}): Promise<Message> {
    this.send({ command, objectClass: 'SPCommand', ins: '6002', delegatorId: 'd0c5', params, ...more });
    return this.next();
  }
  close(): Promise<number> {
    this.ws.close();
    return this.closed;
  }
}

export async function open(url: string, protocols: string[] = [], options: ClientOptions = {}): Promise<Page> {
  const ws = new WebSocket(url, protocols, options);
  const page = new Page(ws);
  await new Promise<void>((resolve, reject) => {
    ws.once('open', () => resolve());
    ws.once('error', reject);
    // The status of a refused handshake is what a test wants to know.
    ws.once('unexpected-response', (_request, response) => reject(new Error(`HTTP ${response.statusCode}`)));
  });
  return page;
}
