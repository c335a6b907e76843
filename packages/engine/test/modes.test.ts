import { describe, expect, it } from 'vitest';
import { withParams } from './support/config.ts';
import { Desk, namesOf } from './support/desk.ts';

const deskIdle = (config?: ConstructorParameters<typeof Desk>[0]) => {
  const desk = new Desk(config);
  desk.logOn('6001', '888');
  desk.clear();
  return desk;
};
const hangUp = (desk: Desk, legs: { customer: string; agent: string }) => {
  desk.ended(legs.customer);
  desk.ended(legs.agent);
};

describe('work modes', () => {
  it('change at once when idle, and only the normal one takes calls', () => {
    const desk = deskIdle();
    desk.tell('6001', 'SetWorkMode', { workMode: '3' }, { id: 'w' });
    expect(desk.heard('6001')).toEqual(['WorkModeChange', 'SetWorkModeSucc']);
    expect(desk.last('6001', 'WorkModeChange').agent?.agentWorkMode).toBe('3');
    desk.incoming('c1');
    expect(desk.agentState('6001')).toBe(3);
    desk.tell('6001', 'SetWorkMode', { workMode: '0' });
    expect(desk.agentState('6001')).toBe(27);
  });

  it('that do not exist are refused', () => {
    const desk = deskIdle();
    desk.tell('6001', 'SetWorkMode', { workMode: '42' });
    expect(desk.last('6001', 'SetWorkModeFailed').fault).toEqual({ code: 'WorkModeUnknown', args: { mode: '42' } });
  });

  it('can bind an agent to one skill', () => {
    const desk = deskIdle();
    desk.tell('6001', 'SetWorkMode', { workMode: '10' });
    desk.incoming('c1', '10010');
    expect(desk.agentState('6001')).toBe(3);
    desk.incoming('c2', '10086');
    expect(desk.agentState('6001')).toBe(27);
    expect(desk.last('6001', 'StateChange').call?.SK).toBe('1002');
  });

  it('asked for in a call are remembered, and the last one counts', () => {
    const desk = deskIdle();
    const legs = desk.talk('6001');
    desk.clear();
    desk.tell('6001', 'SetWorkMode', { workMode: '6' });
    desk.tell('6001', 'SetWorkMode', { workMode: '3' });
    expect(desk.heard('6001')).toEqual(['SetWorkModeSucc', 'SetWorkModeSucc']);
    expect(desk.said().map(({ event }) => event.pending)).toEqual([
      { leaveReason: null, workMode: '6' },
      { leaveReason: null, workMode: '3' },
    ]);
    expect(desk.view('6001')).toMatchObject({ pendingWorkMode: '3', agent: { agentWorkMode: '0' } });
    hangUp(desk, legs);
    desk.clear();
    desk.tell('6001', 'FinishWrapup');
    expect(desk.heard('6001')).toEqual(['WorkModeChange', 'StateChange 3', 'FinishWrapupSucc']);
    expect(desk.said()[0]?.event.pending).toEqual({ leaveReason: null, workMode: null });
    expect(desk.view('6001').agent.agentWorkMode).toBe('3');
  });

  it('asked for in wrap-up change at once', () => {
    const desk = deskIdle();
    hangUp(desk, desk.talk('6001'));
    desk.tell('6001', 'SetWorkMode', { workMode: '3' });
    expect(desk.view('6001').agent).toMatchObject({ agentState: 19, agentWorkMode: '3' });
    desk.incoming('next');
    desk.pass(10_000);
    expect(desk.agentState('6001')).toBe(3);
  });
});

describe('leave', () => {
  it('goes 3 → 23 → 3 with its reason', () => {
    const desk = deskIdle();
    desk.tell('6001', 'Leave', { leaveReason: '2' }, { id: 'l' });
    expect(desk.heard('6001')).toEqual(['StateChange 23', 'LeaveSucc']);
    expect(desk.last('6001', 'StateChange').agent?.leaveReason).toBe('2');
    desk.incoming('c1');
    expect(desk.agentState('6001')).toBe(23);
    desk.tell('6001', 'ResumeWork', {}, { id: 'r' });
    expect(desk.heard('6001').slice(2)).toEqual(['StateChange 3', 'ResumeWorkSucc', 'StateChange 27']);
    expect(desk.agentState('6001')).toBe(27);
  });

  it('for an unknown reason is refused', () => {
    const desk = deskIdle();
    desk.tell('6001', 'Leave', { leaveReason: '9' });
    expect(desk.last('6001', 'LeaveFailed').fault).toEqual({ code: 'LeaveReasonUnknown', args: { reason: '9' } });
    expect(desk.agentState('6001')).toBe(3);
  });

  it('asked for in a call begins after the wrap-up', () => {
    const desk = deskIdle();
    const legs = desk.talk('6001');
    desk.tell('6001', 'Leave', { leaveReason: '1' });
    expect(desk.last('6001', 'LeaveSucc').pending).toEqual({ leaveReason: '1', workMode: null });
    expect(desk.agentState('6001')).toBe(6);
    hangUp(desk, legs);
    expect(desk.agentState('6001')).toBe(19);
    desk.pass(10_000);
    expect(desk.view('6001').agent).toMatchObject({ agentState: 23, leaveReason: '1' });
    expect(desk.view('6001').pendingLeaveReason).toBeNull();
  });

  it('asked for in a call can be taken back', () => {
    const desk = deskIdle();
    const legs = desk.talk('6001');
    desk.tell('6001', 'Leave', { leaveReason: '1' });
    desk.tell('6001', 'ResumeWork');
    expect(desk.last('6001', 'ResumeWorkSucc').pending).toEqual({ leaveReason: null, workMode: null });
    hangUp(desk, legs);
    desk.pass(10_000);
    expect(desk.agentState('6001')).toBe(3);
    const again = deskIdle();
    again.talk('6001');
    again.tell('6001', 'ResumeWork');
    expect(again.last('6001', 'ResumeWorkFailed').fault?.code).toBe('NotAllowedInState');
  });

  it('asked for while ringing begins when the call was missed', () => {
    const desk = deskIdle();
    desk.incoming('c1');
    desk.tell('6001', 'Leave', { leaveReason: '0' });
    desk.ended(desk.dialled('6001').leg, 'no-answer');
    expect(desk.agentState('6001')).toBe(23);
  });
});

describe('leave mode and leave state together (SOFTPHONELEAVEWORKMODESTATESYNC)', () => {
  const deskSynced = () => deskIdle(withParams({ leaveWorkModeSync: true }));

  it('the mode brings the state', () => {
    const desk = deskSynced();
    desk.tell('6001', 'SetWorkMode', { workMode: '6' });
    expect(desk.heard('6001')).toEqual(['WorkModeChange', 'StateChange 23', 'SetWorkModeSucc']);
    desk.tell('6001', 'SetWorkMode', { workMode: '0' });
    expect(desk.agentState('6001')).toBe(3);
  });

  it('the state brings the mode, and resume the mode before', () => {
    const desk = deskSynced();
    desk.tell('6001', 'SetWorkMode', { workMode: '3' });
    desk.tell('6001', 'Leave', { leaveReason: '2' });
    expect(desk.view('6001').agent).toMatchObject({ agentState: 23, agentWorkMode: '6', leaveReason: '2' });
    desk.tell('6001', 'ResumeWork');
    expect(desk.view('6001').agent).toMatchObject({ agentState: 3, agentWorkMode: '3', leaveReason: null });
  });

  it('in a call both wait for its end, and the last wish counts', () => {
    const desk = deskSynced();
    const legs = desk.talk('6001');
    desk.tell('6001', 'SetWorkMode', { workMode: '6' });
    hangUp(desk, legs);
    desk.pass(10_000);
    expect(desk.view('6001').agent).toMatchObject({ agentState: 23, agentWorkMode: '6' });
    const other = deskSynced();
    const otherLegs = other.talk('6001');
    other.tell('6001', 'Leave', { leaveReason: '1' });
    other.tell('6001', 'SetWorkMode', { workMode: '0' });
    hangUp(other, otherLegs);
    other.pass(10_000);
    expect(other.agentState('6001')).toBe(3);
  });

  it('in a call resume takes the leave mode back, too', () => {
    const desk = deskSynced();
    const legs = desk.talk('6001');
    desk.tell('6001', 'SetWorkMode', { workMode: '6' });
    desk.tell('6001', 'ResumeWork');
    hangUp(desk, legs);
    desk.pass(10_000);
    expect(desk.view('6001').agent).toMatchObject({ agentState: 3, agentWorkMode: '0' });
  });

  it('in wrap-up the mode changes now and the state afterwards', () => {
    const desk = deskSynced();
    hangUp(desk, desk.talk('6001'));
    desk.tell('6001', 'SetWorkMode', { workMode: '6' });
    expect(desk.view('6001').agent).toMatchObject({ agentState: 19, agentWorkMode: '6' });
    desk.pass(10_000);
    expect(desk.agentState('6001')).toBe(23);
  });

  it('without the parameter mode and state are independent', () => {
    const desk = deskIdle();
    desk.tell('6001', 'SetWorkMode', { workMode: '6' });
    expect(desk.agentState('6001')).toBe(3);
    desk.tell('6001', 'SetWorkMode', { workMode: '0' });
    desk.tell('6001', 'Leave', { leaveReason: '0' });
    expect(desk.view('6001').agent).toMatchObject({ agentState: 23, agentWorkMode: '0' });
    desk.tell('6001', 'SetWorkMode', { workMode: '3' });
    expect(desk.agentState('6001')).toBe(23);
  });
});

describe('wrap-up', () => {
  it('counts down from the full number, each second, and ends by itself', () => {
    const desk = deskIdle();
    hangUp(desk, desk.talk('6001'));
    expect(desk.view('6001').wrapupLeft).toBe(10);
    desk.clear();
    desk.pass(4000);
    expect(desk.heard('6001')).toEqual(['WrapupTick 9', 'WrapupTick 8', 'WrapupTick 7', 'WrapupTick 6']);
    desk.pass(6000);
    expect(desk.heard('6001').at(-1)).toBe('StateChange 3');
    expect(desk.timers.size).toBe(0);
  });

  it('is ended by FinishWrapup, and by nothing after that', () => {
    const desk = deskIdle();
    hangUp(desk, desk.talk('6001'));
    const late = desk.timers.get('agent:6001:wrapup')?.epoch ?? 0;
    desk.clear();
    desk.tell('6001', 'FinishWrapup', {}, { id: 'f' });
    expect(desk.heard('6001')).toEqual(['StateChange 3', 'FinishWrapupSucc']);
    expect(desk.timers.size).toBe(0);
    desk.now += 60_000;
    expect(desk.feed({ kind: 'timer', key: 'agent:6001:wrapup', epoch: late })).toEqual([]);
  });

  it('is none with 0 seconds', () => {
    const desk = new Desk();
    desk.logOn('6001', '888', { customInitParams: { agentWrapupSeconds: 0 } });
    const { customer, agent } = desk.talk('6001');
    desk.clear();
    desk.ended(customer);
    expect(namesOf(desk.ended(agent))).toEqual(['DevDisconnected', 'StateChange 3']);
  });

  it('shows a page that comes back what is left, in whole seconds', () => {
    const desk = deskIdle();
    hangUp(desk, desk.talk('6001'));
    desk.feed({ kind: 'connection-closed', conn: 'ws-6001' });
    desk.pass(3500);
    desk.clear();
    desk.tell('6001', 'Init', { agentId: '888' });
    expect(desk.heard('6001')).toEqual(['SettingsNotify', 'StateChange 19', 'QueueChange', 'WrapupTick 7']);
    expect(desk.last('6001', 'StateChange').call?.ANI).toBe('13800138000');
    desk.clear();
    desk.pass(500);
    expect(desk.heard('6001')).toEqual(['WrapupTick 6']);
  });
});
