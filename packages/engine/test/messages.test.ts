/** Agent messages (functions 37 and 51) reach an agent whatever that agent is doing, and are unread until looked at. */
import { describe, expect, it } from 'vitest';
import { LIMITS } from '../src/limits.ts';
import { withParams } from './support/config.ts';
import { Desk } from './support/desk.ts';
import { deskIn, STATES } from './support/states.ts';

/** Somebody who is idle. */
function sender(desk: Desk): string {
  if (desk.agentState('6002') === 3) return '6002';
  desk.logOn('6005', '999', { agentWorkMode: '3' });
  return '6005';
}

describe('a message', () => {
  it.each(Object.keys(STATES).map(Number))(
    'to an agent in state %i arrives, unless logged off, and disturbs nothing',
    (state) => {
      const desk = deskIn(state);
      const from = sender(desk);
      const before = desk.view('6001');
      desk.clear();
      desk.tell(from, 'SendAgentMsg', { destSPIns: '6001', msg: '客户等你回电' }, { id: 'm1' });
      if (state <= 2) {
        expect(desk.heard(from)).toEqual(['SendAgentMsgFailed TargetUnknown']);
        expect(desk.heard('6001')).toEqual([]);
      } else {
        expect(desk.heard(from)).toEqual(['SendAgentMsgSucc']);
        expect(desk.heard('6001')).toEqual(['AgentMsgArrive']);
        expect(desk.last('6001', 'AgentMsgArrive')).toMatchObject({ params: { message: { text: '客户等你回电' } } });
      }
      expect(desk.effects.filter(({ kind }) => kind === 'switch')).toEqual([]);
      // Nothing but that there is something to read.
      const { agent, buttons, ...rest } = desk.view('6001');
      const { unreadMessages, ...same } = agent;
      expect(unreadMessages).toBe(state <= 2 ? undefined : 1);
      const as37 = buttons.map((button) => (button.id === 51 ? { ...button, id: 37 } : button));
      expect({ ...rest, agent: same, buttons: as37, seq: before.seq }).toEqual(before);
    },
  );

  it.each(
    Object.keys(STATES)
      .map(Number)
      .filter((state) => state > 2),
  )('to an agent in state %i without a page waits for the page', (state) => {
    const desk = deskIn(state);
    const from = sender(desk);
    desk.feed({ kind: 'connection-closed', conn: 'ws-6001' });
    desk.tell(from, 'SendAgentMsg', { destSPIns: '6001', msg: 'hello' });
    desk.clear();
    desk.tell('6001', 'Init', { agentId: desk.view('6001').agent.agentId });
    expect(desk.heard('6001').filter((name) => name === 'AgentMsgArrive')).toHaveLength(1);
    expect(desk.agentState('6001')).toBe(state);
  });
});

describe('unread messages', () => {
  function office(params: Parameters<typeof withParams>[0] = {}): Desk {
    const desk = new Desk(withParams(params));
    desk.logOn('6001', '888', {}, { v4: true });
    desk.logOn('6002', '777');
    return desk;
  }
  const send = (desk: Desk, from: string, to: string, msg: string) =>
    desk.tell(from, 'SendAgentMsg', { destSPIns: to, msg });
  const look = (desk: Desk, ins: string) =>
    desk.tell(ins, 'RefreshAgentList', { agentListType: 'AGENTLISTTYPE_AGENTMSG' });
  const button = (desk: Desk) =>
    desk
      .view('6001')
      .buttons.map(({ id }) => id)
      .filter((id) => id === 37 || id === 51);
  const arrived = (desk: Desk) =>
    desk.said('ws-6001').flatMap(({ event }) => (event.event === 'AgentMsgArrive' ? [event.params.message.text] : []));

  it('turn the button of messages into 51 until the agent opens their list', () => {
    const desk = office();
    expect(button(desk)).toEqual([37]);
    send(desk, '6002', '6001', 'one');
    send(desk, '6002', '6001', 'two');
    expect(button(desk)).toEqual([51]);
    expect(desk.last('6001', 'AgentMsgArrive')).toMatchObject({
      agent: { unreadMessages: 2 },
      buttons: expect.arrayContaining([{ id: 51, enabled: true }]),
    });
    desk.clear();
    look(desk, '6001');
    expect(desk.heard('6001')).toEqual(['RefreshAgentListSucc']);
    expect(desk.last('6001', 'RefreshAgentListSucc')).toMatchObject({ buttons: desk.view('6001').buttons });
    expect(desk.view('6001').agent).not.toHaveProperty('unreadMessages');
    expect(button(desk)).toEqual([37]);
  });

  it('stay unread when another list is opened', () => {
    const desk = office();
    send(desk, '6002', '6001', 'one');
    desk.tell('6001', 'RefreshAgentList', { agentListType: 'AGENTLISTTYPE_CALLINNER' });
    expect(button(desk)).toEqual([51]);
  });

  it('are read when the agent answers who wrote, and those of others are not', () => {
    const desk = office();
    desk.logOn('6004', '555');
    send(desk, '6002', '6001', 'one');
    send(desk, '6004', '6001', 'two');
    send(desk, '6001', '6002', 'answer');
    expect(desk.last('6001', 'SendAgentMsgSucc')).toMatchObject({ agent: { unreadMessages: 1 } });
    send(desk, '6001', '6004', 'answer');
    expect(button(desk)).toEqual([37]);
  });

  it('are counted on a page that reloads, which has them told when it opens the list', () => {
    const desk = office();
    send(desk, '6002', '6001', 'one');
    desk.feed({ kind: 'connection-closed', conn: 'ws-6001' });
    send(desk, '6002', '6001', 'two');
    desk.clear();
    desk.tell('6001', 'Init', { agentId: '888' }, { v4: true });
    // What no page was told comes by itself; what one was told does not pop up again.
    expect(arrived(desk)).toEqual(['two']);
    expect(desk.view('6001').agent.unreadMessages).toBe(2);
    send(desk, '6002', '6001', 'three');
    desk.clear();
    look(desk, '6001');
    expect(arrived(desk)).toEqual(['one']);
    look(desk, '6001');
    expect(arrived(desk)).toEqual(['one']);
    expect(button(desk)).toEqual([37]);
  });

  it('that were lost with the line are told to the page that comes back, and only those', () => {
    const desk = office();
    send(desk, '6002', '6001', 'one');
    const lastSeq = desk.last('6001', 'AgentMsgArrive').seq;
    send(desk, '6002', '6001', 'two');
    desk.feed({ kind: 'connection-closed', conn: 'ws-6001' });
    desk.clear();
    desk.tell('6001', 'Init', { agentId: '888', lastSeq }, { v4: true });
    expect(arrived(desk)).toEqual(['two']);
    desk.clear();
    look(desk, '6001');
    expect(arrived(desk)).toEqual([]);
  });

  it('survive a restart of the server', () => {
    const desk = office();
    send(desk, '6002', '6001', 'one');
    desk.restart();
    desk.clear();
    desk.tell('6001', 'Init', { agentId: '888' }, { v4: true });
    expect(desk.view('6001').agent.unreadMessages).toBe(1);
    look(desk, '6001');
    expect(arrived(desk)).toEqual(['one']);
  });

  it('are bounded: the oldest that was told gives way, and one that nobody has seen never does', () => {
    const desk = office();
    for (let i = 0; i < LIMITS.inbox + 5; i += 1) send(desk, '6002', '6001', `${i}`);
    expect(desk.view('6001').agent.unreadMessages).toBe(LIMITS.inbox);
    look(desk, '6001');
    desk.feed({ kind: 'connection-closed', conn: 'ws-6001' });
    for (let i = 0; i < LIMITS.inbox; i += 1) send(desk, '6002', '6001', `away ${i}`);
    desk.clear();
    send(desk, '6002', '6001', 'too many');
    expect(desk.last('6002', 'SendAgentMsgFailed').fault).toEqual({ code: 'LimitReached', args: { limit: 'inbox' } });
    desk.tell('6001', 'Init', { agentId: '888' }, { v4: true });
    expect(arrived(desk)).toHaveLength(LIMITS.inbox);
    expect(arrived(desk)[0]).toBe('away 0');
  });

  it('show no 51 where it or messages are masked, and none to another agent of the seat', () => {
    const masked = office({ mask: [51] });
    send(masked, '6002', '6001', 'one');
    expect(button(masked)).toEqual([37]);
    const off = office({ mask: [37] });
    off.state.sessions.get('6001')?.inbox.push({
      message: { id: 'm', fromIns: '6002', fromName: '', text: 'of before the mask', at: off.now },
      seq: 1,
    });
    expect(off.view('6001').buttons).toContainEqual({ id: 37, enabled: false, why: { code: 'FunctionMasked' } });
    const desk = office();
    send(desk, '6002', '6001', 'one');
    desk.tell('6001', 'Logoff');
    desk.tell('6001', 'Init', { agentId: '666' }, { v4: true, conn: 'ws-other' });
    expect(desk.view('6001').agent).not.toHaveProperty('unreadMessages');
  });
});
