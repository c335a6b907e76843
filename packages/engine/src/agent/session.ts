/** Which page speaks for which seat: Init, replacement, closed connections, and the end of a session. */
import type { CustomInitParams } from '@wssoftphone/protocol';
import {
  agentKey,
  audit,
  type Ctx,
  clearSessionTimer,
  emit,
  emitWith,
  fault,
  newDelegatorId,
  notice,
  touchSession,
} from '../context.ts';
import type { CommandInput } from '../inputs.ts';
import { refreshAvailability } from '../queue/availability.ts';
import { currentQueue, refreshAudience, sendQueue } from '../queue/notify.ts';
import type { Session, TenantState } from '../state.ts';
import { putTaskBack } from '../tasks/tasks.ts';
import { buttonsOf, profileOf } from '../views/agent-view.ts';
import { viewOf } from '../views/session-view.ts';
import { endGrace, isBusy, startGrace } from './grace.ts';
import { enter } from './life.ts';
import { deliverInbox } from './messages.ts';
import { isLoggedOn, S } from './transitions.ts';
import { clearWrapup, secondsLeft, tick } from './wrapup.ts';

export function makeSession(
  state: TenantState,
  ins: string,
  agentId: string,
  delegatorId: string,
  at: number,
): Session {
  return {
    ins,
    agentId,
    agentName: state.index.agents.get(agentId)?.name ?? '',
    delegatorId,
    state: S.INITIAL,
    stateSince: at,
    workMode: state.index.normalMode,
    modeBeforeLeave: null,
    leaveReason: null,
    keepLogon: false,
    customWrapup: null,
    customSkills: null,
    pendingMode: null,
    pendingLeave: null,
    misses: 0,
    idleSince: at,
    callId: null,
    taskId: null,
    leg: null,
    shown: null,
    wrapup: null,
    watch: null,
    pendingLogOff: false,
    inbox: [],
    pageSince: 0,
    logonId: null,
    stretch: null,
    replies: [],
    timers: new Map(),
    seqLimit: 0,
    conn: null,
    v4: false,
    lang: 'zh-CN',
    seq: 0,
    pageTimers: new Map(),
    wrapupLeft: null,
    pendingShown: { leaveReason: null, workMode: null },
    queueList: [],
    queueSentAt: Number.NEGATIVE_INFINITY,
    queueVersion: 0,
    available: null,
    audience: null,
  };
}

export function createSession(ctx: Ctx, ins: string, agentId: string, agentName: string | undefined): Session {
  const session = makeSession(ctx.state, ins, agentId, newDelegatorId(ctx), ctx.at);
  if (session.agentName === '') session.agentName = agentName ?? '';
  ctx.state.sessions.set(ins, session);
  touchSession(ctx, session);
  return session;
}

/** The page's own wish for wrap-up and skills (manual 7.3) goes before the database's, for this session. */
export function applyCustom(ctx: Ctx, session: Session, custom: CustomInitParams | undefined): void {
  if (!custom) return;
  if (custom.agentWrapupSeconds !== undefined) session.customWrapup = custom.agentWrapupSeconds;
  if (custom.skills !== undefined) {
    const levels = new Map(custom.skills.map(({ skillCode, skillLevel }) => [skillCode, skillLevel]));
    session.customSkills = [...levels].map(([code, level]) => ({ code, level }));
  }
  touchSession(ctx, session);
  refreshAvailability(ctx, session);
  if (isLoggedOn(session.state)) refreshAudience(ctx.state, session);
}

/** The session is gone for good; the document goes with it. */
export function removeSession(ctx: Ctx, session: Session): void {
  if (isLoggedOn(session.state) || isBusy(session)) throw new Error(`session ${session.ins} is still in use`);
  for (const name of ['device', 'grace', 'wrapup', 'rest', 'tick'] as const) clearSessionTimer(ctx, session, name);
  refreshAudience(ctx.state, session);
  ctx.state.sessions.delete(session.ins);
  ctx.changed.add(agentKey(session.ins));
}

/** A log-on that was under way is given up: it has failed, and says so to whoever asked. */
export function abandonLogon(ctx: Ctx, session: Session): void {
  if (session.state !== S.CHECKING) return;
  const replyTo = session.logonId;
  clearSessionTimer(ctx, session, 'device');
  if (ctx.state.agents.get(session.agentId) === session.ins) ctx.state.agents.delete(session.agentId);
  session.logonId = null;
  enter(ctx, session, S.INITIAL);
  emit(ctx, session, 'LogonFailed', { fault: fault('NotLoggedOn'), replyTo });
}

export type LogoffReason = 'asked' | 'grace' | 'displaced' | 'logged-on-elsewhere' | 'forced';

/** Logs an agent off who has no call. The session stays as long as its page does. */
export function logOff(ctx: Ctx, session: Session, why: LogoffReason, replyTo: string | null = null): void {
  if (session.state === S.CHECKING) {
    abandonLogon(ctx, session);
  } else {
    clearWrapup(ctx, session);
    if (session.taskId !== null) putTaskBack(ctx, session);
    clearSessionTimer(ctx, session, 'rest');
    endGrace(ctx, session);
    session.pendingMode = null;
    session.pendingLeave = null;
    session.pendingLogOff = false;
    session.inbox = [];
    session.modeBeforeLeave = null;
    session.keepLogon = false;
    session.misses = 0;
    ctx.state.agents.delete(session.agentId);
    enter(ctx, session, S.INITIAL);
    // A page shows its last list until it is told another, and hears of the queue no more.
    if (session.queueList.length > 0) {
      session.queueSentAt = ctx.at;
      emitWith(ctx, session, 'QueueChange', { queueList: [] }, { agent: false });
    }
    refreshAudience(ctx.state, session);
    audit(ctx, session, 'log-off', session.ins, why);
    notice(ctx, 'info', 'agent-logged-off', { ins: session.ins, detail: { agentId: session.agentId, why } });
  }
  emit(ctx, session, 'LogoffSucc', { replyTo });
}

/** The page is gone (closed, lost, or it turned to another seat). The agent stays logged on for a while. */
export function pageGone(ctx: Ctx, session: Session): void {
  session.conn = null;
  session.v4 = false;
  clearSessionTimer(ctx, session, 'tick');
  session.queueList = [];
  if (!isLoggedOn(session.state)) {
    abandonLogon(ctx, session);
    removeSession(ctx, session);
    return;
  }
  refreshAvailability(ctx, session);
  startGrace(ctx, session);
}

export function connectionClosed(ctx: Ctx, conn: string): void {
  const ins = ctx.state.conns.get(conn);
  if (ins === undefined) return;
  ctx.state.conns.delete(conn);
  const session = ctx.state.sessions.get(ins);
  if (session?.conn === conn) pageGone(ctx, session);
}

/** Timer `grace`: nobody came back. In a call the wait starts again when it is over (free.ts). */
export function graceOver(ctx: Ctx, session: Session): void {
  if (session.conn !== null || session.keepLogon || isBusy(session)) return;
  logOff(ctx, session, 'grace');
  removeSession(ctx, session);
}

/**
 * From now on this socket controls the session. The one that did hears WebSocketReplaced, as its last event; a seat
 * that this socket controlled before is left as if the socket had closed.
 */
export function bind(ctx: Ctx, session: Session, input: CommandInput, conn: string): void {
  const { state } = ctx;
  const beforeIns = state.conns.get(conn);
  const before = beforeIns === undefined ? undefined : state.sessions.get(beforeIns);
  if (before && before !== session && before.conn === conn) pageGone(ctx, before);
  if (session.conn !== null && session.conn !== conn) {
    // Without a word about the agent: the page that goes may be the one that should never have known.
    emit(ctx, session, 'WebSocketReplaced', { agent: false });
    audit(ctx, session, 'take-over', session.ins, 'ok');
  }
  session.conn = conn;
  session.v4 = input.v4;
  session.lang = input.lang;
  session.pendingShown = { leaveReason: session.pendingLeave, workMode: session.pendingMode };
  state.conns.set(conn, session.ins);
  endGrace(ctx, session);
  refreshAvailability(ctx, session);
}

export function sendSettings(ctx: Ctx, session: Session): void {
  const { settings } = profileOf(ctx.state, session);
  emitWith(ctx, session, 'SettingsNotify', settings, { buttons: buttonsOf(ctx.state, session) });
}

/** After the Init reply of a session that runs: what the page needs to show the truth, without popping a call again. */
export function sendRunning(ctx: Ctx, session: Session, lastSeq: number | null = null): void {
  if (!isLoggedOn(session.state)) {
    if (session.v4) sendSnapshot(ctx, session);
    return;
  }
  const ringing = session.state === S.OFFERED || session.state === S.RINGING;
  const call = session.callId === null ? undefined : ctx.state.calls.get(session.callId);
  if (session.v4) {
    sendSnapshot(ctx, session);
  } else {
    emit(ctx, session, 'StateChange', { buttons: buttonsOf(ctx.state, session), call: session.shown });
    sendQueue(ctx, session, true);
  }
  if (ringing && call?.offer?.arrived) emit(ctx, session, 'CallArrive', { call: session.shown });
  tick(ctx, session);
  deliverInbox(ctx, session, session.v4 ? lastSeq : null);
}

/** wssp.v4: one event with the whole view, after which events alone keep the page true. */
function sendSnapshot(ctx: Ctx, session: Session): void {
  currentQueue(ctx, session);
  if (session.wrapup) session.wrapupLeft = secondsLeft(session.wrapup.endsAt, ctx.at);
  const view = viewOf(ctx.state, session);
  emitWith(ctx, session, 'Snapshot', { view: { ...view, seq: view.seq + 1 } }, { agent: false });
}
