/**
 * Commands of pages. Each gets exactly one reply: refused at the door (unknown seat, wrong secret, replaced page), or
 * Succ, and then its events. Who asked for something the state, the rights or the world does not allow gets Succ and
 * the command's …Failed event (Dial: DialDenied, then DialFailed), and nothing has changed.
 */
import type { AddressedCommand, CommandParams, ESPCommand, ESPFunc, Fault } from '@wssoftphone/protocol';
import { free } from './agent/free.ts';
import { BEYOND, DIGIT_STATES, judge, PRESET_LEAVE_STATES } from './agent/function-table.ts';
import { logOn } from './agent/log-on.ts';
import { readMessages, sendMessage } from './agent/messages.ts';
import { leave, resumeWork, setWorkMode } from './agent/modes.ts';
import { type Outcome, refused, succeeded } from './agent/outcome.ts';
import { logOff } from './agent/session.ts';
import { isLoggedOn, S } from './agent/transitions.ts';
import { endWrapup } from './agent/wrapup.ts';
import { setCallData } from './call/data.ts';
import { sendDigits } from './call/digits.ts';
import { endCall } from './call/end.ts';
import { liveCall, partyOf } from './call/model.ts';
import { answerCall, offerFailed } from './call/offer.ts';
import { cancelDial, dial, prepareDial } from './call/outbound.ts';
import { fetchHold, hold } from './call/talk.ts';
import { cancelAside, finishAside, leaveAside, startAside } from './consult/aside.ts';
import { dropConfParty, finishConf, leaveConf } from './consult/conference.ts';
import { cancelConsult, finishConsult, leaveConsult, startConsult } from './consult/consult.ts';
import { consultConf, consultTransfer, swap, swapBack } from './consult/swap.ts';
import { audit, type Ctx, emit, emitWith, fault, type PlainEvent } from './context.ts';
import { callInner, cancelInner, cancelPrepareInner, prepareInner } from './inner/inner-call.ts';
import { cancelWait, transferToIvr } from './ivr/transfer.ts';
import type { Call, Session } from './state.ts';
import { monitorControl } from './supervision/control.ts';
import { dropJoined, endJoined, forceDrop, intercept, intervene, leaveJoined } from './supervision/intervene.ts';
import { cancelPrepareMonitor, finishMonitor, monitorAgent, prepareMonitor, whisper } from './supervision/watch.ts';
import { peerFailed } from './switch/events.ts';
import { endTask, importTasks, previewDial } from './tasks/tasks.ts';
import { leaveTransfer, oneStepTransfer } from './transfer/one-step.ts';
import { ringTransfer } from './transfer/ring-transfer.ts';
import { agentList, needsSupervisor } from './views/agent-list.ts';
import { buttonsOf, profileOf } from './views/agent-view.ts';

interface Guard {
  /** Any one of these functions being enabled is enough. */
  readonly functions: readonly ESPFunc[];
  /** States in which the command is good too, although no button says so. */
  readonly alsoIn?: ReadonlySet<number>;
}
const PREPARED_DIAL: ReadonlySet<number> = new Set([S.DIAL_INPUT]);
const PREPARED_INNER: ReadonlySet<number> = new Set([24]);
const PREPARED_MONITOR: ReadonlySet<number> = new Set([16]);

/** The session commands (CheckWebSocket, Init, WSHello, SetFunctionSwitch) need no function. */
export type GuardedCommand = Exclude<ESPCommand, 'CheckWebSocket' | 'Init' | 'WSHello' | 'SetFunctionSwitch'>;

/** Which button each command belongs to. Some belong to several: a consult may be an inner or an outside one. */
export const COMMAND_GUARDS: { readonly [C in GuardedCommand]: Guard } = {
  Logon: { functions: [1] },
  Logoff: { functions: [2] },
  SetWorkMode: { functions: [36] },
  Leave: { functions: [33], alsoIn: PRESET_LEAVE_STATES },
  ResumeWork: { functions: [34], alsoIn: PRESET_LEAVE_STATES },
  PrepareDial: { functions: [3] },
  CancelPrepareDial: { functions: [38] },
  Dial: { functions: [3], alsoIn: PREPARED_DIAL },
  EncryptDial: { functions: [3], alsoIn: PREPARED_DIAL },
  CancelDial: { functions: [12] },
  /** In a conference ending the call is leaving it. */
  DropCall: { functions: [10, 49] },
  FinishWrapup: { functions: [31] },
  Hold: { functions: [6] },
  FetchHold: { functions: [11] },
  RefreshAgentList: { functions: [] },
  Consult: { functions: [7, 8], alsoIn: new Set(BEYOND.keys()) },
  CancelConsult: { functions: [13, 19] },
  /** In a conference ending the consult is sending the other one away. */
  FinishConsult: { functions: [14, 22, 50] },
  ConsultTransfer: { functions: [15, 21] },
  ConsultSwap: { functions: [16, 20] },
  ConsultSwapBack: { functions: [18, 23] },
  ConsultConf: { functions: [17, 41] },
  /** Which of the three is meant is in functionCode. */
  DropConf: { functions: [48, 49, 50] },
  PrepareCallInner: { functions: [4] },
  CancelPrepareCallInner: { functions: [40] },
  CancelCallInner: { functions: [35] },
  CallInner: { functions: [4], alsoIn: PREPARED_INNER },
  PrepareMonitor: { functions: [5] },
  CancelPrepareMonitor: { functions: [39] },
  FinishMonitor: { functions: [28] },
  MonitorAgent: { functions: [5], alsoIn: PREPARED_MONITOR },
  Intervence: { functions: [27] },
  /** Ours. Whoever may join the talk may whisper into it. */
  WhisperAgent: { functions: [27] },
  Intercept: { functions: [26] },
  ForceDrop: { functions: [25] },
  MonitorControl: { functions: [68] },
  ImportTasks: { functions: [] },
  PreviewDial: { functions: [44] },
  SkipDial: { functions: [46] },
  DeletePreview: { functions: [45] },
  CancelPreview: { functions: [43] },
  FinishNoneRealTimeWork: { functions: [47] },
  /** While the phone rings it is a ring transfer. */
  OneStepTransfer: { functions: [59, 58, 53] },
  TransferToIVR: { functions: [65, 57, 9] },
  CancelWait: { functions: [52] },
  AnswerCall: { functions: [42] },
  SendAgentMsg: { functions: [37] },
  SetCOInfo: { functions: [] },
  SendDigits: { functions: [62], alsoIn: DIGIT_STATES },
};

export const isGuarded = (command: ESPCommand): command is GuardedCommand => Object.hasOwn(COMMAND_GUARDS, command);

/** Functions that pass for another in a state where their own button is not shown (54 for leave, 38 for dial, 62 only in wssp.v4). */
function passesAlso(guard: Guard, session: Session, refusal: Fault): boolean {
  return refusal.code === 'NotAllowedInState' && (guard.alsoIn?.has(session.state) ?? false);
}

/** Why the session may not give the command now; null: it may. */
export function guardFault(ctx: Ctx, session: Session, command: GuardedCommand): Fault | null {
  const guard = COMMAND_GUARDS[command];
  if (command === 'Logon' && isLoggedOn(session.state)) return fault('AlreadyLoggedOn');
  if (command !== 'Logon' && command !== 'Logoff' && !isLoggedOn(session.state)) return fault('NotLoggedOn');
  const { seat } = profileOf(ctx.state, session);
  let first: Fault | null = null;
  for (const id of guard.functions) {
    const refusal = judge(seat, ctx.state.config.params, session.state, id);
    if (!refusal || passesAlso(guard, session, refusal)) return null;
    first ??= refusal;
  }
  return first;
}

/** The event that says a command failed. */
const FAILED_EVENTS: { readonly [C in GuardedCommand]?: PlainEvent } = {
  Logon: 'LogonFailed',
  Dial: 'DialFailed',
  EncryptDial: 'DialFailed',
  Intervence: 'InterveneFailed',
  MonitorAgent: 'MonitorFailed',
  TransferToIVR: 'TransferFailed',
};

/** What a supervisor was not allowed is written down, too. */
const AUDITED: { readonly [C in GuardedCommand]?: string } = {
  MonitorAgent: 'monitor',
  WhisperAgent: 'whisper',
  Intervence: 'intervene',
  Intercept: 'intercept',
  ForceDrop: 'force-drop',
  MonitorControl: 'control',
};

function refuse(ctx: Ctx, session: Session, command: AddressedCommand & { command: GuardedCommand }, why: Fault): void {
  const replyTo = command.id;
  const action = AUDITED[command.command];
  if (action) {
    const target = 'destSPIns' in command.params ? command.params.destSPIns : (session.watch?.target ?? '');
    audit(ctx, session, action, target, why.code);
  }
  if (command.command === 'MonitorControl') {
    const { controlType, extraControlParam = '', destSPIns } = command.params;
    const params = { controlType, extraControlParam, destSPName: destSPIns };
    emitWith(ctx, session, 'MonitorControlFailed', params, { fault: why, replyTo });
    return;
  }
  if (command.command === 'Dial' || command.command === 'EncryptDial') {
    emit(ctx, session, 'DialDenied', { fault: why });
  }
  const event = FAILED_EVENTS[command.command] ?? (`${command.command}Failed` as PlainEvent);
  emit(ctx, session, event, { fault: why, replyTo });
}

/** The reply has gone out; this does the command, or refuses it. */
export function perform(ctx: Ctx, session: Session, command: AddressedCommand & { command: GuardedCommand }): void {
  const why = guardFault(ctx, session, command.command);
  const outcome = why ? refused(why) : execute(ctx, session, command, command.id ?? null);
  if (!outcome.ok) refuse(ctx, session, command, outcome.fault);
}

type OnCall = (ctx: Ctx, session: Session, call: Call, replyTo: string | null) => Outcome;

function withCall(ctx: Ctx, session: Session, replyTo: string | null, then: OnCall): Outcome {
  const call = liveCall(ctx.state, session);
  const party = call?.parties.find(({ ins }) => ins === session.ins);
  // Who is leaving the call has no say in it any more.
  if (!call || party?.role === 'leaving') return refused(fault('CallGone'));
  return then(ctx, session, call, replyTo);
}

/** Refuses a call that rings: one from the queue goes to somebody else. */
function refuseOffer(ctx: Ctx, session: Session, call: Call, replyTo: string | null): Outcome {
  emit(ctx, session, 'DropCallSucc', { replyTo });
  if (call.phase === 'offered') offerFailed(ctx, call, session, 'rejected', true);
  else peerFailed(ctx, call, 'rejected');
  return succeeded;
}

/** Ends a talk, or the agent's part in a call of more than two; refuses one that rings. */
const dropCall: OnCall = (ctx, session, call, replyTo) => {
  const left = leaveJoined(ctx, session, call, 'DropCallSucc', replyTo);
  if (left) return left;
  if (call.offer?.ins === session.ins || call.phase === 'offered') return refuseOffer(ctx, session, call, replyTo);
  if (partyOf(call, 'adviser')?.ins === session.ins) return leaveAside(ctx, session, call, replyTo);
  if (call.phase === 'conference') return leaveConf(ctx, session, call, replyTo, 'DropCallSucc');
  if (call.phase === 'consult') return leaveConsult(ctx, session, call, replyTo);
  if (call.phase === 'transfer') {
    emit(ctx, session, 'DropCallSucc', { replyTo });
    leaveTransfer(ctx, session, call);
    return succeeded;
  }
  if (call.phase !== 'talk' && call.phase !== 'hold') return refused(fault('CallGone'));
  emit(ctx, session, 'DropCallSucc', { replyTo });
  endCall(ctx, call, { outcome: 'answered', by: 'agent' });
  return succeeded;
};

/**
 * Functions 48, 49 and 50; without a code it is 48 for who made the conference, and 49 for who was brought in. The
 * same for a talk that a supervisor has joined, who then counts as the one who made it.
 */
function dropConf(ctx: Ctx, session: Session, call: Call, code: string | undefined, replyTo: string | null): Outcome {
  const brought = session.state === S.IN_CONFERENCE;
  const wanted = code ?? (brought ? '49' : '48');
  if (brought && wanted !== '49') return refused(fault('NotAllowedInState', { state: String(session.state) }));
  if (wanted === '48') return endJoined(ctx, session, call, replyTo) ?? finishConf(ctx, session, call, replyTo);
  if (wanted === '50') {
    const dropped = dropJoined(ctx, session, call, 'DropConfSucc', replyTo);
    return dropped ?? dropConfParty(ctx, session, call, replyTo, 'DropConfSucc');
  }
  const left = leaveJoined(ctx, session, call, 'DropConfSucc', replyTo);
  return left ?? leaveConf(ctx, session, call, replyTo, 'DropConfSucc');
}

const endConsult: OnCall = (ctx, session, call, replyTo) => {
  const dropped = dropJoined(ctx, session, call, 'FinishConsultSucc', replyTo);
  if (dropped) return dropped;
  if (call.aside) return finishAside(ctx, session, call, replyTo);
  return call.phase === 'conference'
    ? dropConfParty(ctx, session, call, replyTo, 'FinishConsultSucc')
    : finishConsult(ctx, session, call, replyTo);
};

function cancelPrepareDial(ctx: Ctx, session: Session, replyTo: string | null): Outcome {
  free(ctx, session);
  emit(ctx, session, 'CancelPrepareDialSucc', { replyTo });
  return succeeded;
}

function refreshAgentList(
  ctx: Ctx,
  session: Session,
  command: AddressedCommand & { command: 'RefreshAgentList' },
): Outcome {
  const { agentListType } = command.params;
  if (needsSupervisor(agentListType) && !profileOf(ctx.state, session).seat.supervisor) {
    return refused(fault('NotPermitted'));
  }
  const items = agentList(ctx.state, session, agentListType);
  const news = agentListType === 'AGENTLISTTYPE_AGENTMSG' && readMessages(ctx, session);
  emitWith(
    ctx,
    session,
    'RefreshAgentListSucc',
    { agentList: { agentListType, items } },
    { agent: news, ...(news ? { buttons: buttonsOf(ctx.state, session) } : {}), replyTo: command.id },
  );
  return succeeded;
}

/** The gateway deciphers; what it could not read is refused like any number, with its reason. */
function plainNumber({
  prefix = '',
  phoneNum,
  encryptMode,
  deciphered,
}: CommandParams['EncryptDial']): { readonly ok: true; readonly text: string } | Extract<Outcome, { ok: false }> {
  if (encryptMode === '') return { ok: true, text: prefix + phoneNum };
  if (deciphered && 'number' in deciphered) return { ok: true, text: prefix + deciphered.number };
  return { ok: false, fault: { code: deciphered?.code ?? 'NumberCipherInvalid' } };
}

function execute(
  ctx: Ctx,
  session: Session,
  command: AddressedCommand & { command: GuardedCommand },
  replyTo: string | null,
): Outcome {
  switch (command.command) {
    case 'Logon':
      return logOn(ctx, session, command.params, replyTo);
    case 'Logoff':
      logOff(ctx, session, 'asked', replyTo);
      return succeeded;
    case 'SetWorkMode':
      return setWorkMode(ctx, session, command.params.workMode, replyTo);
    case 'Leave':
      return leave(ctx, session, command.params.leaveReason, replyTo);
    case 'ResumeWork':
      return resumeWork(ctx, session, replyTo);
    case 'PrepareDial':
      return prepareDial(ctx, session, replyTo);
    case 'CancelPrepareDial':
      return cancelPrepareDial(ctx, session, replyTo);
    case 'Dial': {
      const { phoneNum, ani, attached } = command.params;
      return dial(ctx, session, { phoneNum, ani, attached }, replyTo);
    }
    case 'EncryptDial': {
      const number = plainNumber(command.params);
      if (!number.ok) return number;
      const { ani, encryptMode } = command.params;
      return dial(ctx, session, { phoneNum: number.text, ani, attached: {}, hidden: encryptMode !== '' }, replyTo);
    }
    case 'ImportTasks':
      if (!profileOf(ctx.state, session).seat.supervisor) return refused(fault('NotPermitted'));
      return importTasks(ctx, session, command.params, replyTo);
    case 'PreviewDial':
      return previewDial(ctx, session, replyTo);
    case 'SkipDial':
    case 'DeletePreview':
    case 'CancelPreview':
    case 'FinishNoneRealTimeWork':
      return endTask(ctx, session, command.command, replyTo);
    case 'CancelDial':
      return withCall(ctx, session, replyTo, cancelDial);
    case 'DropCall':
      return withCall(ctx, session, replyTo, dropCall);
    case 'AnswerCall':
      return withCall(ctx, session, replyTo, answerCall);
    case 'Hold':
      return withCall(ctx, session, replyTo, hold);
    case 'FetchHold':
      return withCall(ctx, session, replyTo, fetchHold);
    case 'PrepareCallInner':
      return prepareInner(ctx, session, replyTo);
    case 'CancelPrepareCallInner':
      return cancelPrepareInner(ctx, session, replyTo);
    case 'CallInner':
      return callInner(ctx, session, command.params, replyTo);
    case 'CancelCallInner':
      return withCall(ctx, session, replyTo, cancelInner);
    case 'Consult': {
      const { params } = command;
      const start = session.state === S.TALK ? startConsult : startAside;
      return withCall(ctx, session, replyTo, (...now) => start(now[0], now[1], now[2], params, now[3]));
    }
    case 'CancelConsult':
      return withCall(ctx, session, replyTo, (...now) => (now[2].aside ? cancelAside : cancelConsult)(...now));
    case 'FinishConsult':
      return withCall(ctx, session, replyTo, endConsult);
    case 'ConsultSwap':
      return withCall(ctx, session, replyTo, swap);
    case 'ConsultSwapBack':
      return withCall(ctx, session, replyTo, swapBack);
    case 'ConsultTransfer':
      return withCall(ctx, session, replyTo, consultTransfer);
    case 'ConsultConf':
      return withCall(ctx, session, replyTo, consultConf);
    case 'DropConf': {
      const { functionCode } = command.params;
      return withCall(ctx, session, replyTo, (...now) => dropConf(now[0], now[1], now[2], functionCode, now[3]));
    }
    case 'OneStepTransfer': {
      const { params } = command;
      const transfer = session.state === S.TALK ? oneStepTransfer : ringTransfer;
      return withCall(ctx, session, replyTo, (...now) => transfer(now[0], now[1], now[2], params, now[3]));
    }
    case 'FinishWrapup':
      endWrapup(ctx, session, replyTo, true);
      return succeeded;
    case 'TransferToIVR':
      return withCall(ctx, session, replyTo, (...[c, s, call, id]) => transferToIvr(c, s, call, command.params, id));
    case 'CancelWait':
      return withCall(ctx, session, replyTo, cancelWait);
    case 'PrepareMonitor':
      return prepareMonitor(ctx, session, replyTo);
    case 'CancelPrepareMonitor':
      return cancelPrepareMonitor(ctx, session, replyTo);
    case 'MonitorAgent':
      return monitorAgent(ctx, session, command.params.destSPIns, replyTo);
    case 'FinishMonitor':
      return withCall(ctx, session, replyTo, finishMonitor);
    case 'WhisperAgent':
      return whisper(ctx, session, command.params.isOn, replyTo);
    case 'Intervence':
      return withCall(ctx, session, replyTo, intervene);
    case 'Intercept':
      return withCall(ctx, session, replyTo, intercept);
    case 'ForceDrop':
      return withCall(ctx, session, replyTo, forceDrop);
    case 'MonitorControl':
      return monitorControl(ctx, session, command.params, replyTo);
    case 'RefreshAgentList':
      return refreshAgentList(ctx, session, command);
    case 'SetCOInfo': {
      const { attached } = command.params;
      return withCall(ctx, session, replyTo, (...now) => setCallData(now[0], now[1], now[2], attached, now[3]));
    }
    case 'SendDigits': {
      const { digits } = command.params;
      return withCall(ctx, session, replyTo, (...now) => sendDigits(now[0], now[1], now[2], digits, now[3]));
    }
    case 'SendAgentMsg':
      return sendMessage(ctx, session, command.params.destSPIns, command.params.msg, replyTo);
    default:
      return refused(fault('NotAvailable'));
  }
}
