import { expect, it } from 'vitest';
import { demoRows } from '../../src/demo/demo-tenant.ts';
import { startRig } from './rig.ts';
import { createToyEngine } from './toy-engine.ts';

it('gives engine and switch the new configuration, and says true', async () => {
  const rig = await startRig({ engine: createToyEngine() });
  await rig.store.seed(
    '1',
    'demo',
    demoRows(() => 's'),
  );
  await rig.store.setParam('1', 'MAXCALLS', '77');
  expect(await rig.runtime.reload()).toBe(true);
  expect(rig.left).toEqual(['event config 77']);
  expect(rig.port.setups.at(-1)?.phones).toHaveLength(10);
});

it('keeps the running value where a new one is not understood, says which, and says false', async () => {
  const rig = await startRig({ engine: createToyEngine() });
  await rig.store.setParam('1', 'MAXCALLS', '77');
  await rig.runtime.reload();
  await rig.store.setParam('1', 'MAXCALLS', 'many');
  expect(await rig.runtime.reload()).toBe(false);
  expect(rig.left).toEqual(['event config 77', 'event config 77']);
  const line = rig.log.find((entry) => entry.key === 'MAXCALLS');
  expect(line).toMatchObject({ value: 'many', expected: expect.stringContaining('whole number') });
});

it('says false when the database is away, and keeps the running configuration', async () => {
  const rig = await startRig({ engine: createToyEngine() });
  rig.store.away = true;
  expect(await rig.runtime.reload()).toBe(false);
  expect(rig.left).toEqual([]);
});

it('does one reload at a time, and one more for all who asked meanwhile', async () => {
  const engine = createToyEngine();
  const rig = await startRig({ engine });
  const before = engine.inputs.length;
  const results = await Promise.all(Array.from({ length: 20 }, () => rig.runtime.reload()));
  expect(results.every(Boolean)).toBe(true);
  expect(engine.inputs.slice(before).filter(({ body }) => body.kind === 'config')).toHaveLength(2);
});
