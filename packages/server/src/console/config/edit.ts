/** A change of one row: pure, from what is stored to what is to be stored or why not. */
import type { ConfigPut, ConfigRow, ConfigTable, ConfigValue } from '@wssoftphone/protocol/console';
import type { StoredConfig } from '../../ports/console-store.ts';
import { CONSOLE_LIMITS as MAX } from '../limits.ts';
import { type Fault, fit } from './fit.ts';
import { keyOf, type TableDef, zh } from './table.ts';
import { tableOf } from './tables.ts';
import { identityOf, type WorldFault, worldFaults } from './world.ts';

export type Edited =
  | { readonly ok: true; readonly config: StoredConfig; readonly key: string; readonly row: ConfigRow }
  | { readonly ok: false; readonly why: 'missing' | 'changed' | 'full' }
  | { readonly ok: false; readonly why: 'wrong'; readonly faults: readonly Fault[] };

const wrong = (...faults: readonly Fault[]): Edited => ({ ok: false, why: 'wrong', faults });

export function putRow(def: TableDef, now: StoredConfig, { row: sent, was, seen }: ConfigPut): Edited {
  const rows = def.read(now);
  const old = was === undefined ? undefined : find(def, (def.view ?? def.read)(now), was);
  if (was !== undefined && old === undefined) return { ok: false, why: 'missing' };
  if (old !== undefined && seen !== undefined && !sawIt(def, seen, old)) return { ok: false, why: 'changed' };
  if (old === undefined && rows.length >= MAX.configRows) return { ok: false, why: 'full' };
  const { row, faults } = fit(def, sent, old ?? null);
  if (faults.length > 0) return wrong(...faults);
  const key = keyOf(def, row);
  const [first = ''] = def.key;
  if (def.fixed && key !== was) return wrong({ column: first, text: zh('不能更改', 'this cannot be changed') });
  const others = rows.filter((one) => keyOf(def, one) !== was);
  if (find(def, others, key) !== undefined) return wrong({ column: first, text: zh('已存在', 'there is one already') });
  const at = rows.findIndex((one) => keyOf(def, one) === was);
  const config = def.write(now, at < 0 ? [...others, row] : [...others.slice(0, at), row, ...others.slice(at)]);
  const added = addedFaults(now, config);
  if (added.length > 0) return wrong(...told(def, key, added));
  return { ok: true, config, key, row: shown(def, row) };
}

export function deleteRow(def: TableDef, now: StoredConfig, key: string): Edited {
  const [first = ''] = def.key;
  if (def.fixed) return wrong({ column: first, text: zh('不能删除', 'this cannot be deleted') });
  const rows = def.read(now);
  const old = find(def, rows, key);
  if (old === undefined) {
    // A default is there without a row: it is what the asker wants.
    const byDefault = def.view === undefined ? undefined : find(def, def.view(now), key);
    return byDefault === undefined ? { ok: false, why: 'missing' } : { ok: true, config: now, key, row: byDefault };
  }
  const config = def.write(
    now,
    rows.filter((one) => one !== old),
  );
  const added = addedFaults(now, config);
  if (added.length > 0) return wrong(...told(def, key, added));
  return { ok: true, config, key, row: shown(def, old) };
}

/** What was not wrong before. */
export function addedFaults(before: StoredConfig, after: StoredConfig): WorldFault[] {
  const known = new Set(worldFaults(before).map(identityOf));
  return worldFaults(after).filter((fault) => !known.has(identityOf(fault)));
}

/** Each at its column where it is this row's; else somebody refers to what this row was. */
function told(def: TableDef, key: string, faults: readonly WorldFault[]): readonly Fault[] {
  const [first = ''] = def.key;
  const all = faults.map((fault): Fault => {
    if (fault.table === def.table && fault.key === key) return { column: fault.column, text: fault.text };
    const by = tableOf(fault.table)?.title ?? zh('流程', 'Flow');
    const [chinese, english] = [`${by['zh-CN']} ${fault.key}`, `${by.en}: ${fault.key}`];
    if (fault.names?.table === def.table) return { column: first, text: zh(`被${chinese} 引用`, `used by ${english}`) };
    return { column: first, text: zh(`${chinese}：${fault.text['zh-CN']}`, `${english}: ${fault.text.en}`) };
  });
  return [...new Map(all.map((fault) => [`${fault.column} ${fault.text.en}`, fault])).values()];
}

export const find = (def: TableDef, rows: readonly ConfigRow[], key: string): ConfigRow | undefined =>
  rows.find((one) => keyOf(def, one) === key);

/** As it may be read: of a secret only that there is one. */
export function shown({ columns }: TableDef, row: ConfigRow): ConfigRow {
  return Object.fromEntries(
    columns.map(({ name, kind }): [string, ConfigValue] => {
      const value = row[name] ?? null;
      return [name, kind === 'secret' ? (value === null || value === '' ? null : true) : value];
    }),
  );
}

function sawIt(def: TableDef, seen: ConfigRow, old: ConfigRow): boolean {
  const now = shown(def, old);
  return Object.keys(seen).every((name) => JSON.stringify(seen[name]) === JSON.stringify(now[name]));
}

export function tableView(def: TableDef, config: StoredConfig): ConfigTable {
  const { table, title, help, key, columns, fixed, defaults } = def;
  return {
    table,
    title,
    help,
    key,
    columns: columns.map(({ form: _form, ...column }) => column),
    rows: (def.view ?? def.read)(config).map((row) => shown(def, row)),
    ...(fixed === undefined ? {} : { fixedRows: true }),
    ...(defaults === undefined ? {} : { defaults }),
  };
}
