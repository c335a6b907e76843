// Writes the generated reference pages anew from the built packages (npm run build first).
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { statesPage } from '../packages/engine/dist/docs.js';
import { errorsPage } from '../packages/protocol/dist/errors-page.js';
import { flowsPage } from '../packages/server/dist/config/flows-page.js';

const root = fileURLToPath(new URL('../', import.meta.url));

/** The table of tests reads the sources themselves, so it is bundled for the occasion. */
async function coverage() {
  const outfile = `${root}node_modules/.cache/coverage.mjs`;
  mkdirSync(`${root}node_modules/.cache`, { recursive: true });
  await build({
    stdin: {
      contents: "export * from './coverage.ts'; export { tableOf } from './table.ts';",
      resolveDir: `${root}scripts/coverage`,
      loader: 'ts',
    },
    ...{
      outfile,
      bundle: true,
      platform: 'node',
      format: 'esm',
      conditions: ['wssp-source'],
      external: ['typescript'],
    },
  });
  const { coveragePage, itemsOf, tableOf } = await import(pathToFileURL(outfile).href);
  return coveragePage(itemsOf(root), tableOf(root));
}

const pages = { states: statesPage(), errors: errorsPage(), flows: flowsPage(), coverage: await coverage() };
for (const [name, text] of Object.entries(pages)) {
  const file = fileURLToPath(new URL(`../docs/reference/${name}.md`, import.meta.url));
  writeFileSync(file, text);
  console.log(`wrote ${file}`);
}
