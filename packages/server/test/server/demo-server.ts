/** A whole server in demo mode on the virtual switch, with the lab's hands. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import type { CustomerView, PhoneView } from '../../src/lab/views.ts';
import { parseOptions } from '../../src/options.ts';
import { createServer, type Server, type ServerDeps, type ServerParts } from '../../src/server.ts';

export interface DemoServer {
  readonly server: Server;
  readonly parts: ServerParts;
  readonly http: string;
  /** With a token of the lab for that agent. */
  pageUrl(agentId: string): Promise<string>;
  lab<T = CustomerView & PhoneView>(path: string, body?: object): Promise<T>;
}

export async function newDataDir(): Promise<{ readonly dir: string; readonly remove: () => Promise<void> }> {
  const dir = await mkdtemp(join(tmpdir(), 'wssp-server-'));
  return { dir, remove: () => rm(dir, { recursive: true, force: true }) };
}

export async function startDemo(
  dataDir: string,
  argv: readonly string[] = [],
  deps: Partial<ServerDeps> = {},
): Promise<DemoServer> {
  const parsed = parseOptions(['--demo', '--port', '0', '--data', dataDir, ...argv], {});
  if (parsed.do !== 'run') throw new Error('no options to run with');
  const server = createServer(parsed.options, { log: pino({ level: 'silent' }), ...deps });
  const parts = await server.start();
  const { host, port } = parts.address;
  const http = `http://${host}:${port}`;
  const lab = async <T>(path: string, body?: object): Promise<T> => {
    const get = path.startsWith('GET ');
    const response = await fetch(`${http}/lab${get ? path.slice(4) : path}`, {
      method: get ? 'GET' : 'POST',
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    const answer = await response.json();
    if (!response.ok) throw new Error(`${path}: ${response.status} ${JSON.stringify(answer)}`);
    return answer as T;
  };
  return {
    server,
    parts,
    http,
    lab,
    async pageUrl(agentId) {
      const { token } = await lab<{ token: string | null }>(`GET /token?agentId=${agentId}`);
      return `ws://${host}:${port}/WSAgentServer/websocket${token === null ? '' : `?token=${token}`}`;
    },
  };
}
