import { describe, expect, it } from 'vitest';
import { consult, consultOutside, dialTalk, hears, pickUp } from './support/calls.ts';
import { withParams, withSkill } from './support/config.ts';
import { Desk } from './support/desk.ts';

function office(): Desk {
  const desk = new Desk(withParams({ oneStepTransferSupport: true }));
  desk.logOn('6001', '888');
  desk.logOn('6002', '777', { agentWorkMode: '3' });
  return desk;
}
function talking(): { desk: Desk; customer: string; agent: string; room: string } {
  const desk = office();
  const { customer, agent } = desk.talk('6001');
  return { desk, customer, agent, room: hears(desk, agent) };
}
const states = (desk: Desk) => [desk.agentState('6001'), desk.agentState('6002')];
const oneStep = (desk: Desk, destType: 'AGT' | 'EXT' | 'OUT' | 'SK', destIns: string, attached = {}, id = 't') =>
  desk.tell('6001', 'OneStepTransfer', { destType, destIns, attached }, { id });

describe('a consult transfer', () => {
  it.each([false, true])('gives the colleague the customer and the call (swapped: %s)', (swapped) => {
    const { desk, customer, agent, room } = talking();
    const coid = desk.view('6001').call?.COID;
    const other = consult(desk, '6001', '6002');
    if (swapped) desk.tell('6001', 'ConsultSwap');
    desk.clear();
    desk.tell('6001', 'ConsultTransfer', {}, { id: 't' });
    expect(hears(desk, agent)).toBe('hung up');
    desk.tell('6001', 'ConsultTransfer');
    expect(desk.last('6001', 'ConsultTransferFailed').fault).toEqual({ code: 'CallGone' });
    desk.ended(agent);
    expect(states(desk)).toEqual([19, 6]);
    expect([hears(desk, customer), hears(desk, other)]).toEqual([room, room]);
    expect(desk.last('6001', 'ConsultTransferSucc')).toMatchObject({ replyTo: 't', call: { COID: coid } });
    expect(desk.last('6002', 'DevConnected').call).toMatchObject({
      COID: coid,
      CCIVR_TRANSFERTYPE: 'AGT',
      CCIVR_TRANSFERDEST: '6002',
    });
    desk.pass(20_000);
    desk.tell('6002', 'Hold');
    expect([hears(desk, customer), hears(desk, other)]).toEqual(['music-1001', room]);
    desk.tell('6002', 'DropCall');
    desk.ended(customer);
    desk.ended(other);
    expect(states(desk)).toEqual([3, 19]);
    expect(desk.calls()).toMatchObject([{ coid, ins: '6002', agentId: '777', outcome: 'answered' }]);
    expect(desk.state.calls.size + desk.state.legs.size).toBe(0);
  });

  it('to a number: customer and number talk on, and the record is written when they are done', () => {
    const { desk, customer, agent, room } = talking();
    const number = consultOutside(desk, '6001');
    desk.tell('6001', 'ConsultTransfer');
    desk.ended(agent);
    expect([hears(desk, customer), hears(desk, number)]).toEqual([room, room]);
    expect(desk.calls()).toEqual([]);
    desk.pass(60_000);
    desk.ended(customer);
    desk.ended(number);
    expect(desk.calls()).toMatchObject([{ outcome: 'answered', endedBy: 'customer', ins: '6001' }]);
    expect(desk.calls()[0]?.segments.at(-1)).toMatchObject({ kind: 'transfer', outcome: 'completed' });
  });

  it('is what putting the phone down means while the colleague is there', () => {
    const { desk, customer, agent, room } = talking();
    const other = consult(desk, '6001', '6002');
    desk.ended(agent);
    expect(states(desk)).toEqual([19, 6]);
    expect([hears(desk, customer), hears(desk, other)]).toEqual([room, room]);
  });

  it('works for a call that the agent dialled', () => {
    const desk = office();
    const { customer, agent } = dialTalk(desk, '6001', '13812345678');
    consult(desk, '6001', '6002');
    desk.tell('6001', 'ConsultTransfer');
    desk.ended(agent);
    expect(desk.last('6002', 'DevConnected').call).toMatchObject({ '17': '1', CN0_UserPhoneNum: '13812345678' });
    expect(hears(desk, customer)).not.toBe('nothing');
    // Back again: who dialled gets it as a call from a colleague.
    desk.tell('6001', 'FinishWrapup');
    consult(desk, '6002', '6001');
    desk.tell('6002', 'ConsultTransfer');
    desk.ended(desk.dialled('6002').leg);
    expect(states(desk)).toEqual([6, 19]);
  });
});

describe('a one-step transfer', () => {
  it('to an agent: the customer waits with music, the agent in 32, until the other answers', () => {
    const { desk, customer, agent, room } = talking();
    desk.clear();
    oneStep(desk, 'AGT', '6002', { OrderID: 'A1', COID: 'forged', CCIVR_TRANSFERDEST: 'forged' });
    expect(states(desk)).toEqual([32, 27]);
    expect(hears(desk, customer)).toBe('music-1001');
    expect(desk.dialled('6002').callerNumber).toBe('13800138000');
    const other = pickUp(desk, '6002');
    desk.ended(agent);
    expect(states(desk)).toEqual([19, 6]);
    expect([hears(desk, customer), hears(desk, other)]).toEqual([room, room]);
    expect(desk.heard('6001')).toEqual([
      'OneStepTransferBegin',
      'StateChange 32',
      'OneStepTransferSucc',
      'DevDisconnected',
      'StateChange 19',
      'WrapupTick 10',
    ]);
    const call = desk.last('6001', 'OneStepTransferSucc').call;
    expect(call).toMatchObject({ OrderID: 'A1', CCIVR_TRANSFERTYPE: 'AGT', CCIVR_TRANSFERDEST: '6002' });
    expect(call?.COID).toMatch(/^BC_1_/);
    expect(desk.last('6001', 'OneStepTransferSucc').replyTo).toBe('t');
    expect(desk.last('6002', 'DevConnected').call).toMatchObject({ OrderID: 'A1', COID: call?.COID });
    desk.ended(other);
    desk.ended(customer);
    expect(desk.calls()).toMatchObject([{ ins: '6002', data: { OrderID: 'A1' } }]);
  });

  it.each([
    ['EXT', '6005', '6005'],
    ['OUT', '13900139000', '13900139000'],
  ] as const)('to %s: the two talk on without an agent', (type, dest, number) => {
    const { desk, customer, agent, room } = talking();
    oneStep(desk, type, dest);
    const other = pickUp(desk, number);
    desk.ended(agent);
    expect(desk.agentState('6001')).toBe(19);
    expect([hears(desk, customer), hears(desk, other)]).toEqual([room, room]);
    desk.ended(other);
    desk.ended(customer);
    expect(desk.calls()).toMatchObject([{ outcome: 'answered', data: { CCIVR_TRANSFERTYPE: type } }]);
  });

  it('to a skill: at once, before all others, with COID and data', () => {
    const { desk, customer, agent } = talking();
    const coid = desk.view('6001').call?.COID;
    desk.incoming('c2', '10086');
    desk.answered('c2');
    oneStep(desk, 'SK', '1002', { OrderID: 'A1' });
    desk.ended(agent);
    expect(desk.heard('6001').filter((name) => name.startsWith('OneStep'))).toEqual([
      'OneStepTransferBegin',
      'OneStepTransferSucc',
    ]);
    expect(desk.agentState('6001')).toBe(19);
    expect(hears(desk, customer)).toBe('music-1002');
    desk.tell('6001', 'FinishWrapup');
    expect(desk.agentState('6001')).toBe(27);
    expect(desk.view('6001').call).toMatchObject({ COID: coid, OrderID: 'A1', SK: '1002', CCIVR_TRANSFERTYPE: 'SK' });
    // The caller gives up now: a call that was answered once stays so.
    desk.ended(customer);
    desk.ended(desk.dialled('6001').leg, 'cancelled');
    expect(desk.calls()).toMatchObject([{ coid, outcome: 'answered', endedBy: 'customer', skill: '1002' }]);
    expect(desk.state.waitingCalls).toBe(0);
  });

  it('to a skill whose time is over goes before all others in the next one, too', () => {
    const desk = new Desk(
      withParams(
        { oneStepTransferSupport: true },
        withSkill('1002', { maxWaitSeconds: 5, overflow: { type: 'skill', code: '1001' } }),
      ),
    );
    desk.logOn('6001', '888');
    const { agent } = desk.talk('6001');
    const coid = desk.view('6001').call?.COID;
    // Called after the transferred one, with a priority of its own that would win.
    desk.incoming('c2', '1001234');
    desk.answered('c2');
    oneStep(desk, 'SK', '1002');
    desk.ended(agent);
    desk.restart();
    desk.sync([
      { leg: 'customer-6001', phase: 'up', room: null },
      { leg: 'c2', phase: 'up', room: null },
    ]);
    desk.pass(6000);
    expect(desk.state.queues.get('1002')?.waiting).toEqual([]);
    expect(desk.state.queues.get('1001')?.waiting.map((call) => call.coid)).toEqual([coid, expect.any(String)]);
  });

  it.each([
    ['busy', 'NumberBusy'],
    ['no-answer', 'NoAnswer'],
    ['rejected', 'CallRejected'],
  ] as const)('that ends %s brings the customer back', (cause, code) => {
    const { desk, customer, room } = talking();
    oneStep(desk, 'AGT', '6002');
    desk.ended(desk.dialled('6002').leg, cause);
    expect(states(desk)).toEqual([6, 3]);
    expect(hears(desk, customer)).toBe(room);
    expect(desk.last('6001', 'OneStepTransferFailed')).toMatchObject({ fault: { code }, replyTo: 't' });
    oneStep(desk, 'AGT', '6002', {}, 't2');
    pickUp(desk, '6002');
    expect(desk.agentState('6002')).toBe(6);
  });

  it('is refused for a target that is unknown or busy, without the parameter, and without a switch', () => {
    const { desk, customer, room } = talking();
    oneStep(desk, 'AGT', '6003');
    desk.tell('6002', 'Leave', { leaveReason: '0' });
    oneStep(desk, 'AGT', '6002', {}, 't2');
    oneStep(desk, 'SK', '1', {}, 't3');
    desk.on({ on: 'down' });
    oneStep(desk, 'EXT', '6005', {}, 't4');
    expect(desk.heard('6001').filter((name) => name.startsWith('OneStep'))).toEqual([
      'OneStepTransferFailed TargetUnknown',
      'OneStepTransferFailed TargetBusy',
      'OneStepTransferFailed TargetUnknown',
      'OneStepTransferFailed SwitchDown',
    ]);
    expect(hears(desk, customer)).toBe(room);
    const plain = new Desk();
    plain.logOn('6001', '888');
    plain.talk('6001');
    plain.tell('6001', 'OneStepTransfer', { destType: 'EXT', destIns: '6005', attached: {} });
    expect(plain.last('6001', 'OneStepTransferFailed').fault?.code).toBe('NotAvailable');
  });

  it('goes on when the agent leaves; the target answers', () => {
    for (const how of ['button', 'phone']) {
      const { desk, customer, agent, room } = talking();
      oneStep(desk, 'AGT', '6002');
      if (how === 'button') desk.tell('6001', 'DropCall');
      desk.ended(agent);
      expect(states(desk)).toEqual([19, 27]);
      const other = pickUp(desk, '6002');
      expect(states(desk)).toEqual([19, 6]);
      expect([hears(desk, customer), hears(desk, other)]).toEqual([room, room]);
      expect(desk.last('6001', 'OneStepTransferSucc').replyTo).toBe('t');
    }
  });

  it('that fails after the agent left rings the agent again, when free', () => {
    const { desk, customer, agent } = talking();
    oneStep(desk, 'AGT', '6002');
    desk.tell('6001', 'DropCall');
    desk.ended(agent);
    desk.tell('6001', 'FinishWrapup');
    desk.ended(desk.dialled('6002').leg, 'no-answer');
    expect(desk.last('6001', 'OneStepTransferFailed').fault?.code).toBe('NoAnswer');
    expect(states(desk)).toEqual([27, 3]);
    expect(hears(desk, customer)).toBe('music-1001');
    const again = pickUp(desk, '6001');
    desk.on({ on: 'played', play: desk.lastPlay().play, ok: true });
    expect(desk.agentState('6001')).toBe(6);
    expect(hears(desk, customer)).toBe(hears(desk, again));
  });

  it('that fails while the agent who left is busy waits for the skill, before all others', () => {
    const { desk, customer, agent } = talking();
    oneStep(desk, 'AGT', '6002');
    desk.tell('6001', 'DropCall');
    desk.ended(agent);
    desk.incoming('c2', '10086');
    desk.answered('c2');
    desk.ended(desk.dialled('6002').leg, 'busy');
    expect(hears(desk, customer)).toBe('music-1001');
    desk.tell('6001', 'FinishWrapup');
    expect(desk.view('6001').call?.ANI).toBe('13800138000');
    expect(desk.view('6001').call?.SK).toBe('1001');
  });

  it('outlives the server while the target rings', () => {
    const { desk, customer, agent, room } = talking();
    oneStep(desk, 'AGT', '6002');
    const other = desk.dialled('6002').leg;
    desk.restart();
    desk.sync(
      [
        { leg: customer, phase: 'up', room: null },
        { leg: agent, phase: 'up', room },
        { leg: other, phase: 'up', room: null },
      ],
      [room],
    );
    desk.ended(agent);
    expect(states(desk)).toEqual([19, 6]);
    expect([hears(desk, customer), hears(desk, other)]).toEqual([room, room]);
  });
});

describe('a ring transfer', () => {
  function ringing(): { desk: Desk; leg: string } {
    const desk = office();
    desk.incoming('c1');
    desk.answered('c1');
    const { leg } = desk.dialled('6001');
    desk.ringing(leg);
    desk.clear();
    return { desk, leg };
  }

  it('to an agent: the phone is silenced, the call rings there', () => {
    const { desk, leg } = ringing();
    oneStep(desk, 'AGT', '6002', { OrderID: 'A1' });
    expect(states(desk)).toEqual([44, 27]);
    expect(desk.asked('hangup')).toMatchObject([{ leg, cause: 'cancelled' }]);
    desk.ended(leg, 'cancelled');
    expect(desk.heard('6001')).toEqual([
      'OneStepTransferBegin',
      'StateChange 44',
      'OneStepTransferSucc',
      'StateChange 3',
    ]);
    expect(desk.state.sessions.get('6001')?.misses).toBe(0);
    pickUp(desk, '6002');
    desk.on({ on: 'played', play: desk.lastPlay().play, ok: true });
    expect(states(desk)).toEqual([3, 6]);
    expect(desk.view('6002').call).toMatchObject({ OrderID: 'A1' });
  });

  it('that is not answered goes back to its old place', () => {
    const { desk, leg } = ringing();
    oneStep(desk, 'AGT', '6002');
    desk.tell('6001', 'Leave', { leaveReason: '0' });
    desk.ended(leg, 'cancelled');
    desk.ended(desk.dialled('6002').leg, 'no-answer');
    expect(states(desk)).toEqual([23, 3]);
    expect(desk.state.waitingCalls).toBe(1);
    desk.tell('6001', 'ResumeWork');
    expect(desk.agentState('6001')).toBe(27);
  });

  it('to a number: caller and number talk; when it is busy, back to the queue', () => {
    const { desk, leg } = ringing();
    oneStep(desk, 'OUT', '13900139000');
    desk.ended(leg, 'cancelled');
    desk.ended(desk.dialled('13900139000').leg, 'busy');
    expect(desk.agentState('6001')).toBe(27);
    desk.ringing(desk.dialled('6001').leg);
    oneStep(desk, 'OUT', '13900139000', {}, 't2');
    const number = pickUp(desk, '13900139000');
    desk.ended(desk.dialled('6001').leg, 'cancelled');
    expect(desk.agentState('6001')).toBe(3);
    expect(hears(desk, number)).toMatch(/^r/);
    expect(hears(desk, 'c1')).toBe(hears(desk, number));
    expect(desk.heard('6001').filter((name) => name.startsWith('OneStepTransferSucc'))).toHaveLength(2);
    const answeredAt = desk.now;
    desk.pass(30_000);
    desk.ended('c1');
    desk.ended(number);
    // Answered, and by whom: the number it was sent to, no agent.
    expect(desk.calls()).toMatchObject([
      {
        outcome: 'answered',
        endedBy: 'customer',
        answeredAt,
        agentId: null,
        data: { CCIVR_TRANSFERTYPE: 'OUT', CCIVR_TRANSFERDEST: '13900139000' },
      },
    ]);
    expect(desk.state.calls.size).toBe(0);
  });

  it('to a skill waits there before all others', () => {
    const { desk, leg } = ringing();
    oneStep(desk, 'SK', '1002');
    desk.ended(leg, 'cancelled');
    expect(desk.agentState('6001')).toBe(27);
    expect(desk.view('6001').call?.SK).toBe('1002');
  });

  it('is refused to somebody who is busy', () => {
    const { desk } = ringing();
    desk.tell('6002', 'Leave', { leaveReason: '0' });
    oneStep(desk, 'AGT', '6002');
    expect(desk.last('6001', 'OneStepTransferFailed').fault?.code).toBe('TargetBusy');
    expect(desk.agentState('6001')).toBe(5);
  });

  it('needs a room that fits: calls of the agent before leave none behind', () => {
    const { desk, customer, agent } = talking();
    oneStep(desk, 'SK', '1001');
    desk.ended(agent);
    desk.ended(customer);
    expect(desk.asked('open-room').length).toBe(desk.asked('close-room').length);
  });
});
