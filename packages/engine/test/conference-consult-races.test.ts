/** A consult from a conference (state 35): who hangs up meanwhile, what crosses, and what it outlives. */
import { describe, expect, it } from 'vitest';
import { aside, ears, expectEmpty, goDown, ringing, states, three } from './support/aside.ts';
import { hears, pickUp } from './support/calls.ts';
import type { Desk } from './support/desk.ts';

describe('meanwhile the customer hangs up', () => {
  it('while the adviser is rung: all are out, the consult has failed', () => {
    const { desk, customer } = ringing();
    desk.ended(customer);
    goDown(desk);
    expect(states(desk)).toEqual([19, 19, 3]);
    expect(desk.last('6001', 'ConsultFailed')).toMatchObject({ fault: { code: 'CallGone' }, replyTo: 'c' });
    expect(desk.heard('6001')).toContain('ConfOver');
    expectEmpty(desk);
  });

  it('while the two speak aside: all are out, and each is told', () => {
    const { desk, customer } = aside();
    desk.pass(2000);
    desk.clear();
    desk.ended(customer);
    expect(desk.asked('close-room')).toHaveLength(2);
    goDown(desk);
    expect(desk.heard('6001').slice(0, 3)).toEqual(['ConsultOver', 'ConfOver', 'DevDisconnected']);
    expect(desk.heard('6002').slice(0, 2)).toEqual(['ConfOver', 'DevDisconnected']);
    expect(desk.heard('6003')).toEqual(['ConsultedOver', 'StateChange 3']);
    expect(states(desk)).toEqual([19, 19, 3]);
    expect(desk.calls()).toMatchObject([{ outcome: 'answered', endedBy: 'customer', agentId: '888' }]);
    expect(
      desk
        .calls()[0]
        ?.segments.slice(-3)
        .map(({ kind, ins, outcome }) => [kind, ins, outcome]),
    ).toEqual([
      ['conference', '6001', 'consult'],
      ['consult', '6001', 'completed'],
      ['conference', '6002', 'completed'],
    ]);
    expectEmpty(desk);
  });
});

describe('meanwhile the one who was brought in leaves', () => {
  it.each(['button 49', 'the phone'] as const)(
    'while the two speak aside (%s): a consult like any other is left, and the customer waits',
    (how) => {
      const { desk, customer, agent, other, room, adviser, corner } = aside();
      desk.clear();
      if (how === 'button 49') desk.tell('6002', 'DropConf');
      desk.ended(other);
      expect(desk.heard('6001')).toEqual(['StateChange 11', 'ConfOver']);
      expect(states(desk)).toEqual([11, 19, 20]);
      expect(desk.asked('close-room')).toMatchObject([{ room }]);
      expect(desk.asked('music').at(-1)).toMatchObject({ leg: customer, musicClass: 'music-1001' });
      desk.tell('6001', 'ConsultSwap');
      expect(desk.asked('join').at(-1)).toMatchObject({ leg: customer, room: corner });
      desk.tell('6001', 'ConsultConf');
      expect(states(desk)).toEqual([21, 19, 30]);
      desk.tell('6001', 'DropCall');
      desk.ended(agent);
      expect(states(desk)).toEqual([19, 19, 6]);
      desk.ended(customer);
      desk.ended(adviser);
      expect(states(desk)).toEqual([19, 19, 19]);
      expect(desk.calls()).toMatchObject([{ agentId: '999' }]);
      expectEmpty(desk);
    },
  );

  it('while the adviser is rung: the ringing goes on, cancelled it gives the customer back', () => {
    const { desk, customer, agent, other, adviser } = ringing();
    desk.ended(other);
    expect(states(desk)).toEqual([10, 19, 5]);
    expect(desk.last('6001', 'ConfOver')).toBeDefined();
    expect(hears(desk, customer)).toBe('music-1001');
    desk.tell('6001', 'CancelConsult');
    expect(desk.last('6001', 'ConsultOver').replyTo).toBe('c');
    expect(hears(desk, customer)).toBe(hears(desk, agent));
    desk.ended(adviser, 'cancelled');
    expect(states(desk)).toEqual([6, 19, 3]);
  });

  it('while the adviser is rung, who then answers: 11, and transferred the adviser has the customer', () => {
    const { desk, customer, agent, other, adviser } = ringing();
    desk.tell('6002', 'DropCall');
    desk.ended(other);
    desk.answered(adviser);
    expect(states(desk)).toEqual([11, 19, 20]);
    expect(desk.last('6001', 'ConsultSucc').replyTo).toBe('c');
    desk.tell('6001', 'ConsultTransfer');
    desk.ended(agent);
    expect(states(desk)).toEqual([19, 19, 6]);
    expect(hears(desk, customer)).toBe(hears(desk, adviser));
  });

  it('a number that hangs up, with a number as adviser: 14', () => {
    const { desk, customer, other } = three(true);
    desk.tell('6001', 'Consult', { destSPType: 'OUT', destSPIns: '13900139009' });
    const adviser = pickUp(desk, '13900139009');
    desk.ended(other);
    expect([desk.agentState('6001'), hears(desk, customer)]).toEqual([14, 'music-1001']);
    desk.tell('6001', 'FinishConsult');
    expect(hears(desk, adviser)).toBe('hung up');
    desk.ended(adviser);
    expect(desk.agentState('6001')).toBe(6);
  });
});

describe('meanwhile the maker hangs up', () => {
  it('while the two speak aside: the one who was brought in has the customer, the adviser is let go', () => {
    const { desk, customer, agent, other, room, adviser } = aside();
    desk.clear();
    desk.ended(agent);
    expect(desk.asked('hangup')).toMatchObject([{ leg: adviser }]);
    desk.ended(adviser);
    expect(states(desk)).toEqual([19, 6, 3]);
    expect(desk.heard('6001')[0]).toBe('ConsultOver');
    expect(desk.heard('6001')).toContain('ConfOver');
    expect(desk.heard('6002')).toEqual(['ConfOver', 'StateChange 6', 'DevConnected']);
    expect(desk.heard('6003')).toEqual(['ConsultedOver', 'StateChange 3']);
    expect(desk.asked('close-room')).toHaveLength(1);
    desk.ended(customer);
    desk.ended(other);
    expect(desk.calls()).toMatchObject([{ agentId: '777' }]);
    expect(desk.asked('close-room').at(-1)).toMatchObject({ room });
    expectEmpty(desk);
  });

  it('while the adviser is rung: the ringing stops', () => {
    const { desk, agent, adviser } = ringing();
    desk.ended(agent);
    expect(desk.asked('hangup')).toMatchObject([{ leg: adviser, cause: 'cancelled' }]);
    desk.ended(adviser, 'cancelled');
    expect(states(desk)).toEqual([19, 6, 3]);
    expect(desk.last('6001', 'ConsultFailed')).toMatchObject({ fault: { code: 'CallGone' }, replyTo: 'c' });
  });

  it('with a number: number and customer talk on by themselves', () => {
    const { desk, customer, agent, other, room, adviser } = aside(true);
    desk.ended(agent);
    desk.ended(adviser);
    expect(states(desk)).toEqual([19, 3, 3]);
    expect(ears(desk, customer, other)).toEqual([room, room]);
    desk.ended(other);
    expectEmpty(desk);
  });
});

describe('at the same time', () => {
  it('the adviser answers and the maker cancels: in either order one of the two counts', () => {
    const late = ringing();
    late.desk.tell('6001', 'CancelConsult');
    late.desk.answered(late.adviser);
    late.desk.ended(late.adviser);
    expect(states(late.desk)).toEqual([21, 30, 3]);
    const early = aside();
    early.desk.tell('6001', 'CancelConsult', {}, { id: 'x' });
    expect(early.desk.last('6001', 'CancelConsultFailed').replyTo).toBe('x');
    expect(states(early.desk)).toEqual([35, 30, 20]);
  });

  it('the adviser and the one who was brought in hang up, in either order: alone with the customer', () => {
    for (const first of ['other', 'adviser'] as const) {
      const made = aside();
      made.desk.ended(made[first]);
      made.desk.ended(first === 'other' ? made.adviser : made.other);
      expect(states(made.desk)).toEqual([6, 19, 3]);
      expect(hears(made.desk, made.customer)).toBe(hears(made.desk, made.agent));
    }
  });

  it('the maker finishes and the one who was brought in leaves: the second finds another call', () => {
    const { desk, other, adviser } = aside();
    desk.tell('6002', 'DropCall');
    desk.tell('6001', 'FinishConsult');
    expect(desk.last('6001', 'FinishConsultSucc')).toBeDefined();
    desk.ended(other);
    desk.ended(adviser);
    expect(states(desk)).toEqual([6, 19, 3]);
  });
});

describe('a consult from a conference outlives', () => {
  const back = (desk: Desk, legs: readonly string[], rooms: readonly string[]) =>
    desk.sync(
      legs.map((leg) => ({ leg, phase: 'up' as const, room: null })),
      rooms,
    );

  it('the server', () => {
    const { desk, customer, agent, other, room, adviser, corner } = aside();
    desk.restart();
    back(desk, [customer, agent, other, adviser], [room, corner]);
    expect(states(desk)).toEqual([35, 30, 20]);
    expect(ears(desk, customer, other, agent, adviser)).toEqual([room, room, corner, corner]);
    desk.ended(adviser);
    expect(desk.agentState('6001')).toBe(21);
    desk.sync(
      [customer, agent, other].map((leg) => ({ leg, phase: 'up' as const, room })),
      [room],
    );
    expect(desk.asked('close-room').at(-1)).toMatchObject({ room: corner });
  });

  it('a switch that lost its rooms: both are opened again, and no third', () => {
    const { desk, customer, agent, other, room, adviser, corner } = aside();
    desk.on({ on: 'down' });
    desk.clear();
    back(desk, [customer, agent, other, adviser], ['stray']);
    expect(desk.asked('open-room').map((asked) => asked.room)).toEqual([room, corner]);
    expect(desk.asked('close-room').map((asked) => asked.room)).toEqual(['stray']);
    expect(ears(desk, customer, other, agent, adviser)).toEqual([room, room, corner, corner]);
  });

  it('the loss of anybody’s leg while the switch was away', () => {
    const after: Record<'customer' | 'agent' | 'other' | 'adviser', readonly number[]> = {
      customer: [19, 19, 3],
      agent: [19, 6, 3],
      other: [11, 19, 20],
      adviser: [21, 30, 3],
    };
    for (const gone of ['customer', 'agent', 'other', 'adviser'] as const) {
      const made = aside();
      const { desk, room, corner } = made;
      desk.on({ on: 'down' });
      const left = (['customer', 'agent', 'other', 'adviser'] as const).filter((one) => one !== gone);
      back(
        desk,
        left.map((one) => made[one]),
        [room, corner],
      );
      goDown(desk);
      expect([gone, states(desk)]).toEqual([gone, after[gone]]);
    }
  });
});

describe('a supervisor', () => {
  function watched(target: '6001' | '6002' | '6003') {
    const made = aside();
    const { desk } = made;
    desk.logOn('6004', '555', { agentWorkMode: '3' });
    desk.tell('6004', 'MonitorAgent', { destSPType: 'AGT', destSPIns: target });
    const { leg } = desk.dialled('6004');
    desk.answered(leg);
    return { ...made, watcher: leg };
  }

  it.each([
    ['6001', 'corner'],
    ['6002', 'room'],
    ['6003', 'corner'],
  ] as const)('who listens to %s is in the %s', (target, where) => {
    const made = watched(target);
    expect(made.desk.agentState('6004')).toBe(17);
    expect(hears(made.desk, made.watcher)).toBe(made[where]);
  });

  it('follows the maker back into the conference, and into the consult that is left of it', () => {
    const one = watched('6001');
    one.desk.tell('6001', 'FinishConsult');
    expect(hears(one.desk, one.watcher)).toBe(one.room);
    const two = watched('6001');
    two.desk.ended(two.other);
    expect(hears(two.desk, two.watcher)).toBe(two.corner);
  });

  it('can end the call for all', () => {
    const { desk } = watched('6001');
    desk.tell('6004', 'ForceDrop');
    goDown(desk);
    expect(states(desk)).toEqual([19, 19, 3]);
    expectEmpty(desk);
  });

  it('can log the maker off: when the call and its wrap-up are over', () => {
    const { desk, customer } = aside();
    desk.logOn('6004', '555', { agentWorkMode: '3' });
    desk.tell('6004', 'MonitorControl', { destSPType: 'AGT', destSPIns: '6001', controlType: '1' });
    expect(states(desk)).toEqual([35, 30, 20]);
    desk.ended(customer);
    goDown(desk);
    expect(desk.agentState('6001')).toBe(19);
    desk.pass(60_000);
    expect(desk.agentState('6001')).toBe(1);
  });
});
