/** What can be wrong with the telephone in the browser, in the agent's language: entries of the one catalogue. */
import { PHONE_ERRORS } from '@wssoftphone/protocol/errors-phone';

export type ProblemCode = keyof typeof PHONE_ERRORS;
export interface BrowserPhoneProblem {
  /** A code of docs/reference/errors.md. */
  readonly code: string;
  /** For the agent. */
  readonly text: string;
  /** What to do about it. */
  readonly remedy: string;
}

export function problemOf(code: ProblemCode, english: boolean, ins = ''): BrowserPhoneProblem {
  const { zh, en, remedy } = PHONE_ERRORS[code];
  const text = (english ? en : zh).replace('{ins}', ins);
  return { code, text, remedy: english ? remedy.en : remedy.zh };
}
