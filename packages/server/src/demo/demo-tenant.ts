/**
 * The demonstration call centre: what a newcomer finds after the first start. Pure data; the store writes it, and only
 * into a tenant that has nothing. Numbers and names are those of the manual's pictures and examples.
 */
import { DEFAULT_LEAVE_REASONS, DEFAULT_WORK_MODES } from '../config/defaults.ts';
import type { AgentRow, AgentSkillRow, ConfigRows, ExtensionRow } from '../config/rows.ts';

export const DEMO_TENANT = '1';
export const DEMO_NAME = '演示呼叫中心';

/** @param secret makes one SIP password: random, so that no two installations share one. */
export function demoRows(secret: () => string): ConfigRows {
  return {
    node: 1,
    departments: [
      { id: '1', name: '客户服务部' },
      { id: '2', name: '电话营销部' },
    ],
    skills: [
      {
        code: '1001',
        name: '普通服务',
        priority: 0,
        maxWaitSeconds: null,
        overflow: 'hangup',
        musicClass: 'default',
        announceSeconds: 30,
        serviceHours: '',
        closedTarget: 'hangup',
      },
      {
        code: '1002',
        name: '紧急问题',
        priority: 5,
        maxWaitSeconds: 120,
        overflow: 'skill:1001',
        musicClass: 'default',
        announceSeconds: 20,
        serviceHours: '',
        closedTarget: 'skill:1001',
      },
    ],
    agents: AGENTS,
    agentSkills: SKILLS,
    monitorDepts: [
      { agentId: '800', deptId: '1' },
      { agentId: '800', deptId: '2' },
    ],
    extensions: extensions(secret),
    dnisRoutes: [
      { pattern: '10000', target: 'skill:1001', priority: 0 },
      { pattern: '10001', target: 'ivr:1000', priority: 0 },
      { pattern: '10010', target: 'skill:1001', priority: 0 },
      { pattern: '10086', target: 'skill:1002', priority: 0 },
    ],
    // China's numbering plan: own numbers are allowed; what leaves the country (00, +) or costs extra (160, 168) is not.
    dialRules: [
      { prefix: '', action: 'allow', agentId: null },
      { prefix: '+', action: 'deny', agentId: null },
      { prefix: '+86', action: 'allow', agentId: null },
      { prefix: '00', action: 'deny', agentId: null },
      { prefix: '168', action: 'deny', agentId: null },
      { prefix: '160', action: 'deny', agentId: null },
    ],
    workModes: DEFAULT_WORK_MODES,
    leaveReasons: DEFAULT_LEAVE_REASONS,
    params: PARAMS,
  };
}

const agent = (agentId: string, name: string, dept: string, more: Partial<AgentRow> = {}): AgentRow => ({
  agentId,
  name,
  dept,
  role: 'agent',
  wrapupSeconds: null,
  canKeepLogon: false,
  ...more,
});

const AGENTS: readonly AgentRow[] = [
  agent('888', '员工888', '1', { canKeepLogon: true }),
  agent('999', '测试工号', '1'),
  agent('801', '王芳', '1'),
  agent('802', '李伟', '1'),
  agent('803', '张敏', '2'),
  agent('804', '刘洋', '2', { wrapupSeconds: 5 }),
  agent('805', '陈静', '2'),
  agent('800', '赵班长', '1', { role: 'supervisor', canKeepLogon: true }),
];

const SKILLS: readonly AgentSkillRow[] = [
  { agentId: '888', skillCode: '1001', level: 5 },
  { agentId: '888', skillCode: '1002', level: 1 },
  { agentId: '999', skillCode: '1001', level: 5 },
  { agentId: '801', skillCode: '1001', level: 5 },
  { agentId: '802', skillCode: '1001', level: 3 },
  { agentId: '802', skillCode: '1002', level: 5 },
  { agentId: '803', skillCode: '1002', level: 5 },
  { agentId: '804', skillCode: '1001', level: 2 },
  { agentId: '805', skillCode: '1002', level: 3 },
  { agentId: '800', skillCode: '1001', level: 1 },
];

function extensions(secret: () => string): ExtensionRow[] {
  return Array.from({ length: 10 }, (_, index) => ({
    number: String(6001 + index),
    // The first five can be answered by the server; the others ring until somebody picks them up, like a desk phone.
    // The last lives in its agent's page, where the switch is Asterisk.
    kind: index < 5 ? 'virtual' : index < 9 ? 'desk' : 'webrtc',
    serverAnswer: index < 5 || index === 9,
    secret: secret(),
  }));
}

const PARAMS: ConfigRows['params'] = [
  { paramKey: 'SOFTPHONELEAVEWORKMODESTATESYNC', paramValue: '1' },
  { paramKey: 'ONESTEPTRANSFERSUPPORT', paramValue: '1' },
  { paramKey: 'AGENTTRANSFERSKILLINFO', paramValue: '1001,普通服务|1002,紧急问题' },
  { paramKey: 'AGENTTRANSFERIVRINFO', paramValue: '999,满意度|8888,验证密码,1' },
  // So that a newcomer finds something to listen to; real call centres have to tell their callers first.
  { paramKey: 'RECORDCALLS', paramValue: '1' },
  { paramKey: 'SOFTPHONEMASKENABLED', paramValue: '' },
  { paramKey: 'SOFTPHONEMASKENABLED_RPN', paramValue: '4,5,6,7,8,42,25,26,27' },
];
