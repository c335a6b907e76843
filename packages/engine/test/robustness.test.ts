import { describe, expect, it } from 'vitest';
import { LIMITS } from '../src/index.ts';
import { withParams } from './support/config.ts';
import { Desk } from './support/desk.ts';
import { randomBody, sequence } from './support/random.ts';

describe('no input', () => {
  it('makes the engine throw, and each command gets one reply', { timeout: 60_000 }, () => {
    for (let seed = 1000; seed < 1060; seed += 1) {
      const next = sequence(seed);
      const desk = new Desk(withParams({ missLimit: seed % 3, playWorkerId: seed % 2 === 0, sessionGraceSeconds: 5 }));
      for (let i = 0; i < 300; i += 1) {
        desk.now += Math.floor(next() * 1200);
        const body = randomBody(desk, next);
        const replies = desk.feed(body).filter(({ kind }) => kind === 'reply').length;
        expect(replies).toBe(body.kind === 'command' ? 1 : 0);
      }
    }
  });

  it('of a kind, key or name nobody knows does anything', () => {
    const desk = new Desk();
    desk.logOn('6001', '888');
    for (const key of [
      '',
      ':',
      'agent',
      'agent:',
      'agent:6001',
      'agent:6001:x',
      'call:x:wait',
      'tenant:queue',
      'a:b:c',
    ]) {
      expect(desk.feed({ kind: 'timer', key, epoch: 1 })).toEqual([]);
    }
    expect(desk.feed({ kind: 'connection-closed', conn: 'nobody' })).toEqual([]);
    expect(desk.on({ on: 'digit', leg: 'x', digit: '1' })).toEqual([]);
    expect(desk.on({ on: 'played', play: 'x', ok: true })).toEqual([]);
    expect(desk.on({ on: 'device', number: 'x', reachable: true })).toEqual([]);
    for (const ins of ['__proto__', 'constructor', 'toString']) {
      expect(desk.tell(ins, 'Hold', {}).errorCode).toBe('InvalidIns');
    }
  });

  it('attached to a call poses as one of our keys, or grows without bound', () => {
    const desk = new Desk();
    desk.logOn('6004', '888');
    const attached: Record<string, string> = { COID: 'x', '17': '0', ANI: 'y', SVN: 'z', long: 'z'.repeat(5000) };
    for (let i = 0; i < 200; i += 1) attached[`k${i}`] = 'v';
    attached['k'.repeat(100)] = 'v';
    desk.tell('6004', 'Dial', { phoneNum: '13800138000', attached });
    const call = desk.view('6004').call ?? {};
    expect(call).toMatchObject({ '17': '1', ANI: '4008110512', COID: expect.stringMatching(/^BC_/) });
    expect(call).toMatchObject({ IVRROOT: '', SVN: '', CCIVR_TRANSFERTYPE: '', CCIVR_TRANSFERDEST: '' });
    expect(Object.keys(call).length).toBeLessThanOrEqual(LIMITS.attachedKeys + 14);
    expect((call as Record<string, string>).long).toHaveLength(LIMITS.attachedValueChars);
  });

  it('from the switch is taken at any length', () => {
    const desk = new Desk();
    desk.on({ on: 'incoming', leg: 'c', ani: '1'.repeat(9999), aniName: 'n'.repeat(9999), dnis: '10010' });
    desk.logOn('6001', '888');
    expect(desk.view('6001').call?.ANI).toHaveLength(LIMITS.switchTextChars);
  });
});

describe('everything', () => {
  it('returns to where it was when all have gone', () => {
    const desk = new Desk();
    for (const [ins, agentId] of [
      ['6001', '888'],
      ['6002', '999'],
    ] as const) {
      desk.logOn(ins, agentId);
      const { customer, agent } = desk.talk(ins);
      desk.ended(customer);
      desk.ended(agent);
    }
    desk.incoming('c9', '10086');
    desk.ended('c9');
    for (const { leg } of [...desk.state.legs.values()]) desk.ended(leg.id);
    desk.pass(20_000);
    for (const ins of ['6001', '6002']) desk.feed({ kind: 'connection-closed', conn: `ws-${ins}` });
    desk.pass(200_000);
    const { state } = desk;
    const sizes = [state.sessions, state.agents, state.conns, state.calls, state.legs, state.plays, state.audiences];
    expect(sizes.map(({ size }) => size)).toEqual([0, 0, 0, 0, 0, 0, 0]);
    expect(state.audiencesOf.size).toBe(0);
    expect([...state.queues.values()].every(({ waiting, idle }) => waiting.length + idle.length === 0)).toBe(true);
    expect(desk.timers.size).toBe(0);
  });
});
