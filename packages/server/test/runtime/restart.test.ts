import { expect, it } from 'vitest';
import { createMemoryStore } from '../support/memory-store.ts';
import { FakeSwitch, makeRig, settle, startRig } from './rig.ts';
import { createToyEngine, order } from './toy-engine.ts';

it('finds after a restart what was there before', async () => {
  const first = await startRig({ engine: createToyEngine() });
  first.runtime.submit(order('r1', ['doc', 'agent:1', { n: 1 }], ['doc', 'call:c', { parties: ['汉'] }]));
  await first.settle();
  first.runtime.submit(order('r2', ['doc', 'agent:1', { n: 2 }]));
  await first.settle();
  // No stop(): the process just ended.
  const engine = createToyEngine();
  await startRig({ engine, store: createMemoryStore(first.store.database) });
  expect(Object.fromEntries(engine.toy.docs)).toEqual({ 'agent:1': { n: 2 }, 'call:c': { parties: ['汉'] } });
});

it('arms the timers again: those to come at their time, those that passed at once', async () => {
  const rig = await startRig({ engine: createToyEngine() });
  const now = rig.clock.now();
  const doc = (key: string, at: number, epoch: number) =>
    ['doc', `agent:${key}`, { timer: { key, at, epoch } }] as const;
  rig.runtime.submit(order('r1', doc('past', now + 1_000, 7), doc('future', now + 60_000, 8)));
  await rig.settle();

  rig.clock.set(now + 30_000);
  const again = makeRig({ engine: createToyEngine(), store: createMemoryStore(rig.store.database), clock: rig.clock });
  await again.runtime.start();
  await again.advance(0);
  expect(again.left).toEqual(['event timer past 7']);
  await again.advance(29_999);
  expect(again.left).toEqual(['event timer past 7']);
  await again.advance(1);
  expect(again.left).toEqual(['event timer past 7', 'event timer future 8']);
});

it('does not let time go back over a restart', async () => {
  const first = await startRig({ engine: createToyEngine() });
  await first.advance(100_000);
  first.runtime.submit(order('r1', ['doc', 'agent:1', { n: 1 }]));
  await first.settle();
  const last = first.runtime.state.now;

  first.clock.set(first.clock.now() - 50_000);
  const engine = createToyEngine();
  await startRig({ engine, store: createMemoryStore(first.store.database), clock: first.clock });
  expect(engine.inputs.length).toBeGreaterThan(0);
  for (const input of engine.inputs) expect(input.at).toBeGreaterThanOrEqual(last);
});

it('tells the engine that the switch is down until it has said what exists', async () => {
  const engine = createToyEngine();
  const port = new FakeSwitch();
  port.connects = false;
  const rig = makeRig({ engine, port });
  const started = rig.runtime.start();
  await settle();
  await rig.advance(5_000);
  await started;
  expect(engine.inputs.map((input) => input.body)).toEqual([{ kind: 'switch', event: { on: 'down' } }]);
  rig.runtime.submit(order('r1', ['reply', 'served without']));
  await rig.settle();
  expect(rig.left).toEqual(['reply r1 served without']);
  rig.port.say({ on: 'sync', legs: [], rooms: [], devices: [] });
  await rig.settle();
  expect(engine.inputs.at(-1)?.body).toMatchObject({ kind: 'switch', event: { on: 'sync' } });
});

it('does not start on a database that is away', async () => {
  const store = createMemoryStore();
  store.away = true;
  const rig = makeRig({ engine: createToyEngine(), store });
  await expect(rig.runtime.start()).rejects.toMatchObject({ code: 'away' });
  expect(rig.runtime.health().state).toBe('halted');
});

it('stops with everything written, the timers off and the switch let go', async () => {
  const rig = await startRig({ engine: createToyEngine() });
  rig.runtime.submit(
    order(
      'r1',
      ['doc', 'agent:1', { n: 1 }],
      ['reply', 'last'],
      ['effect', { kind: 'timer', key: 't', at: rig.clock.now() + 1_000, epoch: 1 }],
    ),
  );
  await rig.runtime.stop();
  expect(rig.left).toEqual(['reply r1 last']);
  expect((await rig.store.loadDocs('1')).get('agent:1')).toEqual({ n: 1 });
  expect(rig.port.stops).toBe(1);
  expect(rig.clock.pending).toBe(0);
  rig.runtime.submit(order('r2', ['reply', 'too late']));
  expect(rig.left).toEqual(['reply r1 last', 'reply r2 NotAvailable']);
});

it('stops within its time when the database does not come back', async () => {
  const rig = await startRig({ engine: createToyEngine(), limits: { stopMs: 1_000, commitMs: 100 } });
  rig.store.hold();
  rig.runtime.submit(order('r1', ['doc', 'agent:1', { n: 1 }]));
  await rig.settle();
  const stopped = rig.runtime.stop();
  await rig.advance(1_000);
  await stopped;
  expect(rig.log.some((line) => String(line.msg).includes('without having written everything'))).toBe(true);
});
