/** An Asterisk of our own: beside others, and gone with whoever started it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';
import { afterEach, expect, it } from 'vitest';
import { until } from '../../../../e2e/lib/until.ts';
import { AriClient, type AsteriskInstance, startAsterisk } from '../../src/switch/asterisk/index.ts';
import { asteriskRoot } from './harness.ts';

const running: AsteriskInstance[] = [];
afterEach(async () => {
  for (const one of running.splice(0)) await one.stop();
});
async function start(options: Omit<Parameters<typeof startAsterisk>[0], 'root'> = {}): Promise<AsteriskInstance> {
  const instance = await startAsterisk({ root: await asteriskRoot(), ...options });
  running.push(instance);
  return instance;
}

async function listens(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  const open = await new Promise<boolean>((resolve) => {
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
  });
  socket.destroy();
  return open;
}

it('starts without a complaint, and runs beside another', async () => {
  const [first, second] = [await start({ link: 'inbound' }), await start({ link: 'inbound' })];
  expect(first?.ports.sip).not.toBe(second?.ports.sip);
  for (const one of [first, second]) {
    const ari = new AriClient(one.ari);
    expect((await ari.call('asterisk.getInfo', { only: ['build'] })).build).toBeDefined();
    await ari.close();
    expect(one.output.filter((line) => /ERROR|WARNING/.test(line))).toEqual([]);
  }
});

it('with a name runs once, and frees the name', async () => {
  const name = `test-${process.pid}`;
  const first = await start({ name });
  await expect(start({ name })).rejects.toThrow(`named ${name} is running`);
  await first.stop();
  running.length = 0;
  await start({ name });
  const { directory } = running[0] as AsteriskInstance;
  await running.splice(0)[0]?.stop();
  await rm(directory, { recursive: true });
});

it('leaves nothing behind when it stops', async () => {
  const instance = await start();
  await instance.stop();
  running.length = 0;
  expect(existsSync(instance.directory)).toBe(false);
  expect(await listens(instance.ports.http)).toBe(false);
});

it('comes back by itself when it crashes, if told to', async () => {
  const instance = await start({ link: 'inbound', revive: true });
  await instance.kill();
  expect(await listens(instance.ports.http)).toBe(false);
  await until(() => listens(instance.ports.http), 'Asterisk to be back');
  await instance.stop();
  running.length = 0;
  expect(await listens(instance.ports.http)).toBe(false);
});

it('ends when the process that started it is killed', async () => {
  const root = await asteriskRoot();
  const scratch = await mkdtemp(join(tmpdir(), 'wssp-instance-'));
  const source = join(import.meta.dirname, '../../src/switch/asterisk/local/index.ts');
  await build({
    stdin: {
      contents: `import { startAsterisk } from ${JSON.stringify(source)};
        const { ports } = await startAsterisk({ root: ${JSON.stringify(root)} });
        console.log(JSON.stringify(ports));
        setInterval(() => {}, 1000);`,
      resolveDir: import.meta.dirname,
    },
    outfile: join(scratch, 'parent.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    conditions: ['wssp-source'],
    logLevel: 'silent',
  });
  const parent = spawn(process.execPath, [join(scratch, 'parent.mjs')], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(parent, 'exit').then(() => Promise.reject(new Error('the parent did not start')));
  const [line] = await Promise.race([once(createInterface({ input: parent.stdout }), 'line'), ended]);
  ended.catch(() => {});
  const { http } = JSON.parse(line) as { http: number };
  expect(await listens(http)).toBe(true);
  parent.kill('SIGKILL');
  await until(async () => !(await listens(http)), 'Asterisk to end');
  await rm(scratch, { recursive: true });
});
