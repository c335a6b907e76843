/** The lab's event streams (server-sent events): the whole view at once, and again after every change. */
import type { ServerResponse } from 'node:http';
import type { Clock } from '../ports/clock.ts';
import { LAB_LIMITS } from './limits.ts';
import type { LabView } from './views.ts';

export class LabStreams {
  readonly #clock: Clock;
  readonly #view: () => LabView;
  readonly #open = new Set<ServerResponse>();
  #pending = false;
  #stopKeepAlive: (() => void) | null = null;

  constructor(clock: Clock, view: () => LabView) {
    this.#clock = clock;
    this.#view = view;
  }

  get full(): boolean {
    return this.#open.size >= LAB_LIMITS.streams;
  }
  get size(): number {
    return this.#open.size;
  }

  add(response: ServerResponse): void {
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      connection: 'keep-alive',
    });
    response.on('error', () => this.#remove(response));
    response.on('close', () => this.#remove(response));
    this.#open.add(response);
    this.#stopKeepAlive ??= this.#keepAlive();
    this.#write(response, frame(this.#view()));
  }

  /** Something changed: one event soon, however much changes until then. */
  changed(): void {
    if (this.#pending || this.#open.size === 0) return;
    this.#pending = true;
    this.#clock.after(LAB_LIMITS.eventMs, () => {
      this.#pending = false;
      if (this.#open.size === 0) return;
      const text = frame(this.#view());
      for (const response of this.#open) this.#write(response, text);
    });
  }

  close(): void {
    for (const response of this.#open) response.end();
    this.#open.clear();
    this.#rest();
  }

  #write(response: ServerResponse, text: string): void {
    if (response.writableLength > LAB_LIMITS.streamBufferBytes) {
      response.destroy();
      this.#remove(response);
    } else response.write(text);
  }
  #remove(response: ServerResponse): void {
    this.#open.delete(response);
    if (this.#open.size === 0) this.#rest();
  }
  #rest(): void {
    this.#stopKeepAlive?.();
    this.#stopKeepAlive = null;
  }
  #keepAlive(): () => void {
    let stop = (): void => {};
    const again = (): void => {
      stop = this.#clock.after(LAB_LIMITS.keepAliveMs, () => {
        for (const response of this.#open) this.#write(response, ': still here\n\n');
        again();
      });
    };
    again();
    return () => stop();
  }
}

function frame(view: LabView): string {
  return `event: lab\ndata: ${JSON.stringify(view)}\n\n`;
}
