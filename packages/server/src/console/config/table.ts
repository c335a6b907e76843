/** What a table of the configuration is to the console: its columns in words, and how its rows lie in ConfigRows. */
import type { Bilingual, ConfigColumn, ConfigRow } from '@wssoftphone/protocol/console';
import type { StoredConfig } from '../../ports/console-store.ts';

export interface Column extends ConfigColumn {
  /** Of a text or a list's items, beside its length. */
  readonly form?: { readonly test: (text: string) => boolean; readonly expected: Bilingual };
}
export interface TableDef {
  readonly table: string;
  readonly title: Bilingual;
  readonly help: Bilingual;
  readonly key: readonly string[];
  readonly columns: readonly Column[];
  /** Rows are neither added nor deleted. */
  readonly fixed?: true;
  /** What is where no row is, by key: told with the table. */
  readonly defaults?: Readonly<Record<string, string>>;
  /** What is stored, secrets in clear. `write` puts such rows back, and leaves everything else as it was. */
  readonly read: (config: StoredConfig) => readonly ConfigRow[];
  readonly write: (config: StoredConfig, rows: readonly ConfigRow[]) => StoredConfig;
  /** What is looked at where nothing is stored; absent: what is stored. */
  readonly view?: (config: StoredConfig) => readonly ConfigRow[];
}

export const zh = (chinese: string, en: string): Bilingual => ({ 'zh-CN': chinese, en });

export const keyOf = ({ key }: Pick<TableDef, 'key'>, row: ConfigRow): string =>
  key.map((column) => plain(row[column])).join('/');
/** Of a row from outside a column may hold anything, and not all of it has a text. */
const plain = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');

const NONE = zh('', '');
type More = Partial<Omit<Column, 'name' | 'title' | 'kind'>>;

export const column = (kind: Column['kind'], name: string, title: Bilingual, more: More = {}): Column => ({
  name,
  title,
  help: NONE,
  kind,
  optional: false,
  ...more,
});

const ID = /^[\w-]{1,32}$/;
export const ID_FORM = {
  test: (text: string): boolean => ID.test(text),
  expected: zh('1 到 32 个字母、数字、_ 或 -', '1 to 32 letters, digits, _ or -'),
};

// What a column holds is known from its kind: `fit` has seen to it.
export const text = (row: ConfigRow, name: string): string => String(row[name] ?? '');
export const number = (row: ConfigRow, name: string): number => Number(row[name] ?? 0);
export const numberOrNull = (row: ConfigRow, name: string): number | null =>
  row[name] === null || row[name] === undefined ? null : Number(row[name]);
export const flag = (row: ConfigRow, name: string): boolean => row[name] === true;
export function list(row: ConfigRow, name: string): readonly string[] {
  const value = row[name];
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
export function levels(row: ConfigRow, name: string): readonly { readonly code: string; readonly level: number }[] {
  const value = row[name];
  return Array.isArray(value) ? value.filter((one) => typeof one === 'object') : [];
}
