/** A call an agent makes: own phone first, then the number (protocol 2, Dial; states 46, 47, 9, 6). */

import type { Fault } from '@wssoftphone/protocol';
import { enter } from '../agent/life.ts';
import { type Outcome, refused, succeeded } from '../agent/outcome.ts';
import { S } from '../agent/transitions.ts';
import { type Ctx, emit, fault, newId, notice, touchSession } from '../context.ts';
import type { CallOutcome } from '../effects.ts';
import { deviceReachable } from '../queue/availability.ts';
import type { Call, DialOrder, Session, TenantState } from '../state.ts';
import type { EndCause } from '../switch-contract.ts';
import { taskDialled } from '../tasks/dialled.ts';
import { coInfos } from './co-infos.ts';
import { bounded } from './data.ts';
import { carrierNumber, trunkCaller } from './device.ts';
import { mayDial, normaliseNumber } from './dial-plan.ts';
import { type Ending, endCall } from './end.ts';
import { dialOut, hear, openRoom, setTone, talkIn } from './legs.ts';
import { addParty, closeSegments, createCall, openSegment, setPhase } from './model.ts';
import { ringOwnPhone } from './own-phone.ts';
import { displayNumber } from './privacy.ts';
import { connect } from './talk.ts';

export function prepareDial(ctx: Ctx, session: Session, replyTo: string | null): Outcome {
  enter(ctx, session, S.DIAL_INPUT);
  emit(ctx, session, 'PrepareDialSucc', { replyTo });
  return succeeded;
}

export interface DialWish {
  readonly phoneNum: string;
  readonly ani: string | undefined;
  readonly attached: Readonly<Record<string, string>>;
  /** No browser may learn the number. */
  readonly hidden?: boolean;
}

/** The number as it was asked for without separators, and as the carrier will see it; or why it may not be dialled. */
export type Dialable =
  | { readonly ok: true; readonly phoneNum: string; readonly number: string }
  | { readonly ok: false; readonly fault: Fault };

export function dialable(state: TenantState, agentId: string, text: string): Dialable {
  const phoneNum = normaliseNumber(text);
  const number = phoneNum === null ? '' : carrierNumber(state, phoneNum);
  if (phoneNum === null || number === '') return { ok: false, fault: fault('NumberInvalid') };
  if (!mayDial(state.config.dialRules, agentId, number)) return { ok: false, fault: fault('NumberForbidden') };
  return { ok: true, phoneNum, number };
}

/** Everything that can refuse a dial is looked at before anything changes. */
export function dial(ctx: Ctx, session: Session, wish: DialWish, replyTo: string | null): Outcome {
  const { state } = ctx;
  const { params } = state.config;
  const found = dialable(state, session.agentId, wish.phoneNum);
  if (!found.ok) return found;
  const { phoneNum, number } = found;
  const ani = wish.ani?.trim() ?? '';
  if (ani !== '' && !params.callerIds.includes(ani)) return refused(fault('CallerIdForbidden', { ani }));
  if (!state.switchUp) return refused(fault('SwitchDown'));
  if (!deviceReachable(state, session.ins)) return refused(fault('DeviceUnreachable', { ins: session.ins }));
  if (state.calls.size >= params.maxCalls) return refused(fault('LimitReached', { limit: 'maxCalls' }));
  const callerNumber = ani === '' ? trunkCaller(state) : ani;
  startDial(
    ctx,
    session,
    { ...wish, phoneNum },
    {
      ins: session.ins,
      agentId: session.agentId,
      number,
      callerNumber,
      replyTo,
    },
  );
  return succeeded;
}

function startDial(ctx: Ctx, session: Session, wish: DialWish, order: DialOrder): void {
  const { state } = ctx;
  const { phoneNum } = wish;
  const call = createCall(ctx, {
    direction: '1',
    ani: order.callerNumber,
    aniName: '',
    dnis: phoneNum,
    phoneNum,
    channelAni: order.callerNumber,
    priority: 0,
    data: bounded(wish.attached),
  });
  call.numberHidden = wish.hidden ?? false;
  call.dial = order;
  call.lastIns = session.ins;
  call.lastAgentId = session.agentId;
  setPhase(ctx, call, 'own-phone');
  addParty(ctx, call, 'agent', { ins: session.ins });
  openSegment(ctx, call, 'ring', { agent: session });
  session.callId = call.id;
  session.shown = coInfos(state, call, ctx.at);
  emit(ctx, session, 'DialAccepted', { replyTo: order.replyTo });
  const serverAnswer = ringOwnPhone(ctx, session, call, displayNumber(state, call));
  enter(ctx, session, serverAnswer ? S.DIALING : S.OWN_WAIT);
  notice(ctx, 'info', 'dial-started', { call, ins: session.ins });
}

export function ownPhoneRings(ctx: Ctx, session: Session): void {
  if (session.state === S.OWN_WAIT) enter(ctx, session, S.OWN_RINGING);
}

/** The agent's phone is up: the number is dialled, the agent hears it ring. */
export function ownPhoneAnswered(ctx: Ctx, call: Call, session: Session): void {
  const { dial: order } = call;
  if (!order || !session.leg) throw new Error(`call ${call.id}: nothing to dial`);
  const { state } = ctx;
  closeSegments(ctx, call, 'ring', 'answered');
  setPhase(ctx, call, 'dialling');
  openSegment(ctx, call, 'dial', { agent: session });
  openRoom(ctx, call, newId(ctx, 'r'));
  hear(ctx, session.leg, talkIn(call.room ?? ''));
  setTone(ctx, session.leg, 'ringback');
  const leg = dialOut(ctx, call, newId(ctx, 'l'), {
    target: { kind: 'outside', number: order.number },
    callerNumber: order.callerNumber,
    callerName: '',
    timeoutSeconds: state.config.params.dialSeconds,
    autoAnswer: false,
  });
  addParty(ctx, call, 'customer', { leg });
  taskDialled(ctx, call, session);
  if (session.state !== S.DIALING) enter(ctx, session, S.DIALING);
  emit(ctx, session, 'DialBegin', { call: session.shown });
}

export function numberAnswered(ctx: Ctx, call: Call, session: Session): void {
  closeSegments(ctx, call, 'dial', 'answered');
  connect(ctx, call, session);
  emit(ctx, session, 'DialSucc', { call: session.shown, replyTo: call.dial?.replyTo ?? null });
}

export interface Failure extends Ending {
  readonly code: Parameters<typeof fault>[0];
}
const failure = (code: Failure['code'], outcome: CallOutcome, by: Ending['by']): Failure => ({ code, outcome, by });

export const NUMBER_FAILURES: { readonly [C in EndCause]: Failure } = {
  busy: failure('NumberBusy', 'busy', 'customer'),
  'no-answer': failure('NoAnswer', 'no-answer', 'system'),
  rejected: failure('CallRejected', 'rejected', 'customer'),
  unreachable: failure('NumberUnreachable', 'unreachable', 'system'),
  congestion: failure('SwitchFailed', 'failed', 'system'),
  failed: failure('SwitchFailed', 'failed', 'system'),
  normal: failure('CallRejected', 'rejected', 'customer'),
  cancelled: failure('SwitchFailed', 'failed', 'system'),
  lost: failure('SwitchFailed', 'lost', 'system'),
};

export const OWN_FAILURES: { readonly [C in EndCause]: Failure } = {
  busy: failure('OwnPhoneNoAnswer', 'failed', 'agent'),
  'no-answer': failure('OwnPhoneNoAnswer', 'failed', 'agent'),
  rejected: failure('OwnPhoneNoAnswer', 'cancelled', 'agent'),
  unreachable: failure('DeviceUnreachable', 'failed', 'system'),
  congestion: failure('SwitchFailed', 'failed', 'system'),
  failed: failure('SwitchFailed', 'failed', 'system'),
  normal: failure('OwnPhoneNoAnswer', 'cancelled', 'agent'),
  cancelled: failure('OwnPhoneNoAnswer', 'cancelled', 'agent'),
  lost: failure('SwitchFailed', 'lost', 'system'),
};

/** One outcome for each dial: DialFailed, and the legs come down. */
function dialFailed(ctx: Ctx, call: Call, session: Session, why: Failure): void {
  const args = why.code === 'DeviceUnreachable' ? { ins: session.ins } : undefined;
  closeSegments(ctx, call, null, why.outcome);
  emit(ctx, session, 'DialFailed', {
    fault: fault(why.code, args),
    replyTo: call.dial?.replyTo ?? null,
    call: session.shown,
  });
  touchSession(ctx, session);
  endCall(ctx, call, why);
}

export const numberFailed = (ctx: Ctx, call: Call, session: Session, cause: EndCause): void =>
  dialFailed(ctx, call, session, NUMBER_FAILURES[cause]);

/** The agent's own leg ended before the number answered: not picked up, or hung up while it rang. */
export function ownPhoneEnded(ctx: Ctx, call: Call, session: Session, cause: EndCause): void {
  const ringing = call.phase === 'own-phone';
  const hungUp: Failure =
    cause === 'lost' ? OWN_FAILURES.lost : { code: 'CallCancelled', outcome: 'cancelled', by: 'agent' };
  dialFailed(ctx, call, session, ringing ? OWN_FAILURES[cause] : hungUp);
}

export function cancelDial(ctx: Ctx, session: Session, call: Call, replyTo: string | null): Outcome {
  if (call.phase !== 'own-phone' && call.phase !== 'dialling') return refused(fault('CallGone'));
  emit(ctx, session, 'CancelDialSucc', { replyTo });
  dialFailed(ctx, call, session, { code: 'CallCancelled', outcome: 'cancelled', by: 'agent' });
  return succeeded;
}
