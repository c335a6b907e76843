/** Every bound and time of the toolbar, in one place. Times in milliseconds. */
export const UI_LIMITS = {
  /** A place whose function has just changed takes no click: it was meant for the function before. */
  settleMs: 450,
  /** How often running times are drawn. */
  tickMs: 500,
  /** How often a list of agents that is being looked at is fetched again. */
  listMs: 4_000,
  /** Rows of a list that are drawn at once; more are reached by searching. */
  rows: 200,
  /** Numbers dialled that are remembered. */
  history: 12,
  /** Conversations, and messages in one. */
  threads: 30,
  messages: 50,
  messageChars: 1000,
  numberChars: 40,
  searchChars: 64,
  /** Seconds of a call that ring without an end before the ring tone gives up. */
  ringSeconds: 120,
} as const;
