/** The measured tenant as rows of the database. */
import { benchTenant, extensionOf } from './tenant.ts';

export function benchRows(agents: number) {
  const tenant = benchTenant(agents);
  return {
    node: tenant.node,
    agents: tenant.agents.map(({ agentId, name, dept, role, wrapupSeconds, canKeepLogon }) => ({
      agentId,
      name,
      dept,
      role,
      wrapupSeconds,
      canKeepLogon,
    })),
    agentSkills: tenant.agents.flatMap(({ agentId, skills }) =>
      skills.map(({ code, level }) => ({ agentId, skillCode: code, level })),
    ),
    departments: tenant.departments,
    monitorDepts: [] as { agentId: string; deptId: string }[],
    skills: tenant.skills.map(({ code, name, priority, maxWaitSeconds, musicClass, announceSeconds }) => ({
      code,
      name,
      priority,
      maxWaitSeconds,
      overflow: 'hangup',
      musicClass,
      announceSeconds,
      serviceHours: '',
      closedTarget: 'hangup',
    })),
    extensions: Array.from({ length: agents }, (_, index) => ({
      number: extensionOf(index),
      kind: 'virtual',
      serverAnswer: true,
      secret: null,
    })),
    dnisRoutes: tenant.skills.map(({ code }, index) => ({
      pattern: String(9000 + index),
      target: `skill:${code}`,
      priority: 0,
    })),
    dialRules: [{ prefix: '', action: 'allow', agentId: null }],
    workModes: tenant.workModes.map(({ serviceWorkMode, name, basic, bindSkillCode, sortOrder }) => ({
      serviceWorkMode,
      serviceWorkModeName: name,
      basicWorkMode: basic,
      visible: 1,
      bindSkillCode,
      sortOrder,
    })),
    leaveReasons: tenant.leaveReasons,
    params: [] as { paramKey: string; paramValue: string }[],
  };
}
