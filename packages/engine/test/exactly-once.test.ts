import { describe, expect, it } from 'vitest';
import { LIMITS } from '../src/index.ts';
import { Desk } from './support/desk.ts';

describe('a command with an id', () => {
  it('sent twice has one effect and gets the same answer', () => {
    const desk = new Desk();
    desk.logOn('6001', '888', {}, { v4: true });
    desk.clear();
    const first = desk.tell('6001', 'Dial', { phoneNum: '13800138000', attached: {} }, { id: 'd1' });
    const effects = desk.effects.length;
    desk.pass(700);
    const second = desk.tell('6001', 'Dial', { phoneNum: '13800138000', attached: {} }, { id: 'd1' });
    expect(desk.effects).toHaveLength(effects + 1);
    const { agent: _agent, ...answer } = first;
    expect(second).toEqual(answer);
    expect(desk.asked('dial')).toHaveLength(1);
  });

  it('that was refused is refused once', () => {
    const desk = new Desk();
    desk.logOn('6001', '888');
    desk.tell('6001', 'Hold', {}, { id: 'h1' });
    desk.talk('6001');
    desk.clear();
    desk.tell('6001', 'Hold', {}, { id: 'h1' });
    expect(desk.heard('6001')).toEqual([]);
    expect(desk.agentState('6001')).toBe(6);
  });

  it('is remembered after a restart, and over HTTP', () => {
    const desk = new Desk();
    desk.logOn('6001', '888');
    desk.tell('6001', 'Leave', { leaveReason: '1' }, { id: 'x' });
    desk.tell('6001', 'ResumeWork', {}, { id: 'y' });
    const secret = desk.delegatorId('6001');
    desk.restart();
    desk.sync();
    desk.tell('6001', 'Init', { agentId: '888' }, { delegatorId: secret });
    desk.tell('6001', 'Leave', { leaveReason: '1' }, { id: 'x' });
    desk.tell('6001', 'Leave', { leaveReason: '1' }, { id: 'x', conn: null, delegatorId: secret });
    expect(desk.agentState('6001')).toBe(3);
  });

  it('ends in events that name it', () => {
    const desk = new Desk();
    desk.logOn('6001', '888');
    desk.talk('6001');
    desk.tell('6001', 'Hold', {}, { id: 'h1' });
    expect(desk.last('6001', 'HoldSucc').replyTo).toBe('h1');
    expect(desk.last('6001', 'StateChange').replyTo).toBeUndefined();
    desk.tell('6001', 'Hold', {}, { id: 'h2' });
    expect(desk.last('6001', 'HoldFailed')).toMatchObject({ replyTo: 'h2', fault: { code: 'NotAllowedInState' } });
  });

  it('is forgotten with its session: a log-on that failed before the page went may be asked for again', () => {
    const desk = new Desk();
    const conn = { v4: true };
    desk.tell('6001', 'Init', { agentId: '888' }, conn);
    desk.tell('6001', 'Logon', { agentId: '888' }, { ...conn, id: 'l1' });
    desk.device('6001', false);
    expect(desk.last('6001', 'LogonFailed').replyTo).toBe('l1');
    desk.feed({ kind: 'connection-closed', conn: 'ws-6001' });
    expect(desk.agentState('6001')).toBeNull();
    desk.clear();
    desk.tell('6001', 'Logon', { agentId: '888' }, { ...conn, id: 'l1' });
    desk.device('6001', true);
    expect(desk.agentState('6001')).toBe(3);
    expect(desk.said().filter(({ event }) => event.replyTo === 'l1')).toHaveLength(1);
  });

  it('is forgotten after so many others', () => {
    const desk = new Desk();
    desk.logOn('6001', '888');
    for (let i = 0; i <= LIMITS.commandIds; i += 1) desk.tell('6001', 'Hold', {}, { id: `h${i}` });
    desk.clear();
    desk.tell('6001', 'Hold', {}, { id: `h${LIMITS.commandIds}` });
    expect(desk.heard('6001')).toEqual([]);
    desk.tell('6001', 'Hold', {}, { id: 'h0' });
    expect(desk.heard('6001')).toEqual(['HoldFailed NotAllowedInState']);
  });
});
