/** A rule that did not hold, with everything needed to see it again. */
export class Violation extends Error {
  /** Number of the rule (behaviour of the call centre, "always true") or a short name. */
  readonly rule: string;

  constructor(rule: string, message: string) {
    super(`rule ${rule}: ${message}`);
    this.name = 'Violation';
    this.rule = rule;
  }
}

export const fail = (rule: string, message: string): never => {
  throw new Violation(rule, message);
};

/** Deep equality of JSON values. `undefined` members count as absent. */
export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a)) {
    if (!Array.isArray(b) || a.length !== b.length) return false;
    for (let i = 0; i < a.length; i += 1) if (!same(a[i], b[i])) return false;
    return true;
  }
  if (Array.isArray(b)) return false;
  const left = a as Record<string, unknown>;
  const right = b as Record<string, unknown>;
  let count = 0;
  for (const key in left) {
    if (left[key] === undefined) continue;
    count += 1;
    if (!same(left[key], right[key])) return false;
  }
  for (const key in right) if (right[key] !== undefined) count -= 1;
  return count === 0;
}

/** The first difference between two JSON values, for messages. */
export function difference(a: unknown, b: unknown, path = ''): string {
  if (same(a, b)) return '';
  if (typeof a === 'object' && typeof b === 'object' && a !== null && b !== null) {
    for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
      const left = (a as Record<string, unknown>)[key];
      const right = (b as Record<string, unknown>)[key];
      if (!same(left, right)) return difference(left, right, `${path}.${key}`);
    }
  }
  return `${path}: ${JSON.stringify(a)?.slice(0, 200)} against ${JSON.stringify(b)?.slice(0, 200)}`;
}
