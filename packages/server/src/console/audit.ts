/** Who did what at the console. Never a value that was written, never a secret. */
import type { ConsoleParts } from './parts.ts';

export type ConsoleAction =
  | 'sign-in'
  | 'sign-out'
  | 'password'
  | 'user-put'
  | 'user-delete'
  | 'config-put'
  | 'config-delete'
  | 'config-import'
  | 'config-export'
  | 'api-key-make'
  | 'api-key-delete'
  | 'origins-put'
  | 'listen';

export interface Deed {
  readonly user: string;
  readonly action: ConsoleAction;
  readonly target: string;
  /** `ok`, or the code of the refusal. */
  readonly outcome: string;
}

/** What was done stays done when the entry cannot be written; the log tells then. @returns whether it was written */
export async function note(
  { store, tenant, clock, log }: Pick<ConsoleParts, 'store' | 'tenant' | 'clock' | 'log'>,
  { user, action, target, outcome }: Deed,
): Promise<boolean> {
  const entry = { action, target: target.slice(0, 256), outcome };
  log.info({ user, ...entry }, 'console');
  try {
    await store.console.note(tenant, [{ type: 'audit', at: clock.now(), agentId: user, ins: '', ...entry }]);
    return true;
  } catch (error) {
    log.error({ err: error, user, ...entry }, 'an entry of the audit log was not written');
    return false;
  }
}
