/**
 * A supervisor at an agent's call: the supervisor's own phone first, then listening, whispering or talking. The
 * supervisor is a party of the agent's call, and follows the agent's phone from room to room (end of each step).
 */
import { free } from '../agent/free.ts';
import { enter } from '../agent/life.ts';
import { type Outcome, refused, succeeded } from '../agent/outcome.ts';
import { S } from '../agent/transitions.ts';
import { finishIfDone, leaveCall } from '../call/end.ts';
import { hangup, hear } from '../call/legs.ts';
import { addParty, closeSegments, liveCall, openSegment } from '../call/model.ts';
import { ringOwnPhone } from '../call/own-phone.ts';
import { audit, type Ctx, emit, emitWith, fault, type PlainEvent, touchCall, touchSession } from '../context.ts';
import { deviceReachable } from '../queue/availability.ts';
import type { Call, Media, Session, TenantState } from '../state.ts';
import { isIn, managedAgent, roomOfAgent, talkOf } from './target.ts';

export function prepareMonitor(ctx: Ctx, session: Session, replyTo: string | null): Outcome {
  enter(ctx, session, S.MONITOR_SELECT);
  emit(ctx, session, 'PrepareMonitorSucc', { replyTo });
  return succeeded;
}

/** Also while the own phone is being rung for the monitoring. */
export function cancelPrepareMonitor(ctx: Ctx, session: Session, replyTo: string | null): Outcome {
  const call = liveCall(ctx.state, session);
  if (session.watch && call) {
    failMonitor(ctx, session, 'CallCancelled');
    stopWatching(ctx, session, call, null);
  } else if (session.leg === null) {
    free(ctx, session);
  }
  emit(ctx, session, 'CancelPrepareMonitorSucc', { replyTo });
  return succeeded;
}

export function monitorAgent(ctx: Ctx, session: Session, dest: string, replyTo: string | null): Outcome {
  const { state } = ctx;
  const found = managedAgent(state, session, dest);
  if ('fault' in found) return refused(found.fault);
  const { target } = found;
  const call = talkOf(state, target);
  if (!call || target === session) return refused(fault('TargetBusy', { target: dest }));
  if (session.callId !== null || session.leg) {
    return refused(fault('NotAllowedInState', { state: String(session.state) }));
  }
  if (!state.switchUp) return refused(fault('SwitchDown'));
  if (!deviceReachable(state, session.ins)) return refused(fault('DeviceUnreachable', { ins: session.ins }));
  addParty(ctx, call, 'supervisor', { ins: session.ins });
  session.callId = call.id;
  session.watch = { target: target.ins, mode: 'listen', replyTo };
  state.watching.add(session.ins);
  audit(ctx, session, 'monitor', target.agentId, 'ok');
  if (session.state !== S.MONITOR_SELECT) enter(ctx, session, S.MONITOR_SELECT);
  ringOwnPhone(ctx, session, call, target.ins);
  emit(ctx, session, 'MonitorBegin');
  return succeeded;
}

/** The supervisor's phone is up: from now on the supervisor hears the agent. */
export function watcherUp(ctx: Ctx, call: Call, session: Session): void {
  const { watch } = session;
  if (!watch) return;
  openSegment(ctx, call, 'monitor', { agent: session });
  enter(ctx, session, S.MONITORING);
  follow(ctx, session);
  emit(ctx, session, 'MonitorSucc', { replyTo: watch.replyTo });
}

/** The supervisor hung up, or never picked up. */
export function watcherGone(ctx: Ctx, call: Call, session: Session): void {
  if (session.state === S.MONITOR_SELECT) {
    failMonitor(ctx, session, 'OwnPhoneNoAnswer');
    stopWatching(ctx, session, call, null);
  } else {
    stopWatching(ctx, session, call, overEvent(session));
  }
  leaveCall(ctx, session, call);
}

function failMonitor(ctx: Ctx, session: Session, code: 'CallCancelled' | 'CallGone' | 'OwnPhoneNoAnswer'): void {
  emit(ctx, session, 'MonitorFailed', { fault: fault(code), replyTo: session.watch?.replyTo ?? null });
}

const overEvent = (session: Session): PlainEvent => (session.state === S.INTERVENED ? 'ConfOver' : 'FinishMonitorSucc');

/** Function 28: the supervisor stops listening; agent and customer notice nothing. */
export function finishMonitor(ctx: Ctx, session: Session, call: Call, replyTo: string | null): Outcome {
  if (!session.watch) return refused(fault('CallGone'));
  stopWatching(ctx, session, call, 'FinishMonitorSucc', replyTo);
  return succeeded;
}

/** Ours: only the agent hears the supervisor, or the supervisor is silent again; unsaid, the other of the two. */
export function whisper(ctx: Ctx, session: Session, isOn: boolean | undefined, replyTo: string | null): Outcome {
  const { watch } = session;
  if (!watch) return refused(fault('CallGone'));
  if (!ctx.state.switchUp) return refused(fault('SwitchDown'));
  const mode = (isOn ?? watch.mode !== 'whisper') ? 'whisper' : 'listen';
  if (mode !== watch.mode) {
    session.watch = { ...watch, mode };
    touchSession(ctx, session);
    audit(ctx, session, mode === 'whisper' ? 'whisper' : 'monitor', agentIdOf(ctx.state, watch.target), 'ok');
    follow(ctx, session);
  }
  emitWith(ctx, session, 'WhisperAgentSucc', { isOn: mode === 'whisper' }, { replyTo });
  return succeeded;
}

export const agentIdOf = (state: TenantState, ins: string): string => state.sessions.get(ins)?.agentId ?? ins;

/** The supervisor who talks with this agent and the customer. */
export function intervenerOf(state: TenantState, targetIns: string): Session | null {
  for (const ins of state.watching) {
    const session = state.sessions.get(ins);
    if (session?.watch?.target === targetIns && session.watch.mode === 'join') return session;
  }
  return null;
}

/**
 * The supervisor is out of the call; the own phone is taken down and the supervisor is free when it is. An agent whom
 * the supervisor had joined is alone with the customer again.
 */
export function stopWatching(
  ctx: Ctx,
  session: Session,
  call: Call,
  event: PlainEvent | null,
  replyTo: string | null = null,
): void {
  const { watch } = session;
  const party = call.parties.find(({ ins }) => ins === session.ins);
  if (!watch || !party) throw new Error(`agent ${session.ins} does not watch call ${call.id}`);
  session.watch = null;
  ctx.state.watching.delete(session.ins);
  party.role = 'leaving';
  for (const kind of ['monitor', 'conference'] as const) closeSegments(ctx, call, kind, 'completed', session.ins);
  touchCall(ctx, call);
  touchSession(ctx, session);
  const target = ctx.state.sessions.get(watch.target);
  if (watch.mode === 'join' && target?.state === S.IN_CONFERENCE && talkOf(ctx.state, target) === call) {
    enter(ctx, target, S.TALK);
    emit(ctx, target, 'ConfOver');
  }
  if (event) emit(ctx, session, event, { replyTo });
  hangup(ctx, session.leg, session.leg?.phase === 'up' ? 'normal' : 'cancelled');
}

function mediaFor(session: Session, target: Session): Media {
  const room = roomOfAgent(target);
  if (room === null || !session.watch || !target.leg) return { kind: 'none' };
  switch (session.watch.mode) {
    case 'listen':
      return { kind: 'room', room, mode: { kind: 'listen' } };
    case 'whisper':
      return { kind: 'room', room, mode: { kind: 'whisper', to: target.leg.id } };
    case 'join':
      return { kind: 'room', room, mode: { kind: 'talk' } };
  }
}

const same = (a: Media, b: Media): boolean => {
  if (a.kind !== 'room' || b.kind !== 'room') return a.kind === b.kind;
  if (a.room !== b.room || a.mode.kind !== b.mode.kind) return false;
  return a.mode.kind !== 'whisper' || b.mode.kind !== 'whisper' || a.mode.to === b.mode.to;
};

/** Goes where the agent's phone is; what the supervisor came for is over when the agent is out of the call. */
export function follow(ctx: Ctx, session: Session): void {
  const { watch, leg } = session;
  const call = session.callId === null ? undefined : ctx.state.calls.get(session.callId);
  if (!watch || !call) return;
  const target = ctx.state.sessions.get(watch.target);
  if (!target || !isIn(ctx.state, target, call)) {
    if (session.state === S.MONITOR_SELECT) {
      failMonitor(ctx, session, 'CallGone');
      stopWatching(ctx, session, call, null);
    } else {
      stopWatching(ctx, session, call, overEvent(session));
    }
    finishIfDone(ctx, call);
    return;
  }
  if (leg?.phase !== 'up') return;
  const wanted = mediaFor(session, target);
  if (!same(leg.media, wanted)) hear(ctx, leg, wanted);
}

/** End of step: every supervisor follows the agent. */
export function followAgents(ctx: Ctx): void {
  for (const ins of [...ctx.state.watching]) {
    const session = ctx.state.sessions.get(ins);
    if (session) follow(ctx, session);
  }
}
