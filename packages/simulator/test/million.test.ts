import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, it } from 'vitest';

/** WSSP_SIM_STEPS and WSSP_SIM_FROM let a long night run use the same test. */
const STEPS = Number(process.env.WSSP_SIM_STEPS ?? 1_000_000);
const FROM = Number(process.env.WSSP_SIM_FROM ?? 1);
/** Seeds between the shares of two processes; more than any share uses. */
const APART = 1_000_000;
const SHARES = Math.min(4, availableParallelism());

let dir = '';
let cli = '';

/** The command as it will be installed, made from the present sources, so that every core can do a share. */
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'wssp-sim-'));
  cli = join(dir, 'wssp-sim.mjs');
  await build({
    entryPoints: [fileURLToPath(new URL('../src/cli.ts', import.meta.url))],
    outfile: cli,
    bundle: true,
    platform: 'node',
    format: 'esm',
    conditions: ['wssp-source'],
    logLevel: 'silent',
  });
});
afterAll(() => rm(dir, { recursive: true, force: true }));

function share(index: number): Promise<{ readonly code: number | null; readonly said: string }> {
  const steps = Math.ceil(STEPS / SHARES);
  const args = [cli, '--from', String(FROM + index * APART), '--steps', String(steps)];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    const hear = (data: Buffer): void => {
      said += String(data);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, said: said.trim() }));
  });
}

it(`finds nothing wrong in ${STEPS} steps`, { timeout: 600_000 }, async () => {
  const started = performance.now();
  const shares = await Promise.all(Array.from({ length: SHARES }, (_, index) => share(index)));
  const seconds = (performance.now() - started) / 1000;
  console.log(shares.map(({ said }) => said).join('\n'));
  console.log(`${STEPS} simulated steps in ${seconds.toFixed(1)} s`);
  for (const { code, said } of shares) expect(code, said).toBe(0);
});
