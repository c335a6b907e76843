/** A logged-on agent is told at once when the own phone can no longer be rung, and when it can again. */
import type { Fault } from '@wssoftphone/protocol';
import { type Ctx, emit, touchSession } from '../context.ts';
import { refreshAvailability } from '../queue/availability.ts';
import type { Session } from '../state.ts';
import { buttonsOf, lostDevice } from '../views/agent-view.ts';

/** `before`: what was wrong with the phone, as lostDevice said it. */
export function phoneChanged(ctx: Ctx, session: Session, before: Fault | null): void {
  const now = lostDevice(ctx.state, session);
  refreshAvailability(ctx, session);
  if (now?.code === before?.code) return;
  touchSession(ctx, session);
  emit(ctx, session, 'StateChange', {
    buttons: buttonsOf(ctx.state, session),
    call: session.shown,
    ...(now ? { fault: now } : {}),
  });
}

/** For changes that may touch every phone: call before them, and what it gives after them. */
export function watchPhones(ctx: Ctx): () => void {
  const before = [...ctx.state.sessions.values()].map((session) => [session, lostDevice(ctx.state, session)] as const);
  return () => {
    for (const [session, fault] of before) phoneChanged(ctx, session, fault);
  };
}
