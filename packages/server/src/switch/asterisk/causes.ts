/** Why a leg ended: Q.850 cause codes, as Asterisk has them, in the engine's words. */
import type { EndCause, SwitchCommand } from '@wssoftphone/engine';

export type HangupCause = Extract<SwitchCommand, { do: 'hangup' }>['cause'];

const UNANSWERED: Readonly<Record<number, EndCause>> = {
  1: 'unreachable', // unallocated number (404)
  2: 'unreachable', // no route to network
  3: 'unreachable', // no route to destination
  17: 'busy', // user busy (486, 600)
  18: 'no-answer', // no user response (408)
  19: 'no-answer', // no answer (480, or our time limit)
  20: 'unreachable', // subscriber absent
  21: 'rejected', // call rejected (401, 403, 603)
  22: 'unreachable', // number changed (410)
  27: 'unreachable', // destination out of order (502)
  28: 'unreachable', // invalid number format (484)
  34: 'congestion', // no circuit available (503)
  38: 'congestion', // network out of order (500)
  42: 'congestion', // switching equipment congestion
  44: 'congestion', // channel not available
  58: 'failed', // bearer capability not available (488)
};

/** A dialled leg that ended before it was answered. */
export function unansweredCause(code: number): EndCause {
  return UNANSWERED[code] ?? 'failed';
}

/** For DELETE /channels: what the far end is to see. */
export const HANGUP_REASON = {
  normal: 'normal',
  busy: 'busy',
  congestion: 'congestion',
  cancelled: 'normal',
} as const satisfies Readonly<Record<HangupCause, string>>;
