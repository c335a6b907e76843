/** ConfigRows → the configuration tables: all of them into an empty tenant, or what a change made different. */
import { type Kysely, sql, type Transaction } from 'kysely';
import { dialRuleColumns, extensionColumns, leaveReasonColumns, skillColumns } from '../config/columns.ts';
import type { ConfigRows } from '../config/rows.ts';
import type { StoredConfig } from '../ports/console-store.ts';
import { readConfigIn } from './config-tables.ts';
import { STORE_LIMITS } from './limits.ts';
import type { Database } from './schema.ts';

type Cell = string | number | boolean | null;
type DbRow = Readonly<Record<string, Cell>>;
interface TableRows {
  readonly table: keyof Database;
  /** Columns that name a row, beside the tenant. */
  readonly key: readonly string[];
  /** Two rows may not have the same key, but no index of the key alone says so: a changed row is a new one. */
  readonly noIndex?: true;
  readonly rows: readonly DbRow[];
}

/** Writes a whole configuration into a tenant that has none. False: it has one, and nothing was written. */
export function seedConfigRows(db: Kysely<Database>, tenant: string, name: string, rows: ConfigRows): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    // The row in tenants is the mark, and its key keeps a second seeder waiting until the first one is done.
    const mark = await trx
      .insertInto('tenants')
      .values({ tenant, name, node: rows.node })
      .onConflict((conflict) => conflict.doNothing())
      .returning('tenant')
      .executeTakeFirst();
    if (!mark) return false;
    const someone = await trx.selectFrom('agents').select('agent_id').where('tenant', '=', tenant).limit(1).execute();
    if (someone.length > 0) return false;
    for (const { table, rows: all } of tablesOf(tenant, rows)) {
      await inParts(all, (part) =>
        insert(trx, table, part)
          .onConflict((conflict) => conflict.doNothing())
          .execute(),
      );
    }
    return true;
  });
}

/** See ConsoleStore.changeConfig. */
export function writeConfig(
  db: Kysely<Database>,
  tenant: string,
  decide: (now: StoredConfig) => StoredConfig | null,
): Promise<void> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (trx) => {
      // One change at a time. No SELECT may come before the lock: it would fix what the transaction sees.
      await sql`lock table tenants in share row exclusive mode`.execute(trx);
      const now = await readConfigIn(trx, tenant);
      const wanted = decide(now);
      if (wanted === null) return;
      const head = { name: wanted.name, node: wanted.rows.node };
      if (head.name !== now.name || head.node !== now.rows.node) {
        await trx
          .insertInto('tenants')
          .values({ tenant, ...head })
          .onConflict((conflict) => conflict.column('tenant').doUpdateSet(head))
          .execute();
      }
      const before = tablesOf(tenant, now.rows);
      const after = tablesOf(tenant, wanted.rows);
      // Parents stand before their children: what goes, goes from the end.
      for (const [nth, was] of [...before.entries()].reverse()) await deleteGone(trx, tenant, was, after[nth]);
      for (const [nth, is] of after.entries()) await writeChanged(trx, is, before[nth]);
    });
}

const nameOf = ({ key }: TableRows, row: DbRow): string => JSON.stringify(key.map((column) => row[column]));
function byName(table: TableRows | undefined): ReadonlyMap<string, DbRow> {
  return new Map(table?.rows.map((row) => [nameOf(table, row), row]));
}
const same = (a: DbRow | undefined, b: DbRow): boolean => JSON.stringify(a) === JSON.stringify(b);

async function deleteGone(
  trx: Transaction<Database>,
  tenant: string,
  was: TableRows,
  is: TableRows | undefined,
): Promise<void> {
  const wanted = byName(is);
  const owner = was.table === 'AgentWorkMode' || was.table === 'SystemParam' ? 'Tenant' : 'tenant';
  for (const [name, row] of byName(was)) {
    const stays = wanted.get(name);
    if (stays !== undefined && (was.noIndex !== true || same(stays, row))) continue;
    const matches = was.key.map((column) => sql`${sql.ref(column)} is not distinct from ${row[column]}`);
    const where = sql.join([sql`${sql.ref(owner)} = ${tenant}`, ...matches], sql` and `);
    await sql`delete from ${sql.table(was.table)} where ${where}`.execute(trx);
  }
}

async function writeChanged(trx: Transaction<Database>, is: TableRows, was: TableRows | undefined): Promise<void> {
  const known = byName(was);
  const changed = [...byName(is)].flatMap(([name, row]) => (same(known.get(name), row) ? [] : [row]));
  await inParts(changed, (part) => {
    const adding = insert(trx, is.table, part);
    if (is.noIndex) return adding.execute();
    const owner = is.table === 'AgentWorkMode' || is.table === 'SystemParam' ? 'Tenant' : 'tenant';
    const others = Object.keys(part[0] ?? {}).filter((column) => column !== owner && !is.key.includes(column));
    return adding
      .onConflict((conflict) => {
        const found = conflict.columns([owner, ...is.key] as never);
        return others.length === 0
          ? found.doNothing()
          : found.doUpdateSet(Object.fromEntries(others.map((column) => [column, sql.ref(`excluded.${column}`)])));
      })
      .execute();
  });
}

async function inParts(rows: readonly DbRow[], write: (part: readonly DbRow[]) => Promise<unknown>): Promise<void> {
  for (let at = 0; at < rows.length; at += STORE_LIMITS.seedRows) {
    await write(rows.slice(at, at + STORE_LIMITS.seedRows));
  }
}

/** The rows below are made for their tables; kysely cannot see which one `table` is. */
const insert = (trx: Transaction<Database>, table: keyof Database, rows: readonly DbRow[]) =>
  trx.insertInto(table as 'tenants').values(rows as never);

/** Every table with its rows, parents before children. */
function tablesOf(tenant: string, rows: ConfigRows): TableRows[] {
  const table = <Row>(
    name: keyof Database,
    key: readonly string[],
    of: readonly Row[],
    columns: (row: Row, nth: number) => DbRow,
  ): TableRows => ({ table: name, key, rows: of.map((row, nth) => ({ tenant, ...columns(row, nth) })) });
  /** The manual's tables have names of their own. */
  const manual = <Row>(name: keyof Database, key: string, of: readonly Row[], columns: (row: Row) => DbRow) => ({
    table: name,
    key: [key],
    rows: of.map((row) => ({ Tenant: tenant, ...columns(row) })),
  });
  return [
    table('departments', ['id'], rows.departments, ({ id, name }) => ({ id, name })),
    table('skills', ['code'], rows.skills, skillColumns),
    table('agents', ['agent_id'], rows.agents, (row) => ({
      agent_id: row.agentId,
      name: row.name,
      dept: row.dept,
      role: row.role,
      wrapup_seconds: row.wrapupSeconds,
      can_keep_logon: row.canKeepLogon,
    })),
    table('agent_skills', ['agent_id', 'skill_code'], rows.agentSkills, (row) => ({
      agent_id: row.agentId,
      skill_code: row.skillCode,
      level: row.level,
    })),
    table('monitor_depts', ['agent_id', 'dept_id'], rows.monitorDepts, (row) => ({
      agent_id: row.agentId,
      dept_id: row.deptId,
    })),
    table('extensions', ['number'], rows.extensions, extensionColumns),
    table('dnis_routes', ['pattern'], rows.dnisRoutes, ({ pattern, target, priority }) => ({
      pattern,
      target,
      priority,
    })),
    {
      ...table('dial_rules', ['prefix', 'agent_id'], rows.dialRules, dialRuleColumns),
      noIndex: true,
    },
    table('leave_reasons', ['reason_id'], rows.leaveReasons, leaveReasonColumns),
    manual('AgentWorkMode', 'ServiceWorkMode', rows.workModes, (row) => ({
      ServiceWorkMode: Number(row.serviceWorkMode),
      ServiceWorkModeName: row.serviceWorkModeName,
      BasicWorkMode: row.basicWorkMode,
      Visible: row.visible,
      BindSkillCode: row.bindSkillCode,
      SortOrder: row.sortOrder,
    })),
    manual('SystemParam', 'ParamKey', rows.params, ({ paramKey, paramValue }) => ({
      ParamKey: paramKey,
      ParamValue: paramValue,
    })),
    table('ivr_flows', ['svn'], rows.ivrFlows ?? [], ({ svn, flow }) => ({ svn, flow: JSON.stringify(flow) })),
  ];
}
