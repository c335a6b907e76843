import { describe, expect, it } from 'vitest';
import { Desk, T0 } from './support/desk.ts';
import { randomBody, sequence } from './support/random.ts';

describe('stretches of an agent', () => {
  it('follow each other without gaps from log-on to log-off, and add up to the shift', () => {
    const desk = new Desk();
    desk.logOn('6001', '888');
    desk.pass(10_000);
    const legs = desk.talk('6001');
    desk.pass(20_000);
    desk.tell('6001', 'SetWorkMode', { workMode: '3' });
    desk.ended(legs.customer);
    desk.ended(legs.agent);
    desk.pass(15_000);
    desk.tell('6001', 'Leave', { leaveReason: '2' });
    desk.pass(5_000);
    desk.tell('6001', 'Logoff');
    const made = desk.stretches();
    expect(made.map(({ state, workMode, leaveReason, from, to }) => [state, workMode, leaveReason, to - from])).toEqual(
      [
        [3, '0', null, 10_000],
        [6, '0', null, 20_000],
        [19, '0', null, 10_000],
        [3, '3', null, 5_000],
        [23, '3', '2', 5_000],
      ],
    );
    expect(made[0]?.from).toBe(T0);
    made.slice(1).forEach(({ from }, i) => {
      expect(from).toBe(made[i]?.to);
    });
    const [call] = desk.calls();
    expect(made.map(({ callId }) => callId === call?.callId)).toEqual([false, true, true, false, false]);
  });

  it('add up after any sequence of events', () => {
    for (let seed = 100; seed < 130; seed += 1) {
      const desk = new Desk();
      const next = sequence(seed);
      const open = new Map<string, number>();
      for (let i = 0; i < 300; i += 1) {
        desk.now += Math.floor(next() * 700);
        desk.clear();
        desk.feed(randomBody(desk, next));
        for (const { ins, from, to } of desk.stretches()) {
          expect(to).toBeGreaterThan(from);
          const before = open.get(ins);
          if (before !== undefined) expect(from).toBeGreaterThanOrEqual(before);
          open.set(ins, to);
        }
      }
    }
  });
});

describe('call records', () => {
  it('are one for each call, with segments in order within its time', () => {
    for (let seed = 200; seed < 240; seed += 1) {
      const desk = new Desk();
      const next = sequence(seed);
      for (let i = 0; i < 300; i += 1) {
        desk.now += Math.floor(next() * 700);
        desk.feed(randomBody(desk, next));
      }
      const calls = desk.calls();
      expect(new Set(calls.map(({ callId }) => callId)).size).toBe(calls.length);
      expect(new Set(calls.map(({ coid }) => coid)).size).toBe(calls.length);
      for (const call of calls) {
        expect(desk.state.calls.has(call.callId)).toBe(false);
        for (const { from, to } of call.segments) {
          expect(from).toBeGreaterThanOrEqual(call.startedAt);
          expect(to).toBeGreaterThanOrEqual(from);
          expect(to).toBeLessThanOrEqual(call.endedAt);
        }
        expect(call.outcome === 'answered').toBe(call.answeredAt !== null && call.outcome !== 'lost');
      }
    }
  });
});

describe('the audit', () => {
  it('says who logged on and off and why', () => {
    const desk = new Desk();
    desk.logOn('6001', '888');
    desk.tell('6001', 'Logoff');
    expect(desk.audits()).toEqual([
      { type: 'audit', at: T0, agentId: '888', ins: '6001', action: 'log-on', target: '6001', outcome: 'ok' },
      { type: 'audit', at: T0, agentId: '888', ins: '6001', action: 'log-off', target: '6001', outcome: 'asked' },
    ]);
  });
});
