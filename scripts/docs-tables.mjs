// Writes the generated reference pages anew from the built packages (npm run build first).
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { statesPage } from '../packages/engine/dist/docs.js';
import { paramsPage } from '../packages/engine/dist/params-page.js';
import { errorsPage } from '../packages/protocol/dist/errors-page.js';
import { flowsPage } from '../packages/server/dist/config/flows-page.js';
import { settingsPage } from '../packages/server/dist/settings-page.js';

const root = fileURLToPath(new URL('../', import.meta.url));

/** The table of tests and the client's page read the sources themselves, so they are bundled for the occasion. */
async function fromSources() {
  const outfile = `${root}node_modules/.cache/coverage.mjs`;
  mkdirSync(`${root}node_modules/.cache`, { recursive: true });
  await build({
    stdin: {
      contents:
        "export * from './coverage/coverage.ts'; export { tableOf } from './coverage/table.ts'; export { clientPage } from './docs/client-page.ts';",
      resolveDir: `${root}scripts`,
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
  const { clientPage, coveragePage, itemsOf, tableOf } = await import(pathToFileURL(outfile).href);
  return { coverage: coveragePage(itemsOf(root), tableOf(root)), 'client-api': clientPage(root) };
}

const pages = {
  ...{ states: statesPage(), errors: errorsPage(), flows: flowsPage(), parameters: paramsPage() },
  ...{ settings: settingsPage(), ...(await fromSources()) },
};
for (const [name, text] of Object.entries(pages)) {
  const file = fileURLToPath(new URL(`../docs/reference/${name}.md`, import.meta.url));
  writeFileSync(file, text);
  console.log(`wrote ${file}`);
}
