import type { TenantConfig } from '@wssoftphone/engine';
import { expect, it } from 'vitest';
import { assembleConfig } from '../../src/config/assemble.ts';
import { type ConfigRows, EMPTY_ROWS } from '../../src/config/rows.ts';
import { demoRows } from '../../src/demo/demo-tenant.ts';

const demo = demoRows(() => 'sip-secret');
const load = (rows: Partial<ConfigRows>, running?: TenantConfig) => assembleConfig('1', { ...demo, ...rows }, running);
const good = load({}).config;
const bad = (rows: Partial<ConfigRows>) => load(rows, good);
const skill = (more: object) =>
  demo.skills.map((row) => (row.code === '1002' ? { ...row, ...more } : row)) as ConfigRows['skills'];
const keys = (loaded: { problems: readonly { key: string }[] }) => loaded.problems.map((problem) => problem.key);

it('has nothing to say about the demonstration tenant', () => {
  expect(load({}).problems).toEqual([]);
  expect(load({}).phones).toHaveLength(10);
});

it.each<[string, Partial<ConfigRows>, string, (config: TenantConfig) => unknown]>([
  ['overflow', { skills: skill({ overflow: 'skll:1001' }) }, 'skills.1002.overflow', (c) => c.skills],
  ['overflow skill', { skills: skill({ overflow: 'skill:9999' }) }, 'skills.1002.overflow', (c) => c.skills],
  ['service hours', { skills: skill({ serviceHours: 'Mo-Fr' }) }, 'skills.1002.service_hours', (c) => c.skills],
  ['longest wait', { skills: skill({ maxWaitSeconds: -5 }) }, 'skills.1002.max_wait_seconds', (c) => c.skills],
  ['priority', { skills: skill({ priority: 100 }) }, 'skills.1002.priority', (c) => c.skills],
  [
    'role',
    { agents: demo.agents.map((row) => (row.agentId === '800' ? { ...row, role: 'boss' } : row)) },
    'agents.800.role',
    (c) => c.agents,
  ],
  [
    'wrap-up',
    { agents: demo.agents.map((row) => (row.agentId === '804' ? { ...row, wrapupSeconds: -1 } : row)) },
    'agents.804.wrapup_seconds',
    (c) => c.agents,
  ],
  [
    'level',
    { agentSkills: demo.agentSkills.map((row) => (row.agentId === '999' ? { ...row, level: 100 } : row)) },
    'agents.999.skills.1001',
    (c) => c.agents,
  ],
  [
    'telephone kind',
    { extensions: demo.extensions.map((row) => (row.number === '6003' ? { ...row, kind: 'fax' } : row)) },
    'extensions.6003.kind',
    (c) => c.extensions,
  ],
  [
    'route target',
    { dnisRoutes: demo.dnisRoutes.map((row) => (row.pattern === '10010' ? { ...row, target: '1001' } : row)) },
    'dnis_routes.10010.target',
    (c) => c.dnisRoutes,
  ],
  [
    'dial rule',
    { dialRules: demo.dialRules.map((row) => (row.prefix === '' ? { ...row, action: 'permit' } : row)) },
    'dial_rules.',
    (c) => c.dialRules,
  ],
  [
    'basic work mode',
    { workModes: demo.workModes.map((row) => (row.serviceWorkMode === '3' ? { ...row, basicWorkMode: 8 } : row)) },
    'AgentWorkMode.3.BasicWorkMode',
    (c) => c.workModes,
  ],
  [
    'visibility',
    { workModes: demo.workModes.map((row) => (row.serviceWorkMode === '3' ? { ...row, visible: 2 } : row)) },
    'AgentWorkMode.3.Visible',
    (c) => c.workModes,
  ],
  [
    'bound skill',
    { workModes: demo.workModes.map((row) => (row.serviceWorkMode === '0' ? { ...row, bindSkillCode: '7' } : row)) },
    'AgentWorkMode.0.BindSkillCode',
    (c) => c.workModes,
  ],
  ['node', { node: 0 }, 'tenants.node', (c) => c.node],
])('keeps the running %s and says so', (_what, rows, key, part) => {
  const loaded = bad(rows);
  expect(keys(loaded)).toEqual([key]);
  expect(part(loaded.config)).toEqual(part(good));
  expect(loaded.problems[0]?.expected).not.toBe('');
});

it('does not open a door for a new dial rule it does not understand', () => {
  const loaded = bad({ dialRules: [...demo.dialRules, { prefix: '001', action: 'yes', agentId: null }] });
  expect(loaded.config.dialRules.at(-1)).toEqual({ prefix: '001', action: 'deny', agentId: null });
});

it('leaves out rows without a usable name, and skills that do not exist', () => {
  const loaded = bad({
    agents: [...demo.agents, { ...(demo.agents[0] as ConfigRows['agents'][number]), agentId: 'a b' }],
    agentSkills: [...demo.agentSkills, { agentId: '999', skillCode: '4711', level: 1 }],
    dnisRoutes: [...demo.dnisRoutes, { pattern: '10x', target: 'hangup', priority: 0 }],
    leaveReasons: [...demo.leaveReasons, { reasonId: '', name: '?', visible: true }],
  });
  expect(keys(loaded).toSorted()).toEqual(['agents', 'agents.999.skills', 'dnis_routes', 'leave_reasons']);
  expect(loaded.config).toEqual(good);
});

it('never shows a telephone’s password in a problem', () => {
  const loaded = bad({ extensions: demo.extensions.map((row) => ({ ...row, kind: 'fax' })) });
  expect(loaded.problems.length).toBe(10);
  expect(JSON.stringify(loaded.problems)).not.toContain('sip-secret');
});

it('sends no call of a skill to itself', () => {
  const loaded = bad({ skills: skill({ overflow: 'skill:1002' }) });
  expect(loaded.config.skills.find((row) => row.code === '1002')?.overflow).toEqual({ type: 'hangup' });
});

it('gives a tenant without rows the manual’s tables', () => {
  const { config, problems } = assembleConfig('new', EMPTY_ROWS);
  expect(problems).toEqual([]);
  expect(config.workModes.map((mode) => mode.serviceWorkMode)).toEqual(['-1', '0', '4', '3', '5', '2', '1', '6', '7']);
});
