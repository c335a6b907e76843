import { expect, it } from 'vitest';
import { callRecord } from '../contract/call-record.ts';
import { startRig } from './rig.ts';
import { createToyEngine, eventOf, order } from './toy-engine.ts';

it('commits what a step changed before its effects leave', async () => {
  const rig = await startRig({ engine: createToyEngine() });
  const release = rig.store.hold();
  rig.runtime.submit(order('r1', ['doc', 'agent:1', { n: 1 }], ['reply', 'one'], ['effect', eventOf('conn', 'e1')]));
  await rig.settle();
  expect(rig.left).toEqual([]);
  release();
  await rig.settle();
  expect(rig.left).toEqual(['reply r1 one', 'event e1']);
  expect((await rig.store.loadDocs('1')).get('agent:1')).toEqual({ n: 1 });
});

it('steps the next inputs while one batch is committed, and commits them together', async () => {
  const engine = createToyEngine();
  const rig = await startRig({ engine });
  const before = rig.store.commits.length;
  const release = rig.store.hold();
  rig.runtime.submit(order('r0', ['doc', 'agent:0', { n: 0 }], ['reply', 'zero']));
  await rig.settle();
  for (let n = 1; n <= 10; n++) rig.runtime.submit(order(`r${n}`, ['doc', 'agent:1', { n }], ['reply', `${n}`]));
  await rig.settle();
  expect(engine.toy.docs.get('agent:1')).toEqual({ n: 10 });
  expect(rig.left).toEqual([]);
  release();
  await rig.settle();
  expect(rig.left).toEqual(['reply r0 zero', ...Array.from({ length: 10 }, (_, n) => `reply r${n + 1} ${n + 1}`)]);
  // One commit for the first, one for the ten that came meanwhile.
  expect(rig.store.commits.length - before).toBe(2);
  expect((await rig.store.loadDocs('1')).get('agent:1')).toEqual({ n: 10 });
});

it('writes a document as it was when its batch was closed, not as a later step left it', async () => {
  const rig = await startRig({ engine: createToyEngine() });
  const release = rig.store.hold();
  rig.runtime.submit(order('r1', ['doc', 'agent:1', { n: 1 }]));
  await rig.settle();
  rig.runtime.submit(order('r2', ['doc', 'agent:1', { n: 2 }]));
  await rig.settle();
  release();
  await rig.settle();
  const written = rig.store.commits.flatMap((commit) => commit.docs.filter((doc) => doc.key === 'agent:1'));
  expect(written.map((doc) => doc.json)).toEqual(['{"n":1}', '{"n":2}']);
});

it('lets a batch that changed nothing leave without a commit, but not past an earlier one', async () => {
  const rig = await startRig({ engine: createToyEngine() });
  const before = rig.store.commits.length;
  rig.runtime.submit(order('quick', ['reply', 'at once']));
  await rig.settle();
  expect(rig.left).toEqual(['reply quick at once']);
  expect(rig.store.commits.length).toBe(before);

  const release = rig.store.hold();
  rig.runtime.submit(order('slow', ['doc', 'agent:1', {}], ['reply', 'slow']));
  await rig.settle();
  rig.runtime.submit(order('quick2', ['reply', 'after']));
  await rig.settle();
  expect(rig.left).toEqual(['reply quick at once']);
  release();
  await rig.settle();
  expect(rig.left.slice(1)).toEqual(['reply slow slow', 'reply quick2 after']);
});

it('does not write a document that reads as it did before', async () => {
  const rig = await startRig({ engine: createToyEngine() });
  rig.runtime.submit(order('r1', ['doc', 'agent:1', { n: 1 }]));
  await rig.settle();
  const before = rig.store.commits.length;
  rig.runtime.submit(order('r2', ['doc', 'agent:1', { n: 1 }], ['doc', 'agent:none', null], ['reply', 'same']));
  await rig.settle();
  expect(rig.left).toEqual(['reply r2 same']);
  expect(rig.store.commits.length).toBe(before);
});

it('deletes documents and keeps records in the same commit', async () => {
  const rig = await startRig({ engine: createToyEngine() });
  rig.runtime.submit(order('r1', ['doc', 'call:c1', { n: 1 }]));
  await rig.settle();
  const before = rig.store.commits.length;
  const record = callRecord(1);
  rig.runtime.submit(order('r2', ['doc', 'call:c1', null], ['effect', { kind: 'record', record }], ['reply', 'over']));
  await rig.settle();
  expect(rig.store.commits.length).toBe(before + 1);
  expect(await rig.store.calls('1', {})).toEqual([record]);
  expect((await rig.store.loadDocs('1')).has('call:c1')).toBe(false);
});

it('goes on when a sink or the switch throws', async () => {
  const rig = await startRig({ engine: createToyEngine() });
  rig.port.answer = () => {
    throw new Error('switch bug');
  };
  rig.runtime.submit(
    order('r1', ['effect', { kind: 'switch', command: { do: 'answer', leg: 'L' } }], ['reply', 'still']),
  );
  await rig.settle();
  expect(rig.left).toEqual(['reply r1 still']);
  expect(rig.log.some((line) => line.msg === 'an effect could not be carried out')).toBe(true);
});

it('gives each input new entropy and time that never goes back', async () => {
  const engine = createToyEngine();
  const rig = await startRig({ engine });
  rig.clock.set(rig.clock.now() - 3_600_000);
  for (let n = 0; n < 5; n++) rig.runtime.submit(order(`r${n}`));
  await rig.settle();
  await rig.advance(10_000);
  for (let n = 0; n < 5; n++) rig.runtime.submit(order(`s${n}`));
  await rig.settle();
  const times = engine.inputs.map((input) => input.at);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  // It has not stood still while the clock was behind.
  expect((times.at(-1) ?? 0) - (times.at(-6) ?? 0)).toBeGreaterThanOrEqual(9_000);
  expect(new Set(engine.inputs.map((input) => input.entropy)).size).toBe(engine.inputs.length);
  for (const { entropy } of engine.inputs) expect(entropy).toMatch(/^[0-9a-f]{40}$/);
});
