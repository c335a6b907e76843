/** Every bound of a tenant's runtime, in one place. Times in milliseconds. */
export const RUNTIME_LIMITS = {
  /** Commands waiting to be stepped; the next one is answered LimitReached. */
  inboxCommands: 10_000,
  /**
   * Everything else that waits (switch events, timers, closed connections): never refused one by one, because a lost
   * hang-up is a ghost. Past this bound the switch is asked for its whole truth instead.
   */
  inboxEvents: 200_000,
  /** Inputs stepped into one batch. */
  batchInputs: 256,
  /** Longest stretch of stepping before the event loop gets its turn. */
  sliceMs: 5,
  /** A commit that takes longer no longer holds up the calls. */
  commitMs: 2_000,
  /** Records of one commit. */
  commitRecords: 1_000,
  /** Records that wait while the database is away; the oldest are dropped past it. */
  pendingRecords: 200_000,
  /** Between two attempts to reach the database; doubles from the first to the last. */
  retryMinMs: 100,
  retryMaxMs: 5_000,
  /** Legs whose call is remembered for the log. */
  legCalls: 100_000,
  /** Connections remembered, to give the pages back after the state was rebuilt. */
  pages: 20_000,
  /** Least time between two requests for the switch's whole truth. */
  resyncMs: 5_000,
  /** An input that failed so often is not stepped again until the window has passed. */
  failuresOfOne: 3,
  failureWindowMs: 60_000,
  failuresKept: 1_000,
  /** How long start() waits for the switch before it serves without. */
  switchStartMs: 5_000,
  /** How long stop() waits for the last commit. */
  stopMs: 10_000,
  /** Characters of an input or document in a log line. */
  logChars: 8_192,
} as const;

export type RuntimeLimits = { readonly [K in keyof typeof RUNTIME_LIMITS]: number };
