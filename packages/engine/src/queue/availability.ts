/** Who can be given a call, kept as sorted lists so that no step searches through all agents. */

import { S } from '../agent/transitions.ts';
import type { Ctx } from '../context.ts';
import type { Available, Queue, Session, Skill, TenantState } from '../state.ts';
import { deviceFault } from '../views/agent-view.ts';

/** The skills an agent holds: those of customInitParams when the page sent any, else the database's. */
export function heldSkills(state: TenantState, session: Session): readonly Skill[] {
  return session.customSkills ?? state.index.agents.get(session.agentId)?.skills ?? [];
}

/** The held skills that the work mode leaves (BindSkillCode restricts to one). */
function routableSkills(state: TenantState, session: Session): readonly Skill[] {
  const bind = state.index.workModes.get(session.workMode)?.bindSkillCode ?? '';
  return heldSkills(state, session).filter(({ code }) => state.queues.has(code) && (bind === '' || bind === code));
}

export const deviceReachable = (state: TenantState, ins: string): boolean => deviceFault(state, ins) === null;

export const takesCalls = (state: TenantState, session: Session): boolean =>
  state.index.workModes.get(session.workMode)?.basic === 0;

/** What an agent in this work mode goes through one by one; null: nothing. */
export function taskKind(state: TenantState, session: Session): 'dial' | 'work' | null {
  const basic = state.index.workModes.get(session.workMode)?.basic;
  return basic === 5 ? 'dial' : basic === 2 ? 'work' : null;
}

/** A page, or an agent who asked to stay logged on without one, must be there to take the call. */
export const canBeOffered = (state: TenantState, session: Session): boolean =>
  session.state === S.IDLE &&
  session.callId === null &&
  session.leg === null &&
  !session.timers.has('rest') &&
  state.switchUp &&
  takesCalls(state, session) &&
  (session.conn !== null || session.keepLogon) &&
  deviceReachable(state, session.ins);

/** Order of the idle list of a skill: best level, then longest idle, then by ins so that it is decided. */
function compareIdle(
  aLevel: number,
  aSince: number,
  aIns: string,
  bLevel: number,
  bSince: number,
  bIns: string,
): number {
  return bLevel - aLevel || aSince - bSince || (aIns < bIns ? -1 : aIns > bIns ? 1 : 0);
}

function idlePosition(queue: Queue, session: Session, level: number, since: number): number {
  let low = 0;
  let high = queue.idle.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const other = queue.idle[middle];
    const place = other?.available;
    if (!other || !place) throw new Error(`queue ${queue.skill}: an agent in the idle list is not available`);
    const otherLevel = place.skills.find(({ code }) => code === queue.skill)?.level ?? 0;
    if (compareIdle(otherLevel, place.since, other.ins, level, since, session.ins) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function withdraw(state: TenantState, session: Session, available: Available): void {
  for (const { code, level } of available.skills) {
    const queue = state.queues.get(code);
    if (!queue) continue;
    const position = idlePosition(queue, session, level, available.since);
    if (queue.idle[position] !== session) throw new Error(`agent ${session.ins} is not where it should be idle`);
    queue.idle.splice(position, 1);
  }
  session.available = null;
}

const sameSkills = (a: readonly Skill[], b: readonly Skill[]): boolean =>
  a.length === b.length && a.every((skill, i) => skill.code === b[i]?.code && skill.level === b[i]?.level);

/** Puts the agent into the idle lists, takes the agent out, or leaves things as they are. */
export function refreshAvailability(ctx: Ctx, session: Session): void {
  const { state } = ctx;
  if (session.state === S.IDLE && taskKind(state, session) !== null) ctx.wantTask.add(session.ins);
  const wanted = canBeOffered(state, session) ? routableSkills(state, session) : null;
  const present = session.available;
  if (present) {
    if (wanted && present.since === session.idleSince && sameSkills(present.skills, wanted)) return;
    withdraw(state, session, present);
  }
  if (!wanted || wanted.length === 0) return;
  const since = session.idleSince;
  for (const { code, level } of wanted) {
    const queue = state.queues.get(code);
    queue?.idle.splice(idlePosition(queue, session, level, since), 0, session);
    ctx.toMatch.add(code);
  }
  session.available = { skills: wanted, since };
}

/** After a change of configuration or of the switch connection: everybody is looked at again. */
export function refreshAll(ctx: Ctx): void {
  for (const session of ctx.state.sessions.values()) refreshAvailability(ctx, session);
}
