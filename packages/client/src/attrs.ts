/** What a page passes to `new WSSoftPhone(attrs, eventHandler)`. */
import type { Lang } from '@wssoftphone/protocol/errors';
import type {
  AgentListView,
  AgentMessage,
  FunctionSetting,
  LeaveReasonSetting,
  QueueItem,
  StateSetting,
  WorkModeSetting,
} from '@wssoftphone/protocol/views';
import type { Environment } from './environment.ts';
import type { CustomInitParms } from './globals.ts';
import type { SPEvent, SPResponse } from './mirror/dialect.ts';
import type { WSSoftPhone } from './wssoftphone.ts';

export interface WSSoftPhoneAttrs {
  /** Work number; must exist on the server (manual 3.1.4). */
  agentId: string;
  agentName?: string;
  /** The seat, as a rule the extension; `RP_<number>` for a remote agent, `INS_WAIT_FOR_DISPATCH` to be given one. */
  ins: string;
  /** `ws://host:8887`, `wss://host/WSAgentServer/websocket`; without it the place the page came from. */
  serverUri?: string;
  /** A second address; the two alternate on each connect. */
  serverUri2?: string;
  /** Of the session before a reload: brings the running state back. */
  delegatorId?: string;
  workModeSettings?: readonly WorkModeSetting[];
  stateSettings?: readonly StateSetting[];
  leaveReasonSettings?: readonly LeaveReasonSetting[];
  customInitParams?: CustomInitParms;
  /** Answers by itself when the server can answer for the phone. */
  isAutoAnswer?: boolean;
  softPhoneCode?: string;
  /** Work mode to log on with. */
  agentWorkMode?: string;
  /** Keeps the last 1,000 trace lines in localStorage (WSLocalLogger reads them). */
  saveLocalLog?: boolean;

  /** Logs on by itself once the session is initialised, if it is not logged on. */
  autoLogon?: boolean;
  /** Language of tips, names and errors. Default zh-CN. */
  language?: Lang;
  /** Asked for a fresh access token before every connect; it goes into the address as `token`. */
  tokenProvider?: () => Promise<string>;
  /** Parts of the world to replace: a WebSocket class, timers, storage. */
  environment?: Partial<Environment>;
}

/**
 * `closed` no line and none wanted; `connecting` the first time; `confirming` another page has the softphone and the
 * user is being asked; `online`; `reconnecting` the line was lost and comes back by itself; `replaced` another page took over.
 */
export type ConnectionStatus = 'closed' | 'connecting' | 'confirming' | 'online' | 'reconnecting' | 'replaced';

/** Call data as pages read it: a flat map of strings (protocol 4). Empty when there is no call. */
export type CoInfosMap = Readonly<Record<string, string>>;

/** A button of getStateSetting(); `why` says why it is off, in the agent's language. */
export interface FunctionButton extends FunctionSetting {
  readonly why?: string;
}
export interface StateButtons {
  readonly state: string;
  readonly functions: readonly FunctionButton[];
}

type CallHandler = (coInfos: CoInfosMap) => void;
type PlainHandler = () => void;

/** Handlers of the manual (3.2.1) and of deployed pages; each runs with `this` = the WSSoftPhone. */
export interface NamedHandlers {
  onInited?: (delegatorId: string) => void;
  /**
   * Another page has this softphone. Return true (or a promise of it) to take it over, false to leave it; return
   * nothing and call `init()` later when the user has decided.
   */
  // biome-ignore lint/suspicious/noConfusingVoidType: deployed pages return nothing here
  onConfirmReplaceWebSocket?: () => boolean | Promise<boolean> | void;
  onWebSocketReplaced?: PlainHandler;
  onWSOpen?: PlainHandler;
  onWSClose?: PlainHandler;
  onWSConnectFailed?: PlainHandler;
  onConnectionChange?: (status: ConnectionStatus) => void;

  onLogonSucc?: (ins: string) => void;
  onLogonFailed?: (ins: string, errNum: string, errDesc: string) => void;
  onLogoffSucc?: (ins: string) => void;
  onStateChange?: (state: string) => void;
  onWorkModeChange?: (mode: string) => void;
  onQueueChange?: (queueList: readonly QueueItem[]) => void;
  onNotifySettings?: PlainHandler;
  onShowTip?: (text: string) => void;
  onTrace?: (text: string) => void;

  onPrepareDialSucc?: PlainHandler;
  onPrepareCallOutSucc?: PlainHandler;
  onRefreshAgentListSucc?: (agentList: AgentListView) => void;

  onCallArrive?: CallHandler;
  onDevConnected?: CallHandler;
  onDevDisconnected?: PlainHandler;
  onDialBegin?: CallHandler;
  onDialSucc?: CallHandler;
  /** The manual's name; called together with onDialFailed. */
  onDialError?: (errorCode: string) => void;
  onDialFailed?: (errorCode: string) => void;
  onConsultStart?: CallHandler;
  onConsultSucc?: CallHandler;
  onConsultFailed?: CallHandler;
  onConsultOver?: CallHandler;
  onConsultTransferSucc?: CallHandler;
  onOneStepTransferSucc?: CallHandler;
  onOneStepTransferFailed?: (errorCode: string) => void;
  onTransferSucc?: CallHandler;
  onIVRCheckReturn?: PlainHandler;
  onWaitCallOver?: PlainHandler;
  onInterceptSucc?: PlainHandler;
  onInterveneSucc?: PlainHandler;
  onForceDropSucc?: PlainHandler;
  onFunctionSwitch?: (code: string, isSupport: boolean, isOn: boolean) => void;
  onMonitorContorled?: (params: Readonly<Record<string, unknown>>) => void;
  /** Seconds of wrap-up left. */
  onWrapupTick?: (tick: number) => void;
  onAgentMsgArrive?: (message: AgentMessage) => void;

  onWSHello?: (resp: SPResponse) => void;
  /** Every event, after its own handler. */
  onEvent?: (evt: SPEvent) => void;
  /** Every response that is not `Succ`. */
  onError?: (resp: SPResponse) => void;

  /** The browser phone (`wssoftphone/media`): its line, its state (`closed`, `connecting`, `idle`, `ringing`, `talking`), and what is wrong. */
  onIptWSOpen?: PlainHandler;
  onIptWSClose?: PlainHandler;
  onIptWSConnectFailed?: PlainHandler;
  onIptStateChange?: (state: string, isMute: boolean) => void;
  onIptProblem?: (problem: { readonly code: string; readonly text: string; readonly remedy: string }) => void;
}
/** Any other event of the server calls `on<Event>` without arguments, if the page has such a handler. */
export type WSSoftPhoneHandlers = NamedHandlers & Partial<Record<`on${string}`, unknown>> & ThisType<WSSoftPhone>;
