import { expect, it } from 'vitest';
import { callRecord, stateRecord } from '../contract/call-record.ts';
import { createMemoryStore, type MemoryDatabase } from '../support/memory-store.ts';
import { startRig } from './rig.ts';
import { createToyEngine, order } from './toy-engine.ts';

const LIMITS = { retryMinMs: 100, retryMaxMs: 400, commitMs: 2_000 };
const said = (rig: { log: Record<string, unknown>[] }, text: string) =>
  rig.log.filter((line) => String(line.msg).includes(text)).length;

it('goes on without the database, and writes everything when it is back', async () => {
  const rig = await startRig({ engine: createToyEngine(), limits: LIMITS });
  rig.store.away = true;
  for (let n = 1; n <= 5; n++) {
    const record = callRecord(n);
    rig.runtime.submit(
      order(`r${n}`, ['doc', 'agent:1', { n }], ['effect', { kind: 'record', record }], ['reply', `${n}`]),
    );
    await rig.settle();
  }
  expect(rig.left).toEqual([1, 2, 3, 4, 5].map((n) => `reply r${n} ${n}`));
  expect(rig.runtime.health().state).toBe('degraded');
  expect(await rig.registry.getSingleMetricAsString('wssp_store_degraded')).toContain('{tenant="1"} 1');
  expect(said(rig, 'the database is away')).toBe(1);

  await rig.advance(2_000);
  expect(rig.runtime.health().state).toBe('degraded');
  rig.store.away = false;
  await rig.advance(400);
  expect(rig.runtime.health().state).toBe('serving');
  expect(said(rig, 'the database is back')).toBe(1);
  expect(await rig.store.calls('1', {})).toHaveLength(5);
  expect((await rig.store.loadDocs('1')).get('agent:1')).toEqual({ n: 5 });
  expect(await rig.registry.getSingleMetricAsString('wssp_store_degraded')).toContain('{tenant="1"} 0');

  // And effects wait for their commit again.
  rig.left.length = 0;
  const release = rig.store.hold();
  rig.runtime.submit(order('r6', ['doc', 'agent:1', { n: 6 }], ['reply', '6']));
  await rig.settle();
  expect(rig.left).toEqual([]);
  release();
  await rig.settle();
  expect(rig.left).toEqual(['reply r6 6']);
});

it('does not let a database that hangs hold up the calls', async () => {
  const rig = await startRig({ engine: createToyEngine(), limits: LIMITS });
  const release = rig.store.hold();
  rig.runtime.submit(order('r1', ['doc', 'agent:1', { n: 1 }], ['reply', '1']));
  await rig.advance(1_999);
  expect(rig.left).toEqual([]);
  await rig.advance(1);
  expect(rig.left).toEqual(['reply r1 1']);
  rig.runtime.submit(order('r2', ['doc', 'agent:1', { n: 2 }], ['reply', '2']));
  await rig.settle();
  expect(rig.left).toEqual(['reply r1 1', 'reply r2 2']);
  release();
  await rig.settle();
  expect(rig.runtime.health().state).toBe('serving');
  expect((await rig.store.loadDocs('1')).get('agent:1')).toEqual({ n: 2 });
});

it('does not write an old state over a newer one while it catches up', async () => {
  const rig = await startRig({ engine: createToyEngine(), limits: { ...LIMITS, commitRecords: 2 } });
  rig.store.away = true;
  for (let n = 1; n <= 7; n++) {
    rig.runtime.submit(
      order(`r${n}`, ['doc', 'agent:1', { n }], ['effect', { kind: 'record', record: callRecord(n) }]),
    );
  }
  await rig.settle();
  rig.store.away = false;
  const release = rig.store.hold();
  await rig.advance(100);
  rig.runtime.submit(order('late', ['doc', 'agent:1', { n: 8 }], ['doc', 'agent:2', { n: 8 }]));
  await rig.settle();
  release();
  await rig.settle();
  expect(Object.fromEntries(await rig.store.loadDocs('1'))).toMatchObject({ 'agent:1': { n: 8 }, 'agent:2': { n: 8 } });
  expect(await rig.store.calls('1', {})).toHaveLength(7);
  const seen = rig.store.commits.flatMap((commit) => commit.docs.filter((doc) => doc.key === 'agent:1'));
  const numbers = seen.map((doc) => (JSON.parse(doc.json ?? '') as { n: number }).n);
  expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
});

it('bounds the records that wait, drops the oldest and says so once', async () => {
  const rig = await startRig({ engine: createToyEngine(), limits: { ...LIMITS, pendingRecords: 3 } });
  rig.store.away = true;
  for (let n = 1; n <= 10; n++) {
    rig.runtime.submit(order(`r${n}`, ['effect', { kind: 'record', record: stateRecord(n, n + 1) }]));
    await rig.settle();
  }
  expect(said(rig, 'too many records wait')).toBe(1);
  rig.store.away = false;
  await rig.advance(400);
  const kept = await rig.store.agentStates('1', {});
  expect(kept).toEqual([10, 9, 8].map((n) => stateRecord(n, n + 1)));
  expect(await rig.registry.getSingleMetricAsString('wssp_store_records_lost_total')).toContain(' 7');
});

it('loses only what the database will never accept', async () => {
  const rig = await startRig({ engine: createToyEngine(), limits: LIMITS });
  rig.store.refuse = (batch) => batch.records.some((record) => record.type === 'call' && record.coid === 'bad');
  rig.store.away = true;
  for (let n = 1; n <= 6; n++) {
    const record = callRecord(n, n === 4 ? { coid: 'bad' } : {});
    rig.runtime.submit(order(`r${n}`, ['doc', 'agent:1', { n }], ['effect', { kind: 'record', record }]));
  }
  await rig.settle();
  rig.store.away = false;
  await rig.advance(400);
  expect(rig.runtime.health().state).toBe('serving');
  expect((await rig.store.calls('1', {})).map((call) => call.callId)).toEqual(
    [6, 5, 3, 2, 1].map((n) => callRecord(n).callId),
  );
  expect((await rig.store.loadDocs('1')).get('agent:1')).toEqual({ n: 6 });
  expect(said(rig, 'the database refused this')).toBe(1);
});

it('halts when another server has taken the tenant over', async () => {
  const rig = await startRig({ engine: createToyEngine() });
  const other = (await startRig({ engine: createToyEngine(), store: createOther(rig) })).runtime;
  rig.runtime.submit(order('r1', ['doc', 'agent:1', { n: 1 }], ['reply', 'must not leave']));
  await rig.settle();
  expect(rig.left).toEqual([]);
  expect(rig.superseded).toBe(true);
  expect(rig.port.stops).toBe(1);
  expect(rig.runtime.health().state).toBe('halted');
  rig.runtime.submit(order('r2', ['reply', 'no']));
  expect(rig.left).toEqual(['reply r2 NotAvailable']);
  expect(other.health().state).toBe('serving');
});

function createOther(rig: { store: { database: unknown } }) {
  return createMemoryStore(rig.store.database as MemoryDatabase);
}
