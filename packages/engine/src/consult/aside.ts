/**
 * A consult from a conference (state 35): its maker asks a further one aside, in a room of their own, while the customer
 * and the one who was brought in talk on. It is beside the conference, which keeps its own consult record, and ends in
 * one of three ways.
 *
 * ```
 *                 ┌─ cancelled, failed, finished, the adviser hung up ──▶ back in the conference (21, 22)
 * ringing ──▶ talk┼─ the one who was brought in left ──▶ a consult like any other (10, 13, 11, 14); the customer waits
 * (10, 13)    (35)└─ the maker hung up ──▶ the one who was brought in has the customer; the adviser is let go
 * ```
 *
 * Three is the most that a conference has (manual, 三方会议): the adviser cannot be brought in.
 */
import type { CommandParams } from '@wssoftphone/protocol';
import { enter } from '../agent/life.ts';
import { type Outcome, refused, succeeded } from '../agent/outcome.ts';
import { S } from '../agent/transitions.ts';
import { letGo } from '../call/end.ts';
import { closeRoom, hear, setTone, shutRoom, talkIn } from '../call/legs.ts';
import { agentOf, closeSegments, legOf, openSegment, partyOf, setPhase } from '../call/model.ts';
import { pickedUp } from '../call/offer.ts';
import { NUMBER_FAILURES } from '../call/outbound.ts';
import { customerWaits } from '../call/talk.ts';
import { asCaller, askFor, ring } from '../call/target.ts';
import { type Ctx, emit, fault, newId, notice, switchDo, touchCall } from '../context.ts';
import type { Aside, Call, Session } from '../state.ts';
import type { EndCause } from '../switch-contract.ts';
import { consulted, consulting, statesOf } from './consult.ts';

export function startAside(
  ctx: Ctx,
  session: Session,
  call: Call,
  { destSPType: type, destSPIns: dest }: CommandParams['Consult'],
  replyTo: string | null,
): Outcome {
  const handles = call.phase === 'conference' && !call.aside && consulting(ctx, call)?.handler === session;
  const asked = askFor(ctx, session, { type, dest, replyTo }, handles);
  if (!asked.ok) return asked;
  const { callee, leg, wish } = asked;
  // The call cannot wait for a skill and be talked in at once.
  if (callee.kind === 'skill') {
    return refused(fault('ParamInvalid', { name: 'destSPType', expected: 'one of AGT, EXT, OUT' }));
  }
  call.aside = { ...wish, stage: 'ringing', room: newId(ctx, 'r') };
  switchDo(ctx, { do: 'open-room', room: call.aside.room, call: call.id });
  closeSegments(ctx, call, 'conference', 'consult', session.ins);
  openSegment(ctx, call, 'consult', { agent: session });
  hear(ctx, leg, talkIn(call.aside.room));
  setTone(ctx, leg, 'ringback');
  ring(ctx, call, callee, asCaller(session), 'adviser');
  enter(ctx, session, statesOf(type).ringing);
  emit(ctx, session, 'ConsultStart', { call: session.shown });
  notice(ctx, 'info', 'consult-started', { call, ins: session.ins, detail: { type } });
  return succeeded;
}

interface AsideNow {
  readonly aside: Aside;
  readonly handler: Session;
}
function asideOf(ctx: Ctx, call: Call): AsideNow | null {
  const handler = agentOf(ctx.state, call);
  return call.aside && handler ? { aside: call.aside, handler } : null;
}

/** The adviser picked up; `colleague` is null when that is no agent. */
export function asideAnswered(ctx: Ctx, call: Call, colleague: Session | null): void {
  const now = asideOf(ctx, call);
  const adviser = partyOf(call, 'adviser');
  const leg = adviser ? legOf(ctx.state, adviser) : null;
  if (!now?.handler.leg || !leg) throw new Error(`call ${call.id}: nobody consults aside`);
  const { aside, handler } = now;
  setTone(ctx, now.handler.leg, null);
  const asked = colleague ? pickedUp(ctx, call, colleague) : null;
  aside.stage = 'talk';
  touchCall(ctx, call);
  hear(ctx, leg, talkIn(aside.room));
  if (colleague) consulted(ctx, colleague, asked);
  enter(ctx, handler, S.CONSULT_ASIDE);
  emit(ctx, handler, 'ConsultSucc', { call: handler.shown, replyTo: aside.replyTo });
}

// ── over, and the conference goes on ──

/** The adviser and the room of the two are let go. */
function putDown(ctx: Ctx, call: Call, { room }: Aside): void {
  const adviser = partyOf(call, 'adviser');
  call.aside = null;
  touchCall(ctx, call);
  if (adviser) letGo(ctx, call, adviser, 'ConsultedOver');
  shutRoom(ctx, room);
}

/** The maker is back among the three. */
function rejoin(ctx: Ctx, call: Call, { aside, handler }: AsideNow): void {
  if (!handler.leg || !call.room || !call.consult) throw new Error(`call ${call.id}: no conference to come back to`);
  closeSegments(ctx, call, 'consult', 'over', handler.ins);
  openSegment(ctx, call, 'conference', { agent: handler });
  setTone(ctx, handler.leg, null);
  hear(ctx, handler.leg, talkIn(call.room));
  putDown(ctx, call, aside);
  enter(ctx, handler, statesOf(call.consult.type).conference);
}

/** Busy, no answer, refused, gone. */
export function asideFailed(ctx: Ctx, call: Call, cause: EndCause): void {
  const now = asideOf(ctx, call);
  if (!now) return;
  const { aside, handler } = now;
  const { code } = NUMBER_FAILURES[cause];
  rejoin(ctx, call, now);
  const args = code === 'TargetBusy' ? { target: aside.dest } : undefined;
  emit(ctx, handler, 'ConsultFailed', { fault: fault(code, args), call: handler.shown, replyTo: aside.replyTo });
  notice(ctx, 'info', 'consult-failed', { call, ins: handler.ins, detail: { code } });
}

/** The adviser hung up, in whatever way. */
export function adviserGone(ctx: Ctx, call: Call): void {
  const now = asideOf(ctx, call);
  if (!now) return;
  rejoin(ctx, call, now);
  emit(ctx, now.handler, 'ConsultOver', { call: now.handler.shown });
}

export function cancelAside(ctx: Ctx, session: Session, call: Call, replyTo: string | null): Outcome {
  const now = asideOf(ctx, call);
  if (now?.aside.stage !== 'ringing') return refused(fault('CallGone'));
  rejoin(ctx, call, now);
  emit(ctx, session, 'CancelConsultSucc', { replyTo });
  // Which is how the Consult itself has ended.
  emit(ctx, session, 'ConsultOver', { call: session.shown, replyTo: now.aside.replyTo });
  return succeeded;
}

export function finishAside(ctx: Ctx, session: Session, call: Call, replyTo: string | null): Outcome {
  const now = asideOf(ctx, call);
  if (now?.aside.stage !== 'talk') return refused(fault('CallGone'));
  rejoin(ctx, call, now);
  emit(ctx, session, 'FinishConsultSucc', { replyTo });
  emit(ctx, session, 'ConsultOver', { call: session.shown });
  return succeeded;
}

/** The adviser ends it (function 10 in 20). */
export function leaveAside(ctx: Ctx, session: Session, call: Call, replyTo: string | null): Outcome {
  emit(ctx, session, 'DropCallSucc', { replyTo });
  adviserGone(ctx, call);
  return succeeded;
}

// ── the conference is over before it ──

/**
 * The one who was brought in has left the customer alone: it is a consult like any other now, with the adviser as the
 * other one, and the customer hears music until the handler is back. False when nobody is consulted aside.
 */
export function asideGoesOn(ctx: Ctx, call: Call, handler: Session): boolean {
  const adviser = partyOf(call, 'adviser');
  if (!call.aside || !adviser) return false;
  const { room, ...consult } = call.aside;
  adviser.role = adviser.ins === null ? 'outside' : 'colleague';
  call.consult = consult;
  call.aside = null;
  closeSegments(ctx, call, 'conference', 'left');
  setPhase(ctx, call, 'consult');
  customerWaits(ctx, call);
  closeRoom(ctx, call);
  call.room = room;
  if (consult.stage === 'talk') enter(ctx, handler, statesOf(consult.type).talk);
  return true;
}

/** The maker is out of the call, or all of it is over: so is what was aside. */
export function asideGivenUp(ctx: Ctx, call: Call): void {
  const now = asideOf(ctx, call);
  if (!now) return;
  const { aside, handler } = now;
  putDown(ctx, call, aside);
  if (aside.stage === 'talk') emit(ctx, handler, 'ConsultOver', { call: handler.shown });
  else emit(ctx, handler, 'ConsultFailed', { fault: fault('CallGone'), replyTo: aside.replyTo, call: handler.shown });
}
