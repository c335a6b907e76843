/** Bundles parts of the bench (packages stay outside, as built) and runs the first of them with this process's arguments. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** @param names files of bench/src, without their endings; the others are processes that the first one starts */
export async function run(...names) {
  await build({
    entryPoints: names.map((name) => here(`./src/${name}.ts`)),
    outdir: here('./dist'),
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    logLevel: 'warning',
  });
  const { status } = spawnSync(process.execPath, [here(`./dist/${names[0]}.js`), ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  process.exit(status ?? 1);
}
