/** Bundles the measuring of the wallboard (packages stay outside, as built) and runs it. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
await build({
  entryPoints: [here('./src/wallboard.ts'), here('./src/wallboard-server.ts')],
  outdir: here('./dist'),
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  logLevel: 'warning',
});
const { status } = spawnSync(process.execPath, [here('./dist/wallboard.js'), ...process.argv.slice(2)], {
  stdio: 'inherit',
});
process.exit(status ?? 1);
