/** Who the agent is and what the agent is doing, as pages see it. */
import type { AgentView, ButtonView } from '@wssoftphone/protocol';
import { type SeatProfile, seatProfile } from '../config-index.ts';
import type { Session, TenantState } from '../state.ts';

export const REMOTE_PREFIX = 'RP_';

export function profileOf(state: TenantState, session: Session): SeatProfile {
  return seatProfile(state.config, state.index, {
    supervisor: state.index.agents.get(session.agentId)?.role === 'supervisor',
    serverAnswer: state.index.extensions.get(session.ins)?.serverAnswer ?? false,
    remote: session.ins.startsWith(REMOTE_PREFIX),
  });
}

export function agentView(state: TenantState, session: Session): AgentView {
  const agent = state.index.agents.get(session.agentId);
  return {
    ins: session.ins,
    agentId: session.agentId,
    agentName: session.agentName,
    agentState: session.state,
    stateSince: session.stateSince,
    agentWorkMode: session.workMode,
    leaveReason: session.leaveReason,
    delegatorId: session.delegatorId,
    isMonitor: agent?.role === 'supervisor',
    monitorDepts: agent?.role === 'supervisor' ? agent.monitorDepts : [],
    canKeepLogon: agent?.canKeepLogon ?? false,
    isKeepLogon: session.keepLogon,
    isDigitalDevice: state.index.extensions.get(session.ins)?.serverAnswer ?? false,
  };
}

export const buttonsOf = (state: TenantState, session: Session): readonly ButtonView[] =>
  profileOf(state, session).buttons.get(session.state) ?? [];
