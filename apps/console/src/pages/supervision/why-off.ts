/**
 * Why an action on an agent is off. What can be known here is the way to it (log on, monitor first); whether it may be done is
 * the server's word: its buttons with their reasons, and its answer when one is pressed.
 */
import type { LiveAgent } from '@wssoftphone/protocol/console';
import type { PhoneView } from '../../lib/own-phone.ts';

export type Action =
  | 'monitor'
  | 'whisper'
  | 'intervene'
  | 'intercept'
  | 'drop'
  | 'leave'
  | 'resume'
  | 'wrapup'
  | 'mode'
  | 'logoff'
  | 'message';

export interface Situation {
  /** The person at the console is an agent. */
  readonly isAgent: boolean;
  readonly phone: PhoneView;
  readonly target: LiveAgent | null;
  /** The target was there, and has logged off. */
  readonly gone: boolean;
  /** The agent whom this person monitors, or is about to. */
  readonly watched: { readonly ins: string; readonly name: string } | null;
}
export type Reason =
  | {
      readonly key:
        | ('whyNoAgent' | 'whyOffline' | 'whyLogOn' | 'whyChoose' | 'whyYourself' | 'whyGone')
        | ('whyNoCall' | 'whyMonitorFirst' | 'whyState');
    }
  | { readonly key: 'whyMonitoringOther'; readonly name: string }
  /** In the server's words. */
  | { readonly text: string };

/** ESPFunc. Whispering has none of its own: it can be done where intervening can. */
const FUNCTIONS: Readonly<Record<Exclude<Action, 'message'>, number>> = {
  monitor: 5,
  whisper: 27,
  intervene: 27,
  intercept: 26,
  drop: 25,
  leave: 68,
  resume: 68,
  wrapup: 68,
  mode: 68,
  logoff: 68,
};
const AT_THE_CALL: readonly Action[] = ['whisper', 'intervene', 'intercept', 'drop'];

/** What stands in the place of "monitor" while this agent is monitored, by the first function that is on. */
export const ENDS = [
  { id: 28, key: 'endMonitor' },
  { id: 49, key: 'leaveTalk' },
  { id: 39, key: 'cancelMonitor' },
] as const;
export const endOf = ({ buttons }: PhoneView): (typeof ENDS)[number] | null =>
  ENDS.find(({ id }) => buttons.get(id)?.enabled) ?? null;

/** Null: it is on. */
export function whyOff(action: Action, { isAgent, phone, target, gone, watched }: Situation): Reason | null {
  if (!isAgent) return { key: 'whyNoAgent' };
  if (phone.status !== 'online') return { key: 'whyOffline' };
  if (phone.state <= 1) return { key: 'whyLogOn' };
  if (gone) return { key: 'whyGone' };
  if (target === null) return { key: 'whyChoose' };
  if (target.ins === phone.ins) return { key: 'whyYourself' };
  if (action === 'message') return null;
  if (action === 'monitor' || AT_THE_CALL.includes(action)) {
    if (watched !== null && watched.ins !== target.ins) return { key: 'whyMonitoringOther', name: watched.name };
    if (action === 'monitor' && watched !== null) return endOf(phone) === null ? { key: 'whyState' } : null;
    if (action !== 'monitor' && watched === null)
      return { key: target.callId === null ? 'whyNoCall' : 'whyMonitorFirst' };
    if (action === 'monitor' && target.callId === null) return { key: 'whyNoCall' };
  }
  const button = phone.buttons.get(FUNCTIONS[action]);
  if (button?.enabled) return null;
  return button?.why ? { text: button.why } : { key: 'whyState' };
}
