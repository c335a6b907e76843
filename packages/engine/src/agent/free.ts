/** An agent whose call is over and whose phone is down: what was asked for meanwhile happens now, else back to idle. */
import { type Ctx, notice, touchSession } from '../context.ts';
import type { Session } from '../state.ts';
import { startGrace } from './grace.ts';
import { enter } from './life.ts';
import { goOnLeave, takePending } from './modes.ts';
import { logOff, removeSession } from './session.ts';
import { S } from './transitions.ts';

/** Too many misses in a row: nobody sits there. */
function isAbsent(ctx: Ctx, session: Session): boolean {
  const { missLimit } = ctx.state.config.params;
  return missLimit > 0 && session.misses >= missLimit;
}

export function free(ctx: Ctx, session: Session): void {
  session.callId = null;
  touchSession(ctx, session);
  if (session.pendingLogOff) {
    logOff(ctx, session, 'forced');
    if (session.conn === null) removeSession(ctx, session);
    return;
  }
  const wished = takePending(ctx, session);
  if (isAbsent(ctx, session)) {
    notice(ctx, 'warn', 'agent-missed-too-many', { ins: session.ins, detail: { misses: session.misses } });
    session.misses = 0;
    goOnLeave(ctx, session, ctx.state.config.params.missLeaveReason);
  } else if (wished !== null) {
    goOnLeave(ctx, session, wished);
  } else {
    enter(ctx, session, S.IDLE);
  }
  startGrace(ctx, session);
}
