/** Every bound of the Asterisk adapter, in one place. */
export const ASTERISK_LIMITS = {
  /** Legs on the switch that the adapter follows. A dial beyond it ends with `congestion`, a call in is refused. */
  legs: 10_000,
  rooms: 10_000,
  /** Commands that wait for one leg. One more ends the leg: its order could not be kept. */
  commandsPerLeg: 128,
  /** Ids of legs that have ended, so that nothing is said of them again. */
  endedLegs: 20_000,
  /** A hang-up that is not answered is asked for so many times more. */
  hangupRetries: 2,
  /** Names that the snoop channels of a leg have in turn: one just hung up exists for a moment longer. */
  snoopNames: 10,
  /** Plays under way on one leg; one more is told as not played. */
  playsPerLeg: 16,
  /** Events kept while the state of the switch is being read after a connect; beyond it the connection starts over. */
  heldEvents: 50_000,
  /** Commands kept meanwhile; beyond it they are refused as without a connection. */
  heldCommands: 10_000,
  /** One event frame, bytes. */
  eventBytes: 1024 * 1024,
  /** Keep-alive connections for commands. */
  connections: 24,
  /** An HTTP answer has to come within, milliseconds. */
  requestMs: 10_000,
  /** Reconnect after, milliseconds: doubles from the first to the second. */
  reconnectMs: { first: 100, last: 5_000 },
  /** The websocket is asked for a sign of life every so many milliseconds, and given up after one unanswered. */
  heartbeatMs: 5_000,
  /** A telephone in the browser from which no sound has come for so long has gone. */
  browserSilentSeconds: 30,
  /** One that is asked after at log-on has so long to register, milliseconds: less than the engine waits. */
  browserPhoneMs: 4_000,
  /** Phones configured at the same time. */
  configuring: 16,
  /** Recordings under way. One more fails. */
  tapes: 10_000,
  /** A recording that was told to end is asked after so often, milliseconds, and so many times. */
  tapePollMs: 100,
  tapePolls: 50,
  /** How often a pause is tried before the recording ends for want of it. */
  tapePauses: 5,
  /** How long Asterisk may take to begin one before a pause is tried all the same. */
  tapeStartMs: 2_000,
  /** Recordings read at one time, over connections of their own: who listens slowly must not keep commands waiting. */
  downloads: 16,
  /** Characters of a number or a name that comes from outside. */
  numberChars: 32,
  nameChars: 64,
} as const;
