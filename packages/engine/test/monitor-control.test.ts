import { describe, expect, it } from 'vitest';
import { baseConfig, withAgent } from './support/config.ts';
import { Desk } from './support/desk.ts';

function scene(config = baseConfig) {
  const desk = new Desk(config);
  desk.logOn('6003', '555');
  desk.logOn('6001', '888');
  desk.clear();
  const control = (controlType: '1' | '2' | '3' | '4' | '5', extraControlParam = '', destSPIns = '6001') =>
    desk.tell('6003', 'MonitorControl', { destSPType: 'AGT', destSPIns, controlType, extraControlParam });
  return { desk, control };
}

describe('a supervisor controls an agent', () => {
  it('logs the agent off, who is told by whom', () => {
    const { desk, control } = scene();
    control('1');
    expect(desk.heard('6001')).toEqual(['MonitorContorled', 'StateChange 1', 'LogoffSucc']);
    expect(desk.last('6001', 'MonitorContorled')).toMatchObject({
      params: { controlType: '1', extraControlParam: '', destSPName: '员工555' },
    });
    expect(desk.last('6003', 'MonitorControlSucc')).toMatchObject({ params: { destSPName: '员工888' } });
    expect(desk.audits().map(({ agentId, action, target }) => `${agentId} ${action} ${target}`)).toEqual([
      '888 log-off 6001',
      '555 force-log-off 888',
    ]);
  });

  it('remembers a log-off during a call for after the wrap-up, also over a restart', () => {
    const { desk, control } = scene();
    const { customer, agent } = desk.talk('6001');
    control('1');
    expect(desk.agentState('6001')).toBe(6);
    desk.restart();
    desk.sync([customer, agent].map((leg) => ({ leg, phase: 'up' as const, room: null })));
    desk.ended(customer);
    desk.ended(agent);
    expect(desk.agentState('6001')).toBe(19);
    desk.pass(10_000);
    // Nobody sits at the page after the restart: the session goes with the log-off.
    expect(desk.agentState('6001')).toBeNull();
  });

  it('puts the agent on leave and brings the agent back', () => {
    const { desk, control } = scene();
    control('2', '1');
    expect(desk.view('6001').agent).toMatchObject({ agentState: 23, leaveReason: '1' });
    control('3');
    expect(desk.agentState('6001')).toBe(3);
    expect(desk.heard('6001')).toEqual(['StateChange 23', 'MonitorContorled', 'StateChange 3', 'MonitorContorled']);
  });

  it('remembers a leave during a call', () => {
    const { desk, control } = scene(withAgent('888', { wrapupSeconds: 0 }));
    const { customer, agent } = desk.talk('6001');
    control('2');
    expect(desk.view('6001').pendingLeaveReason).toBe('0');
    desk.ended(customer);
    desk.ended(agent);
    expect(desk.agentState('6001')).toBe(23);
  });

  it('ends the wrap-up', () => {
    const { desk, control } = scene();
    const { customer, agent } = desk.talk('6001');
    desk.ended(customer);
    desk.ended(agent);
    expect(desk.agentState('6001')).toBe(19);
    control('4');
    expect(desk.agentState('6001')).toBe(3);
  });

  it('sets the work mode', () => {
    const { desk, control } = scene();
    control('5', '3');
    expect(desk.view('6001').agent.agentWorkMode).toBe('3');
  });

  it('is refused without the right, for whom it makes no sense, and tells the agent nothing', () => {
    const cases = [
      ['1', '', '4711', 'TargetUnknown', baseConfig],
      ['1', '', '6001', 'NotPermitted', withAgent('888', { dept: '2' })],
      ['2', '77', '6001', 'LeaveReasonUnknown', baseConfig],
      ['3', '', '6001', 'NotAllowedInState', baseConfig],
      ['4', '', '6001', 'NotAllowedInState', baseConfig],
      ['5', '99', '6001', 'WorkModeUnknown', baseConfig],
    ] as const;
    for (const [type, extra, dest, code, config] of cases) {
      const { desk, control } = scene(config);
      control(type, extra, dest);
      expect(desk.heard('6003')).toEqual([`MonitorControlFailed ${code}`]);
      expect(desk.heard('6001')).toEqual([]);
      expect(desk.audits()).toMatchObject([{ action: 'control', target: dest, outcome: code }]);
    }
    const { desk } = scene();
    desk.tell('6001', 'MonitorControl', { destSPType: 'AGT', destSPIns: '6003', controlType: '1' });
    expect(desk.heard('6001')).toEqual(['MonitorControlFailed NotPermitted']);
  });
});
