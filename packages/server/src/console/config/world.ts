/** What is wrong with a whole configuration: names that lead nowhere, and whatever the server does not understand. */
import type { Bilingual, ConfigRow, ConfigValue } from '@wssoftphone/protocol/console';
import { SHIPPED } from '../../admin/flows.ts';
import { assembleConfig } from '../../config/assemble.ts';
import { parseTarget } from '../../config/values.ts';
import type { StoredConfig } from '../../ports/console-store.ts';
import { inWords } from './expected.ts';
import { type Column, keyOf, zh } from './table.ts';
import { TABLES, tableOf } from './tables.ts';

export interface WorldFault {
  readonly table: string;
  readonly key: string;
  readonly column: string;
  /** Of a name that leads nowhere: what it named. */
  readonly names?: { readonly table: string; readonly key: string };
  readonly text: Bilingual;
}

const FLOWS = 'ivr_flows';

export function worldFaults(config: StoredConfig): WorldFault[] {
  const refs = refFaults(config);
  const told = new Set(refs.map(placeOf));
  const others = assembleConfig(config.tenant, config.rows).problems.map(({ key, value, expected }): WorldFault => {
    const text = inWords(expected);
    const [table = '', row, column] = key.split('.');
    const def = tableOf(table);
    // A row that has no usable name is told by its table alone, and a parameter by its own.
    if (def === undefined && table !== FLOWS) return { table: 'SystemParam', key, column: 'ParamValue', text };
    const named = row ?? value;
    if (table === 'dial_rules') return { table, key: named, column: row === undefined ? 'prefix' : 'action', text };
    if (table === FLOWS) return { table, key: named, column: value, text };
    return { table, key: named, column: column ?? def?.key[0] ?? '', text };
  });
  return [...refs, ...others.filter((fault) => !told.has(placeOf(fault)))];
}

const placeOf = ({ table, key, column }: WorldFault): string => JSON.stringify([table, key, column]);
/** Two faults of the same identity are the same, before a change and after it. */
export const identityOf = (fault: WorldFault): string => `${placeOf(fault)} ${fault.names?.key ?? ''} ${fault.text.en}`;

function refFaults(config: StoredConfig): WorldFault[] {
  const names = new Map<string, ReadonlySet<string>>(
    TABLES.map((def) => [def.table, new Set(def.read(config).map((row) => keyOf(def, row)))]),
  );
  names.set(FLOWS, new Set([...SHIPPED, ...(config.rows.ivrFlows ?? []).map(({ svn }) => svn)]));
  const faults: WorldFault[] = [];
  for (const def of TABLES) {
    const columns = def.columns.filter((column) => column.ref !== undefined || column.kind === 'target');
    if (columns.length === 0) continue;
    for (const row of def.read(config)) {
      for (const column of columns) {
        for (const { table, key } of namedBy(column, row)) {
          if (names.get(table)?.has(key)) continue;
          const what = table === FLOWS ? zh('流程', 'flow') : (tableOf(table)?.title ?? zh(table, table));
          faults.push({
            table: def.table,
            key: keyOf(def, row),
            column: column.name,
            names: { table, key },
            text: zh(`没有该${what['zh-CN']}：${key}`, `there is none of that name: ${key}`),
          });
        }
      }
    }
  }
  return faults;
}

function namedBy({ name, kind, ref = '' }: Column, row: ConfigRow): { readonly table: string; readonly key: string }[] {
  const value: ConfigValue = row[name] ?? null;
  if (kind === 'target') {
    const target = typeof value === 'string' ? parseTarget(value) : undefined;
    if (target?.type === 'skill') return [{ table: 'skills', key: target.code }];
    return target?.type === 'ivr' ? [{ table: FLOWS, key: target.svn }] : [];
  }
  if (typeof value === 'string') return [{ table: ref, key: value }];
  if (!Array.isArray(value)) return [];
  return value.map((item) => ({ table: ref, key: typeof item === 'string' ? item : item.code }));
}
