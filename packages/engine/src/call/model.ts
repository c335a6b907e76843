/** A call and its parties. Features are built from these: legs, rooms, roles, and segments of time. */
import { type Ctx, newId, touchCall } from '../context.ts';
import type { Segment } from '../effects.ts';
import { LIMITS } from '../limits.ts';
import type { Call, CallPhase, Leg, OpenSegment, Party, Session, TenantState } from '../state.ts';

export interface CallTransition {
  readonly from: CallPhase;
  readonly to: CallPhase;
  readonly why: string;
}
const over = (from: CallPhase): CallTransition => ({ from, to: 'ending', why: 'over; the legs are taken down' });
export const CALL_TRANSITIONS: readonly CallTransition[] = [
  { from: 'arriving', to: 'queued', why: 'waits for an agent of its skill' },
  { from: 'arriving', to: 'forwarding', why: 'sent to an outside number' },
  { from: 'arriving', to: 'farewell', why: 'a last prompt before hanging up' },
  { from: 'arriving', to: 'own-phone', why: 'an agent dials; the agent’s own phone comes first' },
  { from: 'arriving', to: 'ivr', why: 'sent into a flow' },
  over('arriving'),
  { from: 'talk', to: 'ivr', why: 'the agent sent the customer into a flow' },
  { from: 'ivr', to: 'arriving', why: 'the flow sends the customer on' },
  { from: 'ivr', to: 'talk', why: 'the customer is back with the agent who waited' },
  over('ivr'),
  { from: 'queued', to: 'offered', why: 'an agent is found; the phone is being rung' },
  { from: 'queued', to: 'arriving', why: 'waited too long: sent on' },
  over('queued'),
  { from: 'offered', to: 'queued', why: 'not answered or refused: back to its old place' },
  { from: 'offered', to: 'talk', why: 'answered' },
  over('offered'),
  { from: 'talk', to: 'hold', why: 'hold' },
  over('talk'),
  { from: 'hold', to: 'talk', why: 'retrieve' },
  over('hold'),
  { from: 'own-phone', to: 'inner-ringing', why: 'picked up; the colleague or the extension is rung' },
  { from: 'inner-ringing', to: 'talk', why: 'inner call answered' },
  over('inner-ringing'),
  { from: 'talk', to: 'consult', why: 'the handler calls somebody else; the customer hears music' },
  { from: 'talk', to: 'queued', why: 'consult of a skill, or a transfer to one' },
  { from: 'queued', to: 'consult', why: 'an agent of the consulted skill is rung' },
  { from: 'queued', to: 'talk', why: 'consult of a skill ended; the customer is back' },
  { from: 'consult', to: 'queued', why: 'the agent of the skill did not answer' },
  { from: 'consult', to: 'talk', why: 'the customer is back, or was transferred' },
  { from: 'consult', to: 'conference', why: 'conference' },
  { from: 'consult', to: 'forwarded', why: 'transferred to a number or an extension' },
  over('consult'),
  { from: 'conference', to: 'talk', why: 'one of the three left' },
  { from: 'conference', to: 'consult', why: 'the one who was brought in left while its maker consulted aside' },
  { from: 'conference', to: 'forwarded', why: 'the agent left the customer with a number or an extension' },
  over('conference'),
  { from: 'talk', to: 'transfer', why: 'one-step transfer: the target is rung' },
  { from: 'offered', to: 'transfer', why: 'ring transfer to a number or an extension' },
  { from: 'transfer', to: 'talk', why: 'an agent answered, or the customer is back' },
  { from: 'transfer', to: 'forwarded', why: 'a number or an extension answered' },
  { from: 'transfer', to: 'queued', why: 'the target did not answer and the agent is gone' },
  over('transfer'),
  { from: 'own-phone', to: 'dialling', why: 'picked up; the number is dialled' },
  over('own-phone'),
  { from: 'dialling', to: 'talk', why: 'the number answered' },
  over('dialling'),
  { from: 'forwarding', to: 'forwarded', why: 'the outside number answered' },
  over('forwarding'),
  over('forwarded'),
  over('farewell'),
];
const ALLOWED = new Map<CallPhase, Set<CallPhase>>();
for (const { from, to } of CALL_TRANSITIONS) ALLOWED.set(from, (ALLOWED.get(from) ?? new Set()).add(to));

/** @throws Error when the table does not allow it: a fault of the engine. */
export function setPhase(ctx: Ctx, call: Call, to: CallPhase): void {
  if (!ALLOWED.get(call.phase)?.has(to)) throw new Error(`call ${call.id}: illegal transition ${call.phase} → ${to}`);
  call.phase = to;
  touchCall(ctx, call);
}

export interface NewCall {
  readonly direction: Call['direction'];
  readonly ani: string;
  readonly aniName: string;
  readonly dnis: string;
  readonly phoneNum: string;
  readonly channelAni: string;
  readonly priority: number;
  readonly data: Readonly<Record<string, string>>;
}

export function createCall(ctx: Ctx, made: NewCall): Call {
  const { state } = ctx;
  const serial = state.coidSequence;
  state.coidSequence += 1;
  ctx.changed.add('tenant');
  const seconds = Math.floor(ctx.at / 1000).toString(16);
  // Field by field: an object of this size that is made by spreading is slow wherever it is read.
  const call: Call = {
    id: newId(ctx, 'c'),
    coid: `BC_${state.config.node}_${seconds}_${serial}`,
    serial,
    direction: made.direction,
    ani: made.ani,
    aniName: made.aniName,
    dnis: made.dnis,
    phoneNum: made.phoneNum,
    channelAni: made.channelAni,
    phase: 'arriving',
    skill: null,
    priority: made.priority,
    urgent: false,
    startedAt: ctx.at,
    answeredAt: null,
    endedAt: null,
    outcome: null,
    endedBy: null,
    lastIns: null,
    lastAgentId: null,
    parties: [],
    room: null,
    recording: null,
    unrecorded: null,
    place: null,
    queuedAt: null,
    missedBy: [],
    numberHidden: false,
    offer: null,
    dial: null,
    inner: null,
    consult: null,
    aside: null,
    transfer: null,
    sentTo: null,
    play: null,
    ivr: null,
    detours: 0,
    wrongDigits: 0,
    data: made.data,
    lang: null,
    segments: [],
    open: [],
    timers: new Map(),
  };
  state.calls.set(call.id, call);
  touchCall(ctx, call);
  return call;
}

// ── parties ──

export const partyOf = (call: Call, role: Party['role']): Party | undefined =>
  call.parties.find((party) => party.role === role);

export function agentOf(state: TenantState, call: Call): Session | undefined {
  const ins = partyOf(call, 'agent')?.ins;
  return ins ? state.sessions.get(ins) : undefined;
}

export const partyFor = (call: Call, ins: string): Party | undefined => call.parties.find((party) => party.ins === ins);

/** The other one of a call: who was consulted, called, or is the target of a transfer. */
export const peerOf = (call: Call): Party | undefined => partyOf(call, 'colleague') ?? partyOf(call, 'outside');

/** The other one, when it is an agent. */
export function colleagueOf(state: TenantState, call: Call): Session | undefined {
  const ins = partyOf(call, 'colleague')?.ins;
  return ins ? state.sessions.get(ins) : undefined;
}

/** Every room of a call: its own, and where somebody is consulted aside. */
export const roomsOf = ({ room, aside }: Call): readonly string[] =>
  [room, aside?.room ?? null].filter((one) => one !== null);

/** The leg of a party, wherever it is kept; null when it has none (any more). */
export function legOf(state: TenantState, party: Party): Leg | null {
  return party.ins === null ? party.leg : (state.sessions.get(party.ins)?.leg ?? null);
}

export const customerLeg = (call: Call): Leg | null => partyOf(call, 'customer')?.leg ?? null;

export function addParty(ctx: Ctx, call: Call, role: Party['role'], who: { ins: string } | { leg: Leg }): Party {
  const party: Party = {
    role,
    ins: 'ins' in who ? who.ins : null,
    leg: 'leg' in who ? who.leg : null,
    talkedAt: null,
  };
  call.parties.push(party);
  touchCall(ctx, call);
  return party;
}

export function removeParty(ctx: Ctx, call: Call, party: Party): void {
  call.parties = call.parties.filter((other) => other !== party);
  touchCall(ctx, call);
}

/** The call of an agent, when it is not over yet, neither for all nor for this agent. */
export function liveCall(state: TenantState, session: Session): Call | null {
  const call = session.callId === null ? undefined : state.calls.get(session.callId);
  if (!call || call.phase === 'ending' || partyFor(call, session.ins)?.role === 'leaving') return null;
  return call;
}

export const isInner = (call: Call): boolean => call.direction === '2';

/** The customer's telephone number, whoever called. */
export const customerNumber = (call: Call): string => (call.direction === '1' ? call.phoneNum : call.ani);

// ── segments ──

export function openSegment(
  ctx: Ctx,
  call: Call,
  kind: Segment['kind'],
  about: { readonly agent?: Session | null; readonly skill?: string | null } = {},
): void {
  call.open.push({
    kind,
    from: ctx.at,
    ins: about.agent?.ins ?? null,
    agentId: about.agent?.agentId ?? null,
    skill: about.skill ?? call.skill,
  });
  touchCall(ctx, call);
}

function keep(call: Call, segment: Segment): void {
  if (call.segments.length < LIMITS.segments) {
    call.segments.push(segment);
    return;
  }
  const last = call.segments[call.segments.length - 1];
  if (last) call.segments[call.segments.length - 1] = { ...last, to: segment.to, outcome: segment.outcome };
}

/**
 * Ends the open segments of a kind, of one agent when `ins` says whose. With null it is all of them, whatever the agents
 * were doing; only a supervisor who listens goes on listening.
 */
export function closeSegments(
  ctx: Ctx,
  call: Call,
  kind: Segment['kind'] | null,
  outcome: string,
  ins: string | null = null,
): void {
  const still: OpenSegment[] = [];
  for (const segment of call.open) {
    const meant = kind === null ? segment.kind !== 'monitor' : segment.kind === kind;
    if (!meant || (ins !== null && segment.ins !== ins)) still.push(segment);
    else {
      const { kind: what, from, ins: whose, agentId, skill } = segment;
      keep(call, { kind: what, from, to: ctx.at, ins: whose, agentId, skill, outcome });
    }
  }
  call.open = still;
  touchCall(ctx, call);
}
