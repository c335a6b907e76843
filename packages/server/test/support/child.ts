/** Runs a TypeScript file of the tests in a process of its own, so that it can be killed. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const SERVER = fileURLToPath(new URL('../../', import.meta.url));
const PACKAGES = join(SERVER, '..');

export interface Child<Message> {
  readonly process: ChildProcess;
  /** Everything it said, in order. */
  readonly said: readonly Message[];
  send(message: object): void;
  /** Waits until something was said of which this is true; rejects when the child ends first. */
  heard(so: (message: Message) => boolean): Promise<Message>;
  kill(): Promise<void>;
  /** Its exit code, when it ends by itself. */
  ended: Promise<number | null>;
}

/** Bundles a program once; packages of npm are left to be found at run time. */
export async function bundle(entry: URL): Promise<{ file: string; remove(): Promise<void> }> {
  const dir = join(SERVER, 'node_modules', '.cache', 'tests');
  await mkdir(dir, { recursive: true });
  const file = join(dir, `${basename(fileURLToPath(entry), '.ts')}-${process.pid}.mjs`);
  await build({
    entryPoints: [fileURLToPath(entry)],
    outfile: file,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    alias: {
      '@wssoftphone/engine': join(PACKAGES, 'engine/src/index.ts'),
      '@wssoftphone/protocol': join(PACKAGES, 'protocol/src/index.ts'),
    },
    logLevel: 'silent',
  });
  return { file, remove: () => rm(file, { force: true }) };
}

export function start<Message>(file: string, args: object): Child<Message> {
  const child = fork(file, [JSON.stringify(args)], { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  const said: Message[] = [];
  let errors = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    errors = `${errors}${chunk}`.slice(-4_000);
  });
  child.on('message', (message) => said.push(message as Message));
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  return {
    process: child,
    said,
    ended,
    send: (message) => void child.send(message),
    heard: (so) =>
      new Promise<Message>((resolve, reject) => {
        const look = () => {
          const found = said.find(so);
          if (found === undefined) return;
          child.off('message', look);
          resolve(found);
        };
        child.on('message', look);
        child.once('exit', (code, signal) => reject(new Error(`the child ended (${code ?? signal}): ${errors}`)));
        look();
      }),
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
