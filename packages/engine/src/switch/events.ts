/** What the switch says, and what follows. Legs that nobody knows (any more) are hung up when they stir. */
import { free } from '../agent/free.ts';
import { deviceMissing, loggedOn } from '../agent/log-on.ts';
import { S } from '../agent/transitions.ts';
import { type Ending, endCall, finishIfDone, forgetPlay, leaveCall } from '../call/end.ts';
import { joinForwarded } from '../call/forward.ts';
import { farewellSound, receiveCall, sayFarewell } from '../call/inbound.ts';
import { forgetLeg, legUp, setLegPhase } from '../call/legs.ts';
import { agentOf, closeSegments, partyOf } from '../call/model.ts';
import { customerUp, offerFailed, phoneAnswered, phoneRings, workNumberPlayed } from '../call/offer.ts';
import { numberAnswered, numberFailed, ownPhoneAnswered, ownPhoneEnded, ownPhoneRings } from '../call/outbound.ts';
import { type Ctx, notice, setSessionTimer, switchDo } from '../context.ts';
import { beginIvr, ivrDigit, ivrPlayed } from '../ivr/run.ts';
import { customerLeftIvr, keeperLeft } from '../ivr/transfer.ts';
import { LIMITS } from '../limits.ts';
import { refreshAll, refreshAvailability } from '../queue/availability.ts';
import type { Call, Leg, Session } from '../state.ts';
import { heirTakes } from '../supervision/intervene.ts';
import { watcherGone, watcherUp } from '../supervision/watch.ts';
import type { EndCause, SwitchEvent } from '../switch-contract.ts';
import { REMOTE_PREFIX } from '../views/agent-view.ts';
import { sync } from './sync.ts';

export function handleSwitch(ctx: Ctx, event: SwitchEvent): void {
  switch (event.on) {
    case 'incoming':
      receiveCall(ctx, event);
      return;
    case 'ringing':
      legRinging(ctx, event.leg);
      return;
    case 'answered':
      legAnswered(ctx, event.leg);
      return;
    case 'ended':
      legEnded(ctx, event.leg, event.cause);
      return;
    case 'played':
      played(ctx, event.play, event.ok);
      return;
    case 'device':
      device(ctx, event.number, event.reachable);
      return;
    case 'down':
      switchDown(ctx);
      return;
    case 'sync':
      sync(ctx, event);
      return;
    case 'digit':
      digit(ctx, event.leg, event.digit);
      return;
  }
}

/** Only callers in a flow are listened to. */
function digit(ctx: Ctx, legId: string, pressed: string): void {
  const owner = ctx.state.legs.get(legId)?.owner;
  const call = owner?.kind === 'call' ? ctx.state.calls.get(owner.callId) : undefined;
  if (call?.phase === 'ivr') ivrDigit(ctx, call, pressed);
}

function callOf(ctx: Ctx, session: Session): Call | undefined {
  return session.callId === null ? undefined : ctx.state.calls.get(session.callId);
}

/**
 * A leg that lives and that nobody knows: its dial was on the way while the connection was lost, and the engine has
 * given it up since. Nobody would ever hang it up but us; for a leg that is gone it changes nothing.
 */
function hangUpStranger(ctx: Ctx, leg: string): void {
  notice(ctx, 'warn', 'unknown-leg', { detail: { leg } });
  switchDo(ctx, { do: 'hangup', leg, cause: 'normal' });
}

export function legRinging(ctx: Ctx, legId: string): void {
  const owned = ctx.state.legs.get(legId);
  if (!owned) {
    hangUpStranger(ctx, legId);
    return;
  }
  if (owned.leg.phase !== 'dialing') return;
  setLegPhase(ctx, owned.leg, 'ringing');
  if (owned.owner.kind !== 'agent') return;
  const session = ctx.state.sessions.get(owned.owner.ins);
  const call = session && callOf(ctx, session);
  if (!session || !call || session.watch) return;
  if (call.phase === 'offered') phoneRings(ctx, call, session);
  else if (call.phase === 'own-phone') ownPhoneRings(ctx, session);
}

/** Said twice, or of a leg that is being hung up, it means nothing. */
export function legAnswered(ctx: Ctx, legId: string): void {
  const owned = ctx.state.legs.get(legId);
  if (!owned) {
    hangUpStranger(ctx, legId);
    return;
  }
  const { leg, owner } = owned;
  if (leg.phase !== 'dialing' && leg.phase !== 'ringing' && leg.phase !== 'answering' && leg.phase !== 'incoming')
    return;
  legUp(ctx, leg);
  if (owner.kind === 'agent') {
    const session = ctx.state.sessions.get(owner.ins);
    const call = session && callOf(ctx, session);
    if (!session || !call) return;
    if (session.watch) watcherUp(ctx, call, session);
    else if (call.phase === 'offered') phoneAnswered(ctx, call, session);
    else if (call.phase === 'own-phone') ownPhoneAnswered(ctx, call, session);
    return;
  }
  const call = ctx.state.calls.get(owner.callId);
  if (call) callLegUp(ctx, call);
}

function callLegUp(ctx: Ctx, call: Call): void {
  const session = agentOf(ctx.state, call);
  if (call.phase === 'offered' && session) customerUp(ctx, call, session);
  else if (call.phase === 'dialling' && session) numberAnswered(ctx, call, session);
  else if (call.phase === 'forwarding') joinForwarded(ctx, call);
  else if (call.phase === 'ivr') beginIvr(ctx, call);
  else if (call.phase === 'farewell') sayFarewell(ctx, call, farewellSound(call));
}

export function legEnded(ctx: Ctx, legId: string, cause: EndCause): void {
  const owned = ctx.state.legs.get(legId);
  if (!owned) return;
  const { leg, owner } = owned;
  setLegPhase(ctx, leg, 'ended');
  forgetLeg(ctx, leg);
  if (owner.kind === 'agent') {
    const session = ctx.state.sessions.get(owner.ins);
    if (session) agentLegEnded(ctx, session, cause);
    return;
  }
  const call = ctx.state.calls.get(owner.callId);
  if (call) callLegEnded(ctx, call, leg, cause);
}

const isLeaving = (call: Call, session: Session): boolean =>
  call.parties.some(({ ins, role }) => ins === session.ins && role === 'leaving');

const byParty = (cause: EndCause, party: 'customer' | 'agent'): Ending['by'] => (cause === 'lost' ? 'system' : party);

function agentLegEnded(ctx: Ctx, session: Session, cause: EndCause): void {
  session.leg = null;
  if (cause === 'unreachable') phoneUnreachable(ctx, session);
  const call = callOf(ctx, session);
  if (!call) {
    // Refused or missed: the call is elsewhere, only the phone was still coming down.
    free(ctx, session);
    return;
  }
  if (session.watch) {
    watcherGone(ctx, call, session);
    return;
  }
  if (heirTakes(ctx, call, session) || isLeaving(call, session)) {
    leaveCall(ctx, session, call);
    return;
  }
  switch (call.phase) {
    case 'offered':
      // A switch that fails is nobody's miss: it would put every agent on leave within the second.
      if (SWITCH_FAILED.has(cause)) setSessionTimer(ctx, session, 'rest', ctx.at + LIMITS.phoneRestMs);
      offerFailed(ctx, call, session, missLabel(cause), cause !== 'lost' && !SWITCH_FAILED.has(cause));
      return;
    case 'own-phone':
    case 'dialling':
      ownPhoneEnded(ctx, call, session, cause);
      break;
    case 'ivr':
      keeperLeft(ctx, call, session);
      break;
    case 'talk':
    case 'hold':
      endCall(ctx, call, { outcome: cause === 'lost' ? 'lost' : 'answered', by: byParty(cause, 'agent') });
      break;
    default:
      break;
  }
  leaveCall(ctx, session, call);
}

/** Not the phone's doing: the switch had no line, or could not dial. */
const SWITCH_FAILED: ReadonlySet<EndCause> = new Set<EndCause>(['failed', 'congestion']);

/** A phone that was picked up and put down again refused the call. */
const missLabel = (cause: EndCause): string => (cause === 'normal' || cause === 'cancelled' ? 'rejected' : cause);

/** No calls for this phone until the switch says it is back; asked at once, in case it never went. */
function phoneUnreachable(ctx: Ctx, session: Session): void {
  if (session.ins.startsWith(REMOTE_PREFIX)) return;
  ctx.state.devices.set(session.ins, false);
  notice(ctx, 'warn', 'device-unreachable', { ins: session.ins });
  switchDo(ctx, { do: 'check-device', number: session.ins });
}

function callLegEnded(ctx: Ctx, call: Call, leg: Leg, cause: EndCause): void {
  const party = call.parties.find((other) => other.leg === leg);
  if (party) party.leg = null;
  const lost = cause === 'lost';
  const session = agentOf(ctx.state, call);
  switch (call.phase) {
    case 'queued':
    case 'offered':
      endCall(ctx, call, { outcome: lost ? 'lost' : 'abandoned', by: byParty(cause, 'customer') });
      return;
    case 'talk':
    case 'hold':
      endCall(ctx, call, { outcome: lost ? 'lost' : 'answered', by: byParty(cause, 'customer') });
      return;
    case 'ivr':
      customerLeftIvr(ctx, call);
      endCall(ctx, call, { outcome: lost ? 'lost' : 'abandoned', by: byParty(cause, 'customer') });
      return;
    case 'dialling':
      if (session) numberFailed(ctx, call, session, cause);
      return;
    case 'forwarding':
      forwardEnded(ctx, call, party?.role === 'customer', cause);
      return;
    case 'forwarded':
      endCall(ctx, call, {
        outcome: lost ? 'lost' : 'overflowed',
        by: lost ? 'system' : party?.role === 'customer' ? 'customer' : 'agent',
      });
      return;
    case 'farewell':
      forgetPlay(ctx, call);
      endCall(ctx, call, { outcome: call.outcome ?? 'failed', by: byParty(cause, 'customer') });
      return;
    case 'ending':
      finishIfDone(ctx, call);
      return;
    default:
      throw new Error(`call ${call.id}: a leg ended in phase ${call.phase}`);
  }
}

function forwardEnded(ctx: Ctx, call: Call, customerGone: boolean, cause: EndCause): void {
  if (customerGone) {
    endCall(ctx, call, { outcome: cause === 'lost' ? 'lost' : 'abandoned', by: byParty(cause, 'customer') });
    return;
  }
  closeSegments(ctx, call, 'dial', cause);
  const outcome = cause === 'normal' || cause === 'cancelled' ? 'rejected' : cause === 'congestion' ? 'failed' : cause;
  endCall(ctx, call, { outcome, by: 'system' });
}

/** A prompt ended, was stopped, or took too long (timer `play`). */
export function played(ctx: Ctx, playId: string, ok = true): void {
  const callId = ctx.state.plays.get(playId);
  const call = callId === undefined ? undefined : ctx.state.calls.get(callId);
  if (call?.play?.id !== playId) return;
  if (call.play.purpose === 'farewell') {
    forgetPlay(ctx, call);
    endCall(ctx, call, { outcome: call.outcome ?? 'failed', by: 'system' });
    return;
  }
  if (call.play.purpose === 'ivr') {
    ivrPlayed(ctx, call, ok);
    return;
  }
  const session = agentOf(ctx.state, call);
  if (session && partyOf(call, 'customer')?.leg?.phase === 'up') workNumberPlayed(ctx, call, session);
}

function device(ctx: Ctx, number: string, reachable: boolean): void {
  const { state } = ctx;
  if (state.index.extensions.has(number)) state.devices.set(number, reachable);
  const session = state.sessions.get(number);
  if (!session) return;
  if (session.state !== S.CHECKING) refreshAvailability(ctx, session);
  else if (reachable) loggedOn(ctx, session);
  else deviceMissing(ctx, session);
}

/** Talks go on; nothing new begins until `sync`. */
function switchDown(ctx: Ctx): void {
  if (!ctx.state.switchUp) return;
  ctx.state.switchUp = false;
  notice(ctx, 'error', 'switch-down');
  refreshAll(ctx);
}
