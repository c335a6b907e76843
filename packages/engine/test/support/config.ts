/** A small call centre: four agents, a supervisor, two skills, the manual's work modes. */
import type { AgentConfig, Params, SkillConfig, TenantConfig } from '../../src/index.ts';
import { defaultParams } from '../../src/index.ts';

const agent = (agentId: string, over: Partial<AgentConfig> = {}): AgentConfig => ({
  agentId,
  name: `员工${agentId}`,
  dept: '1',
  role: 'agent',
  monitorDepts: [],
  skills: [{ code: '1001', level: 5 }],
  wrapupSeconds: 10,
  canKeepLogon: false,
  ...over,
});

const skill = (code: string, over: Partial<SkillConfig> = {}): SkillConfig => ({
  code,
  name: `skill ${code}`,
  priority: 0,
  maxWaitSeconds: null,
  overflow: { type: 'hangup' },
  musicClass: `music-${code}`,
  announceSeconds: null,
  serviceHours: null,
  closedTarget: { type: 'hangup' },
  ...over,
});

const MODES: readonly (readonly [
  string,
  string,
  TenantConfig['workModes'][number]['basic'],
  boolean,
  string,
  number,
])[] = [
  ['-1', '空', -1, false, '', 0],
  ['0', '示闲', 0, true, '', 1],
  ['1', '下班', 1, false, '', 6],
  ['3', '示忙', 3, true, '', 3],
  ['6', '离开', 6, true, '', 7],
  ['10', '只接紧急', 0, true, '1002', 8],
];

export const baseConfig: TenantConfig = {
  tenant: '1',
  node: 1,
  agents: [
    agent('888', {
      skills: [
        { code: '1001', level: 5 },
        { code: '1002', level: 1 },
      ],
      canKeepLogon: true,
    }),
    agent('999'),
    agent('777', { skills: [{ code: '1001', level: 9 }] }),
    agent('555', { role: 'supervisor', monitorDepts: ['1'], skills: [] }),
  ],
  departments: [{ id: '1', name: 'one' }],
  skills: [skill('1001'), skill('1002', { priority: 10 })],
  extensions: [
    ...['6001', '6002', '6003'].map((number) => ({ number, kind: 'desk' as const, serverAnswer: false })),
    { number: '6004', kind: 'virtual', serverAnswer: true },
    { number: '6005', kind: 'desk', serverAnswer: false },
  ],
  dnisRoutes: [
    { pattern: '10010', target: { type: 'skill', code: '1001' }, priority: 0 },
    { pattern: '10086', target: { type: 'skill', code: '1002' }, priority: 0 },
    { pattern: '100*', target: { type: 'skill', code: '1001' }, priority: 5 },
    { pattern: '20000', target: { type: 'outside', number: '13900139000' }, priority: 0 },
    { pattern: '20001', target: { type: 'hangup' }, priority: 0 },
    { pattern: '20002', target: { type: 'ivr', svn: '4711' }, priority: 0 },
  ],
  dialRules: [],
  workModes: MODES.map(([serviceWorkMode, name, basic, visible, bindSkillCode, sortOrder]) => ({
    serviceWorkMode,
    name,
    basic,
    visible,
    bindSkillCode,
    sortOrder,
  })),
  leaveReasons: ['小休', '开会', '就餐', '其他工作'].map((name, i) => ({ reasonId: String(i), name, visible: true })),
  params: { ...defaultParams(), callerIds: ['4008110512', '4008110513'], ringSeconds: 15, dialSeconds: 40 },
};

export const withParams = (params: Partial<Params>, config: TenantConfig = baseConfig): TenantConfig => ({
  ...config,
  params: { ...config.params, ...params },
});

export const withSkill = (
  code: string,
  over: Partial<SkillConfig>,
  config: TenantConfig = baseConfig,
): TenantConfig => ({
  ...config,
  skills: config.skills.map((one) => (one.code === code ? { ...one, ...over } : one)),
});

export const withAgent = (
  agentId: string,
  over: Partial<AgentConfig>,
  config: TenantConfig = baseConfig,
): TenantConfig => ({
  ...config,
  agents: config.agents.map((one) => (one.agentId === agentId ? { ...one, ...over } : one)),
});
