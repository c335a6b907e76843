/** A page that watches the live board over real HTTP. */
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LiveBoard, LiveChange } from '@wssoftphone/protocol/console';
import { watch } from '../../../../e2e/lib/until.ts';
import type { Browser, ConsoleRig } from './rig.ts';

export class Stream {
  readonly status: number;
  readonly board: LiveBoard[] = [];
  readonly changes: LiveChange[] = [];
  beats = 0;
  /** Everything that came, as it came. */
  text = '';
  ended = false;
  readonly #request: ClientRequest;
  readonly #response: IncomingMessage;
  #rest = '';

  private constructor(asked: ClientRequest, response: IncomingMessage, reads: boolean) {
    this.#request = asked;
    this.#response = response;
    this.status = response.statusCode ?? 0;
    response.setEncoding('utf8');
    if (reads) response.on('data', (chunk: string) => this.#take(chunk));
    response.on('close', () => {
      this.ended = true;
    });
    response.on('error', () => undefined);
  }

  /** @param reads false: takes nothing off the line, as a page that hangs */
  static async open(rig: ConsoleRig, browser: Browser, reads = true): Promise<Stream> {
    if (!rig.app.server.listening) await rig.app.listen({ host: '127.0.0.1', port: 0 });
    const { port } = rig.app.server.address() as AddressInfo;
    const headers = { ...browser.headers, cookie: browser.cookie ?? '' };
    return new Promise((resolve, reject) => {
      const asked = request({ host: '127.0.0.1', port, path: '/api/console/live', headers }, (response) =>
        resolve(new Stream(asked, response, reads)),
      );
      asked.on('error', reject);
      asked.end();
    });
  }

  /** Waits, in real time, until it is so; the line is real. */
  async until(what: (stream: this) => boolean): Promise<void> {
    const { fits } = await watch(
      () => what(this),
      (so) => so,
      { patienceMs: 15_000, everyMs: 2 },
    );
    if (!fits) throw new Error(`waited in vain; came: ${this.text.slice(-500)}`);
  }
  resume(): void {
    this.#response.on('data', (chunk: string) => this.#take(chunk));
  }
  close(): void {
    this.#request.destroy();
  }

  #take(chunk: string): void {
    this.text += chunk;
    this.#rest += chunk;
    const events = this.#rest.split('\n\n');
    this.#rest = events.pop() ?? '';
    for (const event of events) {
      if (event === 'event: beat\ndata: 0') this.beats += 1;
      const [, name, data] = /^event: (\w+)\ndata: (.*)$/.exec(event) ?? [];
      if (name === 'board') this.board.push(JSON.parse(data ?? ''));
      if (name === 'change') this.changes.push(JSON.parse(data ?? ''));
    }
  }
}
