/** Attached data (随路数据): what pages and transfers add to a call, never in the place of what the server says of it. */
import { type Ctx, touchCall } from '../context.ts';
import { LIMITS } from '../limits.ts';
import type { Call } from '../state.ts';

/** Keys that the server writes (protocol 4, coInfos). */
export const OWN_KEYS: ReadonlySet<string> = new Set([
  'COID',
  'ANI',
  'DNIS',
  'SK',
  'IT',
  '17',
  'AID',
  'QTM',
  'CN0_UserPhoneNum',
  'CN2_ChannelANI',
  'IVRROOT',
  'SVN',
  'CCIVR_TRANSFERTYPE',
  'CCIVR_TRANSFERDEST',
]);

/** What may be attached: within the limits, whoever let it through, and under no key of the server's. */
export function bounded(data: Readonly<Record<string, string>>): Record<string, string> {
  const kept = Object.entries(data)
    .filter(([key]) => !OWN_KEYS.has(key) && key.length <= LIMITS.attachedKeyChars)
    .slice(0, LIMITS.attachedKeys)
    .map(([key, value]) => [key, value.slice(0, LIMITS.attachedValueChars)] as const);
  return Object.fromEntries(kept);
}

/** What is too much is left out. */
export function mergeData(ctx: Ctx, call: Call, attached: Readonly<Record<string, string>>): void {
  const merged = new Map(Object.entries(call.data));
  for (const [key, value] of Object.entries(bounded(attached))) {
    if (!merged.has(key) && merged.size >= LIMITS.attachedKeys) continue;
    merged.set(key, value);
  }
  call.data = Object.fromEntries(merged);
  touchCall(ctx, call);
}
