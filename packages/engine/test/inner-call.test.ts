import { describe, expect, it } from 'vitest';
import { hears, innerTalk, pickUp } from './support/calls.ts';
import { Desk, T0 } from './support/desk.ts';

function office(): Desk {
  const desk = new Desk();
  desk.logOn('6001', '888');
  desk.logOn('6002', '777', { agentWorkMode: '3' });
  desk.clear();
  return desk;
}
const states = (desk: Desk) => [desk.agentState('6001'), desk.agentState('6002')];

describe('an inner call', () => {
  it('goes through 24 48 49 25 26 for the caller and 27 5 26 for the called, and nobody wraps up', () => {
    const desk = office();
    desk.tell('6001', 'PrepareCallInner');
    desk.tell('6001', 'CallInner', { destSPType: 'AGT', destSPIns: '6002' }, { id: 'x1' });
    const from = desk.dialled('6001').leg;
    desk.ringing(from);
    desk.pass(1000);
    desk.answered(from);
    const to = desk.dialled('6002').leg;
    desk.ringing(to);
    desk.pass(2000);
    desk.answered(to);
    desk.pass(5000);
    desk.tell('6002', 'DropCall');
    desk.ended(from);
    desk.ended(to);
    expect(desk.heard('6001')).toEqual([
      'StateChange 24',
      'PrepareCallInnerSucc',
      'StateChange 48',
      'StateChange 49',
      'StateChange 25',
      'CallInnerBegin',
      'StateChange 26',
      'CallInnerSucc',
      'DevDisconnected',
      'StateChange 3',
    ]);
    expect(desk.heard('6002')).toEqual([
      'StateChange 27',
      'StateChange 5',
      'CallArrive',
      'StateChange 26',
      'DevConnected',
      'DropCallSucc',
      'DevDisconnected',
      'StateChange 3',
    ]);
    expect(desk.last('6001', 'CallInnerSucc').replyTo).toBe('x1');
    expect(desk.last('6002', 'CallArrive').call).toMatchObject({
      '17': '2',
      ANI: '6001',
      AID: '员工888',
      DNIS: '6002',
    });
    expect(desk.calls()).toMatchObject([
      {
        direction: '2',
        outcome: 'answered',
        endedBy: 'agent',
        ins: '6001',
        ringMs: 3000,
        talkMs: 5000,
        endedAt: T0 + 8000,
      },
    ]);
    expect(hears(desk, from)).toBe('hung up');
    expect(desk.state.legs.size + desk.state.calls.size).toBe(0);
  });

  it('rings the other at once where the server answers for the phone', () => {
    const desk = office();
    desk.logOn('6004', '999');
    desk.tell('6004', 'CallInner', { destSPType: 'AGT', destSPIns: '777' });
    expect(desk.dialled('6004').autoAnswer).toBe(true);
    expect(desk.agentState('6004')).toBe(25);
    pickUp(desk, '6004');
    expect(desk.dialled('6002')).toMatchObject({ callerNumber: '6004', callerName: '员工999', autoAnswer: false });
  });

  it('to an extension without an agent just rings it', () => {
    const desk = office();
    desk.tell('6001', 'CallInner', { destSPType: 'EXT', destSPIns: '6005' });
    pickUp(desk, '6001');
    const other = pickUp(desk, '6005');
    expect(desk.agentState('6001')).toBe(26);
    desk.tell('6001', 'Hold');
    expect(hears(desk, other)).toBe('default');
    expect(desk.agentState('6001')).toBe(41);
    desk.ended(other);
    expect(desk.agentState('6001')).toBe(41);
    desk.ended(desk.dialled('6001').leg);
    expect(desk.agentState('6001')).toBe(3);
    expect(desk.calls()).toMatchObject([{ outcome: 'answered', direction: '2' }]);
  });

  it('can be held by either; the other hears music and cannot retrieve', () => {
    const desk = office();
    const legs = innerTalk(desk, '6001', '6002');
    const room = hears(desk, legs.from);
    expect(hears(desk, legs.to)).toBe(room);
    desk.tell('6002', 'Hold');
    expect(states(desk)).toEqual([42, 41]);
    expect([hears(desk, legs.from), hears(desk, legs.to)]).toEqual(['default', room]);
    desk.tell('6001', 'FetchHold');
    expect(desk.last('6001', 'FetchHoldFailed').fault).toEqual({ code: 'NotAllowedInState', args: { state: '42' } });
    desk.tell('6002', 'FetchHold');
    expect(states(desk)).toEqual([26, 26]);
    expect([hears(desk, legs.from), hears(desk, legs.to)]).toEqual([room, room]);
    desk.tell('6001', 'Hold');
    desk.tell('6002', 'DropCall');
    desk.ended(legs.to);
    desk.ended(legs.from);
    expect(states(desk)).toEqual([3, 3]);
  });

  it.each([
    ['AGT', '6003', 'TargetUnknown'],
    ['AGT', '6001', 'TargetUnknown'],
    ['EXT', '6001', 'TargetUnknown'],
    ['EXT', '9999', 'TargetUnknown'],
    ['OUT', '13800138000', 'ParamInvalid'],
  ] as const)('to %s %s is refused as %s', (destSPType, destSPIns, code) => {
    const desk = office();
    desk.tell('6001', 'CallInner', { destSPType, destSPIns });
    expect(desk.last('6001', 'CallInnerFailed').fault?.code).toBe(code);
    expect(desk.asked('dial')).toEqual([]);
  });

  it('to an agent who is on leave or in a call, or to a phone that is away, is refused as busy', () => {
    const desk = office();
    desk.tell('6002', 'Leave', { leaveReason: '0' });
    desk.tell('6001', 'CallInner', { destSPType: 'AGT', destSPIns: '6002' });
    desk.tell('6001', 'CallInner', { destSPType: 'EXT', destSPIns: '6002' });
    desk.device('6005', false);
    desk.tell('6001', 'CallInner', { destSPType: 'EXT', destSPIns: '6005' });
    expect(desk.heard('6001')).toEqual(Array.from({ length: 3 }, () => 'CallInnerFailed TargetBusy'));
  });

  it('fails when the other has become busy while the own phone rang', () => {
    const desk = office();
    desk.tell('6001', 'CallInner', { destSPType: 'AGT', destSPIns: '6002' });
    desk.tell('6002', 'PrepareDial');
    const own = pickUp(desk, '6001');
    expect(desk.last('6001', 'CallInnerFailed').fault).toEqual({ code: 'TargetBusy', args: { target: '6002' } });
    desk.ended(own);
    expect(states(desk)).toEqual([3, 8]);
    expect(desk.calls()).toMatchObject([{ outcome: 'busy', direction: '2' }]);
  });

  it.each([
    ['no-answer', 'NoAnswer', 'no-answer'],
    ['busy', 'NumberBusy', 'busy'],
    ['rejected', 'CallRejected', 'rejected'],
    ['normal', 'CallRejected', 'rejected'],
    ['unreachable', 'NumberUnreachable', 'unreachable'],
  ] as const)('fails when the phone of the other ends with %s', (cause, code, outcome) => {
    const desk = office();
    desk.tell('6001', 'CallInner', { destSPType: 'AGT', destSPIns: '6002' }, { id: 'x' });
    const own = pickUp(desk, '6001');
    const other = desk.dialled('6002').leg;
    desk.ringing(other);
    desk.ended(other, cause);
    expect(desk.last('6001', 'CallInnerFailed')).toMatchObject({ fault: { code }, replyTo: 'x' });
    desk.ended(own);
    expect(states(desk)).toEqual([3, 3]);
    expect(desk.calls()).toMatchObject([{ outcome, direction: '2' }]);
  });

  it('can be refused by the other, and cancelled by the caller in 48, 49 and 25', () => {
    const desk = office();
    desk.tell('6001', 'CallInner', { destSPType: 'AGT', destSPIns: '6002' });
    const own = pickUp(desk, '6001');
    const other = desk.dialled('6002').leg;
    desk.ringing(other);
    desk.tell('6002', 'DropCall');
    desk.ended(other, 'cancelled');
    desk.ended(own);
    expect(desk.last('6001', 'CallInnerFailed').fault?.code).toBe('CallRejected');
    for (const step of [0, 1, 2]) {
      desk.tell('6001', 'CallInner', { destSPType: 'AGT', destSPIns: '6002' });
      if (step > 0) desk.ringing(desk.dialled('6001').leg);
      if (step > 1) desk.answered(desk.dialled('6001').leg);
      const ringing = step > 1 ? desk.dialled('6002').leg : null;
      desk.clear();
      desk.tell('6001', 'CancelCallInner');
      expect(desk.heard('6001')).toEqual(['CancelCallInnerSucc', 'CallInnerFailed CallCancelled']);
      for (const leg of [...desk.state.legs.keys()]) desk.ended(leg, 'cancelled');
      expect(ringing === null || desk.asked('hangup').some(({ leg }) => leg === ringing)).toBe(true);
      expect(states(desk)).toEqual([3, 3]);
    }
  });

  it('ends for both when either phone is hung up, also while it rings', () => {
    const desk = office();
    desk.tell('6001', 'CallInner', { destSPType: 'AGT', destSPIns: '6002' });
    const own = pickUp(desk, '6001');
    const other = desk.dialled('6002').leg;
    desk.ended(own);
    desk.ended(other, 'cancelled');
    expect(states(desk)).toEqual([3, 3]);
    expect(desk.last('6001', 'CallInnerFailed').fault?.code).toBe('CallCancelled');
    const legs = innerTalk(desk, '6001', '6002');
    desk.ended(legs.from);
    expect(desk.asked('hangup').at(-1)?.leg).toBe(legs.to);
    desk.ended(legs.to);
    expect(states(desk)).toEqual([3, 3]);
  });

  it('leaves at its end what was asked for in it', () => {
    const desk = office();
    const legs = innerTalk(desk, '6001', '6002');
    desk.tell('6001', 'Leave', { leaveReason: '2' });
    desk.tell('6002', 'SetWorkMode', { workMode: '0' });
    desk.tell('6001', 'DropCall');
    desk.ended(legs.from);
    desk.ended(legs.to);
    expect(states(desk)).toEqual([23, 3]);
    expect(desk.view('6002').agent.agentWorkMode).toBe('0');
  });

  it('lets the called agent answer by button where the server can', () => {
    const desk = office();
    desk.logOn('6004', '999', { agentWorkMode: '3' });
    desk.tell('6001', 'CallInner', { destSPType: 'AGT', destSPIns: '6004' });
    pickUp(desk, '6001');
    const { leg } = desk.dialled('6004');
    desk.ringing(leg);
    desk.tell('6004', 'AnswerCall', {}, { id: 'a' });
    expect(desk.asked('answer').at(-1)?.leg).toBe(leg);
    desk.answered(leg);
    expect(desk.last('6004', 'AnswerCallSucc').replyTo).toBe('a');
    expect(desk.agentState('6004')).toBe(26);
  });

  it('outlives the server, and a lost switch ends only what is gone', () => {
    const desk = office();
    const legs = innerTalk(desk, '6001', '6002');
    desk.tell('6001', 'Hold');
    const room = hears(desk, legs.from);
    desk.restart();
    desk.clear();
    desk.sync(
      [
        { leg: legs.from, phase: 'up', room },
        { leg: legs.to, phase: 'up', room },
      ],
      [room],
    );
    expect([hears(desk, legs.from), hears(desk, legs.to)]).toEqual([room, 'default']);
    expect(states(desk)).toEqual([41, 42]);
    desk.on({ on: 'down' });
    desk.sync([{ leg: legs.to, phase: 'up', room: null }], [room]);
    desk.ended(legs.to);
    expect(states(desk)).toEqual([3, 3]);
    expect(desk.calls()).toMatchObject([{ outcome: 'lost' }]);
  });
});
