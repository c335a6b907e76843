/** Small random tenants: a few agents, two skills, every parameter that changes behaviour drawn from the seed. */
import type { AgentConfig, ExtensionConfig, IvrFlow, Params, SkillConfig, TenantConfig } from '@wssoftphone/engine';
import type { BasicWorkMode } from '@wssoftphone/protocol';
import type { Random } from './random.ts';

export const SKILLS = ['1001', '1002'] as const;
/** Routes of the tenant: two skills by different priorities, the survey, the main menu, a number outside, dead ends. */
export const DNIS = [
  '10010',
  '10086',
  '1001234',
  '10000',
  '95555',
  '95566',
  '95577',
  '95588',
  '95599',
  '40001',
] as const;
/** Numbers that pages know by their cipher only, and those that callers have, as the checkers find them in any text. */
export const HIDDEN_NUMBERS = /1377\d{7}/;
export const CALLERS_NUMBERS = /136\d{8}/;
export const LEAVE_REASONS = ['0', '1', '2', '3'] as const;
export const WORK_MODES = ['-1', '0', '1', '2', '3', '4', '5', '6', '7', '20'] as const;
/** The day on which every simulation starts: midnight UTC of a Wednesday. */
export const EPOCH = Date.UTC(2026, 3, 1);

const mode = (serviceWorkMode: string, basic: BasicWorkMode, bindSkillCode = '') => ({
  serviceWorkMode,
  name: `mode ${serviceWorkMode}`,
  basic,
  visible: basic >= 0,
  bindSkillCode,
  sortOrder: Number(serviceWorkMode) + 1,
});

function agent(random: Random, index: number): AgentConfig {
  const skills = SKILLS.filter(() => random.chance(0.75)).map((code) => ({ code, level: random.between(1, 5) }));
  return {
    agentId: String(881 + index),
    name: `agent ${881 + index}`,
    dept: random.pick(['1', '2']),
    role: random.chance(0.35) ? 'supervisor' : 'agent',
    monitorDepts: random.chance(0.8) ? ['1', '2'] : ['1'],
    skills,
    wrapupSeconds: random.pick([null, null, 0, 2, 5]),
    canKeepLogon: random.chance(0.4),
  };
}

function skill(random: Random, code: string): SkillConfig {
  const limited = random.chance(0.4);
  return {
    code,
    name: `skill ${code}`,
    priority: random.between(0, 3),
    maxWaitSeconds: limited ? random.between(2, 30) : null,
    overflow: random.pick([
      { type: 'hangup' },
      { type: 'skill', code: code === '1001' ? '1002' : '1001' },
      { type: 'outside', number: '13900000009' },
      { type: 'ivr', svn: '1000' },
    ] as const),
    musicClass: 'default',
    announceSeconds: random.pick([null, null, 3, 10]),
    serviceHours: random.chance(0.15) ? [{ day: random.below(7), from: 8 * 60, to: 18 * 60 }] : null,
    closedTarget: random.pick([{ type: 'hangup' }, { type: 'skill', code: '1001' }] as const),
  };
}

function params(random: Random): Params {
  return {
    leaveWorkModeSync: random.chance(0.5),
    oneStepTransferSupport: random.chance(0.5),
    transferSkills: [{ skillCode: '1002', skillName: 'urgent' }],
    transferIvrs: [{ svn: '999', name: 'survey', checkPassword: false }],
    mask: random.chance(0.15) ? [random.pick([3, 6, 33, 36, 10, 31])] : [],
    maskRpn: [4, 5, 6, 7, 8, 42, 25, 26, 27],
    playWorkerId: random.chance(0.6),
    ringSeconds: random.between(3, 15),
    dialSeconds: random.between(3, 20),
    wrapupSeconds: random.pick([0, 1, 3, 8]),
    missLimit: random.between(1, 3),
    missLeaveReason: '0',
    sessionGraceSeconds: random.between(1, 30),
    outsidePrefix: random.pick(['', '0', '9']),
    callerIds: ['4008110512', '01088889999'],
    maskNumbers: random.chance(0.2),
    utcOffsetMinutes: random.pick([480, 0, -300, 330]),
    serviceLevelSeconds: 20,
    boardServiceLevel: [80, 60],
    boardAbandoned: [5, 10],
    boardLongestWait: [20, 60],
    voiceLang: 'zh-CN',
    recordCalls: random.split('recording').chance(0.5),
    recordingDays: 90,
    maxCalls: random.chance(0.2) ? random.between(2, 6) : 1000,
    maxQueue: random.chance(0.2) ? random.between(1, 4) : 1000,
  };
}

export function createConfig(random: Random, agents: number): TenantConfig {
  const extensions: ExtensionConfig[] = Array.from({ length: agents + 2 }, (_, index) => ({
    number: String(6001 + index),
    kind: 'virtual',
    serverAnswer: random.chance(0.5),
  }));
  return {
    tenant: '1',
    node: 1,
    agents: Array.from({ length: agents }, (_, index) => agent(random, index)),
    departments: [
      { id: '1', name: 'one' },
      { id: '2', name: 'two' },
    ],
    skills: SKILLS.map((code) => skill(random, code)),
    extensions,
    dnisRoutes: [
      { pattern: '10010', target: { type: 'skill', code: '1001' }, priority: 0 },
      { pattern: '10086', target: { type: 'skill', code: '1002' }, priority: random.between(0, 2) },
      { pattern: '1001*', target: { type: 'skill', code: '1001' }, priority: 2 },
      { pattern: '10000', target: { type: 'skill', code: '1001' }, priority: 1 },
      { pattern: '95555', target: { type: 'hangup' }, priority: 0 },
      { pattern: '95566', target: { type: 'ivr', svn: '999' }, priority: 0 },
      { pattern: '95588', target: { type: 'ivr', svn: '2000' }, priority: 0 },
      { pattern: '95599', target: { type: 'ivr', svn: '1000' }, priority: 1 },
      { pattern: '95577', target: { type: 'outside', number: '13900000008' }, priority: 0 },
    ],
    dialRules: [
      { prefix: '', action: 'allow', agentId: null },
      { prefix: '00', action: 'deny', agentId: null },
      { prefix: '1390', action: 'allow', agentId: null },
      { prefix: '1391', action: 'deny', agentId: '881' },
    ],
    workModes: [
      mode('-1', -1),
      mode('0', 0),
      mode('1', 1),
      mode('2', 2),
      mode('3', 3),
      mode('4', 4),
      mode('5', 5),
      mode('6', 6),
      mode('7', 7),
      mode('20', 0, '1001'),
    ],
    leaveReasons: LEAVE_REASONS.map((reasonId) => ({
      reasonId,
      name: `reason ${reasonId}`,
      visible: reasonId !== '3',
    })),
    ivrFlows: [FLOW],
    params: params(random),
  };
}

/** Every kind of node that the shipped flows have not. */
const FLOW: IvrFlow = {
  svn: '2000',
  name: 'orders',
  start: 'voice',
  nodes: {
    voice: { do: 'language', lang: 'en', next: 'hello' },
    hello: { do: 'play', prompts: [{ kind: 'recording', name: 'hello' }], next: 'card' },
    card: {
      ...{ do: 'collect', prompts: [{ kind: 'sound', name: 'password' }], key: 'Card', least: 2, most: 4 },
      ...{ timeoutSeconds: 3, retries: 1, next: 'ask', otherwise: 'queue' },
    },
    ask: {
      ...{ do: 'http', method: 'GET', url: 'http://crm.test/cards/{Card}', send: [], save: { Level: '/level' } },
      ...{ timeoutSeconds: 2, musicClass: 'default', next: 'level', otherwise: 'queue' },
    },
    level: { do: 'branch', key: 'Level', cases: { '1': 'outside', '2': 'mark' }, otherwise: 'say' },
    say: { do: 'play', prompts: [{ kind: 'data', key: 'Level', as: 'number' }], next: 'hello' },
    mark: { do: 'set', data: { Seen: 'yes' }, next: 'back' },
    back: { do: 'return', key: 'Level' },
    queue: { do: 'queue', skill: '1001' },
    outside: { do: 'transfer', number: '13900000008' },
  },
};

/** A change as an administrator would make it: one part, the rest as it was. `whole`: with nobody and nothing gone. */
export function changeConfig(random: Random, config: TenantConfig, whole: TenantConfig): TenantConfig {
  switch (random.below(7)) {
    case 0:
      return { ...config, params: params(random) };
    case 1:
      return { ...config, skills: config.skills.map(({ code }) => skill(random, code)) };
    case 2:
      return { ...config, agents: config.agents.map((_, index) => agent(random, index)) };
    case 3: {
      // An agent disappears or comes back; the others stay.
      const full = whole.agents.map((_, index) => agent(random, index));
      const known = new Map(config.agents.map((each) => [each.agentId, each]));
      const agents = full.map((each) => known.get(each.agentId) ?? each);
      return { ...config, agents: random.chance(0.5) ? agents : agents.filter(() => random.chance(0.85)) };
    }
    case 4:
      return {
        ...config,
        extensions: config.extensions.map((each) => ({ ...each, serverAnswer: random.chance(0.5) })),
      };
    case 5: {
      // An extension likewise, whoever sits at it.
      const known = new Map(config.extensions.map((each) => [each.number, each]));
      const extensions = whole.extensions.map((each) => known.get(each.number) ?? each);
      return { ...config, extensions: extensions.filter(() => random.chance(0.9)) };
    }
    default:
      return {
        ...config,
        params: {
          ...config.params,
          leaveWorkModeSync: !config.params.leaveWorkModeSync,
          recordCalls: !config.params.recordCalls,
        },
      };
  }
}
