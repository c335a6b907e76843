/** The live state of one tenant. Everything here is changed by `step` alone; what must survive a crash is in documents.ts. */
import type {
  AgentMessage,
  CallDirection,
  CoInfos,
  DestType,
  ESPState,
  Lang,
  QueueItem,
  Reply,
} from '@wssoftphone/protocol';
import type { Recording } from './call/recording.ts';
import type { TenantConfig } from './config.ts';
import { type ConfigIndex, indexConfig } from './config-index.ts';
import type { CallOutcome, Segment } from './effects.ts';
import type { FlowLang } from './ivr/flow.ts';
import type { JoinMode, LegId, PlayId, RecordingId, RoomId, ToneName } from './switch-contract.ts';

export interface Timer {
  readonly at: number;
  readonly epoch: number;
}
export type Timers = Map<string, Timer>;

/** What an up leg hears. The engine keeps the wish, so that it can be told to the switch again after a lost connection. */
export type Media =
  | { readonly kind: 'none' }
  | { readonly kind: 'music'; readonly musicClass: string }
  | { readonly kind: 'room'; readonly room: RoomId; readonly mode: JoinMode };

/** `answering`: the switch was asked to answer an incoming leg. `ending`: it was asked to hang up. */
export type LegPhase = 'incoming' | 'answering' | 'dialing' | 'ringing' | 'up' | 'ending' | 'ended';
export interface Leg {
  readonly id: LegId;
  phase: LegPhase;
  media: Media;
  tone: ToneName | null;
  /** The extension that was dialled, when it is not the owner's own. */
  readonly extension?: string;
}
/** A leg has one owner: the agent whose phone it is, or the call that brought it. */
export type LegOwner =
  | { readonly kind: 'agent'; readonly ins: string }
  | { readonly kind: 'call'; readonly callId: string };
export interface OwnedLeg {
  readonly leg: Leg;
  readonly owner: LegOwner;
}

export interface Skill {
  readonly code: string;
  readonly level: number;
}

/** A reply as it is remembered for a repeated command id. */
export type RememberedReply = Readonly<Pick<Reply, 'command' | 'errorCode' | 'fault' | 'datas' | 'at'>> & {
  readonly id: string;
};

/** One stretch of an agent in one state, not yet over. */
export interface Stretch {
  readonly state: ESPState;
  readonly workMode: string;
  readonly leaveReason: string | null;
  readonly callId: string | null;
  readonly from: number;
}

/** Where an available agent stands in the idle lists; kept to find the place again. */
export interface Available {
  readonly skills: readonly Skill[];
  readonly since: number;
}

/** Whom a supervisor watches, by seat, and how: heard by nobody, by the agent alone, by everybody. */
export interface Watch {
  readonly target: string;
  readonly mode: 'listen' | 'whisper' | 'join';
  /** The client's id of the MonitorAgent. */
  readonly replyTo: string | null;
}

/** `seq`: number of the event that told the message; null: no page has been told yet. */
export interface InboxItem {
  readonly message: AgentMessage;
  seq: number | null;
}

export interface Session {
  readonly ins: string;
  agentId: string;
  agentName: string;
  /** The secret that names the session; whoever presents it may speak for it. */
  delegatorId: string;
  state: ESPState;
  stateSince: number;
  workMode: string;
  /** The mode to go back to on resume, when the leave changed it (SOFTPHONELEAVEWORKMODESTATESYNC). */
  modeBeforeLeave: string | null;
  leaveReason: string | null;
  keepLogon: boolean;
  /** customInitParams: null where the database decides. */
  customWrapup: number | null;
  customSkills: readonly Skill[] | null;
  /** Asked for while busy; applied when free (the latest request wins). */
  pendingMode: string | null;
  pendingLeave: string | null;
  /** Misses in a row. */
  misses: number;
  /** Since when the agent has been waiting for a call; decides who has been idle longest. */
  idleSince: number;
  callId: string | null;
  /** The task the agent is shown (tasks/tasks.ts). */
  taskId: string | null;
  /** The leg to the agent's own device. */
  leg: Leg | null;
  /** Call data as last shown to the page; null at rest. */
  shown: CoInfos | null;
  wrapup: { readonly callId: string; readonly endsAt: number } | null;
  /** A supervisor at another agent's call (supervision/watch.ts). */
  watch: Watch | null;
  /** Messages not read yet (agent/messages.ts). */
  inbox: InboxItem[];
  /** The present page knows nothing of what was told up to this event. */
  pageSince: number;
  /** A supervisor logs the agent off when the call is over. */
  pendingLogOff: boolean;
  /** The client's id of the Logon under way. */
  logonId: string | null;
  stretch: Stretch | null;
  replies: RememberedReply[];
  timers: Timers;
  /** Event numbers below this are reserved. */
  seqLimit: number;

  // ── not in the document: gone with the process ──
  /** The socket that controls the session. */
  conn: string | null;
  v4: boolean;
  lang: Lang;
  seq: number;
  /** Timers that mean nothing without a page: the wrap-up tick. */
  pageTimers: Timers;
  /** The last WrapupTick. */
  wrapupLeft: number | null;
  /** What the page was last told of pendingLeave and pendingMode. */
  pendingShown: { readonly leaveReason: string | null; readonly workMode: string | null };
  queueList: readonly QueueItem[];
  queueSentAt: number;
  /** The audience's version that the page has. */
  queueVersion: number;
  available: Available | null;
  /** Key of the audience (queue/notify.ts) the session belongs to. */
  audience: string | null;
}

export type CallPhase =
  /** Just came in; where it goes is being decided. */
  | 'arriving'
  | 'queued'
  /** An agent's phone rings, or the work number is being played. */
  | 'offered'
  | 'talk'
  | 'hold'
  /** Dial: the agent's own phone is rung. */
  | 'own-phone'
  /** Dial: the number is rung. */
  | 'dialling'
  /** Sent on to an outside number that rings. */
  | 'forwarding'
  | 'forwarded'
  /** Inner call: the agent's own phone is up, the colleague or the extension is rung. */
  | 'inner-ringing'
  /** The handler speaks, or wants to speak, with somebody else; `consult` says how far that is. */
  | 'consult'
  | 'conference'
  /** One-step transfer: the target is rung; `transfer` says for whom. */
  | 'transfer'
  /** The customer is in a flow. */
  | 'ivr'
  /** A last prompt is played before the call is hung up. */
  | 'farewell'
  /** Over; the switch is still taking the legs down. */
  | 'ending';

export interface Party {
  /**
   * `agent`: who has the call. `colleague`: another agent, consulted or called. `outside`: anyone else, on a number or
   * at an extension. `adviser`: whom the agent consults aside from a conference. `supervisor`: listens, whispers or has
   * joined. `leaving`: out of the call; only the phone is still being taken down.
   */
  role: 'customer' | 'agent' | 'colleague' | 'outside' | 'adviser' | 'supervisor' | 'leaving';
  /** The agent's; null for others. */
  readonly ins: string | null;
  /** The leg of a party that is no agent, until it ended; an agent's leg is the session's. */
  leg: Leg | null;
  /** When the agent first talked in this call. */
  talkedAt: number | null;
}

/** A call's place in its queue; kept while it is offered, so that it can come back to it. */
export interface QueuePlace {
  readonly skill: string;
  readonly level: number;
  /** When the call began to wait, in whatever queue: its age counts everywhere. */
  readonly enteredAt: number;
  /** When it has waited too long for this queue; null: never. */
  readonly deadline: number | null;
}
export interface OpenSegment {
  readonly kind: Segment['kind'];
  readonly from: number;
  readonly ins: string | null;
  readonly agentId: string | null;
  readonly skill: string | null;
}
export interface DialOrder {
  readonly ins: string;
  readonly agentId: string;
  /** As the carrier wants it. */
  readonly number: string;
  readonly callerNumber: string;
  /** The client's id of the Dial. */
  readonly replyTo: string | null;
}

export interface Offer {
  readonly ins: string;
  /** The page was told (CallArrive). */
  arrived: boolean;
  /** AnswerCall waits for the phone. */
  asked: { readonly id: string | null } | null;
  /** A person chose this agent, not the queue. */
  readonly directed: boolean;
}

/** What a command asked for that needs somebody else on the phone. */
export interface Wish {
  /** The seat of the agent who asked. */
  readonly by: string;
  readonly agentId: string;
  readonly type: DestType;
  /** Agent, extension, number or skill, as it was asked for. */
  readonly dest: string;
  /** The client's id of the command. */
  readonly replyTo: string | null;
}
export interface InnerCall extends Wish {
  /** The seat of the agent who put it on hold. */
  heldBy: string | null;
}
export interface Transfer extends Wish {
  /** Who asked has been told the outcome: the phone that rang was silenced, and that was all of it for that agent. */
  readonly told: boolean;
}
export interface Consult extends Wish {
  /** `swapped`: the customer talks and the other one waits. */
  stage: 'queue' | 'ringing' | 'talk' | 'swapped';
}
/** A consult from a conference, which goes on meanwhile and keeps its own `consult` (consult/aside.ts). */
export interface Aside extends Wish {
  stage: 'ringing' | 'talk';
  /** Where the two of them speak. */
  readonly room: RoomId;
}

export interface Call {
  readonly id: string;
  readonly coid: string;
  /** Sequence number of the COID: the order in which calls came to be. */
  readonly serial: number;
  readonly direction: CallDirection;
  readonly ani: string;
  readonly aniName: string;
  readonly dnis: string;
  /** The number dialled, or the customer's. */
  readonly phoneNum: string;
  /** No browser may learn the customer's number (EncryptDial). */
  numberHidden: boolean;
  /** The caller number that the customer sees or dialled. */
  readonly channelAni: string;
  phase: CallPhase;
  skill: string | null;
  /** Added to the skill's priority wherever the call queues. */
  readonly priority: number;
  /** Was transferred to a queue: goes before all others in whatever queue it comes to. */
  urgent: boolean;
  readonly startedAt: number;
  answeredAt: number | null;
  endedAt: number | null;
  outcome: CallOutcome | null;
  endedBy: 'customer' | 'agent' | 'system' | null;
  /** The agent who talked last, or who dialled. */
  lastIns: string | null;
  lastAgentId: string | null;
  parties: Party[];
  room: RoomId | null;
  /** Of the room, as long as it is wanted. */
  recording: RecordingId | null;
  /** Whose talk in which room could not be recorded: it is not tried again as long as it is theirs. */
  unrecorded: Pick<Recording, 'room' | 'agentIds'> | null;
  place: QueuePlace | null;
  /** When the call first began to wait; null: it never did. */
  queuedAt: number | null;
  /** Seats that were offered the call and did not take it; others come first. */
  missedBy: readonly string[];
  /** The agent whose phone is rung for the call. */
  offer: Offer | null;
  dial: DialOrder | null;
  inner: InnerCall | null;
  consult: Consult | null;
  /** Whom the maker of the conference speaks with aside. */
  aside: Aside | null;
  /** A transfer whose target is being rung. */
  transfer: Transfer | null;
  /** Where the call was sent last. */
  sentTo: { readonly type: DestType | 'IVR'; readonly dest: string } | null;
  play: { readonly id: PlayId; readonly purpose: 'work-number' | 'farewell' | 'ivr' } | null;
  /** The caller is in a flow. */
  ivr: IvrRun | null;
  detours: number;
  /** How often the caller keyed secret digits that were wrong. */
  wrongDigits: number;
  /** What a flow chose to speak to the caller in; null: the tenant's. */
  lang: FlowLang | null;
  data: Readonly<Record<string, string>>;
  segments: Segment[];
  open: OpenSegment[];
  timers: Timers;
}

/** Where a caller is in a flow (ivr/flow.ts). */
export interface IvrRun {
  readonly svn: string;
  node: string;
  /** The caller's leg is up and the first node was entered. */
  begun: boolean;
  tries: number;
  visits: number;
  /** Names the check of secret digits that is under way. */
  request: string | null;
  /** The last check came to no verdict, and not for anything that the caller did. */
  unchecked: boolean;
  /** Seat of the agent who waits for the result. */
  keeper: string | null;
  /** The client's id of that agent's TransferToIVR. */
  readonly replyTo: string | null;
}

/** A number to call, or a piece of work, that agents of a skill go through one by one. */
export interface Task {
  readonly id: string;
  readonly serial: number;
  readonly kind: 'dial' | 'work';
  readonly skill: string;
  /** The number, or what there is to do. */
  readonly subject: string;
  readonly data: Readonly<Record<string, string>>;
  /** The seat of the agent who is shown it. */
  ins: string | null;
  /** The call whose agent's phone is being rung for it; the number has not been called yet. */
  call: string | null;
  /** Agents who are not shown it again. */
  skippedBy: readonly string[];
}

export interface Queue {
  readonly skill: string;
  /** By level, then age. */
  readonly waiting: Call[];
  /** Available agents by skill level, then longest idle. */
  readonly idle: Session[];
}

/** Agents who hold the same skills and so see the same queue list. */
export interface Audience {
  readonly key: string;
  readonly skills: readonly string[];
  readonly members: Set<string>;
  /** Counts changes of the list. */
  version: number;
  /** Some member has to hear of a change later. */
  dirty: boolean;
}

export interface TenantState {
  config: TenantConfig;
  index: ConfigIndex;
  /** Time of the last input. */
  now: number;
  readonly sessions: Map<string, Session>;
  /** Agent id → ins, for every agent who is logged on or logging on. */
  readonly agents: Map<string, string>;
  /** Socket → ins, for every open socket that spoke for a session, also when it was replaced since. */
  readonly conns: Map<string, string>;
  readonly calls: Map<string, Call>;
  readonly legs: Map<LegId, OwnedLeg>;
  readonly plays: Map<PlayId, string>;
  /** Those that the switch has not said to be over. */
  readonly recordings: Map<RecordingId, Recording>;
  /** Digits of callers in flows, by call; never in a document. */
  readonly digits: Map<string, string>;
  /** Seats of the supervisors who watch somebody. */
  readonly watching: Set<string>;
  readonly queues: Map<string, Queue>;
  waitingCalls: number;
  /** In the order in which they came. */
  readonly tasks: Map<string, Task>;
  taskSequence: number;
  readonly audiences: Map<string, Audience>;
  readonly audiencesOf: Map<string, Set<string>>;
  /** Reachability of configured extensions as the switch told it; absent: not known. */
  readonly devices: Map<string, boolean>;
  switchUp: boolean;
  coidSequence: number;
  epoch: number;
  queueTimer: Timer | null;
  /** Restored from documents and no input seen yet: sessions wait for their pages. */
  restored: boolean;
}

export function createState(config: TenantConfig): TenantState {
  const index = indexConfig(config);
  return {
    config,
    index,
    now: 0,
    sessions: new Map(),
    agents: new Map(),
    conns: new Map(),
    calls: new Map(),
    legs: new Map(),
    plays: new Map(),
    recordings: new Map(),
    digits: new Map(),
    watching: new Set(),
    queues: new Map(config.skills.map(({ code }) => [code, { skill: code, waiting: [], idle: [] }])),
    waitingCalls: 0,
    tasks: new Map(),
    taskSequence: 1,
    audiences: new Map(),
    audiencesOf: new Map(),
    devices: new Map(),
    switchUp: false,
    coidSequence: 4001,
    epoch: 0,
    queueTimer: null,
    restored: false,
  };
}
