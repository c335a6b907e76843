/** Durations, and what is said of them. */
export interface Summary {
  readonly count: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

/** Keeps every sample up to a bound; later ones are counted and not kept. */
export class Samples {
  readonly #values: Float64Array;
  #count = 0;

  constructor(bound: number) {
    this.#values = new Float64Array(bound);
  }

  add(value: number): void {
    if (this.#count < this.#values.length) this.#values[this.#count] = value;
    this.#count += 1;
  }

  summary(): Summary {
    const kept = this.#values.slice(0, Math.min(this.#count, this.#values.length)).sort();
    const at = (part: number): number => kept[Math.min(kept.length - 1, Math.floor(kept.length * part))] ?? 0;
    return { count: this.#count, p50: at(0.5), p99: at(0.99), max: kept.at(-1) ?? 0 };
  }
}

export const perSecond = (count: number, ms: number): number => (ms > 0 ? (count * 1000) / ms : 0);
export const whole = (value: number): string => Math.round(value).toLocaleString('en-US');
export const fixed = (value: number, digits = 2): string => value.toFixed(digits);

/** A table for the terminal and for Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join(' | ')} |`;
  const rule = `|${widths.map((width, i) => (i === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`;
  return [line(head), rule, ...rows.map(line)].join('\n');
}
