/** Tables for spreadsheets: RFC 4180, with the mark by which Excel knows UTF-8. */

export type Cell = string | number | null;

/** A spreadsheet runs a text that begins like a formula, in wide signs too. Numbers of ours are numbers. */
const FORMULA = /^[=+\-@＝＋－＠\t\r\n]/;

function field(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export const csv = (rows: readonly (readonly Cell[])[]): string =>
  `\uFEFF${rows.map((row) => `${row.map(field).join(',')}\r\n`).join('')}`;
