/** What is wrong with a flow is said before it runs. */
import { expect, it } from 'vitest';
import { type FlowNode, type FlowWorld, flowProblems, type IvrFlow } from '../src/index.ts';
import { shippedFlows } from '../src/ivr/shipped.ts';

const WORLD: FlowWorld = {
  skills: new Set(['1001']),
  recordings: new Set(['hello']),
  hosts: new Set(['crm.example.com', 'crm.example.com:8443']),
};
const END: FlowNode = { do: 'hangup' };
const one = (node: FlowNode): IvrFlow => ({ svn: '2000', name: 'x', start: 'a', nodes: { a: node, end: END } });
const problems = (node: FlowNode) => flowProblems(one(node), WORLD).map(({ at, text }) => `${at}: ${text}`);

const asks = { prompts: [], timeoutSeconds: 5, retries: 1, otherwise: 'end' } as const;
const http = {
  ...{ do: 'http', method: 'GET', url: 'https://crm.example.com/a/{ani}', send: [], save: {} },
  ...{ timeoutSeconds: 5, next: 'end', otherwise: 'end' },
} as const satisfies FlowNode;

it('finds none in what is shipped', () => {
  for (const flow of shippedFlows(['1001'])) expect(flowProblems(flow, WORLD), flow.svn).toEqual([]);
});

it.each<[FlowNode]>([
  [http],
  [{ ...http, url: 'https://CRM.example.com:8443/a?b={Card}', save: { Level: '/a/0/b~1c', All: '' } }],
  [{ do: 'play', prompts: [{ kind: 'recording', name: 'hello' }], next: 'end' }],
  [{ ...asks, do: 'menu', choices: { '1': 'end', '*': 'end' }, key: 'IVRROOT' }],
])('finds none in %j', (node) => {
  expect(problems(node)).toEqual([]);
});

it.each<[FlowNode, string]>([
  [{ do: 'play', prompts: [{ kind: 'recording', name: 'bye' }], next: 'end' }, 'there is no recording "bye"'],
  [{ ...asks, do: 'menu', choices: { '10': 'end' } }, '"10" is not a key of a telephone'],
  [{ ...asks, do: 'collect', key: 'Card', least: 4, most: 2, next: 'end' }, 'expected 1 ≤ least ≤ most'],
  [{ ...asks, do: 'collect', key: 'COID', least: 1, most: 2, next: 'end' }, '"COID" is not a key'],
  [{ do: 'set', data: { SVN: '1' }, next: 'end' }, '"SVN" is not a key that a flow may write'],
  [{ ...http, save: { ANI: '/a' } }, '"ANI" is not a key'],
  [{ ...http, save: { Level: 'a' } }, '"a" is no JSON pointer'],
  [{ ...http, url: 'https://other.example.com/' }, 'flows may not ask the host "other.example.com"'],
  [{ ...http, url: 'https://{ani}.example.com/' }, 'expected http(s)://host/path'],
  [{ ...http, url: 'https://crm.example.com@evil.test/' }, 'expected http(s)://host/path'],
  [{ ...http, url: 'file:///etc/passwd' }, 'expected http(s)://host/path'],
  [{ ...http, url: 'https://crm.example.com\\@evil.test/' }, 'expected http(s)://host/path'],
  [{ ...http, url: 'https://crm.example.com/{a b}' }, '"{a b}" names no call datum'],
  [{ do: 'set', data: {}, next: 'toString' }, 'there is no node "toString"'],
])('finds what is wrong with %j', (node, text) => {
  expect(problems(node)).toEqual(expect.arrayContaining([expect.stringContaining(text)]));
});
