/** Telephone numbers as people write, paste and dial them. */
import { UI_LIMITS } from './limits.ts';

/** A number as a telephone takes it: full-width digits narrowed, words and signs gone; a plus only where the number begins. */
export function cleanNumber(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[^\d+*#]/g, '')
    .replace(/(?!^)\+/g, '')
    .slice(0, UI_LIMITS.numberChars);
}

/** The newest first, each once. */
export function withNumber(history: readonly string[], number: string): readonly string[] {
  const cleaned = cleanNumber(number);
  if (!cleaned) return history;
  return [cleaned, ...history.filter((one) => one !== cleaned)].slice(0, UI_LIMITS.history);
}

export const PAD = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'] as const;
