/** Names as short as their place, with an ellipsis. Measured here once for each name: a browser would clip every tile anew. */

const MARK = '…';
/** Names remembered at most; there are as many as agents, and more only after many have come and gone. */
const MOST = 5_000;

/** How wide a text is, CSS pixels. */
export type Measure = (text: string) => number;

/** @param width CSS pixels */
export function cutter(width: number, measure: Measure): (name: string) => string {
  const known = new Map<string, string>();
  return (name) => {
    const before = known.get(name);
    if (before !== undefined) return before;
    if (known.size >= MOST) known.clear();
    const short = cutTo(name, width, measure);
    known.set(name, short);
    return short;
  };
}

export function cutTo(name: string, width: number, measure: Measure): string {
  if (measure(name) <= width) return name;
  // By letters as a reader counts them: half of a pair is no letter.
  const letters = [...name];
  while (letters.length > 1) {
    letters.pop();
    const short = `${letters.join('').trimEnd()}${MARK}`;
    if (measure(short) <= width) return short;
  }
  return `${letters.join('')}${MARK}`;
}

/** @param font as CSS writes it, such as `600 14px sans-serif` */
export function measureIn(font: string): Measure {
  const context = document.createElement('canvas').getContext('2d');
  if (context === null) return () => 0;
  context.font = font;
  return (text) => context.measureText(text).width;
}
