import { describe, expect, it } from 'vitest';
import { withAgent } from './support/config.ts';
import { Desk } from './support/desk.ts';

const listOf = (
  desk: Desk,
  ins: string,
  agentListType: 'AGENTLISTTYPE_CALLINNER' | 'AGENTLISTTYPE_MONITOR' | 'AGENTLISTTYPE_AGENTMSG',
) => {
  desk.tell(ins, 'RefreshAgentList', { agentListType }, { id: `list-${agentListType}` });
  const event = desk.last(ins, 'RefreshAgentListSucc');
  if (event.event !== 'RefreshAgentListSucc') throw new Error('no list');
  expect(event.replyTo).toBe(`list-${agentListType}`);
  return event.params.agentList;
};

describe('the agent list', () => {
  it('to call a colleague shows idle agents, then idle extensions, in the manual’s form', () => {
    const desk = new Desk();
    desk.logOn('6001', '888');
    desk.logOn('6002', '999');
    desk.logOn('6003', '777');
    desk.tell('6003', 'Leave', { leaveReason: '0' });
    desk.device('6005', false);
    const list = listOf(desk, '6001', 'AGENTLISTTYPE_CALLINNER');
    expect(list.agentListType).toBe('AGENTLISTTYPE_CALLINNER');
    expect(list.items).toEqual([
      {
        state: '3',
        itemType: '1',
        ins: '6002',
        workID: '999',
        agentName: '员工999',
        workMode: '0',
        leaveReason: null,
        dept: '1',
        extnum: null,
        devowner: null,
        calst: null,
        dworkID: null,
      },
      {
        state: null,
        itemType: '0',
        ins: '6004',
        workID: null,
        agentName: '',
        workMode: null,
        leaveReason: null,
        dept: null,
        extnum: '6004',
        devowner: null,
        calst: '32',
        dworkID: null,
      },
    ]);
  });

  it('to supervise shows the agents of managed departments, to supervisors only', () => {
    const desk = new Desk(withAgent('999', { dept: '2' }));
    desk.logOn('6001', '888');
    desk.logOn('6002', '999');
    desk.logOn('6003', '555');
    expect(listOf(desk, '6003', 'AGENTLISTTYPE_MONITOR').items.map(({ ins }) => ins)).toEqual(['6001']);
    desk.tell('6001', 'RefreshAgentList', { agentListType: 'AGENTLISTTYPE_MONITOR' });
    expect(desk.last('6001', 'RefreshAgentListFailed').fault?.code).toBe('NotPermitted');
  });

  it('for messages shows everybody', () => {
    const desk = new Desk();
    desk.logOn('6001', '888');
    desk.logOn('6002', '999');
    desk.tell('6002', 'Leave', { leaveReason: '1' });
    expect(listOf(desk, '6001', 'AGENTLISTTYPE_AGENTMSG').items).toMatchObject([
      { ins: '6002', state: '23', leaveReason: '1' },
    ]);
  });
});

describe('a message', () => {
  it('reaches the page of the agent, by seat or by agent id', () => {
    const desk = new Desk();
    desk.logOn('6001', '888');
    desk.logOn('6002', '999');
    for (const destSPIns of ['6002', '999']) {
      desk.clear();
      desk.tell('6001', 'SendAgentMsg', { destSPIns, msg: '你好' }, { id: destSPIns });
      expect(desk.last('6002', 'AgentMsgArrive')).toMatchObject({
        params: {
          message: { fromIns: '6001', fromName: '员工888', text: '你好', id: expect.stringMatching(/^m.{22}$/) },
        },
      });
      expect(desk.last('6001', 'SendAgentMsgSucc').replyTo).toBe(destSPIns);
    }
  });

  it.each([
    ['nobody', 'hi', 'TargetUnknown'],
    ['6003', 'hi', 'LimitReached'],
    ['6002', '', 'ParamInvalid'],
    ['6002', 'x'.repeat(2001), 'ParamInvalid'],
  ])('to %s (%s…) fails', (destSPIns, msg, code) => {
    const desk = new Desk();
    desk.logOn('6001', '888');
    desk.logOn('6002', '999');
    desk.logOn('6003', '777');
    desk.feed({ kind: 'connection-closed', conn: 'ws-6003' });
    for (let i = 0; i < 50; i += 1) desk.tell('6001', 'SendAgentMsg', { destSPIns: '6003', msg: `${i}` });
    desk.tell('6001', 'SendAgentMsg', { destSPIns, msg });
    expect(desk.last('6001', 'SendAgentMsgFailed').fault?.code).toBe(code);
  });

  it.each([false, true])('waits for a page that is away, also over a restart, and comes once (wssp.v4: %s)', (v4) => {
    const desk = new Desk();
    desk.logOn('6001', '888');
    desk.logOn('6002', '999');
    desk.feed({ kind: 'connection-closed', conn: 'ws-6002' });
    for (const msg of ['first', 'second']) desk.tell('6001', 'SendAgentMsg', { destSPIns: '6002', msg });
    expect(desk.heard('6001').filter((name) => name === 'SendAgentMsgSucc')).toHaveLength(2);
    desk.restart();
    desk.sync();
    const texts = () =>
      desk
        .said('ws-6002')
        .flatMap(({ event }) => (event.event === 'AgentMsgArrive' ? [event.params.message.text] : []));
    desk.tell('6002', 'Init', { agentId: '999' }, { v4 });
    expect(texts()).toEqual(['first', 'second']);
    desk.tell('6002', 'Init', { agentId: '999' }, { v4 });
    expect(texts()).toEqual(['first', 'second']);
  });
});
