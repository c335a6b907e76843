/**
 * Commands as the server works with them: decoded, typed, every value of one type.
 * The raw frame may carry numbers and booleans where strings are meant, or a JSON string where an object is
 * meant; `decodeCommand` (decode.ts) turns it into this form and never touches its input.
 */
import type { ControlType, DestType, EAgentListType, EEncryptMode, ESPCommand } from './enums.ts';

/** What a page may set for its own session: manual section 7.3. */
export interface CustomInitParams {
  /** Seconds of automatic wrap-up; 0 means none. */
  readonly agentWrapupSeconds?: number;
  /** Replaces the skills of the database when present; the decoder leaves an empty list out. Levels 0–99, higher is served first. */
  readonly skills?: readonly { readonly skillCode: string; readonly skillLevel: number }[];
}

interface WithAgent {
  readonly agentId?: string;
}
interface Target extends WithAgent {
  readonly destSPType: DestType;
  readonly destSPIns: string;
}
/** Attached data (随路数据): unknown parameters of a transfer, or setCOInfo; bounded by the decoder. */
export type AttachedData = Readonly<Record<string, string>>;

/** Parameters of each command. Empty strings from a page count as absent for optional values. */
export interface CommandParams {
  CheckWebSocket: WithAgent & { readonly agentName?: string; readonly delegatorId?: string };
  Init: WithAgent & {
    readonly agentName?: string;
    readonly delegatorId?: string;
    readonly customInitParams?: CustomInitParams;
    /** wssp.v4: last event number the client has applied. */
    readonly lastSeq?: number;
  };
  Logon: WithAgent & {
    readonly agentName?: string;
    readonly agentWorkMode?: string;
    readonly softPhoneCode?: string;
    readonly customInitParams?: CustomInitParams;
  };
  Logoff: WithAgent;
  SetWorkMode: WithAgent & { readonly workMode: string };
  Leave: WithAgent & { readonly leaveReason: string };
  ResumeWork: WithAgent;
  PrepareDial: WithAgent;
  CancelPrepareDial: WithAgent;
  Dial: WithAgent & { readonly phoneNum: string; readonly ani?: string; readonly attached: AttachedData };
  EncryptDial: WithAgent & {
    readonly prefix?: string;
    readonly phoneNum: string;
    readonly encryptMode: EEncryptMode;
    readonly ani?: string;
    /**
     * What the gateway made of a phoneNum that is not in clear; no page can set it. `number`: as it is to be dialled;
     * `code`: why it could not be read (NumberCipherInvalid, NotAvailable).
     */
    readonly deciphered?: { readonly number: string } | { readonly code: string };
  };
  CancelDial: WithAgent;
  DropCall: WithAgent;
  FinishWrapup: WithAgent;
  Hold: WithAgent;
  FetchHold: WithAgent;
  RefreshAgentList: WithAgent & { readonly agentListType: EAgentListType };
  Consult: Target;
  CancelConsult: WithAgent;
  FinishConsult: WithAgent;
  ConsultTransfer: WithAgent;
  ConsultSwap: WithAgent;
  ConsultSwapBack: WithAgent;
  ConsultConf: WithAgent;
  /** Which of functions 48 (end it for all), 49 (leave it), 50 (send the other one away); by default 48, or 49 for who was brought in. */
  DropConf: WithAgent & { readonly functionCode?: '48' | '49' | '50' };
  PrepareCallInner: WithAgent;
  CancelPrepareCallInner: WithAgent;
  CancelCallInner: WithAgent;
  CallInner: Target;
  PrepareMonitor: WithAgent;
  CancelPrepareMonitor: WithAgent;
  FinishMonitor: WithAgent;
  MonitorAgent: Target;
  /** Sic; the decoder accepts `Intervene` too. */
  Intervence: WithAgent;
  /** Ours: only the monitored agent hears the supervisor. Without `isOn` it turns the one way or the other. */
  WhisperAgent: WithAgent & { readonly isOn?: boolean };
  Intercept: WithAgent;
  ForceDrop: WithAgent;
  MonitorControl: Target & { readonly controlType: ControlType; readonly extraControlParam?: string };
  OneStepTransfer: WithAgent & {
    readonly destType: DestType;
    readonly destIns: string;
    readonly attached: AttachedData;
  };
  TransferToIVR: WithAgent & { readonly svn: string; readonly checkPassword: boolean; readonly attached: AttachedData };
  CancelWait: WithAgent;
  AnswerCall: WithAgent;
  SendAgentMsg: WithAgent & { readonly destSPIns: string; readonly msg: string };
  /** Ours; every parameter is a datum of the present call. */
  SetCOInfo: WithAgent & { readonly attached: AttachedData };
  /**
   * Ours: keys 0–9 * # A–D pressed into the talk; whoever talks with the agent hears them. They may be a card's number: they go
   * to the switch and nowhere else, into no log, document or record.
   */
  SendDigits: WithAgent & { readonly digits: string };
  SetFunctionSwitch: WithAgent & { readonly functionCode: string; readonly isOn: boolean };
  /** Ours: a supervisor adds tasks that agents of a skill work one by one (functions 43–47). */
  ImportTasks: WithAgent & {
    readonly kind: 'dial' | 'work';
    readonly skillCode: string;
    /** Separated by commas or line breaks: telephone numbers of `dial`, names of `work`. */
    readonly items: string;
    readonly attached: AttachedData;
  };
  PreviewDial: WithAgent;
  SkipDial: WithAgent;
  DeletePreview: WithAgent;
  CancelPreview: WithAgent;
  FinishNoneRealTimeWork: WithAgent;
  WSHello: WithAgent & { readonly helloInfo?: string; readonly time?: string };
}

/** One decoded command: the name and its parameters. */
export type Command = {
  [C in ESPCommand]: { readonly command: C; readonly params: CommandParams[C] };
}[ESPCommand];

/** A decoded frame: whom it speaks for, and what it asks. */
export type AddressedCommand = Command & {
  readonly ins: string;
  readonly delegatorId: string;
  /** wssp.v4: the client's own id of this command; repeated as `replyTo`. */
  readonly id?: string;
};
