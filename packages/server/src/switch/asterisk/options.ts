/** How to reach an Asterisk, and what it is to this server. */
import type { Clock } from '../../ports/clock.ts';
import type { AriCredentials } from './ari-client.ts';

/** The part of pino's logger that the adapter uses. */
export interface SwitchLog {
  debug(fields: object, text: string): void;
  info(fields: object, text: string): void;
  warn(fields: object, text: string): void;
  error(fields: object, text: string): void;
}

/** One directory, as this machine sees it and as Asterisk does. Files of ours in it are made and removed. */
export interface RecordingShelf {
  readonly directory: string;
  readonly path: string;
}

export type AsteriskLink =
  /** We connect to Asterisk (20 and later). */
  | { readonly kind: 'connect' }
  /** Asterisk connects to us (22 and later, `type=outbound_websocket`), with this user and password; port 0: any. */
  | {
      readonly kind: 'listen';
      readonly host: string;
      readonly port: number;
      readonly user: string;
      readonly password: string;
    };

export interface AsteriskOptions {
  readonly ari: AriCredentials;
  /** Stasis application; each server needs its own. Default `wssp`. */
  readonly app?: string;
  readonly link: AsteriskLink;
  /** PJSIP endpoint that outside numbers go through; null: none, and every outside call is unreachable. */
  readonly trunk: string | null;
  /** Dialplan context for what a telephone dials by itself. Default `wssp-phones`. */
  readonly phoneContext?: string;
  /** A registered telephone is asked for a sign of life every so many seconds; 0: never. Default 30. */
  readonly qualifySeconds?: number;
  /** Where recordings are put for Asterisk to play; absent: nowhere, and flows that play some are silent there. */
  readonly recordings?: RecordingShelf;
  readonly clock: Clock;
  readonly log: SwitchLog;
}
