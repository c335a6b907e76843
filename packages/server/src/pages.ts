/** Where the demo page and the browser library are, in a checkout and in the published package alike. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export interface DemoPages {
  readonly root: string;
  readonly files: Readonly<Record<string, string>>;
}

/** null: they are not there; `npm run build` makes them. */
export function demoPages(): DemoPages | null {
  const root = fileURLToPath(new URL('../public', import.meta.url));
  if (!existsSync(root)) return null;
  const script = fileURLToPath(new URL('../../client/dist/wssoftphone.js', import.meta.url));
  return { root, files: existsSync(script) ? { '/wssoftphone.js': script } : {} };
}
