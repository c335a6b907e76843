import { defineConfig } from 'vitest/config';

// Sources are resolved through the "wssp-source" export condition, so a test never runs a stale build.
const resolve = { conditions: ['wssp-source', 'import', 'module', 'node', 'default'] };
const ssr = { resolve: { conditions: ['wssp-source', 'import', 'module', 'node', 'default'] } };

export default defineConfig({
  test: {
    projects: [
      {
        resolve,
        ssr,
        test: {
          name: 'fast',
          include: ['packages/*/test/**/*.test.ts', 'scripts/**/*.test.ts'],
          exclude: ['**/*.real.test.ts', '**/node_modules/**', '**/dist/**'],
        },
      },
      {
        // Real parts: PostgreSQL, Asterisk, Chromium. One file at a time: they share ports and two cores.
        resolve,
        ssr,
        test: {
          name: 'real',
          include: ['packages/*/test/**/*.real.test.ts', 'e2e/**/*.test.ts'],
          exclude: ['**/node_modules/**', '**/dist/**'],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
