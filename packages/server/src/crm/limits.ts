/** Bounds of what is asked of the tenant's systems. */
export const CRM_LIMITS = {
  /** Bytes of an answer. */
  answerBytes: 64 * 1024,
  /** Requests under way; one more fails at once. */
  inFlight: 128,
  /** Connections to one host. */
  connections: 32,
  /** A password check has to be answered within, milliseconds; less than the engine waits (verifyMs). */
  checkMs: 5_000,
  /** Bytes of a file of password hashes. */
  hashFileBytes: 16 * 1024 * 1024,
  /** Password hashes computed at a time; one more fails at once. */
  hashing: 64,
} as const;
