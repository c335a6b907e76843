// Writes the generated reference pages anew from the built packages (npm run build first).
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { statesPage } from '../packages/engine/dist/docs.js';
import { errorsPage } from '../packages/protocol/dist/errors-page.js';
import { flowsPage } from '../packages/server/dist/config/flows-page.js';

const pages = { states: statesPage(), errors: errorsPage(), flows: flowsPage() };
for (const [name, text] of Object.entries(pages)) {
  const file = fileURLToPath(new URL(`../docs/reference/${name}.md`, import.meta.url));
  writeFileSync(file, text);
  console.log(`wrote ${file}`);
}
