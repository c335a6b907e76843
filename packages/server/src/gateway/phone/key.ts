/** What opens the SIP line of a seat: it says nothing of the delegatorId, and dies with it. */
import { createHash, timingSafeEqual } from 'node:crypto';

export const lineKey = (delegatorId: string): string =>
  createHash('sha256').update(`wssp-phone-line:${delegatorId}`).digest('base64url');

export function opensLine(key: string, delegatorId: string): boolean {
  const known = Buffer.from(lineKey(delegatorId));
  const asked = Buffer.from(key);
  return known.length === asked.length && timingSafeEqual(known, asked);
}
