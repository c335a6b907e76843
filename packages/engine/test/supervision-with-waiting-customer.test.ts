/** A supervisor joins or takes the call of an agent whose customer waits: on hold, or for the end of a consult. */
import { describe, expect, it } from 'vitest';
import { consult, consultOutside, hears, pickUp } from './support/calls.ts';
import { withParams } from './support/config.ts';
import { Desk } from './support/desk.ts';

/** 555 listens at 6003 to 888, who talks with a customer at 6001; 777 is free at 6002. */
function listening() {
  const desk = new Desk(withParams({ playWorkerId: false }));
  desk.logOn('6003', '555');
  desk.logOn('6002', '777', { agentWorkMode: '3' });
  desk.logOn('6001', '888');
  const { customer, agent } = desk.talk('6001');
  desk.tell('6003', 'MonitorAgent', { destSPType: 'AGT', destSPIns: '6001' });
  const ear = pickUp(desk, '6003');
  return { desk, customer, agent, ear };
}
const states = (desk: Desk) => ['6001', '6002', '6003'].map((ins) => desk.agentState(ins));
const roomOf = (desk: Desk): string => [...desk.state.calls.values()][0]?.room ?? 'none';

describe('a customer on hold', () => {
  it('is fetched back when a supervisor joins: all three talk', () => {
    const { desk, customer, agent, ear } = listening();
    desk.tell('6001', 'Hold');
    desk.clear();
    desk.tell('6003', 'Intervence', {}, { id: 'i1' });
    expect(states(desk)).toEqual([30, 3, 18]);
    expect(desk.heard('6001')).toEqual(['StateChange 6', 'FetchHoldSucc', 'StateChange 30']);
    expect(desk.last('6003', 'InterveneSucc').replyTo).toBe('i1');
    expect(hears(desk, customer)).toBe(roomOf(desk));
    desk.ended(customer);
    for (const leg of [agent, ear]) desk.ended(leg);
    const kinds = desk.calls()[0]?.segments.map(({ kind, ins, outcome }) => `${kind} ${ins} ${outcome}`);
    expect(kinds).toEqual([
      'queue null offered',
      'ring 6001 answered',
      'talk 6001 held',
      'hold 6001 retrieved',
      'monitor 6003 intervened',
      'talk 6001 completed',
      'conference 6003 completed',
    ]);
  });

  it('is taken from the agent, who wraps up', () => {
    const { desk, customer, agent, ear } = listening();
    desk.tell('6001', 'Hold');
    desk.clear();
    desk.tell('6003', 'Intercept');
    desk.ended(agent);
    expect(states(desk)).toEqual([19, 3, 6]);
    expect([hears(desk, customer), hears(desk, ear)]).toEqual([roomOf(desk), roomOf(desk)]);
    expect(desk.audits().map(({ action, target, outcome }) => `${action} ${target} ${outcome}`)).toEqual([
      'intercept 888 ok',
    ]);
  });
});

const CONSULTS = {
  'a colleague': (desk: Desk) => consult(desk, '6001', '6002'),
  'a number': (desk: Desk) => consultOutside(desk, '6001'),
} as const;
const kinds = Object.keys(CONSULTS) as (keyof typeof CONSULTS)[];

describe.each(kinds)('a customer whose agent consults %s', (kind) => {
  const peer = kind === 'a colleague' ? '6002' : '13900139000';

  it.each([false, true])('is taken from the agent, and the consult is over (swapped: %s)', (swapped) => {
    const { desk, customer, agent, ear } = listening();
    const other = CONSULTS[kind](desk);
    if (swapped) desk.tell('6001', 'ConsultSwap');
    desk.tell('6003', 'Intercept', {}, { id: 'c1' });
    expect(desk.last('6001', 'ConsultOver').replyTo).toBeUndefined();
    expect(desk.asked('hangup').map(({ leg }) => leg)).toEqual([other, agent]);
    desk.ended(agent);
    desk.ended(desk.dialled(peer).leg);
    expect(states(desk)).toEqual([19, 3, 6]);
    expect([hears(desk, customer), hears(desk, ear)]).toEqual([roomOf(desk), roomOf(desk)]);
    expect(desk.last('6003', 'InterceptSucc')).toMatchObject({ replyTo: 'c1', call: { ANI: '13800138000' } });
    desk.ended(customer);
    desk.ended(ear);
    expect(desk.calls()).toMatchObject([{ agentId: '555', outcome: 'answered' }]);
    expect(desk.state.calls.size + desk.state.legs.size).toBe(0);
  });

  it('is not joined: who is consulted would hear what is not meant for them', () => {
    const { desk } = listening();
    CONSULTS[kind](desk);
    const before = states(desk);
    desk.tell('6003', 'Intervence');
    expect(desk.heard('6003').at(-1)).toBe('InterveneFailed TargetNotAlone');
    expect(states(desk)).toEqual(before);
  });

  it('who hangs up in the same breath is not taken', () => {
    const { desk, customer } = listening();
    CONSULTS[kind](desk);
    desk.ended(customer);
    desk.tell('6003', 'Intercept');
    expect(desk.heard('6003').at(-1)).toBe('InterceptFailed CallGone');
  });
});

describe('a supervisor who has joined and leaves', () => {
  it('has nothing to wrap up: the call is still the agent’s, who does', () => {
    const { desk, customer, agent, ear } = listening();
    desk.tell('6003', 'Intervence');
    desk.tell('6003', 'DropCall');
    desk.ended(ear);
    expect(states(desk)).toEqual([6, 3, 3]);
    desk.ended(customer);
    desk.ended(agent);
    expect(states(desk)).toEqual([19, 3, 3]);
  });
});
