/** What a store operation can fail with. */
export type StoreErrorCode =
  /** The database cannot be reached, is starting, or is too slow. Try again later. */
  | 'away'
  /** The data itself is not accepted (a value out of range). Trying again will not help. */
  | 'refused'
  /** Another server has taken this tenant over; this one must not write its live documents any more. */
  | 'superseded';

export class StoreError extends Error {
  readonly code: StoreErrorCode;
  constructor(code: StoreErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'StoreError';
    this.code = code;
  }
}
