/**
 * `npm start`: from a fresh checkout to a serving server. Installs and builds what is missing or old, then runs the
 * server in demo mode in this process. Plain JavaScript without dependencies: it runs before there are any.
 *
 * Arguments go to the server: npm start -- --port 9000. See npm start -- --help.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const args = process.argv.slice(2);
process.chdir(root);

checkNode();
install();
build();
await serve();

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  stop(`WSSoftPhone needs Node.js 20.19 or newer; this is ${process.versions.node}. See https://nodejs.org/`);
}

function install() {
  const installed = modified('node_modules/.package-lock.json');
  if (installed !== null && installed >= (modified('package-lock.json') ?? 0)) return;
  const npm = process.env.npm_execpath;
  const [command, ...first] = npm?.endsWith('js') ? [process.execPath, npm] : ['npm'];
  work('Installing packages', command, [...first, 'ci', '--no-audit', '--no-fund', '--loglevel=error']);
}

function build() {
  const stamp = 'node_modules/.cache/wssoftphone-build';
  const results = [
    'packages/server/dist/main.js',
    'packages/client/dist/wssoftphone.js',
    'packages/softphone-ui/dist/wssoftphone-ui.js',
    'apps/console/dist/index.html',
  ];
  const built = modified(stamp);
  if (built !== null && results.every((path) => existsSync(path)) && built >= newestSource()) return;
  const began = new Date();
  const packages = ['protocol', 'engine', 'client', 'softphone-ui', 'server'].map((name) => `packages/${name}`);
  work('Building', process.execPath, ['node_modules/typescript/bin/tsc', '-b', ...packages]);
  work('Building the browser library', process.execPath, ['scripts/build-client.mjs']);
  work('Building the toolbar', process.execPath, ['scripts/build-ui.mjs']);
  work('Building the console', process.execPath, ['scripts/build-console.mjs']);
  mkdirSync(dirname(stamp), { recursive: true });
  // Of the time the build began: what changed while it ran is newer.
  writeFileSync(stamp, began.toISOString());
}

async function serve() {
  const settings = ['--demo', ...args];
  if (!given('log-file', 'WSSP_LOG_FILE')) {
    settings.push('--log-file', join(given('data', 'WSSP_DATA') ?? 'data', 'server.log'));
  }
  const main = resolve('packages/server/dist/main.js');
  process.argv = [process.execPath, main, ...settings];
  await import(pathToFileURL(main).href);
}

/** The value of a setting of the server, as the server will read it. */
function given(flag, env) {
  const at = args.findLastIndex((arg) => arg === `--${flag}` || arg.startsWith(`--${flag}=`));
  if (at < 0) return process.env[env] || undefined;
  return args[at].includes('=') ? args[at].slice(flag.length + 3) : args[at + 1];
}

function newestSource() {
  let newest = Math.max(...['client', 'ui', 'console'].map((name) => modified(`scripts/build-${name}.mjs`) ?? 0));
  for (const name of readdirSync('.'))
    if (/^tsconfig.*\.json$/.test(name)) newest = Math.max(newest, modified(name) ?? 0);
  for (const home of ['packages', 'apps'].flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)))) {
    for (const part of ['package.json', 'tsconfig.json', 'vite.config.ts', 'index.html', 'src']) {
      newest = Math.max(newest, newestUnder(join(home, part)));
    }
  }
  return newest;
}
function newestUnder(path) {
  const own = modified(path) ?? 0;
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return own;
  // The directory's own time tells of files that went away.
  return readdirSync(path).reduce((newest, name) => Math.max(newest, newestUnder(join(path, name))), own);
}
function modified(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? null;
}

function work(what, command, commandArgs) {
  process.stderr.write(`${what} … `);
  const began = Date.now();
  const done = spawnSync(command, commandArgs, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  if (done.status === 0) {
    process.stderr.write(`${Math.round((Date.now() - began) / 1000)} s\n`);
    return;
  }
  process.stderr.write('failed\n');
  const said = `${done.error?.message ?? ''}\n${done.stdout ?? ''}\n${done.stderr ?? ''}`.trim();
  const lines = said.split('\n');
  const shown = lines.length <= 60 ? lines : [...lines.slice(0, 30), '…', ...lines.slice(-30)];
  stop(`${shown.join('\n')}\n\nThe command was: ${[command, ...commandArgs].join(' ')}`);
}

function stop(text) {
  process.stderr.write(`${text}\n`);
  process.exit(1);
}
