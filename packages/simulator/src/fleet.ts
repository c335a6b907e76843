/**
 * A sweep over several cores: workers take seeds batch by batch, so that none waits for another. Which seeds are run
 * depends on nothing but the options, unless something is found.
 */
import { parentPort, Worker } from 'node:worker_threads';
import { type SweepOptions, type SweepResult, sweep } from './sweep.ts';

export interface FleetOptions extends Omit<SweepOptions, 'engine' | 'taps' | 'seeds' | 'onFinding'> {
  /** Module that calls `serveFleet` when it is loaded in a worker. */
  readonly script: URL;
  readonly workers: number;
  /** True: no further batch is begun, however many steps are missing. */
  readonly isLate?: () => boolean;
  /** After each batch: the sum so far. */
  readonly onProgress?: (sum: SweepResult, batch: SweepResult) => void;
}

type Batch = Pick<SweepOptions, 'firstSeed' | 'seeds' | 'steps' | 'stepsPerSeed' | 'twice' | 'findings'>;

/** Seeds of a batch: small enough that the last one keeps nobody waiting. */
const BATCH = 10;

/** The worker's side: runs batches until it is ended. */
export function serveFleet(engine: SweepOptions['engine']): void {
  const port = parentPort;
  if (!port) throw new Error('not in a worker');
  port.on('message', (batch: Batch) => port.postMessage(sweep({ ...batch, engine })));
}

export async function fleet(options: FleetOptions): Promise<SweepResult> {
  const { firstSeed, steps, stepsPerSeed, twice, findings = 1, isLate = () => false, onProgress } = options;
  let next = firstSeed;
  let asked = 0;
  let sum: SweepResult = { seeds: 0, lastSeed: firstSeed, steps: 0, lasted: 0, findings: [] };
  const crew = Array.from({ length: options.workers }, () => new Worker(options.script));
  const batch = (): Batch | null => {
    // Every seed makes at least the steps it is asked for.
    if (asked >= steps || sum.findings.length >= findings || isLate()) return null;
    const firstSeed = next;
    next += BATCH;
    asked += BATCH * stepsPerSeed;
    return { firstSeed, seeds: BATCH, steps: Number.POSITIVE_INFINITY, stepsPerSeed, twice, findings };
  };
  const work = (worker: Worker): Promise<void> =>
    new Promise((resolve, reject) => {
      const ask = (): void => {
        const wanted = batch();
        if (wanted) worker.postMessage(wanted);
        else resolve();
      };
      worker.on('error', reject);
      worker.on('exit', () => reject(new Error('a worker ended')));
      worker.on('message', (made: SweepResult) => {
        sum = {
          seeds: sum.seeds + made.seeds,
          lastSeed: Math.max(sum.lastSeed, made.lastSeed),
          steps: sum.steps + made.steps,
          lasted: sum.lasted + made.lasted,
          findings: [...sum.findings, ...made.findings],
        };
        onProgress?.(sum, made);
        ask();
      });
      ask();
    });
  try {
    await Promise.all(crew.map(work));
  } finally {
    await Promise.all(crew.map((worker) => worker.terminate()));
  }
  return sum;
}
