/** The tiles of a group on several canvases: one for a thousand agents would be larger than browsers make them. */

/** Rows of tiles on one canvas. It has this height from the start: one that grows would be empty for a moment. */
export const SHEET_ROWS = 12;

/** At least one sheet. */
export function sheetsOf<T>(agents: readonly T[], perRow: number): readonly (readonly T[])[] {
  const each = perRow * SHEET_ROWS;
  const count = Math.max(1, Math.ceil(agents.length / each));
  return Array.from({ length: count }, (_, n) => agents.slice(n * each, (n + 1) * each));
}
