/** Races of calls with more than two parties: two things happen at once, in either order. */
import { describe, expect, it } from 'vitest';
import { consult, consultOutside, hears, innerTalk, pickUp } from './support/calls.ts';
import { withParams } from './support/config.ts';
import { Desk } from './support/desk.ts';

function talking(): { desk: Desk; customer: string; agent: string; room: string } {
  const desk = new Desk(withParams({ oneStepTransferSupport: true }));
  desk.logOn('6001', '888');
  desk.logOn('6002', '777', { agentWorkMode: '3' });
  const { customer, agent } = desk.talk('6001');
  return { desk, customer, agent, room: hears(desk, agent) };
}
const states = (desk: Desk) => [desk.agentState('6001'), desk.agentState('6002')];
/** Everything the engine hung up goes down. */
function goDown(desk: Desk): void {
  for (const { leg } of desk.asked('hangup')) desk.ended(leg);
}
function expectEmpty(desk: Desk): void {
  expect([desk.state.calls.size, desk.state.legs.size, desk.state.waitingCalls]).toEqual([0, 0, 0]);
  expect(desk.asked('open-room').length).toBe(desk.asked('close-room').length);
  expect(desk.calls()).toHaveLength(1);
}

describe('the caller hangs up', () => {
  it('while a colleague is being rung', () => {
    const { desk, customer } = talking();
    desk.tell('6001', 'Consult', { destSPType: 'AGT', destSPIns: '6002' }, { id: 'c' });
    desk.ringing(desk.dialled('6002').leg);
    desk.ended(customer);
    goDown(desk);
    expect(states(desk)).toEqual([19, 3]);
    expect(desk.last('6001', 'ConsultFailed')).toMatchObject({ fault: { code: 'CallGone' }, replyTo: 'c' });
    expect(desk.calls()).toMatchObject([{ outcome: 'answered', endedBy: 'customer' }]);
    expectEmpty(desk);
  });

  it('while on music during a consult', () => {
    const { desk, customer } = talking();
    consult(desk, '6001', '6002');
    desk.ended(customer);
    goDown(desk);
    expect(states(desk)).toEqual([19, 3]);
    expect(desk.heard('6001')).toContain('ConsultOver');
    expect(desk.heard('6002')).toContain('ConsultedOver');
    expectEmpty(desk);
  });

  it('during a swap, and after it', () => {
    for (const outside of [false, true]) {
      const { desk, customer } = talking();
      if (outside) consultOutside(desk, '6001');
      else consult(desk, '6001', '6002');
      desk.tell('6001', 'ConsultSwap');
      desk.ended(customer);
      desk.tell('6001', 'ConsultSwapBack');
      expect(desk.last('6001', 'ConsultSwapBackFailed').fault?.code).toBe('CallGone');
      goDown(desk);
      expect(states(desk)).toEqual([19, 3]);
      expectEmpty(desk);
    }
  });

  it('while the consult waits for a skill', () => {
    const { desk, customer } = talking();
    desk.tell('6001', 'Consult', { destSPType: 'SK', destSPIns: '1001' });
    desk.ended(customer);
    goDown(desk);
    expect(states(desk)).toEqual([19, 3]);
    expectEmpty(desk);
  });

  it('as the transfer completes, before and after', () => {
    for (const before of [true, false]) {
      const { desk, customer, agent } = talking();
      const other = consult(desk, '6001', '6002');
      if (before) desk.ended(customer);
      desk.tell('6001', 'ConsultTransfer');
      if (!before) desk.ended(customer);
      for (const leg of [agent, other]) desk.ended(leg);
      expect(states(desk)).toEqual([19, before ? 3 : 19]);
      expect(desk.heard('6001').some((name) => name.startsWith('ConsultTransferFailed'))).toBe(before);
      expectEmpty(desk);
    }
  });

  it('while the target of a one-step transfer rings, and in the instant of its answer', () => {
    for (const answered of [false, true]) {
      const { desk, customer } = talking();
      desk.tell('6001', 'OneStepTransfer', { destType: 'AGT', destIns: '6002', attached: {} });
      const { leg } = desk.dialled('6002');
      desk.ended(customer);
      if (answered) desk.answered(leg);
      goDown(desk);
      expect(states(desk)).toEqual([19, 3]);
      expect(desk.last('6001', 'OneStepTransferFailed').fault?.code).toBe('CallGone');
      expectEmpty(desk);
    }
  });

  it('while a call that was sent on rings elsewhere', () => {
    const desk = new Desk();
    desk.logOn('6001', '888');
    desk.incoming('c1');
    desk.answered('c1');
    desk.ringing(desk.dialled('6001').leg);
    desk.tell('6001', 'OneStepTransfer', { destType: 'OUT', destIns: '13900139000', attached: {} });
    desk.ended('c1');
    goDown(desk);
    expect(desk.agentState('6001')).toBe(3);
    expect(desk.calls()).toMatchObject([{ outcome: 'abandoned', endedBy: 'customer' }]);
    expectEmpty(desk);
  });
});

describe('at once', () => {
  it('the colleague answers and the agent cancels', () => {
    const { desk, customer, room } = talking();
    desk.tell('6001', 'Consult', { destSPType: 'AGT', destSPIns: '6002' });
    pickUp(desk, '6002');
    desk.tell('6001', 'CancelConsult');
    expect(desk.last('6001', 'CancelConsultFailed').fault?.code).toBe('NotAllowedInState');
    expect(states(desk)).toEqual([11, 20]);
    desk.tell('6001', 'FinishConsult');
    expect(hears(desk, customer)).toBe(room);
  });

  it('the consulted agent hangs up and the agent transfers', () => {
    const { desk, customer, room } = talking();
    const other = consult(desk, '6001', '6002');
    desk.ended(other);
    desk.tell('6001', 'ConsultTransfer');
    expect(desk.last('6001', 'ConsultTransferFailed').fault?.code).toBe('NotAllowedInState');
    expect(states(desk)).toEqual([6, 3]);
    expect(hears(desk, customer)).toBe(room);
  });

  it('the colleague answers twice, and the reply of the switch comes after its event', () => {
    const { desk } = talking();
    const other = consult(desk, '6001', '6002');
    desk.answered(other);
    desk.ringing(other);
    expect(states(desk)).toEqual([11, 20]);
  });

  it('the ring time of the target ends and it answers', () => {
    const { desk } = talking();
    desk.tell('6001', 'OneStepTransfer', { destType: 'AGT', destIns: '6002', attached: {} });
    const { leg } = desk.dialled('6002');
    desk.ended(leg, 'no-answer');
    desk.answered(leg);
    expect(states(desk)).toEqual([6, 3]);
  });

  it('both hang up an inner call', () => {
    const { desk } = talking();
    desk.tell('6001', 'DropCall');
    goDown(desk);
    desk.tell('6001', 'FinishWrapup');
    const legs = innerTalk(desk, '6001', '6002');
    desk.ended(legs.from);
    desk.ended(legs.to);
    expect(states(desk)).toEqual([3, 3]);
    expect(desk.state.calls.size).toBe(0);
  });

  it('the agent asks for leave and loses the page during a consult; the consult goes on', () => {
    const { desk, customer, agent, room } = talking();
    const other = consult(desk, '6001', '6002');
    desk.tell('6001', 'Leave', { leaveReason: '1' });
    desk.feed({ kind: 'connection-closed', conn: 'ws-6001' });
    desk.pass(600_000);
    expect(states(desk)).toEqual([11, 20]);
    desk.ended(other);
    expect(hears(desk, customer)).toBe(room);
    desk.ended(customer);
    desk.ended(agent);
    desk.pass(10_000);
    expect(desk.agentState('6001')).toBe(23);
  });
});

describe('the switch connection is lost', () => {
  it('and the colleague is gone when it is back: the customer is back', () => {
    const { desk, customer, agent, room } = talking();
    consult(desk, '6001', '6002');
    desk.on({ on: 'down' });
    desk.tell('6001', 'ConsultTransfer');
    expect(desk.last('6001', 'ConsultTransferFailed').fault?.code).toBe('SwitchDown');
    desk.sync(
      [
        { leg: customer, phase: 'up', room: null },
        { leg: agent, phase: 'up', room },
      ],
      [room],
    );
    expect(states(desk)).toEqual([6, 3]);
    expect(hears(desk, customer)).toBe(room);
  });

  it('and everything is gone when it is back: every call ends once, all agents are free', () => {
    const starts: ((desk: Desk) => void)[] = [
      (desk) => consult(desk, '6001', '6002'),
      (desk) => {
        consult(desk, '6001', '6002');
        desk.tell('6001', 'ConsultConf');
      },
      (desk) => consultOutside(desk, '6001'),
      (desk) => desk.tell('6001', 'Consult', { destSPType: 'AGT', destSPIns: '6002' }),
      (desk) => desk.tell('6001', 'Consult', { destSPType: 'SK', destSPIns: '1001' }),
      (desk) => desk.tell('6001', 'OneStepTransfer', { destType: 'AGT', destIns: '6002', attached: {} }),
    ];
    for (const start of starts) {
      const { desk } = talking();
      start(desk);
      desk.on({ on: 'down' });
      desk.sync();
      desk.pass(30_000);
      expect(states(desk)).toEqual([3, 3]);
      expect(desk.calls()).toMatchObject([{ outcome: 'lost' }]);
      expect([desk.state.calls.size, desk.state.legs.size, desk.state.waitingCalls]).toEqual([0, 0, 0]);
    }
  });
});
