/** How long a logged-on agent without a page stays: sessionGraceSeconds, for ever with KeepLogon, and never cut off in a call. */
import { type Ctx, clearSessionTimer, setSessionTimer } from '../context.ts';
import type { Session } from '../state.ts';
import { isLoggedOn } from './transitions.ts';

export const inCall = (session: Session): boolean => session.callId !== null || session.leg !== null;

/** Has a call, a phone that is up, or a wrap-up. */
export const isBusy = (session: Session): boolean => inCall(session) || session.wrapup !== null;

/** Starts the wait when there is no page and nothing to finish first; does nothing when it runs already. */
export function startGrace(ctx: Ctx, session: Session): void {
  if (session.conn !== null || session.keepLogon || !isLoggedOn(session.state)) return;
  if (isBusy(session) || session.timers.has('grace')) return;
  setSessionTimer(ctx, session, 'grace', ctx.at + ctx.state.config.params.sessionGraceSeconds * 1000);
}

export const endGrace = (ctx: Ctx, session: Session): void => clearSessionTimer(ctx, session, 'grace');
