import { type ErrorCode, errorRemedy, errorText, type Lang } from '@wssoftphone/protocol/errors';

/**
 * Codes of the catalogue that the client itself raises, or shows as the reason of a button that is off. The server sends the
 * text of every other one, so scripts/build-client.mjs takes only these into the library.
 */
export const OWN_CODES = [
  'CommandStale',
  'LineDown',
  'NoResponse',
  'OutcomeUnknown',
  'TooManyCommands',
  'SessionReplaced',
  'ParamMissing',
  'CallGone',
  'CallCancelled',
  'NotAvailable',
  'NotAllowedInState',
  'NotPermitted',
  'FunctionMasked',
] as const satisfies readonly ErrorCode[];
export type OwnCode = (typeof OWN_CODES)[number];

/** Why a function of the softphone failed: what its promise rejects with. */
export class WSSoftPhoneError extends Error {
  override readonly name = 'WSSoftPhoneError';
  /** A code of the catalogue (docs/reference/errors.md), or what an older server sent as errorCode. */
  readonly code: string;
  /** For the agent, in the language of the softphone. */
  readonly text: string;
  /** What to do about it; '' when there is nothing to say. */
  readonly remedy: string;
  /** The command that failed; '' when it was none. */
  readonly command: string;

  constructor(code: string, text: string, remedy = '', command = '') {
    super(command ? `${command}: ${text} (${code})` : `${text} (${code})`);
    this.code = code;
    this.text = text;
    this.remedy = remedy;
    this.command = command;
  }
}

/** An error out of the catalogue. */
export function catalogueError(
  code: OwnCode,
  lang: Lang,
  command = '',
  args: Readonly<Record<string, string>> = {},
): WSSoftPhoneError {
  return new WSSoftPhoneError(code, errorText(code, lang, args), errorRemedy(code, lang, args), command);
}
