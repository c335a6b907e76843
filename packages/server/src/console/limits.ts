/** Every bound of the console's side of the server. Times are milliseconds. */
export const CONSOLE_LIMITS = {
  /** Sessions at one time; the one unused for longest makes room. */
  sessions: 10_000,
  /** Of one user: the same. */
  sessionsOfUser: 20,
  /** A session nobody used for so long is over; and every one after so long. */
  idleMs: 8 * 3_600_000,
  sessionMs: 24 * 3_600_000,
  /** Between two writes of when a session was last used: so much shorter is its rest after a restart. */
  sessionUseMs: 5 * 60_000,

  /** Until the database is told again of sessions that are over, when it could not be. */
  forgetAgainMs: 5_000,

  /** Password hashes computed at a time (32 MB and a core each), and how many may wait for their turn. */
  hashing: 2,
  hashesWaiting: 32,
  /** Wrong passwords for one user from one address, before that pair has to wait. */
  failuresOfUser: 5,
  /** And for all users from one address: one office may be one address. */
  failuresOfAddress: 50,
  /** How long the first block lasts; each further failure doubles it, up to the last. */
  blockMs: 30_000,
  longestBlockMs: 15 * 60_000,
  /** Failures are forgotten after so long without another. */
  forgetMs: 30 * 60_000,
  /** User and address pairs, and addresses, that are remembered. */
  failures: 20_000,

  users: 5_000,
  /** Characters of a password. Long ones cost no more to hash, but have to be carried. */
  passwordLeast: 10,
  passwordMost: 256,
  apiKeys: 100,
  origins: 200,
  /** Between two writes of when a key was last used. */
  keyUseMs: 60_000,

  /** People who listen to recordings at one time; fewer than the switch gives out at once. */
  listeners: 12,
  /** Recordings that one person listens to at one time; with one more, the oldest is let go. */
  listenersOfUser: 3,
  /** A page that reads nothing more of a recording for so long is let go. */
  listenIdleMs: 60_000,
  /** Parts of a recording that one person asks for within so long are one listening; so many are remembered. */
  listeningMs: 10 * 60_000,
  listenings: 1_000,

  auditRows: 200,
  /** Rows of one table of the configuration: checking that many takes less than half a second. */
  configRows: 5_000,
  /** Bytes of a row that is put, and of a file that is imported. */
  rowBytes: 64 * 1024,
  importBytes: 16 * 1024 * 1024,
  /** Problems told of one change. */
  problems: 50,
} as const;
