/** Who takes no calls: logged off, on leave, in outbound mode, wrapping up, dialling. And what was asked for during a call comes after it. */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Agent } from '../lib/agent.ts';
import { CallCentre } from '../lib/call-centre.ts';
import { hears, talk } from '../lib/hearing.ts';
import type { Customer } from '../lib/sip/customer.ts';

let centre: CallCentre;
let calls = 0;
beforeAll(async () => {
  centre = await CallCentre.open({ params: { AGENTPLAYWORKERID: '0', SOFTPHONELEAVEWORKMODESTATESYNC: '0' } });
});
afterEach(() => centre.clear());
afterAll(() => centre?.close());

const seat = () => centre.agent({ agentId: '999', ins: '6001', customInitParams: { agentWrapupSeconds: 30 } });

async function callIn(): Promise<Customer> {
  calls += 1;
  const customer = await centre.carrier.calls(String(13_800_000_000 + calls), '10010');
  await customer.answered();
  return customer;
}
/** The call stands in the queue and nobody is rung: an offer would have come in the same step as the list. */
async function waits(agent: Agent, customer: Customer): Promise<void> {
  await agent.event('QueueChange', ({ params }) => params?.queueList?.includes(customer.ani) === true);
  await hears(customer, ['music']);
  expect(agent.has('CallArrive')).toBe(false);
  expect(agent.states).not.toContain(27);
}

it('an agent on leave, until the work is resumed', async () => {
  const { agent, phone } = await seat();
  await agent.ask('Leave', { leaveReason: '1' });
  await agent.event('LeaveSucc');
  await agent.reaches(23);
  const customer = await callIn();
  await waits(agent, customer);
  await agent.ask('ResumeWork');
  await agent.event('ResumeWorkSucc');
  expect(await phone.rings()).toEqual({ callerNumber: customer.ani });
  expect(agent.states.slice(0, 3)).toEqual([23, 3, 27]);
});

it('an agent on outbound work, until the mode is normal again', async () => {
  const { agent, phone } = await seat();
  await agent.ask('SetWorkMode', { workMode: '3' });
  await agent.event('SetWorkModeSucc');
  expect((await agent.event('WorkModeChange')).agentInfos?.agentWorkMode).toBe('3');
  const customer = await callIn();
  await waits(agent, customer);
  await agent.ask('SetWorkMode', { workMode: '0' });
  expect(await phone.rings()).toEqual({ callerNumber: customer.ani });
});

it('an agent who has logged off, until the next log-on', async () => {
  const first = await seat();
  await first.agent.ask('Logoff');
  await first.agent.event('LogoffSucc');
  const customer = await callIn();
  await hears(customer, ['music']);
  expect(first.agent.has('CallArrive')).toBe(false);
  expect(first.agent.state).toBe(1);
  await first.agent.logOn();
  expect(await first.phone.rings()).toEqual({ callerNumber: customer.ani });
});

it('an agent who wraps up, until that is over', async () => {
  const { agent, phone } = await seat();
  const first = await callIn();
  await phone.rings();
  await phone.answer();
  await agent.reaches(6);
  await talk(first, phone);
  await first.hangup();
  await agent.reaches(19);
  agent.forget();
  const second = await callIn();
  await waits(agent, second);
  await agent.ask('FinishWrapup');
  expect(await phone.rings()).toEqual({ callerNumber: second.ani });
});

it('an agent who is about to dial, until that is cancelled', async () => {
  const { agent, phone } = await seat();
  await agent.ask('PrepareDial');
  await agent.reaches(8);
  const customer = await callIn();
  await waits(agent, customer);
  await agent.ask('CancelPrepareDial');
  expect(await phone.rings()).toEqual({ callerNumber: customer.ani });
});

it('an agent who asked for leave during a call, from its wrap-up on', async () => {
  const { agent, phone } = await seat();
  const first = await callIn();
  await phone.rings();
  await phone.answer();
  await agent.reaches(6);
  await agent.ask('Leave', { leaveReason: '2' });
  await agent.event('LeaveSucc');
  expect(agent.state).toBe(6);
  await talk(first, phone);
  const second = await callIn();
  await first.hangup();
  await agent.reaches(19);
  await agent.ask('FinishWrapup');
  await agent.reaches(23);
  expect(agent.states).toEqual([27, 5, 6, 19, 23]);
  await hears(second, ['music']);
  const state = agent.frames.findLast((frame) => frame.agentInfos !== undefined);
  expect(state?.agentInfos?.leaveReason).toBe('2');
});

it('nobody logs off in a call', async () => {
  const { agent, phone } = await seat();
  const customer = await callIn();
  await phone.rings();
  await phone.answer();
  await agent.reaches(6);
  await agent.ask('Logoff');
  expect(await agent.event('LogoffFailed')).toMatchObject({ errorCode: 'NotAllowedInState' });
  await talk(customer, phone);
});
