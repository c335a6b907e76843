/** Bounds of what a tenant's administrator may bring. */
export const FLOW_LIMITS = {
  flows: 200,
  nodes: 200,
  /** Prompts of one node. */
  prompts: 5,
  /** Longest wait for an answer to a flow's request, seconds. */
  httpSeconds: 15,
  /** Faults told of one flow. */
  faults: 20,
  /** Bytes of a flow as JSON. */
  flowBytes: 256 * 1024,
} as const;

export const RECORDING_LIMITS = {
  recordings: 500,
  /** Longest recording, seconds; the engine's deadline of a prompt (flowPromptMs) is five of these. */
  seconds: 120,
  /** Bytes of an uploaded file: 120 s at 16 kHz, and room for what the maker of the file wrote beside. */
  bytes: 4 * 1024 * 1024,
} as const;
