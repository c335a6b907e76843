/** During a consult: who of the two the handler speaks with, handing the customer over, and all three together. */
import { enter } from '../agent/life.ts';
import { type Outcome, refused, succeeded } from '../agent/outcome.ts';
import { S } from '../agent/transitions.ts';
import { coInfos } from '../call/co-infos.ts';
import { handOver } from '../call/hand-over.ts';
import { closeSegments, colleagueOf, openSegment, partyFor, setPhase } from '../call/model.ts';
import { customerTalks, customerWaits, peerTalks, peerWaits } from '../call/talk.ts';
import { type Ctx, emit, fault, touchCall, touchSession } from '../context.ts';
import type { Call, Session } from '../state.ts';
import { inConsult, statesOf } from './consult.ts';

/** The two ways of a swap: what it comes from and leads to. Whoever is to wait leaves the room before the other comes. */
const SWAPS = {
  there: {
    from: 'talk',
    by: 'swapping',
    to: 'swapped',
    closes: 'consult',
    opens: 'talk',
    colleague: S.CONSULTED_HELD,
    moves: [peerWaits, customerTalks],
    succ: 'ConsultSwapSucc',
  },
  back: {
    from: 'swapped',
    by: 'back',
    to: 'talk',
    closes: 'talk',
    opens: 'consult',
    colleague: S.CONSULTED,
    moves: [customerWaits, peerTalks],
    succ: 'ConsultSwapBackSucc',
  },
} as const;

const swapper =
  (way: keyof typeof SWAPS) =>
  (ctx: Ctx, session: Session, call: Call, replyTo: string | null): Outcome => {
    const { from, by, to, closes, opens, moves, succ, ...theirs } = SWAPS[way];
    const now = inConsult(ctx, call);
    if (!ctx.state.switchUp) return refused(fault('SwitchDown'));
    if (now?.consult.stage !== from) return refused(fault('CallGone'));
    const states = statesOf(now.consult.type);
    const colleague = colleagueOf(ctx.state, call);
    now.consult.stage = to;
    touchCall(ctx, call);
    closeSegments(ctx, call, closes, 'swapped');
    openSegment(ctx, call, opens, { agent: session });
    enter(ctx, session, states[by]);
    for (const move of moves) move(ctx, call);
    if (colleague) enter(ctx, colleague, theirs.colleague);
    enter(ctx, session, states[to]);
    emit(ctx, session, succ, { replyTo });
    return succeeded;
  };

/** The customer talks, the other one waits. */
export const swap = swapper('there');
/** The other one talks again, the customer waits. */
export const swapBack = swapper('back');

/** Customer and other one go on together; the handler wraps up. */
export function consultTransfer(ctx: Ctx, session: Session, call: Call, replyTo: string | null): Outcome {
  const now = inConsult(ctx, call);
  if (!ctx.state.switchUp) return refused(fault('SwitchDown'));
  if (!now) return refused(fault('CallGone'));
  handOver(ctx, call, session, now.consult);
  emit(ctx, session, 'ConsultTransferSucc', { call: session.shown, replyTo });
  return succeeded;
}

/**
 * The handler's own phone was put down while the other one was there: nobody hangs up on a customer by that, the other
 * one has the customer now. False when there is no such consult.
 */
export function passOn(ctx: Ctx, call: Call, session: Session): boolean {
  const now = inConsult(ctx, call);
  if (!now) return false;
  handOver(ctx, call, session, now.consult);
  emit(ctx, session, 'ConsultTransferSucc', { call: session.shown });
  return true;
}

/** All three together. Who was consulted has talked with the customer now, and wraps up in the end. */
export function consultConf(ctx: Ctx, session: Session, call: Call, replyTo: string | null): Outcome {
  const now = inConsult(ctx, call);
  if (!ctx.state.switchUp) return refused(fault('SwitchDown'));
  if (!now) return refused(fault('CallGone'));
  const colleague = colleagueOf(ctx.state, call);
  now.consult.stage = 'talk';
  setPhase(ctx, call, 'conference');
  closeSegments(ctx, call, null, 'conference');
  openSegment(ctx, call, 'conference', { agent: session });
  customerTalks(ctx, call);
  peerTalks(ctx, call);
  if (colleague) {
    const party = partyFor(call, colleague.ins);
    if (party) party.talkedAt ??= ctx.at;
    openSegment(ctx, call, 'conference', { agent: colleague });
    colleague.shown = coInfos(ctx.state, call, ctx.at);
    touchSession(ctx, colleague);
    enter(ctx, colleague, S.IN_CONFERENCE);
  }
  enter(ctx, session, statesOf(now.consult.type).conference);
  emit(ctx, session, 'ConsultConfSucc', { replyTo });
  return succeeded;
}
