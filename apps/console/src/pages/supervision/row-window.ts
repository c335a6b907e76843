/** Which rows of a long list are drawn: those in view, and some around them, so that arrow keys and a quick wheel find rows. */
export const ROW_HEIGHT = 36;
const AROUND = 12;

export interface RowWindow {
  readonly first: number;
  /** The one after the last. */
  readonly end: number;
  /** Heights of what is not drawn, in CSS pixels. */
  readonly above: number;
  readonly below: number;
}
export function rowWindow(count: number, scrollTop: number, height: number): RowWindow {
  const end = Math.min(count, Math.ceil((scrollTop + height) / ROW_HEIGHT) + AROUND);
  const first = Math.min(Math.max(0, Math.floor(scrollTop / ROW_HEIGHT) - AROUND), end);
  return { first, end, above: first * ROW_HEIGHT, below: (count - end) * ROW_HEIGHT };
}
