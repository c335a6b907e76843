/** What a supervisor who listens can do with the call: join it, take it, end it. */
import type { Fault } from '@wssoftphone/protocol';
import { enter } from '../agent/life.ts';
import { type Outcome, refused, succeeded } from '../agent/outcome.ts';
import { S } from '../agent/transitions.ts';
import { coInfos } from '../call/co-infos.ts';
import { endCall } from '../call/end.ts';
import { hangup, hear, setTone, talkIn } from '../call/legs.ts';
import { agentOf, closeSegments, customerLeg, isInner, openSegment } from '../call/model.ts';
import { fetchHold } from '../call/talk.ts';
import { consultedGone } from '../consult/consult.ts';
import { audit, type Ctx, emit, fault, notice, type PlainEvent, touchCall, touchSession } from '../context.ts';
import type { Call, Session } from '../state.ts';
import { canBeReleased, talksAlone } from './target.ts';
import { agentIdOf, follow, intervenerOf, stopWatching } from './watch.ts';

type Mine = { readonly target: Session } | { readonly fault: Fault };

/** The agent under watch, when the customer is that agent's and `ready` for it; else what stands in the way. */
function customersAgent(
  { state }: Ctx,
  session: Session,
  call: Call,
  ready: (target: Session, call: Call) => boolean,
): Mine {
  const target = session.watch ? state.sessions.get(session.watch.target) : undefined;
  if (!target || !session.watch) return { fault: fault('CallGone') };
  if (!state.switchUp) return { fault: fault('SwitchDown') };
  if (isInner(call) || agentOf(state, call) !== target) {
    return { fault: fault('TargetWithoutCustomer', { target: target.ins }) };
  }
  if (customerLeg(call)?.phase !== 'up' || !ready(target, call)) {
    return { fault: fault('TargetNotAlone', { target: target.ins }) };
  }
  return { target };
}

/** Whom the agent has let wait is back: from hold, or from the wait for the end of a consult, which is over. */
function customerComesBack(ctx: Ctx, target: Session, call: Call): void {
  if (call.phase === 'hold') fetchHold(ctx, target, call, null);
  else if (call.phase === 'consult') consultedGone(ctx, call);
}

/**
 * Function 27: three talk. The supervisor is in 18, the agent in 30. A customer on hold is fetched back first. The call stays
 * the agent's: a supervisor who leaves it has nothing to wrap up.
 */
export function intervene(ctx: Ctx, session: Session, call: Call, replyTo: string | null): Outcome {
  const found = customersAgent(ctx, session, call, talksAlone);
  if ('fault' in found || !session.watch) return refused('fault' in found ? found.fault : fault('CallGone'));
  const { target } = found;
  audit(ctx, session, 'intervene', target.agentId, 'ok');
  customerComesBack(ctx, target, call);
  session.watch = { ...session.watch, mode: 'join' };
  session.shown = coInfos(ctx.state, call, ctx.at);
  closeSegments(ctx, call, 'monitor', 'intervened', session.ins);
  openSegment(ctx, call, 'conference', { agent: session });
  enter(ctx, target, S.IN_CONFERENCE);
  enter(ctx, session, S.INTERVENED);
  follow(ctx, session);
  emit(ctx, session, 'InterveneSucc', { call: session.shown, replyTo });
  return succeeded;
}

/**
 * Function 26: the call is the supervisor's, the agent is released to wrap-up. Whom the agent consults meanwhile is
 * released, too.
 */
export function intercept(ctx: Ctx, session: Session, call: Call, replyTo: string | null): Outcome {
  const found = customersAgent(ctx, session, call, canBeReleased);
  if ('fault' in found) return refused(found.fault);
  const { target } = found;
  audit(ctx, session, 'intercept', target.agentId, 'ok');
  customerComesBack(ctx, target, call);
  takeOver(ctx, session, call, target, 'intercepted');
  emit(ctx, session, 'InterceptSucc', { call: session.shown, replyTo });
  return succeeded;
}

/** Function 25: the call is over for everybody. */
export function forceDrop(ctx: Ctx, session: Session, call: Call, replyTo: string | null): Outcome {
  if (!session.watch) return refused(fault('CallGone'));
  audit(ctx, session, 'force-drop', agentIdOf(ctx.state, session.watch.target), 'ok');
  stopWatching(ctx, session, call, 'ForceDropSucc', replyTo);
  endCall(ctx, call, { outcome: 'answered', by: 'agent' });
  return succeeded;
}

/** The customer is the supervisor's now; the agent's phone is taken down (it may be down already). */
function takeOver(ctx: Ctx, session: Session, call: Call, target: Session, outcome: string): void {
  const mine = call.parties.find(({ ins }) => ins === session.ins);
  const theirs = call.parties.find(({ ins }) => ins === target.ins);
  if (!mine || !theirs || !session.leg || !call.room) throw new Error(`call ${call.id}: nobody to take over`);
  closeSegments(ctx, call, 'talk', outcome, target.ins);
  for (const kind of ['monitor', 'conference'] as const) closeSegments(ctx, call, kind, outcome, session.ins);
  theirs.role = 'leaving';
  mine.role = 'agent';
  mine.talkedAt = ctx.at;
  session.watch = null;
  ctx.state.watching.delete(session.ins);
  call.lastIns = session.ins;
  call.lastAgentId = session.agentId;
  openSegment(ctx, call, 'talk', { agent: session });
  setTone(ctx, session.leg, null);
  hear(ctx, session.leg, talkIn(call.room));
  session.shown = coInfos(ctx.state, call, ctx.at);
  touchSession(ctx, session);
  touchCall(ctx, call);
  enter(ctx, session, S.TALK);
  hangup(ctx, target.leg);
  notice(ctx, 'info', 'call-taken-over', { call, ins: session.ins, detail: { from: target.ins } });
}

/**
 * The agent's phone went down while a supervisor was in the talk: the customer is not left alone. True when the
 * supervisor took the call.
 */
export function heirTakes(ctx: Ctx, call: Call, target: Session): boolean {
  const heir = call.phase === 'talk' ? intervenerOf(ctx.state, target.ins) : null;
  if (heir?.leg?.phase !== 'up' || customerLeg(call)?.phase !== 'up') return false;
  takeOver(ctx, heir, call, target, 'left');
  emit(ctx, heir, 'ConfOver', { call: heir.shown });
  return true;
}

/** Function 49, for either of the two; null: this is no talk that a supervisor has joined. */
export function leaveJoined(
  ctx: Ctx,
  session: Session,
  call: Call,
  event: PlainEvent,
  replyTo: string | null,
): Outcome | null {
  if (session.watch) {
    stopWatching(ctx, session, call, event, replyTo);
    return succeeded;
  }
  if (session.state !== S.IN_CONFERENCE || !heirTakes(ctx, call, session)) return null;
  emit(ctx, session, event, { replyTo });
  return succeeded;
}

/** Function 48: the supervisor ends the talk for all three; null as above. */
export function endJoined(ctx: Ctx, session: Session, call: Call, replyTo: string | null): Outcome | null {
  if (!session.watch) return null;
  audit(ctx, session, 'force-drop', agentIdOf(ctx.state, session.watch.target), 'ok');
  stopWatching(ctx, session, call, 'DropConfSucc', replyTo);
  endCall(ctx, call, { outcome: 'answered', by: 'agent' });
  return succeeded;
}

/** Function 50: the supervisor sends the agent out of the talk and keeps the customer; null as above. */
export function dropJoined(
  ctx: Ctx,
  session: Session,
  call: Call,
  event: PlainEvent,
  replyTo: string | null,
): Outcome | null {
  const target = session.watch ? ctx.state.sessions.get(session.watch.target) : undefined;
  if (!session.watch || !target || !heirTakes(ctx, call, target)) return null;
  audit(ctx, session, 'intercept', target.agentId, 'ok');
  emit(ctx, session, event, { replyTo });
  return succeeded;
}
