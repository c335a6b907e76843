/** Every bound of the gateway, in one place. Frame and parameter bounds are the protocol's (PROTOCOL_LIMITS). */
export const GATEWAY_LIMITS = {
  /** WebSocket connections at one time; more are refused with 503. */
  connections: 20_000,
  /** Of these, connections that have not proved who they are (mode `token`). */
  unprovenConnections: 1_000,
  /** An unproven connection that has not sent Init after so long is closed. */
  unprovenIdleMs: 30_000,
  /** Plain HTTP connections beside the WebSockets. */
  httpConnections: 2_000,
  /** Commands a second on one connection, and how many may come at once. */
  commandsPerSecond: 50,
  commandBurst: 100,
  /** Commands of one connection that wait for their answer. */
  inFlightPerConnection: 256,
  /** Commands of all connections and HTTP requests that wait for their answer. */
  inFlight: 50_000,
  /** After so long without an answer the gateway answers Internal itself. */
  answerMs: 15_000,
  /** Bytes not yet taken by a page; above it the connection is cut, and the session waits as for any lost page. */
  sendBufferBytes: 1024 * 1024,
  /** Characters of one wssp.v4 array frame. */
  arrayFrameChars: 256 * 1024,
  /** Ping every so often; a connection silent for this many pings is cut. */
  pingMs: 15_000,
  missedPings: 2,
  /** Messages held back while a token of the same connection is being checked. */
  heldMessages: 64,
  /** Life of a token: default and most, seconds. */
  tokenSeconds: 120,
  tokenMaxSeconds: 3_600,
  /** Remembered ids of single-use tokens; full means refusing, not forgetting. */
  usedTokens: 100_000,
  /** Characters of a URL that are looked at. */
  urlChars: 8 * 1024,
  /** SIP lines of telephones in the browser at one time, and of one seat; more are refused with 503. */
  phoneLines: 5_000,
  phoneLinesPerSeat: 4,
  /** How often one seat's SIP account may be asked for, and how often at once; seats whose askings are counted. */
  phoneAccountsPerSecond: 0.5,
  phoneAccountBurst: 10,
  phoneSeats: 20_000,
  /** How long /healthz waits for its parts. */
  healthMs: 2_000,
  /** How long stop() waits for pages to take their last frames. */
  drainMs: 1_000,
} as const;
export type GatewayLimits = { readonly [K in keyof typeof GATEWAY_LIMITS]: number };
