// npm test: everything on a fresh machine. Installs what is missing, builds, and runs every check; the last line is the sum.
//   node scripts/test.mjs            all of it
//   node scripts/test.mjs --fast     without the real parts (no packages are installed)
// CI=true: a part that cannot be had is a failure, not a gap.
import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { install, telephony } from './parts.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const inCi = ['true', '1'].includes(process.env.CI ?? '');
const fastOnly = process.argv.includes('--fast');
const MINUTE = 60_000;

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`This needs Node 20.19 or newer; here is ${process.versions.node}.`);
  console.log('0 passed, 1 failed');
  process.exit(1);
}

const sum = { passed: 0, failed: 0, skipped: 0 };
const took = [];
/** Names of tests that failed, for the end of the report: they are far up by then. */
const failures = [];
const FAILURES_SHOWN = 50;
const scratch = mkdtempSync(join(tmpdir(), 'wssp-test-'));
/** Process groups that run now. */
const running = new Set();
for (const name of ['SIGINT', 'SIGTERM']) {
  process.on(name, () => {
    for (const pid of running) kill(pid, name);
    finish();
  });
}

/**
 * A program in a process group of its own, so that a hung one goes with all its children. Resolves with its exit code.
 * `output`: a file to write to instead of the terminal.
 */
function run(program, args, limitMs, output) {
  return new Promise((resolve) => {
    const file = output === undefined ? null : openSync(output, 'w');
    const stdio = file === null ? 'inherit' : ['ignore', file, file];
    const child = spawn(program, args, { cwd: root, stdio, detached: true });
    if (file !== null) closeSync(file);
    const { pid } = child;
    running.add(pid);
    const late = setTimeout(() => {
      console.error(`${program} ${args[0] ?? ''} has taken ${limitMs / MINUTE} minutes: ended`);
      kill(pid, 'SIGKILL');
    }, limitMs);
    const done = (code) => {
      clearTimeout(late);
      running.delete(pid);
      resolve(code);
    };
    child.once('error', (error) => {
      console.error(error.message);
      done(1);
    });
    child.once('exit', (code) => done(code ?? 1));
  });
}
function kill(pid, name) {
  try {
    process.kill(-pid, name);
  } catch {
    // It has just ended.
  }
}

async function phase(name, work) {
  console.log(`\n— ${name}`);
  const begun = Date.now();
  const good = await work();
  const seconds = ((Date.now() - begun) / 1000).toFixed(1);
  took.push(`${good ? 'ok    ' : 'FAILED'} ${seconds.padStart(7)} s  ${name}`);
  return good;
}

/** A phase that is no test suite: counts only when it fails. */
function step(name, program, args, limitMs = 10 * MINUTE) {
  return phase(name, async () => {
    const good = (await run(program, args, limitMs)) === 0;
    if (!good) sum.failed += 1;
    return good;
  });
}

function suite(name, project, limitMs, { more = [], output } = {}) {
  return phase(name, async () => {
    const report = join(scratch, `${project}.json`);
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const code = await run(bin('vitest'), ['run', '--project', project, ...reporters, ...more], limitMs, output);
    return count(report, code);
  });
}

function count(report, code) {
  let result;
  try {
    result = JSON.parse(readFileSync(report, 'utf8'));
  } catch {
    // Ended before it could tell.
    sum.failed += 1;
    return false;
  }
  sum.passed += result.numPassedTests;
  sum.failed += result.numFailedTests;
  sum.skipped += result.numPendingTests + result.numTodoTests;
  // A file that could not be loaded, or whose set-up failed, has no failed test: it counts as one.
  const hasFailed = (file) => file.assertionResults.some((one) => one.status === 'failed');
  const broken = result.testResults.filter((file) => file.status === 'failed' && !hasFailed(file));
  sum.failed += broken.length;
  for (const file of broken) failures.push(`${relative(root, file.name)}: ${file.message.split('\n')[0]}`);
  for (const file of result.testResults) {
    for (const one of file.assertionResults) {
      if (one.status === 'failed') failures.push(`${relative(root, file.name)}: ${one.fullName}`);
    }
  }
  if (code !== 0 && result.numFailedTests === 0 && broken.length === 0) sum.failed += 1;
  return code === 0;
}

const bin = (name) => join(root, 'node_modules', '.bin', name);

function installed() {
  const marker = join(root, 'node_modules', '.package-lock.json');
  return existsSync(marker) && statSync(marker).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs;
}

function finish() {
  rmSync(scratch, { recursive: true, force: true });
  if (failures.length > 0) {
    console.log(`\nFailed:\n${failures.slice(0, FAILURES_SHOWN).join('\n')}`);
    if (failures.length > FAILURES_SHOWN) console.log(`and ${failures.length - FAILURES_SHOWN} more`);
  }
  console.log(`\n${took.join('\n')}\n`);
  const skipped = sum.skipped > 0 ? `, ${sum.skipped} skipped` : '';
  console.log(`${sum.passed} passed, ${sum.failed} failed${skipped}`);
  process.exit(sum.failed === 0 && sum.passed > 0 ? 0 : 1);
}

/** Globs of tests that cannot run here. */
async function machine() {
  const gaps = install((line) => console.log(line));
  const globs = new Set();
  for (const { part, why } of gaps) {
    console.log(
      `${inCi ? 'MISSING' : 'SKIPPED'}: tests that need ${part.name}, because ${why}: ${part.tests.join(' ')}`,
    );
    for (const glob of part.tests) globs.add(glob);
    if (inCi) sum.failed += 1;
    else sum.skipped += 1;
  }
  return { good: gaps.length === 0 || !inCi, globs: [...globs] };
}

if (!installed() && !(await step('npm ci', 'npm', ['ci', '--no-audit', '--no-fund']))) finish();

const without = [];
if (!fastOnly) {
  await phase('real parts of this machine', async () => {
    const { good, globs } = await machine();
    without.push(...globs);
    return good;
  });
}

const packages = readdirSync(join(root, 'packages')).map((name) => join('packages', name));
if (!(await step('build', bin('tsc'), ['-b', ...packages]))) finish();
if (!(await step('script of the client', 'node', ['scripts/build-client.mjs']))) finish();
if (!(await step('script of the toolbar', 'node', ['scripts/build-ui.mjs']))) finish();
if (!(await step('console', 'node', ['scripts/build-console.mjs']))) finish();
// Tests run from their sources: a slip in the types of one is a failure, but no reason to run none.
await step('types', bin('tsc'), ['-b']);
await step('types of the console', bin('vue-tsc'), ['--noEmit', '-p', join('apps', 'console')]);
await step('lint', bin('biome'), ['check', '--reporter=summary', '.']);
await suite('fast tests', 'fast', 15 * MINUTE);

if (!fastOnly) {
  // Seeds that the fast tests do not run; within five minutes on two cores, and where they are slow as many as that allows.
  const workers = String(Math.min(4, availableParallelism()));
  const args = ['--from', '1001', '--steps', '10000000', '--workers', workers, '--minutes', '5'];
  await step('ten million simulated steps', 'node', [join('packages', 'simulator', 'bin', 'wssp-sim.mjs'), ...args]);
}

if (!fastOnly) {
  const wanted = !telephony.some((glob) => without.includes(glob));
  const [phones] = await Promise.all([
    wanted && step('Asterisk', 'node', ['scripts/asterisk/provision.mjs'], 15 * MINUTE),
    // Beside it, because an Asterisk is mostly waited for while it comes over the net.
    step('documentation site', 'node', ['scripts/docs.mjs']),
  ]);
  const more = without.flatMap((glob) => ['--exclude', glob]);
  const begun = Date.now();
  const lanes = [suite('real tests', 'real', 40 * MINUTE, { more })];
  // Beside the others: it mostly waits for telephones to ring. It is heard when it has ended.
  const output = join(scratch, 'telephony.log');
  if (phones) lanes.push(suite('telephony tests', 'telephony', 40 * MINUTE, { more, output }));
  await Promise.all(lanes);
  if (phones) process.stdout.write(`\n— what the telephony tests said\n${readFileSync(output, 'utf8')}`);
  console.log(`real and telephony tests together: ${((Date.now() - begun) / 1000).toFixed(1)} s`);
}
finish();
