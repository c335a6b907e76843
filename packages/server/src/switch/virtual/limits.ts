/** Every bound of the virtual switch. What would go beyond is refused, or the oldest is forgotten. */
export const VIRTUAL_LIMITS = {
  /** Customers with a call up or on its way; an outside number dialled beyond it gets congestion. */
  liveCustomers: 5_000,
  /** Customers whose call is over, kept to be looked at. */
  endedCustomers: 50,
  /** Prompts waiting on one leg, the one that plays included. */
  playsPerLeg: 16,
  /** Ids of ended legs and plays that are remembered, so that a repeated command does nothing. */
  rememberedIds: 10_000,
  /** Events on their way to the engine; more and the line is lost, as a real one would be. */
  outbox: 100_000,
  /** Digits kept of those a far end received. */
  receivedDigits: 64,
  /** Recordings that are over and can be heard still. */
  tapes: 500,
  /** Changes of who talks in one recording, and its length; what comes after them cannot be heard. */
  tapeCuts: 2_000,
  tapeMs: 2 * 3_600_000,
  /** Digits of a number that calls or is called. */
  numberChars: 32,
} as const;
