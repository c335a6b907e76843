/** wssp-sim: runs seeds from the command line. */
import { parseArgs } from 'node:util';
import * as engine from '@wssoftphone/engine';
import { Coverage } from './coverage.ts';
import type { Profile } from './profile.ts';
import { runSeed } from './run.ts';
import { shrink } from './shrink.ts';
import { describeFinding, sweep } from './sweep.ts';
import { describeStep } from './trace.ts';

const HELP = `wssp-sim: simulate call centres and check that what must always hold does

  wssp-sim                         a million steps, seed after seed
  wssp-sim --seed N [--steps N]    one seed; with --trace every step is printed
  --steps N        steps altogether, or of the one seed (default 1000000; 5000 with --seed)
  --per-seed N     steps of each seed (default 5000)
  --from N         first seed (default 1)
  --findings N     stop at so many findings (default 1)
  --coverage       say what the steps met, and how often
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

if (values.help) {
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
  const started = process.hrtime.bigint();
  const coverage = new Coverage();
  const result = sweep({
    engine,
    taps: values.coverage ? [coverage.tap] : [],
    firstSeed: whole('from', values.from, 1),
    steps: whole('steps', values.steps, 1_000_000),
    stepsPerSeed: whole('per-seed', values['per-seed'], 5000),
    twice: 100,
    findings: whole('findings', values.findings, 1),
    onFinding: (finding) => console.error(describeFinding(finding)),
  });
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  console.log(
    `${result.steps} steps over ${result.seeds} seeds, ${(result.lasted / 3_600_000).toFixed(0)} simulated hours, ${seconds.toFixed(1)} s, ${Math.round(result.steps / seconds)} steps/s, ${result.findings.length} findings`,
  );
  if (values.coverage) console.log(coverage.report());
  if (result.findings.length > 0) process.exitCode = 1;
}
