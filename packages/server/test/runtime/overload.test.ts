import { expect, it } from 'vitest';
import { startRig } from './rig.ts';
import { createToyEngine, order } from './toy-engine.ts';

it('answers a command that finds the inbox full, at once, and takes commands again later', async () => {
  const rig = await startRig({ engine: createToyEngine(), limits: { inboxCommands: 3 } });
  for (let n = 1; n <= 5; n++) rig.runtime.submit(order(`r${n}`, ['reply', `${n}`]));
  expect(rig.left).toEqual(['reply r4 LimitReached', 'reply r5 LimitReached']);
  await rig.settle();
  expect(rig.left.slice(2)).toEqual(['reply r1 1', 'reply r2 2', 'reply r3 3']);
  rig.runtime.submit(order('r6', ['reply', '6']));
  await rig.settle();
  expect(rig.left.at(-1)).toBe('reply r6 6');
  expect(await rig.registry.getSingleMetricAsString('wssp_inbox_refused_total')).toContain(' 2');
});

it('stops stepping ahead when a batch is full, and goes on after its commit', async () => {
  const engine = createToyEngine();
  const rig = await startRig({ engine, limits: { batchInputs: 4 } });
  const before = engine.inputs.length;
  const release = rig.store.hold();
  rig.runtime.submit(order('r0', ['doc', 'agent:0', {}], ['reply', '0']));
  await rig.settle();
  for (let n = 1; n <= 10; n++) rig.runtime.submit(order(`r${n}`, ['doc', 'agent:1', { n }], ['reply', `${n}`]));
  await rig.settle();
  expect(engine.inputs.length - before).toBe(1 + 4);
  expect(rig.runtime.health().inbox).toBe(6);
  release();
  await rig.settle();
  expect(rig.left).toEqual(Array.from({ length: 11 }, (_, n) => `reply r${n} ${n}`));
});

it('never refuses what the switch says; past its bound it asks the switch for everything instead', async () => {
  const engine = createToyEngine();
  const rig = await startRig({ engine, limits: { inboxEvents: 2, inboxCommands: 1 } });
  const before = engine.inputs.length;
  rig.runtime.submit(order('r1'));
  for (let n = 0; n < 5; n++) rig.port.say({ on: 'ringing', leg: `L${n}` });
  await rig.advance(0);
  const heard = engine.inputs.slice(before).map(({ body }) => (body.kind === 'switch' ? body.event.on : body.kind));
  expect(heard).toEqual(['command', 'ringing', 'ringing', 'sync']);
  expect(rig.port.resyncs).toBe(1);
});
