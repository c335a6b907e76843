/** Every bound of the engine, in one place. Overflow is a typed error, never growth. */
export const LIMITS = {
  /** Attached data of one call. */
  attachedKeys: 64,
  attachedKeyChars: 64,
  attachedValueChars: 1024,
  /** Segments kept of one call; later ones are merged into the last. */
  segments: 200,
  /** Recordings that the switch has not said to be over; beyond it none is begun. */
  recordings: 20_000,
  /** Agents remembered of one recording. */
  recordingAgents: 50,
  /** Tasks waiting or under way (tasks/tasks.ts). */
  tasks: 20_000,
  /** Sessions in memory (logged on or not) of one tenant. */
  sessions: 20_000,
  /** Remembered command ids of a session, for exactly-once. */
  commandIds: 64,
  /** Queue events to one agent: at most one in so many milliseconds (four a second). */
  queueEventMs: 250,
  /** Rows of a queue list sent to an agent. */
  queueListRows: 200,
  /** Rows of an agent list. */
  agentListRows: 2_000,
  /** Digits of a phone number, prefix included. */
  phoneNumberChars: 32,
  /** How long a phone is left alone that was busy, refused, or could not be rung: trying at once would only fail again. */
  phoneRestMs: 5_000,
  /** Agents remembered of a call who did not take it; later ones push out earlier ones. */
  missedBy: 100,
  /** How long a phone may take to answer the check at log-on. */
  deviceCheckMs: 5_000,
  /** A prompt that the switch never reports as played counts as played after this. */
  promptMs: 15_000,
  /** The same for each recording of a prompt: one of two minutes, and a little. */
  recordingMs: 125_000,
  /** The same for each digit that is read out. */
  digitMs: 1_500,
  /** What has to wait for the line to the switch looks again after this. */
  lineCheckMs: 1_000,
  /** A prompt that could not be played: the flow waits so long for what that means (a lost line, a caller gone). */
  promptFailedMs: 1_000,
  /** How often a caller may be sent on (overflow, closed) before the call ends. */
  detours: 5,
  /** Level of a call that goes before all others: transferred to a skill, or an agent waits there with a customer. */
  topLevel: 1_000_000,
  /** Characters of an agent message. */
  messageChars: 2_000,
  /** Nodes a caller may visit in one flow. */
  ivrVisits: 200,
  /** Call data that flows may add beside the attached. */
  ivrKeys: 32,
  /** Wrong secret digits of one call; after them nothing that its caller keys is checked any more. */
  wrongDigits: 10,
  /** How long the check of secret digits may take. */
  verifyMs: 6_000,
  /** How much later than the time allowed for it the result of a flow's request may come. */
  httpSlackMs: 1_000,
  /** Characters of the address that a flow asks. */
  httpUrlChars: 4_096,
  /** Messages kept for an agent whose page is away. */
  inbox: 50,
  /** Characters kept of caller number, name and called number as the switch reports them. */
  switchTextChars: 128,
  /** Sequence numbers a session reserves at a time, so that they go on rising after a restart. */
  sequenceBlock: 1_000,
} as const;
