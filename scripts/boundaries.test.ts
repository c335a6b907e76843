/** Who may import whom, and what may be known where (ARCHITECTURE.md). First the rules on planted faults, then the house. */
import { describe, expect, it } from 'vitest';
import { dependenciesOf, projectFiles } from './house/files.ts';
import { violations } from './house/rules.ts';

const faults = (path: string, text: string) => violations({ path, text }, ['undici', 'pg', 'fastify']);

describe('the rules catch', () => {
  it.each([
    [
      'packages/protocol/src/a.ts',
      `import { step } from '@wssoftphone/engine';`,
      /may not import @wssoftphone\/engine/,
    ],
    ['packages/engine/src/a.ts', `import { readFile } from 'node:fs';`, /may not import node:fs/],
    ['packages/engine/src/a.ts', `export { x } from '../../server/src/x.ts';`, /leads out of/],
    ['packages/engine/src/a.ts', 'const now = Date.now();', /Date in the engine/],
    ['packages/engine/src/a.ts', 'const dice = Math.random();', /Math\.random/],
    ['packages/engine/src/a.ts', 'export async function f() { await 1; }', /async in the engine/],
    ['packages/engine/src/a.ts', 'setTimeout(() => {}, 1);', /setTimeout/],
    [
      'packages/client/src/a.ts',
      `const engine = import('@wssoftphone/engine');`,
      /may not import @wssoftphone\/engine/,
    ],
    ['packages/client/src/a.ts', `import WebSocket from 'ws';`, /may not import ws/],
    ['packages/simulator/src/a.ts', `import { x } from 'wsagentserver';`, /may not import wsagentserver/],
    ['packages/server/src/gateway/a.ts', `import { step } from '@wssoftphone/engine';`, /only runtime\/ calls step/],
    [
      'packages/server/src/gateway/a.ts',
      `import { step as go } from '@wssoftphone/engine';`,
      /only runtime\/ calls step/,
    ],
    ['packages/server/src/gateway/a.ts', `import * as engine from '@wssoftphone/engine';`, /only runtime\/ calls step/],
    ['packages/server/src/gateway/a.ts', `import { x } from '../runtime/x.ts';`, /may not look into runtime/],
    ['packages/server/src/runtime/a.ts', `import { x } from '../switch/asterisk/x.ts';`, /may not look into switch/],
    ['packages/server/src/runtime/a.ts', `import pg from 'pg';`, /only store\/ knows SQL/],
    ['packages/server/src/switch/virtual/a.ts', `import { Pool } from 'undici';`, /only switch\/asterisk\/ knows ARI/],
    ['packages/server/src/store/a.ts', `import { x } from '../server.ts';`, /may not look into/],
    ['packages/server/src/server.ts', 'const port = process.env.PORT;', /process\.env outside main/],
    ['packages/server/src/server.ts', `import { argv } from 'node:process';`, /node:process outside main/],
  ])('%s with %s', (path, text, fault) => {
    expect(faults(path, text).join('\n')).toMatch(fault);
  });
});

describe('the rules allow', () => {
  it.each([
    ['packages/engine/src/a.ts', `import type { Reply } from '@wssoftphone/protocol'; const a = { Date: 1 }; a.Date;`],
    ['packages/server/src/gateway/a.ts', `import type { step } from '@wssoftphone/engine';`],
    ['packages/server/src/gateway/a.ts', `import type { Desk } from '../ports/desk.ts';`],
    ['packages/server/src/runtime/a.ts', `import { step } from '@wssoftphone/engine';`],
    ['packages/server/src/main.ts', 'process.env.PORT;'],
    ['packages/server/test/a.test.ts', `import { step } from '@wssoftphone/engine';`],
  ])('%s with %s', (path, text) => {
    expect(faults(path, text)).toEqual([]);
  });
});

// Parses every source: seconds on a busy machine.
it('nobody in the house breaks them', { timeout: 60_000 }, () => {
  const homes = new Map<string, string[]>();
  const dependencies = (path: string) => {
    const home = path.split('/').slice(0, 2).join('/');
    const known = homes.get(home) ?? dependenciesOf(home);
    homes.set(home, known);
    return known;
  };
  const sources = projectFiles().filter(({ path }) => /^(packages|apps)\/[^/]+\/src\/.*\.ts$/.test(path));
  expect(sources.length).toBeGreaterThan(50);
  expect(sources.flatMap((source) => violations(source, dependencies(source.path)))).toEqual([]);
});
