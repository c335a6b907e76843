/**
 * Ids from the entropy of the input: the same input gives the same ids, and nobody can guess the next ones.
 * An id is a kind letter, 20 hex digits of the first half of the entropy and a 2-digit counter. Session secrets come
 * from the second half, so that whoever reads ids in a log or on the switch learns nothing about them.
 */

/** c call, l leg, r room, p play, m message, v recording (voices). */
export type IdKind = 'c' | 'l' | 'r' | 'p' | 'm' | 'v';

const hex = (n: number, digits: number): string => n.toString(16).padStart(digits, '0');

/** 23 characters; `counter` numbers the ids of one input. Beyond 256 the counter carries into the prefix. */
export function makeId(kind: IdKind, entropy: string, counter: number): string {
  const prefix = entropy.slice(0, 20).padEnd(20, '0');
  const low = hex(counter & 0xff, 2);
  const high = counter >>> 8;
  if (high === 0) return kind + prefix + low;
  const tail = (Number.parseInt(prefix.slice(14), 16) ^ high) & 0xffffff;
  return kind + prefix.slice(0, 14) + hex(tail, 6) + low;
}

/** 32 hex digits naming a session: 80 unguessable bits, then the counter and the time, which keep it unique. */
export function makeDelegatorId(entropy: string, counter: number, at: number): string {
  return entropy.slice(20, 40).padEnd(20, '0') + hex(counter & 0xff, 2) + hex(at, 10).slice(-10);
}
