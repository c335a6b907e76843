/** wssp-sim: runs seeds from the command line. */
import { parseArgs } from 'node:util';
import { isMainThread } from 'node:worker_threads';
import * as engine from '@wssoftphone/engine';
import { Coverage } from './coverage.ts';
import { fleet, serveFleet } from './fleet.ts';
import type { Profile } from './profile.ts';
import { runSeed } from './run.ts';
import { shrink } from './shrink.ts';
import { describeFinding, type SweepResult, sweep } from './sweep.ts';
import { describeStep } from './trace.ts';

const HELP = `wssp-sim: simulate call centres and check that what must always hold does

  wssp-sim                         a million steps, seed after seed
  wssp-sim --seed N [--steps N]    one seed; with --trace every step is printed
  --steps N        steps altogether, or of the one seed (default 1000000; 5000 with --seed)
  --per-seed N     steps of each seed (default 5000)
  --from N         first seed (default 1)
  --workers N      so many worker threads; says how far it is every ten seconds
  --minutes N      with --workers: begin no further seeds after so many minutes, and say how many steps are missing
  --findings N     stop at so many findings (default 1)
  --coverage       say what the steps met, and how often (without --workers)
  --trace          print every step; --last N: only the last N (default 200)
  --shrink         switch troubles off as long as the same rule is broken, and print the profile that is left
  --profile JSON   with --seed: parts of the seed's profile to replace, as --shrink prints them
`;

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    steps: { type: 'string' },
    'per-seed': { type: 'string' },
    from: { type: 'string' },
    findings: { type: 'string' },
    trace: { type: 'boolean', default: false },
    last: { type: 'string' },
    workers: { type: 'string' },
    minutes: { type: 'string' },
    coverage: { type: 'boolean', default: false },
    shrink: { type: 'boolean', default: false },
    profile: { type: 'string' },
    help: { type: 'boolean', short: 'h', default: false },
  },
});

function whole(name: string, text: string | undefined, fallback: number): number {
  if (text === undefined) return fallback;
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= 0) return value;
  console.error(`--${name} wants a whole number, not "${text}"`);
  process.exit(2);
}

/** Milliseconds between two lines that say how far a long run is. */
const PROGRESS_EVERY = 10_000;

function summary({ steps, seeds, lasted, findings }: SweepResult, seconds: number): string {
  const hours = (lasted / 3_600_000).toFixed(0);
  return `${steps} steps over ${seeds} seeds, ${hours} simulated hours, ${seconds.toFixed(1)} s, ${Math.round(steps / seconds)} steps/s, ${findings.length} findings`;
}

async function run(): Promise<void> {
  const started = process.hrtime.bigint();
  const elapsed = (): number => Number(process.hrtime.bigint() - started) / 1e9;
  const coverage = new Coverage();
  const common = {
    firstSeed: whole('from', values.from, 1),
    steps: whole('steps', values.steps, 1_000_000),
    stepsPerSeed: whole('per-seed', values['per-seed'], 5000),
    twice: 100,
    findings: whole('findings', values.findings, 1),
  };
  let told = 0;
  const workers = whole('workers', values.workers, 0);
  const seconds = 60 * whole('minutes', values.minutes, Number.POSITIVE_INFINITY);
  const result =
    workers === 0
      ? sweep({
          ...common,
          engine,
          taps: values.coverage ? [coverage.tap] : [],
          onFinding: (finding) => console.error(describeFinding(finding)),
        })
      : await fleet({
          ...common,
          script: new URL(import.meta.url),
          workers,
          isLate: () => elapsed() >= seconds,
          onProgress: (sum, batch) => {
            for (const finding of batch.findings) console.error(describeFinding(finding));
            if (elapsed() * 1000 - told < PROGRESS_EVERY) return;
            told = elapsed() * 1000;
            console.log(summary(sum, elapsed()));
          },
        });
  console.log(summary(result, elapsed()));
  if (elapsed() >= seconds && result.steps < common.steps)
    console.log(`TOO SLOW: the time was over ${common.steps - result.steps} steps before the end`);
  if (values.coverage) console.log(coverage.report());
  if (result.findings.length > 0) process.exitCode = 1;
}

if (!isMainThread) {
  serveFleet(engine);
} else if (values.help) {
  console.log(HELP);
} else if (values.seed !== undefined) {
  const seed = whole('seed', values.seed, 1);
  const last = whole('last', values.last, 200);
  const lines: string[] = [];
  const tap = (facts: Parameters<typeof describeStep>[0]): void => {
    lines.push(describeStep(facts));
    if (lines.length > last) lines.shift();
  };
  const started = process.hrtime.bigint();
  const steps = whole('steps', values.steps, 5000);
  const profile = values.profile === undefined ? {} : (JSON.parse(values.profile) as Partial<Profile>);
  const result = runSeed({
    seed,
    steps,
    engine,
    profile,
    hash: true,
    taps: values.trace ? [tap] : [],
  });
  if (values.trace) console.log(lines.join('\n'));
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  console.log(
    `seed ${seed}: ${result.steps} steps, ${(result.lasted / 60_000).toFixed(1)} simulated minutes, ${seconds.toFixed(2)} s, trace ${result.hash}`,
  );
  if (result.finding) {
    console.error(`${describeFinding(result.finding)}\n${result.finding.stack}`);
    process.exitCode = 1;
    if (values.shrink) {
      const shrunk = shrink(engine, result.finding, steps);
      const { step, message } = shrunk.finding;
      console.error(
        `shrunk: step ${step}: ${message}\n  --seed ${seed} --steps ${step + 1} --profile '${JSON.stringify(shrunk.profile)}'`,
      );
    }
  }
} else {
  await run();
}
