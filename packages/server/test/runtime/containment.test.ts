import { expect, it } from 'vitest';
import { startRig } from './rig.ts';
import { createToyEngine, eventOf, initOrder, order } from './toy-engine.ts';

it('answers Internal to a command whose step throws, and undoes what that step did', async () => {
  const engine = createToyEngine();
  const rig = await startRig({ engine });
  rig.runtime.submit(order('good', ['doc', 'agent:1', { n: 1 }], ['reply', 'good']));
  await rig.settle();
  rig.runtime.submit(
    order(
      'bad',
      ['doc', 'agent:1', { n: 666 }],
      ['doc', 'agent:2', {}],
      ['effect', eventOf('conn', 'x')],
      ['throw', 'bug'],
    ),
  );
  rig.runtime.submit(order('after', ['reply', 'lives']));
  await rig.settle();
  expect(rig.left).toEqual(['reply good good', 'reply bad Internal', 'reply after lives']);
  expect(Object.fromEntries(engine.toy.docs)).toEqual({ 'agent:1': { n: 1 } });
  expect((await rig.store.loadDocs('1')).get('agent:1')).toEqual({ n: 1 });
});

it('keeps what the other inputs of the same batch did, in their order', async () => {
  const engine = createToyEngine();
  const rig = await startRig({ engine });
  rig.runtime.submit(order('r1', ['doc', 'agent:1', { n: 1 }], ['reply', '1']));
  rig.runtime.submit(order('r2', ['doc', 'agent:2', { n: 2 }], ['reply', '2']));
  rig.runtime.submit(order('bad', ['doc', 'agent:1', { n: 666 }], ['throw', 'bug']));
  rig.runtime.submit(order('r3', ['doc', 'agent:3', { n: 3 }], ['reply', '3']));
  await rig.settle();
  expect(rig.left.filter((line) => line.startsWith('reply'))).toEqual([
    'reply r1 1',
    'reply r2 2',
    'reply bad Internal',
    'reply r3 3',
  ]);
  const docs = Object.fromEntries(await rig.store.loadDocs('1'));
  expect(docs).toMatchObject({ 'agent:1': { n: 1 }, 'agent:2': { n: 2 }, 'agent:3': { n: 3 } });
  // Stepped again with the time and randomness of the first time, so that what came of them is the same.
  const again = engine.inputs.filter((input) => input.body.kind === 'command' && input.body.ref === 'r1');
  expect(again).toHaveLength(2);
  expect(again[0]).toEqual(again[1]);
});

it('gives every page its session back after the state was rebuilt', async () => {
  const rig = await startRig({ engine: createToyEngine() });
  rig.runtime.submit(initOrder('i1', 'conn-a', '6001'));
  rig.runtime.submit(initOrder('i2', 'conn-b', '6002'));
  rig.runtime.submit(initOrder('i3', 'conn-c', '6003'));
  await rig.settle();
  rig.runtime.connectionClosed('conn-b');
  rig.runtime.submit(initOrder('i4', 'conn-d', '6003'));
  await rig.settle();
  rig.left.length = 0;
  rig.runtime.submit(order('bad', ['throw', 'bug']));
  await rig.settle();
  // The Inits of the runtime itself are answered to nobody.
  expect(rig.left).toEqual(['event init 6001', 'event init 6003', 'reply bad Internal']);
});

it('steps what failed once only, however many fail in the same batch', async () => {
  const engine = createToyEngine();
  const rig = await startRig({ engine });
  for (let n = 0; n < 2; n++) {
    rig.runtime.submit(order(`bad${n}`, ['throw', 'bug']));
    rig.runtime.submit(order(`good${n}`, ['doc', `agent:${n}`, { n }], ['reply', 'good']));
  }
  await rig.settle();
  expect(rig.left).toEqual([0, 1].flatMap((n) => [`reply bad${n} Internal`, `reply good${n} good`]));
  const stepped = engine.inputs.filter(({ body }) => body.kind === 'command' && body.ref.startsWith('bad'));
  expect(stepped).toHaveLength(2);
  expect([...(await rig.store.loadDocs('1')).keys()].sort()).toEqual(['agent:0', 'agent:1', 'runtime']);
});

it('leaves a whole batch out when its documents cannot be read', async () => {
  const engine = createToyEngine();
  const rig = await startRig({ engine });
  engine.unreadable = true;
  rig.runtime.submit(order('r1', ['doc', 'agent:1', { n: 1 }], ['reply', 'never']));
  await rig.settle();
  engine.unreadable = false;
  rig.runtime.submit(order('r2', ['doc', 'agent:2', { n: 2 }], ['reply', 'lives']));
  await rig.settle();
  expect(rig.left).toEqual(['reply r1 Internal', 'reply r2 lives']);
  expect((await rig.store.loadDocs('1')).has('agent:1')).toBe(false);
});

it('asks the switch for its truth afterwards, not more often than the limit', async () => {
  const rig = await startRig({ engine: createToyEngine(), limits: { resyncMs: 5_000 } });
  for (let n = 0; n < 2; n++) rig.runtime.submit(order(`bad${n}`, ['throw', 'bug']));
  await rig.advance(0);
  expect(rig.port.resyncs).toBe(1);
  rig.runtime.submit(order('bad again', ['throw', 'bug']));
  await rig.advance(4_999);
  expect(rig.port.resyncs).toBe(1);
  await rig.advance(1);
  expect(rig.port.resyncs).toBe(2);
});

it('survives an event, a timer and a sync that throw', async () => {
  const engine = createToyEngine(({ body }) =>
    body.kind === 'switch' && body.event.on !== 'down' ? [['throw-if-broken']] : [],
  );
  engine.broken = false;
  const rig = await startRig({ engine });
  engine.broken = true;
  rig.port.say({ on: 'ringing', leg: 'L1' });
  await rig.advance(60_000);
  // The failing sync does not make the runtime ask for another one for ever.
  expect(rig.port.resyncs).toBe(1);
  rig.runtime.submit(order('r1', ['reply', 'lives']));
  await rig.settle();
  expect(rig.left).toContain('reply r1 lives');
});

it('does not step again what failed three times within a minute', async () => {
  const engine = createToyEngine();
  const rig = await startRig({ engine });
  for (let n = 0; n < 5; n++) {
    rig.runtime.submit(order(`bad${n}`, ['throw-if-broken'], ['reply', 'fine']));
    await rig.settle();
  }
  expect(rig.left).toEqual(Array.from({ length: 5 }, (_, n) => `reply bad${n} Internal`));
  const stepped = engine.inputs.filter(({ body }) => body.kind === 'command' && body.ref.startsWith('bad'));
  expect(stepped).toHaveLength(3);
  engine.broken = false;
  await rig.advance(60_000);
  rig.runtime.submit(order('bad9', ['throw-if-broken'], ['reply', 'fine']));
  await rig.settle();
  expect(rig.left.at(-1)).toBe('reply bad9 fine');
});

it('logs the input and the state it met, without secrets', async () => {
  const rig = await startRig({ engine: createToyEngine() });
  rig.runtime.submit(order('r1', ['doc', 'agent:6001', { delegatorId: 'cafe', state: 3 }]));
  await rig.settle();
  rig.runtime.submit({
    ...order('bad', ['throw', 'bug']),
    command: { ...order('bad', ['throw', 'bug']).command, delegatorId: 'secret-id' },
  });
  await rig.settle();
  const line = rig.log.find((entry) => entry.msg === 'a step failed; its input is left out');
  expect(line?.input).toContain('SendAgentMsg');
  expect(line?.state).toContain('"state":3');
  expect(JSON.stringify(line)).not.toContain('secret-id');
  expect(JSON.stringify(line)).not.toContain('cafe');
});
