/**
 * Builds the toolbar for publishing: dist/index.js (ESM; lit and wssoftphone stay imports), dist/wssoftphone-ui.js (one script
 * with the client library in it, that sets the globals) and the types. `tsc -b` must have run: the types are its.
 */
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { shared } from './build-client.mjs';

const ui = join(dirname(dirname(fileURLToPath(import.meta.url))), 'packages/softphone-ui');

/** Templates and styles are written for people; browsers need no indentation. Blanks between tags and words stay one blank. */
const tight = {
  name: 'tight',
  setup(setup) {
    setup.onLoad({ filter: /softphone-ui[\\/]src[\\/](view|styles|element)[\\/.].*ts$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace(/\n\s+/g, '\n'),
      loader: 'ts',
    }));
  },
};

const own = { ...shared, plugins: [tight, ...shared.plugins] };
export const UI_SCRIPT = {
  ...own,
  entryPoints: [join(ui, 'src/script.ts')],
  outfile: join(ui, 'dist/wssoftphone-ui.js'),
  banner: { js: '/* WSSoftPhone toolbar, MIT licence; contains lit, BSD-3-Clause, (c) Google LLC */' },
  format: 'iife',
  minify: true,
};
export const UI_MODULE = {
  ...own,
  entryPoints: [join(ui, 'src/index.ts')],
  outfile: join(ui, 'dist/index.js'),
  external: ['lit', 'lit/*', 'wssoftphone'],
  format: 'esm',
};

function bringTypes() {
  const modules = join(ui, 'dist/modules');
  const types = join(ui, 'dist/types');
  if (!existsSync(join(modules, 'index.d.ts'))) throw new Error('Run `npx tsc -b` first: the types come from it.');
  rmSync(types, { recursive: true, force: true });
  cpSync(modules, types, { recursive: true, filter: (from) => !/\.(js|map|tsbuildinfo)$/.test(from) });
  for (const file of readdirSync(types, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.d.ts')) continue;
    const path = join(types, file);
    const text = readFileSync(path, 'utf8')
      .replace(/(from '|import\(')(\.[^']*)\.ts'/g, "$1$2.js'")
      .replace(/^\/\/# sourceMappingURL=.*$/m, '');
    writeFileSync(path, text);
  }
}

export async function buildUi() {
  await Promise.all([UI_SCRIPT, UI_MODULE].map((file) => build({ ...file, sourcemap: true })));
  bringTypes();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildUi();
