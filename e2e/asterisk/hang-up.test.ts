/** Who hangs up: the agent on the page, the agent on the phone, the customer. Either way both are free, and one record says who. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Agent } from '../lib/agent.ts';
import { CallCentre } from '../lib/call-centre.ts';
import { talk } from '../lib/hearing.ts';
import { expectConsistent } from '../lib/records.ts';
import type { Customer } from '../lib/sip/customer.ts';
import type { DeskPhone } from '../lib/sip/desk-phone.ts';

let centre: CallCentre;
let agent: Agent;
let phone: DeskPhone;
beforeAll(async () => {
  centre = await CallCentre.open({ params: { AGENTPLAYWORKERID: '0' } });
  ({ agent, phone } = await centre.agent({ agentId: '999', ins: '6001', customInitParams: { agentWrapupSeconds: 1 } }));
});
afterEach(async () => {
  await centre.quiet();
  await centre.expectBooks();
});
afterAll(() => centre?.close());

async function inTalk(ani: string): Promise<Customer> {
  agent.forget();
  const customer = await centre.carrier.calls(ani, '10010');
  await phone.rings();
  await phone.answer();
  await agent.reaches(6);
  await talk(customer, phone);
  return customer;
}

interface Way {
  readonly name: string;
  readonly ani: string;
  readonly endedBy: 'agent' | 'customer';
  readonly hold: boolean;
  hangUp(customer: Customer): Promise<unknown>;
}
const WAYS: readonly Way[] = [
  {
    name: 'the agent on the page',
    ani: '13800000001',
    endedBy: 'agent',
    hold: false,
    hangUp: () => agent.ask('DropCall'),
  },
  { name: 'the agent on the phone', ani: '13800000002', endedBy: 'agent', hold: false, hangUp: () => phone.hangup() },
  { name: 'the customer', ani: '13800000003', endedBy: 'customer', hold: false, hangUp: (one) => one.hangup() },
  { name: 'the customer on hold', ani: '13800000004', endedBy: 'customer', hold: true, hangUp: (one) => one.hangup() },
  {
    name: 'the agent while the customer is on hold',
    ani: '13800000005',
    endedBy: 'agent',
    hold: true,
    hangUp: () => phone.hangup(),
  },
];

describe('a talk ends when it is hung up by', () => {
  it.each(WAYS)('$name', async ({ ani, endedBy, hold, hangUp }) => {
    const customer = await inTalk(ani);
    if (hold) {
      await agent.ask('Hold');
      await agent.reaches(7);
    }
    await hangUp(customer);
    expect(await customer.ended()).toBe('normal');
    expect(await phone.ended()).toBe('normal');
    await agent.event('DevDisconnected');
    await agent.reaches(3);
    expect(agent.states).toEqual(hold ? [27, 5, 6, 7, 19, 3] : [27, 5, 6, 19, 3]);
    const record = await centre.record(ani);
    expectConsistent(record);
    expect(record).toMatchObject({ outcome: 'answered', endedBy, agentId: '999', ins: '6001' });
    expect(await centre.recordCount(ani)).toBe(1);
  });

  it('both in the same instant', async () => {
    const customer = await inTalk('13800000006');
    await Promise.all([customer.hangup(), phone.hangup()]);
    await agent.reaches(3);
    expect(agent.states).toEqual([27, 5, 6, 19, 3]);
    expect(await centre.record('13800000006')).toMatchObject({ outcome: 'answered' });
    expect(await centre.recordCount('13800000006')).toBe(1);
  });
});
