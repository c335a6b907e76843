/** The moment two parties hear each other, and hold and retrieve. */
import { enter } from '../agent/life.ts';
import { type Outcome, refused, succeeded } from '../agent/outcome.ts';
import { S } from '../agent/transitions.ts';
import { type Ctx, clearCallTimers, emit, fault, notice, touchSession } from '../context.ts';
import { innerFetch, innerHold } from '../inner/inner-call.ts';
import type { Call, Session } from '../state.ts';
import { coInfos } from './co-infos.ts';
import { hear, setTone, talkIn } from './legs.ts';
import { closeSegments, customerLeg, isInner, legOf, openSegment, partyFor, peerOf, setPhase } from './model.ts';

/** Both are up: they are put into the room together. DevConnected tells who did not dial (manual 3.2.1). */
export function connect(ctx: Ctx, call: Call, session: Session): void {
  const customer = customerLeg(call);
  const { leg } = session;
  const party = partyFor(call, session.ins);
  if (!customer || !leg || !party || !call.room) throw new Error(`call ${call.id}: nobody to connect`);
  clearCallTimers(ctx, call);
  setPhase(ctx, call, 'talk');
  call.offer = null;
  call.place = null;
  setTone(ctx, leg, null);
  hear(ctx, customer, talkIn(call.room));
  party.talkedAt ??= ctx.at;
  call.answeredAt ??= ctx.at;
  call.lastIns = session.ins;
  call.lastAgentId = session.agentId;
  openSegment(ctx, call, 'talk', { agent: session });
  session.misses = 0;
  session.shown = coInfos(ctx.state, call, ctx.at);
  touchSession(ctx, session);
  enter(ctx, session, S.TALK);
  if (call.dial?.ins !== session.ins) emit(ctx, session, 'DevConnected', { call: session.shown });
  notice(ctx, 'info', 'call-connected', { call, ins: session.ins });
}

export function holdMusic(ctx: Ctx, call: Call): string {
  return (call.skill === null ? undefined : ctx.state.index.skills.get(call.skill))?.musicClass ?? 'default';
}

/** The customer hears music; the agent stays alone in the room. */
export function hold(ctx: Ctx, session: Session, call: Call, replyTo: string | null): Outcome {
  const customer = customerLeg(call);
  if (!ctx.state.switchUp) return refused(fault('SwitchDown'));
  if (isInner(call)) return innerHold(ctx, session, call, replyTo);
  if (!customer || call.phase !== 'talk') return refused(fault('CallGone'));
  setPhase(ctx, call, 'hold');
  closeSegments(ctx, call, 'talk', 'held');
  openSegment(ctx, call, 'hold', { agent: session });
  hear(ctx, customer, { kind: 'music', musicClass: holdMusic(ctx, call) });
  enter(ctx, session, S.HOLD);
  emit(ctx, session, 'HoldSucc', { replyTo });
  return succeeded;
}

export function fetchHold(ctx: Ctx, session: Session, call: Call, replyTo: string | null): Outcome {
  const customer = customerLeg(call);
  if (!ctx.state.switchUp) return refused(fault('SwitchDown'));
  if (isInner(call)) return innerFetch(ctx, session, call, replyTo);
  if (!customer || call.phase !== 'hold' || !call.room) return refused(fault('CallGone'));
  setPhase(ctx, call, 'talk');
  closeSegments(ctx, call, 'hold', 'retrieved');
  openSegment(ctx, call, 'talk', { agent: session });
  hear(ctx, customer, talkIn(call.room));
  enter(ctx, session, S.TALK);
  emit(ctx, session, 'FetchHoldSucc', { replyTo });
  return succeeded;
}

// ── while the handler is busy with somebody else ──

export function customerWaits(ctx: Ctx, call: Call): void {
  const customer = customerLeg(call);
  if (customer) hear(ctx, customer, { kind: 'music', musicClass: holdMusic(ctx, call) });
}

/** The other one talks to whoever is in the room. */
export function peerTalks(ctx: Ctx, call: Call): void {
  const peer = peerOf(call);
  const leg = peer ? legOf(ctx.state, peer) : null;
  if (leg && call.room) hear(ctx, leg, talkIn(call.room));
}

export function peerWaits(ctx: Ctx, call: Call): void {
  const peer = peerOf(call);
  const leg = peer ? legOf(ctx.state, peer) : null;
  if (leg) hear(ctx, leg, { kind: 'music', musicClass: holdMusic(ctx, call) });
}

export function customerTalks(ctx: Ctx, call: Call): void {
  const customer = customerLeg(call);
  if (customer && call.room) hear(ctx, customer, talkIn(call.room));
}

/** Customer and handler are alone together again. */
export function customerBack(ctx: Ctx, call: Call, handler: Session, outcome: string): void {
  setPhase(ctx, call, 'talk');
  closeSegments(ctx, call, null, outcome);
  openSegment(ctx, call, 'talk', { agent: handler });
  customerTalks(ctx, call);
  if (handler.leg) setTone(ctx, handler.leg, null);
  enter(ctx, handler, S.TALK);
}
