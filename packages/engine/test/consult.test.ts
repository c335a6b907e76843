import { describe, expect, it } from 'vitest';
import { consult, consultOutside, hears, pickUp } from './support/calls.ts';
import { Desk } from './support/desk.ts';

/** 6001 talks with a customer; 6002 (takes no calls) and 6003 are there. */
function talking(): { desk: Desk; customer: string; agent: string; room: string } {
  const desk = new Desk();
  desk.logOn('6001', '888');
  desk.logOn('6002', '777', { agentWorkMode: '3' });
  const { customer, agent } = desk.talk('6001');
  const room = hears(desk, agent);
  return { desk, customer, agent, room };
}
const heardSince = (desk: Desk, ins: string): string[] => desk.heard(ins);
const states = (desk: Desk) => [desk.agentState('6001'), desk.agentState('6002')];

describe('a consult of a colleague', () => {
  it('puts the customer on music and the two into the room; the page of the other shows the customer’s call', () => {
    const { desk, customer, agent, room } = talking();
    desk.effects.splice(0, 0);
    const before = desk.effects.length;
    desk.tell('6001', 'Consult', { destSPType: 'AGT', destSPIns: '777' }, { id: 'c' });
    expect(hears(desk, customer)).toBe('music-1001');
    expect(states(desk)).toEqual([10, 27]);
    const other = pickUp(desk, '6002');
    expect(states(desk)).toEqual([11, 20]);
    expect([hears(desk, customer), hears(desk, agent), hears(desk, other)]).toEqual(['music-1001', room, room]);
    desk.effects.splice(0, before);
    expect(heardSince(desk, '6001')).toEqual(['StateChange 10', 'ConsultStart', 'StateChange 11', 'ConsultSucc']);
    expect(heardSince(desk, '6002')).toEqual(['StateChange 27', 'StateChange 5', 'CallArrive', 'StateChange 20']);
    expect(desk.last('6001', 'ConsultSucc')).toMatchObject({ replyTo: 'c', call: { ANI: '13800138000' } });
    expect(desk.last('6002', 'CallArrive').call).toMatchObject({ ANI: '13800138000', '17': '0' });
  });

  it('finished: the customer is back, the colleague is idle without wrap-up', () => {
    const { desk, customer, room } = talking();
    const other = consult(desk, '6001', '6002');
    desk.pass(4000);
    const before = desk.effects.length;
    desk.tell('6001', 'FinishConsult');
    expect(hears(desk, customer)).toBe(room);
    expect(hears(desk, other)).toBe('hung up');
    desk.ended(other);
    expect(states(desk)).toEqual([6, 3]);
    desk.effects.splice(0, before);
    expect(desk.heard('6001')).toEqual(['StateChange 6', 'FinishConsultSucc', 'ConsultOver']);
    expect(desk.heard('6002')).toEqual(['ConsultedOver', 'StateChange 3']);
  });

  it('swapped: the customer talks and the colleague waits, and back', () => {
    const { desk, customer, agent, room } = talking();
    const other = consult(desk, '6001', '6002');
    desk.tell('6001', 'ConsultSwap');
    expect(states(desk)).toEqual([12, 38]);
    expect([hears(desk, customer), hears(desk, agent), hears(desk, other)]).toEqual([room, room, 'music-1001']);
    expect(desk.heard('6001').slice(-3)).toEqual(['StateChange 36', 'StateChange 12', 'ConsultSwapSucc']);
    desk.tell('6001', 'ConsultSwapBack');
    expect(states(desk)).toEqual([11, 20]);
    expect([hears(desk, customer), hears(desk, agent), hears(desk, other)]).toEqual(['music-1001', room, room]);
    expect(desk.heard('6001').slice(-3)).toEqual(['StateChange 37', 'StateChange 11', 'ConsultSwapBackSucc']);
    desk.tell('6001', 'ConsultSwap');
    desk.tell('6001', 'FinishConsult');
    expect(hears(desk, customer)).toBe(room);
  });

  it('cancelled while ringing: the customer is back, the phone is silenced', () => {
    const { desk, customer, room } = talking();
    desk.tell('6001', 'Consult', { destSPType: 'AGT', destSPIns: '6002' });
    const { leg } = desk.dialled('6002');
    desk.ringing(leg);
    desk.tell('6001', 'CancelConsult');
    expect(desk.heard('6001').slice(-3)).toEqual(['StateChange 6', 'CancelConsultSucc', 'ConsultOver']);
    expect(desk.asked('hangup').at(-1)).toMatchObject({ leg, cause: 'cancelled' });
    // It was picked up in the same instant: too late.
    desk.answered(leg);
    desk.ended(leg, 'cancelled');
    expect(states(desk)).toEqual([6, 3]);
    expect(hears(desk, customer)).toBe(room);
    expect(desk.asked('tone').at(-1)?.tone).toBeNull();
  });

  it.each([
    ['busy', 'NumberBusy'],
    ['no-answer', 'NoAnswer'],
    ['rejected', 'CallRejected'],
    ['unreachable', 'NumberUnreachable'],
  ] as const)('that ends %s fails, and the customer is back', (cause, code) => {
    const { desk, customer, room } = talking();
    desk.tell('6001', 'Consult', { destSPType: 'AGT', destSPIns: '6002' }, { id: 'c' });
    desk.ended(desk.dialled('6002').leg, cause);
    expect(states(desk)).toEqual([6, 3]);
    expect(desk.last('6001', 'ConsultFailed')).toMatchObject({ fault: { code }, replyTo: 'c' });
    expect(hears(desk, customer)).toBe(room);
  });

  it('can be refused, and left, by the colleague', () => {
    const { desk, customer, room } = talking();
    desk.tell('6001', 'Consult', { destSPType: 'AGT', destSPIns: '6002' });
    const { leg } = desk.dialled('6002');
    desk.ringing(leg);
    desk.tell('6002', 'DropCall');
    expect(desk.last('6001', 'ConsultFailed').fault?.code).toBe('CallRejected');
    desk.ended(leg, 'cancelled');
    expect(states(desk)).toEqual([6, 3]);
    for (const swapped of [false, true]) {
      const other = consult(desk, '6001', '6002');
      if (swapped) desk.tell('6001', 'ConsultSwap');
      desk.tell('6002', 'DropCall');
      expect(desk.heard('6001').slice(-2)).toEqual(['StateChange 6', 'ConsultOver']);
      desk.ended(other);
      expect(states(desk)).toEqual([6, 3]);
      expect(hears(desk, customer)).toBe(room);
    }
  });

  it('ends when the colleague hangs up the phone', () => {
    const { desk, customer, room } = talking();
    const other = consult(desk, '6001', '6002');
    desk.ended(other);
    expect(states(desk)).toEqual([6, 3]);
    expect(hears(desk, customer)).toBe(room);
    expect(desk.heard('6001').slice(-2)).toEqual(['StateChange 6', 'ConsultOver']);
  });

  it.each([
    ['AGT', '6003', 'TargetUnknown'],
    ['AGT', '6001', 'TargetUnknown'],
    ['EXT', '7777', 'TargetUnknown'],
    ['SK', '7777', 'TargetUnknown'],
    ['OUT', '0086138', 'NumberForbidden'],
    ['OUT', 'abc', 'NumberInvalid'],
  ] as const)('of %s %s is refused as %s, and nothing happens', (destSPType, destSPIns, code) => {
    const { desk, customer, room } = talking();
    desk.tell('6001', 'Consult', { destSPType, destSPIns });
    expect(desk.last('6001', 'ConsultFailed').fault?.code).toBe(code);
    expect(desk.agentState('6001')).toBe(6);
    expect(hears(desk, customer)).toBe(room);
  });

  it('of a colleague in a call is refused as busy; without a switch it is refused as such', () => {
    const { desk } = talking();
    desk.tell('6002', 'PrepareDial');
    desk.tell('6001', 'Consult', { destSPType: 'AGT', destSPIns: '6002' });
    expect(desk.last('6001', 'ConsultFailed').fault).toEqual({ code: 'TargetBusy', args: { target: '6002' } });
    desk.on({ on: 'down' });
    desk.tell('6001', 'Consult', { destSPType: 'EXT', destSPIns: '6005' });
    expect(desk.last('6001', 'ConsultFailed').fault).toEqual({ code: 'SwitchDown' });
  });

  it('counts in the record as neither talk nor hold', () => {
    const { desk, customer, agent } = talking();
    desk.pass(1000);
    const other = consult(desk, '6001', '6002');
    desk.pass(2000);
    desk.tell('6001', 'ConsultSwap');
    desk.pass(4000);
    desk.tell('6001', 'FinishConsult');
    desk.ended(other);
    desk.pass(8000);
    desk.ended(customer);
    desk.ended(agent);
    const [record] = desk.calls();
    expect(record).toMatchObject({ talkMs: 13_000, holdMs: 0, ringMs: 0, outcome: 'answered' });
    expect(record?.segments.filter(({ kind }) => kind === 'consult')).toMatchObject([
      { ins: '6001', outcome: 'swapped' },
    ]);
  });
});

describe('a consult of an extension or a number', () => {
  it('of an extension without an agent just rings it', () => {
    const { desk } = talking();
    desk.tell('6001', 'Consult', { destSPType: 'EXT', destSPIns: '6005' });
    expect(desk.agentState('6001')).toBe(10);
    const other = pickUp(desk, '6005');
    expect(desk.agentState('6001')).toBe(11);
    desk.ended(other);
    expect(desk.agentState('6001')).toBe(6);
  });

  it('of a number goes through 13 14 39 15 40 14 6', () => {
    const { desk, customer, room } = talking();
    const before = desk.effects.length;
    const number = consultOutside(desk, '6001');
    expect(hears(desk, number)).toBe(room);
    desk.tell('6001', 'ConsultSwap');
    expect([hears(desk, number), hears(desk, customer)]).toEqual(['music-1001', room]);
    desk.tell('6001', 'ConsultSwapBack');
    desk.tell('6001', 'FinishConsult');
    expect([hears(desk, number), hears(desk, customer)]).toEqual(['hung up', room]);
    desk.ended(number);
    desk.effects.splice(0, before);
    expect(desk.heard('6001').filter((name) => name.startsWith('StateChange'))).toEqual(
      [13, 14, 39, 15, 40, 14, 6].map((state) => `StateChange ${state}`),
    );
  });

  it('is dialled without the prefix, shows our number, and is subject to the dial plan', () => {
    const { desk } = talking();
    desk.tell('6001', 'Consult', { destSPType: 'OUT', destSPIns: '13900139000' });
    expect(desk.dialled('13900139000')).toMatchObject({
      target: { kind: 'outside' },
      callerNumber: '4008110512',
      timeoutSeconds: 40,
    });
    desk.tell('6001', 'CancelConsult');
    expect(desk.agentState('6001')).toBe(6);
  });
});

describe('a consult of a skill', () => {
  it('waits before all other calls of the skill while the customer stays with the agent', () => {
    const { desk, customer } = talking();
    desk.incoming('c2', '10086');
    desk.answered('c2');
    desk.tell('6001', 'Consult', { destSPType: 'SK', destSPIns: '1001' });
    expect(desk.agentState('6001')).toBe(50);
    expect(hears(desk, customer)).toBe('music-1001');
    desk.incoming('c3');
    desk.answered('c3');
    desk.tell('6002', 'SetWorkMode', { workMode: '0' });
    expect(states(desk)).toEqual([10, 27]);
    const other = pickUp(desk, '6002');
    expect(states(desk)).toEqual([11, 20]);
    desk.ended(other);
    // The colleague is free now, and takes the next call.
    expect(states(desk)).toEqual([6, 27]);
  });

  it('waits on when the agent of the skill does not answer, who has missed a call', () => {
    const { desk } = talking();
    desk.tell('6002', 'SetWorkMode', { workMode: '0' });
    desk.tell('6001', 'Consult', { destSPType: 'SK', destSPIns: '1001' });
    expect(states(desk)).toEqual([10, 27]);
    desk.tell('6002', 'Leave', { leaveReason: '0' });
    desk.ended(desk.dialled('6002').leg, 'no-answer');
    expect(states(desk)).toEqual([50, 23]);
    expect(desk.state.sessions.get('6002')?.misses).toBe(1);
    desk.tell('6001', 'CancelConsult');
    expect(desk.agentState('6001')).toBe(6);
    expect(desk.state.waitingCalls).toBe(0);
  });

  it.each(['failed', 'congestion', 'lost'] as const)(
    'waits on when the switch could not ring the agent of the skill (%s), who has missed nothing',
    (cause) => {
      const { desk } = talking();
      desk.tell('6002', 'SetWorkMode', { workMode: '0' });
      desk.tell('6001', 'Consult', { destSPType: 'SK', destSPIns: '1001' });
      desk.ended(desk.dialled('6002').leg, cause);
      expect(desk.agentState('6001')).toBe(cause === 'lost' ? 10 : 50);
      expect(desk.state.sessions.get('6002')?.misses).toBe(0);
    },
  );

  it('fails when the longest wait of the skill is over, or the skill is gone', () => {
    const { desk } = talking();
    const { config } = desk.state;
    const skills = config.skills.map((skill) => ({ ...skill, maxWaitSeconds: 30 }));
    desk.feed({ kind: 'config', config: { ...config, skills } });
    desk.tell('6001', 'Consult', { destSPType: 'SK', destSPIns: '1001' });
    desk.pass(30_000);
    expect(desk.last('6001', 'ConsultFailed').fault?.code).toBe('NoAnswer');
    expect(desk.agentState('6001')).toBe(6);
    desk.tell('6001', 'Consult', { destSPType: 'SK', destSPIns: '1001' });
    desk.feed({ kind: 'config', config: { ...config, skills: skills.slice(1) } });
    expect(desk.agentState('6001')).toBe(6);
    expect(desk.state.waitingCalls).toBe(0);
  });

  it('outlives the server', () => {
    const { desk, customer, agent, room } = talking();
    desk.tell('6001', 'Consult', { destSPType: 'SK', destSPIns: '1001' });
    desk.restart();
    desk.sync(
      [
        { leg: customer, phase: 'up', room: null },
        { leg: agent, phase: 'up', room },
      ],
      [room],
    );
    expect(desk.agentState('6001')).toBe(50);
    desk.tell('6002', 'Init', { agentId: '777' });
    desk.tell('6002', 'SetWorkMode', { workMode: '0' });
    expect(states(desk)).toEqual([10, 27]);
  });
});
