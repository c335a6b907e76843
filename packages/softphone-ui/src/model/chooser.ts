/** What the agent has typed and picked in the dialog that is open; begins anew with each. */
import type { TabName } from './targets.ts';

export interface Choosing {
  readonly text: string;
  /** null: the first tab that has something. */
  readonly tab: TabName | null;
  /** Type and seat of what is picked; '' for nothing. */
  readonly picked: string;
  /** The control that waits to be confirmed, and the mode it would set. */
  readonly sure: number | null;
  readonly mode: string;
  /** The action whose new keys are awaited. */
  readonly rebinding: string | null;
  /** Tones sent so far. */
  readonly digits: string;
}
export const NOTHING_CHOSEN: Choosing = {
  text: '',
  tab: null,
  picked: '',
  sure: null,
  mode: '',
  rebinding: null,
  digits: '',
};
export const keyOf = ({ type, ins }: { readonly type: string; readonly ins: string }): string => `${type} ${ins}`;
