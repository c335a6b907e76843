/** Builds the console into apps/console/dist, which the server serves under /console/. */
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('../apps/console/', import.meta.url));

export const buildConsole = () => build({ root, configFile: `${root}vite.config.ts`, logLevel: 'warn' });

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildConsole();
