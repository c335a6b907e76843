import { describe, expect, it } from 'vitest';
import { baseConfig, withAgent, withParams } from './support/config.ts';
import { Desk, namesOf } from './support/desk.ts';

describe('Init', () => {
  it('sends the settings before the reply, and gives the secret, state and mode', () => {
    const desk = new Desk();
    desk.clear();
    const reply = desk.tell('6001', 'Init', { agentId: '888' });
    expect(desk.effects.map(({ kind }) => kind)).toEqual(['event', 'reply']);
    expect(desk.heard('6001')).toEqual(['SettingsNotify']);
    expect(reply).toMatchObject({
      errorCode: 'Succ',
      datas: { delegatorId: expect.stringMatching(/^[0-9a-f]{32}$/), agentState: '1', agentWorkMode: '0' },
      agent: { agentId: '888', agentName: '员工888', agentState: 1, isMonitor: false, canKeepLogon: true },
    });
  });

  it.each([
    ['no ins', '', '888', 'InvalidIns', 'ParamMissing'],
    ['no agent', '6001', '', 'ProcessFailed', 'ParamMissing'],
  ])('refuses %s', (_what, ins, agentId, errorCode, code) => {
    const desk = new Desk();
    expect(desk.tell(ins, 'Init', { agentId }, { conn: 'ws' })).toMatchObject({ errorCode, fault: { code } });
    expect(desk.docs.size).toBe(0);
  });

  it('does not come over HTTP', () => {
    const desk = new Desk();
    expect(desk.tell('6001', 'Init', { agentId: '888' }, { conn: null })).toMatchObject({ errorCode: 'ProcessFailed' });
  });

  it('gives a wssp.v4 page one Snapshot after the reply', () => {
    const desk = new Desk();
    desk.tell('6001', 'Init', { agentId: '888' }, { v4: true });
    expect(desk.effects.slice(-3).map(({ kind }) => kind)).toEqual(['event', 'reply', 'event']);
    const { seq, ...snapshot } = desk.last('6001', 'Snapshot');
    expect(snapshot).toMatchObject({ params: { view: desk.view('6001') } });
    expect(seq).toBe(desk.view('6001').seq);
  });
});

describe('who may speak for a session', () => {
  const deskWith = () => {
    const desk = new Desk();
    desk.logOn('6001', '888');
    return desk;
  };

  it.each([
    ['an unknown seat', '6009', 'ws-6001', '', 'InvalidIns', 'SessionUnknown'],
    ['a socket that never said Init', '6001', 'ws-other', '', 'ProcessFailed', 'NotInitialised'],
    ['a wrong secret', '6001', 'ws-6001', 'ffff', 'DelegatorIdNoMatch', 'DelegatorMismatch'],
    ['HTTP without the secret', '6001', null, '', 'DelegatorIdNoMatch', 'DelegatorMismatch'],
    ['HTTP for an unknown seat', '6009', null, '', 'InvalidIns', 'SessionUnknown'],
  ])('turns away %s', (_what, ins, conn, delegatorId, errorCode, code) => {
    const desk = deskWith();
    desk.clear();
    expect(desk.tell(ins, 'Leave', { leaveReason: '0' }, { conn, delegatorId })).toMatchObject({
      errorCode,
      fault: { code },
    });
    expect(desk.effects).toHaveLength(1);
    expect(desk.agentState('6001')).toBe(3);
  });

  it('turns away a socket that controls another seat', () => {
    const desk = deskWith();
    desk.logOn('6002', '999');
    const reply = desk.tell('6001', 'Leave', { leaveReason: '0' }, { conn: 'ws-6002' });
    expect(reply.errorCode).toBe('InvalidIns');
  });

  it('lets the controlling socket speak without the secret, and HTTP with it', () => {
    const desk = deskWith();
    desk.tell('6001', 'Leave', { leaveReason: '1' });
    expect(desk.agentState('6001')).toBe(23);
    desk.tell('6001', 'ResumeWork', {}, { conn: null, delegatorId: desk.delegatorId('6001') });
    expect(desk.agentState('6001')).toBe(3);
    // What HTTP asked for is told to the page.
    expect(desk.heard('6001').at(-1)).toBe('ResumeWorkSucc');
  });

  it('gives HTTP its reply without a socket', () => {
    const desk = deskWith();
    desk.clear();
    desk.tell(
      '6001',
      'Dial',
      { phoneNum: '13800138000', attached: {} },
      { conn: null, delegatorId: desk.delegatorId('6001') },
    );
    expect(desk.effects[0]).toMatchObject({ kind: 'reply', conn: null, reply: { errorCode: 'Succ' } });
    expect(desk.agentState('6001')).toBe(46);
  });
});

describe('a second page', () => {
  it('is announced by CheckWebSocket, only when another socket controls the seat', () => {
    const desk = new Desk();
    expect(desk.tell('6001', 'CheckWebSocket').datas).toEqual({ isWebSocketExists: false });
    desk.logOn('6001', '888');
    expect(desk.tell('6001', 'CheckWebSocket').datas).toEqual({ isWebSocketExists: false });
    expect(desk.tell('6001', 'CheckWebSocket', {}, { conn: 'ws-b' }).datas).toEqual({ isWebSocketExists: true });
    desk.feed({ kind: 'connection-closed', conn: 'ws-6001' });
    expect(desk.tell('6001', 'CheckWebSocket', {}, { conn: 'ws-b' }).datas).toEqual({ isWebSocketExists: false });
  });

  it('takes the session over; the first hears WebSocketReplaced and nothing more, and may take it back', () => {
    const desk = new Desk();
    desk.logOn('6001', '888');
    desk.clear();
    const reply = desk.tell(
      '6001',
      'Init',
      { agentId: '888' },
      { conn: 'ws-b', delegatorId: desk.delegatorId('6001') },
    );
    expect(reply.datas).toMatchObject({ agentState: '3' });
    expect(desk.said().map(({ conn, event }) => [conn, event.event])).toEqual([
      ['ws-6001', 'WebSocketReplaced'],
      ['ws-b', 'SettingsNotify'],
      ['ws-b', 'StateChange'],
      ['ws-b', 'QueueChange'],
    ]);
    desk.clear();
    expect(desk.tell('6001', 'Leave', { leaveReason: '0' })).toMatchObject({
      errorCode: 'ProcessFailed',
      fault: { code: 'SessionReplaced' },
    });
    expect(desk.tell('6001', 'WSHello').errorCode).toBe('Succ');
    expect(desk.said('ws-6001')).toEqual([]);
    desk.tell('6001', 'Init', { agentId: '888' });
    expect(desk.said('ws-b').map(({ event }) => event.event)).toEqual(['WebSocketReplaced']);
    desk.tell('6001', 'Leave', { leaveReason: '0' });
    expect(desk.agentState('6001')).toBe(23);
    expect(desk.audits().filter(({ action }) => action === 'take-over')).toHaveLength(1);
  });

  it('keeps the secret for a page that knows it, and voids it for one that does not', () => {
    const desk = new Desk();
    desk.logOn('6001', '888');
    const secret = desk.delegatorId('6001');
    desk.tell('6001', 'Init', { agentId: '888' }, { conn: 'ws-b', delegatorId: secret });
    expect(desk.delegatorId('6001')).toBe(secret);
    desk.tell('6001', 'Init', { agentId: '888' }, { conn: 'ws-c' });
    expect(desk.delegatorId('6001')).not.toBe(secret);
    const old = desk.tell('6001', 'Leave', { leaveReason: '0' }, { conn: null, delegatorId: secret });
    expect(old.errorCode).toBe('DelegatorIdNoMatch');
    // The page that was replaced is not told the new secret on its way out.
    expect(JSON.stringify(desk.said('ws-b').at(-1))).not.toContain(desk.delegatorId('6001'));
  });

  it('that has not proved who it is does not get into a log-on under way either', () => {
    const desk = new Desk();
    desk.tell('6001', 'Init', { agentId: '888' });
    desk.tell('6001', 'Logon', { agentId: '888' });
    const effects = desk.feed({
      kind: 'command',
      ref: 'r',
      conn: 'ws-b',
      v4: false,
      lang: 'en',
      proven: false,
      command: { command: 'Init', params: { agentId: '888' }, ins: '6001', delegatorId: '' },
    });
    expect(effects).toMatchObject([{ reply: { fault: { code: 'TokenInvalid' } } }]);
  });

  it('that has not proved who it is gets a running session only by the secret', () => {
    const desk = new Desk();
    desk.logOn('6001', '888');
    const secret = desk.delegatorId('6001');
    const unproven = (delegatorId: string, command: 'Init' | 'CheckWebSocket') =>
      desk.feed({
        kind: 'command',
        ref: 'r',
        conn: 'ws-b',
        v4: false,
        lang: 'en',
        proven: false,
        command: { command, params: { agentId: '888', delegatorId }, ins: '6001', delegatorId },
      });
    expect(unproven('', 'CheckWebSocket')).toMatchObject([{ reply: { datas: { isWebSocketExists: false } } }]);
    expect(unproven(secret, 'CheckWebSocket')).toMatchObject([{ reply: { datas: { isWebSocketExists: true } } }]);
    expect(unproven('', 'Init')).toMatchObject([
      { kind: 'reply', reply: { errorCode: 'ProcessFailed', fault: { code: 'TokenInvalid' } } },
    ]);
    expect(desk.delegatorId('6001')).toBe(secret);
    expect(unproven(secret, 'Init').find(({ kind }) => kind === 'reply')).toMatchObject({
      reply: { errorCode: 'Succ' },
    });
  });
});

describe('another agent at the same seat', () => {
  it('logs off who sat there idle', () => {
    const desk = new Desk();
    desk.logOn('6001', '888');
    const secret = desk.delegatorId('6001');
    desk.clear();
    desk.tell('6001', 'Init', { agentId: '999' }, { conn: 'ws-b' });
    expect(desk.heard('6001')).toEqual(['StateChange 1', 'LogoffSucc', 'WebSocketReplaced']);
    expect(desk.view('6001').agent).toMatchObject({ agentId: '999', agentState: 1 });
    expect(desk.delegatorId('6001')).not.toBe(secret);
    expect(desk.audits()).toMatchObject([{ agentId: '888', action: 'log-off', outcome: 'displaced' }]);
  });

  it('is refused while who sits there has a call', () => {
    const desk = new Desk();
    desk.logOn('6001', '888');
    desk.talk('6001');
    desk.clear();
    expect(desk.tell('6001', 'Init', { agentId: '999' }, { conn: 'ws-b' })).toMatchObject({
      errorCode: 'ProcessFailed',
      fault: { code: 'AgentLoggedOnElsewhere', args: { agentId: '888', ins: '6001' } },
    });
    expect(desk.said()).toEqual([]);
    expect(desk.agentState('6001')).toBe(6);
  });
});

describe('a page that is gone', () => {
  it('leaves the agent talking, and the page that comes back shows the call without popping it again', () => {
    const desk = new Desk();
    desk.logOn('6001', '888');
    desk.talk('6001');
    desk.feed({ kind: 'connection-closed', conn: 'ws-6001' });
    desk.pass(600_000);
    expect(desk.agentState('6001')).toBe(6);
    desk.clear();
    const reply = desk.tell(
      '6001',
      'Init',
      { agentId: '888' },
      { conn: 'ws-b', delegatorId: desk.delegatorId('6001') },
    );
    expect(reply.datas).toMatchObject({ agentState: '6' });
    expect(desk.said('ws-b').map(({ event }) => event.event)).toEqual(['SettingsNotify', 'StateChange', 'QueueChange']);
    expect(desk.last('6001', 'StateChange').call).toMatchObject({ ANI: '13800138000' });
  });

  it('hears CallArrive again when the phone still rings', () => {
    const desk = new Desk();
    desk.logOn('6001', '888');
    desk.incoming('c1');
    desk.ringing(desk.dialled('6001').leg);
    desk.feed({ kind: 'connection-closed', conn: 'ws-6001' });
    desk.tell('6001', 'Init', { agentId: '888' }, { conn: 'ws-b' });
    expect(desk.said('ws-b').map(({ event }) => event.event)).toContain('CallArrive');
  });

  it('keeps the agent logged on for the grace, without new calls', () => {
    const desk = new Desk(withParams({ sessionGraceSeconds: 60 }));
    desk.logOn('6001', '888');
    desk.feed({ kind: 'connection-closed', conn: 'ws-6001' });
    desk.incoming('c1');
    expect(desk.agentState('6001')).toBe(3);
    desk.pass(59_999);
    expect(desk.agentState('6001')).toBe(3);
    desk.pass(1);
    expect(desk.agentState('6001')).toBeNull();
    expect([...desk.docs.keys()].filter((key) => key.startsWith('agent:'))).toEqual([]);
    expect(desk.audits().at(-1)).toMatchObject({ action: 'log-off', outcome: 'grace' });
  });

  it('gets the waiting call at once when it comes back', () => {
    const desk = new Desk();
    desk.logOn('6001', '888');
    desk.feed({ kind: 'connection-closed', conn: 'ws-6001' });
    desk.incoming('c1');
    desk.pass(5000);
    desk.tell('6001', 'Init', { agentId: '888' }, { conn: 'ws-b' });
    expect(desk.agentState('6001')).toBe(27);
    expect(desk.timers.has('agent:6001:grace')).toBe(false);
  });

  it('starts the grace when call and wrap-up are over', () => {
    const desk = new Desk(withParams({ sessionGraceSeconds: 60 }));
    desk.logOn('6001', '888');
    const { customer, agent } = desk.talk('6001');
    desk.feed({ kind: 'connection-closed', conn: 'ws-6001' });
    desk.pass(300_000);
    desk.ended(customer);
    desk.ended(agent);
    expect(desk.agentState('6001')).toBe(19);
    desk.pass(10_000 + 59_999);
    expect(desk.agentState('6001')).toBe(3);
    desk.pass(1);
    expect(desk.agentState('6001')).toBeNull();
  });

  it('is forgotten at once when nobody was logged on', () => {
    const desk = new Desk();
    desk.tell('6001', 'Init', { agentId: '888' });
    desk.feed({ kind: 'connection-closed', conn: 'ws-6001' });
    expect(desk.agentState('6001')).toBeNull();
    desk.tell('6002', 'Init', { agentId: '999' });
    desk.tell('6002', 'Logon', { agentId: '999' });
    desk.feed({ kind: 'connection-closed', conn: 'ws-6002' });
    expect(desk.agentState('6002')).toBeNull();
    expect(desk.timers.size).toBe(0);
  });

  it('means nothing when the socket had been replaced', () => {
    const desk = new Desk();
    desk.logOn('6001', '888');
    desk.tell('6001', 'Init', { agentId: '888' }, { conn: 'ws-b' });
    expect(desk.feed({ kind: 'connection-closed', conn: 'ws-6001' })).toEqual([]);
    expect(desk.timers.size).toBe(0);
  });

  it('is left behind by a socket that turns to another seat', () => {
    const desk = new Desk();
    desk.logOn('6001', '888');
    desk.tell('6002', 'Init', { agentId: '999' }, { conn: 'ws-6001' });
    expect(desk.timers.has('agent:6001:grace')).toBe(true);
    expect(desk.tell('6001', 'Logoff', {}, { conn: 'ws-6001' }).errorCode).toBe('InvalidIns');
  });
});

describe('KeepLogon', () => {
  it('keeps the agent for ever, with calls, and says how it stands', () => {
    const desk = new Desk();
    desk.logOn('6001', '888');
    const on = desk.tell('6001', 'SetFunctionSwitch', { functionCode: 'KeepLogon', isOn: true });
    expect(on).toMatchObject({ errorCode: 'Succ', datas: { functionCode: 'KeepLogon', isOn: 'true' } });
    expect(desk.view('6001').agent.isKeepLogon).toBe(true);
    desk.feed({ kind: 'connection-closed', conn: 'ws-6001' });
    desk.pass(24 * 3600_000);
    expect(desk.agentState('6001')).toBe(3);
    desk.incoming('c1');
    expect(desk.agentState('6001')).toBe(27);
  });

  it('is for those who may', () => {
    const desk = new Desk();
    desk.logOn('6002', '999');
    expect(desk.tell('6002', 'SetFunctionSwitch', { functionCode: 'KeepLogon', isOn: true })).toMatchObject({
      errorCode: 'ProcessFailed',
      fault: { code: 'NotPermitted' },
      datas: { functionCode: 'KeepLogon', isOn: 'false' },
    });
    expect(desk.tell('6002', 'SetFunctionSwitch', { functionCode: 'Magic', isOn: true }).fault?.code).toBe(
      'NotAvailable',
    );
  });

  it('starts the grace when it is switched off without a page', () => {
    const desk = new Desk(withAgent('888', { canKeepLogon: true }, baseConfig));
    desk.logOn('6001', '888');
    desk.tell('6001', 'SetFunctionSwitch', { functionCode: 'KeepLogon', isOn: true });
    desk.feed({ kind: 'connection-closed', conn: 'ws-6001' });
    const how = { conn: null, delegatorId: desk.delegatorId('6001') };
    desk.tell('6001', 'SetFunctionSwitch', { functionCode: 'KeepLogon', isOn: false }, how);
    expect(desk.timers.has('agent:6001:grace')).toBe(true);
  });
});

describe('WSHello', () => {
  it('says how long the present state lasts, and does not mind being early', () => {
    const desk = new Desk();
    expect(desk.tell('6001', 'WSHello')).toMatchObject({ errorCode: 'Succ', datas: { stateTimeLength: '00:00:00' } });
    desk.logOn('6001', '888');
    desk.pass(3_725_000);
    expect(desk.tell('6001', 'WSHello').datas).toEqual({ stateTimeLength: '01:02:05' });
  });
});

describe('event numbers', () => {
  it('have no gaps, whatever happens', () => {
    const desk = new Desk();
    desk.logOn('6001', '888');
    const { customer, agent } = desk.talk('6001');
    desk.tell('6001', 'Init', { agentId: '888' }, { conn: 'ws-b' });
    desk.ended(customer);
    desk.ended(agent);
    desk.pass(20_000);
    const numbers = desk.said().map(({ event }) => event.seq);
    expect(numbers).toEqual(numbers.map((_, i) => i + 1));
    expect(namesOf(desk.effects).at(-1)).toBe('StateChange 3');
  });
});
