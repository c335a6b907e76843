/** Whom flows ask: the tenant's own systems. */
import type { Effect } from '@wssoftphone/engine';

type VerifyEffect = Extract<Effect, { kind: 'verify' }>;
type HttpEffect = Extract<Effect, { kind: 'http' }>;

/** What a checker is told; it may keep or log nothing of `digits`, and put nothing of them into an error. */
export type DigitCheck = Readonly<Pick<VerifyEffect, 'svn' | 'ani' | 'coid' | 'digits'>>;
export type FlowRequest = Readonly<Pick<HttpEffect, 'method' | 'url' | 'body' | 'save' | 'timeoutMs'>>;

export interface Outside {
  /** Says whether secret digits that a caller keyed are right. A rejection is no verdict. */
  check?(asked: DigitCheck): Promise<boolean>;
  /** The answer is what was to be saved, as far as it was there. A rejection is told to the log. */
  ask?(asked: FlowRequest): Promise<Readonly<Record<string, string>>>;
}
