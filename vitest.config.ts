import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

// Sources are resolved through the "wssp-source" export condition, so a test never runs a stale build. Not "import":
// Node hands these on to `require` too, and a CommonJS package that requires a dual one (pg) would get its ES module.
const resolve = { conditions: ['wssp-source', 'module', 'node'] };
const ssr = { resolve: { conditions: ['wssp-source', 'module', 'node'] } };

const notOurs = ['**/node_modules/**', '**/dist/**'];
/** Tests on Asterisk, which wait for real time more than they work: they run beside the other real parts. */
const telephony = JSON.parse(
  readFileSync(new URL('scripts/telephony-tests.json', import.meta.url), 'utf8'),
) as string[];
const real = {
  fileParallelism: false,
  // Real telephones on a busy machine: what fails twice has failed. The report names what was tried again.
  retry: 1,
  testTimeout: 60_000,
  hookTimeout: 180_000,
  // A sound takes most of a second to be told: the usual second of patience is none.
  expect: { poll: { timeout: 10_000 } },
};

export default defineConfig({
  test: {
    projects: [
      {
        resolve,
        ssr,
        test: {
          name: 'fast',
          include: ['packages/*/test/**/*.test.ts', 'apps/*/test/**/*.test.ts', 'scripts/**/*.test.ts'],
          exclude: ['**/*.real.test.ts', ...notOurs],
        },
      },
      // Real parts. One file at a time in each of the two: they share two cores, and phones dislike a crowd.
      {
        resolve,
        ssr,
        test: {
          ...real,
          name: 'real',
          include: ['packages/*/test/**/*.real.test.ts', 'e2e/**/*.test.ts'],
          exclude: [...notOurs, ...telephony],
        },
      },
      {
        resolve,
        ssr,
        test: { ...real, name: 'telephony', include: telephony, exclude: notOurs },
      },
    ],
  },
});
