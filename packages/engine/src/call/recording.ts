/**
 * Which talks are recorded (RECORDCALLS). A recording belongs to a call's room and to the agents who talk in it: it runs
 * while the customer can talk with them there, and is paused while the customer is elsewhere: on hold, in a flow that
 * asks for a password, waiting during a consult. When another agent comes or one goes, a new one begins: whoever may hear
 * it was there for every word of it.
 */
import { type Ctx, newId, notice, record, switchDo, touchCall } from '../context.ts';
import type { InputBody } from '../inputs.ts';
import { LIMITS } from '../limits.ts';
import type { Call, Leg, TenantState } from '../state.ts';
import type { RecordingId, RoomId, SwitchEvent } from '../switch-contract.ts';
import { customerLeg } from './model.ts';

export interface Recording {
  readonly id: RecordingId;
  readonly callId: string;
  readonly room: RoomId;
  readonly startedAt: number;
  paused: boolean;
  /** Who talks in it beside the customer. */
  readonly agentIds: readonly string[];
}

/** At the end of a step: what is recorded follows who talks. */
export function recordTalks(ctx: Ctx, body: InputBody): void {
  const { state } = ctx;
  if (!state.config.params.recordCalls && state.recordings.size === 0) return;
  const synced = body.kind === 'switch' && body.event.on === 'sync';
  // What was said of recordings while the connection was lost, or before the last server ended, is said again; of those
  // that run, only when it is known who is there.
  const older = synced ? [...state.recordings.values()] : [];
  for (const one of older) if (!runs(state, one)) stop(ctx, one);
  const calls = synced || body.kind === 'config' ? [...state.calls.values()] : touchedCalls(ctx);
  for (const call of calls) follow(ctx, call);
  for (const one of older) if (runs(state, one)) tell(ctx, one);
}

function touchedCalls({ state, changed }: Ctx): Set<Call> {
  const calls = new Set<Call>();
  for (const key of changed) {
    const name = key.slice(key.indexOf(':') + 1);
    const id = key.startsWith('agent:') ? state.sessions.get(name)?.callId : key.startsWith('call:') ? name : null;
    const call = id ? state.calls.get(id) : undefined;
    if (call) calls.add(call);
  }
  return calls;
}

function runs({ calls }: TenantState, { id, callId, room }: Recording): boolean {
  const call = calls.get(callId);
  return call?.recording === id && call.room === room;
}

const tell = (ctx: Ctx, { id, room, callId, paused }: Recording): void =>
  switchDo(ctx, { do: 'record', recording: id, room, call: callId, paused });
const stop = (ctx: Ctx, { id }: Recording): void => switchDo(ctx, { do: 'stop-record', recording: id });

function follow(ctx: Ctx, call: Call): void {
  const { state } = ctx;
  if (call.room === null || call.phase === 'ending') {
    // It ends with its room.
    forget(ctx, call);
    return;
  }
  const agents = talkers(state, call);
  let mine = call.recording === null ? undefined : state.recordings.get(call.recording);
  if (mine && endsNow(state, call, mine, agents)) {
    if (mine.room === call.room) stop(ctx, mine);
    forget(ctx, call);
    mine = undefined;
  }
  if (mine) pause(ctx, mine, agents.length === 0);
  else if (call.recording === null) begin(ctx, call, agents);
}

function forget(ctx: Ctx, call: Call): void {
  if (call.recording === null) return;
  call.recording = null;
  touchCall(ctx, call);
}

function endsNow(state: TenantState, call: Call, mine: Recording, agents: readonly string[]): boolean {
  if (mine.room !== call.room || !state.config.params.recordCalls) return true;
  return agents.length > 0 && !same(agents, mine.agentIds);
}

const same = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === others.length && some.every((id) => others.includes(id));

/** The agents who talk with the customer, in the call's room. */
function talkers(state: TenantState, call: Call): readonly string[] {
  const talks = (leg: Leg | null): boolean =>
    leg?.phase === 'up' && leg.media.kind === 'room' && leg.media.room === call.room && leg.media.mode.kind === 'talk';
  if (!talks(customerLeg(call))) return [];
  const ids = call.parties.flatMap(({ ins }) => {
    const session = ins === null ? undefined : state.sessions.get(ins);
    return session && talks(session.leg) ? [session.agentId] : [];
  });
  return ids.slice(0, LIMITS.recordingAgents);
}

function begin(ctx: Ctx, call: Call, agentIds: readonly string[]): void {
  const { state } = ctx;
  if (agentIds.length === 0 || call.room === null || !state.config.params.recordCalls || !state.switchUp) return;
  if (call.unrecorded?.room === call.room && same(agentIds, call.unrecorded.agentIds)) return;
  if (state.recordings.size >= LIMITS.recordings) {
    notice(ctx, 'warn', 'limit-reached', { call, detail: { limit: 'recordings' } });
    return;
  }
  const mine: Recording = {
    id: newId(ctx, 'v'),
    callId: call.id,
    room: call.room,
    startedAt: ctx.at,
    paused: false,
    agentIds,
  };
  state.recordings.set(mine.id, mine);
  touch(ctx, mine.id);
  call.recording = mine.id;
  call.unrecorded = null;
  touchCall(ctx, call);
  tell(ctx, mine);
}

function pause(ctx: Ctx, mine: Recording, paused: boolean): void {
  if (mine.paused === paused) return;
  mine.paused = paused;
  touch(ctx, mine.id);
  tell(ctx, mine);
}

const touch = (ctx: Ctx, id: RecordingId): void => void ctx.changed.add(`recording:${id}`);

/** The switch says that it is over, whoever wanted that. */
export function recorded(ctx: Ctx, event: Extract<SwitchEvent, { on: 'recorded' }>): void {
  const mine = ctx.state.recordings.get(event.recording);
  if (!mine) return;
  const { id, callId, room, startedAt, agentIds } = mine;
  const call = ctx.state.calls.get(callId);
  ctx.state.recordings.delete(id);
  touch(ctx, id);
  if (call?.recording === id) {
    // It was wanted still.
    forget(ctx, call);
    call.unrecorded = { room, agentIds };
  }
  const { ok } = event;
  const seconds = ok ? Math.max(0, event.seconds) : 0;
  record(ctx, { type: 'recording', recording: id, callId, startedAt, endedAt: ctx.at, seconds, agentIds, ok });
  if (!ok) notice(ctx, 'warn', 'recording-failed', { call: call ?? null, detail: { recording: id } });
}
