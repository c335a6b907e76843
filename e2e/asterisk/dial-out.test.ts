/** An agent dials a customer back: the agent's own phone first (46, 47), then the number (9), then talk; and all that can come of it. */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { CallCentre } from '../lib/call-centre.ts';
import { hears, talk } from '../lib/hearing.ts';
import { expectConsistent, shift, story } from '../lib/records.ts';

let centre: CallCentre;
beforeAll(async () => {
  centre = await CallCentre.open({
    params: { DIALSECONDS: '6', CALLERIDS: '02087654321,02087654322', AGENTWRAPUPSECONDS: '1' },
  });
});
afterEach(() => centre.clear());
afterAll(() => centre?.close());

const seat = () => centre.agent({ agentId: '999', ins: '6001' });

it('goes through 8 46 47 9 6 19 3, and both hear each other', async () => {
  const { agent, phone } = await seat();
  const customer = centre.carrier.outside('13900000001');
  await agent.ask('PrepareDial');
  await agent.event('PrepareDialSucc');
  await agent.ask('Dial', { phoneNum: '139-0000-0001' });
  await agent.event('DialAccepted');
  await phone.rings();
  await agent.reaches(47);
  await phone.answer();
  const begun = await agent.event('DialBegin');
  expect(begun.coInfos).toMatchObject({ '17': '1', DNIS: '13900000001', CN0_UserPhoneNum: '13900000001' });
  expect(await customer.rings()).toEqual({ callerNumber: '02087654321' });
  await agent.reaches(9);
  await hears(phone, ['ringback']);
  await customer.answer();
  const succeeded = await agent.event('DialSucc');
  expect(succeeded.coInfos?.COID).toBe(begun.coInfos?.COID);
  await agent.reaches(6);
  await talk(customer, phone);
  await customer.hangup();
  expect(await phone.ended()).toBe('normal');
  await agent.reaches(3);
  expect(agent.states).toEqual([8, 46, 47, 9, 6, 19, 3]);

  const record = await centre.record('13900000001');
  expectConsistent(record);
  expect(record).toMatchObject({
    coid: begun.coInfos?.COID,
    direction: '1',
    dnis: '13900000001',
    skill: null,
    outcome: 'answered',
    endedBy: 'customer',
    agentId: '999',
    ins: '6001',
    queueMs: 0,
  });
  expect(story(record)).toEqual(['ring 6001 answered', 'dial 6001 answered', 'talk 6001 completed']);
  const states = await shift(centre, '999', (all) => all.includes(19));
  expect(states.filter((state) => state !== 2)).toEqual([3, 8, 46, 47, 9, 6, 19]);
});

it('from idle, from a number of one’s own choice, ended by the agent', async () => {
  const { agent, phone } = await seat();
  const customer = centre.carrier.outside('13900000002', 'answers');
  await agent.ask('Dial', { phoneNum: '13900000002', ani: '02087654322' });
  await phone.rings();
  await phone.answer();
  expect(await customer.rings()).toEqual({ callerNumber: '02087654322' });
  await agent.reaches(6);
  await talk(customer, phone);
  await agent.ask('DropCall');
  expect(await customer.ended()).toBe('normal');
  await agent.reaches(3);
  expect(agent.states).toEqual([46, 47, 9, 6, 19, 3]);
  expect(await centre.record('13900000002')).toMatchObject({ outcome: 'answered', endedBy: 'agent' });
});

const FAILURES = [
  { number: '13900000011', plan: 'busy', errorCode: 'NumberBusy', outcome: 'busy' },
  { number: '13900000012', plan: 'no-answer', errorCode: 'NoAnswer', outcome: 'no-answer' },
  { number: '13900000013', plan: 'refuses', errorCode: 'CallRejected', outcome: 'rejected' },
  { number: '13900000014', plan: 'unknown', errorCode: 'NumberUnreachable', outcome: 'unreachable' },
] as const;
it.each(FAILURES)(
  'a number that is $plan brings the agent back to idle',
  async ({ number, plan, errorCode, outcome }) => {
    const { agent, phone } = await seat();
    centre.carrier.outside(number, plan);
    await agent.ask('Dial', { phoneNum: number });
    await phone.rings();
    await phone.answer();
    expect(await agent.event('DialFailed')).toMatchObject({ errorCode });
    expect(await phone.ended()).toBe('normal');
    await agent.reaches(3);
    expect(agent.states).toEqual([46, 47, 9, 3]);
    const record = await centre.record(number);
    expectConsistent(record);
    expect(record).toMatchObject({ outcome, answeredAt: null, talkMs: 0, agentId: '999' });
    expect(await centre.recordCount(number)).toBe(1);
  },
);

it('cancelled while the number rings', async () => {
  const { agent, phone } = await seat();
  const customer = centre.carrier.outside('13900000021');
  await agent.ask('Dial', { phoneNum: '13900000021' });
  await phone.rings();
  await phone.answer();
  await customer.rings();
  await agent.ask('CancelDial');
  await agent.event('CancelDialSucc');
  expect(await customer.ended()).toBe('cancelled');
  expect(await phone.ended()).toBe('normal');
  await agent.reaches(3);
  expect(agent.states).toEqual([46, 47, 9, 3]);
  expect(await centre.record('13900000021')).toMatchObject({ outcome: 'cancelled', endedBy: 'agent' });
});

it('cancelled while the own phone rings: nobody outside is called', async () => {
  const { agent, phone } = await seat();
  const customer = centre.carrier.outside('13900000022');
  await agent.ask('Dial', { phoneNum: '13900000022' });
  await phone.rings();
  await agent.reaches(47);
  await agent.ask('CancelDial');
  expect(await phone.ended()).toBe('cancelled');
  await agent.reaches(3);
  expect(agent.states).toEqual([46, 47, 3]);
  expect(await centre.record('13900000022')).toMatchObject({ outcome: 'cancelled' });
  expect(customer.count).toBe(0);
});

it('the own phone declined: nobody outside is called', async () => {
  const { agent, phone } = await seat();
  const customer = centre.carrier.outside('13900000023');
  await agent.ask('Dial', { phoneNum: '13900000023' });
  await phone.rings();
  await phone.refuse();
  expect(await agent.event('DialFailed')).toMatchObject({ errorCode: 'OwnPhoneNoAnswer' });
  await agent.reaches(3);
  expect(customer.count).toBe(0);
});

it('prepared and thought better of', async () => {
  const { agent } = await seat();
  await agent.ask('PrepareDial');
  await agent.reaches(8);
  await agent.ask('CancelPrepareDial');
  await agent.event('CancelPrepareDialSucc');
  await agent.reaches(3);
  expect(agent.states).toEqual([8, 3]);
});

it.each([
  { phoneNum: '0085212345678', errorCode: 'NumberForbidden' },
  { phoneNum: '16812345678', errorCode: 'NumberForbidden' },
  { phoneNum: 'call me', errorCode: 'NumberInvalid' },
])('$phoneNum never reaches the switch', async ({ phoneNum, errorCode }) => {
  const { agent, phone } = await seat();
  await agent.ask('Dial', { phoneNum });
  expect(await agent.event('DialDenied')).toMatchObject({ errorCode });
  expect(await agent.event('DialFailed')).toMatchObject({ errorCode });
  await agent.ask('WSHello');
  expect(agent.states).toEqual([]);
  expect(phone.isRinging).toBe(false);
  expect(await centre.recordCount(phoneNum)).toBe(0);
});

it('a customer who hangs up as the agent does leaves both free', async () => {
  const { agent, phone } = await seat();
  const customer = centre.carrier.outside('13900000031', 'answers');
  await agent.ask('Dial', { phoneNum: '13900000031' });
  await phone.rings();
  await phone.answer();
  await agent.reaches(6);
  await Promise.all([customer.hangup(), agent.ask('DropCall'), phone.hangup()]);
  await agent.reaches(3);
  expect(await centre.recordCount('13900000031')).toBe(1);
});
