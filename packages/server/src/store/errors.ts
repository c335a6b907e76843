/** From what the driver throws to what the port says. */
import { StoreError } from '../ports/store-error.ts';

export { StoreError, type StoreErrorCode } from '../ports/store-error.ts';

/**
 * Wraps whatever the driver threw. Only a complaint about the data (SQLSTATE classes 22 and 23) is `refused`; a mistake in
 * our own code stays what it is.
 */
export function storeError(cause: unknown): Error {
  if (cause instanceof StoreError || cause instanceof TypeError || cause instanceof ReferenceError) return cause;
  const state = sqlState(cause);
  const message = cause instanceof Error ? cause.message : String(cause);
  return new StoreError(state && /^2[23]/.test(state) ? 'refused' : 'away', message, cause);
}

/** PostgreSQL's five-character error code; null when the error did not come from the server. */
export function sqlState(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  return typeof error.code === 'string' && /^[0-9A-Z]{5}$/.test(error.code) ? error.code : null;
}
