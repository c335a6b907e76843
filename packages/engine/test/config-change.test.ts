import { describe, expect, it } from 'vitest';
import { baseConfig, withAgent, withParams, withSkill } from './support/config.ts';
import { Desk, namesOf } from './support/desk.ts';

const configure = (desk: Desk, config: typeof baseConfig) => desk.feed({ kind: 'config', config });

describe('a new configuration', () => {
  it('gives agents who are logged on their new buttons at once', () => {
    const desk = new Desk();
    desk.logOn('6001', '888');
    desk.logOn('6002', '999');
    desk.clear();
    expect(namesOf(configure(desk, withParams({ mask: [33], oneStepTransferSupport: true })))).toEqual([
      'SettingsNotify',
      'SettingsNotify',
    ]);
    const event = desk.last('6001', 'SettingsNotify');
    expect(event.buttons?.find(({ id }) => id === 33)).toMatchObject({
      enabled: false,
      why: { code: 'FunctionMasked' },
    });
    expect(event).toMatchObject({ params: { transferSubItems: [{ type: 'Agent' }, { type: 'OutLine' }] } });
    desk.tell('6001', 'Leave', { leaveReason: '0' });
    expect(desk.last('6001', 'LeaveFailed').fault?.code).toBe('FunctionMasked');
  });

  it('brings waiting calls to agents who now have the skill', () => {
    const desk = new Desk();
    desk.logOn('6002', '999');
    desk.pass(1000);
    desk.incoming('c1', '10086');
    expect(desk.agentState('6002')).toBe(3);
    configure(desk, withAgent('999', { skills: [{ code: '1002', level: 1 }] }));
    expect(desk.agentState('6002')).toBe(27);
  });

  it('shows the queues of the new skills', () => {
    const desk = new Desk();
    desk.logOn('6002', '999', { agentWorkMode: '3' });
    desk.pass(1000);
    desk.incoming('c1', '10086');
    expect(desk.view('6002').queue).toEqual([]);
    configure(desk, withAgent('999', { skills: [{ code: '1002', level: 1 }] }));
    expect(desk.view('6002').queue.map(({ sk }) => sk)).toEqual(['1002']);
  });

  it('leaves skills that a page brought along', () => {
    const desk = new Desk();
    desk.logOn('6002', '999', { customInitParams: { skills: [{ skillCode: '1002', skillLevel: 3 }] } });
    configure(desk, withAgent('999', { skills: [] }));
    desk.incoming('c1', '10086');
    expect(desk.agentState('6002')).toBe(27);
  });

  it('without a skill ends the calls that wait for it; a phone that rings for it may ring on', () => {
    const desk = new Desk();
    desk.logOn('6001', '888');
    desk.incoming('rings', '10086');
    desk.incoming('waits', '10086');
    expect(desk.agentState('6001')).toBe(27);
    const skills = baseConfig.skills.filter(({ code }) => code !== '1002');
    configure(desk, { ...baseConfig, skills });
    expect(desk.asked('hangup').map(({ leg }) => leg)).toEqual(['waits']);
    desk.ended('waits');
    expect(desk.calls()).toMatchObject([{ outcome: 'no-route', endedBy: 'system' }]);
    desk.ended(desk.dialled('6001').leg, 'no-answer');
    desk.ended('rings');
    expect(desk.calls()).toHaveLength(2);
    expect(desk.agentState('6001')).toBe(3);
  });

  it('without an agent lets who is logged on finish, and nobody log on again', () => {
    const desk = new Desk();
    desk.logOn('6001', '888');
    const { customer, agent } = desk.talk('6001');
    configure(desk, { ...baseConfig, agents: baseConfig.agents.filter(({ agentId }) => agentId !== '888') });
    expect(desk.agentState('6001')).toBe(6);
    desk.ended(customer);
    desk.ended(agent);
    desk.pass(30_000);
    expect(desk.agentState('6001')).toBe(3);
    desk.tell('6001', 'Logoff');
    desk.tell('6001', 'Logon', { agentId: '888' });
    expect(desk.last('6001', 'LogonFailed').fault?.code).toBe('AgentUnknown');
  });

  it('opens a skill that is new', () => {
    const desk = new Desk({ ...baseConfig, skills: baseConfig.skills.slice(0, 1) });
    desk.logOn('6001', '888');
    configure(desk, baseConfig);
    desk.incoming('c1', '10086');
    expect(desk.agentState('6001')).toBe(27);
  });

  it('applies new names and rights', () => {
    const desk = new Desk();
    desk.logOn('6002', '999');
    configure(desk, withAgent('999', { name: 'New', role: 'supervisor', monitorDepts: ['1', '2'] }));
    expect(desk.last('6002', 'SettingsNotify').agent).toMatchObject({
      agentName: 'New',
      isMonitor: true,
      monitorDepts: ['1', '2'],
    });
  });

  it('changes the order of what is to come, not of what is there', () => {
    const desk = new Desk();
    desk.incoming('a', '10010');
    configure(desk, withSkill('1001', { priority: 50 }));
    desk.incoming('b', '10010');
    desk.logOn('6001', '888', { agentWorkMode: '3' });
    expect(desk.view('6001').queue.map(({ level }) => level)).toEqual([50, 0]);
  });
});
