/** A tenant of any size for measuring: every agent holds one of ten skills, everything else as a plain call centre has it. */
import type { TenantConfig } from '@wssoftphone/engine';
import { defaultParams } from '@wssoftphone/engine';

const SKILLS = 10;

export const agentIdOf = (index: number): string => String(100_000 + index);
export const extensionOf = (index: number): string => String(200_000 + index);
export const dnisOf = (index: number): string => String(9000 + (index % SKILLS));

export function benchTenant(agents: number, tenant = '1'): TenantConfig {
  const indexes = Array.from({ length: agents }, (_, index) => index);
  const skills = Array.from({ length: SKILLS }, (_, index) => String(1000 + index));
  return {
    tenant,
    node: 1,
    agents: indexes.map((index) => ({
      agentId: agentIdOf(index),
      name: `agent ${index}`,
      dept: '1',
      role: 'agent',
      monitorDepts: [],
      skills: [{ code: String(1000 + (index % SKILLS)), level: 1 + (index % 3) }],
      wrapupSeconds: null,
      canKeepLogon: false,
    })),
    departments: [{ id: '1', name: 'one' }],
    skills: skills.map((code) => ({
      code,
      name: code,
      priority: 0,
      maxWaitSeconds: null,
      overflow: { type: 'hangup' },
      musicClass: 'default',
      announceSeconds: null,
      serviceHours: null,
      closedTarget: { type: 'hangup' },
    })),
    extensions: indexes.map((index) => ({ number: extensionOf(index), kind: 'virtual', serverAnswer: true })),
    dnisRoutes: skills.map((code, index) => ({ pattern: dnisOf(index), target: { type: 'skill', code }, priority: 0 })),
    dialRules: [{ prefix: '', action: 'allow', agentId: null }],
    workModes: [
      { serviceWorkMode: '0', name: 'normal', basic: 0, visible: true, bindSkillCode: '', sortOrder: 1 },
      { serviceWorkMode: '6', name: 'leave', basic: 6, visible: true, bindSkillCode: '', sortOrder: 2 },
    ],
    leaveReasons: [{ reasonId: '0', name: 'rest', visible: true }],
    params: { ...defaultParams(), maxCalls: 100_000, maxQueue: 100_000, wrapupSeconds: 5 },
  };
}
