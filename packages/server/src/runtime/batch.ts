/** Inputs stepped together, and all that came of them. */
import type { DocKey, Effect, Input, StepResult } from '@wssoftphone/engine';
import type { CommitBatch } from '../ports/store.ts';

/** An input on its way through the runtime. */
export interface Item {
  readonly body: Input['body'];
  /** Time and randomness are given when it is stepped for the first time, and kept when it is stepped again. */
  input?: Input;
  /** Its step threw: it is answered, not stepped again. */
  failed?: boolean;
  /** When all that came of it has left; false: it failed. */
  readonly done?: (ok: boolean) => void;
}

export class Batch {
  readonly items: Item[] = [];
  readonly effects: Effect[] = [];
  readonly changed = new Set<DocKey>();
  readonly records: CommitBatch['records'][number][] = [];

  get empty(): boolean {
    return this.items.length === 0 && this.effects.length === 0;
  }

  take(item: Item, result: StepResult): void {
    this.items.push(item);
    for (const key of result.changed) this.changed.add(key);
    for (const effect of result.effects) {
      if (effect.kind === 'record') this.records.push(effect.record);
      else this.effects.push(effect);
    }
  }
}
