/** Function 53 for a call that a colleague directed to the agent: it rings elsewhere, and the colleague goes on waiting. */
import { describe, expect, it } from 'vitest';
import { ringing as askedAside, ears, expectEmpty } from './support/aside.ts';
import { pickUp } from './support/calls.ts';
import { withParams } from './support/config.ts';
import { Desk } from './support/desk.ts';

/** 6001 with a customer or without, 6002 whose phone will ring, 6004 who is free. */
function office(): Desk {
  const desk = new Desk(withParams({ oneStepTransferSupport: true, playWorkerId: false }));
  desk.logOn('6001', '888');
  desk.logOn('6002', '777', { agentWorkMode: '3' });
  desk.logOn('6004', '555', { agentWorkMode: '3' });
  return desk;
}
const states = (desk: Desk) => ['6001', '6002', '6004'].map((ins) => desk.agentState(ins));

const CALLS = {
  'an inner call': (desk: Desk): void => {
    desk.tell('6001', 'CallInner', { destSPType: 'AGT', destSPIns: '6002' }, { id: 'asked' });
    pickUp(desk, '6001');
  },
  'a consult': (desk: Desk): void => {
    desk.talk('6001');
    desk.tell('6001', 'Consult', { destSPType: 'AGT', destSPIns: '6002' }, { id: 'asked' });
  },
  'a one-step transfer': (desk: Desk): void => {
    desk.talk('6001');
    desk.tell('6001', 'OneStepTransfer', { destType: 'AGT', destIns: '6002', attached: {} }, { id: 'asked' });
  },
} as const;
const WAITING: Record<keyof typeof CALLS, number> = {
  'an inner call': 25,
  'a consult': 10,
  'a one-step transfer': 32,
};
const TOGETHER: Record<keyof typeof CALLS, readonly number[]> = {
  'an inner call': [26, 3, 26],
  'a consult': [11, 3, 20],
  'a one-step transfer': [32, 3, 6],
};
const REFUSED: Record<keyof typeof CALLS, string> = {
  'an inner call': 'CallInnerFailed',
  'a consult': 'ConsultFailed',
  'a one-step transfer': 'OneStepTransferFailed',
};
const kinds = Object.keys(CALLS) as (keyof typeof CALLS)[];

/** Rings at 6002. */
function ringing(kind: keyof typeof CALLS, desk = office()): { desk: Desk; leg: string } {
  CALLS[kind](desk);
  const { leg } = desk.dialled('6002');
  desk.ringing(leg);
  desk.clear();
  return { desk, leg };
}
const sendOn = (desk: Desk, destType: 'AGT' | 'EXT' | 'OUT' | 'SK', destIns: string, id = 'r1') =>
  desk.tell('6002', 'OneStepTransfer', { destType, destIns, attached: {} }, { id });

describe('a ring transfer of what a colleague directed here', () => {
  it.each(kinds)('works where its button is on: %s rings at the other, who answers', (kind) => {
    const { desk, leg } = ringing(kind);
    expect(desk.view('6002').buttons).toContainEqual({ id: 53, enabled: true });
    sendOn(desk, 'AGT', '6004');
    expect(states(desk)).toEqual([WAITING[kind], 44, 27]);
    expect(desk.asked('hangup')).toMatchObject([{ leg, cause: 'cancelled' }]);
    desk.ended(leg, 'cancelled');
    expect(desk.heard('6002')).toEqual([
      'OneStepTransferBegin',
      'StateChange 44',
      'OneStepTransferSucc',
      'StateChange 3',
    ]);
    // Who called is told nothing yet, and hears it ring.
    expect(desk.heard('6001')).toEqual([]);
    pickUp(desk, '6004');
    expect(desk.heard('6004').filter((name) => name === 'CallArrive')).toHaveLength(1);
    expect(states(desk)).toEqual(TOGETHER[kind]);
    expect(desk.state.sessions.get('6002')?.misses).toBe(0);
  });

  it.each(kinds)('that nobody answers is what the colleague hears of %s', (kind) => {
    const { desk, leg } = ringing(kind);
    sendOn(desk, 'AGT', '6004');
    desk.ended(leg, 'cancelled');
    desk.ended(desk.dialled('6004').leg, 'no-answer');
    expect(desk.last('6001', REFUSED[kind] as 'ConsultFailed')).toMatchObject({
      fault: { code: 'NoAnswer' },
      replyTo: 'asked',
    });
    expect(desk.heard('6004').at(-1)).toBe('StateChange 3');
    if (kind !== 'an inner call') expect(desk.agentState('6001')).toBe(6);
  });

  it.each(kinds)('goes to an extension without an agent, too: %s', (kind) => {
    const { desk, leg } = ringing(kind);
    sendOn(desk, 'EXT', '6005');
    desk.ended(leg, 'cancelled');
    expect(desk.last('6002', 'OneStepTransferSucc').replyTo).toBe('r1');
    pickUp(desk, '6005');
    const [mine] = TOGETHER[kind];
    expect(desk.agentState('6001')).toBe(mine);
  });

  it.each(kinds)('goes to no number and to no skill: %s stays where it rings', (kind) => {
    const { desk } = ringing(kind);
    for (const [type, dest] of [
      ['OUT', '13900139000'],
      ['SK', '1001'],
    ] as const) {
      sendOn(desk, type, dest);
      expect(desk.last('6002', 'OneStepTransferFailed').fault?.code).toBe('ParamInvalid');
    }
    expect(states(desk)).toEqual([WAITING[kind], 5, 3]);
  });

  it.each(kinds)('and the one who called may still give up: %s', (kind) => {
    const { desk, leg } = ringing(kind);
    sendOn(desk, 'AGT', '6004');
    const { leg: other } = desk.dialled('6004');
    desk.tell(
      '6001',
      kind === 'an inner call' ? 'CancelCallInner' : kind === 'a consult' ? 'CancelConsult' : 'DropCall',
    );
    if (kind === 'a one-step transfer') desk.ended('customer-6001');
    // Both phones are taken down: the one that was silenced, and the one that rings now.
    const down = desk.asked('hangup').map((asked) => asked.leg);
    expect(down).toContain(leg);
    expect(down).toContain(other);
    for (const one of [leg, other]) desk.ended(one, 'cancelled');
    expect([desk.agentState('6002'), desk.agentState('6004')]).toEqual([3, 3]);
  });

  it.each(kinds)('survives a restart in between: %s', (kind) => {
    const { desk, leg } = ringing(kind);
    sendOn(desk, 'AGT', '6004');
    const { leg: other } = desk.dialled('6004');
    const legs = [...desk.state.legs.values()].map(({ leg: one }) => one);
    desk.restart();
    desk.sync(
      legs.map((one) => ({
        leg: one.id,
        phase: one.phase === 'up' ? ('up' as const) : ('ringing' as const),
        room: null,
      })),
    );
    for (const ins of ['6001', '6002', '6004']) desk.tell(ins, 'Init', { agentId: desk.view(ins).agent.agentId });
    desk.ended(leg, 'cancelled');
    desk.answered(other);
    expect(states(desk)).toEqual(TOGETHER[kind]);
  });

  it('of a transfer says in the end where the customer went', () => {
    const { desk, leg } = ringing('a one-step transfer');
    sendOn(desk, 'AGT', '6004');
    desk.ended(leg, 'cancelled');
    pickUp(desk, '6004');
    expect(desk.view('6004').call).toMatchObject({ CCIVR_TRANSFERTYPE: 'AGT', CCIVR_TRANSFERDEST: '6004' });
    expect(desk.last('6001', 'OneStepTransferSucc').replyTo).toBe('asked');
  });

  it('of a consult leaves the customer’s record alone when it comes to nothing', () => {
    const { desk, leg } = ringing('a consult');
    sendOn(desk, 'AGT', '6004');
    desk.ended(leg, 'cancelled');
    desk.ended(desk.dialled('6004').leg, 'busy');
    expect(desk.view('6001').call).toMatchObject({ CCIVR_TRANSFERTYPE: '', CCIVR_TRANSFERDEST: '' });
  });

  it('of a consulted skill goes back to its place when the other does not answer', () => {
    const desk = office();
    desk.talk('6001');
    desk.tell('6001', 'Consult', { destSPType: 'SK', destSPIns: '1001' });
    desk.tell('6002', 'SetWorkMode', { workMode: '0' });
    const { leg } = desk.dialled('6002');
    desk.ringing(leg);
    expect(desk.agentState('6001')).toBe(10);
    sendOn(desk, 'AGT', '6004');
    desk.tell('6002', 'Leave', { leaveReason: '0' });
    desk.ended(leg, 'cancelled');
    desk.ended(desk.dialled('6004').leg, 'no-answer');
    expect(desk.agentState('6001')).toBe(50);
  });

  it('that comes after the phone was picked up is too late', () => {
    const { desk, leg } = ringing('a consult');
    desk.answered(leg);
    sendOn(desk, 'AGT', '6004');
    expect(states(desk)).toEqual([11, 20, 3]);
  });
});

describe('a consult from a conference that the adviser sends on', () => {
  function sentOn(type: 'AGT' | 'EXT', dest: string) {
    const made = askedAside();
    const { desk, adviser } = made;
    desk.logOn('6004', '555', { agentWorkMode: '3' });
    desk.tell('6003', 'OneStepTransfer', { destType: type, destIns: dest, attached: {} });
    desk.ended(adviser, 'cancelled');
    return { ...made, rung: desk.dialled(dest).leg };
  }
  const four = (desk: Desk) => ['6001', '6002', '6003', '6004'].map((ins) => desk.agentState(ins));

  it('rings the other agent, who talks aside in the place of the first', () => {
    const { desk, customer, agent, other, room, rung } = sentOn('AGT', '6004');
    expect(four(desk)).toEqual([10, 30, 3, 27]);
    desk.answered(rung);
    expect(four(desk)).toEqual([35, 30, 3, 20]);
    const [corner, ...heard] = ears(desk, rung, agent, customer, other);
    expect(heard).toEqual([corner, room, room]);
    desk.tell('6001', 'FinishConsult');
    desk.ended(rung);
    expect(four(desk)).toEqual([21, 30, 3, 3]);
    desk.ended(customer);
    expectEmpty(desk);
  });

  it('rings an extension as well', () => {
    const { desk, agent, rung } = sentOn('EXT', '6005');
    desk.answered(rung);
    expect(four(desk)).toEqual([35, 30, 3, 3]);
    expect(ears(desk, rung)).toEqual(ears(desk, agent));
    desk.ended(rung);
    expect(four(desk)).toEqual([21, 30, 3, 3]);
  });

  it('leaves the conference as it was when the other does not answer', () => {
    const { desk, customer, agent, other, room, rung } = sentOn('AGT', '6004');
    desk.ended(rung, 'no-answer');
    expect(four(desk)).toEqual([21, 30, 3, 3]);
    expect(desk.last('6001', 'ConsultFailed')).toMatchObject({ fault: { code: 'NoAnswer' }, replyTo: 'c' });
    expect(ears(desk, customer, agent, other)).toEqual([room, room, room]);
  });

  it('can be cancelled by who asked, and outlives who was brought in', () => {
    const one = sentOn('AGT', '6004');
    one.desk.tell('6001', 'CancelConsult');
    one.desk.ended(one.rung, 'cancelled');
    expect(four(one.desk)).toEqual([21, 30, 3, 3]);
    const two = sentOn('AGT', '6004');
    two.desk.ended(two.other);
    two.desk.answered(two.rung);
    expect(four(two.desk)).toEqual([11, 19, 3, 20]);
  });
});

it('may lead back to who transferred and has left: refused there, it rings there once more, and is taken', () => {
  const { desk, leg } = ringing('a one-step transfer');
  const first = desk.state.sessions.get('6001')?.leg?.id ?? '';
  desk.tell('6001', 'DropCall');
  desk.ended(first);
  desk.tell('6001', 'FinishWrapup');
  expect(desk.agentState('6001')).toBe(3);
  sendOn(desk, 'AGT', '6001');
  desk.ended(leg, 'cancelled');
  const back = desk.dialled('6001').leg;
  desk.ringing(back);
  desk.ended(back, 'rejected');
  const again = desk.dialled('6001').leg;
  expect(again).not.toBe(back);
  desk.ringing(again);
  desk.answered(again);
  expect(states(desk)).toEqual([6, 3, 3]);
});
