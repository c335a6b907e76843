/** The command itself: what it says, how it ends, and what it does when it cannot start. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { build, type OnResolveArgs, type OnResolveResult } from 'esbuild';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { newDataDir } from './demo-server.ts';

const server = fileURLToPath(new URL('../../', import.meta.url));
// Beside the build, so that paths from it lead to the same places; made here, so that no stale build is tested.
const command = `${server}dist/command-under-test.mjs`;

/** The workspace's own packages are taken in as sources. */
const outside = ({ path, kind }: OnResolveArgs): OnResolveResult | null =>
  kind === 'entry-point' || path.startsWith('@wssoftphone/') ? null : { path, external: true };

let data: Awaited<ReturnType<typeof newDataDir>>;
const running = new Set<ChildProcess>();

class Run {
  out = '';
  said = '';
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  #wake: () => void = () => {};

  constructor(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
    this.child = spawn(process.execPath, [command, ...args], { env: { PATH: process.env.PATH ?? '', ...env } });
    running.add(this.child);
    this.child.stdout?.on('data', (chunk) => {
      this.out += chunk;
    });
    this.child.stderr?.on('data', (chunk) => {
      this.said += chunk;
      this.#wake();
    });
    this.ended = once(this.child, 'exit').then(([code]) => {
      running.delete(this.child);
      this.#wake();
      return code;
    });
  }
  /** Waits for a piece of what it tells people. */
  async says(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const found = pattern.exec(this.said);
      if (found !== null) return found;
      if (this.child.exitCode !== null) throw new Error(`it ended and said: ${this.said}`);
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}

beforeAll(async () => {
  data = await newDataDir();
  await build({
    entryPoints: [`${server}src/main.ts`],
    outfile: command,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    conditions: ['wssp-source'],
    plugins: [{ name: 'packages stay outside', setup: (setup) => setup.onResolve({ filter: /^[^./]/ }, outside) }],
    logLevel: 'warning',
  });
});
afterEach(async () => {
  for (const child of running) {
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    await gone;
  }
});
afterAll(() => data.remove());

const begin = (...args: string[]): Run => new Run(['--port', '0', '--data', data.dir, ...args]);

describe('the command', () => {
  it('explains itself', async () => {
    const help = new Run(['--help']);
    expect(await help.ended).toBe(0);
    expect(help.out).toContain('--database URL');
    const version = new Run(['--version']);
    expect(await version.ended).toBe(0);
    expect(version.out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('refuses what cannot be meant, by name', async () => {
    const run = new Run([], { WSSP_PORT: 'eight' });
    expect(await run.ended).toBe(2);
    expect(run.said).toBe('WSSP_PORT is "eight"; expected a number from 0 to 65535.\n');
  });

  it('serves, logs one object a line, and on SIGTERM lets pages go and ends', async () => {
    const run = begin('--demo', '--auth', 'open');
    const [, url] = await run.says(/WebSocket +(ws:\S+)/);
    expect(run.said).toContain('Authentication is open');
    const page = new WebSocket(url ?? '');
    await once(page, 'open');
    const closed = once(page, 'close');
    run.child.kill('SIGTERM');
    // From the terminal and from a parent process: the same wish twice.
    run.child.kill('SIGTERM');
    expect((await closed)[0]).toBe(1001);
    expect(await run.ended).toBe(0);
    const lines = run.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map((line) => line.msg)).toContain('serving');
    expect(lines.at(-1)).toMatchObject({ reason: 'SIGTERM' });
  });

  it('says in words that its data directory is in use, and leaves the other server alone', async () => {
    const first = begin('--demo', '--auth', 'open');
    const [, url] = await first.says(/WebSocket +(ws:\S+)/);
    const second = begin('--demo');
    expect(await second.ended).toBe(1);
    expect(second.said).toMatch(/^The server did not start: Another server is using the data directory/m);
    const page = new WebSocket(url ?? '');
    await once(page, 'open');
    page.terminate();
  });

  it('says in words that its port is taken, and frees everything again', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' ? String(address?.port) : '';
    try {
      const run = begin('--port', port);
      expect(await run.ended).toBe(1);
      expect(run.said).toContain(`port ${port} of 127.0.0.1 is taken`);
      const again = begin();
      await again.says(/is serving/);
    } finally {
      other.close();
    }
  });
});
