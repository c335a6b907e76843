/** Builds the console into apps/console/dist, which the server serves under /console/. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const house = fileURLToPath(new URL('../', import.meta.url));
const root = join(house, 'apps/console/');
/** What the built console is made of. */
const SOURCES = [
  ...['src', 'index.html', 'vite.config.ts', 'package.json'].map((part) => join(root, part)),
  ...['protocol', 'client', 'softphone-ui'].map((name) => join(house, 'packages', name, 'src')),
];

export const buildConsole = () => build({ root, configFile: join(root, 'vite.config.ts'), logLevel: 'warn' });

/** For tests: not again for each file of them. */
export async function freshConsole() {
  const built = statSync(join(root, 'dist/index.html'), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (SOURCES.some((path) => newest(path) > built)) await buildConsole();
}

/** A folder's own time tells of files that went away. */
function newest(path) {
  const own = statSync(path);
  if (!own.isDirectory()) return own.mtimeMs;
  return readdirSync(path).reduce((latest, name) => Math.max(latest, newest(join(path, name))), own.mtimeMs);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildConsole();
