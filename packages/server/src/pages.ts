/** Where the demo page and the browser library's script files are, in a checkout and in the published package alike. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export interface ServedPages {
  /** Folder of the demo page; null: not wanted, or not there. */
  readonly root: string | null;
  /** Script files by their path: pages of the CRM load them from here, with or without a demo. */
  readonly files: Readonly<Record<string, string>>;
  /** Folder of the built console; null: not there. */
  readonly console: string | null;
}

const SCRIPTS: Readonly<Record<string, string>> = {
  'wssoftphone.js': 'client',
  'wssoftphone-media.js': 'client',
  'wssoftphone-ocx.js': 'client',
  'wssoftphone-ui.js': 'softphone-ui',
};

/** In a checkout, and in the published package. */
const CONSOLE = ['../../../apps/console/dist/', '../console/'].map((path) =>
  fileURLToPath(new URL(path, import.meta.url)),
);

/** What `npm run build` has not made is left out. */
export function servedPages(demo: boolean): ServedPages {
  const root = fileURLToPath(new URL('../public', import.meta.url));
  const scripts = Object.entries(SCRIPTS)
    .map(([name, home]) => ({
      path: `/${name}`,
      file: fileURLToPath(new URL(`../../${home}/dist/${name}`, import.meta.url)),
    }))
    .filter(({ file }) => existsSync(file));
  return {
    root: demo && existsSync(root) ? root : null,
    console: CONSOLE.find((home) => existsSync(`${home}index.html`)) ?? null,
    files: Object.fromEntries(scripts.map(({ path, file }) => [path, file])),
  };
}
