/**
 * How a call ends. `endCall` decides it (once: outcome, time, who), asks the switch to take every leg down and waits;
 * each agent goes on when the own phone is down; the record is written when the last leg is gone.
 */
import { free } from '../agent/free.ts';
import { startWrapup } from '../agent/wrapup.ts';
import { type Ctx, clearCallTimer, clearCallTimers, emit, fault, notice, switchDo, touchCall } from '../context.ts';
import type { CallOutcome } from '../effects.ts';
import { leaveQueue } from '../queue/queue.ts';
import type { Call, Session } from '../state.ts';
import { closeRoom, hangup } from './legs.ts';
import { closeSegments, legOf, removeParty, setPhase } from './model.ts';
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
  for (const kind of ['talk', 'hold'] as const) closeSegments(ctx, call, kind, 'completed');
  closeSegments(ctx, call, null, ending.outcome);
  stopPlay(ctx, call);
  failAnswer(ctx, call);
  clearCallTimers(ctx, call);
  // Whoever talked with an agent was served, wherever the call went then.
  call.outcome = call.answeredAt !== null && ending.outcome !== 'lost' ? 'answered' : ending.outcome;
  if (call.ivr) ctx.state.digits.delete(call.id);
  call.ivr = null;
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
  if (party.talkedAt !== null) {
    emit(ctx, session, 'DevDisconnected', { call: session.shown });
    startWrapup(ctx, session, call.id);
  } else {
    free(ctx, session);
  }
  finishIfDone(ctx, call);
}
