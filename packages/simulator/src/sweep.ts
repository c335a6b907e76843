/** Many seeds one after another, until so many steps were made. */
import type { Tap } from './check/watcher.ts';
import type { EngineApi } from './host.ts';
import { type Finding, replayCommand, runSeed } from './run.ts';

export interface SweepOptions {
  readonly engine: EngineApi;
  readonly firstSeed: number;
  /** Steps altogether; the seed under way is finished. */
  readonly steps: number;
  /** Seeds at most. */
  readonly seeds?: number;
  readonly stepsPerSeed: number;
  /** Each seed that this divides is run twice and must leave the same trace; 0: never. */
  readonly twice: number;
  /** Stops at this many findings. */
  readonly findings?: number;
  readonly taps?: readonly Tap[];
  readonly onFinding?: (finding: Finding) => void;
}

export interface SweepResult {
  readonly seeds: number;
  readonly lastSeed: number;
  readonly steps: number;
  /** Simulated milliseconds. */
  readonly lasted: number;
  readonly findings: readonly Finding[];
}

export function sweep(options: SweepOptions): SweepResult {
  const { engine, firstSeed, twice } = options;
  const stepsPerSeed = Math.min(options.stepsPerSeed, options.steps);
  const findings: Finding[] = [];
  let seed = firstSeed;
  let steps = 0;
  let lasted = 0;
  const last = firstSeed + (options.seeds ?? Number.POSITIVE_INFINITY);
  while (steps < options.steps && seed < last && findings.length < (options.findings ?? 1)) {
    const again = twice > 0 && seed % twice === 0;
    const taps = options.taps ?? [];
    const result = runSeed({ seed, steps: stepsPerSeed, engine, taps, hash: again });
    steps += result.steps;
    lasted += result.lasted;
    let { finding } = result;
    if (again && !finding) {
      const second = runSeed({ seed, steps: stepsPerSeed, engine, hash: true });
      steps += second.steps;
      if (second.hash !== result.hash) {
        const message = `seed ${seed} left trace ${result.hash}, then ${second.hash}`;
        finding = { seed, step: stepsPerSeed, rule: '18', message, stack: '' };
      }
    }
    if (finding) {
      findings.push(finding);
      options.onFinding?.(finding);
    }
    seed += 1;
  }
  return { seeds: seed - firstSeed, lastSeed: seed - 1, steps, lasted, findings };
}

export function describeFinding(finding: Finding): string {
  return `seed ${finding.seed}, step ${finding.step}: ${finding.message}\n  replay: ${replayCommand(finding)}`;
}
