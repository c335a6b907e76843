/** An agent who was offered a call and did not take it: the call tries others first, a phone that refuses has a rest. */
import { type Ctx, notice, setSessionTimer, touchCall } from '../context.ts';
import { LIMITS } from '../limits.ts';
import type { Call, Session } from '../state.ts';
import type { EndCause } from '../switch-contract.ts';

/** Ways to fail that take no time: offered again at once, the call would only fail again, and burn every miss. */
const AT_ONCE: ReadonlySet<string> = new Set(['busy', 'rejected', 'failed', 'congestion']);

/** Nobody's miss: the line was lost, or the switch had no line or could not dial. Every agent would be on leave within the second. */
const SWITCH_FAILED: ReadonlySet<EndCause> = new Set<EndCause>(['lost', 'failed', 'congestion']);
/** It counts towards missLimit. */
export const isMiss = (cause: EndCause): boolean => !SWITCH_FAILED.has(cause);

export function noteMiss(ctx: Ctx, call: Call, session: Session, outcome: string): void {
  notice(ctx, 'info', 'call-missed', { call, ins: session.ins, detail: { outcome } });
  if (AT_ONCE.has(outcome)) setSessionTimer(ctx, session, 'rest', ctx.at + LIMITS.phoneRestMs);
  if (call.missedBy.includes(session.ins)) return;
  call.missedBy = [...call.missedBy, session.ins].slice(-LIMITS.missedBy);
  touchCall(ctx, call);
}
