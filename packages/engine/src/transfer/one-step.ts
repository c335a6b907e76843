/**
 * One-step transfer (protocol 2; state 32): the customer waits with music while the target is called. When somebody
 * answers, the agent is out; a skill takes the customer at once, before all others. On failure the customer is back
 * with the agent; when the agent has put the phone down meanwhile it is rung again, and else the customer waits for
 * the skill of the call, before all others.
 */
import type { CommandParams } from '@wssoftphone/protocol';
import { enter } from '../agent/life.ts';
import { type Outcome, succeeded } from '../agent/outcome.ts';
import { S } from '../agent/transitions.ts';
import { mergeData } from '../call/data.ts';
import { dismiss, endCall, release } from '../call/end.ts';
import { handOver, noteTransfer, refreshShown, takesOver } from '../call/hand-over.ts';
import { backToQueue, enterQueue } from '../call/inbound.ts';
import { closeRoom, setTone } from '../call/legs.ts';
import { agentOf, closeSegments, openSegment, partyFor, setPhase } from '../call/model.ts';
import { confirmAnswer, offerCall, pickedUp } from '../call/offer.ts';
import { NUMBER_FAILURES } from '../call/outbound.ts';
import { asDisplayed } from '../call/privacy.ts';
import { customerBack, customerWaits } from '../call/talk.ts';
import { askFor, canBeRung, ring } from '../call/target.ts';
import { type Ctx, emit, fault, notice, touchCall } from '../context.ts';
import { heldSkills } from '../queue/availability.ts';
import type { Call, Session, Transfer } from '../state.ts';
import type { EndCause } from '../switch-contract.ts';

export function oneStepTransfer(
  ctx: Ctx,
  session: Session,
  call: Call,
  { destType: type, destIns: dest, attached }: CommandParams['OneStepTransfer'],
  replyTo: string | null,
): Outcome {
  const asked = askFor(ctx, session, { type, dest, replyTo }, call.phase === 'talk');
  if (!asked.ok) return asked;
  const { callee, leg } = asked;
  const wish: Transfer = { ...asked.wish, told: false };
  mergeData(ctx, call, attached);
  refreshShown(ctx, call, session);
  emit(ctx, session, 'OneStepTransferBegin', { call: session.shown });
  closeSegments(ctx, call, 'talk', 'transferred');
  enter(ctx, session, S.TRANSFERRING);
  notice(ctx, 'info', 'transfer-started', { call, ins: session.ins, detail: { type } });
  if (callee.kind === 'skill') {
    toSkill(ctx, session, call, callee.code, wish);
    return succeeded;
  }
  call.transfer = wish;
  setPhase(ctx, call, 'transfer');
  openSegment(ctx, call, 'transfer', { agent: session });
  customerWaits(ctx, call);
  setTone(ctx, leg, 'ringback');
  ring(ctx, call, callee, asDisplayed(ctx.state, call));
  return succeeded;
}

/** The customer waits for the skill at once, with all that belongs to the call. */
function toSkill(ctx: Ctx, session: Session, call: Call, code: string, wish: Transfer): void {
  const party = partyFor(call, session.ins);
  noteTransfer(ctx, call, wish);
  refreshShown(ctx, call, session);
  emit(ctx, session, 'OneStepTransferSucc', { call: session.shown, replyTo: wish.replyTo });
  if (party) release(ctx, call, party);
  queueFirst(ctx, call, code);
}

/** Out of the room and into the queue of a skill, before all others, there and wherever it overflows to. */
export function queueFirst(ctx: Ctx, call: Call, code: string): void {
  const skill = ctx.state.index.skills.get(code);
  if (!skill) throw new Error(`call ${call.id} cannot wait for unknown skill ${code}`);
  call.skill = code;
  call.queuedAt = ctx.at;
  call.urgent = true;
  enterQueue(ctx, call, skill);
  closeRoom(ctx, call);
}

/** The page of the agent who asked, wherever that agent is by now. Call data only while the page shows this call. */
function tellAsker(
  ctx: Ctx,
  call: Call,
  wish: Transfer,
  event: 'OneStepTransferSucc' | 'OneStepTransferFailed',
  code?: Parameters<typeof fault>[0],
): void {
  const session = ctx.state.sessions.get(wish.by);
  if (wish.told || session?.agentId !== wish.agentId) return;
  const args = code === 'TargetBusy' ? { target: wish.dest } : undefined;
  emit(ctx, session, event, {
    replyTo: wish.replyTo,
    ...(session.callId === call.id ? { call: session.shown } : {}),
    ...(code ? { fault: fault(code, args) } : {}),
  });
}

/** The target picked up; `colleague` is null when that is no agent. */
export function transferAnswered(ctx: Ctx, call: Call, colleague: Session | null): void {
  const wish = call.transfer;
  if (!wish) throw new Error(`call ${call.id}: nobody transfers`);
  const asked = colleague ? pickedUp(ctx, call, colleague) : null;
  const handler = agentOf(ctx.state, call);
  if (handler) {
    handOver(ctx, call, handler, wish);
  } else {
    noteTransfer(ctx, call, wish);
    takesOver(ctx, call);
  }
  if (colleague) confirmAnswer(ctx, colleague, asked);
  tellAsker(ctx, call, wish, 'OneStepTransferSucc');
}

/** Busy, no answer, refused, gone. */
export function transferTargetFailed(ctx: Ctx, call: Call, cause: EndCause): void {
  const wish = call.transfer;
  if (!wish) return;
  const { code } = NUMBER_FAILURES[cause];
  const handler = agentOf(ctx.state, call);
  dismiss(ctx, call);
  call.transfer = null;
  touchCall(ctx, call);
  notice(ctx, 'info', 'transfer-failed', { call, ins: wish.by, detail: { code } });
  if (handler) customerBack(ctx, call, handler, 'failed');
  else fallBack(ctx, call, wish);
  tellAsker(ctx, call, wish, 'OneStepTransferFailed', code);
}

/** Nobody is left with the customer: whoever sent the call away is rung again, or the next agent of the skill. */
function fallBack(ctx: Ctx, call: Call, wish: Transfer): void {
  closeSegments(ctx, call, null, 'failed');
  if (call.place) {
    // A call that was sent on while it rang has its old place still.
    backToQueue(ctx, call);
    return;
  }
  const asker = ctx.state.sessions.get(wish.by);
  const skills = [call.skill, ...(asker ? heldSkills(ctx.state, asker).map(({ code }) => code) : [])];
  const code = skills.find((one) => one !== null && ctx.state.queues.has(one));
  if (!code) {
    endCall(ctx, call, { outcome: 'failed', by: 'system' });
    return;
  }
  queueFirst(ctx, call, code);
  if (asker?.agentId === wish.agentId && ctx.state.switchUp && canBeRung(ctx.state, asker)) {
    offerCall(ctx, call, asker, true);
  }
}

/** The agent does not wait for the end of it (function 10 in 32, or the phone put down): the transfer goes on. */
export function leaveTransfer(ctx: Ctx, session: Session, call: Call): void {
  const party = partyFor(call, session.ins);
  if (party?.role === 'agent') release(ctx, call, party);
}
