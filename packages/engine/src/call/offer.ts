/** A waiting call is offered to an agent: the phone is rung; answered, refused, missed, or the caller gives up. */
import { free } from '../agent/free.ts';
import { enter } from '../agent/life.ts';
import { type Outcome, refused, succeeded } from '../agent/outcome.ts';
import { S } from '../agent/transitions.ts';
import { type Ctx, emit, fault, newId, notice, setCallTimer, switchDo, touchCall, touchSession } from '../context.ts';
import { LIMITS } from '../limits.ts';
import { leaveQueue } from '../queue/queue.ts';
import type { Call, Offer, Session } from '../state.ts';
import type { Prompt } from '../switch-contract.ts';
import { coInfos } from './co-infos.ts';
import { deviceTarget, trunkCaller } from './device.ts';
import { failAnswer, forgetPlay, stopPlay } from './end.ts';
import { backToQueue } from './inbound.ts';
import { closeRoom, dialAgent, hangup, hear, openRoom, switchAnswer, talkIn } from './legs.ts';
import { noteMiss } from './miss.ts';
import { addParty, closeSegments, customerLeg, openSegment, removeParty, setPhase } from './model.ts';
import { displayNumber, visibleName } from './privacy.ts';
import { connect } from './talk.ts';
import { voiceOf } from './voice.ts';

/** `directed`: a person chose this agent, not the queue. */
export function offerCall(ctx: Ctx, call: Call, session: Session, directed = false): void {
  const { state } = ctx;
  leaveQueue(ctx, call);
  closeSegments(ctx, call, 'queue', 'offered');
  setPhase(ctx, call, 'offered');
  call.offer = { ins: session.ins, arrived: false, asked: null, directed };
  addParty(ctx, call, 'agent', { ins: session.ins });
  openSegment(ctx, call, 'ring', { agent: session });
  session.callId = call.id;
  session.shown = coInfos(state, call, ctx.at);
  const remote = deviceTarget(state, session).kind === 'outside';
  dialAgent(ctx, session, call, newId(ctx, 'l'), {
    target: deviceTarget(state, session),
    callerNumber: remote ? trunkCaller(state) : displayNumber(state, call),
    callerName: visibleName(state, call),
    timeoutSeconds: state.config.params.ringSeconds,
    autoAnswer: false,
  });
  enter(ctx, session, S.OFFERED);
  notice(ctx, 'info', 'call-offered', { call, ins: session.ins });
}

/** CallArrive, once for each offer. */
function arrive(ctx: Ctx, call: Call, session: Session): void {
  if (!call.offer || call.offer.arrived) return;
  call.offer.arrived = true;
  touchCall(ctx, call);
  emit(ctx, session, 'CallArrive', { call: session.shown });
}

export function phoneRings(ctx: Ctx, call: Call, session: Session): void {
  enter(ctx, session, S.RINGING);
  arrive(ctx, call, session);
  // An answer that was asked for before the phone rang.
  if (call.offer?.asked && session.leg) switchAnswer(ctx, session.leg);
}

/** AnswerCall (function 42): the server picks up the agent's device; AnswerCallSucc comes when it did. */
export function answerCall(ctx: Ctx, session: Session, call: Call, replyTo: string | null): Outcome {
  const { offer } = call;
  const { leg } = session;
  if (!ctx.state.switchUp) return refused(fault('SwitchDown'));
  if (offer?.asked) return refused(fault('CommandUnderWay'));
  if (!offer || !leg || (leg.phase !== 'dialing' && leg.phase !== 'ringing')) {
    return refused(fault('CallGone'));
  }
  offer.asked = { id: replyTo };
  touchCall(ctx, call);
  switchAnswer(ctx, leg);
  return succeeded;
}

/** A phone that was rung for a consult, an inner call or a transfer is up. Gives the AnswerCall to confirm. */
export function pickedUp(ctx: Ctx, call: Call, session: Session): Offer['asked'] {
  arrive(ctx, call, session);
  const asked = call.offer?.asked ?? null;
  call.offer = null;
  touchCall(ctx, call);
  return asked;
}
export function confirmAnswer(ctx: Ctx, session: Session, asked: Offer['asked']): void {
  if (asked) emit(ctx, session, 'AnswerCallSucc', { replyTo: asked.id });
}

export function phoneAnswered(ctx: Ctx, call: Call, session: Session): void {
  const { offer } = call;
  if (!offer || !session.leg) throw new Error(`call ${call.id}: answered without an offer`);
  arrive(ctx, call, session);
  closeSegments(ctx, call, 'ring', 'answered');
  openRoom(ctx, call, newId(ctx, 'r'));
  hear(ctx, session.leg, talkIn(call.room ?? ''));
  const { asked } = offer;
  offer.asked = null;
  if (ctx.state.config.params.playWorkerId || customerLeg(call)?.phase !== 'up') {
    enter(ctx, session, S.WORK_NUMBER);
    playWorkNumber(ctx, call, session);
  } else {
    connect(ctx, call, session);
  }
  confirmAnswer(ctx, session, asked);
}

/** The customer hears who serves; waits when the customer's own leg is not up yet. */
function playWorkNumber(ctx: Ctx, call: Call, session: Session): void {
  const leg = customerLeg(call);
  if (leg?.phase !== 'up') return;
  if (!ctx.state.config.params.playWorkerId) {
    connect(ctx, call, session);
    return;
  }
  const digits = session.agentId.replace(/\D/g, '');
  const prompts: Prompt[] = [{ kind: 'sound', name: 'agent-serves-you' }];
  if (digits !== '') prompts.unshift({ kind: 'digits', digits });
  call.play = { id: newId(ctx, 'p'), purpose: 'work-number' };
  ctx.state.plays.set(call.play.id, call.id);
  switchDo(ctx, { do: 'play', play: call.play.id, leg: leg.id, prompts, lang: voiceOf(ctx.state, call) });
  setCallTimer(ctx, call, 'play', ctx.at + LIMITS.promptMs);
}

/** The customer's own leg came up while the agent waits for it. */
export function customerUp(ctx: Ctx, call: Call, session: Session): void {
  if (session.state === S.WORK_NUMBER && call.play === null) playWorkNumber(ctx, call, session);
}

export function workNumberPlayed(ctx: Ctx, call: Call, session: Session): void {
  forgetPlay(ctx, call);
  connect(ctx, call, session);
}

/**
 * The offer came to nothing: the call goes back to its old place. The agent is free when the phone is down.
 * `miss` counts towards missLimit; a lost switch connection is nobody's miss.
 */
export function offerFailed(ctx: Ctx, call: Call, session: Session, outcome: string, miss: boolean): void {
  const party = call.parties.find(({ ins }) => ins === session.ins);
  closeSegments(ctx, call, 'ring', outcome);
  stopPlay(ctx, call);
  failAnswer(ctx, call);
  closeRoom(ctx, call);
  if (party) removeParty(ctx, call, party);
  call.offer = null;
  session.callId = null;
  if (miss) session.misses += 1;
  noteMiss(ctx, call, session, outcome);
  touchSession(ctx, session);
  backToQueue(ctx, call);
  if (session.leg) hangup(ctx, session.leg, session.leg.phase === 'up' ? 'normal' : 'cancelled');
  else free(ctx, session);
}
