/** Shapes of what the lab is sent. */
import { VIRTUAL_LIMITS } from '../switch/virtual/limits.ts';
import { LAB_LIMITS } from './limits.ts';

export const NUMBER = { type: 'string', pattern: `^[0-9*#+]{1,${VIRTUAL_LIMITS.numberChars}}$` };
export const DIGITS = { type: 'string', pattern: `^[0-9*#]{1,${LAB_LIMITS.digits}}$` };
export const MS = { type: 'integer', minimum: 0, maximum: LAB_LIMITS.delayMs };

export function object(properties: Readonly<Record<string, object>>, required = Object.keys(properties)): object {
  return { type: 'object', properties, required, additionalProperties: false };
}
