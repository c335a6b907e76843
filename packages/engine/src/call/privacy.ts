/**
 * Customers' numbers that browsers must not learn: those of calls by EncryptDial, and with NUMBERMASK all of them. What
 * an agent's page, list or telephone shows has the middle hidden; the switch, flows and records have the number.
 */
import type { Call, TenantState } from '../state.ts';
import { customerNumber } from './model.ts';

/** Of eleven digits and more the first three and last four stay (138****8000), of shorter ones a third, at the end. */
export function maskNumber(number: string): string {
  const length = number.length;
  const [head, tail] = length >= 11 ? [3, 4] : [0, Math.floor(length / 3)];
  return `${number.slice(0, head)}${'*'.repeat(length - head - tail)}${tail > 0 ? number.slice(-tail) : ''}`;
}

export const hidesNumber = (state: TenantState, call: Pick<Call, 'numberHidden' | 'direction'>): boolean =>
  call.direction !== '2' && (call.numberHidden || state.config.params.maskNumbers);

/** A number as people may see it. */
export const visible = (state: TenantState, call: Call, number: string): string =>
  hidesNumber(state, call) ? maskNumber(number) : number;

/** The customer's number on the display of an agent's telephone. */
export const displayNumber = (state: TenantState, call: Call): string => visible(state, call, customerNumber(call));

const digitsOf = (text: string): string => text.replace(/\D/g, '');
/** So many digits at the end of a number are the number, whatever stands before them. */
const TELLING = 7;

/** Networks that know no name often give the number in its place, with its country or in somebody's way of writing it. */
export function visibleName(state: TenantState, call: Call): string {
  const { aniName: name } = call;
  if (/^\+?[0-9*#]+$/.test(name)) return visible(state, call, name);
  const tail = digitsOf(customerNumber(call)).slice(-TELLING);
  return tail.length === TELLING && digitsOf(name).includes(tail) ? displayNumber(state, call) : name;
}

/** How a customer's call announces itself on the display of a telephone. */
export const asDisplayed = (state: TenantState, call: Call): { readonly number: string; readonly name: string } => ({
  number: displayNumber(state, call),
  name: visibleName(state, call),
});
