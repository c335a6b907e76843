/**
 * The queue list of protocol 4, to every logged-on agent who holds the skill: at once when it changes, and at most
 * once in LIMITS.queueEventMs for each agent however busy the queue is. Agents who hold the same skills form an
 * audience and share one list, made once.
 */
import type { QueueItem } from '@wssoftphone/protocol';
import { isLoggedOn } from '../agent/transitions.ts';
import { visible, visibleName } from '../call/privacy.ts';
import { type Ctx, emitWith, setQueueTimer } from '../context.ts';
import { LIMITS } from '../limits.ts';
import type { Audience, Call, Session, TenantState } from '../state.ts';
import { secondsBetween } from '../time.ts';
import { heldSkills } from './availability.ts';
import { compareWaiting } from './queue.ts';

function audienceFor(state: TenantState, session: Session): Audience {
  const skills = [...new Set(heldSkills(state, session).map(({ code }) => code))].sort();
  const key = JSON.stringify(skills);
  const known = state.audiences.get(key);
  if (known) return known;
  const made: Audience = { key, skills, members: new Set(), version: 0, dirty: false };
  state.audiences.set(key, made);
  for (const skill of skills) {
    const keys = state.audiencesOf.get(skill);
    if (keys) keys.add(key);
    else state.audiencesOf.set(skill, new Set([key]));
  }
  return made;
}

function leaveAudience(state: TenantState, session: Session): void {
  const audience = session.audience === null ? undefined : state.audiences.get(session.audience);
  session.audience = null;
  if (!audience) return;
  audience.members.delete(session.ins);
  if (audience.members.size > 0) return;
  state.audiences.delete(audience.key);
  for (const skill of audience.skills) {
    const keys = state.audiencesOf.get(skill);
    keys?.delete(audience.key);
    if (keys?.size === 0) state.audiencesOf.delete(skill);
  }
}

/** After log-on, log-off or a change of skills. Gives true when the session now sees another list. */
export function refreshAudience(state: TenantState, session: Session): boolean {
  const before = session.audience;
  if (!isLoggedOn(session.state)) {
    leaveAudience(state, session);
    session.queueList = [];
    return before !== null;
  }
  const audience = audienceFor(state, session);
  if (audience.key === before) return false;
  leaveAudience(state, session);
  // The audience may have been dropped with its last member in between: look it up again.
  const wanted = audienceFor(state, session);
  wanted.members.add(session.ins);
  session.audience = wanted.key;
  return true;
}

function queueItem(state: TenantState, call: Call, at: number): QueueItem {
  const outbound = call.direction === '1';
  const customer = (number: string): string => visible(state, call, number);
  return {
    mCOType: '',
    level: call.place?.level ?? 0,
    cotype: 0,
    ani: outbound ? call.ani : customer(call.ani),
    aid: visibleName(state, call),
    isOut: '',
    dnis: outbound ? customer(call.dnis) : call.dnis,
    coid: call.coid,
    sk: call.place?.skill ?? '',
    qtm: secondsBetween(call.place?.enteredAt ?? at, at),
    reserved: null,
    tenantID: '',
    isValid: true,
    keyStr: '',
    iconKey: '',
    phoneNum: customer(call.phoneNum),
  };
}

function listFor(state: TenantState, skills: readonly string[], at: number): readonly QueueItem[] {
  const waiting: Call[] = [];
  for (const skill of skills) waiting.push(...(state.queues.get(skill)?.waiting.slice(0, LIMITS.queueListRows) ?? []));
  if (skills.length > 1) waiting.sort(compareWaiting);
  return waiting.slice(0, LIMITS.queueListRows).map((call) => queueItem(state, call, at));
}

/** The present list of a session, remembered as what its page shows. */
export function currentQueue(ctx: Ctx, session: Session): readonly QueueItem[] {
  const audience = session.audience === null ? undefined : ctx.state.audiences.get(session.audience);
  session.queueList = audience ? listFor(ctx.state, audience.skills, ctx.at) : [];
  session.queueSentAt = ctx.at;
  session.queueVersion = audience?.version ?? 0;
  return session.queueList;
}

/** To one page, at log-on or when its skills change; later, when it has just been told (a page that comes is told at once). */
export function sendQueue(ctx: Ctx, session: Session, atOnce = false): void {
  if (session.conn === null) return;
  const due = session.queueSentAt + LIMITS.queueEventMs;
  const audience = session.audience === null ? undefined : ctx.state.audiences.get(session.audience);
  if (!atOnce && audience && due > ctx.at) {
    session.queueVersion = -1;
    schedule(ctx, audience, due);
    return;
  }
  emitWith(ctx, session, 'QueueChange', { queueList: currentQueue(ctx, session) }, { agent: false });
}

/** Tells every member who is due. Gives the time at which all others are, or null when nobody is left. */
function send(ctx: Ctx, audience: Audience): number | null {
  let later: number | null = null;
  let list: readonly QueueItem[] | null = null;
  for (const ins of audience.members) {
    const session = ctx.state.sessions.get(ins);
    if (!session || session.conn === null || session.queueVersion === audience.version) continue;
    const due = session.queueSentAt + LIMITS.queueEventMs;
    if (due > ctx.at) {
      // One later time for all: agents who hear together stay together, and the audience is walked twice, not n times.
      later = Math.max(later ?? 0, due);
      continue;
    }
    list ??= listFor(ctx.state, audience.skills, ctx.at);
    session.queueVersion = audience.version;
    if (list.length === 0 && session.queueList.length === 0) continue;
    session.queueList = list;
    session.queueSentAt = ctx.at;
    emitWith(ctx, session, 'QueueChange', { queueList: list }, { agent: false });
  }
  return later;
}

function deliver(ctx: Ctx, audience: Audience): void {
  audience.dirty = false;
  const later = send(ctx, audience);
  if (later !== null) schedule(ctx, audience, later);
}

function schedule(ctx: Ctx, audience: Audience, at: number): void {
  audience.dirty = true;
  const timer = ctx.state.queueTimer;
  if (timer === null || timer.at > at) setQueueTimer(ctx, at);
}

/** End of step: who is due hears of it now, the others when the timer fires. */
export function notifyQueues(ctx: Ctx): void {
  const { state } = ctx;
  const told = new Set<Audience>();
  for (const [skill, changes] of ctx.queueChanges) {
    if (changes.size === 0) continue;
    for (const key of state.audiencesOf.get(skill) ?? []) {
      const audience = state.audiences.get(key);
      if (audience) told.add(audience);
    }
  }
  for (const audience of told) {
    audience.version += 1;
    if (!audience.dirty) deliver(ctx, audience);
  }
}

/** The trailing timer: audiences with members who were told too recently are told now. */
export function queueTimerFired(ctx: Ctx): void {
  ctx.state.queueTimer = null;
  for (const audience of ctx.state.audiences.values()) if (audience.dirty) deliver(ctx, audience);
}
