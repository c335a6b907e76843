/** A tenant's configuration as the engine works with it: parsed, complete, immutable. Replaced whole by a config input. */
import type { BasicWorkMode } from '@wssoftphone/protocol';
import type { FlowLang, IvrFlow } from './ivr/flow.ts';

export type Target =
  | { readonly type: 'skill'; readonly code: string }
  | { readonly type: 'outside'; readonly number: string }
  | { readonly type: 'ivr'; readonly svn: string }
  | { readonly type: 'hangup' };

export interface AgentConfig {
  readonly agentId: string;
  readonly name: string;
  readonly dept: string;
  readonly role: 'agent' | 'supervisor';
  /** Departments this agent supervises; meaningful for supervisors. */
  readonly monitorDepts: readonly string[];
  /** Higher level is served first. */
  readonly skills: readonly { readonly code: string; readonly level: number }[];
  /** null: the tenant's parameter decides. */
  readonly wrapupSeconds: number | null;
  readonly canKeepLogon: boolean;
}
export interface SkillConfig {
  readonly code: string;
  readonly name: string;
  /** Level of calls of this skill; higher is served first (queue item `level`). */
  readonly priority: number;
  /** Seconds a caller may wait; null: no limit. */
  readonly maxWaitSeconds: number | null;
  /** Where a call goes that waited too long, or that comes while nobody can ever take it. */
  readonly overflow: Target;
  readonly musicClass: string;
  /** Position announcement every so many seconds; null: none. */
  readonly announceSeconds: number | null;
  /** null: always open. Days 0 (Sunday) to 6, minutes since midnight in the tenant's time zone. */
  readonly serviceHours: readonly { readonly day: number; readonly from: number; readonly to: number }[] | null;
  readonly closedTarget: Target;
}
export interface ExtensionConfig {
  readonly number: string;
  readonly kind: 'desk' | 'webrtc' | 'virtual';
  /** The server can answer for this device (isDigitalDevice, function 42). */
  readonly serverAnswer: boolean;
}
export interface DnisRoute {
  /** Exact number, or a prefix followed by `*`. The longest match wins. */
  readonly pattern: string;
  readonly target: Target;
  /** Added to the skill's priority. */
  readonly priority: number;
}
export interface DialRule {
  /** Digits matched at the start of the number after the outside-line prefix; '' matches all. The longest match wins, deny before allow. */
  readonly prefix: string;
  readonly action: 'allow' | 'deny';
  /** null: for every agent. */
  readonly agentId: string | null;
}
export interface WorkModeConfig {
  readonly serviceWorkMode: string;
  readonly name: string;
  readonly basic: BasicWorkMode;
  readonly visible: boolean;
  readonly bindSkillCode: string;
  readonly sortOrder: number;
}
export interface LeaveReasonConfig {
  readonly reasonId: string;
  readonly name: string;
  readonly visible: boolean;
}
/** Of a number that is shown: where it is worth a look, and where it is bad. */
export type Levels = readonly [look: number, bad: number];
/** Parameters: rows of SystemParam, parsed (params.ts says each key, default and form). */
export interface Params {
  readonly leaveWorkModeSync: boolean;
  readonly oneStepTransferSupport: boolean;
  readonly transferSkills: readonly { readonly skillCode: string; readonly skillName: string }[];
  readonly transferIvrs: readonly { readonly svn: string; readonly name: string; readonly checkPassword: boolean }[];
  readonly mask: readonly number[];
  readonly maskRpn: readonly number[];
  /** Read the agent's work number to the customer before talk. */
  readonly playWorkerId: boolean;
  readonly ringSeconds: number;
  readonly dialSeconds: number;
  readonly wrapupSeconds: number;
  readonly missLimit: number;
  readonly missLeaveReason: string;
  /** How long a session waits for its page to come back, seconds. */
  readonly sessionGraceSeconds: number;
  readonly outsidePrefix: string;
  /** Caller numbers agents may use; the first is the default. */
  readonly callerIds: readonly string[];
  /** Agents see customers' numbers with their middle hidden, everywhere; records keep them. */
  readonly maskNumbers: boolean;
  /** Offset of the tenant's wall clock from UTC, minutes (480 is China). */
  readonly utcOffsetMinutes: number;
  /** A call that is answered within so many seconds of coming to a queue counts for the service level. */
  readonly serviceLevelSeconds: number;
  /** When the wallboard says that a number is worth a look, and when that it is bad: per cent, per cent, seconds. */
  readonly boardServiceLevel: Levels;
  readonly boardAbandoned: Levels;
  readonly boardLongestWait: Levels;
  /** What callers are spoken to in until a flow says otherwise. */
  readonly voiceLang: FlowLang;
  /** Talks with customers are recorded. */
  readonly recordCalls: boolean;
  /** Recordings are deleted after so many days. */
  readonly recordingDays: number;
  readonly maxCalls: number;
  readonly maxQueue: number;
}
export interface TenantConfig {
  readonly tenant: string;
  /** Node part of COIDs: BC_<node>_<hex seconds>_<sequence>. */
  readonly node: number;
  readonly agents: readonly AgentConfig[];
  readonly departments: readonly { readonly id: string; readonly name: string }[];
  readonly skills: readonly SkillConfig[];
  readonly extensions: readonly ExtensionConfig[];
  readonly dnisRoutes: readonly DnisRoute[];
  readonly dialRules: readonly DialRule[];
  readonly workModes: readonly WorkModeConfig[];
  readonly leaveReasons: readonly LeaveReasonConfig[];
  /** Beside those that are shipped (999, 8888, 1000), or in their place. */
  readonly ivrFlows?: readonly IvrFlow[];
  readonly params: Params;
}
