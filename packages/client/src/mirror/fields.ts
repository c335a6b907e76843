/** What pages read from the object (protocol 8), with the types that deployed pages expect. */
import type {
  ButtonView,
  IvrSetting,
  LeaveReasonSetting,
  QueueItem,
  StateSetting,
  TransferSkill,
  TransferSubItem,
  WorkModeSetting,
} from '@wssoftphone/protocol/views';
import type { CoInfosMap, WSSoftPhoneAttrs } from '../attrs.ts';

export class PhoneFields {
  agentId: string;
  agentName: string;
  ins: string;
  /** Of the session; keep it (sessionStorage) and pass it in attrs after a reload. */
  delegatorId: string;
  /** Decimal string of an ESPState; "0" before the first connect. */
  agentState = '0';
  /** Service work mode, a decimal string; before log-on the one to log on with. */
  agentWorkMode: string;
  leaveReason = '';
  coInfos: CoInfosMap = {};
  queueList: readonly QueueItem[] = [];

  stateSettings: readonly StateSetting[];
  workModeSettings: readonly WorkModeSetting[];
  leaveReasonSettings: readonly LeaveReasonSetting[];
  transferSubItems: readonly TransferSubItem[] = [];
  transferIVRInfo: readonly IvrSetting[] = [];
  transferAgentSkillInfo: readonly TransferSkill[] = [];
  ivrButtonSettings: readonly IvrSetting[] = [];

  /** May supervise. */
  isMonitor = false;
  /** Departments supervised: "1,2". */
  monitorDepts = '';
  /** The server can answer for the phone. */
  canAutoAnswer = false;
  isAutoAnswer: boolean;
  canKeepLogon = false;
  isKeepLogon = false;

  /** Since when the agent is in the present state; epoch milliseconds of this machine's clock. */
  stateSince: number;
  /** Seconds of wrap-up left; null when not wrapping up. */
  wrapupLeft: number | null = null;
  /** What was asked for during a call and applies at its end; null: nothing. */
  pendingLeaveReason: string | null = null;
  pendingWorkMode: string | null = null;
  /** wssp.v4: the present buttons with the reason why one is off; null: only `stateSettings` tell. */
  buttons: readonly ButtonView[] | null = null;

  constructor(attrs: WSSoftPhoneAttrs, now: number) {
    this.agentId = attrs.agentId;
    this.agentName = attrs.agentName ?? '';
    this.ins = attrs.ins;
    this.delegatorId = attrs.delegatorId ?? '';
    this.agentWorkMode = attrs.agentWorkMode ?? '';
    this.isAutoAnswer = attrs.isAutoAnswer ?? false;
    this.stateSettings = attrs.stateSettings ?? [];
    this.workModeSettings = attrs.workModeSettings ?? [];
    this.leaveReasonSettings = attrs.leaveReasonSettings ?? [];
    this.stateSince = now;
  }
}
