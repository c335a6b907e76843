/** Which numbers an agent may dial. A refused number never reaches the switch. */
import type { DialRule } from '../config.ts';
import { LIMITS } from '../limits.ts';

type Rule = Pick<DialRule, 'prefix' | 'action'>;

/**
 * What holds when the tenant says nothing else: international and premium numbers are denied. A rule of the tenant for
 * the very same prefix takes the place of one of these, so that a general "allow everything" does not open them.
 */
export const DEFAULT_DIAL_RULES: readonly Rule[] = [
  { prefix: '', action: 'allow' },
  { prefix: '00', action: 'deny' },
  { prefix: '+', action: 'deny' },
  { prefix: '160', action: 'deny' },
  { prefix: '168', action: 'deny' },
];

/** Longest prefix wins; of two with the same prefix the one that denies. */
function decide(rules: readonly Rule[], number: string): Rule | null {
  let best: Rule | null = null;
  for (const rule of rules) {
    if (!number.startsWith(rule.prefix)) continue;
    const longer = best === null || rule.prefix.length > best.prefix.length;
    const stricter = best !== null && rule.prefix.length === best.prefix.length && rule.action === 'deny';
    if (longer || stricter) best = rule;
  }
  return best;
}

/** `number` as the carrier will see it. A rule for the agent decides before the tenant's. */
export function mayDial(rules: readonly DialRule[], agentId: string, number: string): boolean {
  const own = decide(
    rules.filter((rule) => rule.agentId === agentId),
    number,
  );
  if (own) return own.action === 'allow';
  const tenant = rules.filter((rule) => rule.agentId === null);
  const defaults = DEFAULT_DIAL_RULES.filter(({ prefix }) => !tenant.some((rule) => rule.prefix === prefix));
  return decide([...tenant, ...defaults], number)?.action === 'allow';
}

const SEPARATORS = /[\s\-().\u00a0/]/g;
const NUMBER = /^\+?[0-9*#]+$/;
/** What pages are shown of a number that they may not know (privacy.ts): it leads to nobody. */
const MASKED = /\d\*{2,}\d/;

/** A number as people write it, without separators; null when it is none, or only the mask of one. */
export function normaliseNumber(text: string): string | null {
  if (text.length > LIMITS.phoneNumberChars * 2) return null;
  const number = text.replace(SEPARATORS, '');
  return number.length <= LIMITS.phoneNumberChars && NUMBER.test(number) && !MASKED.test(number) ? number : null;
}
