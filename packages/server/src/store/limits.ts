/** Every bound of the store, in one place. */
export const STORE_LIMITS = {
  /** Connections to the database. One commits, the others serve reload, records and health. */
  connections: 4,
  /** Milliseconds to get a connection before the operation is rejected. */
  connectMs: 3_000,
  /** Milliseconds after which the database itself gives a statement up. */
  statementMs: 5_000,
  /** Milliseconds after which we stop waiting for an answer and drop the connection. Longer than statementMs. */
  answerMs: 7_000,
  /** Rows a records query returns unless asked for fewer. */
  queryRows: 1_000,
  /** Rows of agent states one query returns (a shift of a large centre). */
  stateRows: 50_000,
  /** Rows of sums one report query returns: skills by slots, agents by states and modes. */
  sumRows: 100_000,
  /** Stretches of one agent's day. */
  stretchRows: 10_000,
  /** Rows in one seeding statement. */
  seedRows: 1_000,
} as const;

/** Bounds of the embedded database, in milliseconds. */
export const EMBEDDED_LIMITS = {
  /** Initialising a new data directory. */
  initMs: 120_000,
  /** From start to accepting connections; recovery after a crash is in it. */
  startMs: 60_000,
  /** A fast shutdown; after that an immediate one. */
  stopMs: 20_000,
  /** How long a lock left by a killed server may linger before we say that another server runs. */
  lockMs: 3_000,
  /** Between two attempts to bring a dead database back; doubles up to the last. */
  restartMinMs: 200,
  restartMaxMs: 5_000,
  pollMs: 25,
} as const;
