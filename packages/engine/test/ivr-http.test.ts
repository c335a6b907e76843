/** A flow asks the tenant's systems. */
import { describe, expect, it } from 'vitest';
import type { HttpNode, IvrFlow, NodeName } from '../src/index.ts';
import { baseConfig } from './support/config.ts';
import { Desk } from './support/desk.ts';

const ASK: HttpNode = {
  do: 'http',
  method: 'POST',
  url: 'https://crm.example.com/customers/{ani}?card={Card}',
  send: ['Card', 'Missing'],
  save: { Level: '/customer/level', Name: '/customer/name' },
  timeoutSeconds: 5,
  next: 'level',
  otherwise: 'sorry',
};
const flow = (ask: HttpNode = ASK): IvrFlow => ({
  svn: '2000',
  name: 'own',
  start: 'set',
  nodes: {
    set: { do: 'set', data: { Card: '12 34&x=1', Kept: 'yes' }, next: 'ask' },
    ask,
    level: { do: 'branch', key: 'Level', cases: { gold: 'vip' }, otherwise: 'plain' },
    vip: { do: 'queue', skill: '1002' },
    plain: { do: 'queue', skill: '1001' },
    sorry: { do: 'play', prompts: [{ kind: 'sound', name: 'not-correct' }], next: 'plain' },
  },
});
function called(ask: HttpNode = ASK): Desk {
  const desk = new Desk({
    ...baseConfig,
    dnisRoutes: [{ pattern: '30000', target: { type: 'ivr', svn: '2000' }, priority: 0 }],
    ivrFlows: [flow(ask)],
  });
  desk.logOn('6001', '888');
  desk.incoming('c1', '30000');
  desk.answered('c1');
  return desk;
}
const asked = (desk: Desk) => desk.effects.flatMap((effect) => (effect.kind === 'http' ? [effect] : []));
const call = (desk: Desk) => [...desk.state.calls.values()][0];
const at = (desk: Desk): NodeName | undefined => call(desk)?.ivr?.node;
function answer(desk: Desk, ok: boolean, data: Record<string, string> = {}): void {
  const { call: id = '', request = '' } = asked(desk).at(-1) ?? {};
  desk.feed({ kind: 'http-result', call: id, request, ok, data });
}

describe('a request of a flow', () => {
  it('carries call data in its address, encoded, and in its body', () => {
    const desk = called();
    expect(asked(desk)).toHaveLength(1);
    const ani = call(desk)?.ani ?? '';
    expect(asked(desk)[0]).toMatchObject({
      method: 'POST',
      url: `https://crm.example.com/customers/${ani}?card=12%2034%26x%3D1`,
      body: { ani, dnis: '30000', svn: '2000', coid: call(desk)?.coid, Card: '12 34&x=1', Missing: '' },
      timeoutMs: 5_000,
    });
  });

  it('puts what it asked for into the call data, and nothing else', () => {
    const desk = called();
    answer(desk, true, { Level: 'gold', Kept: 'forged', COID: 'forged' });
    expect(call(desk)).toMatchObject({ skill: '1002', data: { Level: 'gold', Kept: 'yes' } });
    expect(call(desk)?.data).not.toHaveProperty('COID');
    expect(call(desk)?.data).not.toHaveProperty('Name');
  });

  it('that fails leads to the other branch', () => {
    const desk = called();
    answer(desk, false, { Level: 'gold' });
    expect(at(desk)).toBe('sorry');
    expect(call(desk)?.data).not.toHaveProperty('Level');
  });

  it('that is not answered fails a second after its time, and what comes then means nothing', () => {
    const desk = called();
    desk.pass(5_999);
    expect(at(desk)).toBe('ask');
    desk.pass(1);
    expect(at(desk)).toBe('sorry');
    answer(desk, true, { Level: 'gold' });
    expect(at(desk)).toBe('sorry');
  });

  it('that was under way when the server died fails at its time', () => {
    const desk = called();
    desk.restart();
    desk.sync([{ leg: 'c1', phase: 'up', room: null }]);
    expect(at(desk)).toBe('ask');
    expect(asked(desk)).toHaveLength(1);
    desk.pass(6_000);
    expect(at(desk)).toBe('sorry');
  });

  it('plays music meanwhile where the flow says so', () => {
    const desk = called({ ...ASK, musicClass: 'default' });
    expect(desk.asked('music').at(-1)).toMatchObject({ leg: 'c1', musicClass: 'default' });
    answer(desk, false);
    expect(desk.asked('music').at(-1)).toMatchObject({ leg: 'c1', musicClass: null });
  });

  it.each([
    ['..', 'climbs out of its place'],
    ['\ud800', 'is half a character'],
  ])('survives a datum %j that %s', (ani) => {
    const desk = called();
    desk.on({ on: 'incoming', leg: 'c2', ani, aniName: '', dnis: '30000' });
    desk.answered('c2');
    const urls = asked(desk).map(({ url }) => url);
    if (ani === '..') expect(urls).toHaveLength(1);
    else expect(urls[1]).toContain('/customers/%EF%BF%BD?');
  });

  it('dies with its call', () => {
    const desk = called();
    desk.ended('c1');
    answer(desk, true, { Level: 'gold' });
    expect(desk.calls()).toMatchObject([{ outcome: 'abandoned' }]);
    expect(desk.timers.size).toBe(0);
  });
});
