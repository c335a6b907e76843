/**
 * The first word of a switch after every connect: all that exists. What the engine has and the switch does not is
 * over; what the switch has and the engine does not is a new call or is hung up; the rest is told again what it
 * shall hear, since anything said in between was lost.
 */

import { watchPhones } from '../agent/phone.ts';
import { S } from '../agent/transitions.ts';
import { receiveCall } from '../call/inbound.ts';
import { reassert, switchAnswer } from '../call/legs.ts';
import { customerLeg, roomsOf } from '../call/model.ts';
import { type Ctx, notice, switchDo } from '../context.ts';
import { resumeIvr } from '../ivr/run.ts';
import { refreshAll } from '../queue/availability.ts';
import type { Leg } from '../state.ts';
import type { LiveLeg, SwitchEvent } from '../switch-contract.ts';
import { legAnswered, legEnded, legRinging } from './events.ts';

type Sync = Extract<SwitchEvent, { on: 'sync' }>;

export function sync(ctx: Ctx, event: Sync): void {
  const { state } = ctx;
  const tellPhones = watchPhones(ctx);
  const live = new Map(event.legs.map((leg) => [leg.leg, leg]));
  const known = [...state.legs.values()].map(({ leg }) => ({ id: leg.id, ending: leg.phase === 'ending' }));
  notice(ctx, 'info', 'switch-sync', { detail: { legs: live.size, known: known.length, rooms: event.rooms.length } });
  restoreRooms(ctx, event);
  for (const { id, ending } of known) {
    const leg = live.get(id);
    if (leg) {
      adopt(ctx, leg, ending);
      continue;
    }
    // Its dial may be on the way still, sent after the switch made this report: it must not ring for nobody.
    if (!ending) switchDo(ctx, { do: 'hangup', leg: id, cause: 'normal' });
    legEnded(ctx, id, 'lost');
  }
  const mine = new Set(known.map(({ id }) => id));
  for (const leg of event.legs) if (!mine.has(leg.leg)) meet(ctx, leg);
  closeUnknownRooms(ctx, event);
  state.devices.clear();
  for (const { number, reachable } of event.devices) {
    if (state.index.extensions.has(number)) state.devices.set(number, reachable);
  }
  state.switchUp = true;
  // A log-on that was waiting for its phone asks again.
  for (const session of state.sessions.values()) {
    if (session.state === S.CHECKING) switchDo(ctx, { do: 'check-device', number: session.ins });
  }
  refreshAll(ctx);
  tellPhones();
}

/** A leg both sides know: the engine catches up with the switch, and the switch with the engine's wish. */
function adopt(ctx: Ctx, live: LiveLeg, wasEnding: boolean): void {
  const leg = ctx.state.legs.get(live.leg)?.leg;
  if (!leg) return;
  if (leg.phase === 'ending') {
    // Asked for before the connection was lost, or just now by what else this sync brought to light.
    if (wasEnding) switchDo(ctx, { do: 'hangup', leg: leg.id, cause: 'normal' });
  } else if (leg.phase === 'up') {
    reassert(ctx, leg, live.room);
    resume(ctx, leg);
  } else if (live.phase === 'up') {
    legAnswered(ctx, leg.id);
  } else if (live.phase === 'ringing' && leg.phase === 'dialing') {
    legRinging(ctx, leg.id);
  } else if (leg.phase === 'answering' || isAskedFor(ctx, leg)) {
    switchAnswer(ctx, leg);
  }
}

/** What a caller in a flow heard or pressed meanwhile is lost. */
function resume(ctx: Ctx, leg: Leg): void {
  const owner = ctx.state.legs.get(leg.id)?.owner;
  const call = owner?.kind === 'call' ? ctx.state.calls.get(owner.callId) : undefined;
  if (call?.phase === 'ivr' && customerLeg(call) === leg) resumeIvr(ctx, call);
}

/** The agent asked for this phone to be picked up, and it rings still. */
function isAskedFor({ state }: Ctx, leg: Leg): boolean {
  const owner = state.legs.get(leg.id)?.owner;
  const session = owner?.kind === 'agent' ? state.sessions.get(owner.ins) : undefined;
  const call = session?.callId ? state.calls.get(session.callId) : undefined;
  return leg.phase === 'ringing' && Boolean(call?.offer?.asked);
}

function meet(ctx: Ctx, live: LiveLeg): void {
  // A step of this very sync may have made the leg known.
  if (ctx.state.legs.has(live.leg)) return;
  if (live.phase === 'incoming' && live.incoming) {
    receiveCall(ctx, { on: 'incoming', leg: live.leg, ...live.incoming });
    return;
  }
  notice(ctx, 'warn', 'unknown-leg', { detail: { leg: live.leg, phase: live.phase } });
  switchDo(ctx, { do: 'hangup', leg: live.leg, cause: 'normal' });
}

function restoreRooms(ctx: Ctx, event: Sync): void {
  const existing = new Set(event.rooms);
  for (const call of ctx.state.calls.values()) {
    for (const room of roomsOf(call)) {
      if (!existing.has(room)) switchDo(ctx, { do: 'open-room', room, call: call.id });
    }
  }
}

function closeUnknownRooms(ctx: Ctx, event: Sync): void {
  const wanted = new Set<string>();
  for (const call of ctx.state.calls.values()) for (const room of roomsOf(call)) wanted.add(room);
  for (const room of event.rooms) if (!wanted.has(room)) switchDo(ctx, { do: 'close-room', room });
}
