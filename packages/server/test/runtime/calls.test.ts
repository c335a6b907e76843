/** The runtime with the real engine: what agents and callers notice when it is killed, hit by a bug, or loses its database. */
import * as engine from '@wssoftphone/engine';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import type { Engine } from '../../src/runtime/runtime.ts';
import { type CallCentre, openCallCentre } from '../support/call-centre.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { createMemoryStore, type MemoryStore } from '../support/memory-store.ts';
import { settle } from './rig.ts';

const log = pino({ level: 'silent' });

interface Scene {
  readonly centre: CallCentre;
  readonly clock: ManualClock;
  readonly store: MemoryStore;
  pass(ms: number): Promise<void>;
}

async function open(more: Partial<Scene> & { engine?: Engine; before?: CallCentre } = {}): Promise<Scene> {
  const clock = more.clock ?? new ManualClock();
  const store = more.store ?? createMemoryStore();
  const centre = await openCallCentre({
    clock,
    store,
    log,
    ...(more.before ? { switch: more.before.switch } : {}),
    ...(more.engine ? { engine: more.engine } : {}),
  });
  const pass = async (ms: number) => {
    await settle();
    await clock.advance(ms, settle);
  };
  // start() waits for the switch, whose first word takes a moment of the manual clock.
  const started = centre.runtime.start();
  await pass(10);
  await started;
  return { centre, clock, store, pass };
}

/** The agent logs on and is idle; returns the delegatorId. */
async function logOn({ centre, pass }: Scene, conn: string, ins: string, agentId: string): Promise<string> {
  const init = centre.command(conn, ins, 'Init', { agentId });
  await pass(10);
  const delegatorId = String(centre.replies.get(init)?.datas.delegatorId);
  centre.command(conn, ins, 'Logon', { agentId }, delegatorId);
  await pass(10);
  expect(centre.states(conn).at(-1)).toBe(3);
  return delegatorId;
}

/** A customer calls, the desk phone of 6006 rings, is picked up, and they talk. */
async function talk(scene: Scene) {
  const customer = scene.centre.exchange.customerCalls('13800138000', '10010');
  if (!customer) throw new Error('no room for a customer');
  await scene.pass(50);
  const phone = scene.centre.exchange.phones.get('6006');
  if (!phone) throw new Error('no phone 6006');
  expect(scene.centre.exchange.answer(phone)).toBe(true);
  await scene.pass(200);
  expect(scene.centre.states('page').at(-1)).toBe(6);
  return { customer, phone };
}

const endings = async ({ store }: Scene) => (await store.calls('1', {})).map((call) => [call.ani, call.outcome]);

it('finds a talking agent talking after a kill, and ends the call with one record', async () => {
  const first = await open();
  const delegatorId = await logOn(first, 'page', '6006', '888');
  const { customer } = await talk(first);
  const before = await first.store.loadDocs('1');
  const state = first.centre.runtime.state;
  for (const [key, doc] of before) {
    if (key === 'runtime') continue;
    expect(JSON.parse(JSON.stringify(engine.documentOf(state, key as engine.DocKey)))).toEqual(doc);
  }

  // Killed: the runtime is not heard of again. The switch, the customer and the telephone live on.
  const second = await open({
    clock: first.clock,
    store: createMemoryStore(first.store.database),
    before: first.centre,
  });
  expect(customer.leg?.phase).toBe('up');
  const init = second.centre.command('page', '6006', 'Init', { agentId: '888', delegatorId }, delegatorId);
  await second.pass(10);
  expect(second.centre.replies.get(init)).toMatchObject({ errorCode: 'Succ', agent: { agentState: 6 } });
  expect(second.centre.exchange.hears(customer.leg as never)).not.toEqual([]);

  second.centre.exchange.hangup(customer);
  await second.pass(50);
  expect(second.centre.states('page').at(-1)).toBe(19);
  expect(await endings(second)).toEqual([['13800138000', 'answered']]);
  await second.pass(60_000);
  expect(second.centre.states('page').at(-1)).toBe(3);
});

it('ends a wrap-up whose time passed while the server was dead', async () => {
  const first = await open();
  const delegatorId = await logOn(first, 'page', '6006', '888');
  const { customer } = await talk(first);
  first.centre.exchange.hangup(customer);
  await first.pass(50);
  expect(first.centre.states('page').at(-1)).toBe(19);
  first.clock.set(first.clock.now() + 100_000);
  const second = await open({
    clock: first.clock,
    store: createMemoryStore(first.store.database),
    before: first.centre,
  });
  await second.pass(50);
  const init = second.centre.command('page', '6006', 'Init', { agentId: '888', delegatorId }, delegatorId);
  await second.pass(10);
  expect(second.centre.replies.get(init)?.agent?.agentState).toBe(3);
});

it('lets a call live through a bug that another agent’s page runs into', async () => {
  let bug = false;
  const broken: Engine = {
    ...engine,
    step(state, input) {
      const { body } = input;
      const bitten = bug && body.kind === 'command' && body.command.command === 'PrepareDial';
      const result = engine.step(state, input);
      // Thrown after the state was changed: the worst case.
      if (bitten) throw new Error('bug');
      return result;
    },
  };
  const scene = await open({ engine: broken });
  await logOn(scene, 'page', '6006', '888');
  await logOn(scene, 'other', '6007', '999');
  const { customer, phone } = await talk(scene);
  bug = true;
  const hit = scene.centre.command('other', '6007', 'PrepareDial', { agentId: '999' });
  await scene.pass(50);
  expect(scene.centre.replies.get(hit)).toMatchObject({ errorCode: 'ProcessFailed', fault: { code: 'Internal' } });
  bug = false;

  expect(customer.leg?.phase).toBe('up');
  expect(phone.leg?.phase).toBe('up');
  scene.centre.command('page', '6006', 'Hold', { agentId: '888' });
  await scene.pass(50);
  expect(scene.centre.states('page').at(-1)).toBe(7);
  scene.centre.command('page', '6006', 'FetchHold', { agentId: '888' });
  await scene.pass(50);
  scene.centre.exchange.hangup(customer);
  await scene.pass(60_000);
  expect(scene.centre.states('page').slice(-4)).toEqual([7, 6, 19, 3]);
  expect(await endings(scene)).toEqual([['13800138000', 'answered']]);
  // The page that met the bug goes on too, and gets calls.
  const dial = scene.centre.command('other', '6007', 'PrepareDial', { agentId: '999' });
  await scene.pass(50);
  expect(scene.centre.replies.get(dial)?.errorCode).toBe('Succ');
  expect(scene.centre.states('other').at(-1)).toBe(8);
});

it('takes whole calls while the database is away, and has their records when it is back', async () => {
  const scene = await open();
  await logOn(scene, 'page', '6006', '888');
  scene.store.away = true;
  const { customer } = await talk(scene);
  scene.centre.exchange.hangup(customer);
  await scene.pass(60_000);
  expect(scene.centre.states('page').slice(-5)).toEqual([5, 4, 6, 19, 3]);
  expect(scene.centre.runtime.health().state).toBe('degraded');
  scene.store.away = false;
  await scene.pass(10_000);
  expect(scene.centre.runtime.health().state).toBe('serving');
  expect(await endings(scene)).toEqual([['13800138000', 'answered']]);
  const states = await scene.store.agentStates('1', { agentId: '888' });
  for (const [nth, state] of states.toReversed().entries()) {
    const next = states.toReversed()[nth + 1];
    if (next) expect(next.from).toBe(state.to);
  }
});
