/** The server restarts under live calls, and Asterisk dies under the server: talk goes on where it can, and every call ends once. */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { recordedSamples } from '../../packages/server/test/contract/recorded-samples.ts';
import { hear } from '../lib/audio/ear.ts';
import { CallCentre, TENANT } from '../lib/call-centre.ts';
import { hears, talk } from '../lib/hearing.ts';
import { expectConsistent, story } from '../lib/records.ts';
import { until } from '../lib/until.ts';

let centre: CallCentre;
beforeAll(async () => {
  centre = await CallCentre.open({ params: { AGENTPLAYWORKERID: '0', AGENTWRAPUPSECONDS: '1', RECORDCALLS: '1' } });
});
afterEach(() => centre.clear());
afterAll(() => centre?.close());

const SEAT = { agentId: '999', ins: '6001' };

async function inTalk(ani: string) {
  const { agent, phone } = await centre.agent(SEAT);
  const customer = await centre.carrier.calls(ani, '10010');
  await phone.rings();
  await phone.answer();
  await agent.reaches(6);
  await talk(customer, phone);
  return { agent, phone, customer };
}
/** What is to be heard in the call's only recording. */
async function heardIn(callId: string): Promise<readonly string[]> {
  const { talks } = centre.store;
  await until(async () => (await talks.ofCalls(TENANT, [callId])).length > 0, 'the recording');
  const [talk, ...others] = await talks.ofCalls(TENANT, [callId]);
  expect([talk?.state, others]).toEqual(['kept', []]);
  return hear(await recordedSamples(centre.parts.switch.port, talk?.recording ?? '')).sort();
}
const comeBack = (delegatorId: string) => centre.page({ ...SEAT, delegatorId });

it('a talk goes on without the server, and the next one takes it over', async () => {
  const { agent, phone, customer } = await inTalk('13800000001');
  await centre.restartServer(() => talk(customer, phone));
  const again = await comeBack(agent.delegatorId);
  expect(again.state).toBe(6);
  await talk(customer, phone);
  await again.ask('Hold');
  await again.reaches(7);
  await hears(customer, ['music']);
  await again.ask('FetchHold');
  await talk(customer, phone);
  await again.ask('DropCall');
  expect(await customer.ended()).toBe('normal');
  await again.reaches(3);
  const record = await centre.record('13800000001');
  expectConsistent(record);
  expect(record).toMatchObject({ outcome: 'answered', endedBy: 'agent', agentId: '999' });
  expect(await centre.recordCount('13800000001')).toBe(1);
  // Paused on hold by a server that had not begun it.
  expect(await heardIn(record.callId)).toEqual([customer.voice, phone.voice].sort());
});

it('a customer who hangs up meanwhile leaves no agent alone on the line', async () => {
  const { agent, phone, customer } = await inTalk('13800000002');
  await centre.restartServer(() => customer.hangup());
  expect(await phone.ended()).toBe('normal');
  const again = await comeBack(agent.delegatorId);
  await again.ask('WSHello');
  expect([19, 3]).toContain(again.state);
  const record = await centre.record('13800000002');
  expectConsistent(record);
  // They talked; how it ended nobody saw.
  expect(record).toMatchObject({ outcome: 'lost', endedBy: 'system', agentId: '999' });
  expect(record.answeredAt).not.toBeNull();
  expect(await centre.recordCount('13800000002')).toBe(1);
  expect(await heardIn(record.callId)).toEqual([customer.voice, phone.voice].sort());
});

it('who waits goes on waiting, and who calls meanwhile is served', async () => {
  const waiting = await centre.carrier.calls('13800000003', '10010');
  await waiting.answered();
  await hears(waiting, ['music']);
  let late = waiting;
  await centre.restartServer(async () => {
    await hears(waiting, ['music']);
    late = await centre.carrier.calls('13800000004', '10010');
  });
  await late.answered();
  await hears(late, ['music']);
  const { agent, phone } = await centre.agent(SEAT);
  // First come, first served, whatever happened in between.
  for (const customer of [waiting, late]) {
    await agent.event('CallArrive', ({ coInfos }) => coInfos?.ANI === customer.ani);
    await phone.rings();
    await phone.answer();
    await agent.reaches(6);
    await talk(customer, phone);
    await customer.hangup();
    await phone.ended();
    agent.forget();
  }
  expect(story(await centre.record('13800000003')).at(-1)).toBe('talk 6001 completed');
});

it('Asterisk dies: its calls end once, and the next call finds everybody ready', async () => {
  const { agent, phone, customer } = await inTalk('13800000005');
  await centre.asterisk.kill();
  // A line that is down may come back with the call on it: only a new Asterisk shows that it is gone.
  await centre.asterisk.restart();
  await agent.reaches(3);
  expect(await centre.record('13800000005')).toMatchObject({ outcome: 'lost', endedBy: 'system', agentId: '999' });
  // The phone and the customer have not been told; they notice in their own time.
  await Promise.all([phone.hangup(), customer.hangup()]);
  agent.forget();
  const next = await centre.carrier.calls('13800000006', '10010');
  await phone.rings();
  await phone.answer();
  await agent.reaches(6);
  await talk(next, phone);
  await next.hangup();
  await agent.reaches(3);
  expect(await centre.recordCount('13800000005')).toBe(1);
  const { callId } = await centre.record('13800000005');
  const lost = () => centre.store.talks.ofCalls(TENANT, [callId]);
  await until(async () => (await lost()).length === 1, 'what became of its recording');
});
