/** What the telephone needs of a SIP library, and what it is told by it. Nothing else here knows which library it is. */
export interface SipAccount {
  readonly user: string;
  readonly realm: string;
  /** MD5 of `user:realm:password`, hex. */
  readonly ha1: string;
  /** Address of the websocket. */
  readonly line: string;
}

/** One call that came in. */
export interface SipCall {
  /** What comes of it; set before anything is asked of the call. */
  told: SipCallHost | null;
  answer(microphone: MediaStream): void;
  /** Of a call that rings: busy. */
  refuse(): void;
  /** Says goodbye. */
  hangup(): void;
  /** Lets go without a word: somebody else has the call, or will have it. */
  drop(): void;
  sendDigits(digits: string): void;
  /** Speaks with another microphone from now on. */
  speakWith(microphone: MediaStream): Promise<void>;
}
export interface SipCallHost {
  up(): void;
  over(): void;
  /** The far end's sound. */
  sound(stream: MediaStream): void;
}

export interface SipStack {
  start(): void;
  /** `quietly`: calls are dropped, not ended. */
  stop(quietly: boolean): void;
  /** Asks to be registered again, after a refusal. */
  register(): void;
}
export interface SipStackHost {
  opened(): void;
  /** The websocket is gone, or was not to be had; the library tries again by itself. */
  closed(wasOpen: boolean): void;
  registered(): void;
  refused(): void;
  /** `pickUp`: the server asks the telephone to answer by itself. */
  rings(call: SipCall, pickUp: boolean): void;
  /** The server answers for the agent: the call that rings. */
  pickUp(): void;
}
