/** Every bound and time of the client, in one place. Times in milliseconds. */
export const LIMITS = {
  /** A socket that has not opened by then is given up. */
  connectMs: 10_000,
  /** First wait before connecting again; doubles each round up to the most, and each wait is 50–100 % of it. */
  backoffMs: 500,
  backoffMostMs: 15_000,
  /** Handshakes that may fail with `wssp.v4` offered, on an address that spoke it before, until it is tried without. */
  v4Failures: 3,

  /** WSHello goes out so often, and after so many that nothing answered the line counts as dead. */
  helloMs: 5_000,
  missedHellos: 2,
  /** The same, once, after the network came back or the tab woke up. */
  probeMs: 2_000,

  /** Commands under way or waiting for the line. */
  pending: 64,
  queued: 16,
  /** How long a command waits for the line: those that ring somebody's phone go stale soon. */
  staleMs: 5_000,
  queuedMs: 15_000,
  /** How long the server may take to answer a command, and to tell what came of it. */
  responseMs: 10_000,
  outcomeMs: 20_000,
  /** The same for commands that wait for a person to answer. */
  personMs: 600_000,

  /** Lines kept by WSLocalLogger, and characters of one. */
  logLines: 1_000,
  logLineChars: 1_000,
  /** Attached data set by the page for one call. */
  attachedKeys: 64,

  /** The old control's face: listeners of one event, initial parameters, and texts of failures kept for getErrDesc. */
  ocxListeners: 64,
  ocxParams: 64,
  ocxTexts: 64,
} as const;
