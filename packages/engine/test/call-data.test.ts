import { describe, expect, it } from 'vitest';
import { LIMITS } from '../src/index.ts';
import { consult, innerTalk } from './support/calls.ts';
import { withParams } from './support/config.ts';
import { Desk } from './support/desk.ts';

/** 6001 has a customer; 6002, who may be of either dialect, takes no calls from the queue. */
function talking(v4 = true): { desk: Desk; customer: string; agent: string } {
  const desk = new Desk(withParams({ oneStepTransferSupport: true }));
  desk.logOn('6001', '888', {}, { v4: true });
  desk.logOn('6002', '777', { agentWorkMode: '3' }, { v4 });
  return { desk, ...desk.talk('6001') };
}
const set = (desk: Desk, ins: string, attached: Record<string, string>, id = 'd') =>
  desk.tell(ins, 'SetCOInfo', { attached }, { id, v4: true });

describe('data that a page sets on its call', () => {
  it('is shown, survives the server, follows a transfer and is in the record', () => {
    const { desk, customer, agent } = talking();
    const coid = desk.view('6001').call?.COID;
    set(desk, '6001', { OrderID: 'A1', vip: 'yes' });
    expect(desk.last('6001', 'SetCOInfoSucc')).toMatchObject({ replyTo: 'd', call: { OrderID: 'A1', COID: coid } });
    set(desk, '6001', { OrderID: 'A2' }, 'd2');
    desk.restart();
    desk.sync([
      { leg: customer, phase: 'up', room: null },
      { leg: agent, phase: 'up', room: null },
    ]);
    expect(desk.view('6001').call).toMatchObject({ OrderID: 'A2', vip: 'yes', COID: coid });
    desk.tell('6001', 'Init', { agentId: '888' }, { v4: true });
    desk.tell('6002', 'Init', { agentId: '777' }, { v4: true });
    desk.device('6002');
    const other = consult(desk, '6001', '6002');
    desk.tell('6001', 'ConsultTransfer');
    desk.ended(agent);
    expect(desk.last('6002', 'DevConnected').call).toMatchObject({ OrderID: 'A2', vip: 'yes' });
    desk.ended(customer);
    desk.ended(other);
    expect(desk.calls()).toMatchObject([{ coid, data: { OrderID: 'A2', vip: 'yes' } }]);
  });

  it.each([
    [true, 'COInfoChange'],
    [false, 'StateChange 20'],
  ])('is told to the consulted agent (wssp.v4: %s) as %s', (v4, heard) => {
    const { desk } = talking(v4);
    consult(desk, '6001', '6002');
    desk.clear();
    set(desk, '6001', { OrderID: 'A1' });
    expect(desk.heard('6002')).toEqual([heard]);
    expect(desk.said('ws-6002').at(-1)?.event.call).toMatchObject({ OrderID: 'A1' });
    expect(desk.view('6002').call).toMatchObject({ OrderID: 'A1' });
    expect(desk.heard('6001')).toEqual(['SetCOInfoSucc']);
    desk.clear();
    set(desk, '6002', { advice: 'pay' });
    expect(desk.heard('6001')).toEqual(['COInfoChange']);
    expect(desk.view('6001').call).toMatchObject({ OrderID: 'A1', advice: 'pay' });
  });

  it('works in an inner call', () => {
    const desk = new Desk();
    desk.logOn('6001', '888', {}, { v4: true });
    desk.logOn('6002', '777', {}, { v4: true });
    innerTalk(desk, '6001', '6002');
    set(desk, '6002', { about: 'lunch' });
    expect(desk.last('6001', 'COInfoChange').call).toMatchObject({ about: 'lunch', '17': '2' });
  });

  it.each([
    ['nothing at all', {}, 'ParamMissing'],
    ['a key of the server', { OrderID: 'A1', COID: 'forged' }, 'ParamInvalid'],
    [
      'more than a call may carry',
      Object.fromEntries(Array.from({ length: LIMITS.attachedKeys }, (_, i) => [`k${i}`, 'x'])),
      'LimitReached',
    ],
  ])('is refused when it is %s, and nothing is set', (_, attached, code) => {
    const { desk } = talking();
    set(desk, '6001', { first: '1' });
    desk.clear();
    const before = desk.view('6001').call;
    desk.tell('6001', 'SetCOInfo', { attached }, { id: 'bad', v4: true });
    expect(desk.heard('6001')).toEqual([`SetCOInfoFailed ${code}`]);
    expect(desk.last('6001', 'SetCOInfoFailed').replyTo).toBe('bad');
    expect(desk.view('6001').call).toEqual(before);
  });

  it('is refused when the call is over', () => {
    const { desk, customer, agent } = talking();
    desk.ended(customer);
    desk.ended(agent);
    set(desk, '6001', { OrderID: 'A1' });
    expect(desk.last('6001', 'SetCOInfoFailed').fault).toEqual({ code: 'CallGone' });
  });

  it('is nothing to a supervisor who listens, and shown to one who has joined', () => {
    const { desk } = talking();
    desk.logOn('6003', '555', {}, { v4: true });
    desk.tell('6003', 'MonitorAgent', { destSPType: 'AGT', destSPIns: '6001' }, { v4: true });
    const ear = desk.dialled('6003').leg;
    for (const state of [16, 17]) {
      if (state === 17) desk.answered(ear);
      expect(desk.agentState('6003')).toBe(state);
      desk.clear();
      set(desk, '6001', { OrderID: 'A1' }, `a${state}`);
      expect(desk.heard('6001')).toEqual(['SetCOInfoSucc']);
      expect(desk.heard('6003')).toEqual([]);
      expect(desk.view('6003').call).toBeNull();
      set(desk, '6003', { OrderID: 'A2' }, `s${state}`);
      expect(desk.heard('6003')).toEqual(['SetCOInfoFailed NotAllowedInState']);
    }
    desk.tell('6003', 'Intervence', {}, { v4: true });
    desk.clear();
    set(desk, '6001', { OrderID: 'A3' }, 'd3');
    expect(desk.last('6003', 'COInfoChange').call).toMatchObject({ OrderID: 'A3' });
    set(desk, '6003', { OrderID: 'A4' }, 'd4');
    expect(desk.view('6001').call).toMatchObject({ OrderID: 'A4' });
  });

  it('cannot be a score or a verdict of a flow', () => {
    const { desk, customer, agent } = talking();
    for (const key of ['IVRSCORE', 'IVRCHECKRESULT']) {
      set(desk, '6001', { [key]: '5' }, key);
      expect(desk.last('6001', 'SetCOInfoFailed')).toMatchObject({ replyTo: key, fault: { code: 'ParamInvalid' } });
    }
    desk.tell('6001', 'TransferToIVR', { svn: '999', checkPassword: false, attached: { IVRSCORE: '5' } }, { v4: true });
    for (const leg of [agent, customer]) desk.ended(leg);
    expect(desk.calls()[0]?.data).not.toHaveProperty('IVRSCORE');
  });
});
