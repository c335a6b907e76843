/**
 * Three in one room (states 21, 22, 30). Any of them may leave and the other two go on; the one who made it may also
 * send the other one away, or end it for all.
 */
import { type Outcome, refused, succeeded } from '../agent/outcome.ts';
import { dismiss, endCall } from '../call/end.ts';
import { handOver } from '../call/hand-over.ts';
import { colleagueOf, partyFor } from '../call/model.ts';
import { customerBack } from '../call/talk.ts';
import { type Ctx, emit, fault } from '../context.ts';
import type { Call, Session } from '../state.ts';
import { asideGivenUp, asideGoesOn } from './aside.ts';
import { consulting } from './consult.ts';

/** Function 48: over for all. */
export function finishConf(ctx: Ctx, session: Session, call: Call, replyTo: string | null): Outcome {
  if (call.phase !== 'conference') return refused(fault('CallGone'));
  emit(ctx, session, 'DropConfSucc', { replyTo });
  endCall(ctx, call, { outcome: 'answered', by: 'agent' });
  return succeeded;
}

/** An agent is out, by button or by telephone: the other two go on. */
export function leftConf(ctx: Ctx, call: Call, session: Session): void {
  const now = consulting(ctx, call);
  if (!now) return;
  if (session !== now.handler) {
    confererGone(ctx, call);
    return;
  }
  asideGivenUp(ctx, call);
  const colleague = colleagueOf(ctx.state, call);
  if (colleague) emit(ctx, colleague, 'ConfOver', { call: colleague.shown });
  handOver(ctx, call, session, now.consult);
  emit(ctx, session, 'ConfOver', { call: session.shown });
}

/** The one who was brought in is out; the customer stays with the handler, or waits until the handler is back. */
export function confererGone(ctx: Ctx, call: Call): void {
  const now = consulting(ctx, call);
  if (!now) return;
  dismiss(ctx, call, 'ConfOver');
  if (!asideGoesOn(ctx, call, now.handler)) {
    call.consult = null;
    customerBack(ctx, call, now.handler, 'left');
  }
  emit(ctx, now.handler, 'ConfOver', { call: now.handler.shown });
}

type Succ = 'DropConfSucc' | 'DropCallSucc' | 'FinishConsultSucc';

/** Function 49: out of it oneself. */
export function leaveConf(ctx: Ctx, session: Session, call: Call, replyTo: string | null, succ: Succ): Outcome {
  if (call.phase !== 'conference' || !partyFor(call, session.ins)) return refused(fault('CallGone'));
  if (!ctx.state.switchUp) return refused(fault('SwitchDown'));
  emit(ctx, session, succ, { replyTo });
  leftConf(ctx, call, session);
  return succeeded;
}

/** Function 50: the other one is sent away. */
export function dropConfParty(ctx: Ctx, session: Session, call: Call, replyTo: string | null, succ: Succ): Outcome {
  const now = consulting(ctx, call);
  if (call.phase !== 'conference' || now?.handler !== session) return refused(fault('CallGone'));
  if (!ctx.state.switchUp) return refused(fault('SwitchDown'));
  emit(ctx, session, succ, { replyTo });
  confererGone(ctx, call);
  return succeeded;
}
