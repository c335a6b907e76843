/**
 * The whole server (gateway, engine, runtime, embedded PostgreSQL, virtual switch) against a bare `ws` echo server in
 * the same process, with the same connections and the same load process. The ratios are what counts: they hold on
 * another machine, the numbers do not.
 */
import { type ChildProcess, fork } from 'node:child_process';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import type { LoadOrder, LoadResult } from './load.ts';
import { ownServer } from './own-server.ts';
import { benchRows } from './rows.ts';

export interface ServerBench {
  readonly connections: number;
  readonly echo: LoadResult;
  readonly response: LoadResult;
  readonly event: LoadResult;
  /** Megabytes of this process with nothing connected, and with every agent logged on. */
  readonly memory: { readonly idle: number; readonly full: number };
}

/** A load process that says nothing for so long is given up. */
const WATCHDOG_MS = 180_000;

function load(order: LoadOrder): Promise<LoadResult[]> {
  return new Promise((resolve, reject) => {
    const child: ChildProcess = fork(new URL('./load.js', import.meta.url), { stdio: 'inherit' });
    const watchdog = setTimeout(() => child.kill('SIGKILL'), WATCHDOG_MS);
    child.on('message', (message: { results?: LoadResult[]; error?: string }) => {
      clearTimeout(watchdog);
      child.disconnect();
      if (message.results) resolve(message.results);
      else reject(new Error(message.error));
    });
    child.on('exit', (code, signal) => {
      clearTimeout(watchdog);
      reject(new Error(`the load process ended early (${signal ?? code})`));
    });
    child.send(order);
  });
}

async function echo(order: Omit<LoadOrder, 'url' | 'logOn' | 'questions'>): Promise<LoadResult[]> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
  server.on('connection', (socket) => {
    socket.on('error', () => socket.terminate());
    socket.on('message', (data) => socket.send(data, { binary: false }));
  });
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  try {
    return await load({ ...order, url: `ws://127.0.0.1:${port}/`, logOn: false, questions: ['echo'] });
  } finally {
    for (const socket of server.clients) socket.terminate();
    await new Promise((resolve) => server.close(resolve));
  }
}

async function whole(order: Omit<LoadOrder, 'url' | 'logOn' | 'questions'>): Promise<{
  results: LoadResult[];
  memory: ServerBench['memory'];
}> {
  const { parts, stop } = await ownServer(benchRows(order.connections));
  try {
    const idle = process.memoryUsage().rss / 1e6;
    const url = `ws://127.0.0.1:${parts.address.port}/WSAgentServer/websocket`;
    let full = 0;
    const watch = setInterval(() => {
      full = Math.max(full, process.memoryUsage().rss / 1e6);
    }, 500);
    const results = await load({ ...order, url, logOn: true, questions: ['response', 'event'] });
    clearInterval(watch);
    return { results, memory: { idle, full } };
  } finally {
    await stop();
  }
}

export async function benchServer(connections: number, seconds: number, pace: number): Promise<ServerBench> {
  const order = { connections, seconds, pace };
  const [base] = await echo(order);
  const { results, memory } = await whole(order);
  const [response, event] = results;
  if (!base || !response || !event) throw new Error('the load process measured too little');
  return { connections, echo: base, response, event, memory };
}
