/** Where a call goes: `skill:1002`, `outside:013800138000`, `ivr:999` or `hangup`. */
export type TargetType = 'skill' | 'ivr' | 'outside' | 'hangup';
export const TARGET_TYPES: readonly TargetType[] = ['skill', 'ivr', 'outside', 'hangup'];

export interface WrittenTarget {
  readonly type: TargetType;
  /** Code, number of the flow, or telephone number; '' of a hang-up. */
  readonly value: string;
}

/** Null: not understood, or nothing. */
export function targetOf(text: string): WrittenTarget | null {
  const [, type = '', value = ''] = /^\s*(skill|ivr|outside|hangup)\s*(?::\s*(.*?)\s*)?$/.exec(text) ?? [];
  const known = TARGET_TYPES.find((one) => one === type);
  return known === undefined ? null : { type: known, value };
}
export const targetText = ({ type, value }: WrittenTarget): string =>
  type === 'hangup' ? 'hangup' : `${type}:${value.trim()}`;
