/** How everything stands now, for whoever supervises. A message with an answer, as all that the runtime is asked. */
import type { Board } from '@wssoftphone/engine';

export interface BoardSource {
  /** Null: the runtime has not started. Costs time in proportion to agents and calls. */
  board(): Promise<Board | null>;
}
