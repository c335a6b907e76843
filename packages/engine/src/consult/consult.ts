/**
 * Consult (protocol 2; states 50, 10–15, 36–40, 20, 38): while the customer hears music the handler speaks with a
 * colleague, an extension, a number, or whoever of a skill is free. One room serves: whoever waits is taken out of it.
 *
 * ```
 * talk ──Consult──▶ queue ⇄ ringing ──answered──▶ talk ⇄ swapped ──▶ conference
 *   ▲                 │        │                   │       │            │
 *   └── cancelled, failed, finished, the other hung up ────┴────────────┘   transferred: the other has the customer
 * ```
 */
import type { CommandParams, DestType } from '@wssoftphone/protocol';
import { enter } from '../agent/life.ts';
import { type Outcome, refused, succeeded } from '../agent/outcome.ts';
import { S } from '../agent/transitions.ts';
import { dismiss } from '../call/end.ts';
import { setTone } from '../call/legs.ts';
import { isMiss } from '../call/miss.ts';
import { agentOf, closeSegments, colleagueOf, openSegment, partyFor, setPhase } from '../call/model.ts';
import { confirmAnswer, pickedUp } from '../call/offer.ts';
import { NUMBER_FAILURES } from '../call/outbound.ts';
import { customerBack, customerWaits, peerTalks } from '../call/talk.ts';
import { asCaller, askFor, ring, ringAgent } from '../call/target.ts';
import { type Ctx, clearCallTimers, emit, fault, notice, setCallTimer, touchCall, touchSession } from '../context.ts';
import { LIMITS } from '../limits.ts';
import { joinQueue, leaveQueue } from '../queue/queue.ts';
import type { Call, Consult, Offer, Session } from '../state.ts';
import type { EndCause } from '../switch-contract.ts';

/** The handler's states by whom is consulted: inside, or a number outside. */
export const statesOf = (type: DestType) =>
  type === 'OUT'
    ? ({
        ringing: S.OUTSIDE_RINGING,
        talk: S.OUTSIDE,
        swapping: S.OUTSIDE_SWAPPING,
        swapped: S.OUTSIDE_HELD,
        back: S.OUTSIDE_SWAPPING_BACK,
        conference: S.OUTSIDE_CONFERENCE,
      } as const)
    : ({
        ringing: S.CONSULT_RINGING,
        talk: S.CONSULT,
        swapping: S.CONSULT_SWAPPING,
        swapped: S.CONSULT_HELD,
        back: S.CONSULT_SWAPPING_BACK,
        conference: S.CONFERENCE,
      } as const);

export interface Consulting {
  readonly call: Call;
  readonly consult: Consult;
  /** The handler, whose customer waits. */
  readonly handler: Session;
}

/** The consult of a call, with the handler; null when there is none (any more). */
export function consulting(ctx: Ctx, call: Call): Consulting | null {
  const handler = agentOf(ctx.state, call);
  return call.consult && handler ? { call, consult: call.consult, handler } : null;
}

export function startConsult(
  ctx: Ctx,
  session: Session,
  call: Call,
  { destSPType: type, destSPIns: dest }: CommandParams['Consult'],
  replyTo: string | null,
): Outcome {
  const asked = askFor(ctx, session, { type, dest, replyTo }, call.phase === 'talk');
  if (!asked.ok) return asked;
  const { callee, leg, wish } = asked;
  closeSegments(ctx, call, 'talk', 'consult');
  openSegment(ctx, call, 'consult', { agent: session });
  customerWaits(ctx, call);
  if (callee.kind === 'skill') {
    call.consult = { ...wish, stage: 'queue' };
    waitForSkill(ctx, call, callee.code);
    enter(ctx, session, S.CONSULT_QUEUE);
  } else {
    call.consult = { ...wish, stage: 'ringing' };
    setPhase(ctx, call, 'consult');
    setTone(ctx, leg, 'ringback');
    ring(ctx, call, callee, asCaller(session));
    enter(ctx, session, statesOf(type).ringing);
  }
  emit(ctx, session, 'ConsultStart', { call: session.shown });
  notice(ctx, 'info', 'consult-started', { call, ins: session.ins, detail: { type } });
  return succeeded;
}

// ── a skill ──

/** The call itself waits, before all others, while its customer stays with the handler. */
function waitForSkill(ctx: Ctx, call: Call, code: string): void {
  const seconds = ctx.state.index.skills.get(code)?.maxWaitSeconds ?? null;
  const deadline = seconds === null ? null : ctx.at + seconds * 1000;
  call.place = { skill: code, level: LIMITS.topLevel, enteredAt: ctx.at, deadline };
  setPhase(ctx, call, 'queued');
  joinQueue(ctx, call);
  if (deadline !== null) setCallTimer(ctx, call, 'wait', deadline);
}

/** An agent of the skill is free. */
export function serveConsult(ctx: Ctx, call: Call, agent: Session): void {
  const now = consulting(ctx, call);
  if (!now?.handler.leg) throw new Error(`call ${call.id}: nobody to serve`);
  leaveQueue(ctx, call);
  setPhase(ctx, call, 'consult');
  now.consult.stage = 'ringing';
  setTone(ctx, now.handler.leg, 'ringback');
  ringAgent(ctx, call, agent, asCaller(now.handler));
  enter(ctx, now.handler, S.CONSULT_RINGING);
}

/** Timer `wait`, and the end of a skill: nobody came. A consult that rings is left alone. */
export function consultUnserved(ctx: Ctx, call: Call): void {
  const now = consulting(ctx, call);
  if (now?.consult.stage === 'queue') consultFailed(ctx, now, 'NoAnswer');
}

/** Back to the old place in the queue; false when there is none, or the time is over. */
function waitsAgain(ctx: Ctx, { call, consult, handler }: Consulting): boolean {
  const { place } = call;
  if (!place || !ctx.state.queues.has(place.skill)) return false;
  if (place.deadline !== null && ctx.at >= place.deadline) return false;
  dismiss(ctx, call);
  setPhase(ctx, call, 'queued');
  consult.stage = 'queue';
  if (handler.leg) setTone(ctx, handler.leg, null);
  joinQueue(ctx, call);
  enter(ctx, handler, S.CONSULT_QUEUE);
  return true;
}

// ── answered, failed ──

/** The other one picked up; `colleague` is null when that is no agent. */
export function consultAnswered(ctx: Ctx, call: Call, colleague: Session | null): void {
  const now = consulting(ctx, call);
  if (!now?.handler.leg || !call.room) throw new Error(`call ${call.id}: nobody consults`);
  const { consult, handler } = now;
  const asked = colleague ? pickedUp(ctx, call, colleague) : null;
  clearCallTimers(ctx, call);
  call.place = null;
  consult.stage = 'talk';
  touchCall(ctx, call);
  setTone(ctx, now.handler.leg, null);
  peerTalks(ctx, call);
  if (colleague) consulted(ctx, colleague, asked);
  enter(ctx, handler, statesOf(consult.type).talk);
  emit(ctx, handler, 'ConsultSucc', { call: handler.shown, replyTo: consult.replyTo });
}

/** A colleague's part of it: 20, and whoever asked for the phone to be picked up hears that it was. */
export function consulted(ctx: Ctx, colleague: Session, asked: Offer['asked']): void {
  colleague.misses = 0;
  touchSession(ctx, colleague);
  enter(ctx, colleague, S.CONSULTED);
  confirmAnswer(ctx, colleague, asked);
}

function consultFailed(ctx: Ctx, now: Consulting, code: Parameters<typeof fault>[0]): void {
  const { call, consult, handler } = now;
  end(ctx, now);
  const args = code === 'TargetBusy' ? { target: consult.dest } : undefined;
  emit(ctx, handler, 'ConsultFailed', { fault: fault(code, args), call: handler.shown, replyTo: consult.replyTo });
  notice(ctx, 'info', 'consult-failed', { call, ins: handler.ins, detail: { code } });
}

/** The phone that was rung ended: busy, no answer, refused, gone. */
export function consultTargetFailed(ctx: Ctx, call: Call, cause: EndCause): void {
  const now = consulting(ctx, call);
  if (!now) return;
  const colleague = colleagueOf(ctx.state, call);
  // Who was chosen by the queue and did not answer has missed a call.
  if (now.consult.type === 'SK' && colleague && isMiss(cause)) colleague.misses += 1;
  if (now.consult.type === 'SK' && waitsAgain(ctx, now)) return;
  consultFailed(ctx, now, NUMBER_FAILURES[cause].code);
}

/** Lets the other one go, if any, and brings the customer back. */
function end(ctx: Ctx, { call, handler }: Consulting): void {
  if (call.phase === 'queued') leaveQueue(ctx, call);
  dismiss(ctx, call);
  clearCallTimers(ctx, call);
  call.place = null;
  call.consult = null;
  customerBack(ctx, call, handler, 'over');
}

/** The other one hung up, in whatever way: the customer is back. */
export function consultedGone(ctx: Ctx, call: Call): void {
  const now = consulting(ctx, call);
  if (!now) return;
  end(ctx, now);
  emit(ctx, now.handler, 'ConsultOver', { call: now.handler.shown });
}

// ── commands of the handler ──

export function cancelConsult(ctx: Ctx, session: Session, call: Call, replyTo: string | null): Outcome {
  const now = consulting(ctx, call);
  if (!now || (now.consult.stage !== 'queue' && now.consult.stage !== 'ringing')) return refused(fault('CallGone'));
  end(ctx, now);
  emit(ctx, session, 'CancelConsultSucc', { replyTo });
  // Which is how the Consult itself has ended.
  emit(ctx, session, 'ConsultOver', { call: session.shown, replyTo: now.consult.replyTo });
  return succeeded;
}

/** The consult when the two of them speak, or spoke before a swap. */
export function inConsult(ctx: Ctx, call: Call): Consulting | null {
  const now = call.phase === 'consult' ? consulting(ctx, call) : null;
  return now && (now.consult.stage === 'talk' || now.consult.stage === 'swapped') ? now : null;
}

export function finishConsult(ctx: Ctx, session: Session, call: Call, replyTo: string | null): Outcome {
  const now = inConsult(ctx, call);
  if (!now) return refused(fault('CallGone'));
  end(ctx, now);
  emit(ctx, session, 'FinishConsultSucc', { replyTo });
  emit(ctx, session, 'ConsultOver', { call: session.shown });
  return succeeded;
}

/** The consulted agent ends it (function 10 in 20 and 38). */
export function leaveConsult(ctx: Ctx, session: Session, call: Call, replyTo: string | null): Outcome {
  const party = partyFor(call, session.ins);
  if (!inConsult(ctx, call) || party?.role !== 'colleague') return refused(fault('CallGone'));
  emit(ctx, session, 'DropCallSucc', { replyTo });
  consultedGone(ctx, call);
  return succeeded;
}
