/**
 * What the server tells a page, in the one language the engine speaks (wssp.v4: values are JSON, not strings).
 * The deployed shapes are made from these by one translation at the edge of the gateway.
 * Source: protocol sections 3, 4 and 9; manual sections 3.3.3 and 3.3.5.
 */
import type { CallDirection, EAgentListType, ESPCommand, ESPError, ESPEvent, ESPFunc, ESPState } from './enums.ts';

export interface AgentView {
  readonly ins: string;
  readonly agentId: string;
  readonly agentName: string;
  readonly agentState: ESPState;
  /** Epoch milliseconds at which the present state began (server clock). */
  readonly stateSince: number;
  /** Service work mode (a row of AgentWorkMode), a decimal string. */
  readonly agentWorkMode: string;
  readonly leaveReason: string | null;
  readonly delegatorId: string;
  readonly isMonitor: boolean;
  readonly monitorDepts: readonly string[];
  readonly canKeepLogon: boolean;
  readonly isKeepLogon: boolean;
  /** The server can answer for this device (function 42). */
  readonly isDigitalDevice: boolean;
  /** Only while it is so: the phone of this logged-on agent cannot be rung, so no calls come. */
  readonly deviceLost?: true;
  /** Only while there are any: messages of colleagues that the agent has not looked at (function 51). */
  readonly unreadMessages?: number;
}

/**
 * Call data as pages read it: one flat map of strings. Always there: COID, ANI, DNIS, SK, IT
 * (`yyyy-MM-dd HH:mm:ss`), `17` (direction), AID, QTM (seconds queued), CN0_UserPhoneNum, CN2_ChannelANI,
 * IVRROOT, SVN, CCIVR_TRANSFERTYPE, CCIVR_TRANSFERDEST (empty where they do not apply); attached data under its own keys.
 */
export type CoInfos = Readonly<Record<string, string>> & { readonly COID: string; readonly '17': CallDirection };

export interface FunctionSetting {
  readonly id: ESPFunc;
  readonly enabled: boolean;
}
export interface StateSetting {
  /** Decimal string of an ESPState. */
  readonly state: string;
  readonly functions: readonly FunctionSetting[];
}
export interface WorkModeSetting {
  readonly serviceWorkMode: string;
  readonly serviceWorkModeName: string;
  readonly basicWorkMode: string;
  readonly visible: boolean;
  readonly bindSkillCode: string;
  readonly sortOrder: number;
}
export interface LeaveReasonSetting {
  readonly reasonId: string;
  readonly reasonName: string;
  readonly visible: boolean;
}
export interface TransferSubItem {
  readonly type: 'Agent' | 'OutLine' | 'Skill' | 'IVR';
  readonly name: string;
}
export interface IvrSetting {
  readonly svn: string;
  readonly name: string;
  readonly checkPassword: boolean;
}
export interface TransferSkill {
  readonly skillCode: string;
  readonly skillName: string;
}
export interface SettingsView {
  readonly stateSettings: readonly StateSetting[];
  readonly workModeSettings: readonly WorkModeSetting[];
  readonly leaveReasonSettings: readonly LeaveReasonSetting[];
  readonly transferSubItems: readonly TransferSubItem[];
  readonly transferIVRInfo: readonly IvrSetting[];
  readonly transferAgentSkillInfo: readonly TransferSkill[];
  readonly ivrButtonSettings: readonly IvrSetting[];
}

/** One waiting call, the object of manual section 3.3.3. */
export interface QueueItem {
  readonly mCOType: string;
  readonly level: number;
  readonly cotype: number;
  readonly ani: string;
  readonly aid: string;
  readonly isOut: string;
  readonly dnis: string;
  readonly coid: string;
  readonly sk: string;
  /** Seconds waited when the list was made. */
  readonly qtm: number;
  readonly reserved: null;
  readonly tenantID: string;
  readonly isValid: boolean;
  readonly keyStr: string;
  readonly iconKey: string;
  readonly phoneNum: string;
}

/** One row of an agent list, the object of manual section 3.3.5. */
export interface AgentListItem {
  readonly state: string | null;
  /** "1" agent, "0" extension. */
  readonly itemType: '0' | '1';
  readonly ins: string;
  readonly workID: string | null;
  readonly agentName: string;
  readonly workMode: string | null;
  readonly leaveReason: string | null;
  readonly dept: string | null;
  readonly extnum: string | null;
  readonly devowner: string | null;
  /** "32" is an idle extension. */
  readonly calst: string | null;
  readonly dworkID: string | null;
}
export interface AgentListView {
  readonly agentListType: EAgentListType;
  readonly items: readonly AgentListItem[];
}

/** Why something was refused or failed: a code of the catalogue (errors.ts) and the values its text names. */
export interface Fault {
  readonly code: string;
  readonly args?: Readonly<Record<string, string>>;
}

/** A button with the reason when it is off (wssp.v4). */
export interface ButtonView extends FunctionSetting {
  readonly why?: Fault;
}

export interface AgentMessage {
  readonly id: string;
  readonly fromIns: string;
  readonly fromName: string;
  readonly text: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** The whole truth about one session: what a page that knows nothing needs (wssp.v4 `Snapshot`). */
export interface SessionView {
  readonly seq: number;
  readonly agent: AgentView;
  readonly buttons: readonly ButtonView[];
  readonly call: CoInfos | null;
  readonly queue: readonly QueueItem[];
  readonly settings: SettingsView;
  /** Seconds of wrap-up left, when wrapping up. */
  readonly wrapupLeft: number | null;
  readonly pendingLeaveReason: string | null;
  readonly pendingWorkMode: string | null;
}

/** Parameters of the events that have any; every other event has none. */
export interface EventParams {
  SettingsNotify: SettingsView;
  QueueChange: { readonly queueList: readonly QueueItem[] };
  RefreshAgentListSucc: { readonly agentList: AgentListView };
  WrapupTick: { readonly tick: number };
  MonitorControlSucc: ControlParams;
  MonitorControlFailed: ControlParams;
  MonitorContorled: ControlParams;
  AgentMsgArrive: { readonly message: AgentMessage };
  IVRCheckReturn: { readonly result: string };
  /** What it is now: the supervisor whispers, or only listens. */
  WhisperAgentSucc: { readonly isOn: boolean };
  Snapshot: { readonly view: SessionView };
}
export interface ControlParams {
  readonly controlType: string;
  readonly extraControlParam: string;
  readonly destSPName: string;
}

interface EventBase {
  readonly ins: string;
  /** Per session, without gaps. */
  readonly seq: number;
  /** Server time of the event, epoch milliseconds. */
  readonly at: number;
  /** The client's id of the command that this event ends. */
  readonly replyTo?: string;
  readonly fault?: Fault;
  readonly agent?: AgentView;
  readonly buttons?: readonly ButtonView[];
  /** null: the page has no call (any more). */
  readonly call?: CoInfos | null;
  /** wssp.v4: what the agent asked for while busy, whenever it changes; null: nothing. */
  readonly pending?: { readonly leaveReason: string | null; readonly workMode: string | null };
}
type PlainEvent = Exclude<ESPEvent, keyof EventParams>;
/** One event for one session. */
export type AgentEvent =
  | (EventBase & { readonly event: PlainEvent })
  | { [E in keyof EventParams]: EventBase & { readonly event: E; readonly params: EventParams[E] } }[keyof EventParams];

/** The one answer to one command. */
export interface Reply {
  /** The command's name as the page wrote it; an unknown command is echoed, cut to 64 characters. */
  readonly command: ESPCommand | (string & {});
  readonly ins: string;
  readonly errorCode: ESPError;
  readonly fault?: Fault;
  readonly datas: Readonly<Record<string, string | number | boolean>>;
  readonly agent?: AgentView;
  readonly replyTo?: string;
  readonly at: number;
}
