/** The door: which session a command speaks for, and the commands that are about the session itself (protocol 5). */
import type { AddressedCommand, Fault, Reply } from '@wssoftphone/protocol';
import { assignSeat, waitingSeat, wantsSeat } from './agent/dispatch.ts';
import { endGrace, inCall, startGrace } from './agent/grace.ts';
import { applyCustom, bind, createSession, logOff, removeSession, sendRunning, sendSettings } from './agent/session.ts';
import { isLoggedOn, S } from './agent/transitions.ts';
import { type GuardedCommand, isGuarded, perform } from './commands.ts';
import { type Answer, answer, type Ctx, emit, fault, newDelegatorId, touchSession } from './context.ts';
import type { CommandInput } from './inputs.ts';
import { LIMITS } from './limits.ts';
import { refreshAvailability } from './queue/availability.ts';
import type { Session } from './state.ts';
import { timeLength } from './time.ts';
import { buttonsOf, isUnassigned, profileOf, shownIns, WAIT_FOR_DISPATCH } from './views/agent-view.ts';

type Of<C extends AddressedCommand['command']> = AddressedCommand & { command: C };

export function handleCommand(ctx: Ctx, input: CommandInput): void {
  const { command } = input;
  switch (command.command) {
    case 'CheckWebSocket':
      checkWebSocket(ctx, input);
      return;
    case 'WSHello':
      hello(ctx, input);
      return;
    case 'Init':
      init(ctx, input, command);
      return;
    case 'Logon':
      if (input.conn !== null && !presentSeat(ctx, input)) {
        logonWithoutInit(ctx, input, command, input.conn);
        return;
      }
  }
  const entry = admit(ctx, input);
  if ('refusal' in entry) answer(ctx, input, entry.refusal);
  else if (command.command === 'SetFunctionSwitch') functionSwitch(ctx, entry.session, input, command);
  else if (isGuarded(command.command)) run(ctx, entry.session, input, command as Of<GuardedCommand>);
  else answer(ctx, input, { errorCode: 'UnknownCommand', fault: fault('CommandUnknown') });
}

/** Answers, and does the command, unless the same command was done before (wssp.v4 ids): then it only answers. */
function run(ctx: Ctx, session: Session, input: CommandInput, command: Of<GuardedCommand>): void {
  if (replayed(ctx, session, input)) return;
  if (command.command === 'Logon' && wantsSeat(ctx.state, session, command)) {
    logonSeated(ctx, session, input, command);
    return;
  }
  const datas: Readonly<Record<string, string>> =
    command.command === 'Logon' ? { delegatorId: session.delegatorId } : {};
  remember(ctx, session, input, { errorCode: 'Succ', datas });
  answer(ctx, input, { errorCode: 'Succ', datas, session });
  perform(ctx, session, command);
}

/** The server chooses the extension; the reply bears it already. */
function logonSeated(ctx: Ctx, waiting: Session, input: CommandInput, command: Of<GuardedCommand>): void {
  const session = assignSeat(ctx, waiting);
  if (session) {
    run(ctx, session, input, command);
    // Its buttons depend on its telephone: a page of the old dialect knows them from its settings alone.
    if (profileOf(ctx.state, waiting) !== profileOf(ctx.state, session)) sendSettings(ctx, session);
    return;
  }
  const datas = { delegatorId: waiting.delegatorId };
  remember(ctx, waiting, input, { errorCode: 'Succ', datas });
  answer(ctx, input, { errorCode: 'Succ', datas, session: waiting });
  emit(ctx, waiting, 'LogonFailed', { fault: fault('NoExtensionFree'), replyTo: command.id });
}

// ── exactly once ──

function replayed(ctx: Ctx, session: Session, input: CommandInput): boolean {
  const { id } = input.command;
  if (id === undefined) return false;
  const before = session.replies.find((reply) => reply.id === id);
  if (!before) return false;
  const reply: Reply = {
    command: before.command,
    ins: shownIns(session),
    errorCode: before.errorCode,
    ...(before.fault ? { fault: before.fault } : {}),
    datas: before.datas,
    replyTo: id,
    at: before.at,
  };
  ctx.effects.push({ kind: 'reply', ref: input.ref, conn: input.conn, reply });
  return true;
}

function remember(ctx: Ctx, session: Session, input: CommandInput, made: Answer): void {
  const { id, command } = input.command;
  if (id === undefined) return;
  session.replies.push({
    id,
    command,
    errorCode: made.errorCode,
    ...(made.fault ? { fault: made.fault } : {}),
    datas: made.datas ?? {},
    at: ctx.at,
  });
  if (session.replies.length > LIMITS.commandIds) session.replies.shift();
  touchSession(ctx, session);
}

// ── the door ──

type Entry = { readonly session: Session } | { readonly refusal: Answer };
const turnAway = (errorCode: Answer['errorCode'], why: Fault): Entry => ({ refusal: { errorCode, fault: why } });

/**
 * The session at the seat a command names. A page that was given its extension may go on naming none: its socket says
 * which it is; and one that comes back after a reload finds its agent's.
 */
function presentSeat({ state }: Ctx, { command, conn }: CommandInput): Session | undefined {
  if (command.ins !== WAIT_FOR_DISPATCH) return state.sessions.get(command.ins);
  const mine = conn === null ? undefined : state.conns.get(conn);
  return state.sessions.get(mine ?? state.agents.get(command.params.agentId ?? '') ?? '');
}

/** Finds the session that a command may speak for, or the answer to give instead. */
function admit(ctx: Ctx, input: CommandInput): Entry {
  const { state } = ctx;
  const { command, conn } = input;
  const session = presentSeat(ctx, input);
  if (!session) return turnAway('InvalidIns', fault('SessionUnknown', { ins: command.ins }));
  if (conn === null) {
    if (command.delegatorId === session.delegatorId) return { session };
    return turnAway('DelegatorIdNoMatch', fault('DelegatorMismatch'));
  }
  const seat = state.conns.get(conn);
  if (seat === undefined) return turnAway('ProcessFailed', fault('NotInitialised'));
  if (seat !== session.ins) return turnAway('InvalidIns', fault('SessionUnknown', { ins: command.ins }));
  if (session.conn !== conn) return turnAway('ProcessFailed', fault('SessionReplaced'));
  // Some deployed clients send no delegatorId; the socket itself is proof enough.
  if (command.delegatorId !== '' && command.delegatorId !== session.delegatorId) {
    return turnAway('DelegatorIdNoMatch', fault('DelegatorMismatch'));
  }
  return { session };
}

function checkWebSocket(ctx: Ctx, input: CommandInput): void {
  const session = presentSeat(ctx, input);
  const told = input.proven !== false || input.command.delegatorId === session?.delegatorId;
  const exists = told && session !== undefined && session.conn !== null && session.conn !== input.conn;
  answer(ctx, input, { errorCode: 'Succ', datas: { isWebSocketExists: exists } });
}

/** Harmless from anyone: pages send it before Init, too. */
function hello(ctx: Ctx, input: CommandInput): void {
  const entry = admit(ctx, input);
  const length = 'session' in entry ? ctx.at - entry.session.stateSince : 0;
  answer(ctx, input, { errorCode: 'Succ', datas: { stateTimeLength: timeLength(length) } });
}

// ── Init ──

/** The seat's present session when it may be used, a new one, or the answer to give instead. */
function openSession(ctx: Ctx, input: CommandInput, agentId: string | undefined, name: string | undefined): Entry {
  const { state } = ctx;
  const { ins, delegatorId } = input.command;
  if (ins === '') return turnAway('InvalidIns', fault('ParamMissing', { name: 'ins' }));
  const present = presentSeat(ctx, input);
  if (present && (agentId === present.agentId || (!agentId && delegatorId === present.delegatorId))) {
    return takeUp(ctx, input, present);
  }
  if (!agentId) return turnAway('ProcessFailed', fault('ParamMissing', { name: 'agentId' }));
  if (present && ins !== WAIT_FOR_DISPATCH) {
    if (mustProve(input, present)) return turnAway('ProcessFailed', fault('TokenInvalid'));
    const refusal = displace(ctx, present);
    if (refusal) return { refusal };
  } else if (state.sessions.size >= LIMITS.sessions) {
    return turnAway('ProcessFailed', fault('LimitReached', { limit: 'sessions' }));
  }
  return { session: createSession(ctx, ins === WAIT_FOR_DISPATCH ? waitingSeat(ctx) : ins, agentId, name) };
}

/** A page that has not proved who it is gets at a running session, or a log-on under way, only by that session's secret. */
const mustProve = (input: CommandInput, present: Session): boolean =>
  input.proven === false && present.state !== S.INITIAL && input.command.delegatorId !== present.delegatorId;

/**
 * The same agent's page comes back, or a second one takes over. One that does not know the secret makes it void: an
 * old page, or one that waited at the empty seat, must not go on speaking for the agent behind the new one's back.
 */
function takeUp(ctx: Ctx, input: CommandInput, present: Session): Entry {
  if (mustProve(input, present)) return turnAway('ProcessFailed', fault('TokenInvalid'));
  if (input.command.delegatorId !== present.delegatorId) {
    present.delegatorId = newDelegatorId(ctx);
    touchSession(ctx, present);
  }
  return { session: present };
}

/** Another agent sits down: who sat there is logged off, unless in a call. */
function displace(ctx: Ctx, present: Session): Answer | null {
  const { agentId, ins } = present;
  if (inCall(present)) {
    return { errorCode: 'ProcessFailed', fault: fault('AgentLoggedOnElsewhere', { agentId, ins }) };
  }
  if (present.state !== S.INITIAL) logOff(ctx, present, 'displaced');
  emit(ctx, present, 'WebSocketReplaced', { agent: false });
  removeSession(ctx, present);
  return null;
}

function init(ctx: Ctx, input: CommandInput, command: Of<'Init'>): void {
  if (input.conn === null) {
    answer(ctx, input, { errorCode: 'ProcessFailed', fault: fault('NotPermitted') });
    return;
  }
  const { agentId, agentName, customInitParams } = command.params;
  const entry = openSession(ctx, input, agentId, agentName);
  if ('refusal' in entry) {
    answer(ctx, input, entry.refusal);
    return;
  }
  const { session } = entry;
  bind(ctx, session, input, input.conn);
  applyCustom(ctx, session, customInitParams);
  sendSettings(ctx, session);
  const datas = {
    delegatorId: session.delegatorId,
    agentState: String(session.state),
    agentWorkMode: session.workMode,
  };
  answer(ctx, input, { errorCode: 'Succ', datas, session });
  sendRunning(ctx, session, command.params.lastSeq ?? null);
}

/** A page that skips Init gets what Init would have given it. */
function logonWithoutInit(ctx: Ctx, input: CommandInput, command: Of<'Logon'>, conn: string): void {
  const entry = openSession(ctx, input, command.params.agentId, command.params.agentName);
  if ('refusal' in entry) {
    answer(ctx, input, entry.refusal);
    return;
  }
  const { session } = entry;
  bind(ctx, session, input, conn);
  sendSettings(ctx, session);
  if (isUnassigned(session)) {
    sendRunning(ctx, session);
    logonSeated(ctx, session, input, command);
    return;
  }
  const datas = { delegatorId: session.delegatorId };
  remember(ctx, session, input, { errorCode: 'Succ', datas });
  answer(ctx, input, { errorCode: 'Succ', datas, session });
  sendRunning(ctx, session);
  perform(ctx, session, command);
}

// ── switches ──

function switchFault(ctx: Ctx, session: Session, functionCode: string, isOn: boolean): Fault | null {
  if (functionCode !== 'KeepLogon') return fault('NotAvailable');
  if (!isLoggedOn(session.state)) return fault('NotLoggedOn');
  const may = ctx.state.index.agents.get(session.agentId)?.canKeepLogon ?? false;
  return isOn && !may ? fault('NotPermitted') : null;
}

/** KeepLogon: the agent stays logged on, and gets calls, without a page. The reply says how the switch stands now. */
function functionSwitch(ctx: Ctx, session: Session, input: CommandInput, command: Of<'SetFunctionSwitch'>): void {
  if (replayed(ctx, session, input)) return;
  const { functionCode, isOn } = command.params;
  const why = switchFault(ctx, session, functionCode, isOn);
  const changed = !why && session.keepLogon !== isOn;
  if (!why) session.keepLogon = isOn;
  const made: Answer = {
    errorCode: why ? 'ProcessFailed' : 'Succ',
    ...(why ? { fault: why } : {}),
    datas: { functionCode, isOn: String(functionCode === 'KeepLogon' && session.keepLogon) },
  };
  remember(ctx, session, input, made);
  answer(ctx, input, { ...made, session });
  if (!changed) return;
  touchSession(ctx, session);
  if (isOn) endGrace(ctx, session);
  else startGrace(ctx, session);
  emit(ctx, session, 'StateChange', { buttons: buttonsOf(ctx.state, session), call: session.shown });
  refreshAvailability(ctx, session);
}
