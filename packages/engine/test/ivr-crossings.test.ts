/** Flows where they meet the rest: an agent who waits and loses the page, consults, supervisors, queues and overflow. */
import { describe, expect, it } from 'vitest';
import type { TenantConfig } from '../src/index.ts';
import { LIMITS } from '../src/limits.ts';
import { consult, hears, pickUp } from './support/calls.ts';
import { baseConfig, withParams, withSkill } from './support/config.ts';
import { Desk } from './support/desk.ts';
import { deskIn } from './support/states.ts';

const press = (desk: Desk, digits: string, leg: string): void => {
  for (const digit of digits) desk.on({ on: 'digit', leg, digit });
};
const played = (desk: Desk): void => void desk.on({ on: 'played', play: desk.lastPlay().play, ok: true });
const verdict = (desk: Desk, good: boolean): void => {
  const asked = desk.effects.findLast((effect) => effect.kind === 'verify');
  if (asked?.kind !== 'verify') throw new Error('nobody was asked');
  desk.feed({ kind: 'verified', call: asked.call, request: asked.request, good });
};
const segments = (desk: Desk) => desk.calls()[0]?.segments.map(({ kind, ins, outcome }) => `${kind} ${ins} ${outcome}`);
const survey = (desk: Desk, ins: string): void =>
  void desk.tell(ins, 'TransferToIVR', { svn: '999', checkPassword: false, attached: {} });
/** The customer rates, hears the thanks, and is hung up on. */
function rate(desk: Desk, customer: string, score: string): void {
  press(desk, score, customer);
  played(desk);
  desk.ended(customer);
}

/** 888 waits at 6001 for the password of a customer; 555 supervises at 6003. */
function waiting(config: TenantConfig = baseConfig) {
  const desk = new Desk(config);
  desk.logOn('6003', '555');
  desk.logOn('6001', '888');
  const { customer, agent } = desk.talk('6001');
  return { desk, customer, agent };
}
function sendToPassword(desk: Desk): void {
  desk.tell('6001', 'TransferToIVR', { svn: '8888', checkPassword: true, attached: {} }, { id: 't1' });
  expect(desk.agentState('6001')).toBe(31);
}

describe('an agent who waits for a password check', () => {
  it('and loses the page finds the customer and the verdict when the page is back', () => {
    for (const back of ['before', 'after'] as const) {
      const { desk, customer } = waiting();
      sendToPassword(desk);
      desk.feed({ kind: 'connection-closed', conn: 'ws-6001' });
      desk.pass(3_600);
      press(desk, '1234#', customer);
      if (back === 'before') {
        expect(desk.tell('6001', 'Init', { agentId: '888' }).datas.agentState).toBe('31');
      }
      verdict(desk, true);
      if (back === 'after') {
        expect(desk.tell('6001', 'Init', { agentId: '888' }).datas.agentState).toBe('6');
      }
      expect(desk.last('6001', 'StateChange')).toMatchObject({
        call: { IVRCHECKRESULT: '1' },
        agent: { agentState: 6 },
      });
      expect(hears(desk, customer)).not.toBe('nothing');
    }
  });

  it('stays logged on however long the customer takes, page or not', () => {
    const { desk, customer } = waiting(withParams({ sessionGraceSeconds: 5 }));
    sendToPassword(desk);
    desk.feed({ kind: 'connection-closed', conn: 'ws-6001' });
    for (let i = 0; i < 2; i += 1) {
      press(desk, '1', customer);
      desk.pass(7_000);
    }
    expect(desk.agentState('6001')).toBe(31);
    press(desk, '34#', customer);
    verdict(desk, true);
    expect(desk.agentState('6001')).toBe(6);
  });

  it('and is forced off keeps the customer, and goes after the wrap-up', () => {
    const { desk, customer, agent } = waiting();
    sendToPassword(desk);
    desk.tell('6003', 'MonitorControl', { destSPType: 'AGT', destSPIns: '6001', controlType: '1' });
    expect(desk.heard('6003').at(-1)).toBe('MonitorControlSucc');
    expect(desk.agentState('6001')).toBe(31);
    press(desk, '1234#', customer);
    verdict(desk, false);
    expect(desk.agentState('6001')).toBe(31);
    press(desk, '1234#', customer);
    verdict(desk, true);
    expect(desk.agentState('6001')).toBe(6);
    desk.ended(customer);
    desk.ended(agent);
    expect(desk.agentState('6001')).toBe(19);
    desk.pass(10_000);
    expect(desk.agentState('6001')).toBe(1);
    expect(desk.audits().at(-1)).toMatchObject({ action: 'log-off', agentId: '888', outcome: 'forced' });
  });

  it('can be told to leave or to change the mode, which happens when the call is over', () => {
    const { desk, customer, agent } = waiting();
    sendToPassword(desk);
    desk.tell('6003', 'MonitorControl', {
      ...({ destSPType: 'AGT', destSPIns: '6001', controlType: '2' } as const),
      extraControlParam: '1',
    });
    desk.tell('6001', 'CancelWait');
    expect(desk.agentState('6001')).toBe(6);
    desk.ended(customer);
    desk.ended(agent);
    desk.tell('6001', 'FinishWrapup');
    expect(desk.agentState('6001')).toBe(23);
  });

  it('keeps a supervisor who listened; the supervisor hears no digits, and the customer again after', () => {
    const { desk, customer } = waiting();
    desk.tell('6003', 'MonitorAgent', { destSPType: 'AGT', destSPIns: '6001' });
    const ear = pickUp(desk, '6003');
    const room = [...desk.state.calls.values()][0]?.room;
    sendToPassword(desk);
    expect(desk.agentState('6003')).toBe(17);
    expect([hears(desk, ear), hears(desk, customer)]).toEqual([room, 'nothing']);
    press(desk, '1234#', customer);
    verdict(desk, true);
    expect([hears(desk, ear), hears(desk, customer)]).toEqual([room, room]);
    expect(desk.agentState('6003')).toBe(17);
  });

  it('cannot be monitored from the start of it: there is nothing to hear', () => {
    const { desk } = waiting();
    sendToPassword(desk);
    desk.tell('6003', 'MonitorAgent', { destSPType: 'AGT', destSPIns: '6001' });
    expect(desk.heard('6003').at(-1)).toBe('MonitorFailed TargetBusy');
    expect(desk.agentState('6003')).toBe(3);
  });

  it('and loses the phone with the switch: who listened is not sent into a room that is gone', () => {
    const { desk, customer } = waiting();
    desk.tell('6003', 'MonitorAgent', { destSPType: 'AGT', destSPIns: '6001' });
    const ear = pickUp(desk, '6003');
    const room = [...desk.state.calls.values()][0]?.room ?? '';
    sendToPassword(desk);
    desk.on({ on: 'down' });
    desk.clear();
    desk.sync(
      [
        { leg: ear, phase: 'up', room },
        { leg: customer, phase: 'up', room: null },
      ],
      [room],
    );
    expect(desk.asked('join')).toEqual([]);
    expect([hears(desk, ear), desk.agentState('6001')]).toEqual(['hung up', 19]);
    expect(desk.asked('close-room').map((command) => command.room)).toContain(room);
  });

  it('is told that the wait is over when a supervisor ends the call', () => {
    const { desk, customer, agent } = waiting();
    desk.tell('6003', 'MonitorAgent', { destSPType: 'AGT', destSPIns: '6001' });
    const ear = pickUp(desk, '6003');
    sendToPassword(desk);
    press(desk, '12', customer);
    desk.clear();
    desk.tell('6003', 'ForceDrop');
    expect(desk.heard('6001')).toEqual(['WaitCallOver']);
    expect(desk.last('6001', 'WaitCallOver').replyTo).toBe('t1');
    for (const leg of [customer, agent, ear]) desk.ended(leg);
    expect([desk.agentState('6001'), desk.agentState('6003')]).toEqual([19, 3]);
    expect(desk.state.digits.size + desk.state.plays.size).toBe(0);
    expect(desk.calls()).toMatchObject([{ outcome: 'answered', endedBy: 'agent' }]);
    expect(segments(desk)).toContain('ivr null answered');
  });

  it('is told that the wait is over when the flow itself hangs up', () => {
    const { desk, customer, agent } = waiting();
    desk.tell('6001', 'TransferToIVR', { svn: '999', checkPassword: true, attached: {} }, { id: 't1' });
    press(desk, '4', customer);
    const heard = desk.heard('6001').length;
    played(desk);
    expect(desk.heard('6001').slice(heard)).toEqual(['WaitCallOver']);
    expect(desk.last('6001', 'WaitCallOver').replyTo).toBe('t1');
    for (const leg of [customer, agent]) desk.ended(leg);
    expect(desk.agentState('6001')).toBe(19);
    expect(desk.calls()).toMatchObject([{ outcome: 'answered', endedBy: 'system', data: { IVRSCORE: '4' } }]);
    expect(segments(desk)).toContain('ivr null completed');
  });

  it('hears once that the customer hung up, and the digits are gone', () => {
    const { desk, customer, agent } = waiting();
    sendToPassword(desk);
    press(desk, '12', customer);
    desk.clear();
    desk.ended(customer);
    desk.ended(agent);
    expect(desk.heard('6001').filter((name) => name === 'WaitCallOver')).toHaveLength(1);
    expect(desk.state.digits.size).toBe(0);
  });
});

describe('a transfer to a flow', () => {
  it.each([7, 10, 11, 12, 13, 14, 15, 20, 21, 22, 26, 30, 31, 32, 38, 41, 42, 50])(
    'is refused in state %i and changes nothing',
    (state) => {
      const desk = deskIn(state);
      for (const checkPassword of [false, true]) {
        desk.clear();
        desk.tell('6001', 'TransferToIVR', { svn: '999', checkPassword, attached: { OrderID: '1' } });
        expect(desk.heard('6001')).toEqual(['TransferFailed NotAllowedInState']);
        expect(desk.effects.filter(({ kind }) => kind === 'switch')).toEqual([]);
        expect(desk.agentState('6001')).toBe(state);
        for (const call of desk.state.calls.values()) expect(call.data.OrderID).toBeUndefined();
      }
    },
  );

  it('right after a consult takes the customer, while the colleague’s phone still comes down', () => {
    const { desk, customer, agent } = waiting();
    desk.logOn('6002', '777', { agentWorkMode: '3' });
    const other = consult(desk, '6001', '6002');
    desk.tell('6001', 'FinishConsult');
    survey(desk, '6001');
    expect(desk.heard('6001').at(-1)).toBe('TransferSucc');
    desk.ended(agent);
    press(desk, '5', customer);
    desk.ended(other);
    expect([desk.agentState('6001'), desk.agentState('6002')]).toEqual([19, 3]);
    played(desk);
    desk.ended(customer);
    expect(desk.calls()).toMatchObject([{ outcome: 'answered', agentId: '888', data: { IVRSCORE: '5' } }]);
    expect(desk.state.calls.size + desk.state.legs.size).toBe(0);
  });

  it('by the agent to whom the customer was handed: one record, both agents’ talks, and the score', () => {
    const { desk, customer, agent } = waiting();
    desk.logOn('6002', '777', { agentWorkMode: '3' });
    const other = consult(desk, '6001', '6002');
    desk.tell('6001', 'ConsultTransfer');
    desk.ended(agent);
    expect(desk.last('6002', 'DevConnected').call).toMatchObject({
      CCIVR_TRANSFERTYPE: 'AGT',
      CCIVR_TRANSFERDEST: '6002',
    });
    survey(desk, '6002');
    expect(desk.last('6002', 'TransferSucc').call).toMatchObject({
      ...{ CCIVR_TRANSFERTYPE: 'IVR', CCIVR_TRANSFERDEST: '999', SVN: '999' },
    });
    desk.ended(other);
    expect([desk.agentState('6001'), desk.agentState('6002')]).toEqual([19, 19]);
    rate(desk, customer, '3');
    expect(desk.calls()).toMatchObject([
      {
        ...{ outcome: 'answered', agentId: '777', ins: '6002' },
        data: { IVRSCORE: '3', CCIVR_TRANSFERTYPE: 'IVR', CCIVR_TRANSFERDEST: '999' },
      },
    ]);
    expect(segments(desk)).toEqual([
      ...['queue null offered', 'ring 6001 answered', 'talk 6001 consult', 'consult 6001 transferred'],
      ...['talk 6002 transferred', 'ivr null completed'],
    ]);
  });

  it('is the same for a customer whom an agent dialled', () => {
    const { desk } = waiting();
    desk.logOn('6002', '777', { agentWorkMode: '3' });
    desk.tell('6002', 'Dial', { phoneNum: '13900139000', attached: { SVN: 'forged', OrderID: 'S1' } });
    const agent = pickUp(desk, '6002');
    const customer = pickUp(desk, '13900139000');
    expect(desk.last('6002', 'DialSucc').call).toMatchObject({ SVN: '', OrderID: 'S1' });
    survey(desk, '6002');
    desk.ended(agent);
    rate(desk, customer, '1');
    expect(desk.calls()).toMatchObject([{ direction: '1', data: { IVRSCORE: '1', OrderID: 'S1', SVN: '999' } }]);
  });

  it('cannot bring data under the server’s own keys', () => {
    const { desk } = waiting();
    const attached = { COID: 'x', SVN: 'x', IVRROOT: 'x', CCIVR_TRANSFERTYPE: 'x', '17': 'x', OrderID: 'S1' };
    desk.tell('6001', 'TransferToIVR', { svn: '999', checkPassword: false, attached });
    const { call } = desk.last('6001', 'TransferSucc');
    expect(call).toMatchObject({ SVN: '999', IVRROOT: '', CCIVR_TRANSFERTYPE: 'IVR', '17': '0', OrderID: 'S1' });
    expect(Object.values(call ?? {})).not.toContain('x');
  });
});

describe('a caller in the main menu', () => {
  const routed = (config: TenantConfig): TenantConfig => ({
    ...config,
    dnisRoutes: [{ pattern: '30000', target: { type: 'ivr', svn: '1000' }, priority: 0 }],
  });
  /** Nobody is free: 888 is on leave. */
  function menu(config: TenantConfig) {
    const desk = new Desk(routed(config));
    desk.logOn('6001', '888');
    desk.tell('6001', 'Leave', { leaveReason: '0' });
    desk.incoming('c1', '30000');
    desk.answered('c1');
    press(desk, '1', 'c1');
    expect([...desk.state.calls.values()][0]?.phase).toBe('queued');
    return desk;
  }

  it('waits, overflows to another skill, keeps the age, and abandons: one record and no ghost', () => {
    const overflow = { type: 'skill', code: '1002' } as const;
    const desk = menu(withSkill('1001', { maxWaitSeconds: 5, overflow }));
    desk.pass(5_000);
    expect(desk.view('6001').queue).toMatchObject([{ sk: '1002', qtm: 5 }]);
    desk.pass(2_000);
    desk.ended('c1');
    expect(desk.calls()).toMatchObject([
      { outcome: 'abandoned', endedBy: 'customer', skill: '1002', queueMs: 7_000, data: { IVRROOT: '1', SVN: '1000' } },
    ]);
    expect(segments(desk)).toEqual(['ivr null completed', 'queue null overflowed', 'queue null abandoned']);
    expect(desk.state.calls.size + desk.state.waitingCalls + desk.state.legs.size).toBe(0);
    desk.tell('6001', 'ResumeWork');
    expect(desk.agentState('6001')).toBe(3);
  });

  it('is told that all are busy when the overflow hangs up', () => {
    const desk = menu(withSkill('1001', { maxWaitSeconds: 5, overflow: { type: 'hangup' } }));
    desk.pass(5_000);
    expect(desk.lastPlay().prompts).toEqual([{ kind: 'sound', name: 'all-busy' }]);
    played(desk);
    desk.ended('c1');
    expect(desk.calls()).toMatchObject([{ outcome: 'overflowed' }]);
  });

  it('who overflows into the menu again and again is not kept for ever', () => {
    const desk = menu(withSkill('1001', { maxWaitSeconds: 5, overflow: { type: 'ivr', svn: '1000' } }));
    desk.pass(20 * LIMITS.promptMs);
    expect(desk.asked('hangup')).toMatchObject([{ leg: 'c1' }]);
    desk.ended('c1');
    expect(desk.calls()).toMatchObject([{ outcome: 'failed', endedBy: 'system' }]);
  });

  it('is served with the menu’s choice in the call data, and the agent may pass the caller on', () => {
    const desk = new Desk(routed(withParams({ oneStepTransferSupport: true })));
    desk.logOn('6001', '888');
    desk.logOn('6002', '777', { agentWorkMode: '3' });
    desk.incoming('c1', '30000');
    desk.answered('c1');
    press(desk, '2', 'c1');
    const agent = pickUp(desk, '6001');
    played(desk);
    expect(desk.last('6001', 'CallArrive').call).toMatchObject({ IVRROOT: '2', SVN: '1000', SK: '1002' });
    desk.tell('6001', 'OneStepTransfer', { destType: 'AGT', destIns: '6002', attached: { OrderID: 'S1' } });
    pickUp(desk, '6002');
    desk.ended(agent);
    expect(desk.last('6002', 'DevConnected').call).toMatchObject({ IVRROOT: '2', SVN: '1000', OrderID: 'S1' });
  });
});
