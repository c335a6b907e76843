/** The one line that tells the agent what came of it, and what to do. */

export type TipKind = 'good' | 'bad' | 'plain';
export interface Tip {
  readonly text: string;
  /** What to do about it; '' when there is nothing to say. */
  readonly remedy: string;
  readonly kind: TipKind;
  /** Counts up, so that the same text twice is news. */
  readonly nth: number;
}

/** Deployed pages sort tips by the words 成功 and 失败 in them (protocol 8); so does this toolbar. */
export function kindOf(text: string): TipKind {
  if (/失败|failed/i.test(text)) return 'bad';
  return /成功|succeeded/i.test(text) ? 'good' : 'plain';
}

/** A remedy that only repeats the text is none. */
export const usefulRemedy = (text: string, remedy: string | undefined): string =>
  remedy && !text.includes(remedy) ? remedy : '';
