/** What a caller in a flow is spoken to in, and what becomes of the flow when the line or the flow itself changes. */
import { describe, expect, it } from 'vitest';
import type { FlowNode, IvrFlow, TenantConfig } from '../src/index.ts';
import { baseConfig, withParams, withSkill } from './support/config.ts';
import { Desk } from './support/desk.ts';

const say = (name: 'main-menu' | 'thanks', next: string): FlowNode => ({
  do: 'play',
  prompts: [{ kind: 'sound', name }],
  next,
});
const flow: IvrFlow = {
  svn: '2000',
  name: 'own',
  start: 'hello',
  nodes: {
    hello: say('main-menu', 'english'),
    english: { do: 'language', lang: 'en', next: 'count' },
    count: { do: 'set', data: { Orders: '12' }, next: 'read' },
    read: {
      do: 'play',
      prompts: [
        { kind: 'data', key: 'Orders', as: 'number' },
        { kind: 'recording', name: 'orders' },
        { kind: 'data', key: 'ani' },
        { kind: 'data', key: 'Nothing', as: 'number' },
      ],
      next: 'queue',
    },
    queue: { do: 'queue', skill: '1001' },
  },
};
const own = (config: TenantConfig = baseConfig, more: Partial<IvrFlow> = {}): TenantConfig => ({
  ...config,
  dnisRoutes: [{ pattern: '30000', target: { type: 'ivr', svn: '2000' }, priority: 0 }],
  ivrFlows: [{ ...flow, ...more }],
});
function called(config = own()): Desk {
  const desk = new Desk(config);
  desk.on({ on: 'incoming', leg: 'c1', ani: '13800138000', aniName: '', dnis: '30000' });
  desk.answered('c1');
  return desk;
}
const finish = (desk: Desk, ok = true) => desk.on({ on: 'played', play: desk.lastPlay().play, ok });
const spoken = (desk: Desk) => desk.asked('play').map(({ lang }) => lang);
const node = (desk: Desk) => [...desk.state.calls.values()][0]?.ivr?.node;

describe('the language of a call', () => {
  it('is the tenant’s, until the flow chooses another; the queue keeps it', () => {
    const desk = called(own(withSkill('1001', { announceSeconds: 10 })));
    finish(desk);
    finish(desk);
    desk.pass(10_000);
    expect(spoken(desk)).toEqual(['zh-CN', 'en', 'en']);
  });

  it('can be English for everybody', () => {
    expect(spoken(called(own(withParams({ voiceLang: 'en' }))))).toEqual(['en']);
  });

  it('is that of the flow where it has one', () => {
    expect(spoken(called(own(withParams({ voiceLang: 'en' }), { lang: 'zh-CN' })))).toEqual(['zh-CN']);
  });

  it('outlives a restart', () => {
    const desk = called();
    finish(desk);
    desk.restart();
    desk.sync([{ leg: 'c1', phase: 'up', room: null }]);
    expect(spoken(desk)).toEqual(['zh-CN', 'en', 'en']);
  });
});

it('reads numbers as numbers, the rest digit by digit, and leaves out what is not there', () => {
  const desk = called();
  finish(desk);
  expect(desk.lastPlay().prompts).toEqual([
    { kind: 'number', value: 12 },
    { kind: 'recording', name: 'orders' },
    { kind: 'digits', digits: '13800138000' },
  ]);
});

describe('a line that is lost', () => {
  it('does not run the flow off with prompts that nobody hears; it begins the node again', () => {
    const desk = called();
    finish(desk, false);
    expect(node(desk)).toBe('hello');
    desk.on({ on: 'down' });
    desk.pass(30_000);
    expect(node(desk)).toBe('hello');
    desk.sync([{ leg: 'c1', phase: 'up', room: null }]);
    expect(desk.asked('play')).toHaveLength(2);
    finish(desk);
    expect(node(desk)).toBe('read');
  });

  it('is not what a prompt that cannot be played means for long', () => {
    const desk = called();
    finish(desk, false);
    desk.pass(1_000);
    expect(node(desk)).toBe('read');
  });
});

describe('a flow that changes under its caller', () => {
  it('begins anew for one whose node is gone', () => {
    const desk = called();
    finish(desk);
    expect(node(desk)).toBe('read');
    const { read: _gone, ...rest } = flow.nodes;
    const nodes = { ...rest, count: { do: 'set', data: { Orders: '13' }, next: 'queue' } as const };
    desk.feed({ kind: 'config', config: own(baseConfig, { nodes }) });
    finish(desk);
    expect(node(desk)).toBe('hello');
    expect(desk.asked('play')).toHaveLength(3);
  });

  it('ends for one whose flow is gone', () => {
    const desk = called();
    desk.feed({ kind: 'config', config: { ...own(), ivrFlows: [] } });
    finish(desk);
    desk.ended('c1');
    expect(desk.calls()).toMatchObject([{ outcome: 'failed' }]);
  });
});
