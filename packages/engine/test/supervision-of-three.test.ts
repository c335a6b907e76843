/** A supervisor at a call of more than two: listening goes where the agent goes, and whoever may not be joined is not. */
import { describe, expect, it } from 'vitest';
import { consult, consultOutside, hears, innerTalk, pickUp } from './support/calls.ts';
import { baseConfig, withAgent, withParams } from './support/config.ts';
import { Desk } from './support/desk.ts';

const config = withParams({ oneStepTransferSupport: true });

/** 555 supervises at 6003; 888 talks with a customer at 6001; 777 is free at 6002. */
function scene(over = config) {
  const desk = new Desk(over);
  desk.logOn('6003', '555');
  desk.logOn('6002', '777', { agentWorkMode: '3' });
  desk.logOn('6001', '888');
  return { desk, ...desk.talk('6001') };
}
function listen(desk: Desk, target: string, by = '6003'): string {
  desk.tell(by, 'MonitorAgent', { destSPType: 'AGT', destSPIns: target });
  return pickUp(desk, by);
}
function listening(target = '6001') {
  const made = scene();
  return { ...made, ear: listen(made.desk, target) };
}
const roomOf = (desk: Desk): string => [...desk.state.calls.values()].find(({ room }) => room !== null)?.room ?? 'none';
const states = (desk: Desk) => ['6001', '6002', '6003'].map((ins) => desk.agentState(ins));
const segments = (desk: Desk) => desk.calls().flatMap((call) => call.segments);

describe('a supervisor who listens to an agent', () => {
  it('stays through a consult, and hears whom the agent hears', () => {
    const { desk, customer, ear } = listening();
    const room = roomOf(desk);
    desk.tell('6001', 'Consult', { destSPType: 'AGT', destSPIns: '6002' });
    expect(states(desk)).toEqual([10, 27, 17]);
    const other = pickUp(desk, '6002');
    expect(states(desk)).toEqual([11, 20, 17]);
    expect([ear, other, customer].map((leg) => hears(desk, leg))).toEqual([room, room, 'music-1001']);
    desk.tell('6001', 'ConsultSwap');
    expect([ear, other, customer].map((leg) => hears(desk, leg))).toEqual([room, 'music-1001', room]);
    desk.tell('6001', 'ConsultSwapBack');
    desk.tell('6001', 'FinishConsult');
    desk.ended(other);
    expect([hears(desk, ear), hears(desk, customer)]).toEqual([room, room]);
    expect(states(desk)).toEqual([6, 3, 17]);
    desk.tell('6003', 'Intervence');
    expect(states(desk)).toEqual([30, 3, 18]);
  });

  it('stays when a consult is refused, cancelled, or waits for a skill', () => {
    const { desk, ear } = listening();
    desk.tell('6001', 'Consult', { destSPType: 'OUT', destSPIns: '13900139000' });
    expect(states(desk)).toEqual([13, 3, 17]);
    desk.ended(desk.dialled('13900139000').leg, 'busy');
    desk.tell('6001', 'Consult', { destSPType: 'SK', destSPIns: '1001' });
    expect(states(desk)).toEqual([50, 3, 17]);
    desk.tell('6001', 'CancelConsult');
    expect(states(desk)).toEqual([6, 3, 17]);
    expect(hears(desk, ear)).toBe(roomOf(desk));
  });

  it('hears nothing while the consulted agent is held, and the talk again after', () => {
    const { desk, ear } = (() => {
      const made = scene();
      consult(made.desk, '6001', '6002');
      return { ...made, ear: listen(made.desk, '777') };
    })();
    const room = roomOf(desk);
    expect(hears(desk, ear)).toBe(room);
    desk.tell('6001', 'ConsultSwap');
    expect(states(desk)).toEqual([12, 38, 17]);
    expect(hears(desk, ear)).toBe('nothing');
    desk.tell('6001', 'ConsultSwapBack');
    expect(hears(desk, ear)).toBe(room);
  });

  it('whispers to the same agent still after that agent was held', () => {
    const { desk } = scene();
    const other = consult(desk, '6001', '6002');
    const ear = listen(desk, '777');
    desk.tell('6003', 'WhisperAgent');
    desk.tell('6001', 'ConsultSwap');
    desk.clear();
    desk.tell('6001', 'ConsultConf');
    expect(desk.asked('join').filter(({ leg }) => leg === ear)).toMatchObject([
      { mode: { kind: 'whisper', to: other } },
    ]);
  });

  it('is done when the agent transfers the call away, in whatever way', () => {
    const ways: readonly ((desk: Desk) => void)[] = [
      (desk) => {
        consult(desk, '6001', '6002');
        desk.tell('6001', 'ConsultTransfer');
      },
      (desk) => {
        consultOutside(desk, '6001');
        desk.tell('6001', 'ConsultTransfer');
      },
      (desk) => {
        desk.tell('6001', 'OneStepTransfer', { destType: 'AGT', destIns: '6002', attached: {} });
        expect(states(desk)).toEqual([32, 27, 17]);
        pickUp(desk, '6002');
      },
      (desk) => desk.tell('6001', 'OneStepTransfer', { destType: 'SK', destIns: '1001', attached: {} }),
      (desk) => desk.tell('6001', 'TransferToIVR', { svn: '999', checkPassword: false, attached: {} }),
    ];
    for (const transfer of ways) {
      const { desk, agent, ear, customer } = listening();
      transfer(desk);
      expect(desk.heard('6003').at(-1)).toBe('FinishMonitorSucc');
      expect([hears(desk, ear), hears(desk, agent)]).toEqual(['hung up', 'hung up']);
      desk.ended(agent);
      desk.ended(ear);
      expect([desk.agentState('6001'), desk.agentState('6003')]).toEqual([19, 3]);
      expect(hears(desk, customer)).not.toBe('hung up');
      expect(desk.state.watching.size).toBe(0);
    }
  });

  it('stays when a one-step transfer fails', () => {
    const { desk, ear } = listening();
    desk.tell('6001', 'OneStepTransfer', { destType: 'AGT', destIns: '6002', attached: {} });
    desk.ended(desk.dialled('6002').leg, 'no-answer');
    expect(states(desk)).toEqual([6, 3, 17]);
    expect(hears(desk, ear)).toBe(roomOf(desk));
  });

  it('goes on with an agent to whom the customer comes, and can then take the call', () => {
    const { desk, agent } = scene();
    const other = consult(desk, '6001', '6002');
    const ear = listen(desk, '6002');
    desk.tell('6003', 'Intercept');
    expect(desk.heard('6003').at(-1)).toBe('InterceptFailed TargetWithoutCustomer');
    desk.tell('6001', 'ConsultTransfer');
    desk.ended(agent);
    expect(states(desk)).toEqual([19, 6, 17]);
    expect(hears(desk, ear)).toBe(roomOf(desk));
    desk.tell('6003', 'Intercept');
    desk.ended(other);
    expect(states(desk)).toEqual([19, 19, 6]);
  });

  it('hears a conference, and stays with the agent who stays in the talk', () => {
    for (const leaves of ['6001', '6002'] as const) {
      const { desk, agent, customer } = scene();
      const other = consult(desk, '6001', '6002');
      desk.tell('6001', 'ConsultConf');
      const ear = listen(desk, leaves === '6001' ? '6002' : '6001');
      const room = roomOf(desk);
      desk.tell(leaves, 'DropCall');
      desk.ended(leaves === '6001' ? agent : other);
      expect(states(desk)).toEqual(leaves === '6001' ? [19, 6, 17] : [6, 19, 17]);
      expect([hears(desk, ear), hears(desk, customer)]).toEqual([room, room]);
    }
  });

  it('is done when that agent leaves a conference, or the conference ends for all', () => {
    for (const command of ['DropCall', 'DropConf'] as const) {
      const { desk, agent, ear } = listening();
      const other = consult(desk, '6001', '6002');
      desk.tell('6001', 'ConsultConf');
      expect(states(desk)).toEqual([21, 30, 17]);
      desk.tell('6001', command);
      expect(desk.heard('6003').at(-1)).toBe('FinishMonitorSucc');
      for (const leg of [agent, ear]) desk.ended(leg);
      if (command === 'DropConf') desk.ended(other);
      expect(states(desk)).toEqual([19, command === 'DropCall' ? 6 : 19, 3]);
    }
  });

  it('hears both ends of an inner call, on hold too, and is done when it ends', () => {
    const desk = new Desk(config);
    desk.logOn('6003', '555');
    desk.logOn('6001', '888');
    desk.logOn('6002', '777');
    const { from, to } = innerTalk(desk, '6001', '6002');
    const ear = listen(desk, '6002');
    const room = roomOf(desk);
    expect([from, to, ear].map((leg) => hears(desk, leg))).toEqual([room, room, room]);
    desk.tell('6002', 'Hold');
    expect([from, to].map((leg) => hears(desk, leg))).toEqual(['default', room]);
    desk.tell('6002', 'FetchHold');
    desk.tell('6001', 'DropCall');
    for (const leg of [from, to, ear]) desk.ended(leg);
    expect(states(desk)).toEqual([3, 3, 3]);
  });

  it('leaves one stretch of listening in the record, however much the agent does meanwhile', () => {
    const { desk, customer, agent, ear } = listening();
    const since = desk.now;
    desk.now += 1000;
    const other = consult(desk, '6001', '6002');
    desk.now += 1000;
    desk.tell('6001', 'ConsultConf');
    desk.tell('6001', 'DropConf', { functionCode: '50' });
    desk.now += 1000;
    desk.ended(customer);
    for (const leg of [other, agent, ear]) desk.ended(leg);
    expect(segments(desk).filter(({ kind }) => kind === 'monitor')).toMatchObject([
      { ins: '6003', agentId: '555', from: since, to: since + 3000, outcome: 'completed' },
    ]);
  });

  it('is with the agent again after a restart in the middle of a consult', () => {
    const { desk, customer, agent, ear } = listening();
    const other = consult(desk, '6001', '6002');
    const room = roomOf(desk);
    desk.restart();
    desk.clear();
    desk.sync(
      [customer, agent, ear, other].map((leg) => ({ leg, phase: 'up' as const, room: null })),
      [],
    );
    expect([customer, agent, ear, other].map((leg) => hears(desk, leg))).toEqual(['music-1001', room, room, room]);
    expect(desk.asked('join').find(({ leg }) => leg === ear)?.mode).toEqual({ kind: 'listen' });
    expect(states(desk)).toEqual([11, 20, 17]);
  });

  it('can listen to a supervisor who has joined a talk, and both are done when it ends, after a restart too', () => {
    const { desk, customer, agent, ear } = (() => {
      const made = scene(withAgent('999', { role: 'supervisor', monitorDepts: ['1'] }, config));
      made.desk.logOn('6005', '999', { agentWorkMode: '3' });
      return { ...made, ear: listen(made.desk, '6001') };
    })();
    desk.tell('6003', 'Intervence');
    const second = listen(desk, '6003', '6005');
    expect([desk.agentState('6003'), desk.agentState('6005')]).toEqual([18, 17]);
    const ends = (): void => {
      desk.ended(agent);
      for (const leg of [customer, ear, second]) desk.ended(leg);
    };
    desk.restart();
    desk.sync(
      [customer, agent, ear, second].map((leg) => ({ leg, phase: 'up' as const, room: roomOf(desk) })),
      [roomOf(desk)],
    );
    desk.tell('6003', 'Init', { agentId: '555' });
    desk.tell('6005', 'Init', { agentId: '999' });
    desk.tell('6003', 'DropCall');
    expect([hears(desk, ear), hears(desk, second)]).toEqual(['hung up', 'hung up']);
    ends();
    expect([desk.agentState('6003'), desk.agentState('6005')]).toEqual([3, 3]);
    expect(desk.state.calls.size + desk.state.legs.size).toBe(0);
  });
});

describe('joining or taking a talk', () => {
  it.each([
    ['while a colleague is rung', 10, (desk: Desk) => ring(desk, 'AGT', '6002')],
    ['while a number is rung', 13, (desk: Desk) => ring(desk, 'OUT', '13900139000')],
    ['while a skill is waited for', 50, (desk: Desk) => ring(desk, 'SK', '1001')],
    ['in a conference', 21, (desk: Desk) => [consult(desk, '6001', '6002'), desk.tell('6001', 'ConsultConf')]],
    [
      'in a conference with a number',
      22,
      (desk: Desk) => [consultOutside(desk, '6001'), desk.tell('6001', 'ConsultConf')],
    ],
    [
      'in a one-step transfer',
      32,
      (desk: Desk) => desk.tell('6001', 'OneStepTransfer', { destType: 'AGT', destIns: '6002', attached: {} }),
    ],
    [
      'while the customer is in a flow',
      31,
      (desk: Desk) => desk.tell('6001', 'TransferToIVR', { svn: '8888', checkPassword: true, attached: {} }),
    ],
  ])('%s (%i) is refused and changes nothing', (_what, state, bring) => {
    const { desk } = listening();
    bring(desk);
    expect(desk.agentState('6001')).toBe(state);
    const before = [states(desk), JSON.stringify([...desk.docs].filter(([key]) => key.startsWith('call:')))];
    desk.clear();
    desk.tell('6003', 'Intervence', {}, { id: 'i1' });
    desk.tell('6003', 'Intercept', {}, { id: 'c1' });
    expect(desk.heard('6003')).toEqual(['InterveneFailed TargetNotAlone', 'InterceptFailed TargetNotAlone']);
    expect(desk.effects.filter(({ kind }) => kind === 'switch')).toEqual([]);
    expect(desk.audits().map(({ action, target, outcome }) => `${action} ${target} ${outcome}`)).toEqual([
      'intervene 6001 TargetNotAlone',
      'intercept 6001 TargetNotAlone',
    ]);
    expect([states(desk), JSON.stringify([...desk.docs].filter(([key]) => key.startsWith('call:')))]).toEqual(before);
  });

  it('of a consulted agent, and of an inner call, is refused, too', () => {
    const { desk } = scene();
    consult(desk, '6001', '6002');
    listen(desk, '6002');
    desk.tell('6003', 'Intervence');
    expect(desk.heard('6003').at(-1)).toBe('InterveneFailed TargetWithoutCustomer');

    const inner = new Desk(config);
    inner.logOn('6003', '555');
    inner.logOn('6001', '888');
    inner.logOn('6002', '777');
    innerTalk(inner, '6001', '6002');
    listen(inner, '6001');
    inner.tell('6003', 'Intercept');
    expect(inner.heard('6003').at(-1)).toBe('InterceptFailed TargetWithoutCustomer');
  });
});

function ring(desk: Desk, destSPType: 'AGT' | 'OUT' | 'SK', destSPIns: string): void {
  desk.tell('6001', 'Consult', { destSPType, destSPIns }, { id: 'q1' });
}

describe('a forced drop', () => {
  const finish = (desk: Desk): void => {
    for (const { leg } of [...desk.state.legs.values()]) desk.ended(leg.id);
  };

  it('in a conference ends it for all', () => {
    const { desk } = listening();
    consult(desk, '6001', '6002');
    desk.tell('6001', 'ConsultConf');
    desk.clear();
    desk.tell('6003', 'ForceDrop');
    expect(desk.heard('6001')).toEqual(['ConfOver']);
    expect(desk.heard('6002')).toEqual(['ConfOver']);
    finish(desk);
    expect(states(desk)).toEqual([19, 19, 3]);
    expect(desk.calls()).toMatchObject([{ outcome: 'answered', endedBy: 'agent' }]);
  });

  it('in a consult ends customer, agent and colleague, and each is told', () => {
    const { desk } = listening();
    consult(desk, '6001', '6002');
    desk.clear();
    desk.tell('6003', 'ForceDrop');
    expect(desk.heard('6001')).toEqual(['ConsultOver']);
    expect(desk.heard('6002')).toEqual(['ConsultedOver']);
    finish(desk);
    expect(states(desk)).toEqual([19, 3, 3]);
  });

  it('while the colleague is rung, or a skill is waited for, ends the Consult, too', () => {
    for (const [type, dest] of [
      ['AGT', '6002'],
      ['SK', '1001'],
    ] as const) {
      const { desk } = listening();
      ring(desk, type, dest);
      desk.clear();
      desk.tell('6003', 'ForceDrop');
      expect(desk.heard('6001')).toEqual(['ConsultFailed CallGone']);
      expect(desk.last('6001', 'ConsultFailed').replyTo).toBe('q1');
      finish(desk);
      expect(states(desk)).toEqual([19, 3, 3]);
      expect(desk.state.waitingCalls).toBe(0);
      expect(desk.calls()).toHaveLength(1);
    }
  });

  it('in a one-step transfer ends the transfer, too', () => {
    const { desk } = listening();
    desk.tell('6001', 'OneStepTransfer', { destType: 'AGT', destIns: '6002', attached: {} }, { id: 't1' });
    desk.clear();
    desk.tell('6003', 'ForceDrop');
    expect(desk.last('6001', 'OneStepTransferFailed')).toMatchObject({ replyTo: 't1', fault: { code: 'CallGone' } });
    finish(desk);
    expect(states(desk)).toEqual([19, 3, 3]);
  });

  it('of an inner call leaves nobody with a wrap-up', () => {
    const desk = new Desk(baseConfig);
    desk.logOn('6003', '555');
    desk.logOn('6001', '888');
    desk.logOn('6002', '777');
    innerTalk(desk, '6001', '6002');
    listen(desk, '6001');
    desk.tell('6003', 'ForceDrop');
    finish(desk);
    expect(states(desk)).toEqual([3, 3, 3]);
  });
});

describe('a talk that a supervisor has joined', () => {
  const joined = () => {
    const made = listening();
    made.desk.tell('6003', 'Intervence');
    made.desk.clear();
    return made;
  };

  it.each(['48', '49', '50'] as const)('knows function %s by its number', (functionCode) => {
    const { desk, customer, agent, ear } = joined();
    desk.tell('6003', 'DropConf', { functionCode });
    expect(desk.heard('6003')).toContain('DropConfSucc');
    const down = { '48': [customer, agent, ear], '49': [ear], '50': [agent] }[functionCode];
    expect(
      desk
        .asked('hangup')
        .map(({ leg }) => leg)
        .sort(),
    ).toEqual([...down].sort());
    for (const leg of down) desk.ended(leg);
    expect(states(desk)).toEqual({ '48': [19, 3, 3], '49': [6, 3, 3], '50': [19, 3, 6] }[functionCode]);
  });

  it('can be left by the agent with DropConf, who cannot end it for all nor send the supervisor away', () => {
    const { desk, agent } = joined();
    for (const functionCode of ['48', '50'] as const) {
      desk.tell('6001', 'DropConf', { functionCode });
      expect(desk.last('6001', 'DropConfFailed').fault?.code).toBe('NotAllowedInState');
    }
    desk.tell('6001', 'DropConf');
    desk.ended(agent);
    expect(states(desk)).toEqual([19, 3, 6]);
  });
});
