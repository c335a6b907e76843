/** Every bound of the lab. */
export const LAB_LIMITS = {
  /** Open event streams; more are refused with 503. */
  streams: 32,
  /** At most one event in so many milliseconds on each stream. */
  eventMs: 100,
  /** Customers shown; all live ones count, the latest are shown. */
  customersShown: 200,
  /** Bytes a stream may be behind; beyond it the stream is ended, and the page opens another. */
  streamBufferBytes: 1024 * 1024,
  /** A comment keeps an idle stream open. */
  keepAliveMs: 15_000,
  /** Digits pressed at once. */
  digits: 32,
  /** Longest delay of events, and of a telephone that picks up by itself, milliseconds. */
  delayMs: 60_000,
  failDials: 1_000,
} as const;
