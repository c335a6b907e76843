/** Legs: who owns them, what phase they are in, and what they hear. */
import { type Ctx, switchDo, touchCall, touchSession } from '../context.ts';
import type { Call, Leg, LegOwner, LegPhase, Media, Session } from '../state.ts';
import type { DialTarget, SwitchCommand, ToneName } from '../switch-contract.ts';

export interface LegTransition {
  readonly from: LegPhase;
  readonly to: LegPhase;
  readonly why: string;
}
export const LEG_TRANSITIONS: readonly LegTransition[] = [
  { from: 'incoming', to: 'answering', why: 'the engine answers a caller' },
  { from: 'incoming', to: 'up', why: 'found answered after a lost connection' },
  { from: 'incoming', to: 'ending', why: 'refused' },
  { from: 'incoming', to: 'ended', why: 'the caller gave up' },
  { from: 'answering', to: 'up', why: 'answered' },
  { from: 'answering', to: 'ending', why: 'hung up by the engine' },
  { from: 'answering', to: 'ended', why: 'the caller gave up' },
  { from: 'dialing', to: 'ringing', why: 'the device alerts' },
  { from: 'dialing', to: 'up', why: 'answered' },
  { from: 'dialing', to: 'ending', why: 'withdrawn' },
  { from: 'dialing', to: 'ended', why: 'busy, unreachable, rejected, failed' },
  { from: 'ringing', to: 'up', why: 'answered' },
  { from: 'ringing', to: 'ending', why: 'withdrawn' },
  { from: 'ringing', to: 'ended', why: 'no answer, rejected' },
  { from: 'up', to: 'ending', why: 'hung up by the engine' },
  { from: 'up', to: 'ended', why: 'the party hung up' },
  { from: 'ending', to: 'ended', why: 'the switch took it down' },
];
const ALLOWED: ReadonlySet<string> = new Set(LEG_TRANSITIONS.map(({ from, to }) => `${from}>${to}`));

/** @throws Error when the table does not allow it: a fault of the engine. */
export function setLegPhase(ctx: Ctx, leg: Leg, to: LegPhase): void {
  if (!ALLOWED.has(`${leg.phase}>${to}`)) throw new Error(`leg ${leg.id}: illegal transition ${leg.phase} → ${to}`);
  leg.phase = to;
  touchOwner(ctx, leg);
}

function touchOwner(ctx: Ctx, leg: Leg): void {
  const owner = ctx.state.legs.get(leg.id)?.owner;
  if (!owner) return;
  ctx.changed.add(owner.kind === 'agent' ? `agent:${owner.ins}` : `call:${owner.callId}`);
}

const SILENCE: Media = { kind: 'none' };

export function makeLeg(ctx: Ctx, id: string, phase: 'incoming' | 'dialing', owner: LegOwner, extension?: string): Leg {
  const leg: Leg = { id, phase, media: SILENCE, tone: null, ...(extension === undefined ? {} : { extension }) };
  ctx.state.legs.set(id, { leg, owner });
  touchOwner(ctx, leg);
  return leg;
}

/** After `ended`: the leg is nobody's any more. */
export function forgetLeg(ctx: Ctx, leg: Leg): void {
  ctx.state.legs.delete(leg.id);
}

export interface DialRequest {
  readonly target: DialTarget;
  readonly callerNumber: string;
  readonly callerName: string;
  readonly timeoutSeconds: number;
  readonly autoAnswer: boolean;
}

/** Rings an agent's own device; the leg is the agent's. */
export function dialAgent(ctx: Ctx, session: Session, call: Call, legId: string, request: DialRequest): void {
  if (session.leg) throw new Error(`agent ${session.ins} has a leg already (${session.leg.phase})`);
  session.leg = makeLeg(ctx, legId, 'dialing', { kind: 'agent', ins: session.ins });
  switchDo(ctx, { do: 'dial', leg: legId, call: call.id, ...request });
  touchSession(ctx, session);
}

/** Rings a number for a call; the leg is the call's. */
export function dialOut(ctx: Ctx, call: Call, legId: string, request: DialRequest): Leg {
  const { kind, number } = request.target;
  const extension = kind === 'extension' ? number : undefined;
  const leg = makeLeg(ctx, legId, 'dialing', { kind: 'call', callId: call.id }, extension);
  switchDo(ctx, { do: 'dial', leg: legId, call: call.id, ...request });
  return leg;
}

export function answerLeg(ctx: Ctx, leg: Leg): void {
  setLegPhase(ctx, leg, 'answering');
  switchDo(ctx, { do: 'answer', leg: leg.id });
}

/** Picks up a device that the server can answer for; `answered` follows. */
export function switchAnswer(ctx: Ctx, leg: Leg): void {
  switchDo(ctx, { do: 'answer', leg: leg.id });
}

type HangupCause = Extract<SwitchCommand, { do: 'hangup' }>['cause'];

/** Asks the switch to take the leg down; it stays its owner's until the switch says `ended`. */
export function hangup(ctx: Ctx, leg: Leg | null, cause: HangupCause = 'normal'): void {
  if (!leg || leg.phase === 'ending' || leg.phase === 'ended') return;
  setLegPhase(ctx, leg, 'ending');
  switchDo(ctx, { do: 'hangup', leg: leg.id, cause });
}

const isUp = (leg: Leg): boolean => leg.phase === 'up';

function tell(ctx: Ctx, leg: Leg, before: Media): void {
  const { media } = leg;
  if (media.kind === 'room') {
    switchDo(ctx, { do: 'join', leg: leg.id, room: media.room, mode: media.mode });
    return;
  }
  if (before.kind === 'room') switchDo(ctx, { do: 'part', leg: leg.id });
  if (media.kind === 'music') switchDo(ctx, { do: 'music', leg: leg.id, musicClass: media.musicClass });
  else if (before.kind === 'music') switchDo(ctx, { do: 'music', leg: leg.id, musicClass: null });
}

/** What the leg shall hear from now on; told to the switch as soon as the leg is up. */
export function hear(ctx: Ctx, leg: Leg, media: Media): void {
  const before = leg.media;
  leg.media = media;
  if (media.kind === 'room') leg.tone = null;
  touchOwner(ctx, leg);
  if (isUp(leg)) tell(ctx, leg, before);
}

export const talkIn = (room: string): Media => ({ kind: 'room', room, mode: { kind: 'talk' } });

export function setTone(ctx: Ctx, leg: Leg, tone: ToneName | null): void {
  if (leg.tone === tone) return;
  leg.tone = tone;
  touchOwner(ctx, leg);
  if (isUp(leg)) switchDo(ctx, { do: 'tone', leg: leg.id, tone });
}

/** The leg was answered: tell the switch what it shall hear. */
export function legUp(ctx: Ctx, leg: Leg): void {
  setLegPhase(ctx, leg, 'up');
  tell(ctx, leg, SILENCE);
  if (leg.tone) switchDo(ctx, { do: 'tone', leg: leg.id, tone: leg.tone });
}

/** After a lost connection: what the leg shall hear is said again, whatever the switch did meanwhile. */
export function reassert(ctx: Ctx, leg: Leg, roomNow: string | null): void {
  if (!isUp(leg)) return;
  if (leg.media.kind !== 'room' && roomNow !== null) switchDo(ctx, { do: 'part', leg: leg.id });
  // The end of a music or a tone may have been lost as well as its beginning.
  if (leg.media.kind === 'none') switchDo(ctx, { do: 'music', leg: leg.id, musicClass: null });
  else tell(ctx, leg, SILENCE);
  switchDo(ctx, { do: 'tone', leg: leg.id, tone: leg.tone });
}

export function openRoom(ctx: Ctx, call: Call, room: string): void {
  call.room = room;
  switchDo(ctx, { do: 'open-room', room, call: call.id });
  touchCall(ctx, call);
}
/** Supervisors in it hear nothing until they have followed their agents (end of the step). */
export function shutRoom(ctx: Ctx, room: string): void {
  for (const ins of ctx.state.watching) {
    const leg = ctx.state.sessions.get(ins)?.leg;
    if (leg?.media.kind !== 'room' || leg.media.room !== room) continue;
    leg.media = SILENCE;
    touchOwner(ctx, leg);
  }
  switchDo(ctx, { do: 'close-room', room });
}
export function closeRoom(ctx: Ctx, call: Call): void {
  if (!call.room) return;
  shutRoom(ctx, call.room);
  call.room = null;
  touchCall(ctx, call);
}
