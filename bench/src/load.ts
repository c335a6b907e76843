/**
 * The load process: opens the connections, logs agents on where asked, then keeps one question of each connection under
 * way (throughput) or asks at a steady pace (round-trip times). Runs apart from what it measures; talks to its parent
 * by messages.
 */
import WebSocket from 'ws';
import { perSecond, Samples, type Summary } from './stats.ts';
import { agentIdOf, extensionOf } from './tenant.ts';

/** What is asked, and what counts as the answer. */
export type Question =
  /** Anything; it comes back as it is. */
  | 'echo'
  /** WSHello; its response. Reads only. */
  | 'response'
  /** Leave and ResumeWork in turn; the StateChange event. The new state is durable before the event leaves. */
  | 'event';

export interface LoadOrder {
  readonly url: string;
  readonly connections: number;
  /** Init and Logon on each connection first. */
  readonly logOn: boolean;
  readonly questions: readonly Question[];
  /** Seconds of each part. */
  readonly seconds: number;
  /** Questions a second, over all connections, while round-trip times are taken. */
  readonly pace: number;
}
export interface LoadResult {
  readonly question: Question;
  /** Answers a second with one question of each connection under way. */
  readonly throughput: number;
  /** Milliseconds at the steady pace. */
  readonly roundTrip: Summary;
  /** Questions asked at the pace that came due while the one before was still under way on that connection. */
  readonly skipped: number;
}

/** Longest that connecting or logging on may take. */
const PATIENCE_MS = 60_000;
const CONNECTING = 100;

class Page {
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
    const { ins } = this;
    this.#socket.send(
      JSON.stringify({ command, objectClass: 'SPCommand', ins, delegatorId: this.#delegatorId, params }),
    );
  }
}

function open(url: string, index: number): Promise<Page> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, { perMessageDeflate: false, handshakeTimeout: PATIENCE_MS });
    socket.on('error', reject);
    socket.once('open', () => resolve(new Page(socket, index)));
  });
}

/** Does `each` for so many indexes, some at a time. */
async function inTurn<T>(count: number, each: (index: number) => Promise<T>): Promise<T[]> {
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

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function throughput(pages: readonly Page[], question: Question, seconds: number): Promise<number> {
  let answers = 0;
  let running = true;
  const again = (page: Page): void => {
    page.ask(question, () => {
      answers += 1;
      if (running) again(page);
    });
  };
  for (const page of pages) again(page);
  await sleep(500);
  answers = 0;
  const started = performance.now();
  await sleep(seconds * 1000);
  const rate = perSecond(answers, performance.now() - started);
  running = false;
  await idle(pages);
  return rate;
}

/** Open loop: what is due is asked, however long the answers to others take. */
async function roundTrips(
  pages: readonly Page[],
  question: Question,
  seconds: number,
  pace: number,
): Promise<{ roundTrip: Summary; skipped: number }> {
  const samples = new Samples(Math.ceil(seconds * pace) + 1);
  let next = 0;
  let skipped = 0;
  const started = performance.now();
  while (performance.now() - started < seconds * 1000) {
    const due = Math.floor(((performance.now() - started) * pace) / 1000);
    while (next < due) {
      const page = pages[next % pages.length];
      next += 1;
      if (!page || page.busy) {
        skipped += 1;
        continue;
      }
      const asked = performance.now();
      page.ask(question, () => samples.add(performance.now() - asked));
    }
    await sleep(1);
  }
  await idle(pages);
  return { roundTrip: samples.summary(), skipped };
}

async function idle(pages: readonly Page[]): Promise<void> {
  const until = performance.now() + PATIENCE_MS;
  while (pages.some((page) => page.busy)) {
    if (performance.now() > until)
      throw new Error(`${pages.filter((page) => page.busy).length} questions were never answered`);
    await sleep(5);
  }
}

async function run(order: LoadOrder): Promise<LoadResult[]> {
  const pages = await inTurn(order.connections, (index) => open(order.url, index));
  try {
    if (order.logOn) await inTurn(pages.length, (index) => pages[index]?.logOn() ?? Promise.resolve());
    const results: LoadResult[] = [];
    for (const question of order.questions) {
      await roundTrips(pages, question, 1, order.pace);
      const { roundTrip, skipped } = await roundTrips(pages, question, order.seconds, order.pace);
      results.push({ question, throughput: await throughput(pages, question, order.seconds), roundTrip, skipped });
    }
    return results;
  } finally {
    for (const page of pages) page.close();
  }
}

process.on('message', (order: LoadOrder) => {
  run(order).then(
    (results) => process.send?.({ results }),
    (error: unknown) => process.send?.({ error: error instanceof Error ? error.message : String(error) }),
  );
});
process.on('disconnect', () => process.exit(0));
