/** Whom a call rings: by the number that was called, then the best skill level, then who has been idle longest; urgent calls first. */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Agent } from '../lib/agent.ts';
import { CallCentre } from '../lib/call-centre.ts';
import type { Customer } from '../lib/sip/customer.ts';
import type { DeskPhone } from '../lib/sip/desk-phone.ts';

interface Seat {
  readonly agent: Agent;
  readonly phone: DeskPhone;
}
let centre: CallCentre;
let calls = 0;
beforeAll(async () => {
  centre = await CallCentre.open({ params: { AGENTPLAYWORKERID: '0', AGENTWRAPUPSECONDS: '0' } });
});
afterEach(() => centre.clear());
afterAll(() => centre?.close());

async function callIn(dnis: string): Promise<Customer> {
  calls += 1;
  return centre.carrier.calls(String(13_800_000_000 + calls), dnis);
}
/** The seat's page pops this customer, the phone rings and is answered. */
async function takes({ agent, phone }: Seat, customer: Customer): Promise<void> {
  await agent.event('CallArrive', ({ coInfos }) => coInfos?.ANI === customer.ani);
  expect(await phone.rings()).toEqual({ callerNumber: customer.ani });
  await phone.answer();
  await agent.reaches(6);
}
async function ends({ agent }: Seat, customer: Customer): Promise<void> {
  await customer.hangup();
  await agent.reaches(3);
  agent.forget();
}
it('the number that was called chooses the skill', async () => {
  // 801 serves 1001 only, 803 serves 1002 only.
  const general = await centre.agent({ agentId: '801', ins: '6001' });
  const urgent = await centre.agent({ agentId: '803', ins: '6002' });
  const second = await callIn('10086');
  await takes(urgent, second);
  const first = await callIn('10010');
  await takes(general, first);
  expect((await general.agent.event('CallArrive')).coInfos).toMatchObject({ DNIS: '10010', SK: '1001' });
  expect((await urgent.agent.event('CallArrive')).coInfos).toMatchObject({ DNIS: '10086', SK: '1002' });
  await ends(urgent, second);
  await ends(general, first);
});

it('a number that leads nowhere is refused', async () => {
  const lost = await centre.carrier.calls('13800000999', '19999');
  await expect(lost.answered()).rejects.toThrow();
  expect(await centre.record('13800000999')).toMatchObject({ outcome: 'no-route', answeredAt: null });
});

it('the best level comes first, however long another has been idle', async () => {
  // 802 has level 3 in 1001, 999 has level 5.
  const middling = await centre.agent({ agentId: '802', ins: '6001' });
  const best = await centre.agent({ agentId: '999', ins: '6002' });
  const one = await callIn('10010');
  await takes(best, one);
  const two = await callIn('10010');
  await takes(middling, two);
  await ends(best, one);
  await ends(middling, two);
});

it('among equals the longest idle comes first', async () => {
  const early = await centre.agent({ agentId: '999', ins: '6001' });
  const late = await centre.agent({ agentId: '801', ins: '6002' });
  for (const seat of [early, late, early]) {
    const customer = await callIn('10010');
    await takes(seat, customer);
    await ends(seat, customer);
  }
});

it('an urgent call overtakes, and calls of one kind are served by age', async () => {
  const waiting = [await callIn('10010'), await callIn('10010'), await callIn('10086')];
  await Promise.all(waiting.map((customer) => customer.answered()));
  const [old, young, urgent] = waiting;
  if (old === undefined || young === undefined || urgent === undefined) throw new Error('three called');
  // 888 serves both.
  const seat = await centre.agent({ agentId: '888', ins: '6003' });
  for (const customer of [urgent, old, young]) {
    await takes(seat, customer);
    seat.agent.forget();
    await customer.hangup();
  }
  await seat.agent.reaches(3);
});
