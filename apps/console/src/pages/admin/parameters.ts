import type { Bilingual, ConfigRow, ConfigTable } from '@wssoftphone/protocol/console';
import { keyOf } from './rows.ts';

export interface Parameter {
  readonly key: string;
  readonly meaning: Bilingual | null;
  readonly value: string;
  /** By default; null: not told. */
  readonly initial: string | null;
  readonly row: ConfigRow;
}

/** The column with the values: the one that is no key. */
export const valueColumn = ({ columns, key }: ConfigTable): string =>
  columns.find(({ name }) => !key.includes(name))?.name ?? '';

export function parametersOf(table: ConfigTable): readonly Parameter[] {
  const choices = table.columns.find(({ name }) => table.key.includes(name))?.choices ?? [];
  const column = valueColumn(table);
  return table.rows.map((row) => {
    const key = keyOf(table, row);
    return {
      key,
      meaning: choices.find(({ value }) => value === key)?.title ?? null,
      value: String(row[column] ?? ''),
      initial: table.defaults?.[key] ?? null,
      row,
    };
  });
}
