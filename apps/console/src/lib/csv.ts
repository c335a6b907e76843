/** Tables as CSV files (RFC 4180) that Excel opens as they are meant: UTF-8 with its mark, and no cell that runs. */

const BYTE_ORDER_MARK = '\uFEFF';

/** A cell that begins like a formula gets a `'` before it: a caller's name must not run on the manager's machine. */
export function csvCell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function csvFile(head: readonly string[], rows: readonly (readonly (string | number | null)[])[]): string {
  return `${BYTE_ORDER_MARK}${[head, ...rows].map((row) => row.map(csvCell).join(',')).join('\r\n')}\r\n`;
}

/** Hands a file to the person. */
export function saveAs(name: string, content: string | Blob): void {
  const file = typeof content === 'string' ? new Blob([content], { type: 'text/csv;charset=utf-8' }) : content;
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads it after the click has been handled.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
