/** Bounds of the live board. Times in milliseconds. */
export const LIVE_LIMITS = {
  /** Open streams; more are refused with 503. */
  viewers: 64,
  /** Between two looks at the state, for all viewers together. */
  lookMs: 1_000,
  /** Bytes a viewer may be behind; beyond it the stream is cut, and the page opens another. */
  backlogBytes: 1024 * 1024,
  /** Keeps an idle stream open, and finds out at both ends that nobody is there any more: the page waits for two of them. */
  heartbeatMs: 15_000,
  /** Between two questions whether a viewer's session still stands and sees the same. */
  sessionCheckMs: 5_000,
  /** Least time between two sums of the day; longer where the database is slow, so that it stays under a tenth. */
  sumMs: 3_000,
  sumShare: 10,
} as const;
