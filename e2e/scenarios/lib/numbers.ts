/** Telephone numbers that no test has used before, so that a record tells whose call it was. */
let used = 0;

/** @param tail last four digits; on the virtual switch they can say what becomes of a call */
export function newNumber(prefix: '138' | '139', tail?: string): string {
  used += 1;
  const count = String(used).padStart(4, '0');
  // The middle counts too, so that a given tail makes no number twice; below 9000 no tail means anything by itself.
  return tail === undefined ? `${prefix}0000${count}` : `${prefix}${count}${tail}`;
}
