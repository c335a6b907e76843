/**
 * What a method of the control returns. 0: handed over; the outcome is an event. Anything else: nothing was done, and
 * getErrDesc of the number says why.
 */
import type { OwnCode } from '../errors.ts';

export const OCX_RETURNS = {
  /** connectServer was not called, or the line was closed. */
  LineDown: -1,
  /** Another page has the softphone; connectServer takes it back. */
  SessionReplaced: -2,
  /** A value is missing or makes no sense. */
  ParamMissing: -3,
  /** The server offers no such function. */
  NotAvailable: -4,
} as const satisfies Partial<Record<OwnCode, number>>;

export type OcxReturn = 0 | (typeof OCX_RETURNS)[keyof typeof OCX_RETURNS];
export type OcxRefusal = keyof typeof OCX_RETURNS;

/** The code of the catalogue behind a return value or an event's error; the value itself when there is none. */
export const codeOf = (returned: unknown): string =>
  Object.entries(OCX_RETURNS).find(([, number]) => String(number) === String(returned))?.[0] ?? String(returned);
