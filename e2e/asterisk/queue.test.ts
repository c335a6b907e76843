/** Waiting: music for the caller, the list for the agents, and a place that a call keeps when nobody answers it. */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { CallCentre } from '../lib/call-centre.ts';
import { hears, talk } from '../lib/hearing.ts';
import { expectConsistent, story } from '../lib/records.ts';

let centre: CallCentre;
beforeAll(async () => {
  centre = await CallCentre.open({ params: { AGENTRINGSECONDS: '3', AGENTMISSLIMIT: '2', AGENTPLAYWORKERID: '0' } });
});
afterEach(() => centre.clear());
afterAll(() => centre?.close());

it('hears music and stands in every list until an agent comes', async () => {
  const customer = await centre.carrier.calls('13800000001', '10010');
  await customer.answered();
  await hears(customer, ['music']);
  // On outbound work: sees the queue, takes no calls.
  const { agent: watcher } = await centre.agent({ agentId: '801', ins: '6003', workMode: '3' });
  const told = await watcher.event('QueueChange', ({ params }) => params?.queueList !== '[]');
  expect(JSON.parse(told.params?.queueList ?? '')).toMatchObject([
    { ani: '13800000001', dnis: '10010', sk: '1001', isValid: true },
  ]);

  const { agent, phone } = await centre.agent({ agentId: '999', ins: '6001' });
  await phone.rings();
  await watcher.event('QueueChange', ({ params }) => params?.queueList === '[]');
  // Music goes on while it rings.
  await hears(customer, ['music']);
  await phone.answer();
  await agent.reaches(6);
  await talk(customer, phone);
  const arrived = (await agent.event('CallArrive')).coInfos;
  expect(Number(arrived?.QTM)).toBeGreaterThanOrEqual(1);
  await customer.hangup();
  const record = await centre.record('13800000001');
  expectConsistent(record);
  expect(record.queueMs).toBeGreaterThanOrEqual(1_000);
});

it('keeps its place when the agent does not answer, and the agent is put on leave at last', async () => {
  const first = await centre.carrier.calls('13800000011', '10010');
  await first.answered();
  const second = await centre.carrier.calls('13800000012', '10010');
  await second.answered();
  const { agent, phone } = await centre.agent({ agentId: '999', ins: '6001' });
  const { COID } = (await agent.event('CallArrive')).coInfos ?? {};
  expect((await agent.event('CallArrive')).coInfos?.ANI).toBe('13800000011');
  expect(await phone.rings()).toEqual({ callerNumber: '13800000011' });
  expect(await phone.ended()).toBe('cancelled');

  // Missed: the same call again, not the one behind it.
  await agent.event('CallArrive', (event) => agent.events.indexOf(event) > agent.events.findIndex(isArrival));
  expect(agent.events.filter(isArrival).map(({ coInfos }) => coInfos?.COID)).toEqual([COID, COID]);
  // Missed twice: nobody seems to sit there.
  await agent.reaches(23);
  expect(agent.states).toEqual([27, 5, 3, 27, 5, 23]);
  expect(agent.frames.findLast((frame) => frame.agentInfos !== undefined)?.agentInfos?.leaveReason).toBe('3');
  await agent.event('QueueChange', ({ params }) => inOrder(params?.queueList, '13800000011', '13800000012'));
  await hears(first, ['music']);

  agent.forget();
  await agent.ask('ResumeWork');
  expect((await agent.event('CallArrive')).coInfos?.COID).toBe(COID);
  await phone.rings();
  await phone.answer();
  await agent.reaches(6);
  await talk(first, phone);
  await first.hangup();
  const record = await centre.record('13800000011');
  expectConsistent(record);
  expect(record).toMatchObject({ outcome: 'answered', agentId: '999' });
  expect(story(record).filter((one) => one.startsWith('ring'))).toEqual([
    'ring 6001 no-answer',
    'ring 6001 no-answer',
    'ring 6001 answered',
  ]);
  // Now the one behind it.
  await agent.event('CallArrive', ({ coInfos }) => coInfos?.ANI === '13800000012');
  expect(second.isUp).toBe(true);
});

it('goes on to the next agent when the first refuses, by page or by phone', async () => {
  const first = await centre.agent({ agentId: '999', ins: '6001' });
  const customer = await centre.carrier.calls('13800000021', '10010');
  await first.phone.rings();
  const second = await centre.agent({ agentId: '801', ins: '6002' });
  await first.agent.ask('DropCall');
  expect(await first.phone.ended()).toBe('cancelled');
  await second.phone.rings();
  await first.agent.reaches(3);
  await second.phone.refuse();
  // Both have missed once; back to the one that has been idle longer.
  await first.agent.event('CallArrive', (event) => first.agent.events.filter(isArrival).indexOf(event) === 1);
  await first.phone.rings();
  await first.phone.answer();
  await first.agent.reaches(6);
  await talk(customer, first.phone);
  await customer.hangup();
  const rings = story(await centre.record('13800000021')).filter((one) => one.startsWith('ring'));
  expect(rings).toEqual(['ring 6001 rejected', 'ring 6002 rejected', 'ring 6001 answered']);
});

it('is not offered to a phone that is engaged or unplugged for longer than it takes to notice', async () => {
  const seat = await centre.agent({ agentId: '802', ins: '6004' });
  await seat.phone.setBusy(true);
  const customer = await centre.carrier.calls('13800000031', '10086');
  await seat.agent.reaches(23);
  expect(seat.agent.states.filter((state) => state === 27)).toHaveLength(2);
  await seat.phone.setBusy(false);
  await seat.phone.unregister();
  seat.agent.forget();
  await seat.agent.ask('ResumeWork');
  await seat.agent.reaches(3);
  await hears(customer, ['music']);
  expect(seat.agent.has('CallArrive')).toBe(false);
  await seat.phone.register();
  await seat.phone.rings();
  await seat.phone.answer();
  await seat.agent.reaches(6);
  await talk(customer, seat.phone);
  await customer.hangup();
});

const isArrival = ({ event }: { readonly event: string }): boolean => event === 'CallArrive';

function inOrder(list: string | undefined, ...anis: string[]): boolean {
  return JSON.stringify((JSON.parse(list ?? '[]') as { ani: string }[]).map(({ ani }) => ani)) === JSON.stringify(anis);
}
