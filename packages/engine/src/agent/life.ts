/** The one function that changes an agent's state, and the record of how long each lasted. */
import type { ESPState } from '@wssoftphone/protocol';
import { type Ctx, emit, record, touchSession } from '../context.ts';
import { refreshAvailability } from '../queue/availability.ts';
import type { Session } from '../state.ts';
import { buttonsOf } from '../views/agent-view.ts';
import { agentMay, isLoggedOn, S } from './transitions.ts';

/** States in which the page has no call. */
const FORGETS_CALL: ReadonlySet<ESPState> = new Set<ESPState>([
  S.INITIAL,
  S.CHECKING,
  S.IDLE,
  S.DIAL_INPUT,
  S.INNER_INPUT,
  S.MONITOR_SELECT,
  S.LEAVE,
]);

/** Ends the stretch under way when state, mode or reason changed, and starts the next. They add up to the shift. */
export function measure(ctx: Ctx, session: Session): void {
  const { stretch, state, workMode, leaveReason } = session;
  if (
    stretch &&
    isLoggedOn(state) &&
    stretch.state === state &&
    stretch.workMode === workMode &&
    stretch.leaveReason === leaveReason
  ) {
    return;
  }
  if (stretch && ctx.at > stretch.from) {
    record(ctx, { type: 'agent-state', agentId: session.agentId, ins: session.ins, ...stretch, to: ctx.at });
  }
  session.stretch = isLoggedOn(state)
    ? { state, workMode, leaveReason, callId: session.callId ?? session.wrapup?.callId ?? null, from: ctx.at }
    : null;
  touchSession(ctx, session);
}

/** @throws Error when the table of transitions does not allow it: a fault of the engine, never of its input. */
export function enter(ctx: Ctx, session: Session, to: ESPState): void {
  const from = session.state;
  if (!agentMay(from, to)) {
    throw new Error(
      `agent ${session.ins}: illegal transition ${from} → ${to} (call ${session.callId}, leg ${session.leg?.phase}, since ${session.stateSince}, now ${ctx.at})`,
    );
  }
  session.state = to;
  session.stateSince = ctx.at;
  if (to !== S.LEAVE) session.leaveReason = null;
  if (FORGETS_CALL.has(to)) session.shown = null;
  if (to === S.IDLE) session.idleSince = ctx.at;
  measure(ctx, session);
  touchSession(ctx, session);
  emit(ctx, session, 'StateChange', { buttons: buttonsOf(ctx.state, session), call: session.shown });
  refreshAvailability(ctx, session);
}
