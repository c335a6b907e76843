import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, it } from 'vitest';

/** `npm test` runs ten times as many in a phase of its own; WSSP_SIM_STEPS and WSSP_SIM_FROM serve a long night. */
const STEPS = Number(process.env.WSSP_SIM_STEPS ?? 1_000_000);
const FROM = Number(process.env.WSSP_SIM_FROM ?? 1);

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

function simulate(...more: string[]): Promise<{ readonly code: number | null; readonly said: string }> {
  const workers = String(Math.min(4, availableParallelism()));
  const args = [cli, '--from', String(FROM), '--steps', String(STEPS), '--workers', workers, ...more];
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
  const { code, said } = await simulate();
  console.log(said.split('\n').at(-1));
  expect(code, said).toBe(0);
  const made = /(\d+) steps over (\d+) seeds, .* 0 findings$/.exec(said);
  expect(Number(made?.[1]), said).toBeGreaterThanOrEqual(STEPS);
  expect(Number(made?.[2]), said).toBeGreaterThanOrEqual(STEPS / 5000 - 1);
});

it('begins nothing more when its time is over, and says what is missing', async () => {
  const { code, said } = await simulate('--minutes', '0');
  expect(said).toContain('0 steps over 0 seeds');
  expect(said).toContain(`TOO SLOW: the time was over ${STEPS} steps before the end`);
  expect(code).toBe(0);
});
