/** The main job: a customer calls in, the right agent's page pops, they talk, the agent holds, retrieves, hangs up, wraps up. */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { CallCentre } from '../lib/call-centre.ts';
import { hears, talk } from '../lib/hearing.ts';
import { expectConsistent, shift, story } from '../lib/records.ts';

let centre: CallCentre;
beforeAll(async () => {
  centre = await CallCentre.open();
});
afterEach(() => centre.clear());
afterAll(() => centre?.close());

it('goes through 27 5 4 6 7 6 19 3, and everybody hears what they should', async () => {
  const { agent, phone } = await centre.agent({ agentId: '999', ins: '6001' });
  const begun = Date.now();
  const customer = await centre.carrier.calls('13800138000', '10010');

  expect(await phone.rings()).toEqual({ callerNumber: '13800138000' });
  const pop = await agent.event('CallArrive');
  const { COID = '', IT = '', ...data } = pop.coInfos ?? {};
  expect(COID).toMatch(/^BC_1_[0-9a-f]{8}_\d+$/);
  expect(data).toMatchObject({ ANI: '13800138000', DNIS: '10010', SK: '1001', '17': '0', AID: '13800138000' });
  expect(data).toMatchObject({ CN0_UserPhoneNum: '13800138000', CN2_ChannelANI: '13800138000' });
  expect(IT).toMatch(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/);
  // The tenant's clock is eight hours ahead of Greenwich.
  expect(Math.abs(Date.parse(`${IT.replace(' ', 'T')}+08:00`) - begun)).toBeLessThan(5_000);
  await hears(customer, ['music']);

  await phone.answer();
  await agent.reaches(4);
  await hears(customer, ['prompt']);
  expect(agent.state).toBe(4);
  await agent.reaches(6);
  await agent.event('DevConnected');
  await talk(customer, phone);

  await agent.ask('Hold');
  await agent.event('HoldSucc');
  await hears(customer, ['music']);
  await hears(phone, []);
  await agent.ask('FetchHold');
  await agent.event('FetchHoldSucc');
  await talk(customer, phone);

  await agent.ask('DropCall');
  expect(await customer.ended()).toBe('normal');
  expect(await phone.ended()).toBe('normal');
  await agent.event('WrapupTick', ({ params }) => params?.tick === '1');
  await agent.reaches(3);
  expect(agent.states).toEqual([27, 5, 4, 6, 7, 6, 19, 3]);

  const record = await centre.record('13800138000');
  expectConsistent(record);
  expect(record).toMatchObject({
    coid: COID,
    direction: '0',
    ani: '13800138000',
    dnis: '10010',
    skill: '1001',
    outcome: 'answered',
    endedBy: 'agent',
    ins: '6001',
    agentId: '999',
  });
  expect(story(record)).toEqual([
    'queue offered',
    'ring 6001 answered',
    'talk 6001 held',
    'hold 6001 retrieved',
    'talk 6001 completed',
  ]);
  expect(record.startedAt).toBeGreaterThanOrEqual(begun);
  expect(record.endedAt).toBeLessThanOrEqual(Date.now());
  expect(record.talkMs).toBeGreaterThan(1_500);
  expect(record.holdMs).toBeGreaterThan(1_000);

  await agent.ask('Logoff');
  await agent.event('LogoffSucc');
  const states = await shift(centre, '999', (all) => all.filter((state) => state === 3).length === 2);
  expect(states.filter((state) => state !== 2)).toEqual([3, 27, 5, 4, 6, 7, 6, 19, 3]);
});

it('asks the phone before it lets an agent log on', async () => {
  const page = await centre.page({ agentId: '801', ins: '6009' });
  await page.ask('Logon', { agentName: '801' });
  expect(await page.event('LogonFailed')).toMatchObject({ errorCode: 'DeviceUnreachable' });
  expect(page.states).toEqual([2, 1]);
});

it('gives a wrap-up that the agent may end, and none where none is wanted', async () => {
  const first = await centre.agent({ agentId: '801', ins: '6002', customInitParams: { agentWrapupSeconds: 600 } });
  let customer = await centre.carrier.calls('13800138001', '10010');
  await first.phone.rings();
  await first.phone.answer();
  await first.agent.reaches(6);
  await customer.hangup();
  expect((await first.agent.event('WrapupTick')).params).toEqual({ tick: '600' });
  await first.agent.ask('FinishWrapup');
  await first.agent.event('FinishWrapupSucc');
  await first.agent.reaches(3);
  await first.agent.ask('Logoff');

  const second = await centre.agent({ agentId: '802', ins: '6003', customInitParams: { agentWrapupSeconds: 0 } });
  customer = await centre.carrier.calls('13800138002', '10010');
  await second.phone.rings();
  await second.phone.answer();
  await second.agent.reaches(6);
  await customer.hangup();
  await second.agent.reaches(3);
  expect(second.agent.states).toEqual([27, 5, 4, 6, 3]);
  expect(second.agent.has('WrapupTick')).toBe(false);
});
