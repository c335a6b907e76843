/** Wrap-up: the time after a talk that belongs to the agent. Ended by the agent or by the clock; 0 seconds is none. */
import { type Ctx, clearSessionTimer, emit, emitWith, setSessionTimer } from '../context.ts';
import type { Session, TenantState } from '../state.ts';
import { free } from './free.ts';
import { enter } from './life.ts';
import { S } from './transitions.ts';

/** customInitParams before the agent's own setting before the tenant's. */
export function wrapupSeconds(state: TenantState, session: Session): number {
  return (
    session.customWrapup ?? state.index.agents.get(session.agentId)?.wrapupSeconds ?? state.config.params.wrapupSeconds
  );
}

export function startWrapup(ctx: Ctx, session: Session, callId: string): void {
  const seconds = wrapupSeconds(ctx.state, session);
  if (seconds <= 0) {
    free(ctx, session);
    return;
  }
  const endsAt = ctx.at + seconds * 1000;
  session.wrapup = { callId, endsAt };
  setSessionTimer(ctx, session, 'wrapup', endsAt);
  enter(ctx, session, S.WRAPUP);
  tick(ctx, session);
}

/** Whole seconds, at least one: it is over when the timer says so, however late that is. */
export const secondsLeft = (endsAt: number, at: number): number => Math.max(1, Math.ceil((endsAt - at) / 1000));

/** Tells the page the seconds left, and again in a second. Nothing runs while there is no page. */
export function tick(ctx: Ctx, session: Session): void {
  const { wrapup } = session;
  if (!wrapup || session.conn === null) return;
  const left = secondsLeft(wrapup.endsAt, ctx.at);
  session.wrapupLeft = left;
  emitWith(ctx, session, 'WrapupTick', { tick: left }, { agent: false });
  if (left > 1) setSessionTimer(ctx, session, 'tick', wrapup.endsAt - (left - 1) * 1000);
}

export function clearWrapup(ctx: Ctx, session: Session): void {
  session.wrapup = null;
  session.wrapupLeft = null;
  clearSessionTimer(ctx, session, 'wrapup');
  clearSessionTimer(ctx, session, 'tick');
}

export function endWrapup(ctx: Ctx, session: Session, replyTo: string | null, asked: boolean): void {
  clearWrapup(ctx, session);
  free(ctx, session);
  if (asked) emit(ctx, session, 'FinishWrapupSucc', { replyTo });
}
