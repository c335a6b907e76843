/** Whom a supervisor may look after: agents of the departments that the supervisor manages (manual, 班长). */
import type { Fault } from '@wssoftphone/protocol';
import { isLoggedOn, S } from '../agent/transitions.ts';
import { liveCall } from '../call/model.ts';
import { fault } from '../context.ts';
import type { Call, Session, TenantState } from '../state.ts';

/** A logged-on agent by seat (ins) or agent id. */
export function findAgent(state: TenantState, target: string): Session | null {
  const found = state.sessions.get(target) ?? state.sessions.get(state.agents.get(target) ?? '');
  return found && isLoggedOn(found.state) ? found : null;
}

export function manages(state: TenantState, supervisor: Session, target: Session): boolean {
  const agent = state.index.agents.get(supervisor.agentId);
  const dept = state.index.agents.get(target.agentId)?.dept;
  return agent?.role === 'supervisor' && dept !== undefined && agent.monitorDepts.includes(dept);
}

export type Found = { readonly target: Session } | { readonly fault: Fault };

/** The agent that a supervisor names, or why the supervisor may not have to do with that agent. */
export function managedAgent(state: TenantState, supervisor: Session, name: string): Found {
  const target = findAgent(state, name);
  if (!target) return { fault: fault('TargetUnknown', { target: name }) };
  return manages(state, supervisor, target) ? { target } : { fault: fault('NotPermitted') };
}

/** States in which an agent talks with somebody, so that there is something to hear. */
const LIVE: ReadonlySet<number> = new Set([6, 7, 11, 12, 14, 15, 18, 20, 21, 22, 26, 30, 35]);

/** The call in which the agent talks; null: the agent does not. */
export function talkOf(state: TenantState, target: Session): Call | null {
  return LIVE.has(target.state) && target.leg?.phase === 'up' ? liveCall(state, target) : null;
}

/**
 * Still in the call, on a phone that is up, whatever the agent does there: a consult that rings and a customer in a
 * flow are pauses of the talk and not its end.
 */
export const isIn = (state: TenantState, target: Session, call: Call): boolean =>
  target.leg?.phase === 'up' && liveCall(state, target) === call;

/** The room in which the agent hears and is heard now; null: the agent hears music or nothing. */
export function roomOfAgent(target: Session): string | null {
  const media = target.leg?.media;
  return media?.kind === 'room' ? media.room : null;
}

/** With the customer and nobody else, on hold or not: a talk that a supervisor can join. */
export const talksAlone = (target: Session, call: Call): boolean =>
  (target.state === S.TALK && call.phase === 'talk') || (target.state === S.HOLD && call.phase === 'hold');

const CONSULTS: ReadonlySet<number> = new Set([S.CONSULT, S.CONSULT_HELD, S.OUTSIDE, S.OUTSIDE_HELD]);

/** The same, or in a consult that the other has answered: the customer can be taken from the agent. */
export const canBeReleased = (target: Session, call: Call): boolean =>
  talksAlone(target, call) || (CONSULTS.has(target.state) && call.phase === 'consult');
