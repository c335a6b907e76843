/** The whole configuration as one file, and back: pure. All or nothing, and never a secret. */
import type { FlowWorld } from '@wssoftphone/engine';
import type { Lang } from '@wssoftphone/protocol';
import type { ConfigFile, ConfigRow, ConfigValue, ImportResult } from '@wssoftphone/protocol/console';
import { parseFlow, SVN_FORM } from '../../config/flow-schema.ts';
import { FLOW_LIMITS } from '../../config/limits.ts';
import type { IvrFlowRow } from '../../config/rows.ts';
import type { StoredConfig } from '../../ports/console-store.ts';
import { CONSOLE_LIMITS as MAX } from '../limits.ts';
import type { Problem } from '../parts.ts';
import { addedFaults } from './edit.ts';
import { fit } from './fit.ts';
import { keyOf, type TableDef } from './table.ts';
import { TABLES, tableOf } from './tables.ts';
import { type WorldFault, worldFaults } from './world.ts';

const FLOWS = 'ivr_flows';

export function configFile(config: StoredConfig): ConfigFile {
  return {
    wssoftphone: 'configuration',
    version: 1,
    tables: Object.fromEntries(
      TABLES.map((def) => [def.table, def.read(config).map((row) => withoutSecrets(def, row))]),
    ),
    flows: (config.rows.ivrFlows ?? []).map(({ flow }) => flow),
  };
}

export type Changes = ImportResult['changes'];
export interface Imported {
  readonly config: StoredConfig;
  readonly changes: Changes;
  readonly problems: readonly Problem[];
}

/** Tables that the file names become what it says; the others stay. A secret stays where its row stays. */
export function importFile(
  { tables, flows }: Pick<ConfigFile, 'tables'> & Partial<Pick<ConfigFile, 'flows'>>,
  now: StoredConfig,
  hosts: FlowWorld['hosts'],
  lang: Lang,
): Imported {
  const problems: Problem[] = [];
  const say = (at: string, text: string): void => {
    if (problems.length < MAX.problems) problems.push({ at, text });
  };
  for (const name of Object.keys(tables)) if (tableOf(name) === undefined) say(name.slice(0, 64), UNKNOWN[lang]);
  let config = now;
  for (const def of TABLES) {
    const sent = Object.hasOwn(tables, def.table) ? tables[def.table] : undefined;
    if (sent === undefined) continue;
    if (sent.length > MAX.configRows) say(def.table, TOO_MANY[lang]);
    else config = def.write(config, readTable(def, sent, now, lang, say));
  }
  if (flows !== undefined)
    config = { ...config, rows: { ...config.rows, ivrFlows: readFlows(flows, config, hosts, lang, say) } };
  if (problems.length === 0) {
    for (const fault of addedFaults(now, config)) problems.push(problemOf(fault, lang));
    problems.splice(MAX.problems);
  }
  return { config, problems, changes: changesOf(now, config) };
}

/** What stays as it runs, although something else is stored. */
export const notUnderstood = (config: StoredConfig, lang: Lang): Problem[] =>
  worldFaults(config)
    .slice(0, MAX.problems)
    .map((fault) => problemOf(fault, lang));

const problemOf = ({ table, key, column, text }: WorldFault, lang: Lang): Problem => ({
  at: `${table}/${key}/${column}`,
  text: text[lang],
});

type Say = (at: string, text: string) => void;
const UNKNOWN = { 'zh-CN': '没有这个表', en: 'there is no such table' } as const;
const TOO_MANY = { 'zh-CN': `最多 ${MAX.configRows} 行`, en: `at most ${MAX.configRows} rows` } as const;
const TWICE = { 'zh-CN': '重复', en: 'it is there twice' } as const;
const FLOW_SIZE = {
  'zh-CN': `最多 ${FLOW_LIMITS.flows} 个流程,每个 ${FLOW_LIMITS.flowBytes} 字节`,
  en: `at most ${FLOW_LIMITS.flows} flows of ${FLOW_LIMITS.flowBytes} bytes`,
} as const;
const FLOW_NAME = { 'zh-CN': '流程需要编号 svn', en: 'a flow needs its number svn' } as const;

function readTable(def: TableDef, sent: readonly ConfigRow[], now: StoredConfig, lang: Lang, say: Say): ConfigRow[] {
  const before = new Map(def.read(now).map((row) => [keyOf(def, row), row]));
  const seen = new Set<string>();
  // Of a call centre there is one, and it is this one, whatever the other was called.
  const [own] = def.fixed ? [...before.values()] : [];
  const rows = def.fixed && own ? sent.slice(0, 1).map((row) => ({ ...row, ...keyPart(def, own) })) : sent;
  return rows.map((one) => {
    const key = keyOf(def, one);
    const { row, faults } = fit(def, one, before.get(key) ?? null);
    const at = `${def.table}/${key.slice(0, 64)}`;
    for (const { column, text } of faults) say(`${at}/${column}`, text[lang]);
    // As it will be stored: blanks around a name are gone by now.
    const name = faults.length > 0 ? key : keyOf(def, row);
    if (seen.has(name)) say(at, TWICE[lang]);
    seen.add(name);
    return row;
  });
}

const keyPart = ({ key }: TableDef, row: ConfigRow): ConfigRow =>
  Object.fromEntries(key.map((column): [string, ConfigValue] => [column, row[column] ?? null]));

function readFlows(
  flows: readonly unknown[],
  { rows }: StoredConfig,
  hosts: FlowWorld['hosts'],
  lang: Lang,
  say: Say,
): IvrFlowRow[] {
  const size = (flow: unknown): number => Buffer.byteLength(JSON.stringify(flow));
  if (flows.length > FLOW_LIMITS.flows || flows.some((flow) => size(flow) > FLOW_LIMITS.flowBytes)) {
    say(FLOWS, FLOW_SIZE[lang]);
    return [];
  }
  const world: FlowWorld = {
    skills: new Set(rows.skills.map(({ code }) => code)),
    recordings: new Set(rows.recordings?.map(({ name }) => name)),
    ...(hosts === undefined ? {} : { hosts }),
  };
  const seen = new Set<string>();
  return flows.flatMap((flow, nth) => {
    const svn = typeof flow === 'object' && flow !== null && 'svn' in flow ? flow.svn : null;
    if (typeof svn !== 'string' || !new RegExp(SVN_FORM).test(svn)) {
      say(`${FLOWS}/${nth}`, FLOW_NAME[lang]);
      return [];
    }
    if (seen.has(svn)) say(`${FLOWS}/${svn}`, TWICE[lang]);
    seen.add(svn);
    for (const { at, text } of parseFlow(flow, world).faults) say(`${FLOWS}/${svn}${at}`, text);
    return [{ svn, flow }];
  });
}

function changesOf(before: StoredConfig, after: StoredConfig): Changes {
  const named = (config: StoredConfig): [string, ReadonlyMap<string, string>][] => [
    ...TABLES.map((def): [string, ReadonlyMap<string, string>] => [
      def.table,
      new Map(def.read(config).map((row) => [keyOf(def, row), JSON.stringify(inOrder(def, row))])),
    ]),
    [FLOWS, new Map((config.rows.ivrFlows ?? []).map(({ svn, flow }) => [svn, JSON.stringify(flow)]))],
  ];
  const was = new Map(named(before));
  return named(after).flatMap(([table, rows]) => {
    const old = was.get(table) ?? new Map<string, string>();
    const added = [...rows.keys()].filter((key) => !old.has(key)).length;
    const changed = [...rows].filter(([key, row]) => old.has(key) && old.get(key) !== row).length;
    const deleted = [...old.keys()].filter((key) => !rows.has(key)).length;
    return added + changed + deleted === 0 ? [] : [{ table, added, changed, deleted }];
  });
}

const inOrder = ({ columns }: TableDef, row: ConfigRow): readonly (ConfigValue | undefined)[] =>
  columns.map(({ name }) => row[name]);

function withoutSecrets({ columns }: TableDef, row: ConfigRow): ConfigRow {
  const secrets = new Set(columns.filter(({ kind }) => kind === 'secret').map(({ name }) => name));
  return Object.fromEntries(Object.entries(row).filter(([name]) => !secrets.has(name)));
}
