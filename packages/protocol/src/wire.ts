/**
 * The frames as they travel. Two dialects share one envelope: the deployed one (values are strings, lists are JSON in
 * strings) and `wssp.v4` (the engine's views, plus texts). Types only, but for the names both ends must agree on.
 * Source: docs/reference/protocol.md.
 */
import type { ESPCommand, ESPError, ESPEvent } from './enums.ts';
import type { AgentEvent, Fault, Reply } from './views.ts';

/** The WebSocket subprotocol that chooses the newer dialect. A deployed client offers none. */
export const SUBPROTOCOL_V4 = 'wssp.v4';

/** Close codes the server uses. */
export const CLOSE_CODE = {
  /** The server stops; connect again, to the other address first. */
  GOING_AWAY: 1001,
  /** A frame above 64 KiB. */
  TOO_LARGE: 1009,
} as const;

/** Commands that are worthless when late; with an `age` above STALE_AFTER_MS they are refused with CommandStale. */
export const STALE_COMMANDS = [
  'Dial',
  'EncryptDial',
  'AnswerCall',
  'CallInner',
  'SendDigits',
] as const satisfies ESPCommand[];
export const STALE_AFTER_MS = 5_000;

export type ParamValue = string | number | boolean;

/** A command, in either dialect. `id` and `age` are read in wssp.v4 only. */
export interface SPCommandFrame {
  readonly command: string;
  readonly objectClass: 'SPCommand';
  readonly ins: string;
  readonly delegatorId: string;
  readonly params: Readonly<Record<string, ParamValue>>;
  /** The client's own id of this command, 1–64 characters. The same id sent twice has one effect. */
  readonly id?: string;
  /** Milliseconds the command waited in the client before it was sent (a monotonic clock). */
  readonly age?: number;
}

/** Deployed dialect: the one answer to a command. `agentInfos` is always an object. */
export interface SPResponseFrame {
  readonly objectClass: 'SPResponse';
  readonly command: string;
  readonly ins: string;
  readonly errorCode: ESPError;
  /** Text for the agent; empty on success. */
  readonly errorDesc: string;
  readonly datas: Readonly<Record<string, string | boolean>>;
  readonly agentInfos: Readonly<Record<string, string>>;
}

/** Deployed dialect: an event. Settings, queue and agent lists in `params` are JSON in a string. */
export interface SPEventFrame {
  readonly objectClass: 'SPEvent';
  readonly event: ESPEvent;
  readonly ins: string;
  /** Code of the error catalogue, on failures. */
  readonly errorCode?: string;
  readonly errorDesc?: string;
  readonly agentInfos?: Readonly<Record<string, string>>;
  readonly coInfos?: Readonly<Record<string, string>>;
  readonly params?: Readonly<Record<string, string>>;
}

/** wssp.v4: a fault with its text and remedy in the session's language. */
export interface FaultText extends Fault {
  readonly text: string;
  readonly remedy: string;
}

type WithText<T> = T extends unknown ? Omit<T, 'fault'> & { readonly fault?: FaultText } : never;
/** wssp.v4: the one answer to a command. */
export type V4Response = WithText<Reply> & { readonly objectClass: 'SPResponse' };
/** wssp.v4: an event; `seq` is per session, without gaps. */
export type V4Event = WithText<AgentEvent> & { readonly objectClass: 'SPEvent' };
/** A wssp.v4 frame holds one message or an array of them, in order. */
export type V4Message = V4Response | V4Event;
