/** Rows of the configuration as forms hold them, and what can be said about them without the server. */
import type { ConfigColumn, ConfigRow, ConfigTable, ConfigValue } from '@wssoftphone/protocol/console';
import { targetOf } from './target.ts';

export type Draft = Record<string, ConfigValue>;

export const keyOf = ({ key }: ConfigTable, row: ConfigRow): string =>
  key.map((column) => String(row[column] ?? '')).join('/');

const EMPTY: Readonly<Record<ConfigColumn['kind'], ConfigValue>> = {
  text: '',
  number: null,
  flag: false,
  choice: '',
  target: 'hangup',
  hours: '',
  secret: null,
  list: [],
  levels: [],
};

/** A new row. */
export function draftOf({ columns }: ConfigTable, row: ConfigRow | null = null): Draft {
  return Object.fromEntries(
    columns.map(({ name, kind, initial }) => [
      name,
      row === null ? (initial ?? EMPTY[kind]) : (row[name] ?? EMPTY[kind]),
    ]),
  );
}

export type Trouble = 'needed' | 'number' | 'whole' | 'target';
/** What a column lacks before anybody needs to be asked; the server knows the rest. */
export function troubleOf({ kind, optional, mayBeEmpty, min, max }: ConfigColumn, value: ConfigValue): Trouble | null {
  if (kind === 'number') {
    if (value === null || value === '') return optional ? null : 'needed';
    if (typeof value !== 'number' || !Number.isInteger(value)) return 'whole';
    return (min !== undefined && value < min) || (max !== undefined && value > max) ? 'number' : null;
  }
  if (kind === 'target') {
    const target = typeof value === 'string' ? targetOf(value) : null;
    if (value === '' || value === null) return optional ? null : 'needed';
    return target === null || (target.type !== 'hangup' && target.value === '') ? 'target' : null;
  }
  if ((kind === 'choice' || (kind === 'text' && mayBeEmpty !== true)) && !optional) {
    return value === null || String(value).trim() === '' ? 'needed' : null;
  }
  return null;
}

/** What is sent: text without spaces around it; an empty optional one is none. */
export function rowOf({ columns }: ConfigTable, draft: Draft): ConfigRow {
  return Object.fromEntries(
    columns.map(({ name, kind, optional }) => {
      const value = draft[name] ?? null;
      if (typeof value !== 'string' || kind === 'secret') return [name, value];
      const text = value.trim();
      return [name, text === '' && optional && kind !== 'hours' ? null : text];
    }),
  );
}

export const sameRow = (a: Draft, b: Draft): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Which row a place in the server's answer means: `overflow`, `skills.1002`, `skills/0/level` → its column. */
export function columnAt({ columns }: ConfigTable, at: string): string | null {
  const [first = ''] = at.replace(/^\/+/, '').split(/[./]/);
  return columns.find(({ name }) => name === at || name === first)?.name ?? null;
}
