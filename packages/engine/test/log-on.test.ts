import { describe, expect, it } from 'vitest';
import { withAgent, withParams } from './support/config.ts';
import { Desk, namesOf } from './support/desk.ts';

describe('log-on', () => {
  it('checks the phone and then says WorkModeChange, LogonSucc, state 3', () => {
    const desk = new Desk();
    desk.tell('6001', 'Init', { agentId: '888' });
    desk.clear();
    const reply = desk.tell('6001', 'Logon', { agentId: '888' }, { id: 'L1' });
    expect(reply).toMatchObject({ errorCode: 'Succ', datas: { delegatorId: desk.delegatorId('6001') }, replyTo: 'L1' });
    expect(desk.heard('6001')).toEqual(['StateChange 2']);
    expect(desk.asked('check-device')).toEqual([{ do: 'check-device', number: '6001' }]);
    desk.device('6001');
    expect(desk.heard('6001')).toEqual([
      'StateChange 2',
      'WorkModeChange',
      'LogonSucc',
      'StateChange 3',
      'QueueChange',
    ]);
    expect(desk.last('6001', 'LogonSucc').replyTo).toBe('L1');
    expect(desk.effects[0]).toMatchObject({ kind: 'reply' });
  });

  it('shows the name of the database, and what the page calls the agent only where that has none', () => {
    for (const [name, shown] of [
      ['员工888', '员工888'],
      ['', '小王'],
    ] as const) {
      const desk = new Desk(withAgent('888', { name }));
      desk.tell('6001', 'Init', { agentId: '888' });
      desk.tell('6001', 'Logon', { agentId: '888', agentName: '小王' });
      desk.device('6001');
      expect(desk.last('6001', 'LogonSucc').agent?.agentName).toBe(shown);
    }
  });

  it('fails when the phone is not reachable, and can be tried again', () => {
    const desk = new Desk();
    desk.tell('6001', 'Init', { agentId: '888' });
    desk.tell('6001', 'Logon', { agentId: '888' }, { id: 'L1' });
    expect(namesOf(desk.device('6001', false))).toEqual(['StateChange 1', 'LogonFailed DeviceUnreachable']);
    expect(desk.last('6001', 'LogonFailed').replyTo).toBe('L1');
    desk.tell('6001', 'Logon', { agentId: '888' });
    desk.device('6001');
    expect(desk.agentState('6001')).toBe(3);
  });

  it('fails when the phone does not answer the check within five seconds', () => {
    const desk = new Desk();
    desk.tell('6001', 'Init', { agentId: '888' });
    desk.tell('6001', 'Logon', { agentId: '888' });
    expect(namesOf(desk.pass(4999))).toEqual([]);
    expect(namesOf(desk.pass(1))).toEqual(['StateChange 1', 'LogonFailed DeviceUnreachable']);
    // The answer that comes after all means nothing.
    expect(namesOf(desk.device('6001'))).toEqual([]);
    expect(desk.agentState('6001')).toBe(1);
  });

  it.each([
    ['an unknown agent', '6001', '4711', 'AgentUnknown'],
    ['an unknown extension', '7777', '888', 'DeviceUnknown'],
    ['a remote agent without a number', 'RP_', '888', 'DeviceUnknown'],
    ['a remote agent whose number is none', 'RP_12a', '888', 'DeviceUnknown'],
    ['a remote agent on a forbidden number', 'RP_0044123', '888', 'NumberForbidden'],
  ])('refuses %s', (_what, ins, agentId, code) => {
    const desk = new Desk();
    desk.tell(ins, 'Init', { agentId });
    desk.clear();
    expect(desk.tell(ins, 'Logon', { agentId }).errorCode).toBe('Succ');
    expect(desk.heard(ins)).toEqual([`LogonFailed ${code}`]);
    expect(desk.agentState(ins)).toBe(1);
    expect(desk.asked('check-device')).toEqual([]);
  });

  it('refuses while the switch is down', () => {
    const desk = new Desk();
    desk.on({ on: 'down' });
    desk.tell('6001', 'Init', { agentId: '888' });
    desk.tell('6001', 'Logon', { agentId: '888' });
    expect(desk.last('6001', 'LogonFailed').fault).toEqual({ code: 'SwitchDown' });
  });

  it('refuses a second log-on of the same session', () => {
    const desk = new Desk();
    desk.logOn('6001', '888');
    desk.tell('6001', 'Logon', { agentId: '888' });
    expect(desk.last('6001', 'LogonFailed').fault).toEqual({ code: 'AlreadyLoggedOn' });
    expect(desk.agentState('6001')).toBe(3);
  });

  it('logs a remote agent on without a check, since a public phone cannot be checked', () => {
    const desk = new Desk(withParams({ outsidePrefix: '9' }));
    desk.logOn('RP_913800138000', '888');
    expect(desk.agentState('RP_913800138000')).toBe(3);
    expect(desk.asked('check-device')).toEqual([]);
    desk.incoming('c1');
    expect(desk.dialled()).toMatchObject({
      target: { kind: 'outside', number: '13800138000' },
      callerNumber: '4008110512',
    });
  });

  it('takes the work mode asked for, and the normal one when it is not known', () => {
    const desk = new Desk();
    desk.logOn('6001', '888', { agentWorkMode: '3' });
    desk.logOn('6002', '999', { agentWorkMode: '99' });
    expect(desk.view('6001').agent.agentWorkMode).toBe('3');
    expect(desk.view('6002').agent.agentWorkMode).toBe('0');
  });

  it('logs on to leave when the mode means leave and modes and states go together', () => {
    const desk = new Desk(withParams({ leaveWorkModeSync: true }));
    desk.logOn('6001', '888', { agentWorkMode: '6' });
    expect(desk.view('6001').agent).toMatchObject({ agentState: 23, agentWorkMode: '6', leaveReason: '0' });
    const apart = new Desk();
    apart.logOn('6001', '888', { agentWorkMode: '6' });
    expect(apart.agentState('6001')).toBe(3);
  });

  it('can be withdrawn while the phone is checked', () => {
    const desk = new Desk();
    desk.tell('6001', 'Init', { agentId: '888' });
    desk.tell('6001', 'Logon', { agentId: '888' }, { id: 'on' });
    desk.clear();
    desk.tell('6001', 'Logoff', {}, { id: 'off' });
    expect(desk.heard('6001')).toEqual(['StateChange 1', 'LogonFailed NotLoggedOn', 'LogoffSucc']);
    expect(desk.said().map(({ event }) => event.replyTo)).toEqual([undefined, 'on', 'off']);
    expect(desk.agentState('6001')).toBe(1);
    expect(namesOf(desk.device('6001'))).toEqual([]);
    expect(desk.timers.size).toBe(0);
  });
});

describe('one agent, one seat', () => {
  it('refuses a log-on while the agent sits elsewhere', () => {
    const desk = new Desk();
    desk.logOn('6001', '888');
    desk.tell('6002', 'Init', { agentId: '888' });
    desk.tell('6002', 'Logon', { agentId: '888' });
    expect(desk.last('6002', 'LogonFailed').fault).toEqual({
      code: 'AgentLoggedOnElsewhere',
      args: { agentId: '888', ins: '6001' },
    });
    expect(desk.agentState('6001')).toBe(3);
  });

  it('lets a seat without a page give way', () => {
    const desk = new Desk();
    desk.logOn('6001', '888');
    desk.feed({ kind: 'connection-closed', conn: 'ws-6001' });
    desk.logOn('6002', '888');
    expect(desk.agentState('6002')).toBe(3);
    expect(desk.agentState('6001')).toBeNull();
  });

  it('lets a seat without a page give way in its wrap-up, too', () => {
    const desk = new Desk();
    desk.logOn('6001', '888');
    const { customer, agent } = desk.talk('6001');
    desk.ended(customer);
    desk.ended(agent);
    desk.feed({ kind: 'connection-closed', conn: 'ws-6001' });
    desk.logOn('6002', '888');
    expect([desk.agentState('6001'), desk.agentState('6002')]).toEqual([null, 3]);
    expect(desk.timers.size).toBe(0);
  });

  it('does not cut off a call for it', () => {
    const desk = new Desk();
    desk.logOn('6001', '888');
    desk.talk('6001');
    desk.feed({ kind: 'connection-closed', conn: 'ws-6001' });
    desk.tell('6002', 'Init', { agentId: '888' });
    desk.tell('6002', 'Logon', { agentId: '888' });
    expect(desk.last('6002', 'LogonFailed').fault?.code).toBe('AgentLoggedOnElsewhere');
    expect(desk.agentState('6001')).toBe(6);
  });
});

describe('log-off', () => {
  it('takes the queue off the page, which hears of it no more', () => {
    const desk = new Desk();
    desk.logOn('6001', '888');
    desk.tell('6001', 'Leave', { leaveReason: '1' });
    desk.incoming('c1');
    desk.pass(1_000);
    expect(desk.last('6001', 'QueueChange')).toMatchObject({ params: { queueList: [{ ani: '13800138000' }] } });
    desk.clear();
    desk.tell('6001', 'Logoff');
    expect(desk.heard('6001')).toEqual(['StateChange 1', 'QueueChange', 'LogoffSucc']);
    expect(desk.last('6001', 'QueueChange')).toMatchObject({ params: { queueList: [] } });
  });

  it.each([
    ['idle', 3, () => {}],
    ['on leave', 23, (desk: Desk) => desk.tell('6001', 'Leave', { leaveReason: '1' })],
    [
      'wrapping up',
      19,
      (desk: Desk) => {
        const { customer, agent } = desk.talk('6001');
        desk.ended(customer);
        desk.ended(agent);
      },
    ],
  ])('works when %s', (_name, state, prepare) => {
    const desk = new Desk();
    desk.logOn('6001', '888');
    prepare(desk);
    expect(desk.agentState('6001')).toBe(state);
    desk.clear();
    desk.tell('6001', 'Logoff', {}, { id: 'x' });
    expect(desk.heard('6001')).toEqual(['StateChange 1', 'LogoffSucc']);
    expect(desk.last('6001', 'LogoffSucc').replyTo).toBe('x');
    expect(desk.timers.size).toBe(0);
    expect(desk.view('6001').queue).toEqual([]);
    desk.incoming('late');
    expect(desk.heard('6001')).toHaveLength(2);
  });

  it.each([
    ['preparing to dial', (desk: Desk) => desk.tell('6001', 'PrepareDial')],
    ['ringing', (desk: Desk) => desk.incoming('c1')],
    ['talking', (desk: Desk) => desk.talk('6001')],
  ])('is refused while %s', (_name, prepare) => {
    const desk = new Desk();
    desk.logOn('6001', '888');
    prepare(desk);
    const before = desk.agentState('6001');
    desk.tell('6001', 'Logoff');
    expect(desk.last('6001', 'LogoffFailed').fault).toEqual({
      code: 'NotAllowedInState',
      args: { state: `${before}` },
    });
    expect(desk.agentState('6001')).toBe(before);
  });
});

describe('customInitParams', () => {
  it('replace the skills and the wrap-up time of the database for the session', () => {
    const desk = new Desk();
    const customInitParams = { agentWrapupSeconds: 3, skills: [{ skillCode: '1002', skillLevel: 7 }] };
    desk.logOn('6001', '999', { customInitParams });
    desk.incoming('c1', '10010');
    expect(desk.agentState('6001')).toBe(3);
    desk.incoming('c2', '10086');
    const { leg } = desk.dialled('6001');
    desk.answered('c2');
    desk.answered(leg);
    desk.on({ on: 'played', play: desk.lastPlay().play, ok: true });
    desk.ended('c2');
    desk.ended(leg);
    expect(desk.last('6001', 'WrapupTick')).toMatchObject({ params: { tick: 3 } });
  });
});
