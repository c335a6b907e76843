/** The main job: a customer calls in, the right agent's page pops, they talk, the agent wraps up. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CallCentre } from '../lib/call-centre.ts';

let centre: CallCentre;
beforeAll(async () => {
  centre = await CallCentre.open();
});
afterAll(() => centre?.close());

it('goes from ringing to idle through 27 5 4 6 7 6 19 3', async () => {
  const { agent, phone } = await centre.agent({ agentId: '999', ins: '6001' });
  const customer = await centre.carrier.calls('13800138000', '10010');
  await agent.reaches(5);
  await phone.rings();
  await phone.answer();
  await agent.reaches(6);
  expect(await customer.hears()).toContain(phone.voice);
  await agent.ask('Hold');
  await agent.event('HoldSucc');
  await expect.poll(() => customer.hears(), { timeout: 5_000 }).toEqual(['music']);
  await agent.ask('FetchHold');
  await agent.event('FetchHoldSucc');
  await expect.poll(() => customer.hears(), { timeout: 5_000 }).toEqual([phone.voice]);
  await agent.ask('DropCall');
  await customer.ended();
  await agent.reaches(3);
  expect(agent.states).toEqual([27, 5, 4, 6, 7, 6, 19, 3]);
  console.log(JSON.stringify(await centre.record('13800138000')), agent.events.map((e) => e.event).join(' '));
});
