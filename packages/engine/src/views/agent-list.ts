/** Lists of agents and extensions to choose from (manual 3.3.5). */
import type { AgentListItem, EAgentListType } from '@wssoftphone/protocol';
import { isLoggedOn, S } from '../agent/transitions.ts';
import { LIMITS } from '../limits.ts';
import { deviceReachable } from '../queue/availability.ts';
import type { Session, TenantState } from '../state.ts';

const IDLE_EXTENSION = '32';

/** Lists of agents one may supervise. */
export const needsSupervisor = (type: EAgentListType): boolean =>
  type === 'AGENTLISTTYPE_MONITOR' || type === 'AGENTLISTTYPE_MONITORCONTROL';

function agentItem(state: TenantState, session: Session): AgentListItem {
  return {
    state: String(session.state),
    itemType: '1',
    ins: session.ins,
    workID: session.agentId,
    agentName: session.agentName,
    workMode: session.workMode,
    leaveReason: session.leaveReason,
    dept: state.index.agents.get(session.agentId)?.dept ?? null,
    extnum: null,
    devowner: null,
    calst: null,
    dworkID: null,
  };
}

const extensionItem = (number: string): AgentListItem => ({
  state: null,
  itemType: '0',
  ins: number,
  workID: null,
  agentName: '',
  workMode: null,
  leaveReason: null,
  dept: null,
  extnum: number,
  devowner: null,
  calst: IDLE_EXTENSION,
  dworkID: null,
});

/** Whom the list shows: who can be called is idle; who can be supervised is in a managed department; messages reach all. */
function agentFilter(state: TenantState, asker: Session, type: EAgentListType): (other: Session) => boolean {
  if (needsSupervisor(type)) {
    const depts = new Set(state.index.agents.get(asker.agentId)?.monitorDepts ?? []);
    return (other) => depts.has(state.index.agents.get(other.agentId)?.dept ?? '');
  }
  if (type === 'AGENTLISTTYPE_AGENTMSG') return () => true;
  return (other) => other.state === S.IDLE;
}

/** Agents first, then idle extensions where an extension can be called. Never the asker. */
export function agentList(state: TenantState, asker: Session, type: EAgentListType): readonly AgentListItem[] {
  const wanted = agentFilter(state, asker, type);
  const items: AgentListItem[] = [];
  for (const other of state.sessions.values()) {
    if (items.length >= LIMITS.agentListRows) return items;
    if (other !== asker && isLoggedOn(other.state) && wanted(other)) items.push(agentItem(state, other));
  }
  if (needsSupervisor(type) || type === 'AGENTLISTTYPE_AGENTMSG') return items;
  for (const { number } of state.config.extensions) {
    if (items.length >= LIMITS.agentListRows) return items;
    const seated = state.sessions.get(number);
    if (seated && seated.state > S.INITIAL) continue;
    if (number !== asker.ins && deviceReachable(state, number)) items.push(extensionItem(number));
  }
  return items;
}
