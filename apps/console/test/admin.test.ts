/** Forms of the configuration: what can be said without the server, and what is missing for the first call. */
import type { ConfigColumn, ConfigTable, ConsoleUser } from '@wssoftphone/protocol/console';
import { describe, expect, it } from 'vitest';
import { randomPassword } from '../src/lib/random-password.ts';
import { merged } from '../src/pages/admin/meanwhile.ts';
import { columnAt, draftOf, keyOf, rowOf, sameRow, troubleOf } from '../src/pages/admin/rows.ts';
import { stepsOf } from '../src/pages/admin/steps.ts';
import { targetOf, targetText } from '../src/pages/admin/target.ts';

const both = { 'zh-CN': '', en: '' };
const column = (name: string, kind: ConfigColumn['kind'], more: Partial<ConfigColumn> = {}): ConfigColumn => ({
  ...{ name, kind, title: both, help: both, optional: false },
  ...more,
});
const table = (name: string, columns: readonly ConfigColumn[], rows: ConfigTable['rows'] = []): ConfigTable => ({
  ...{ table: name, title: both, help: both, key: [columns[0]?.name ?? ''] },
  ...{ columns, rows },
});
const SKILLS = table('skills', [
  column('code', 'text'),
  column('name', 'text', { optional: true }),
  column('title', 'text', { mayBeEmpty: true }),
  column('wait', 'number', { optional: true, min: 1, max: 60 }),
  column('overflow', 'target'),
  column('hours', 'hours', { optional: true }),
  column('secret', 'secret', { optional: true }),
]);

describe('two people at one row', () => {
  const seen = { name: 'a', level: 1, skills: ['1'] };
  it('lose nothing where they changed different fields', () => {
    const mine = { ...seen, skills: ['1', '2'] };
    expect(merged(seen, mine, { ...seen, name: 'b' })).toEqual({ draft: { ...mine, name: 'b' }, both: [] });
  });
  it('are told of what both changed, and the own stays', () => {
    const mine = { ...seen, name: 'mine', level: 2 };
    expect(merged(seen, mine, { ...seen, name: 'theirs', level: 2 })).toEqual({ draft: mine, both: ['name'] });
  });
});

describe('a row', () => {
  it('goes into the form and comes out as it was', () => {
    const row = { code: '1', name: null, title: '', wait: 5, overflow: 'hangup', hours: '', secret: true };
    expect(rowOf(SKILLS, draftOf(SKILLS, row))).toEqual(row);
    expect(keyOf(SKILLS, row)).toBe('1');
    expect(sameRow(draftOf(SKILLS, row), draftOf(SKILLS, { ...row }))).toBe(true);
  });
  it('that is new begins with what the server proposes', () => {
    const proposed = table('t', [column('a', 'number', { initial: 7 }), column('b', 'flag'), column('c', 'levels')]);
    expect(draftOf(proposed)).toEqual({ a: 7, b: false, c: [] });
  });
  it('has no spaces around its texts, and none where an optional one is empty', () => {
    expect(rowOf(SKILLS, { ...draftOf(SKILLS), code: ' 1 ', name: '  ' })).toMatchObject({ code: '1', name: null });
  });
});

it.each([
  [column('n', 'number', { min: 1, max: 9 }), null, 'needed'],
  [column('n', 'number', { min: 1, max: 9 }), 10, 'number'],
  [column('n', 'number', { min: 1, max: 9 }), 'x', 'whole'],
  [column('n', 'number', { min: 1, max: 9 }), 9, null],
  [column('n', 'number', { optional: true }), null, null],
  [column('t', 'target'), 'skill:', 'target'],
  [column('t', 'target'), 'hangup', null],
  [column('t', 'target'), '', 'needed'],
  [column('c', 'choice'), '', 'needed'],
  [column('c', 'choice', { optional: true }), '', null],
] as const)('%j with %j lacks %j', (one, value, trouble) => expect(troubleOf(one, value)).toBe(trouble));

it('finds the field a problem is about', () => {
  expect(columnAt(SKILLS, 'overflow')).toBe('overflow');
  expect(columnAt(SKILLS, '/wait')).toBe('wait');
  expect(columnAt(SKILLS, 'hours/0')).toBe('hours');
  expect(columnAt(SKILLS, 'elsewhere')).toBeNull();
});

it.each(['skill:1002', 'ivr:999', 'outside:013800138000', 'hangup'])('target %s is read and written alike', (text) => {
  const target = targetOf(text);
  expect(target && targetText(target)).toBe(text);
});
it.each(['', 'skill', 'nowhere:1'])('target %j is none, or not whole', (text) => {
  expect(targetOf(text)?.value ?? '').toBe('');
});

describe('the first steps', () => {
  const tables = (
    rows: Partial<Record<'departments' | 'skills' | 'agents' | 'extensions' | 'dnis_routes', ConfigTable['rows']>>,
  ) => [
    table('departments', [column('id', 'text')], rows.departments),
    table('skills', [column('code', 'text')], rows.skills),
    table('agents', [column('agent_id', 'text'), column('skills', 'levels')], rows.agents),
    table('extensions', [column('number', 'text')], rows.extensions),
    table('dnis_routes', [column('pattern', 'text'), column('target', 'target')], rows.dnis_routes),
  ];
  const user = (agentId: string | null, disabled = false): ConsoleUser => ({
    ...{ user: 'u', name: 'u', role: 'agent', agentId, disabled, mustChangePassword: false, lastSignInAt: null },
  });
  const done = (...args: Parameters<typeof stepsOf>) =>
    stepsOf(...args)
      .filter((step) => step.done)
      .map(({ name }) => name);

  it('are all to do in an empty database', () => {
    expect(done(tables({}), [user(null)])).toEqual([]);
    expect(stepsOf(tables({}), []).every(({ begun }) => !begun)).toBe(true);
  });
  it('are done when a call can reach an agent', () => {
    const whole = {
      departments: [{ id: '1' }],
      skills: [{ code: '1001' }],
      agents: [{ agent_id: '1', skills: [{ code: '1001', level: 5 }] }],
      extensions: [{ number: '6001' }],
      dnis_routes: [{ pattern: '10010', target: 'skill:1001' }],
    };
    expect(stepsOf(tables(whole), [user('1')]).every((step) => step.done)).toBe(true);
  });
  it('see an agent without a skill, a route to nobody, and a disabled user', () => {
    const lame = {
      departments: [{ id: '1' }],
      skills: [{ code: '1001' }, { code: '1002' }],
      agents: [{ agent_id: '1', skills: [] }],
      dnis_routes: [{ pattern: '10010', target: 'skill:1002' }],
    };
    const steps = stepsOf(tables(lame), [user('1', true)]);
    expect(steps.filter((step) => !step.done).map(({ name }) => name)).toEqual(['agent', 'extension', 'route', 'user']);
    expect(steps.filter(({ begun }) => begun).map(({ name }) => name)).toEqual(['agent', 'route']);
    // A user of an agent who is gone, or of none, lets nobody answer; the first administrator alone is no beginning.
    const userStep = (...users: Parameters<typeof stepsOf>[1]) =>
      stepsOf(tables(lame), users).find(({ name }) => name === 'user');
    expect(userStep(user(null), user('9'))).toMatchObject({ done: false, begun: true });
    expect(userStep(user(null))).toMatchObject({ done: false, begun: false });
  });
});

it('makes passwords that the server takes, each another', () => {
  const made = Array.from({ length: 50 }, randomPassword);
  expect(new Set(made).size).toBe(50);
  for (const one of made) expect(one).toMatch(/^[a-zA-Z2-9]{16}$/);
});
