import { describe, expect, it } from 'vitest';
import { baseConfig, withAgent } from './support/config.ts';
import { Desk } from './support/desk.ts';

/** 555 supervises at 6003; 888 talks with a customer at 6001. */
function scene(config = baseConfig) {
  const desk = new Desk(config);
  desk.logOn('6003', '555');
  desk.logOn('6001', '888');
  const { customer, agent } = desk.talk('6001');
  desk.clear();
  return { desk, customer, agent };
}

function listening(config = baseConfig) {
  const made = scene(config);
  made.desk.tell('6003', 'MonitorAgent', { destSPType: 'AGT', destSPIns: '6001' }, { id: 'm1' });
  const ear = made.desk.dialled('6003').leg;
  made.desk.answered(ear);
  return { ...made, ear };
}

const joins = (desk: Desk, leg: string) => desk.asked('join').filter((command) => command.leg === leg);
const kinds = (desk: Desk) => desk.calls()[0]?.segments.map(({ kind, ins, outcome }) => `${kind} ${ins} ${outcome}`);

describe('monitoring', () => {
  it('rings the supervisor’s own phone, then lets the supervisor hear and nobody hear the supervisor', () => {
    const { desk, agent } = scene();
    desk.tell('6003', 'PrepareMonitor');
    desk.tell('6003', 'MonitorAgent', { destSPType: 'AGT', destSPIns: '888' }, { id: 'm1' });
    const { leg } = desk.dialled('6003');
    desk.ringing(leg);
    expect(desk.agentState('6003')).toBe(16);
    desk.answered(leg);
    expect(desk.heard('6003')).toEqual([
      'StateChange 16',
      'PrepareMonitorSucc',
      'MonitorBegin',
      'StateChange 17',
      'MonitorSucc',
    ]);
    expect(desk.last('6003', 'MonitorSucc').replyTo).toBe('m1');
    const room = desk.state.legs.get(agent)?.leg.media;
    expect(joins(desk, leg)).toEqual([
      { do: 'join', leg, room: room?.kind === 'room' ? room.room : '', mode: { kind: 'listen' } },
    ]);
    expect(desk.agentState('6001')).toBe(6);
    expect(desk.audits().map(({ action, target, outcome }) => [action, target, outcome])).toEqual([
      ['monitor', '888', 'ok'],
    ]);
  });

  it('ends when the supervisor wants, by button or by hanging up, and the agent talks on', () => {
    for (const way of ['button', 'phone'] as const) {
      const { desk, ear } = listening();
      desk.clear();
      if (way === 'button') {
        desk.tell('6003', 'FinishMonitor', {}, { id: 'f1' });
        expect(desk.asked('hangup').map(({ leg }) => leg)).toEqual([ear]);
      }
      desk.ended(ear);
      expect(desk.heard('6003')).toEqual(['FinishMonitorSucc', 'StateChange 3']);
      expect(desk.agentState('6001')).toBe(6);
    }
  });

  it('ends when the call ends, and is in its record', () => {
    const { desk, customer, agent, ear } = listening();
    desk.clear();
    desk.ended(customer);
    expect(desk.heard('6003')).toEqual(['FinishMonitorSucc']);
    desk.ended(agent);
    expect(desk.calls()).toEqual([]);
    desk.ended(ear);
    expect(desk.agentState('6003')).toBe(3);
    expect(kinds(desk)).toContain('monitor 6003 completed');
    expect(desk.state.calls.size + desk.state.legs.size + desk.state.watching.size).toBe(0);
  });

  it('gives up when the supervisor does not pick up, cancels, or the call ends first', () => {
    for (const [end, code] of [
      ['no-answer', 'OwnPhoneNoAnswer'],
      ['cancel', 'CallCancelled'],
      ['call', 'CallGone'],
    ] as const) {
      const { desk, customer } = scene();
      desk.tell('6003', 'MonitorAgent', { destSPType: 'AGT', destSPIns: '6001' });
      const { leg } = desk.dialled('6003');
      desk.clear();
      if (end === 'cancel') desk.tell('6003', 'CancelPrepareMonitor');
      if (end === 'call') desk.ended(customer);
      desk.ended(leg, end === 'no-answer' ? 'no-answer' : 'cancelled');
      expect(desk.heard('6003')[0]).toBe(`MonitorFailed ${code}`);
      expect(desk.agentState('6003')).toBe(3);
    }
  });

  it('goes on through hold and retrieve', () => {
    const { desk, ear } = listening();
    desk.clear();
    desk.tell('6001', 'Hold');
    desk.tell('6001', 'FetchHold');
    expect(joins(desk, ear)).toEqual([]);
    expect(desk.agentState('6003')).toBe(17);
  });

  it('outlives a restart and a lost switch connection', () => {
    const { desk, customer, agent, ear } = listening();
    desk.restart();
    desk.clear();
    const room = [...desk.state.calls.values()][0]?.room ?? '';
    desk.sync(
      [customer, agent, ear].map((leg) => ({ leg, phase: 'up' as const, room: null })),
      [],
    );
    expect(joins(desk, ear)).toEqual([{ do: 'join', leg: ear, room, mode: { kind: 'listen' } }]);
    desk.sync(
      [customer, agent].map((leg) => ({ leg, phase: 'up' as const, room })),
      [room],
    );
    expect(desk.agentState('6003')).toBe(3);
    expect(desk.agentState('6001')).toBe(6);
  });
});

describe('whispering', () => {
  it('reaches the agent alone, and stops when asked for again', () => {
    const { desk, agent, ear } = listening();
    desk.clear();
    desk.tell('6003', 'WhisperAgent', {}, { id: 'w1' });
    desk.tell('6003', 'WhisperAgent');
    expect(joins(desk, ear).map(({ mode }) => mode)).toEqual([{ kind: 'whisper', to: agent }, { kind: 'listen' }]);
    expect(desk.heard('6003')).toEqual(['WhisperAgentSucc', 'WhisperAgentSucc']);
    expect(desk.audits().map(({ action }) => action)).toEqual(['whisper', 'monitor']);
  });

  it('is switched on or off by who says which, once, whatever it was', () => {
    const { desk, agent, ear } = listening();
    desk.clear();
    for (const isOn of [true, true, false, false]) desk.tell('6003', 'WhisperAgent', { isOn });
    expect(joins(desk, ear).map(({ mode }) => mode)).toEqual([{ kind: 'whisper', to: agent }, { kind: 'listen' }]);
    const now = desk.said().flatMap(({ event }) => (event.event === 'WhisperAgentSucc' ? [event.params.isOn] : []));
    expect(now).toEqual([true, true, false, false]);
    expect(desk.audits().map(({ action }) => action)).toEqual(['whisper', 'monitor']);
  });
});

describe('intervening', () => {
  function joined() {
    const made = listening();
    made.desk.clear();
    made.desk.tell('6003', 'Intervence', {}, { id: 'i1' });
    return made;
  }

  it('makes three of two', () => {
    const { desk, ear } = joined();
    expect(joins(desk, ear).map(({ mode }) => mode)).toEqual([{ kind: 'talk' }]);
    expect(desk.heard('6003')).toEqual(['StateChange 18', 'InterveneSucc']);
    expect(desk.heard('6001')).toEqual(['StateChange 30']);
    expect(desk.last('6003', 'InterveneSucc').call?.ANI).toBe('13800138000');
  });

  it('leaves the agent with the customer when the supervisor leaves', () => {
    for (const way of ['button', 'phone'] as const) {
      const { desk, ear } = joined();
      desk.clear();
      if (way === 'button') desk.tell('6003', 'DropCall');
      desk.ended(ear);
      expect(desk.heard('6001')).toEqual(['StateChange 6', 'ConfOver']);
      expect(desk.heard('6003')).toEqual([way === 'button' ? 'DropCallSucc' : 'ConfOver', 'StateChange 3']);
      expect(desk.calls()).toEqual([]);
    }
  });

  it('leaves the customer with the supervisor when the agent leaves, hangs up or is sent out', () => {
    for (const way of ['button', 'phone', 'sent out'] as const) {
      const { desk, customer, agent, ear } = joined();
      desk.clear();
      if (way === 'button') desk.tell('6001', 'DropCall');
      if (way === 'sent out') desk.tell('6003', 'FinishConsult');
      desk.ended(agent);
      expect(desk.agentState('6003')).toBe(6);
      expect(desk.agentState('6001')).toBe(19);
      desk.ended(customer);
      desk.ended(ear);
      const [call] = desk.calls();
      expect(call).toMatchObject({ outcome: 'answered', agentId: '555' });
      expect(kinds(desk)).toEqual([
        'queue null offered',
        'ring 6001 answered',
        'monitor 6003 intervened',
        'talk 6001 left',
        'conference 6003 left',
        'talk 6003 completed',
      ]);
    }
  });

  it('ends for all three when the supervisor says so, or the customer hangs up', () => {
    for (const way of ['button', 'customer'] as const) {
      const { desk, customer, agent, ear } = joined();
      desk.clear();
      if (way === 'button') desk.tell('6003', 'DropConf');
      desk.ended(customer);
      desk.ended(agent);
      desk.ended(ear);
      expect(desk.heard('6003')[0]).toBe(way === 'button' ? 'DropConfSucc' : 'ConfOver');
      expect(desk.agentState('6003')).toBe(3);
      expect(desk.agentState('6001')).toBe(19);
      expect(desk.calls()).toHaveLength(1);
    }
  });

  it('is for one supervisor at a time', () => {
    const config = withAgent('999', { role: 'supervisor', monitorDepts: ['1'] });
    const desk = new Desk(config);
    desk.logOn('6003', '555');
    desk.logOn('6001', '888');
    desk.talk('6001');
    desk.logOn('6002', '999');
    for (const ins of ['6003', '6002']) {
      desk.tell(ins, 'MonitorAgent', { destSPType: 'AGT', destSPIns: '6001' });
      desk.answered(desk.dialled(ins).leg);
      desk.tell(ins, 'Intervence');
    }
    expect(desk.agentState('6003')).toBe(18);
    expect(desk.agentState('6002')).toBe(17);
    expect(desk.heard('6002').at(-1)).toBe('InterveneFailed TargetNotAlone');
  });
});

describe('intercepting', () => {
  it('gives the call to the supervisor and releases the agent to wrap-up', () => {
    const { desk, customer, agent, ear } = listening();
    desk.clear();
    desk.tell('6003', 'Intercept', {}, { id: 'c1' });
    expect(desk.heard('6003')).toEqual(['StateChange 6', 'InterceptSucc']);
    expect(desk.asked('hangup').map(({ leg }) => leg)).toEqual([agent]);
    desk.ended(agent);
    expect(desk.heard('6001')).toEqual(['DevDisconnected', 'StateChange 19', 'WrapupTick 10']);
    desk.tell('6003', 'Hold');
    expect(desk.agentState('6003')).toBe(7);
    desk.tell('6003', 'FetchHold');
    desk.tell('6003', 'DropCall');
    desk.ended(customer);
    desk.ended(ear);
    expect(desk.agentState('6003')).toBe(19);
    expect(desk.calls()[0]).toMatchObject({ ins: '6003', outcome: 'answered' });
  });
});

describe('forced drop', () => {
  it('ends the call for everybody', () => {
    const { desk, customer, agent, ear } = listening();
    desk.clear();
    desk.tell('6003', 'ForceDrop');
    for (const leg of [customer, agent, ear]) desk.ended(leg);
    expect(desk.heard('6003')).toEqual(['ForceDropSucc', 'StateChange 3']);
    expect(desk.agentState('6001')).toBe(19);
    expect(desk.audits().map(({ action, target }) => `${action} ${target}`)).toEqual(['force-drop 888']);
  });
});

describe('what a supervisor may not do', () => {
  const monitor = (desk: Desk, ins: string, dest: string) =>
    desk.tell(ins, 'MonitorAgent', { destSPType: 'AGT', destSPIns: dest });

  it('is refused with a reason, changes nothing, and is in the audit log', () => {
    const cases = [
      ['an agent who does not exist', baseConfig, '6003', '4711', 'TargetUnknown'],
      ['an agent who does not talk', baseConfig, '6003', '6002', 'TargetBusy'],
      ['oneself', baseConfig, '6003', '6003', 'TargetBusy'],
      ['an agent of another department', withAgent('888', { dept: '2' }), '6003', '6001', 'NotPermitted'],
      ['without being a supervisor', baseConfig, '6002', '6001', 'NotPermitted'],
    ] as const;
    for (const [what, config, by, dest, code] of cases) {
      const { desk } = scene(config);
      desk.logOn('6002', '999');
      desk.clear();
      monitor(desk, by, dest);
      expect(desk.heard(by), what).toEqual([`MonitorFailed ${code}`]);
      expect(desk.asked('dial'), what).toEqual([]);
      expect(desk.audits(), what).toMatchObject([{ action: 'monitor', target: dest, outcome: code }]);
    }
  });

  it('is refused while the switch is away or the own phone is not there', () => {
    const { desk } = scene();
    desk.device('6003', false);
    monitor(desk, '6003', '6001');
    desk.on({ on: 'down' });
    monitor(desk, '6003', '6001');
    expect(desk.heard('6003').slice(-2)).toEqual(['MonitorFailed DeviceUnreachable', 'MonitorFailed SwitchDown']);
  });

  it('is refused in the wrong state', () => {
    const { desk } = scene();
    for (const command of ['WhisperAgent', 'Intervence', 'Intercept', 'ForceDrop', 'FinishMonitor'] as const) {
      desk.tell('6003', command);
      expect(desk.heard('6003').at(-1)).toMatch(/Failed NotAllowedInState$/);
    }
  });
});
