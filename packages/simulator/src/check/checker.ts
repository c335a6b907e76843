/** What every invariant checker is told, and what it looks at. */
import type { TenantState } from '@wssoftphone/engine';
import type { SessionView } from '@wssoftphone/protocol';
import type { AnyRecord, StepFacts } from '../host.ts';
import type { World } from '../world.ts';
import type { Shadow } from './shadow.ts';

/** The parts of the engine's state that checkers read; they never write. */
export type SessionState = TenantState['sessions'] extends Map<string, infer S> ? S : never;
export type CallState = TenantState['calls'] extends Map<string, infer C> ? C : never;

/** One step, seen from outside. */
export interface Look {
  readonly world: World;
  /** As the pages and the engine said it to each other. */
  readonly told: StepFacts;
  /** The same with every seat by its name in the engine, also where a page names none (seats.ts). */
  readonly facts: StepFacts;
  readonly at: number;
  readonly state: TenantState;
  readonly shadow: Shadow;
  /** Every session's view before and after the step, by ins. */
  readonly before: ReadonlyMap<string, SessionView>;
  readonly after: ReadonlyMap<string, SessionView>;
  /**
   * The step says that it changed nothing and asked the switch for nothing: what was found to hold before it is taken
   * to hold still. Every few steps that is not believed.
   */
  readonly calm: boolean;
  /** The server came back and the switch has not reported yet: legs are hearsay. */
  readonly blind: boolean;
}

export interface Checker {
  step(look: Look): void;
  /** Records that are durable now, in order. */
  committed?(records: readonly AnyRecord[]): void;
  /** The server was killed: what was not committed never was. */
  killed?(): void;
  /** The shift is over, everybody is gone and nothing is under way. */
  atRest?(look: Omit<Look, 'told' | 'facts' | 'before' | 'calm'>): void;
}

/** Agent states with a call, or with one being made or offered. */
export const IN_CALL: ReadonlySet<number> = new Set([
  27, 5, 4, 6, 7, 46, 47, 9, 10, 11, 12, 13, 14, 15, 17, 18, 20, 21, 22, 25, 26, 30, 31, 32, 35, 38, 41, 42, 44, 48, 49,
  50,
]);
export const isLoggedOn = (state: number | undefined): boolean => state !== undefined && state > 2;
