/** The board: what a supervisor's wall shows of the state, whatever was done to it. */
import { describe, expect, it } from 'vitest';
import { boardView, createState, type TenantConfig } from '../src/index.ts';
import { dialTalk, pickUp } from './support/calls.ts';
import { baseConfig, withParams } from './support/config.ts';
import { Desk, T0 } from './support/desk.ts';

const NUMBER = '13800138000';

describe('the board', () => {
  it('shows who is logged on and in what, and forgets who has logged off', () => {
    const desk = new Desk();
    desk.logOn('6001', '888');
    desk.logOn('6002', '999');
    expect(boardView(desk.state).agents.map(({ agentId }) => agentId)).toEqual(['888', '999']);
    desk.pass(60_000);
    desk.tell('6001', 'Leave', { leaveReason: '1' });
    const [agent] = boardView(desk.state).agents;
    expect(agent).toEqual({
      ins: '6001',
      agentId: '888',
      name: expect.any(String),
      dept: '1',
      state: 23,
      since: T0 + 60_000,
      workMode: '0',
      leaveReason: '1',
      skills: ['1001', '1002'],
      callId: null,
      stretch: { state: 23, workMode: '0', leaveReason: '1', callId: null, from: T0 + 60_000 },
    });
    desk.tell('6001', 'ResumeWork');
    desk.tell('6001', 'Logoff');
    expect(boardView(desk.state).agents.map(({ agentId }) => agentId)).toEqual(['999']);
  });

  it('shows each queue: who waits, since when the oldest, who could take one', () => {
    const desk = new Desk();
    desk.logOn('6001', '888');
    desk.logOn('6002', '999');
    const queue = (skill: string) => boardView(desk.state).queues.find((one) => one.skill === skill);
    expect(queue('1001')).toEqual({
      skill: '1001',
      name: 'skill 1001',
      waiting: 0,
      oldestSince: null,
      agents: 2,
      ready: 2,
    });
    desk.tell('6001', 'Leave', { leaveReason: '1' });
    expect(queue('1001')).toMatchObject({ agents: 2, ready: 1 });
    desk.tell('6002', 'Leave', { leaveReason: '1' });
    for (const leg of ['c1', 'c2']) {
      desk.incoming(leg, '10010', leg === 'c1' ? NUMBER : '13900139000');
      desk.pass(5_000);
    }
    // A call by another number goes before the two and has waited less.
    desk.incoming('c3', '1005');
    expect(queue('1001')).toMatchObject({ waiting: 3, oldestSince: T0, ready: 0 });
    desk.ended('c1');
    expect(queue('1001')).toMatchObject({ waiting: 2, oldestSince: T0 + 5_000 });
    expect(queue('1002')).toMatchObject({ waiting: 0, oldestSince: null, agents: 1 });
  });

  it('shows a call through its life, with the seats in it, and none that is over', () => {
    const desk = new Desk();
    desk.logOn('6001', '888');
    desk.pass(1_000);
    desk.incoming('c1');
    const call = () => boardView(desk.state).calls[0];
    expect(call()).toMatchObject({
      direction: '0',
      number: NUMBER,
      dnis: '10010',
      skill: '1001',
      phase: 'offered',
      startedAt: T0 + 1_000,
      since: T0 + 1_000,
      ins: ['6001'],
    });
    desk.pass(2_000);
    pickUp(desk, '6001');
    desk.pass(3_000);
    const talk = call();
    expect(talk).toMatchObject({ ins: ['6001'], callId: boardView(desk.state).agents[0]?.callId });
    desk.ended('c1');
    expect(boardView(desk.state).calls).toEqual([]);
  });

  it('tells since when a call is on hold, and of a call out the customer and our own number', () => {
    const desk = new Desk(withParams({ callerIds: ['02100000000'], playWorkerId: false }));
    desk.logOn('6001', '888');
    dialTalk(desk, '6001', NUMBER);
    desk.pass(10_000);
    desk.tell('6001', 'Hold');
    desk.pass(4_000);
    expect(boardView(desk.state).calls).toMatchObject([
      { direction: '1', number: NUMBER, dnis: '02100000000', phase: 'hold', startedAt: T0, since: T0 + 10_000 },
    ]);
  });

  it('masks numbers that browsers must not learn', () => {
    const masked = new Desk(withParams({ maskNumbers: true }));
    masked.incoming('c1');
    const hidden = new Desk();
    hidden.logOn('6001', '888');
    hidden.tell('6001', 'EncryptDial', { phoneNum: 'n1.token', encryptMode: '1', deciphered: { number: NUMBER } });
    for (const desk of [masked, hidden]) {
      const board = boardView(desk.state);
      expect(board.calls).toMatchObject([{ number: '138****8000' }]);
      expect(JSON.stringify(board)).not.toContain(NUMBER);
    }
  });

  it('of a tenant where nothing happens is empty, but has its queues', () => {
    expect(boardView(createState(baseConfig))).toMatchObject({ agents: [], calls: [], queues: [{}, {}] });
  });

  it('of 500 agents and 200 calls takes less than five milliseconds', () => {
    const desk = new Desk(manyAgents(500));
    for (let n = 0; n < 500; n += 1) desk.logOn(String(10_000 + n), `a${n}`);
    for (let n = 0; n < 200; n += 1) desk.incoming(`c${n}`, '10010', `1380000${String(n).padStart(4, '0')}`);
    const took: number[] = [];
    for (let n = 0; n < 50; n += 1) {
      const began = performance.now();
      const board = boardView(desk.state);
      took.push(performance.now() - began);
      expect([board.agents.length, board.calls.length]).toEqual([500, 200]);
    }
    const median = took.sort((a, b) => a - b)[25] ?? Number.NaN;
    console.log(`board of 500 agents and 200 calls: ${median.toFixed(3)} ms`);
    expect(median).toBeLessThan(5);
  });
});

function manyAgents(count: number): TenantConfig {
  const [agent] = baseConfig.agents;
  const [extension] = baseConfig.extensions;
  if (!agent || !extension) throw new Error('the base has agents');
  return {
    ...baseConfig,
    agents: Array.from({ length: count }, (_, n) => ({ ...agent, agentId: `a${n}` })),
    extensions: Array.from({ length: count }, (_, n) => ({ ...extension, number: String(10_000 + n) })),
  };
}
