/** Flows as somebody wrote them. */
import type { IvrFlow } from '@wssoftphone/engine';
import { expect, it } from 'vitest';
import { parseFlow } from '../../src/config/flow-schema.ts';

const WORLD = { skills: new Set(['1001']), recordings: new Set(['hello']), hosts: new Set(['crm.example.com']) };
const FLOW = {
  svn: '2000',
  name: '订单查询',
  lang: 'en',
  start: 'hello',
  nodes: {
    hello: { do: 'play', prompts: [{ kind: 'recording', name: 'hello' }], next: 'card' },
    card: {
      ...{ do: 'collect', prompts: [{ kind: 'sound', name: 'password' }], key: 'Card', least: 4, most: 8 },
      ...{ timeoutSeconds: 5, retries: 2, next: 'ask', otherwise: 'queue' },
    },
    ask: {
      ...{ do: 'http', method: 'GET', url: 'https://crm.example.com/cards/{Card}', send: [] },
      ...{ save: { Level: '/level' }, timeoutSeconds: 3, next: 'read', otherwise: 'queue' },
    },
    read: {
      do: 'play',
      prompts: [
        { kind: 'data', key: 'Level', as: 'number' },
        { kind: 'digits', digits: '12#' },
        { kind: 'number', value: 3 },
      ],
      next: 'menu',
    },
    menu: {
      ...{ do: 'menu', prompts: [], choices: { '1': 'queue', '*': 'out' }, timeoutSeconds: 5, retries: 0 },
      otherwise: 'bye',
    },
    queue: { do: 'queue', skill: '1001' },
    out: { do: 'transfer', number: '+8613800138000' },
    bye: { do: 'hangup' },
  },
} as const satisfies IvrFlow;

const with_ = (nodes: Record<string, unknown>): unknown => ({ ...FLOW, nodes: { ...FLOW.nodes, ...nodes } });
const faults = (written: unknown) => parseFlow(written, WORLD).faults.map(({ at, text }) => `${at}: ${text}`);

it('takes a flow as it is', () => {
  expect(parseFlow(FLOW, WORLD)).toEqual({ flow: FLOW, faults: [] });
});

it.each<[string, unknown, RegExp]>([
  ['nothing', null, /^: must be object/],
  ['a list', [], /^: must be object/],
  ['no nodes', { ...FLOW, nodes: undefined }, /nodes/],
  ['a field too many', { ...FLOW, color: 'red' }, /must not have additional properties \(color\)/],
  ['an unknown language', { ...FLOW, lang: 'tlh' }, /^\/lang: .*\(zh-CN, en\)/],
  ['an unknown node', with_({ hello: { do: 'dance' } }), /^\/nodes\/hello\/do: expected one of play, menu/],
  ['a node without kind', with_({ hello: 'play' }), /^\/nodes\/hello\/do/],
  [
    'a word for a number',
    with_({ card: { ...FLOW.nodes.card, least: 'four' } }),
    /^\/nodes\/card\/least: must be integer/,
  ],
  [
    'a wait without end',
    with_({ card: { ...FLOW.nodes.card, timeoutSeconds: 3600 } }),
    /^\/nodes\/card\/timeoutSeconds/,
  ],
  [
    'an unknown sound',
    with_({ hello: { do: 'play', prompts: [{ kind: 'sound', name: 'moo' }], next: 'bye' } }),
    /^\/nodes\/hello\/prompts\/0/,
  ],
  [
    'a node that is not there',
    with_({ hello: { ...FLOW.nodes.hello, next: 'gone' } }),
    /^\/nodes\/hello: there is no node "gone"/,
  ],
  ['a name that breaks out', with_({ '../x': { do: 'hangup' } }), /^\/nodes\/..~1x: a node is named by/],
])('refuses %s, and says where', (_what, written, said) => {
  const parsed = parseFlow(written, WORLD);
  expect(parsed.flow).toBeNull();
  expect(faults(written)).toEqual(expect.arrayContaining([expect.stringMatching(said)]));
});

it.each([
  ['a skill', { skills: new Set<string>() }, '/nodes/queue/skill: there is no skill "1001"'],
  ['a recording', { recordings: new Set<string>() }, '/nodes/hello/prompts: there is no recording "hello"'],
  ['a host', { hosts: new Set<string>() }, '/nodes/ask/url: flows may not ask the host "crm.example.com"'],
])('runs a flow that misses %s, and says so', (_what, less, said) => {
  const parsed = parseFlow(FLOW, { ...WORLD, ...less });
  expect(parsed.flow).not.toBeNull();
  expect(parsed.faults.map(({ at, text }) => `${at}: ${text}`)).toEqual([said]);
});

it('tells at most twenty faults of a flow that is all wrong', () => {
  const nodes = Object.fromEntries(Array.from({ length: 150 }, (_, i) => [`n${i}`, { do: 'dance' }]));
  expect(faults({ ...FLOW, nodes })).toHaveLength(20);
});
