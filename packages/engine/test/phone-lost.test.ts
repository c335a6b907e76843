import { describe, expect, it } from 'vitest';
import { dialTalk } from './support/calls.ts';
import { baseConfig } from './support/config.ts';
import { Desk } from './support/desk.ts';

const deskIdle = () => {
  const desk = new Desk();
  desk.logOn('6001', '888');
  desk.logOn('6002', '999');
  desk.clear();
  return desk;
};

describe('an idle agent is told why no calls come', () => {
  it('when the phone unregisters, and when it is back', () => {
    const desk = deskIdle();
    desk.device('6001', false);
    expect(desk.heard('6001')).toEqual(['StateChange 3']);
    expect(desk.last('6001', 'StateChange')).toMatchObject({
      fault: { code: 'DeviceUnreachable', args: { ins: '6001' } },
      agent: { agentState: 3, deviceLost: true },
    });
    desk.incoming('c1');
    expect(desk.dialled().target.number).toBe('6002');
    desk.device('6001', false);
    expect(desk.heard('6001').filter((name) => name === 'StateChange 3')).toHaveLength(1);
    desk.device('6001', true);
    const back = desk.last('6001', 'StateChange');
    expect(back.fault).toBeUndefined();
    expect(back.agent).not.toHaveProperty('deviceLost');
  });

  it('when the switch comes back without the phone', () => {
    const desk = deskIdle();
    desk.on({ on: 'down' });
    desk.on({ on: 'sync', legs: [], rooms: [], devices: [{ number: '6001', reachable: false }] });
    expect(desk.last('6001', 'StateChange').fault?.code).toBe('DeviceUnreachable');
    expect(desk.heard('6002')).toEqual([]);
  });

  it('when a reload takes the extension away', () => {
    const desk = deskIdle();
    const extensions = baseConfig.extensions.filter(({ number }) => number !== '6001');
    desk.feed({ kind: 'config', config: { ...baseConfig, extensions } });
    expect(desk.last('6001', 'StateChange').fault).toEqual({ code: 'DeviceUnknown', args: { ins: '6001' } });
    desk.incoming('c1');
    expect(desk.dialled().target.number).toBe('6002');
    desk.feed({ kind: 'config', config: baseConfig });
    expect(desk.view('6001').agent).not.toHaveProperty('deviceLost');
  });

  it('when a reload takes the work mode away: the normal one holds from then on', () => {
    const desk = deskIdle();
    desk.tell('6001', 'SetWorkMode', { workMode: '3' });
    desk.clear();
    const workModes = baseConfig.workModes.filter(({ serviceWorkMode }) => serviceWorkMode !== '3');
    desk.feed({ kind: 'config', config: { ...baseConfig, workModes } });
    expect(desk.last('6001', 'WorkModeChange')).toMatchObject({
      fault: { code: 'WorkModeUnknown', args: { mode: '3' } },
      agent: { agentWorkMode: '0' },
    });
    desk.tell('6002', 'Leave', { leaveReason: '1' });
    desk.incoming('c1');
    expect(desk.agentState('6001')).toBe(27);
  });
});

describe('a phone that is busy or refuses', () => {
  const alone = () => {
    const desk = new Desk();
    desk.logOn('6001', '888');
    desk.incoming('c1');
    desk.answered('c1');
    return desk;
  };

  it.each(['busy', 'rejected', 'normal', 'congestion'] as const)('by %s rests for five seconds', (cause) => {
    const desk = alone();
    desk.ended(desk.dialled('6001').leg, cause);
    expect(desk.agentState('6001')).toBe(3);
    expect(desk.asked('dial')).toHaveLength(1);
    desk.pass(4_999);
    expect(desk.asked('dial')).toHaveLength(1);
    desk.pass(1);
    expect(desk.agentState('6001')).toBe(27);
  });

  it('still leads to leave after its misses, and the agent reads why', () => {
    const desk = alone();
    for (let miss = 0; miss < 3; miss += 1) {
      desk.ended(desk.dialled('6001').leg, 'busy');
      if (miss < 2) desk.pass(5_000);
    }
    expect(desk.view('6001').agent).toMatchObject({ agentState: 23, leaveReason: '3' });
    expect(desk.last('6001', 'StateChange').fault).toEqual({ code: 'MissedTooMany', args: { misses: '3' } });
  });

  it('does not hold up others: who has not missed the call comes first, whatever the level', () => {
    const desk = new Desk();
    desk.logOn('6001', '777'); // level 9
    desk.incoming('c1');
    desk.answered('c1');
    desk.pass(15_000);
    desk.ended(desk.dialled('6001').leg, 'no-answer');
    // Nobody else: the same agent again.
    expect(desk.dialled().target.number).toBe('6001');
    desk.logOn('6002', '999'); // level 5
    desk.ended(desk.dialled('6001').leg, 'no-answer');
    expect(desk.dialled().target.number).toBe('6002');
    desk.ended(desk.dialled('6002').leg, 'no-answer');
    // Both have missed it: the better one again. Another call goes by level alone.
    expect(desk.dialled().target.number).toBe('6001');
  });

  it('is remembered over a restart', () => {
    const desk = new Desk();
    desk.logOn('6001', '777');
    desk.incoming('c1');
    desk.answered('c1');
    desk.ended(desk.dialled('6001').leg, 'busy');
    desk.restart();
    expect([...desk.state.calls.values()].map(({ missedBy }) => missedBy)).toEqual([['6001']]);
  });
});

it('an agent who asks twice to answer is told that it is under way', () => {
  const desk = new Desk();
  desk.logOn('6004', '888');
  desk.incoming('c1');
  desk.ringing(desk.dialled('6004').leg);
  desk.tell('6004', 'AnswerCall', {}, { id: 'a' });
  desk.tell('6004', 'AnswerCall', {}, { id: 'b' });
  expect(desk.last('6004', 'AnswerCallFailed')).toMatchObject({ fault: { code: 'CommandUnderWay' }, replyTo: 'b' });
  desk.answered(desk.dialled('6004').leg);
  expect(desk.last('6004', 'AnswerCallSucc').replyTo).toBe('a');
});

it('a dial on its way while the switch reports is hung up, should it arrive', () => {
  const desk = new Desk();
  desk.logOn('6001', '888');
  desk.incoming('c1');
  desk.answered('c1');
  const { leg } = desk.dialled('6001');
  desk.clear();
  desk.sync([{ leg: 'c1', phase: 'up', room: null }]);
  expect(desk.asked('hangup').map((each) => each.leg)).toEqual([leg]);
});

describe('an extension without an agent that could not be rung', () => {
  const listed = (desk: Desk) => {
    desk.tell('6001', 'RefreshAgentList', { agentListType: 'AGENTLISTTYPE_CALLINNER' });
    return JSON.stringify(desk.last('6001', 'RefreshAgentListSucc')).includes('"6005"');
  };

  it('is asked after, and not offered to anybody until it is back', () => {
    const desk = deskIdle();
    expect(listed(desk)).toBe(true);
    dialTalk(desk, '6001');
    desk.tell('6001', 'Consult', { destSPType: 'EXT', destSPIns: '6005' });
    const { leg } = desk.dialled('6005');
    desk.clear();
    desk.ended(leg, 'unreachable');
    expect(desk.last('6001', 'ConsultFailed').fault?.code).toBe('NumberUnreachable');
    expect(desk.asked('check-device')).toEqual([{ do: 'check-device', number: '6005' }]);
    expect(listed(desk)).toBe(false);
    desk.tell('6001', 'Consult', { destSPType: 'EXT', destSPIns: '6005' });
    expect(desk.last('6001', 'ConsultFailed').fault?.code).toBe('TargetBusy');
    desk.device('6005');
    expect(listed(desk)).toBe(true);
  });

  it('costs an agent who has sat down at it meanwhile no log-on', () => {
    const desk = deskIdle();
    desk.tell('6001', 'CallInner', { destSPType: 'EXT', destSPIns: '6005' });
    desk.answered(desk.dialled('6001').leg);
    const { leg } = desk.dialled('6005');
    desk.tell('6005', 'Init', { agentId: '777' });
    desk.tell('6005', 'Logon', { agentId: '777' });
    desk.ended(leg, 'unreachable');
    expect(desk.agentState('6005')).toBe(2);
    desk.device('6005');
    expect(desk.agentState('6005')).toBe(3);
    expect(desk.view('6005').agent).not.toHaveProperty('deviceLost');
  });
});
