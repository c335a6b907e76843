/** The maker of a conference asks a further one aside, while the other two talk on (state 35). */
import { describe, expect, it } from 'vitest';
import { aside, ears, ringing, states, three } from './support/aside.ts';
import { hears, pickUp } from './support/calls.ts';
import { withParams } from './support/config.ts';
import { Desk } from './support/desk.ts';

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
