/** What the switch says, and what follows. Legs that nobody knows (any more) are hung up when they stir. */
import { free } from '../agent/free.ts';
import { deviceMissing, loggedOn } from '../agent/log-on.ts';
import { phoneChanged } from '../agent/phone.ts';
import { S } from '../agent/transitions.ts';
import { type Ending, endCall, finishIfDone, forgetPlay, leaveCall } from '../call/end.ts';
import { joinForwarded } from '../call/forward.ts';
import { farewellSound, receiveCall, sayFarewell } from '../call/inbound.ts';
import { forgetLeg, legUp, setLegPhase } from '../call/legs.ts';
import { isMiss, noteMiss } from '../call/miss.ts';
import { agentOf, closeSegments, isInner, partyOf, removeParty } from '../call/model.ts';
import { customerUp, offerFailed, phoneAnswered, phoneRings, workNumberPlayed } from '../call/offer.ts';
import { numberAnswered, numberFailed, ownPhoneAnswered, ownPhoneEnded, ownPhoneRings } from '../call/outbound.ts';
import { recorded } from '../call/recording.ts';
import { adviserGone, asideAnswered, asideFailed } from '../consult/aside.ts';
import { confererGone, leftConf } from '../consult/conference.ts';
import { consultAnswered, consultedGone, consultTargetFailed } from '../consult/consult.ts';
import { passOn } from '../consult/swap.ts';
import { type Ctx, notice, switchDo, touchSession } from '../context.ts';
import {
  innerAnswered,
  innerOwnAnswered,
  innerOwnEnded,
  innerOwnRings,
  innerTargetFailed,
} from '../inner/inner-call.ts';
import { beginIvr, ivrDigit, ivrPlayed } from '../ivr/run.ts';
import { keeperLeft } from '../ivr/transfer.ts';
import { refreshAll } from '../queue/availability.ts';
import type { Call, Leg, Party, Session } from '../state.ts';
import { heirTakes } from '../supervision/intervene.ts';
import { watcherGone, watcherUp } from '../supervision/watch.ts';
import type { EndCause, SwitchEvent } from '../switch-contract.ts';
import { leaveTransfer, transferAnswered, transferTargetFailed } from '../transfer/one-step.ts';
import { lostDevice, REMOTE_PREFIX } from '../views/agent-view.ts';
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
    case 'recorded':
      recorded(ctx, event);
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
  if (call.offer?.ins === session.ins) phoneRings(ctx, call, session);
  else if (call.phase === 'own-phone' && call.inner) innerOwnRings(ctx, session);
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
    else if (call.phase === 'own-phone' && call.inner) innerOwnAnswered(ctx, call, session);
    else if (call.phase === 'own-phone') ownPhoneAnswered(ctx, call, session);
    else if (call.offer?.ins === session.ins) peerAnswered(ctx, call, session);
    return;
  }
  const call = ctx.state.calls.get(owner.callId);
  if (call) callLegUp(ctx, call, leg);
}

/** Whom the handler called is there; `colleague` is null for a phone without an agent. */
function peerAnswered(ctx: Ctx, call: Call, colleague: Session | null): void {
  if (call.aside) asideAnswered(ctx, call, colleague);
  else if (call.phase === 'consult') consultAnswered(ctx, call, colleague);
  else if (call.phase === 'transfer') transferAnswered(ctx, call, colleague);
  else if (call.phase === 'inner-ringing') innerAnswered(ctx, call, colleague);
}

/** Whom the handler called does not come: refused, busy, no answer, gone. */
export function peerFailed(ctx: Ctx, call: Call, cause: EndCause): void {
  if (call.aside) {
    asideFailed(ctx, call, cause);
    return;
  }
  const rung = call.consult?.type === 'SK' && call.offer ? ctx.state.sessions.get(call.offer.ins) : undefined;
  if (rung) noteMiss(ctx, call, rung, cause);
  if (call.phase === 'consult') consultTargetFailed(ctx, call, cause);
  else if (call.phase === 'transfer') transferTargetFailed(ctx, call, cause);
  else if (call.phase === 'inner-ringing') innerTargetFailed(ctx, call, cause);
}

function callLegUp(ctx: Ctx, call: Call, leg: Leg): void {
  if (partyOf(call, call.aside ? 'adviser' : 'outside')?.leg === leg) peerAnswered(ctx, call, null);
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
  if (cause === 'unreachable' && leg.extension !== undefined) lineUnreachable(ctx, leg.extension);
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
  if (isLeaving(call, session) || heirTakes(ctx, call, session)) {
    leaveCall(ctx, session, call);
    return;
  }
  if (call.consult || call.transfer || call.phase === 'inner-ringing') {
    busyLegEnded(ctx, session, call, cause);
    return;
  }
  switch (call.phase) {
    case 'offered':
      offerFailed(ctx, call, session, missCause(cause), isMiss(cause));
      return;
    case 'own-phone':
    case 'dialling':
      if (call.inner) innerOwnEnded(ctx, call, session, cause);
      else ownPhoneEnded(ctx, call, session, cause);
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

/** An agent's phone ended in a call with a further party. The call goes on as long as somebody is left to talk to. */
function busyLegEnded(ctx: Ctx, session: Session, call: Call, cause: EndCause): void {
  const handler = agentOf(ctx.state, call) === session;
  if (call.offer?.ins === session.ins) peerFailed(ctx, call, missCause(cause));
  else if (call.phase === 'inner-ringing') innerOwnEnded(ctx, call, session, cause);
  else if (partyOf(call, 'adviser')?.ins === session.ins) adviserGone(ctx, call);
  else if (call.phase === 'transfer') leaveTransfer(ctx, session, call);
  else if (call.phase === 'conference') leftConf(ctx, call, session);
  else if (!handler) consultedGone(ctx, call);
  else if (!passOn(ctx, call, session)) {
    endCall(ctx, call, { outcome: cause === 'lost' ? 'lost' : 'answered', by: byParty(cause, 'agent') });
  }
  // One who sent the call away, was sent it back and refused it is rung for it once more already.
  if (session.callId === call.id && session.leg === null) leaveCall(ctx, session, call);
}

/** A phone that was picked up and put down again refused the call. */
const missCause = (cause: EndCause): EndCause => (cause === 'normal' || cause === 'cancelled' ? 'rejected' : cause);

/**
 * No calls for this phone until the switch says it is back; asked at once, in case it never went. The agent hears of it
 * with the state that follows.
 */
function phoneUnreachable(ctx: Ctx, session: Session): void {
  if (session.ins.startsWith(REMOTE_PREFIX)) return;
  ctx.state.devices.set(session.ins, false);
  touchSession(ctx, session);
  notice(ctx, 'warn', 'device-unreachable', { ins: session.ins });
  switchDo(ctx, { do: 'check-device', number: session.ins });
}

/** The same of an extension that was called as such: neither chosen for a page nor shown idle until it is back. */
function lineUnreachable(ctx: Ctx, number: string): void {
  const { state } = ctx;
  if (!state.index.extensions.has(number)) return;
  const session = state.sessions.get(number);
  const before = session ? lostDevice(state, session) : null;
  state.devices.set(number, false);
  if (session) phoneChanged(ctx, session, before);
  notice(ctx, 'warn', 'device-unreachable', { ins: number });
  switchDo(ctx, { do: 'check-device', number });
}

function callLegEnded(ctx: Ctx, call: Call, leg: Leg, cause: EndCause): void {
  const party = call.parties.find((other) => other.leg === leg);
  if (party) party.leg = null;
  if (party?.role === 'leaving') {
    removeParty(ctx, call, party);
    finishIfDone(ctx, call);
    return;
  }
  const lost = cause === 'lost';
  if (party?.role === 'adviser') {
    removeParty(ctx, call, party);
    if (call.aside?.stage === 'ringing') asideFailed(ctx, call, cause);
    else adviserGone(ctx, call);
    return;
  }
  const session = agentOf(ctx.state, call);
  if (party?.role === 'outside' && peerLegEnded(ctx, call, party, cause)) return;
  switch (call.phase) {
    case 'queued':
    case 'offered':
    case 'ivr':
      endCall(ctx, call, { outcome: lost ? 'lost' : 'abandoned', by: byParty(cause, 'customer') });
      return;
    case 'talk':
    case 'hold':
    case 'consult':
    case 'conference':
    case 'transfer':
      endCall(ctx, call, {
        // A call that was sent on while it rang has been answered by nobody.
        outcome: lost ? 'lost' : call.answeredAt === null ? 'abandoned' : 'answered',
        by: byParty(cause, isInner(call) ? 'agent' : 'customer'),
      });
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

/** The end of a number or an extension that an agent called during a call; true when that is all that ends. */
function peerLegEnded(ctx: Ctx, call: Call, party: Party, cause: EndCause): boolean {
  switch (call.phase) {
    case 'consult':
      removeParty(ctx, call, party);
      if (call.consult?.stage === 'ringing') consultTargetFailed(ctx, call, cause);
      else consultedGone(ctx, call);
      return true;
    case 'transfer':
      removeParty(ctx, call, party);
      transferTargetFailed(ctx, call, cause);
      return true;
    case 'conference':
      removeParty(ctx, call, party);
      confererGone(ctx, call);
      return true;
    case 'inner-ringing':
      innerTargetFailed(ctx, call, missCause(cause));
      return true;
    default:
      return false;
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
  const session = state.sessions.get(number);
  const before = session ? lostDevice(state, session) : null;
  if (state.index.extensions.has(number)) state.devices.set(number, reachable);
  if (!session) return;
  if (session.state !== S.CHECKING) phoneChanged(ctx, session, before);
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
