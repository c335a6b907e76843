/**
 * A tenant's configuration as it lies in the tables: loose values, one row an object. The store reads and seeds this
 * shape; `assembleConfig` turns it into what the engine works with. Wider than TenantConfig on purpose: a value that
 * somebody wrote by hand may be anything.
 */
export interface AgentRow {
  readonly agentId: string;
  readonly name: string;
  readonly dept: string;
  readonly role: string;
  /** Seconds; null: the tenant's parameter decides. */
  readonly wrapupSeconds: number | null;
  readonly canKeepLogon: boolean;
}
export interface AgentSkillRow {
  readonly agentId: string;
  readonly skillCode: string;
  /** 0–99, higher is served first. */
  readonly level: number;
}
export interface DepartmentRow {
  readonly id: string;
  readonly name: string;
}
export interface MonitorDeptRow {
  readonly agentId: string;
  readonly deptId: string;
}
export interface SkillRow {
  readonly code: string;
  readonly name: string;
  readonly priority: number;
  readonly maxWaitSeconds: number | null;
  /** A target: `skill:1002`, `outside:013800138000`, `ivr:999` or `hangup`. */
  readonly overflow: string;
  readonly musicClass: string;
  readonly announceSeconds: number | null;
  /** `1-5 09:00-12:00,13:00-18:00; 6 09:00-12:00`, day 0 is Sunday; empty: always open. */
  readonly serviceHours: string;
  /** A target, for calls outside the service hours. */
  readonly closedTarget: string;
}
export interface ExtensionRow {
  readonly number: string;
  /** desk, webrtc or virtual. */
  readonly kind: string;
  readonly serverAnswer: boolean;
  /** SIP password; null for a phone that never registers. */
  readonly secret: string | null;
}
export interface DnisRouteRow {
  readonly pattern: string;
  readonly target: string;
  readonly priority: number;
}
export interface DialRuleRow {
  readonly prefix: string;
  /** allow or deny. */
  readonly action: string;
  /** null: for every agent. */
  readonly agentId: string | null;
}
/** A row of AgentWorkMode (manual 6.1). */
export interface WorkModeRow {
  readonly serviceWorkMode: string;
  readonly serviceWorkModeName: string;
  readonly basicWorkMode: number;
  /** 1 or 0, as the manual's table has it. */
  readonly visible: number;
  readonly bindSkillCode: string;
  readonly sortOrder: number;
}
export interface LeaveReasonRow {
  readonly reasonId: string;
  readonly name: string;
  readonly visible: boolean;
  /** Absent: its place in the list. */
  readonly sortOrder?: number;
}
/** A row of SystemParam (manual 6.2–6.6). */
export interface ParamRow {
  readonly paramKey: string;
  readonly paramValue: string;
}
/** A flow, as JSON; whoever wrote the row may have written anything. */
export interface IvrFlowRow {
  readonly svn: string;
  readonly flow: unknown;
}
/** A recording of the tenant's, without its samples. */
export interface RecordingRow {
  readonly name: string;
  /** SHA-256 of the file, hex. */
  readonly digest: string;
  /** Samples a second. */
  readonly rate: number;
  readonly ms: number;
}

export interface ConfigRows {
  /** Node part of this tenant's COIDs. */
  readonly node: number;
  readonly agents: readonly AgentRow[];
  readonly agentSkills: readonly AgentSkillRow[];
  readonly departments: readonly DepartmentRow[];
  readonly monitorDepts: readonly MonitorDeptRow[];
  readonly skills: readonly SkillRow[];
  readonly extensions: readonly ExtensionRow[];
  readonly dnisRoutes: readonly DnisRouteRow[];
  readonly dialRules: readonly DialRuleRow[];
  readonly workModes: readonly WorkModeRow[];
  readonly leaveReasons: readonly LeaveReasonRow[];
  readonly params: readonly ParamRow[];
  readonly ivrFlows?: readonly IvrFlowRow[];
  readonly recordings?: readonly RecordingRow[];
}

export const EMPTY_ROWS: ConfigRows = {
  node: 1,
  agents: [],
  agentSkills: [],
  departments: [],
  monitorDepts: [],
  skills: [],
  extensions: [],
  dnisRoutes: [],
  dialRules: [],
  workModes: [],
  leaveReasons: [],
  params: [],
};
