/** Every bound of the engine, in one place. Overflow is a typed error, never growth. */
export const LIMITS = {
  /** Attached data of one call. */
  attachedKeys: 64,
  attachedKeyChars: 64,
  attachedValueChars: 1024,
  /** Segments kept of one call; later ones are merged into the last. */
  segments: 200,
  /** Sessions in memory (logged on or not) of one tenant. */
  sessions: 20_000,
  /** Remembered command ids of a session, for exactly-once. */
  commandIds: 64,
  /** Queue events to one agent: at most one in so many milliseconds (four a second). */
  queueEventMs: 250,
  /** Rows of a queue list sent to an agent. */
  queueListRows: 200,
  /** Digits of a phone number, prefix included. */
  phoneNumberChars: 32,
} as const;
