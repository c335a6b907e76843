/** Builds the examples that need building, as their own `npm run build` does, with the packages of this checkout. */
import { fileURLToPath } from 'node:url';
import { build, preview } from 'vite';

export const BUILT_EXAMPLES = ['react', 'vue'];

const folderOf = (name) => fileURLToPath(new URL(`../examples/${name}/`, import.meta.url));

/**
 * @param {string} name of BUILT_EXAMPLES
 * @param {string} outDir a folder that is emptied first
 * @param {Readonly<Record<string, string>>} elsewhere addresses that the example names, and what to name instead
 */
export function buildExample(name, outDir, elsewhere = {}) {
  const root = folderOf(name);
  const naming = {
    name: 'naming',
    transform: (code, id) =>
      id.startsWith(root)
        ? Object.entries(elsewhere).reduce((text, [from, to]) => text.replaceAll(from, to), code)
        : undefined,
  };
  return build({
    root,
    configFile: `${root}vite.config.js`,
    logLevel: 'error',
    plugins: [naming],
    build: { outDir, emptyOutDir: true },
    // The packages as they are now, not as they were built last.
    resolve: { conditions: ['wssp-source', 'module', 'browser', 'development|production'] },
  });
}

/**
 * Serves what was built, by the example's own configuration; only where its CRM's server is comes from here.
 * @returns {Promise<() => Promise<void>>} ends it
 */
export async function serveExample(name, outDir, port, crm) {
  const root = folderOf(name);
  const server = await preview({
    root,
    configFile: `${root}vite.config.js`,
    logLevel: 'warn',
    build: { outDir },
    server: { proxy: { '/softphone-token': crm } },
    preview: { port, strictPort: true },
  });
  return () => server.close();
}
