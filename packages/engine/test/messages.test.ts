/** Agent messages (function 37) reach an agent whatever that agent is doing. */
import { describe, expect, it } from 'vitest';
import type { Desk } from './support/desk.ts';
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
      expect({ ...desk.view('6001'), seq: before.seq }).toEqual(before);
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
