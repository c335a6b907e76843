/** The files of the project, as git knows them: committed, and new ones that are not ignored. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Source } from './rules.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const TEXT = /\.(ts|mts|js|mjs|json|md|css|html|yaml|yml|conf|sh|sql)$|(^|\/)[^./]+$/;

export function projectFiles(): Source[] {
  return listed()
    .filter((path) => TEXT.test(path) && existsSync(`${ROOT}${path}`))
    .map((path) => ({ path, text: readFileSync(`${ROOT}${path}`, 'utf8') }));
}

function listed(): string[] {
  try {
    const list = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: ROOT });
    return [...new Set(list.toString().split('\0'))].filter((path) => path !== '');
  } catch {
    // An archive without git.
    const skipped = /(^|\/)(node_modules|dist|\.git|\.cache|data)(\/|$)/;
    const entries = readdirSync(ROOT, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => `${entry.parentPath}/${entry.name}`.slice(ROOT.length).replace(/^\//, ''))
      .filter((path) => !skipped.test(path));
  }
}

/** Names in `dependencies` of a package.json. */
export function dependenciesOf(home: string): string[] {
  const { dependencies = {} } = JSON.parse(readFileSync(`${ROOT}${home}/package.json`, 'utf8')) as {
    dependencies?: Record<string, string>;
  };
  return Object.keys(dependencies);
}
