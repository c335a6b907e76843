import { defineConfig } from 'vitest/config';

// Sources are resolved through the "wssp-source" export condition, so a test never runs a stale build. Not "import":
// Node hands these on to `require` too, and a CommonJS package that requires a dual one (pg) would get its ES module.
const resolve = { conditions: ['wssp-source', 'module', 'node'] };
const ssr = { resolve: { conditions: ['wssp-source', 'module', 'node'] } };

export default defineConfig({
  test: {
    projects: [
      {
        resolve,
        ssr,
        test: {
          name: 'fast',
          include: ['packages/*/test/**/*.test.ts', 'apps/*/test/**/*.test.ts', 'scripts/**/*.test.ts'],
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
          // Real telephones on a busy machine: what fails twice has failed. The report names what was tried again.
          retry: 1,
          testTimeout: 60_000,
          hookTimeout: 180_000,
          // A sound takes most of a second to be told: the usual second of patience is none.
          expect: { poll: { timeout: 10_000 } },
        },
      },
    ],
  },
});
