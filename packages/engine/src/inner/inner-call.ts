/**
 * A call from agent to agent, or to an extension (protocol 2, CallInner; states 24, 48, 49, 25, 26, 41, 42): the own
 * phone first, then the other's. Nobody wraps up after it.
 */
import type { CommandParams } from '@wssoftphone/protocol';
import { free } from '../agent/free.ts';
import { enter } from '../agent/life.ts';
import { type Outcome, refused, succeeded } from '../agent/outcome.ts';
import { S } from '../agent/transitions.ts';
import { coInfos } from '../call/co-infos.ts';
import { endCall } from '../call/end.ts';
import { hear, openRoom, setTone, talkIn } from '../call/legs.ts';
import {
  addParty,
  agentOf,
  closeSegments,
  colleagueOf,
  createCall,
  legOf,
  openSegment,
  partyFor,
  partyOf,
  peerOf,
  setPhase,
} from '../call/model.ts';
import { confirmAnswer, pickedUp } from '../call/offer.ts';
import { type Failure, NUMBER_FAILURES, OWN_FAILURES } from '../call/outbound.ts';
import { ringOwnPhone } from '../call/own-phone.ts';
import { holdMusic } from '../call/talk.ts';
import { asCaller, findTarget, ring } from '../call/target.ts';
import { type Ctx, emit, fault, newId, notice, touchCall, touchSession } from '../context.ts';
import { deviceReachable } from '../queue/availability.ts';
import type { Call, InnerCall, Leg, Session } from '../state.ts';
import type { EndCause } from '../switch-contract.ts';

export function prepareInner(ctx: Ctx, session: Session, replyTo: string | null): Outcome {
  enter(ctx, session, S.INNER_INPUT);
  emit(ctx, session, 'PrepareCallInnerSucc', { replyTo });
  return succeeded;
}

export function cancelPrepareInner(ctx: Ctx, session: Session, replyTo: string | null): Outcome {
  free(ctx, session);
  emit(ctx, session, 'CancelPrepareCallInnerSucc', { replyTo });
  return succeeded;
}

/** Everything that can refuse it is looked at before anything changes. */
export function callInner(
  ctx: Ctx,
  session: Session,
  { destSPType: type, destSPIns: dest }: CommandParams['CallInner'],
  replyTo: string | null,
): Outcome {
  const { state } = ctx;
  const { params } = state.config;
  if (type !== 'AGT' && type !== 'EXT') {
    return refused(fault('ParamInvalid', { name: 'destSPType', expected: 'one of AGT, EXT' }));
  }
  const target = findTarget(state, session, type, dest);
  if (!target.ok) return target;
  if (!state.switchUp) return refused(fault('SwitchDown'));
  if (!deviceReachable(state, session.ins)) return refused(fault('DeviceUnreachable', { ins: session.ins }));
  if (state.calls.size >= params.maxCalls) return refused(fault('LimitReached', { limit: 'maxCalls' }));
  start(ctx, session, { by: session.ins, agentId: session.agentId, type, dest, replyTo, heldBy: null });
  return succeeded;
}

function start(ctx: Ctx, session: Session, inner: InnerCall): void {
  const { state } = ctx;
  const caller = asCaller(session);
  const call = createCall(ctx, {
    direction: '2',
    ani: caller.number,
    aniName: caller.name,
    dnis: inner.dest,
    phoneNum: inner.dest,
    channelAni: caller.number,
    priority: 0,
    data: {},
  });
  call.inner = inner;
  call.lastIns = session.ins;
  call.lastAgentId = session.agentId;
  setPhase(ctx, call, 'own-phone');
  addParty(ctx, call, 'agent', { ins: session.ins });
  openSegment(ctx, call, 'ring', { agent: session });
  session.callId = call.id;
  session.shown = coInfos(state, call, ctx.at);
  const serverAnswer = ringOwnPhone(ctx, session, call, inner.dest);
  enter(ctx, session, serverAnswer ? S.INNER_RINGING : S.INNER_OWN_WAIT);
  notice(ctx, 'info', 'inner-call-started', { call, ins: session.ins });
}

export function innerOwnRings(ctx: Ctx, session: Session): void {
  if (session.state === S.INNER_OWN_WAIT) enter(ctx, session, S.INNER_OWN_RINGING);
}

/** The caller's phone is up: the other is rung, unless no longer free. */
export function innerOwnAnswered(ctx: Ctx, call: Call, session: Session): void {
  const { inner } = call;
  if (!inner || !session.leg) throw new Error(`call ${call.id}: nobody to call`);
  closeSegments(ctx, call, 'ring', 'answered');
  const target = findTarget(ctx.state, session, inner.type, inner.dest);
  if (!target.ok || target.callee.kind === 'skill') {
    const busy = { code: 'TargetBusy', outcome: 'busy', by: 'system' } as const;
    innerFailed(ctx, call, busy, { target: inner.dest });
    return;
  }
  setPhase(ctx, call, 'inner-ringing');
  openRoom(ctx, call, newId(ctx, 'r'));
  hear(ctx, session.leg, talkIn(call.room ?? ''));
  setTone(ctx, session.leg, 'ringback');
  ring(ctx, call, target.callee, asCaller(session));
  openSegment(ctx, call, 'ring', { agent: colleagueOf(ctx.state, call) ?? null });
  if (session.state !== S.INNER_RINGING) enter(ctx, session, S.INNER_RINGING);
  emit(ctx, session, 'CallInnerBegin', { call: session.shown });
}

/** The other picked up; `colleague` is null for an extension without an agent. */
export function innerAnswered(ctx: Ctx, call: Call, colleague: Session | null): void {
  const caller = agentOf(ctx.state, call);
  if (!caller?.leg || !call.room) throw new Error(`call ${call.id}: nobody called`);
  const asked = colleague ? pickedUp(ctx, call, colleague) : null;
  closeSegments(ctx, call, 'ring', 'answered');
  setPhase(ctx, call, 'talk');
  call.answeredAt = ctx.at;
  openSegment(ctx, call, 'talk', { agent: caller });
  setTone(ctx, caller.leg, null);
  for (const party of call.parties) {
    const leg = legOf(ctx.state, party);
    if (leg && leg !== caller.leg) hear(ctx, leg, talkIn(call.room));
    if (party.ins !== null) party.talkedAt = ctx.at;
  }
  if (colleague) {
    enter(ctx, colleague, S.INNER_TALK);
    emit(ctx, colleague, 'DevConnected', { call: colleague.shown });
    confirmAnswer(ctx, colleague, asked);
  }
  enter(ctx, caller, S.INNER_TALK);
  emit(ctx, caller, 'CallInnerSucc', { call: caller.shown, replyTo: call.inner?.replyTo ?? null });
  notice(ctx, 'info', 'call-connected', { call, ins: caller.ins });
}

/** One outcome for each inner call: CallInnerFailed, and the phones come down. */
function innerFailed(ctx: Ctx, call: Call, why: Failure, args?: Readonly<Record<string, string>>): void {
  const caller = agentOf(ctx.state, call);
  closeSegments(ctx, call, null, why.outcome);
  if (caller) {
    emit(ctx, caller, 'CallInnerFailed', {
      fault: fault(why.code, args),
      replyTo: call.inner?.replyTo ?? null,
      call: caller.shown,
    });
    touchSession(ctx, caller);
  }
  endCall(ctx, call, why);
}

export const innerTargetFailed = (ctx: Ctx, call: Call, cause: EndCause): void =>
  innerFailed(ctx, call, NUMBER_FAILURES[cause]);

/** The caller's own phone ended before the other answered. */
export function innerOwnEnded(ctx: Ctx, call: Call, session: Session, cause: EndCause): void {
  const ringing = call.phase === 'own-phone';
  const hungUp: Failure =
    cause === 'lost' ? OWN_FAILURES.lost : { code: 'CallCancelled', outcome: 'cancelled', by: 'agent' };
  const why = ringing ? OWN_FAILURES[cause] : hungUp;
  innerFailed(ctx, call, why, why.code === 'DeviceUnreachable' ? { ins: session.ins } : undefined);
}

export function cancelInner(ctx: Ctx, session: Session, call: Call, replyTo: string | null): Outcome {
  if (call.phase !== 'own-phone' && call.phase !== 'inner-ringing') return refused(fault('CallGone'));
  emit(ctx, session, 'CancelCallInnerSucc', { replyTo });
  innerFailed(ctx, call, { code: 'CallCancelled', outcome: 'cancelled', by: 'agent' });
  return succeeded;
}

// ── hold ──

/** The leg at the other end. */
function otherLeg(ctx: Ctx, call: Call, session: Session): Leg | null {
  const { role } = partyFor(call, session.ins) ?? {};
  const party = role === 'colleague' ? partyOf(call, 'agent') : peerOf(call);
  return party ? legOf(ctx.state, party) : null;
}
function otherAgent(ctx: Ctx, call: Call, session: Session): Session | undefined {
  const caller = agentOf(ctx.state, call);
  return caller === session ? colleagueOf(ctx.state, call) : caller;
}

/** Either may hold; the other hears music and only the one who held can retrieve. */
export function innerHold(ctx: Ctx, session: Session, call: Call, replyTo: string | null): Outcome {
  const leg = otherLeg(ctx, call, session);
  if (!call.inner || !leg || call.phase !== 'talk' || !partyFor(call, session.ins)) return refused(fault('CallGone'));
  setPhase(ctx, call, 'hold');
  call.inner.heldBy = session.ins;
  closeSegments(ctx, call, 'talk', 'held');
  openSegment(ctx, call, 'hold', { agent: session });
  hear(ctx, leg, { kind: 'music', musicClass: holdMusic(ctx, call) });
  enter(ctx, session, S.INNER_HOLD);
  const other = otherAgent(ctx, call, session);
  if (other) enter(ctx, other, S.INNER_HELD);
  emit(ctx, session, 'HoldSucc', { replyTo });
  return succeeded;
}

export function innerFetch(ctx: Ctx, session: Session, call: Call, replyTo: string | null): Outcome {
  const leg = otherLeg(ctx, call, session);
  if (call.inner?.heldBy !== session.ins || !leg || call.phase !== 'hold' || !call.room) {
    return refused(fault('CallGone'));
  }
  setPhase(ctx, call, 'talk');
  call.inner.heldBy = null;
  touchCall(ctx, call);
  closeSegments(ctx, call, 'hold', 'retrieved');
  openSegment(ctx, call, 'talk', { agent: agentOf(ctx.state, call) ?? null });
  hear(ctx, leg, talkIn(call.room));
  enter(ctx, session, S.INNER_TALK);
  const other = otherAgent(ctx, call, session);
  if (other) enter(ctx, other, S.INNER_TALK);
  emit(ctx, session, 'FetchHoldSucc', { replyTo });
  return succeeded;
}
