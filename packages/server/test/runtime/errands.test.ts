/** What flows ask goes out as an effect and comes back as an input, whatever becomes of it. */
import type { Effect, InputBody } from '@wssoftphone/engine';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import type { Outside } from '../../src/ports/outside.ts';
import { Errands } from '../../src/runtime/errands.ts';
import { settle } from './rig.ts';

const CHECK = {
  ...{ kind: 'verify', call: 'c1', request: 'm1', svn: '8888', ani: '13800138000', coid: 'BC_1', digits: '246810' },
} as const satisfies Effect;
const ASK = {
  ...{ kind: 'http', call: 'c1', request: 'm2', svn: '2000', method: 'GET', url: 'https://crm/', body: null },
  ...{ save: { Level: '/level' }, timeoutMs: 1_000 },
} as const satisfies Effect;

async function run(outside: Outside): Promise<{ said: InputBody[]; log: string }> {
  const said: InputBody[] = [];
  const lines: string[] = [];
  const logger = pino({ level: 'trace' }, { write: (line) => void lines.push(line) });
  const errands = new Errands(outside, logger, (body) => said.push(body));
  errands.check(CHECK);
  errands.ask(ASK);
  await settle();
  return { said, log: lines.join('') };
}

it('brings verdict and answer, and is told nothing but what it needs', async () => {
  const asked: unknown[] = [];
  const { said } = await run({
    check: async (one) => asked.push(one) > 0,
    ask: async (one) => {
      asked.push(one);
      return { Level: 'gold' };
    },
  });
  expect(said).toEqual([
    { kind: 'verified', call: 'c1', request: 'm1', good: true },
    { kind: 'http-result', call: 'c1', request: 'm2', ok: true, data: { Level: 'gold' } },
  ]);
  expect(asked).toEqual([
    { svn: '8888', ani: '13800138000', coid: 'BC_1', digits: '246810' },
    { method: 'GET', url: 'https://crm/', body: null, save: { Level: '/level' }, timeoutMs: 1_000 },
  ]);
});

it.each<[string, Outside]>([
  ['there is nobody to ask', {}],
  [
    'everything fails',
    { check: () => Promise.reject(new Error('away')), ask: () => Promise.reject(new Error('away')) },
  ],
])(
  'says that there is no verdict, and no answer, when %s, and tells the log why without the digits',
  async (_what, outside) => {
    const { said, log } = await run(outside);
    expect(said).toEqual([
      { kind: 'verified', call: 'c1', request: 'm1', good: null },
      { kind: 'http-result', call: 'c1', request: 'm2', ok: false, data: {} },
    ]);
    expect(log).toContain('gave no verdict');
    expect(log).toContain('asked in vain');
    expect(log).not.toContain('246810');
  },
);
