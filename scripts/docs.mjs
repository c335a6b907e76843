/**
 * npm run docs: the documentation as a static web site in docs/site/dist. Its generator is installed in docs/site, at the first
 * run, so that nobody who only runs the server has to wait for it.
 *
 *   npm run docs                  makes the site
 *   npm run docs -- --serve       and shows it on this machine
 *   DOCS_REPOSITORY=https://example.com/wssoftphone/blob/main/ npm run docs      links to sources lead there
 *   DOCS_BASE=/wssoftphone/ npm run docs                                        a site that is not at the top of its host
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../', import.meta.url));
const site = `${root}docs/site`;
const staged = `${site}/pages`;

/** The tools that the tests know, as plain JavaScript for the occasion. */
async function pageTools() {
  const outfile = `${root}node_modules/.cache/docs-pages.mjs`;
  const contents = "export * from './pages.ts'; export { slugOf } from './links.ts';";
  await build({
    ...{ stdin: { contents, resolveDir: `${root}scripts/docs`, loader: 'ts' }, outfile },
    ...{ bundle: true, platform: 'node', format: 'esm', logLevel: 'warning' },
  });
  return import(pathToFileURL(outfile).href);
}

/** Files that may be pages: those at the top, and the Markdown of these folders. */
function candidates() {
  const folders = ['docs/guides', 'docs/reference', 'docs/decisions'];
  const inFolders = folders.flatMap((folder) => readdirSync(join(root, folder)).map((name) => `${folder}/${name}`));
  return [...readdirSync(root), 'bench/README.md', 'examples/README.md', 'e2e/scenarios/README.md', ...inFolders];
}

function stage({ sitePath, sitePage }) {
  rmSync(staged, { recursive: true, force: true });
  const repository = process.env.DOCS_REPOSITORY || null;
  const isFolder = (path) => existsSync(join(root, path)) && statSync(join(root, path)).isDirectory();
  const decisions = [];
  for (const page of candidates()) {
    const to = sitePath(page);
    if (to === null) continue;
    const text = readFileSync(join(root, page), 'utf8');
    if (/^docs\/decisions\/\d/.test(page)) decisions.push([to, /^# (.+)$/m.exec(text)?.[1] ?? to]);
    mkdirSync(dirname(join(staged, to)), { recursive: true });
    writeFileSync(join(staged, to), sitePage(page, text, { repository, isFolder }));
  }
  const index = join(staged, 'decisions/index.md');
  const list = decisions.map(([to, title]) => `- [${title}](./${to.replace('decisions/', '')})`).join('\n');
  writeFileSync(index, `${readFileSync(index, 'utf8')}\n${list}\n`);
  cpSync(`${root}docs/images`, `${staged}/images`, { recursive: true });
  cpSync(`${root}packages/server/public/demo/icon.svg`, `${staged}/public/icon.svg`);
}

function run(program, args) {
  const { status } = spawnSync(program, args, { cwd: site, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

const marker = `${site}/node_modules/.package-lock.json`;
const lock = `${site}/package-lock.json`;
if (!existsSync(marker) || statSync(marker).mtimeMs < statSync(lock).mtimeMs) {
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
}
stage(await pageTools());
const vitepress = `${site}/node_modules/vitepress/bin/vitepress.js`;
run(process.execPath, [vitepress, 'build']);
if (process.argv.includes('--serve')) run(process.execPath, [vitepress, 'preview', '--host', '127.0.0.1']);
