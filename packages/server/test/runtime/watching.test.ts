/** What an operator sees: log lines with their call, and metrics. */
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { CallLog } from '../../src/runtime/call-log.ts';
import { redacted } from '../../src/runtime/redact.ts';
import { openCallCentre } from '../support/call-centre.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { createMemoryStore } from '../support/memory-store.ts';
import { settle, startRig } from './rig.ts';
import { createToyEngine, order } from './toy-engine.ts';

function capture() {
  const lines: Record<string, unknown>[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(JSON.parse(String(chunk)) as Record<string, unknown>);
      done();
    },
  });
  return { lines, log: pino({ level: 'debug' }, stream) };
}

it('puts the call’s id on every line about a leg, from the first ring to the last hang-up', async () => {
  const { lines, log } = capture();
  const clock = new ManualClock();
  const centre = await openCallCentre({ clock, store: createMemoryStore(), log });
  const pass = async (ms: number) => {
    await settle();
    await clock.advance(ms, settle);
  };
  const started = centre.runtime.start();
  await pass(10);
  await started;
  centre.command('page', '6006', 'Init', { agentId: '888' });
  centre.command('page', '6006', 'Logon', { agentId: '888' });
  await pass(50);
  const customer = centre.exchange.customerCalls('13800138000', '10010');
  const phone = centre.exchange.phones.get('6006');
  if (!customer || !phone) throw new Error('nobody to talk');
  await pass(50);
  centre.exchange.answer(phone);
  await pass(200);
  centre.command('page', '6006', 'Hold', { agentId: '888' });
  await pass(50);
  centre.exchange.press(customer, '123');
  await pass(50);
  centre.exchange.hangup(customer);
  await pass(50);

  const [record] = await centre.runtime.drained().then(() => [...centre.runtime.state.calls.keys()]);
  const about = lines.filter(({ event, command }) => {
    const told = (event ?? command) as Record<string, unknown> | undefined;
    return told && ('leg' in told || 'room' in told || 'play' in told);
  });
  expect(about.length).toBeGreaterThan(15);
  const calls = new Set(about.map((line) => line.call));
  expect(calls.size, JSON.stringify(about.filter((line) => !line.call))).toBe(1);
  expect([...calls][0]).toMatch(/.+/);
  expect(record === undefined || calls.has(record)).toBe(true);
  expect(JSON.stringify(lines)).not.toContain('"digit":"1"');
});

it('forgets the calls of old legs rather than grow', () => {
  const { log } = capture();
  const calls = new CallLog(log, 3);
  for (let n = 0; n < 10; n++) {
    calls.command({
      do: 'dial',
      leg: `L${n}`,
      target: { kind: 'extension', number: '6001' },
      callerNumber: '',
      callerName: '',
      timeoutSeconds: 1,
      autoAnswer: false,
      call: `c${n}`,
    });
  }
  expect(calls.callOf({ on: 'ringing', leg: 'L9' })).toBe('c9');
  expect(calls.callOf({ on: 'ringing', leg: 'L6' })).toBeUndefined();
  calls.event({ on: 'ended', leg: 'L9', cause: 'normal' }, []);
  expect(calls.callOf({ on: 'ringing', leg: 'L9' })).toBeUndefined();
});

it('hides what must not be logged, wherever it stands', () => {
  const text = redacted(
    {
      command: { delegatorId: 'cap', params: { softPhoneCode: 'jwt', digits: '1234', msg: 'private', ins: '6001' } },
      pages: [{ token: 'x' }],
    },
    10_000,
  );
  for (const secret of ['cap', 'jwt', '1234', 'private', '"x"']) expect(text).not.toContain(secret);
  expect(text).toContain('6001');
  expect(redacted('x'.repeat(100), 10)).toBe('"xxxxxxxxx… (102 characters)');
  expect(redacted(undefined, 10)).toBe('undefined');
});

it('counts steps, batches and commits, and reads the rest when it is scraped', async () => {
  const engine = createToyEngine();
  const rig = await startRig({ engine });
  rig.runtime.submit(
    order(
      'r1',
      ['doc', 'agent:1', { n: 1 }],
      ['effect', { kind: 'timer', key: 't', at: rig.clock.now() + 1_000, epoch: 1 }],
    ),
  );
  await rig.settle();
  engine.toy.sessions.set('6001', { state: 3 });
  engine.toy.sessions.set('6002', { state: 6 });
  engine.toy.sessions.set('6003', { state: 3 });
  engine.toy.calls.set('c1', {});
  engine.toy.queues.set('1001', { skill: '1001', waiting: [1, 2] });
  const text = await rig.registry.metrics();
  for (const line of [
    'wssp_engine_steps_total{tenant="1",kind="command"} 1',
    'wssp_engine_steps_total{tenant="1",kind="switch"} 2',
    'wssp_engine_step_seconds_count{tenant="1"} 3',
    'wssp_store_commit_seconds_count{tenant="1"} 1',
    'wssp_agents{tenant="1",state="AGENTSTATE_IDLE"} 2',
    'wssp_agents{tenant="1",state="AGENTSTATE_TALK"} 1',
    'wssp_calls{tenant="1"} 1',
    'wssp_waiting_calls{tenant="1",skill="1001"} 2',
    'wssp_timers{tenant="1"} 1',
    'wssp_inbox_depth{tenant="1"} 0',
    'wssp_store_degraded{tenant="1"} 0',
  ]) {
    expect(text.split('\n')).toContain(line);
  }
  // A state that nobody is in any more is gone from the next scrape.
  engine.toy.sessions.delete('6002');
  expect(await rig.registry.metrics()).not.toContain('AGENTSTATE_TALK');
});
