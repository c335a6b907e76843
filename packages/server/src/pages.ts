/** Where the demo page and the browser library's script files are, in a checkout and in the published package alike. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export interface ServedPages {
  /** Folder of the demo page; null: not wanted, or not there. */
  readonly root: string | null;
  /** Script files by their path: pages of the CRM load them from here, with or without a demo. */
  readonly files: Readonly<Record<string, string>>;
}

const SCRIPTS = ['wssoftphone.js', 'wssoftphone-ocx.js'];

/** What `npm run build` has not made is left out. */
export function servedPages(demo: boolean): ServedPages {
  const root = fileURLToPath(new URL('../public', import.meta.url));
  const scripts = SCRIPTS.map((name) => ({
    path: `/${name}`,
    file: fileURLToPath(new URL(`../../client/dist/${name}`, import.meta.url)),
  })).filter(({ file }) => existsSync(file));
  return {
    root: demo && existsSync(root) ? root : null,
    files: Object.fromEntries(scripts.map(({ path, file }) => [path, file])),
  };
}
