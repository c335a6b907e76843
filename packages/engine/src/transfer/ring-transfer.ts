/**
 * Ring transfer (function 53; state 44): an agent whose phone rings sends the call on. The phone is silenced, and the
 * call rings elsewhere; when nobody answers there it goes back to its old place in its queue.
 */
import type { CommandParams } from '@wssoftphone/protocol';
import { enter } from '../agent/life.ts';
import { type Outcome, refused, succeeded } from '../agent/outcome.ts';
import { S } from '../agent/transitions.ts';
import { mergeData } from '../call/data.ts';
import { failAnswer, release } from '../call/end.ts';
import { noteTransfer, refreshShown } from '../call/hand-over.ts';
import { backToQueue } from '../call/inbound.ts';
import { closeSegments, openSegment, partyFor, setPhase } from '../call/model.ts';
import { offerCall } from '../call/offer.ts';
import { findTarget, ring } from '../call/target.ts';
import { type Ctx, clearCallTimers, emit, fault, notice } from '../context.ts';
import type { Call, Session } from '../state.ts';
import { customerAsCaller, queueFirst } from './one-step.ts';

const isWaiting = (call: Call): boolean => call.phase === 'queued';

/** Only a call from the queue can be sent on; one from a colleague is for this agent. */
export function ringTransfer(
  ctx: Ctx,
  session: Session,
  call: Call,
  { destType: type, destIns: dest, attached }: CommandParams['OneStepTransfer'],
  replyTo: string | null,
): Outcome {
  const party = partyFor(call, session.ins);
  if (!ctx.state.switchUp) return refused(fault('SwitchDown'));
  if (call.phase !== 'offered' || !call.place || !party) {
    return refused(fault('NotAllowedInState', { state: String(session.state) }));
  }
  const target = findTarget(ctx.state, session, type, dest);
  if (!target.ok) return target;
  const { callee } = target;
  const wish = { by: session.ins, agentId: session.agentId, type, dest, replyTo, told: true };
  mergeData(ctx, call, attached);
  noteTransfer(ctx, call, wish);
  refreshShown(ctx, call, session);
  emit(ctx, session, 'OneStepTransferBegin', { call: session.shown });
  closeSegments(ctx, call, 'ring', 'transferred');
  failAnswer(ctx, call);
  call.offer = null;
  enter(ctx, session, S.RING_TRANSFER);
  emit(ctx, session, 'OneStepTransferSucc', { call: session.shown, replyTo });
  release(ctx, call, party);
  notice(ctx, 'info', 'ring-transfer', { call, ins: session.ins, detail: { type } });
  if (callee.kind === 'skill') {
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
    ring(ctx, call, callee, customerAsCaller(call));
  }
  return succeeded;
}
