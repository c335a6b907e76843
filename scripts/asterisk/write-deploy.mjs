// Writes deploy/asterisk/<version>/*.conf from the one source of Asterisk configuration. Run it, after a build, when that changes:
//   node scripts/asterisk/write-deploy.mjs
import { mkdirSync, writeFileSync } from 'node:fs';
import { DEPLOY_SITES, siteFiles } from '../../packages/server/dist/switch/asterisk/local/index.js';

for (const [version, site] of Object.entries(DEPLOY_SITES)) {
  const folder = new URL(`../../deploy/asterisk/${version}/`, import.meta.url);
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(siteFiles(site))) writeFileSync(new URL(name, folder), text);
}
