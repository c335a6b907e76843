/**
 * Every bound of the wire, in one place. What is above a bound is answered with a fault, never cut silently and never
 * kept. Lengths are UTF-16 code units, so that a bound is a bound on memory.
 */
export const PROTOCOL_LIMITS = {
  /** A frame or an HTTP body, bytes. */
  frameBytes: 64 * 1024,
  /** Messages in one array frame of wssp.v4. */
  messagesPerFrame: 64,
  /** A command's name as it is echoed. */
  commandChars: 64,
  ins: 64,
  delegatorId: 64,
  /** wssp.v4: a client's own id of a command. */
  commandId: 64,
  agentId: 64,
  agentName: 64,
  /** Codes, modes, reasons, service numbers. */
  code: 64,
  /** A telephone number as the page wrote it, separators included. */
  phoneNumber: 64,
  /** EncryptDial carries the number as hexadecimal or Base64 of one RSA block. */
  encryptedNumber: 1024,
  /** Numbers or names of one ImportTasks. */
  taskItems: 40_000,
  /** A signed token in softPhoneCode. */
  token: 2048,
  /** Keys of one SendDigits. */
  digits: 32,
  /** Text of an agent message. */
  message: 1000,
  /** Free texts that nobody acts on. */
  note: 256,
  /** customInitParams as a JSON string. */
  customInitParams: 16 * 1024,
  customSkills: 64,
  wrapupSeconds: 3600,
  skillLevel: 99,
  attachedKeys: 64,
  attachedKeyChars: 64,
  attachedValueChars: 1024,
  /** A page's callback name in JSONP. */
  callback: 128,
} as const;
