/** A caller who gives up while waiting, while ringing, or as the agent answers leaves one record and no ghost. */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { CallCentre } from '../lib/call-centre.ts';
import { hears } from '../lib/hearing.ts';
import { expectConsistent, story } from '../lib/records.ts';

let centre: CallCentre;
beforeAll(async () => {
  centre = await CallCentre.open({ params: { AGENTPLAYWORKERID: '0', AGENTWRAPUPSECONDS: '0' } });
});
afterEach(() => centre.clear());
afterAll(() => centre?.close());

it('while waiting in the queue', async () => {
  const watcher = await centre.agent({ agentId: '801', ins: '6003', workMode: '3' });
  const customer = await centre.carrier.calls('13800000001', '10010');
  await customer.answered();
  await hears(customer, ['music']);
  await watcher.agent.event('QueueChange', ({ params }) => params?.queueList?.includes('13800000001') === true);
  await customer.hangup();
  await watcher.agent.event('QueueChange', ({ params }) => params?.queueList === '[]');
  const record = await centre.record('13800000001');
  expectConsistent(record);
  expect(record).toMatchObject({ outcome: 'abandoned', endedBy: 'customer', agentId: null, answeredAt: null });
  expect(story(record)).toEqual(['queue abandoned']);
  expect(record.queueMs).toBeGreaterThan(500);
  await centre.quiet();
  await watcher.agent.ask('Logoff');
  // Nobody is rung for a call that is gone.
  const { agent } = await centre.agent({ agentId: '999', ins: '6001' });
  await agent.ask('WSHello');
  expect(agent.has('CallArrive')).toBe(false);
});

it('while the agent’s phone rings', async () => {
  const { agent, phone } = await centre.agent({ agentId: '999', ins: '6001' });
  const customer = await centre.carrier.calls('13800000002', '10010');
  await phone.rings();
  await agent.reaches(5);
  await customer.hangup();
  expect(await phone.ended()).toBe('cancelled');
  await agent.reaches(3);
  expect(agent.states).toEqual([27, 5, 3]);
  const record = await centre.record('13800000002');
  expect(record).toMatchObject({ outcome: 'abandoned', endedBy: 'customer', answeredAt: null });
  expect(story(record)).toEqual(['queue offered', 'ring 6001 abandoned']);
  await centre.quiet();
});

it('in the instant of the answer, again and again', async () => {
  const { agent, phone } = await centre.agent({ agentId: '999', ins: '6001' });
  for (let round = 0; round < 5; round += 1) {
    agent.forget();
    const ani = `1380000010${round}`;
    const customer = await centre.carrier.calls(ani, '10010');
    await phone.rings();
    await agent.reaches(5);
    await Promise.all([phone.answer().catch(() => {}), customer.hangup()]);
    await agent.reaches(3);
    expect([
      [27, 5, 3],
      [27, 5, 6, 3],
    ]).toContainEqual(agent.states);
    const record = await centre.record(ani);
    expect(['abandoned', 'answered']).toContain(record.outcome);
    expect(await centre.recordCount(ani)).toBe(1);
    await centre.quiet();
  }
});
