/** The whole tenant at a glance, for whoever supervises: every agent who is logged on, every queue, every live call. */
import type { ESPState } from '@wssoftphone/protocol';
import { isLoggedOn } from '../agent/transitions.ts';
import { customerNumber, isInner } from '../call/model.ts';
import { visible } from '../call/privacy.ts';
import { heldSkills } from '../queue/availability.ts';
import type { Call, CallPhase, Session, Stretch, TenantState } from '../state.ts';

export interface BoardAgent {
  readonly ins: string;
  readonly agentId: string;
  readonly name: string;
  /** '': the configuration knows no such agent. */
  readonly dept: string;
  readonly state: ESPState;
  readonly since: number;
  readonly workMode: string;
  readonly leaveReason: string | null;
  /** Codes. */
  readonly skills: readonly string[];
  readonly callId: string | null;
  /** What the records do not have yet: the stretch that is not over. */
  readonly stretch: Stretch | null;
}
export interface BoardQueue {
  readonly skill: string;
  readonly name: string;
  readonly waiting: number;
  /** When the one who has waited longest began to; null: nobody waits. */
  readonly oldestSince: number | null;
  /** Logged on with this skill. */
  readonly agents: number;
  /** Of those, who would be given a call now. */
  readonly ready: number;
}
export interface BoardCall {
  readonly callId: string;
  readonly coid: string;
  readonly direction: Call['direction'];
  /** The customer's, masked where browsers may not learn it; of an inner call who called. */
  readonly number: string;
  /** The tenant's number in it: what the customer dialled, or was shown. */
  readonly dnis: string;
  readonly skill: string | null;
  readonly phase: CallPhase;
  readonly startedAt: number;
  /** Since when it is as it is; null: that is not known. */
  readonly since: number | null;
  /** Seats of the agents who take part, supervisors too. */
  readonly ins: readonly string[];
}
export interface Board {
  /** Of the last input; the clock may be ahead of it. */
  readonly at: number;
  readonly agents: readonly BoardAgent[];
  /** In the order of the configuration. */
  readonly queues: readonly BoardQueue[];
  /** Calls that are not over. */
  readonly calls: readonly BoardCall[];
}

/** Costs time in proportion to agents and calls; made for once a second, not for every input. */
export function boardView(state: TenantState): Board {
  const agents: BoardAgent[] = [];
  const holders = new Map<string, number>();
  for (const session of state.sessions.values()) {
    if (!isLoggedOn(session.state)) continue;
    const agent = agentOnBoard(state, session);
    agents.push(agent);
    for (const skill of agent.skills) holders.set(skill, (holders.get(skill) ?? 0) + 1);
  }
  const queues = state.config.skills.map(({ code, name }): BoardQueue => {
    const queue = state.queues.get(code);
    let oldestSince: number | null = null;
    for (const { place } of queue?.waiting ?? []) {
      if (place && (oldestSince === null || place.enteredAt < oldestSince)) oldestSince = place.enteredAt;
    }
    return {
      skill: code,
      name,
      waiting: queue?.waiting.length ?? 0,
      oldestSince,
      agents: holders.get(code) ?? 0,
      ready: queue?.idle.length ?? 0,
    };
  });
  const calls: BoardCall[] = [];
  for (const call of state.calls.values()) if (call.phase !== 'ending') calls.push(callOnBoard(state, call));
  return { at: state.now, agents, queues, calls };
}

function agentOnBoard(state: TenantState, session: Session): BoardAgent {
  return {
    ins: session.ins,
    agentId: session.agentId,
    name: session.agentName,
    dept: state.index.agents.get(session.agentId)?.dept ?? '',
    state: session.state,
    since: session.stateSince,
    workMode: session.workMode,
    leaveReason: session.leaveReason,
    skills: heldSkills(state, session).map(({ code }) => code),
    callId: session.callId,
    stretch: session.stretch,
  };
}

function callOnBoard(state: TenantState, call: Call): BoardCall {
  const ins: string[] = [];
  for (const party of call.parties) if (party.ins !== null && party.role !== 'leaving') ins.push(party.ins);
  let since: number | null = null;
  for (const { kind, from } of call.open) if (kind !== 'monitor' && (since === null || from > since)) since = from;
  return {
    callId: call.id,
    coid: call.coid,
    direction: call.direction,
    number: isInner(call) ? call.ani : visible(state, call, customerNumber(call)),
    dnis: call.direction === '1' ? call.channelAni : call.dnis,
    skill: call.skill,
    phase: call.phase,
    startedAt: call.startedAt,
    since,
    ins,
  };
}
