/** A page as deployed ones are: one object a frame, strings, no subprotocol. */
import { once } from 'node:events';
import WebSocket from 'ws';

/** What such a page reads of a frame. */
export interface Frame {
  readonly objectClass: 'SPResponse' | 'SPEvent';
  readonly command?: string;
  readonly event?: string;
  readonly ins: string;
  readonly errorCode?: string;
  readonly errorDesc?: string;
  readonly datas?: Readonly<Record<string, unknown>>;
  readonly agentInfos?: Readonly<Record<string, string>>;
  readonly coInfos?: Readonly<Record<string, string>>;
  readonly params?: Readonly<Record<string, string>>;
}

const PATIENCE_MS = 10_000;

export class DeployedPage {
  readonly frames: Frame[] = [];
  delegatorId = '';
  readonly #socket: WebSocket;
  readonly #ins: string;
  readonly #agentId: string;
  /** Frames before it have been looked at by `next`. */
  #read = 0;
  #wake: () => void = () => {};

  private constructor(socket: WebSocket, agentId: string, ins: string) {
    this.#socket = socket;
    this.#agentId = agentId;
    this.#ins = ins;
    socket.on('message', (data) => {
      this.frames.push(JSON.parse(String(data)));
      this.#wake();
    });
  }

  static async open(url: string, agentId: string, ins: string): Promise<DeployedPage> {
    const socket = new WebSocket(url);
    const page = new DeployedPage(socket, agentId, ins);
    await once(socket, 'open');
    return page;
  }

  send(command: string, params: Readonly<Record<string, unknown>> = {}): void {
    const { delegatorId } = this;
    const frame = {
      objectClass: 'SPCommand',
      command,
      ins: this.#ins,
      delegatorId,
      params: { agentId: this.#agentId, ...params },
    };
    this.#socket.send(JSON.stringify(frame));
  }
  /** Sends and waits for the one response. */
  async ask(command: string, params: Readonly<Record<string, unknown>> = {}): Promise<Frame> {
    this.send(command, params);
    const response = await this.next((frame) => frame.objectClass === 'SPResponse' && frame.command === command);
    if (command === 'Init') this.delegatorId = String(response.datas?.delegatorId ?? '');
    return response;
  }
  async init(): Promise<Frame> {
    return this.ask('Init', { agentName: '', delegatorId: this.delegatorId });
  }
  async logOn(): Promise<void> {
    await this.init();
    await this.ask('Logon', { agentWorkMode: '0' });
    await this.state('3');
  }

  /** The next frame that fits, after the last one that was waited for; those between are passed over. */
  async next(fits: (frame: Frame) => boolean): Promise<Frame> {
    const late = setTimeout(() => this.#wake(), PATIENCE_MS);
    const end = performance.now() + PATIENCE_MS;
    try {
      for (;;) {
        for (; this.#read < this.frames.length; this.#read += 1) {
          const frame = this.frames[this.#read];
          if (frame !== undefined && fits(frame)) {
            this.#read += 1;
            return frame;
          }
        }
        if (performance.now() >= end) throw new Error(`nothing fitting came; last: ${this.#last()}`);
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
    } finally {
      clearTimeout(late);
    }
  }
  event(name: string): Promise<Frame> {
    return this.next((frame) => frame.event === name);
  }
  state(state: string): Promise<Frame> {
    return this.next((frame) => frame.event === 'StateChange' && frame.agentInfos?.agentState === state);
  }
  /** Every state the page was told, in order. */
  states(): string[] {
    return this.frames
      .filter((frame) => frame.event === 'StateChange')
      .map((frame) => frame.agentInfos?.agentState ?? '');
  }

  async close(): Promise<void> {
    if (this.#socket.readyState === WebSocket.CLOSED) return;
    const closed = once(this.#socket, 'close');
    this.#socket.close();
    await closed;
  }
  async closed(): Promise<void> {
    if (this.#socket.readyState !== WebSocket.CLOSED) await once(this.#socket, 'close');
  }

  #last(): string {
    return this.frames
      .slice(-8)
      .map((frame) => JSON.stringify(frame))
      .join('\n')
      .slice(0, 4_000);
  }
}
