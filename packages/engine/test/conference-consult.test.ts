/** The maker of a conference asks a further one aside, while the other two talk on (state 35). */
import { describe, expect, it } from 'vitest';
import { consult, consultOutside, hears, pickUp } from './support/calls.ts';
import { withParams } from './support/config.ts';
import { Desk } from './support/desk.ts';

interface Three {
  readonly desk: Desk;
  readonly customer: string;
  readonly agent: string;
  readonly other: string;
  readonly room: string;
}
/** 6001 has customer and 6002, or a number, in a conference; 6003 is idle. */
function three(outside = false): Three {
  const desk = new Desk();
  desk.logOn('6001', '888', {}, { v4: true });
  desk.logOn('6002', '777', { agentWorkMode: '3' });
  desk.logOn('6003', '999', { agentWorkMode: '3' });
  const { customer, agent } = desk.talk('6001');
  const room = hears(desk, agent);
  const other = outside ? consultOutside(desk, '6001') : consult(desk, '6001', '6002');
  desk.tell('6001', 'ConsultConf');
  return { desk, customer, agent, other, room };
}
/** 6003 is rung for it. */
function ringing(outside = false): Three & { readonly adviser: string } {
  const made = three(outside);
  const { desk } = made;
  desk.tell('6001', 'Consult', { destSPType: 'AGT', destSPIns: '6003' }, { id: 'c' });
  const { leg } = desk.dialled('6003');
  desk.ringing(leg);
  return { ...made, adviser: leg };
}
/** 6003 speaks with 6001 aside. */
function aside(outside = false): Three & { readonly adviser: string; readonly corner: string } {
  const made = ringing(outside);
  const { desk, adviser } = made;
  desk.answered(adviser);
  return { ...made, corner: hears(desk, adviser) };
}
const states = (desk: Desk) => ['6001', '6002', '6003'].map((ins) => desk.agentState(ins));
const ears = (desk: Desk, ...legs: string[]) => legs.map((leg) => hears(desk, leg));
/** Everything the engine hung up goes down. */
function goDown(desk: Desk): void {
  for (const { leg } of desk.asked('hangup')) desk.ended(leg);
}
function expectEmpty(desk: Desk): void {
  goDown(desk);
  expect([desk.state.calls.size, desk.state.legs.size]).toEqual([0, 0]);
  expect(desk.calls()).toHaveLength(1);
}

describe('a consult from a conference', () => {
  it('rings the adviser while the others talk on, then the two speak aside', () => {
    const { desk, customer, agent, other, room, adviser } = ringing();
    const corner = hears(desk, agent);
    expect(states(desk)).toEqual([10, 30, 5]);
    expect(corner).not.toBe(room);
    expect(ears(desk, customer, other)).toEqual([room, room]);
    expect(desk.asked('tone').at(-1)).toMatchObject({ leg: agent, tone: 'ringback' });
    expect(desk.heard('6001').slice(-2)).toEqual(['StateChange 10', 'ConsultStart']);
    expect(desk.last('6003', 'CallArrive').call).toMatchObject({ ANI: '13800138000' });
    desk.answered(adviser);
    expect(states(desk)).toEqual([35, 30, 20]);
    expect(ears(desk, customer, other, agent, adviser)).toEqual([room, room, corner, corner]);
    expect(desk.last('6001', 'ConsultSucc').replyTo).toBe('c');
    expect(desk.heard('6002').at(-1)).toBe('StateChange 30');
  });

  it.each([
    [false, 21],
    [true, 22],
  ])('finished: the adviser is let go, and the maker is back among the three (with a number: %s)', (outside, state) => {
    const { desk, customer, agent, other, room, adviser, corner } = aside(outside);
    desk.clear();
    desk.tell('6001', 'FinishConsult', {}, { id: 'f' });
    expect(desk.heard('6001')).toEqual([`StateChange ${state}`, 'FinishConsultSucc', 'ConsultOver']);
    expect(desk.last('6001', 'FinishConsultSucc').replyTo).toBe('f');
    expect(desk.heard('6003')).toEqual(['ConsultedOver']);
    expect(desk.asked('hangup')).toMatchObject([{ leg: adviser }]);
    expect(desk.asked('join')).toMatchObject([{ leg: agent, room }]);
    expect(desk.asked('close-room')).toMatchObject([{ room: corner }]);
    desk.ended(adviser);
    expect(states(desk)).toEqual([state, outside ? 3 : 30, 3]);
    desk.tell('6001', 'DropConf', { functionCode: '50' });
    desk.ended(other);
    desk.ended(customer);
    desk.ended(agent);
    expect(desk.agentState('6001')).toBe(19);
    expect([desk.state.calls.size, desk.state.legs.size]).toEqual([0, 0]);
  });

  it('cancelled while it rings: back, and both commands have their end', () => {
    const { desk, agent, room, adviser } = ringing();
    desk.clear();
    desk.tell('6001', 'CancelConsult', {}, { id: 'x' });
    expect(desk.heard('6001')).toEqual(['StateChange 21', 'CancelConsultSucc', 'ConsultOver']);
    expect(desk.last('6001', 'ConsultOver').replyTo).toBe('c');
    expect(desk.asked('hangup')).toMatchObject([{ leg: adviser, cause: 'cancelled' }]);
    expect(desk.asked('tone').at(-1)).toMatchObject({ leg: agent, tone: null });
    expect(desk.asked('join')).toMatchObject([{ leg: agent, room }]);
    desk.ended(adviser, 'cancelled');
    expect(states(desk)).toEqual([21, 30, 3]);
  });

  it.each([
    ['busy', 'NumberBusy'],
    ['no-answer', 'NoAnswer'],
    ['normal', 'CallRejected'],
  ] as const)('that fails (%s) brings the maker back', (cause, code) => {
    const { desk, agent, room, adviser } = ringing();
    desk.ended(adviser, cause);
    expect(states(desk)).toEqual([21, 30, 3]);
    expect(desk.last('6001', 'ConsultFailed')).toMatchObject({ fault: { code }, replyTo: 'c' });
    expect(hears(desk, agent)).toBe(room);
  });

  it('refused by button (10 in 5) brings the maker back', () => {
    const { desk, adviser } = ringing();
    desk.tell('6003', 'DropCall');
    expect(desk.agentState('6001')).toBe(21);
    expect(desk.last('6001', 'ConsultFailed').fault?.code).toBe('CallRejected');
    desk.ended(adviser, 'cancelled');
    expect(states(desk)).toEqual([21, 30, 3]);
  });

  it.each(['button', 'the phone'] as const)('is over when the adviser hangs up (%s)', (how) => {
    const { desk, agent, room, adviser } = aside();
    desk.clear();
    if (how === 'button') desk.tell('6003', 'DropCall');
    desk.ended(adviser);
    expect(desk.heard('6001')).toEqual(['StateChange 21', 'ConsultOver']);
    expect(desk.heard('6003')[0]).toBe(how === 'button' ? 'DropCallSucc' : 'ConsultedOver');
    expect(states(desk)).toEqual([21, 30, 3]);
    expect(hears(desk, agent)).toBe(room);
  });

  it('can ask a number (13) or an extension without an agent, and again after it', () => {
    const { desk, agent, room } = three();
    desk.tell('6001', 'Consult', { destSPType: 'OUT', destSPIns: '13900139009' });
    expect(desk.agentState('6001')).toBe(13);
    const number = pickUp(desk, '13900139009');
    expect(desk.agentState('6001')).toBe(35);
    expect(hears(desk, number)).toBe(hears(desk, agent));
    desk.ended(number);
    expect(states(desk)).toEqual([21, 30, 3]);
    desk.tell('6001', 'Consult', { destSPType: 'EXT', destSPIns: '6005' });
    expect(desk.agentState('6001')).toBe(10);
    desk.ended(desk.dialled('6005').leg, 'busy');
    expect([desk.agentState('6001'), hears(desk, agent)]).toEqual([21, room]);
    expect(desk.last('6001', 'ConsultFailed').fault?.code).toBe('NumberBusy');
  });

  it('is refused for a skill, a busy colleague, and without the switch; and nothing changes', () => {
    const { desk, agent, room } = three();
    const before = JSON.stringify(desk.state.calls.get([...desk.state.calls.keys()][0] ?? ''));
    const why = (params: { destSPType: 'AGT' | 'SK'; destSPIns: string }) => {
      desk.tell('6001', 'Consult', params);
      return desk.last('6001', 'ConsultFailed').fault?.code;
    };
    expect(why({ destSPType: 'SK', destSPIns: '1001' })).toBe('ParamInvalid');
    expect(why({ destSPType: 'AGT', destSPIns: '6002' })).toBe('TargetBusy');
    desk.on({ on: 'down' });
    expect(why({ destSPType: 'AGT', destSPIns: '6003' })).toBe('SwitchDown');
    expect(JSON.stringify(desk.state.calls.get([...desk.state.calls.keys()][0] ?? ''))).toBe(before);
    expect(hears(desk, agent)).toBe(room);
  });

  it('is the maker’s: who was brought in, and a supervisor who joined, may not', () => {
    const { desk } = three();
    desk.tell('6002', 'Consult', { destSPType: 'AGT', destSPIns: '6003' });
    expect(desk.last('6002', 'ConsultFailed').fault?.code).toBe('NotAllowedInState');
    const other = new Desk();
    other.logOn('6001', '555');
    other.logOn('6002', '777', { agentWorkMode: '3' });
    other.logOn('6003', '999');
    other.talk('6003');
    other.tell('6001', 'MonitorAgent', { destSPType: 'AGT', destSPIns: '6003' });
    other.answered(other.dialled('6001').leg);
    other.tell('6001', 'Intervence');
    other.tell('6001', 'Consult', { destSPType: 'AGT', destSPIns: '6002' });
    expect(other.last('6001', 'ConsultFailed').fault?.code).toBe('NotAllowedInState');
  });

  it('allows to end it in 35 and nothing else: nobody is brought in as a fourth', () => {
    const { desk } = aside();
    for (const command of ['ConsultConf', 'ConsultTransfer', 'ConsultSwap', 'DropConf', 'DropCall'] as const) {
      desk.tell('6001', command);
      expect(desk.last('6001', `${command}Failed`).fault?.code).toBe('NotAllowedInState');
    }
    expect(states(desk)).toEqual([35, 30, 20]);
  });
});

describe('the buttons of a conference', () => {
  const consults = (desk: Desk) =>
    desk
      .view('6001')
      .buttons.filter(({ id, enabled }) => enabled && (id === 7 || id === 8))
      .map(({ id }) => id);

  it.each([false, true])(
    'offer a further consult to pages of wssp.v4, and deployed pages what they know (%s)',
    (outside) => {
      const { desk } = three(outside);
      expect(consults(desk)).toEqual([8, 7]);
      const row = desk.view('6001').settings.stateSettings.find(({ state }) => state === (outside ? '22' : '21'));
      expect(row?.functions.filter(({ enabled }) => enabled).map(({ id }) => id)).toEqual([36, 48, 49, 50]);
    },
  );

  it('leave out what is masked, and the command is refused', () => {
    const { desk } = three();
    desk.feed({ kind: 'config', config: withParams({ mask: [7, 8] }) });
    expect(consults(desk)).toEqual([]);
    desk.tell('6001', 'Consult', { destSPType: 'AGT', destSPIns: '6003' });
    expect(desk.last('6001', 'ConsultFailed').fault?.code).toBe('FunctionMasked');
  });
});

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
