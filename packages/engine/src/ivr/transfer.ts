/** An agent sends the customer into a flow: for good (a survey), or waits for the result of a password check (31). */
import { enter } from '../agent/life.ts';
import { type Outcome, refused, succeeded } from '../agent/outcome.ts';
import { S } from '../agent/transitions.ts';
import { coInfos } from '../call/co-infos.ts';
import { mergeData } from '../call/data.ts';
import { noteTransfer } from '../call/hand-over.ts';
import { closeRoom, hangup, hear, talkIn } from '../call/legs.ts';
import { closeSegments, customerLeg, openSegment, setPhase } from '../call/model.ts';
import { type Ctx, emit, emitWith, fault, notice, touchSession } from '../context.ts';
import type { Call, Session } from '../state.ts';
import { enterIvr, findFlow, leaveIvr } from './run.ts';

export interface IvrWish {
  readonly svn: string;
  readonly checkPassword: boolean;
  readonly attached: Readonly<Record<string, string>>;
}

export function transferToIvr(ctx: Ctx, session: Session, call: Call, wish: IvrWish, replyTo: string | null): Outcome {
  const { state } = ctx;
  const flow = findFlow(state, wish.svn);
  const party = call.parties.find(({ ins }) => ins === session.ins);
  if (!flow) return refused(fault('TargetUnknown', { target: wish.svn }));
  if (!state.switchUp) return refused(fault('SwitchDown'));
  if (call.phase !== 'talk' || party?.role !== 'agent' || customerLeg(call)?.phase !== 'up') {
    return refused(fault('CallGone'));
  }
  mergeData(ctx, call, wish.attached);
  noteTransfer(ctx, call, { type: 'IVR', dest: wish.svn });
  closeSegments(ctx, call, 'talk', 'transferred');
  emit(ctx, session, 'TransferBegin');
  if (wish.checkPassword) {
    enter(ctx, session, S.IVR_VERIFY);
    enterIvr(ctx, call, flow, session.ins, replyTo);
    return succeeded;
  }
  party.role = 'leaving';
  closeRoom(ctx, call);
  hangup(ctx, session.leg);
  enterIvr(ctx, call, flow, null, null);
  session.shown = coInfos(state, call, ctx.at);
  touchSession(ctx, session);
  emit(ctx, session, 'TransferSucc', { call: session.shown, replyTo });
  notice(ctx, 'info', 'call-to-ivr', { call, ins: session.ins, detail: { svn: wish.svn } });
  return succeeded;
}

export function keeperOf(ctx: Ctx, call: Call): Session | null {
  return call.ivr?.keeper ? (ctx.state.sessions.get(call.ivr.keeper) ?? null) : null;
}

/** Agent and customer talk again. */
function reunite(ctx: Ctx, call: Call, session: Session, outcome: string): void {
  const customer = customerLeg(call);
  if (!customer || !call.room) throw new Error(`call ${call.id}: nobody to bring back`);
  leaveIvr(ctx, call, outcome);
  setPhase(ctx, call, 'talk');
  openSegment(ctx, call, 'talk', { agent: session });
  hear(ctx, customer, talkIn(call.room));
  session.shown = coInfos(ctx.state, call, ctx.at);
  touchSession(ctx, session);
  enter(ctx, session, S.TALK);
}

/** The flow is through: the customer is back, with the result in the call data. */
export function returnToKeeper(ctx: Ctx, call: Call, result: string): void {
  const session = keeperOf(ctx, call);
  const replyTo = call.ivr?.replyTo ?? null;
  // `0` all the same: nobody who was not checked passes for one who was, whatever a page makes of it.
  const why = call.ivr?.unchecked ? { fault: fault('PasswordNotChecked') } : {};
  if (!session) throw new Error(`call ${call.id}: nobody waits`);
  reunite(ctx, call, session, 'completed');
  emitWith(ctx, session, 'IVRCheckReturn', { result }, { call: session.shown, replyTo, ...why });
}

/** Function 52: the agent does not wait any longer. */
export function cancelWait(ctx: Ctx, session: Session, call: Call, replyTo: string | null): Outcome {
  if (!ctx.state.switchUp) return refused(fault('SwitchDown'));
  if (call.phase !== 'ivr' || call.ivr?.keeper !== session.ins) return refused(fault('CallGone'));
  const transfer = call.ivr.replyTo;
  reunite(ctx, call, session, 'cancelled');
  emit(ctx, session, 'TransferFailed', { fault: fault('CallCancelled'), replyTo: transfer });
  emit(ctx, session, 'CancelWaitSucc', { call: session.shown, replyTo });
  return succeeded;
}

/** The agent who waited hung up: the caller goes through the flow to its end without. */
export function keeperLeft(ctx: Ctx, call: Call, session: Session): void {
  if (call.ivr?.keeper !== session.ins) return;
  emit(ctx, session, 'TransferFailed', { fault: fault('CallGone'), replyTo: call.ivr.replyTo });
  call.ivr.keeper = null;
  closeRoom(ctx, call);
}
