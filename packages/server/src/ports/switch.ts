/** The port every telephone switch implements. Its language is the engine's (switch-contract.ts). */
import type { Readable } from 'node:stream';
import type { RecordingId, SwitchCommand, SwitchEvent } from '@wssoftphone/engine';

/** A telephone the switch must know. Secrets never leave the server. */
export interface PhoneSetup {
  readonly number: string;
  readonly kind: 'desk' | 'webrtc' | 'virtual';
  /** SIP password; null: the phone cannot register (virtual). */
  readonly secret: string | null;
  readonly serverAnswer: boolean;
}

/** A recording that prompts may name: a WAV file, mono, 16 bits. */
export interface RecordingSetup {
  readonly name: string;
  /** SHA-256 of the file, hex: another digest is another recording. */
  readonly digest: string;
  /** Samples a second: 8000 or 16000. */
  readonly rate: number;
  /** Milliseconds. */
  readonly ms: number;
  /** The file; rejects when it cannot be had. */
  load(): Promise<Buffer>;
}

export interface SwitchSetup {
  readonly phones: readonly PhoneSetup[];
  /** Absent: none. */
  readonly recordings?: readonly RecordingSetup[];
}

/** A recorded talk: a WAV file, mono, 16 bits. */
export interface RecordedSound {
  /** Of the whole file. */
  readonly bytes: number;
  /** Read to its end or destroyed by whoever asked for it. */
  readonly stream: Readable;
}

export interface SwitchHealth {
  readonly connected: boolean;
  readonly detail: string;
}

/** A telephone in the browser, as SIP knows it. The digest stands in for the password, which stays here. */
export interface BrowserPhoneAccount {
  readonly user: string;
  readonly realm: string;
  /** MD5 of `user:realm:password` (RFC 2617, 3.2.2.2), hex. */
  readonly ha1: string;
}

/** Telephones that live in agents' pages and speak SIP over a websocket. */
export interface BrowserPhones {
  /** Websocket of the switch, as this server reaches it. */
  readonly line: URL;
  /** null: no such telephone. */
  account(number: string): BrowserPhoneAccount | null;
}

export interface SwitchPort {
  readonly kind: 'virtual' | 'asterisk';
  /** Absent: the switch has none. */
  readonly browserPhones?: BrowserPhones;
  /**
   * Connects and keeps connecting. `sink` hears `sync` first, then events in the order they happened; after a lost
   * connection `down`, and `sync` again. Resolves at the first `sync`, rejects only on a configuration error.
   */
  start(sink: (event: SwitchEvent) => void): Promise<void>;
  /** Puts phones and recordings in place; called before start and after every change of configuration. Idempotent. */
  configure(setup: SwitchSetup): Promise<void>;
  /** Never throws, never blocks: what comes of it comes as events. */
  execute(command: SwitchCommand): void;
  /**
   * Says `sync` again with all that exists now; the runtime asks for it after it had to go back to its last good state.
   * Optional: without it the runtime stops and starts the port.
   */
  resync?(): void;
  /** A recording that is over; null: there is nothing of it (any more). Rejects when the switch cannot be asked. */
  recording(id: RecordingId): Promise<RecordedSound | null>;
  /** Idempotent. Rejects when the switch cannot be asked, or keeps it all the same. */
  deleteRecording(id: RecordingId): Promise<void>;
  health(): SwitchHealth;
  /** Closes the connection; calls on a real switch go on. */
  stop(): Promise<void>;
}
