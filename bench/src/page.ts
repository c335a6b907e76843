/** An agent's page for measuring: a bare socket that speaks the deployed dialect and has one question under way. */
import WebSocket from 'ws';
import { agentIdOf, extensionOf } from './tenant.ts';

/** What is asked, and what counts as the answer. */
export type Question =
  /** Anything; it comes back as it is. */
  | 'echo'
  /** WSHello; its response. Reads only. */
  | 'response'
  /** Leave and ResumeWork in turn; the StateChange event. The new state is durable before the event leaves. */
  | 'event';

/** Longest that connecting or logging on may take. */
export const PATIENCE_MS = 60_000;
const CONNECTING = 100;

export class Page {
  readonly ins: string;
  readonly agentId: string;
  readonly #socket: WebSocket;
  #delegatorId = '';
  #away = false;
  #waiting: { readonly sign: string; readonly done: () => void } | null = null;

  constructor(socket: WebSocket, index: number) {
    this.#socket = socket;
    this.ins = extensionOf(index);
    this.agentId = agentIdOf(index);
    socket.on('message', (data) => {
      const text = String(data);
      if (!this.#waiting || !text.includes(this.#waiting.sign)) return;
      const { done } = this.#waiting;
      this.#waiting = null;
      if (this.#delegatorId === '') this.#delegatorId = /"delegatorId":"(\w+)"/.exec(text)?.[1] ?? '';
      done();
    });
  }

  get busy(): boolean {
    return this.#waiting !== null;
  }

  async logOn(): Promise<void> {
    const { agentId } = this;
    await this.#until('"SPResponse"', 'Init', { agentId, agentName: agentId, delegatorId: '' });
    await this.#until('"LogonSucc"', 'Logon', { agentId, agentName: agentId });
  }

  ask(question: Question, done: () => void): void {
    const { agentId } = this;
    if (question === 'echo') this.#send('"WSHello"', 'WSHello', { agentId, helloInfo: 'hello' }, done);
    else if (question === 'response') this.#send('"SPResponse"', 'WSHello', { agentId, helloInfo: 'hello' }, done);
    else {
      this.#away = !this.#away;
      if (this.#away) this.#send('"StateChange"', 'Leave', { agentId, leaveReason: '0' }, done);
      else this.#send('"StateChange"', 'ResumeWork', { agentId }, done);
    }
  }

  /** Leave or ResumeWork, whatever is answered. */
  tell(command: 'Leave' | 'ResumeWork'): void {
    const { agentId } = this;
    const params = command === 'Leave' ? { agentId, leaveReason: '0' } : { agentId };
    this.#write(command, params);
  }

  close(): void {
    this.#socket.terminate();
  }

  #until(sign: string, command: string, params: object): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${command} of ${this.ins} was not answered`)), PATIENCE_MS);
      this.#send(sign, command, params, () => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  #send(sign: string, command: string, params: object, done: () => void): void {
    this.#waiting = { sign, done };
    this.#write(command, params);
  }
  #write(command: string, params: object): void {
    const { ins } = this;
    this.#socket.send(
      JSON.stringify({ command, objectClass: 'SPCommand', ins, delegatorId: this.#delegatorId, params }),
    );
  }
}

export function openPage(url: string, index: number): Promise<Page> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, { perMessageDeflate: false, handshakeTimeout: PATIENCE_MS });
    socket.on('error', reject);
    socket.once('open', () => resolve(new Page(socket, index)));
  });
}

/** Does `each` for so many indexes, some at a time. */
export async function inTurn<T>(count: number, each: (index: number) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < count) {
      const index = next;
      next += 1;
      results[index] = await each(index);
    }
  };
  await Promise.all(Array.from({ length: Math.min(CONNECTING, count) }, worker));
  return results;
}
