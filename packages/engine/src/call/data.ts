/** Attached data (随路数据): what pages and transfers add to a call, never in the place of what the server says of it. */
import { type Ctx, touchCall } from '../context.ts';
import { LIMITS } from '../limits.ts';
import type { Call } from '../state.ts';

/** Keys that the server writes (protocol 4, coInfos). */
const OWN_KEYS: ReadonlySet<string> = new Set([
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

/** Within the limits, whoever let it through: what is too much is left out. */
export function mergeData(ctx: Ctx, call: Call, attached: Readonly<Record<string, string>>): void {
  const merged = new Map(Object.entries(call.data));
  for (const [key, value] of Object.entries(attached)) {
    if (OWN_KEYS.has(key) || key.length > LIMITS.attachedKeyChars) continue;
    if (!merged.has(key) && merged.size >= LIMITS.attachedKeys) continue;
    merged.set(key, value.slice(0, LIMITS.attachedValueChars));
  }
  call.data = Object.fromEntries(merged);
  touchCall(ctx, call);
}
