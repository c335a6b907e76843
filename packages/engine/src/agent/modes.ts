/** Work modes, leave and resume, and what was asked for while the agent was busy. */
import type { Fault } from '@wssoftphone/protocol';
import { type Ctx, emit, fault, touchSession } from '../context.ts';
import { refreshAvailability, takesCalls } from '../queue/availability.ts';
import type { Session, TenantState } from '../state.ts';
import { PRESET_LEAVE_STATES } from './function-table.ts';
import { enter, measure } from './life.ts';
import { type Outcome, refused, succeeded } from './outcome.ts';
import { S } from './transitions.ts';

const isLeaveMode = (state: TenantState, mode: string): boolean => state.index.workModes.get(mode)?.basic === 6;
const synced = (state: TenantState): boolean => state.config.params.leaveWorkModeSync;

/** The mode itself; what follows for the state is the callers'. */
export function setMode(ctx: Ctx, session: Session, mode: string, why?: Fault): void {
  const { state } = ctx;
  if (isLeaveMode(state, mode) && !isLeaveMode(state, session.workMode)) session.modeBeforeLeave = session.workMode;
  const tookCalls = takesCalls(state, session);
  session.workMode = mode;
  // Who was busy with something else has not been waiting for a call.
  if (!tookCalls) session.idleSince = ctx.at;
  measure(ctx, session);
  touchSession(ctx, session);
  emit(ctx, session, 'WorkModeChange', why ? { fault: why } : {});
  refreshAvailability(ctx, session);
}

/** Puts an agent on leave; with SOFTPHONELEAVEWORKMODESTATESYNC the work mode goes along. */
export function goOnLeave(ctx: Ctx, session: Session, reason: string, why?: Fault): void {
  const { state } = ctx;
  const { leaveMode } = state.index;
  if (synced(state) && leaveMode !== null && !isLeaveMode(state, session.workMode)) setMode(ctx, session, leaveMode);
  session.leaveReason = reason;
  enter(ctx, session, S.LEAVE, why);
}

/** Where modes and leave go together nobody keeps the one without the other. */
function endLeaveMode(ctx: Ctx, session: Session): void {
  const { state } = ctx;
  if (!synced(state) || !isLeaveMode(state, session.workMode)) return;
  const before = session.modeBeforeLeave;
  setMode(ctx, session, before !== null && state.index.workModes.has(before) ? before : state.index.normalMode);
}

export function comeBack(ctx: Ctx, session: Session): void {
  endLeaveMode(ctx, session);
  enter(ctx, session, S.IDLE);
}

/** What was asked for while the agent was busy: the mode is set, and the reason of the leave due is given (null: none). */
export function takePending(ctx: Ctx, session: Session): string | null {
  const { state } = ctx;
  const { pendingMode, pendingLeave } = session;
  if (pendingMode === null && pendingLeave === null) return null;
  session.pendingMode = null;
  session.pendingLeave = null;
  if (pendingMode !== null && state.index.workModes.has(pendingMode)) setMode(ctx, session, pendingMode);
  const leaves = synced(state) && pendingMode !== null && isLeaveMode(state, pendingMode);
  return pendingLeave ?? (leaves ? state.index.defaultLeaveReason : null);
}

// ── commands ──

export function setWorkMode(ctx: Ctx, session: Session, mode: string, replyTo: string | null): Outcome {
  const outcome = applyMode(ctx, session, mode);
  if (outcome.ok) emit(ctx, session, 'SetWorkModeSucc', { replyTo });
  return outcome;
}

/** In a call the leave is remembered (functions 54, 55), and LeaveSucc says that it was taken. */
export function leave(ctx: Ctx, session: Session, reason: string, replyTo: string | null): Outcome {
  const outcome = applyLeave(ctx, session, reason);
  if (outcome.ok) emit(ctx, session, 'LeaveSucc', { replyTo });
  return outcome;
}

/** From leave back to idle; in a call it takes back a leave that was asked for. */
export function resumeWork(ctx: Ctx, session: Session, replyTo: string | null): Outcome {
  const outcome = applyResume(ctx, session);
  if (outcome.ok) emit(ctx, session, 'ResumeWorkSucc', { replyTo });
  return outcome;
}

// ── the same, whoever asks ──

export function applyMode(ctx: Ctx, session: Session, mode: string): Outcome {
  const { state } = ctx;
  if (!state.index.workModes.has(mode)) return refused(fault('WorkModeUnknown', { mode }));
  const leaves = isLeaveMode(state, mode);
  switch (session.state) {
    case S.IDLE:
      if (leaves && synced(state)) {
        setMode(ctx, session, mode);
        goOnLeave(ctx, session, state.index.defaultLeaveReason);
      } else {
        setMode(ctx, session, mode);
      }
      break;
    case S.LEAVE:
      setMode(ctx, session, mode);
      if (!leaves && synced(state)) enter(ctx, session, S.IDLE);
      break;
    case S.WRAPUP:
    case S.DIAL_INPUT:
    case S.INNER_INPUT:
      // No call runs: the mode changes now; only the state has to wait.
      session.pendingMode = null;
      if (synced(state)) session.pendingLeave = leaves ? state.index.defaultLeaveReason : null;
      setMode(ctx, session, mode);
      break;
    default:
      session.pendingMode = mode;
      if (synced(state) && !leaves) session.pendingLeave = null;
      touchSession(ctx, session);
  }
  return succeeded;
}

export function applyLeave(ctx: Ctx, session: Session, reason: string): Outcome {
  const { leaveReasons } = ctx.state.index;
  if (session.state === S.LEAVE) return refused(fault('NotAllowedInState', { state: String(session.state) }));
  if (leaveReasons.size > 0 && !leaveReasons.has(reason)) return refused(fault('LeaveReasonUnknown', { reason }));
  if (session.state === S.IDLE) goOnLeave(ctx, session, reason);
  else session.pendingLeave = reason;
  touchSession(ctx, session);
  return succeeded;
}

export function applyResume(ctx: Ctx, session: Session): Outcome {
  const { state } = ctx;
  if (session.state === S.LEAVE) {
    comeBack(ctx, session);
    return succeeded;
  }
  const modeLeaves = synced(state) && session.pendingMode !== null && isLeaveMode(state, session.pendingMode);
  if (!PRESET_LEAVE_STATES.has(session.state) || (session.pendingLeave === null && !modeLeaves)) {
    return refused(fault('NotAllowedInState', { state: String(session.state) }));
  }
  session.pendingLeave = null;
  if (modeLeaves) session.pendingMode = null;
  // One that was set in the wrap-up holds already.
  else endLeaveMode(ctx, session);
  touchSession(ctx, session);
  return succeeded;
}
