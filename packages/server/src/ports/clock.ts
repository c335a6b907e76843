/** Time, timers and randomness, so that tests can own them. */
export interface Clock {
  /** Epoch milliseconds; may jump with the machine's clock. The runtime makes it monotonic for the engine. */
  now(): number;
  /** Returns a cancel function. */
  after(ms: number, run: () => void): () => void;
  /** Hex digits from a secure source. */
  entropy(digits: number): string;
}
