/** Log-on: who, where, is the phone there; then idle, or on leave. */
import type { CommandParams } from '@wssoftphone/protocol';
import { carrierNumber } from '../call/device.ts';
import { mayDial, normaliseNumber } from '../call/dial-plan.ts';
import {
  audit,
  type Ctx,
  clearSessionTimer,
  emit,
  fault,
  notice,
  setSessionTimer,
  switchDo,
  touchSession,
} from '../context.ts';
import { LIMITS } from '../limits.ts';
import { refreshAudience, sendQueue } from '../queue/notify.ts';
import type { Session, TenantState } from '../state.ts';
import { REMOTE_PREFIX } from '../views/agent-view.ts';
import { inCall } from './grace.ts';
import { enter } from './life.ts';
import { type Outcome, refused, succeeded } from './outcome.ts';
import { applyCustom, logOff, removeSession } from './session.ts';
import { S } from './transitions.ts';

function deviceFault(state: TenantState, ins: string, agentId: string): Outcome {
  if (!ins.startsWith(REMOTE_PREFIX)) {
    return state.index.extensions.has(ins) ? succeeded : refused(fault('DeviceUnknown', { ins }));
  }
  const number = normaliseNumber(ins.slice(REMOTE_PREFIX.length));
  if (number === null || number !== ins.slice(REMOTE_PREFIX.length)) return refused(fault('DeviceUnknown', { ins }));
  // A remote agent's phone is rung through the trunk: the dial plan holds for it as for any number.
  return mayDial(state.config.dialRules, agentId, carrierNumber(state, number))
    ? succeeded
    : refused(fault('NumberForbidden'));
}

/** One agent, one seat. A seat without page and call gives way. */
function otherSeat(ctx: Ctx, agentId: string, ins: string): Outcome {
  const otherIns = ctx.state.agents.get(agentId);
  if (otherIns === undefined || otherIns === ins) return succeeded;
  const other = ctx.state.sessions.get(otherIns);
  if (other && (other.conn !== null || inCall(other))) {
    return refused(fault('AgentLoggedOnElsewhere', { agentId, ins: otherIns }));
  }
  if (other) {
    logOff(ctx, other, 'logged-on-elsewhere');
    removeSession(ctx, other);
  }
  return succeeded;
}

export function logOn(ctx: Ctx, session: Session, params: CommandParams['Logon'], replyTo: string | null): Outcome {
  const { state } = ctx;
  const agentId = params.agentId || session.agentId;
  const agent = state.index.agents.get(agentId);
  if (!agent) return refused(fault('AgentUnknown', { agentId }));
  const device = deviceFault(state, session.ins, agentId);
  if (!device.ok) return device;
  if (!state.switchUp) return refused(fault('SwitchDown'));
  const seat = otherSeat(ctx, agentId, session.ins);
  if (!seat.ok) return seat;
  session.agentId = agentId;
  // The database's; a page may name an agent of whom it knows no name.
  session.agentName = agent.name || params.agentName || session.agentName;
  touchSession(ctx, session);
  applyCustom(ctx, session, params.customInitParams);
  const mode = params.agentWorkMode;
  session.workMode = mode !== undefined && state.index.workModes.has(mode) ? mode : state.index.normalMode;
  session.modeBeforeLeave = null;
  session.logonId = replyTo;
  state.agents.set(agentId, session.ins);
  enter(ctx, session, S.CHECKING);
  if (session.ins.startsWith(REMOTE_PREFIX)) {
    loggedOn(ctx, session);
  } else {
    switchDo(ctx, { do: 'check-device', number: session.ins });
    setSessionTimer(ctx, session, 'device', ctx.at + LIMITS.deviceCheckMs);
  }
  return succeeded;
}

/** The phone is there. */
export function loggedOn(ctx: Ctx, session: Session): void {
  const { index, config } = ctx.state;
  clearSessionTimer(ctx, session, 'device');
  const replyTo = session.logonId;
  session.logonId = null;
  emit(ctx, session, 'WorkModeChange');
  emit(ctx, session, 'LogonSucc', { replyTo });
  audit(ctx, session, 'log-on', session.ins, 'ok');
  notice(ctx, 'info', 'agent-logged-on', { ins: session.ins, detail: { agentId: session.agentId } });
  const leaves = config.params.leaveWorkModeSync && index.workModes.get(session.workMode)?.basic === 6;
  if (leaves) session.leaveReason = index.defaultLeaveReason;
  enter(ctx, session, leaves ? S.LEAVE : S.IDLE);
  refreshAudience(ctx.state, session);
  sendQueue(ctx, session);
}

/** Timer `device`: the switch said nothing of the phone. Nobody is sent there until it does. */
export function deviceSilent(ctx: Ctx, session: Session): void {
  const { index, devices } = ctx.state;
  if (index.extensions.has(session.ins)) devices.set(session.ins, false);
  switchDo(ctx, { do: 'check-device', number: session.ins });
  deviceMissing(ctx, session);
}

/** The phone is not there. */
export function deviceMissing(ctx: Ctx, session: Session): void {
  if (session.state !== S.CHECKING) return;
  const replyTo = session.logonId;
  clearSessionTimer(ctx, session, 'device');
  session.logonId = null;
  ctx.state.agents.delete(session.agentId);
  enter(ctx, session, S.INITIAL);
  emit(ctx, session, 'LogonFailed', { fault: fault('DeviceUnreachable', { ins: session.ins }), replyTo });
}
