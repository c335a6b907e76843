/**
 * How a call ends. `endCall` decides it (once: outcome, time, who), asks the switch to take every leg down and waits;
 * each agent goes on when the own phone is down; the record is written when the last leg is gone.
 */

import { free } from '../agent/free.ts';
import { startWrapup } from '../agent/wrapup.ts';
import { asideGivenUp } from '../consult/aside.ts';
import { type Ctx, clearCallTimer, clearCallTimers, emit, fault, notice, switchDo, touchCall } from '../context.ts';
import type { CallOutcome } from '../effects.ts';
import { leaveQueue } from '../queue/queue.ts';
import type { Call, Party, Session } from '../state.ts';
import { taskCallOver } from '../tasks/dialled.ts';
import { closeRoom, hangup } from './legs.ts';
import { agentOf, closeSegments, colleagueOf, isInner, legOf, peerOf, removeParty, setPhase } from './model.ts';
import { recordCall } from './records.ts';

export interface Ending {
  readonly outcome: CallOutcome;
  readonly by: 'customer' | 'agent' | 'system';
}

/** Stops the prompt under way; its `played` means nothing any more. */
export function stopPlay(ctx: Ctx, call: Call): void {
  if (!call.play) return;
  switchDo(ctx, { do: 'stop-play', play: call.play.id });
  forgetPlay(ctx, call);
}
export function forgetPlay(ctx: Ctx, call: Call): void {
  if (!call.play) return;
  ctx.state.plays.delete(call.play.id);
  call.play = null;
  clearCallTimer(ctx, call, 'play');
  touchCall(ctx, call);
}

/** An AnswerCall that waited for the phone to be picked up has failed. */
export function failAnswer(ctx: Ctx, call: Call): void {
  const { offer } = call;
  if (!offer?.asked) return;
  const session = ctx.state.sessions.get(offer.ins);
  const replyTo = offer.asked.id;
  offer.asked = null;
  if (session) emit(ctx, session, 'AnswerCallFailed', { fault: fault('CallGone'), replyTo });
}

const hangupCause = (ending: Ending, unanswered: boolean): 'normal' | 'busy' | 'congestion' => {
  if (!unanswered) return 'normal';
  return ending.outcome === 'busy' ? 'busy' : ending.outcome === 'no-route' ? 'congestion' : 'normal';
};

export function endCall(ctx: Ctx, call: Call, ending: Ending): void {
  if (call.phase === 'ending') return;
  if (call.phase === 'queued' && call.place) leaveQueue(ctx, call);
  for (const kind of ['talk', 'hold', 'consult', 'conference', 'monitor'] as const) {
    closeSegments(ctx, call, kind, 'completed');
  }
  // Without an agent the two have talked all the same.
  if (call.phase === 'forwarded') closeSegments(ctx, call, 'transfer', 'completed');
  closeSegments(ctx, call, null, ending.outcome);
  stopPlay(ctx, call);
  failAnswer(ctx, call);
  asideGivenUp(ctx, call);
  tellOver(ctx, call);
  clearCallTimers(ctx, call);
  // Who talked was answered, wherever the call was sent afterwards.
  call.outcome = call.answeredAt !== null && ending.outcome !== 'lost' ? 'answered' : ending.outcome;
  call.endedBy = ending.by;
  call.endedAt = ctx.at;
  call.offer = null;
  setPhase(ctx, call, 'ending');
  for (const party of call.parties) {
    const leg = legOf(ctx.state, party);
    if (!leg) continue;
    const withdrawn = leg.phase === 'dialing' || leg.phase === 'ringing';
    hangup(ctx, leg, withdrawn ? 'cancelled' : hangupCause(ending, leg.phase === 'incoming'));
  }
  closeRoom(ctx, call);
  finishIfDone(ctx, call);
}

/** The last leg is gone: the record is written and the call forgotten. */
export function finishIfDone(ctx: Ctx, call: Call): void {
  if (call.phase !== 'ending' || !ctx.state.calls.has(call.id)) return;
  if (call.parties.some((party) => party.ins !== null || party.leg !== null)) return;
  ctx.state.calls.delete(call.id);
  recordCall(ctx, call);
  taskCallOver(ctx, call);
  notice(ctx, 'info', 'call-ended', {
    call,
    ins: call.lastIns,
    detail: { outcome: call.outcome ?? '', by: call.endedBy ?? '' },
  });
}

/** The agent's phone is down, so the agent is out of the call: wrap-up when they talked, else free. */
export function leaveCall(ctx: Ctx, session: Session, call: Call): void {
  const party = call.parties.find(({ ins }) => ins === session.ins);
  if (!party || session.leg) throw new Error(`agent ${session.ins} cannot leave call ${call.id}`);
  removeParty(ctx, call, party);
  session.callId = null;
  if (party.talkedAt !== null) emit(ctx, session, 'DevDisconnected', { call: session.shown });
  if (party.talkedAt !== null && !isInner(call)) startWrapup(ctx, session, call.id);
  else free(ctx, session);
  finishIfDone(ctx, call);
}

/** Out of the call, which goes on or is about to end; gone for good when the phone is down. */
export function release(ctx: Ctx, call: Call, party: Party): void {
  const leg = legOf(ctx.state, party);
  const session = party.ins === null ? undefined : ctx.state.sessions.get(party.ins);
  party.role = 'leaving';
  touchCall(ctx, call);
  if (leg) hangup(ctx, leg, leg.phase === 'up' ? 'normal' : 'cancelled');
  else if (session) leaveCall(ctx, session, call);
  else removeParty(ctx, call, party);
}

type Told = 'ConsultedOver' | 'ConfOver';

/** Somebody who was rung or consulted is let go; an agent whose phone was up is told that it is over. */
export function letGo(ctx: Ctx, call: Call, party: Party, told: Told): void {
  const session = party.ins === null ? undefined : ctx.state.sessions.get(party.ins);
  if (call.offer && call.offer.ins === party.ins) {
    failAnswer(ctx, call);
    call.offer = null;
  } else if (session) {
    emit(ctx, session, told, { call: session.shown });
  }
  release(ctx, call, party);
}

/** The same of the other one of the call, if any. */
export function dismiss(ctx: Ctx, call: Call, told: Told = 'ConsultedOver'): void {
  const peer = peerOf(call);
  if (peer) letGo(ctx, call, peer, told);
}

/** The call ends while the handler was busy with somebody else, or waited: what was under way is over, too. */
function tellOver(ctx: Ctx, call: Call): void {
  const { consult, transfer, ivr } = call;
  const handler = agentOf(ctx.state, call);
  const colleague = colleagueOf(ctx.state, call);
  const conference = call.phase === 'conference';
  call.consult = null;
  call.transfer = null;
  call.ivr = null;
  ctx.state.digits.delete(call.id);
  const keeper = ivr?.keeper ? ctx.state.sessions.get(ivr.keeper) : undefined;
  if (keeper) emit(ctx, keeper, 'WaitCallOver', { call: keeper.shown, replyTo: ivr?.replyTo ?? null });
  const asker = transfer ? ctx.state.sessions.get(transfer.by) : undefined;
  if (transfer && !transfer.told && asker?.agentId === transfer.agentId) {
    emit(ctx, asker, 'OneStepTransferFailed', { fault: fault('CallGone'), replyTo: transfer.replyTo });
  }
  if (!consult) return;
  const begun = consult.stage === 'talk' || consult.stage === 'swapped';
  if (colleague && begun) emit(ctx, colleague, conference ? 'ConfOver' : 'ConsultedOver', { call: colleague.shown });
  if (!handler) return;
  if (conference) emit(ctx, handler, 'ConfOver', { call: handler.shown });
  else if (begun) emit(ctx, handler, 'ConsultOver', { call: handler.shown });
  else {
    const why = { fault: fault('CallGone'), replyTo: consult.replyTo, call: handler.shown };
    emit(ctx, handler, 'ConsultFailed', why);
  }
}
