/**
 * Ring transfer (function 53; state 44): an agent whose phone rings sends the call on. The phone is silenced, and the
 * call rings elsewhere; when nobody answers there it goes back to its old place in its queue. A colleague's call (inner
 * call, consult, transfer) rings elsewhere too; when nobody answers there, that is what the colleague hears.
 */
import type { CommandParams } from '@wssoftphone/protocol';
import { enter } from '../agent/life.ts';
import { type Outcome, refused, succeeded } from '../agent/outcome.ts';
import { S } from '../agent/transitions.ts';
import { mergeData } from '../call/data.ts';
import { failAnswer, release } from '../call/end.ts';
import { noteTransfer, refreshShown } from '../call/hand-over.ts';
import { backToQueue } from '../call/inbound.ts';
import { agentOf, closeSegments, colleagueOf, openSegment, partyFor, setPhase } from '../call/model.ts';
import { offerCall } from '../call/offer.ts';
import { asDisplayed } from '../call/privacy.ts';
import { asCaller, type Callee, findTarget, ring } from '../call/target.ts';
import { type Ctx, clearCallTimers, emit, fault, notice } from '../context.ts';
import type { Call, Session, Transfer } from '../state.ts';
import { queueFirst } from './one-step.ts';

const isWaiting = (call: Call): boolean => call.phase === 'queued';

export function ringTransfer(
  ctx: Ctx,
  session: Session,
  call: Call,
  { destType: type, destIns: dest, attached }: CommandParams['OneStepTransfer'],
  replyTo: string | null,
): Outcome {
  const party = partyFor(call, session.ins);
  if (!ctx.state.switchUp) return refused(fault('SwitchDown'));
  // Picked up in the same breath.
  if (call.offer?.ins !== session.ins || !party) return refused(fault('CallGone'));
  const ofColleague = call.phase !== 'offered';
  if (ofColleague && type !== 'AGT' && type !== 'EXT') {
    return refused(fault('ParamInvalid', { name: 'destType', expected: 'one of AGT, EXT' }));
  }
  const target = findTarget(ctx.state, session, type, dest);
  if (!target.ok) return target;
  const { callee } = target;
  const wish = { by: session.ins, agentId: session.agentId, type, dest, replyTo, told: true };
  mergeData(ctx, call, attached);
  // Where the customer goes is said when somebody there has the customer: a consult may still come to nothing.
  if (!ofColleague) noteTransfer(ctx, call, wish);
  refreshShown(ctx, call, session);
  emit(ctx, session, 'OneStepTransferBegin', { call: session.shown });
  closeSegments(ctx, call, 'ring', 'transferred');
  failAnswer(ctx, call);
  call.offer = null;
  enter(ctx, session, S.RING_TRANSFER);
  emit(ctx, session, 'OneStepTransferSucc', { call: session.shown, replyTo });
  release(ctx, call, party);
  notice(ctx, 'info', 'ring-transfer', { call, ins: session.ins, detail: { type } });
  if (ofColleague) {
    ringInstead(ctx, call, callee, wish);
  } else if (callee.kind === 'skill') {
    clearCallTimers(ctx, call);
    queueFirst(ctx, call, callee.code);
  } else if (callee.kind === 'agent') {
    backToQueue(ctx, call);
    // When the time of its queue is over it was sent on instead.
    if (isWaiting(call)) offerCall(ctx, call, callee.session, true);
  } else {
    call.transfer = wish;
    setPhase(ctx, call, 'transfer');
    openSegment(ctx, call, 'transfer');
    ring(ctx, call, callee, asDisplayed(ctx.state, call));
  }
  return succeeded;
}

/** Who called stays as they are, and hears the other phone ring instead. */
function ringInstead(ctx: Ctx, call: Call, callee: Callee, { type, dest }: Pick<Transfer, 'type' | 'dest'>): void {
  if (callee.kind === 'skill') throw new Error(`call ${call.id}: a skill has no phone to ring`);
  if (call.transfer) call.transfer = { ...call.transfer, type, dest };
  if (call.aside) call.aside = { ...call.aside, type, dest };
  // A consult of a skill goes back to its place there when the other does not answer.
  else if (call.consult && call.consult.type !== 'SK') call.consult = { ...call.consult, type, dest };
  if (call.inner) call.inner = { ...call.inner, type, dest };
  const caller = call.transfer ? null : agentOf(ctx.state, call);
  ring(ctx, call, callee, caller ? asCaller(caller) : asDisplayed(ctx.state, call), call.aside ? 'adviser' : 'peer');
  if (call.inner) openSegment(ctx, call, 'ring', { agent: colleagueOf(ctx.state, call) ?? null });
}
