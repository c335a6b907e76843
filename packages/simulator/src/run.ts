/** Runs one seed from its first step to its rest, and says what was found. */
import { Violation } from './check/violation.ts';
import { type Tap, Watcher } from './check/watcher.ts';
import type { EngineApi } from './host.ts';
import type { Profile } from './profile.ts';
import { Trace } from './trace.ts';
import { World } from './world.ts';

export interface RunOptions {
  readonly seed: number;
  readonly steps: number;
  readonly engine: EngineApi;
  readonly profile?: Partial<Profile>;
  /** Also hash everything the engine said (costs about a third of the speed). */
  readonly hash?: boolean;
  readonly taps?: readonly Tap[];
}

export interface Finding {
  readonly seed: number;
  /** Number of the step after which the rule did not hold. */
  readonly step: number;
  readonly rule: string;
  readonly message: string;
  readonly stack: string;
}

export interface RunResult {
  readonly seed: number;
  readonly steps: number;
  /** Simulated time, milliseconds. */
  readonly lasted: number;
  readonly finding: Finding | null;
  readonly hash: string | null;
}

/** Simulated milliseconds within which a shift must have come to its end. */
const REST = 1_800_000;

export function runSeed(options: RunOptions): RunResult {
  const trace = options.hash ? new Trace() : null;
  const taps = [...(options.taps ?? []), ...(trace ? [trace.tap] : [])];
  let watcher: Watcher | null = null;
  const world = new World({
    seed: options.seed,
    engine: options.engine,
    ...(options.profile ? { profile: options.profile } : {}),
    watch: (made) => {
      watcher = new Watcher(made, taps);
      return watcher;
    },
  });
  const began = world.now;
  let finding: Finding | null = null;
  try {
    world.run(options.steps);
    world.rest(REST);
    (watcher as Watcher | null)?.atRest();
  } catch (error) {
    finding = {
      seed: options.seed,
      step: Math.max(0, world.host.steps - 1),
      rule: error instanceof Violation ? error.rule : 'throws',
      message: error instanceof Error ? error.message : String(error),
      stack: error instanceof Error ? (error.stack ?? '') : '',
    };
  }
  const hash = trace?.digest ?? null;
  return { seed: options.seed, steps: world.host.steps, lasted: world.now - began, finding, hash };
}

/** How a person sees a finding again. */
export const replayCommand = ({ seed, step }: Finding): string =>
  `npx wssp-sim --seed ${seed} --steps ${step + 1} --trace`;
