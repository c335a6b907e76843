/** Who the agent is and what the agent is doing, as pages see it. */
import type { AgentView, ButtonView, Fault } from '@wssoftphone/protocol';
import { withUnread } from '../agent/function-table.ts';
import { isLoggedOn } from '../agent/transitions.ts';
import { type SeatProfile, seatProfile } from '../config-index.ts';
import type { Session, TenantState } from '../state.ts';

export const REMOTE_PREFIX = 'RP_';
/** Later clients ask the server to choose an extension (agent/dispatch.ts). */
export const WAIT_FOR_DISPATCH = 'INS_WAIT_FOR_DISPATCH';

/** Has asked for an extension and has none yet. */
export const isUnassigned = ({ ins }: Pick<Session, 'ins'>): boolean => ins.startsWith(`${WAIT_FOR_DISPATCH}#`);
/** The seat by the name its page knows. */
export const shownIns = (session: Pick<Session, 'ins'>): string =>
  isUnassigned(session) ? WAIT_FOR_DISPATCH : session.ins;

export function profileOf(state: TenantState, session: Session): SeatProfile {
  return seatProfile(state.config, state.index, {
    supervisor: state.index.agents.get(session.agentId)?.role === 'supervisor',
    serverAnswer: state.index.extensions.get(session.ins)?.serverAnswer ?? false,
    remote: session.ins.startsWith(REMOTE_PREFIX),
  });
}

/** Why the phone of a seat cannot be rung: its extension is not configured, or the switch says it is not there. */
export function deviceFault(state: TenantState, ins: string): Fault | null {
  if (ins.startsWith(REMOTE_PREFIX)) return null;
  if (!state.index.extensions.has(ins)) return { code: 'DeviceUnknown', args: { ins } };
  return state.devices.get(ins) === false ? { code: 'DeviceUnreachable', args: { ins } } : null;
}

/** The same of an agent who is logged on and would have to know; null: nothing is wrong. */
export const lostDevice = (state: TenantState, session: Session): Fault | null =>
  isLoggedOn(session.state) ? deviceFault(state, session.ins) : null;

export function agentView(state: TenantState, session: Session): AgentView {
  const agent = state.index.agents.get(session.agentId);
  return {
    ins: shownIns(session),
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
    ...(lostDevice(state, session) ? { deviceLost: true } : {}),
    ...(session.inbox.length > 0 ? { unreadMessages: session.inbox.length } : {}),
  };
}

/** A leave was asked for that waits for the end of a call. */
export function leaveIsDue({ index, config }: TenantState, session: Session): boolean {
  const { pendingLeave, pendingMode } = session;
  if (pendingLeave !== null) return true;
  return config.params.leaveWorkModeSync && pendingMode !== null && index.workModes.get(pendingMode)?.basic === 6;
}

export function buttonsOf(state: TenantState, session: Session): readonly ButtonView[] {
  const { seat, buttons, buttonsBeforeLeave } = profileOf(state, session);
  const shown = (leaveIsDue(state, session) ? buttonsBeforeLeave : buttons).get(session.state) ?? [];
  return session.inbox.length > 0 ? withUnread(shown, seat, state.config.params) : shown;
}
