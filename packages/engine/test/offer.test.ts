import { describe, expect, it } from 'vitest';
import { withParams } from './support/config.ts';
import { Desk, namesOf } from './support/desk.ts';

const deskOf = (...agents: [ins: string, agentId: string][]) => {
  const desk = new Desk();
  for (const [ins, agentId] of agents) {
    desk.pass(1000);
    desk.logOn(ins, agentId);
  }
  desk.clear();
  return desk;
};

describe('an offer', () => {
  it('pops once, also when the phone is answered without ringing', () => {
    const desk = deskOf(['6001', '888']);
    desk.incoming('c1');
    desk.answered('c1');
    expect(namesOf(desk.answered(desk.dialled('6001').leg))).toEqual(['CallArrive', 'StateChange 4']);
  });

  it('rings for the tenant’s ring time and shows the caller', () => {
    const desk = deskOf(['6001', '888']);
    desk.on({ on: 'incoming', leg: 'c1', ani: '138', aniName: 'Zhang', dnis: '10010' });
    expect(desk.dialled('6001')).toMatchObject({
      timeoutSeconds: 15,
      callerNumber: '138',
      callerName: 'Zhang',
      autoAnswer: false,
    });
  });

  it('goes straight to talk when no work number is played', () => {
    const desk = new Desk(withParams({ playWorkerId: false }));
    desk.logOn('6001', '888');
    desk.incoming('c1');
    desk.answered('c1');
    const { leg } = desk.dialled('6001');
    expect(namesOf(desk.answered(leg))).toEqual(['CallArrive', 'StateChange 6', 'DevConnected']);
    expect(desk.asked('play')).toEqual([]);
  });

  it('waits with the work number until the caller’s own leg is up', () => {
    const desk = deskOf(['6001', '888']);
    desk.incoming('c1');
    desk.answered(desk.dialled('6001').leg);
    expect(desk.agentState('6001')).toBe(4);
    expect(desk.asked('play')).toEqual([]);
    desk.answered('c1');
    expect(desk.asked('play')).toHaveLength(1);
  });

  it('connects when the switch never says that the prompt was played', () => {
    const desk = deskOf(['6001', '888']);
    desk.incoming('c1');
    desk.answered('c1');
    desk.answered(desk.dialled('6001').leg);
    desk.pass(14_999);
    expect(desk.agentState('6001')).toBe(4);
    desk.pass(1);
    expect(desk.agentState('6001')).toBe(6);
    // The switch says it after all.
    expect(desk.on({ on: 'played', play: desk.lastPlay().play, ok: true })).toEqual([]);
  });
});

describe('AnswerCall', () => {
  it('lets the server pick up the phone, and succeeds when it did', () => {
    const desk = new Desk();
    desk.logOn('6004', '888');
    desk.incoming('c1');
    desk.answered('c1');
    const { leg } = desk.dialled('6004');
    desk.ringing(leg);
    desk.clear();
    desk.tell('6004', 'AnswerCall', {}, { id: 'a' });
    expect(desk.asked('answer')).toEqual([{ do: 'answer', leg }]);
    expect(desk.heard('6004')).toEqual([]);
    desk.answered(leg);
    expect(desk.heard('6004')).toEqual(['StateChange 4', 'AnswerCallSucc']);
    expect(desk.last('6004', 'AnswerCallSucc').replyTo).toBe('a');
  });

  it('asked for before the phone rings is said again when it does', () => {
    const desk = new Desk();
    desk.logOn('6004', '888');
    desk.incoming('c1');
    const { leg } = desk.dialled('6004');
    desk.clear();
    desk.tell('6004', 'AnswerCall');
    desk.ringing(leg);
    expect(desk.asked('answer')).toHaveLength(2);
  });

  it('fails when the caller is gone before', () => {
    const desk = new Desk();
    desk.logOn('6004', '888');
    desk.incoming('c1');
    desk.ringing(desk.dialled('6004').leg);
    desk.tell('6004', 'AnswerCall', {}, { id: 'a' });
    desk.ended('c1');
    expect(desk.last('6004', 'AnswerCallFailed')).toMatchObject({ replyTo: 'a', fault: { code: 'CallGone' } });
  });

  it('is refused where the server cannot answer', () => {
    const desk = deskOf(['6001', '888']);
    desk.incoming('c1');
    desk.tell('6001', 'AnswerCall');
    expect(desk.last('6001', 'AnswerCallFailed').fault?.code).toBe('NotAvailable');
  });
});

describe('a call that is not taken', () => {
  it.each(['no-answer', 'rejected', 'busy', 'unreachable', 'failed'] as const)(
    'because of %s goes to the next agent, from its old place',
    (cause) => {
      const desk = deskOf(['6001', '888'], ['6002', '999']);
      desk.incoming('old');
      const { leg } = desk.dialled('6001');
      desk.ringing(leg);
      desk.pass(7000);
      desk.ended(leg, cause);
      expect(desk.agentState('6002')).toBe(27);
      expect(desk.view('6002').call?.COID).toMatch(/_4001$/);
      expect(desk.agentState('6001')).toBe(3);
    },
  );

  it('keeps its time: an older call that comes back goes first', () => {
    const desk = deskOf(['6001', '888']);
    desk.incoming('old');
    desk.pass(5000);
    desk.incoming('young');
    desk.ended(desk.dialled('6001').leg, 'no-answer');
    expect(desk.view('6001').call?.COID).toMatch(/_4001$/);
    expect(desk.view('6001').queue.map(({ coid }) => coid.slice(-4))).toEqual(['4002']);
  });

  it('can be refused with DropCall; the agent is idle when the phone is down', () => {
    const desk = deskOf(['6002', '999'], ['6001', '888']);
    desk.incoming('c1');
    const { leg } = desk.dialled('6002');
    desk.ringing(leg);
    desk.clear();
    desk.tell('6002', 'DropCall', {}, { id: 'x' });
    expect(desk.heard('6002')).toEqual(['DropCallSucc']);
    expect(desk.asked('hangup')).toEqual([{ do: 'hangup', leg, cause: 'cancelled' }]);
    expect(desk.agentState('6001')).toBe(27);
    expect(desk.agentState('6002')).toBe(5);
    // The call is elsewhere: nothing more can be done about it here.
    desk.tell('6002', 'DropCall');
    expect(desk.last('6002', 'DropCallFailed').fault?.code).toBe('CallGone');
    desk.ended(leg, 'cancelled');
    expect(desk.agentState('6002')).toBe(3);
    expect(desk.calls()).toEqual([]);
  });

  it('sends the agent away after so many misses in a row', () => {
    const desk = new Desk(withParams({ missLimit: 3, missLeaveReason: '3' }));
    desk.logOn('6001', '888');
    desk.incoming('c1');
    for (const state of [27, 27, 23]) {
      desk.ended(desk.dialled('6001').leg, 'no-answer');
      expect(desk.agentState('6001')).toBe(state);
    }
    expect(desk.view('6001').agent.leaveReason).toBe('3');
    // Back again the count begins anew.
    desk.tell('6001', 'ResumeWork');
    desk.ended(desk.dialled('6001').leg, 'no-answer');
    expect(desk.agentState('6001')).toBe(27);
  });

  it('counts misses in a row only', () => {
    const desk = new Desk(withParams({ missLimit: 2 }));
    desk.logOn('6001', '888');
    desk.incoming('c1');
    desk.ended(desk.dialled('6001').leg, 'no-answer');
    desk.answered('c1');
    desk.answered(desk.dialled('6001').leg);
    desk.on({ on: 'played', play: desk.lastPlay().play, ok: true });
    desk.ended('c1');
    desk.ended(desk.dialled('6001').leg);
    desk.tell('6001', 'FinishWrapup');
    desk.incoming('c2');
    desk.ended(desk.dialled('6001').leg, 'no-answer');
    expect(desk.agentState('6001')).toBe(27);
  });

  it('never sends an agent away when the limit is 0', () => {
    const desk = new Desk(withParams({ missLimit: 0 }));
    desk.logOn('6001', '888');
    desk.incoming('c1');
    for (let i = 0; i < 10; i += 1) desk.ended(desk.dialled('6001').leg, 'no-answer');
    expect(desk.agentState('6001')).toBe(27);
  });

  it('because the phone is unreachable is offered there again only when the phone is back', () => {
    const desk = deskOf(['6001', '888']);
    desk.incoming('c1');
    const { leg } = desk.dialled('6001');
    desk.clear();
    desk.ended(leg, 'unreachable');
    expect(desk.agentState('6001')).toBe(3);
    expect(desk.asked('check-device')).toEqual([{ do: 'check-device', number: '6001' }]);
    desk.device('6001', false);
    expect(desk.agentState('6001')).toBe(3);
    desk.device('6001', true);
    expect(desk.agentState('6001')).toBe(27);
  });

  it.each(['failed', 'congestion'] as const)(
    'because the switch could not ring (%s) is nobody’s miss, and is tried again a little later',
    (cause) => {
      const desk = deskOf(['6001', '888']);
      desk.incoming('c1');
      for (let i = 0; i < 10; i += 1) {
        desk.ended(desk.dialled('6001').leg, cause);
        // Not at once: a switch that fails would be dialled as fast as it can say no.
        expect(desk.agentState('6001')).toBe(3);
        desk.pass(5_000);
        expect(desk.agentState('6001')).toBe(27);
      }
      expect(desk.asked('dial')).toHaveLength(11);
    },
  );

  it('because the switch could not ring waits for the phone’s rest also across a restart, and not after a new log-on', () => {
    const desk = deskOf(['6001', '888']);
    desk.incoming('c1');
    desk.answered('c1');
    desk.ended(desk.dialled('6001').leg, 'failed');
    desk.restart();
    desk.sync([{ leg: 'c1', phase: 'up', room: null }]);
    desk.tell('6001', 'Init', { agentId: '888' });
    expect(desk.agentState('6001')).toBe(3);
    desk.tell('6001', 'Logoff');
    desk.logOn('6001', '888');
    expect(desk.agentState('6001')).toBe(27);
  });

  it('records each try', () => {
    const desk = deskOf(['6002', '999'], ['6001', '888']);
    desk.incoming('c1');
    desk.pass(2000);
    desk.ended(desk.dialled('6002').leg, 'no-answer');
    desk.pass(3000);
    desk.ended('c1');
    desk.ended(desk.dialled('6001').leg, 'cancelled');
    const [call] = desk.calls();
    expect(call?.segments.map(({ kind, ins, outcome, from, to }) => [kind, ins, outcome, to - from])).toEqual([
      ['queue', null, 'offered', 0],
      ['ring', '6002', 'no-answer', 2000],
      ['queue', null, 'offered', 0],
      ['ring', '6001', 'abandoned', 3000],
    ]);
    expect(call).toMatchObject({ outcome: 'abandoned', endedBy: 'customer', ringMs: 5000, agentId: null });
  });
});

describe('a caller who gives up', () => {
  it('while waiting leaves one abandoned record', () => {
    const desk = new Desk();
    desk.incoming('c1');
    desk.answered('c1');
    desk.pass(9000);
    desk.ended('c1');
    expect(desk.calls()).toMatchObject([
      { outcome: 'abandoned', endedBy: 'customer', queueMs: 9000, answeredAt: null },
    ]);
    expect([...desk.docs.keys()]).toEqual(['tenant']);
  });

  it.each([
    [27, (_desk: Desk, _leg: string) => {}],
    [5, (desk: Desk, leg: string) => desk.ringing(leg)],
    [4, (desk: Desk, leg: string) => desk.answered(leg)],
  ])('while the agent is in %i stops the phone, without wrap-up and without a miss', (state, prepare) => {
    const desk = deskOf(['6001', '888']);
    desk.incoming('c1');
    desk.answered('c1');
    const { leg } = desk.dialled('6001');
    prepare(desk, leg);
    expect(desk.agentState('6001')).toBe(state);
    desk.ended('c1');
    expect(desk.asked('hangup')).toMatchObject([{ leg }]);
    expect(desk.calls()).toEqual([]);
    desk.ended(leg, 'cancelled');
    expect(desk.agentState('6001')).toBe(3);
    expect(desk.calls()).toMatchObject([{ outcome: 'abandoned', endedBy: 'customer' }]);
    expect(desk.timers.size).toBe(0);
  });
});

describe('hanging up', () => {
  it.each([
    ['the customer', 'customer', (desk: Desk, legs: { customer: string; agent: string }) => desk.ended(legs.customer)],
    ['the agent’s phone', 'agent', (desk: Desk, legs: { customer: string; agent: string }) => desk.ended(legs.agent)],
    ['DropCall', 'agent', (desk: Desk) => desk.tell('6001', 'DropCall')],
  ])('by %s ends the call once', (_what, by, act) => {
    for (const held of [false, true]) {
      const desk = deskOf(['6001', '888']);
      const legs = desk.talk('6001');
      if (held) desk.tell('6001', 'Hold');
      act(desk, legs);
      desk.ended(legs.customer);
      desk.ended(legs.agent);
      expect(desk.agentState('6001')).toBe(19);
      expect(desk.calls()).toMatchObject([{ outcome: 'answered', endedBy: by }]);
      expect(desk.heard('6001').filter((name) => name === 'DevDisconnected')).toHaveLength(1);
    }
  });

  it('in state 4, before anybody talked, gives the caller to another agent', () => {
    const desk = deskOf(['6002', '999'], ['6001', '888']);
    desk.incoming('c1');
    desk.answered('c1');
    const { leg } = desk.dialled('6002');
    desk.answered(leg);
    expect(desk.agentState('6002')).toBe(4);
    desk.clear();
    desk.ended(leg);
    expect(desk.asked('stop-play')).toHaveLength(1);
    expect(desk.asked('close-room')).toHaveLength(1);
    expect(desk.agentState('6002')).toBe(3);
    expect(desk.agentState('6001')).toBe(27);
  });
});
