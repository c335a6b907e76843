import { describe, expect, it } from 'vitest';
import { armedTimers, type DocKey, documentOf, type InputBody, restoreState } from '../src/index.ts';
import { baseConfig } from './support/config.ts';
import { Desk } from './support/desk.ts';
import { randomBody, sequence } from './support/random.ts';

const allDocs = (desk: Desk) => [...desk.docs].sort(([a], [b]) => (a < b ? -1 : 1));

describe('documents', () => {
  it('are the live state: restored they give the same documents, whatever happened before', () => {
    for (let seed = 1; seed <= 20; seed += 1) {
      const desk = new Desk();
      const next = sequence(seed);
      for (let i = 0; i < 250; i += 1) {
        desk.now += Math.floor(next() * 900);
        desk.feed(randomBody(desk, next));
        if (i % 50 !== 49) continue;
        const stored = allDocs(desk);
        const restored = restoreState(baseConfig, desk.docs);
        const again = stored.map(([key]) => [key, JSON.parse(JSON.stringify(documentOf(restored, key as DocKey)))]);
        expect(again).toEqual(stored);
        // Nothing lives that no document tells of.
        const live = [
          ...[...desk.state.sessions.keys()].map((ins) => `agent:${ins}`),
          ...[...desk.state.calls.keys()].map((id) => `call:${id}`),
        ];
        expect(stored.map(([key]) => key).filter((key) => key !== 'tenant')).toEqual(live.sort());
        expect([...restored.legs.keys()].sort()).toEqual([...desk.state.legs.keys()].sort());
        expect(restored.waitingCalls).toBe(desk.state.waitingCalls);
      }
    }
  });

  it('are copies: a later step does not change them', () => {
    const desk = new Desk();
    desk.logOn('6001', '888');
    const { customer } = desk.talk('6001');
    const [id] = desk.state.calls.keys();
    const doc = documentOf(desk.state, `call:${id}`);
    const text = JSON.stringify(doc);
    desk.tell('6001', 'Hold');
    desk.ended(customer);
    expect(JSON.stringify(doc)).toBe(text);
  });

  it('that nobody knows are null, and those of another version are left alone', () => {
    const desk = new Desk();
    expect(documentOf(desk.state, 'agent:nobody')).toBeNull();
    expect(documentOf(desk.state, 'call:none')).toBeNull();
    const odd = new Map<string, unknown>([
      ['agent:6001', { v: 99 }],
      ['call:x', null],
      ['tenant', 'text'],
      ['else', { v: 1 }],
    ]);
    expect(restoreState(baseConfig, odd).sessions.size).toBe(0);
  });
});

describe('after a restart', () => {
  it('a talk goes on, its page finds it, and it ends with one record', () => {
    const desk = new Desk();
    desk.logOn('6001', '888', {}, { v4: true });
    const { customer, agent } = desk.talk('6001');
    const secret = desk.delegatorId('6001');
    const { seq } = desk.view('6001');
    desk.restart();
    desk.clear();
    desk.sync([
      { leg: customer, phase: 'up', room: null },
      { leg: agent, phase: 'up', room: null },
    ]);
    const reply = desk.tell('6001', 'Init', { agentId: '888' }, { delegatorId: secret, v4: true });
    expect(reply.datas).toMatchObject({ delegatorId: secret, agentState: '6' });
    expect(desk.said()[0]?.event.seq).toBeGreaterThan(seq);
    desk.ended(customer);
    desk.ended(agent);
    expect(desk.agentState('6001')).toBe(19);
    expect(desk.calls()).toMatchObject([{ outcome: 'answered' }]);
  });

  it('sessions wait for their pages, and those that were not logged on are gone', () => {
    const desk = new Desk();
    desk.logOn('6001', '888');
    desk.tell('6002', 'Init', { agentId: '999' });
    desk.restart();
    desk.sync();
    expect(desk.agentState('6002')).toBeNull();
    expect(desk.timers.has('agent:6001:grace')).toBe(true);
    desk.pass(120_000);
    expect(desk.agentState('6001')).toBeNull();
    expect([...desk.docs.keys()]).toEqual([]);
  });

  it('timers are armed again; those that are late fire at once', () => {
    const desk = new Desk();
    desk.logOn('6001', '888');
    const { customer, agent } = desk.talk('6001');
    desk.ended(customer);
    desk.ended(agent);
    desk.restart();
    expect(armedTimers(desk.state)).toMatchObject([{ kind: 'timer', key: 'agent:6001:wrapup' }]);
    desk.now += 60_000;
    desk.sync();
    desk.pass(0);
    expect(desk.agentState('6001')).toBe(3);
  });

  it('a waiting call keeps its place, and COIDs are never given twice', () => {
    const desk = new Desk();
    desk.incoming('a');
    desk.pass(1000);
    desk.incoming('b');
    desk.restart();
    desk.sync(['a', 'b'].map((leg) => ({ leg, phase: 'up', room: null })));
    desk.incoming('c');
    desk.logOn('6001', '888', { agentWorkMode: '3' });
    expect(desk.view('6001').queue.map(({ coid }) => coid.slice(-4))).toEqual(['4001', '4002', '4003']);
  });

  it('a call of a skill that is gone ends instead of waiting for ever', () => {
    const desk = new Desk();
    desk.incoming('a', '10086');
    const config = { ...baseConfig, skills: baseConfig.skills.filter(({ code }) => code !== '1002') };
    desk.restart(config);
    desk.sync([{ leg: 'a', phase: 'up', room: null }]);
    expect(desk.asked('hangup').some(({ leg }) => leg === 'a')).toBe(true);
    desk.ended('a');
    expect(desk.calls()).toMatchObject([{ outcome: 'no-route', endedBy: 'system' }]);
    expect(desk.state.waitingCalls).toBe(0);
  });
});

describe('the same inputs', () => {
  it('give the same effects', () => {
    const bodies: { at: number; body: InputBody }[] = [];
    const first = new Desk();
    const next = sequence(7);
    for (let i = 0; i < 500; i += 1) {
      first.now += Math.floor(next() * 500);
      const body = randomBody(first, next);
      bodies.push({ at: first.now, body });
      first.feed(body);
    }
    const second = new Desk();
    for (const { at, body } of bodies) {
      second.now = at;
      second.feed(body);
    }
    expect(second.effects).toEqual(first.effects);
  });
});
