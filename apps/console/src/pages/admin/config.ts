/** The configuration as the server has it; read again after each change, because one row may change what others mean. */
import type { ConfigPutDone, ConfigRow, ConfigTable, ConfigView } from '@wssoftphone/protocol/console';
import { ref, shallowRef } from 'vue';
import { ApiError, ask, get, put, remove } from '../../api/http.ts';
import type { Option } from '../../parts/choice.vue';
import { keyOf } from './rows.ts';

export const tables = shallowRef<readonly ConfigTable[]>([]);
/** Numbers and names of the flows that callers can be sent into. */
export const flows = shallowRef<readonly Option[]>([]);
export const configTrouble = ref('');
export const loaded = ref(false);

export async function loadConfig(): Promise<void> {
  configTrouble.value = '';
  try {
    const [view, ivr] = await Promise.all([
      get<ConfigView>('/config'),
      ask<{ flows: readonly { svn: string; name: string }[] }>('GET', '/api/v1/ivr/flows').catch(() => ({ flows: [] })),
    ]);
    tables.value = view.tables;
    flows.value = ivr.flows.map(({ svn, name }) => ({ value: svn, label: `${svn} ${name}` }));
    loaded.value = true;
  } catch (error) {
    configTrouble.value = error instanceof Error ? error.message : String(error);
  }
}

export const tableNamed = (name: string): ConfigTable | null =>
  tables.value.find(({ table }) => table === name) ?? null;

/**
 * @param seen the row as it was read, when one is changed: somebody else's change in between is not overwritten.
 * @returns false: it is stored, but not all of what is stored runs
 */
export async function saveRow(
  { table }: ConfigTable,
  row: ConfigRow,
  was: string | null,
  seen: ConfigRow | null,
): Promise<boolean> {
  const change = was === null || seen === null ? { row } : { row, was, seen };
  return thenRead(async () => (await put<ConfigPutDone>(`/config/${encodeURIComponent(table)}`, change)).clean);
}
export async function deleteRow({ table }: ConfigTable, key: string): Promise<void> {
  await thenRead(() => remove(`/config/${encodeURIComponent(table)}`, { key }));
}
/** Reads the configuration again: after a change, and after a refusal because somebody else was quicker. */
async function thenRead<T>(change: () => Promise<T>): Promise<T> {
  try {
    const answer = await change();
    await loadConfig();
    return answer;
  } catch (error) {
    if (error instanceof ApiError && (error.status === 404 || error.status === 409)) await loadConfig();
    throw error;
  }
}

/** Rows of another table to choose from: what names a row, and the first other text of it. */
export function optionsOf(table: string): readonly Option[] {
  const found = tableNamed(table);
  if (found === null) return [];
  const name = found.columns.find(({ name: column, kind }) => kind === 'text' && !found.key.includes(column))?.name;
  return found.rows.map((row) => {
    const value = keyOf(found, row);
    const label = name === undefined ? '' : String(row[name] ?? '');
    return { value, label: label === '' ? value : `${value} ${label}` };
  });
}
export const labelIn = (options: readonly Option[], value: string): string =>
  options.find((option) => option.value === value)?.label ?? value;
