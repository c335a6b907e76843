/** The configuration tables → ConfigRows; config-write.ts goes the other way. */
import type { Kysely, Transaction } from 'kysely';
import { type ConfigRows, EMPTY_ROWS } from '../config/rows.ts';
import type { StoredConfig } from '../ports/console-store.ts';
import type { Database } from './schema.ts';

/** One consistent look at all tables. A tenant nobody wrote about is an empty one. */
export function readConfig(db: Kysely<Database>, tenant: string): Promise<StoredConfig> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute((trx) => readConfigIn(trx, tenant));
}

/** The same, as the transaction sees it. */
export async function readConfigIn(trx: Transaction<Database>, tenant: string): Promise<StoredConfig> {
  const of = <T extends Exclude<keyof Database, 'AgentWorkMode' | 'SystemParam'>>(table: T) =>
    trx.selectFrom(table as 'tenants').where('tenant', '=', tenant) as ReturnType<typeof trx.selectFrom<T>>;
  const head = await of('tenants').select(['name', 'node']).executeTakeFirst();
  const rows: ConfigRows = {
    node: head?.node ?? EMPTY_ROWS.node,
    departments: await of('departments').select(['id', 'name']).orderBy('id').execute(),
    skills: await of('skills')
      .select([
        'code',
        'name',
        'priority',
        'max_wait_seconds as maxWaitSeconds',
        'overflow',
        'music_class as musicClass',
        'announce_seconds as announceSeconds',
        'service_hours as serviceHours',
        'closed_target as closedTarget',
      ])
      .orderBy('code')
      .execute(),
    agents: await of('agents')
      .select([
        'agent_id as agentId',
        'name',
        'dept',
        'role',
        'wrapup_seconds as wrapupSeconds',
        'can_keep_logon as canKeepLogon',
      ])
      .orderBy('agent_id')
      .execute(),
    agentSkills: await of('agent_skills')
      .select(['agent_id as agentId', 'skill_code as skillCode', 'level'])
      .orderBy('agent_id')
      .orderBy('skill_code')
      .execute(),
    monitorDepts: await of('monitor_depts')
      .select(['agent_id as agentId', 'dept_id as deptId'])
      .orderBy('agent_id')
      .orderBy('dept_id')
      .execute(),
    extensions: await of('extensions')
      .select(['number', 'kind', 'server_answer as serverAnswer', 'secret'])
      .orderBy('number')
      .execute(),
    dnisRoutes: await of('dnis_routes').select(['pattern', 'target', 'priority']).orderBy('pattern').execute(),
    dialRules: await of('dial_rules').select(['prefix', 'action', 'agent_id as agentId']).orderBy('id').execute(),
    leaveReasons: await of('leave_reasons')
      .select(['reason_id as reasonId', 'name', 'visible', 'sort_order as sortOrder'])
      .orderBy('sort_order')
      .orderBy('reason_id')
      .execute(),
    workModes: (
      await trx
        .selectFrom('AgentWorkMode')
        .selectAll()
        .where('Tenant', '=', tenant)
        .orderBy('SortOrder')
        .orderBy('ServiceWorkMode')
        .execute()
    ).map((row) => ({
      serviceWorkMode: String(row.ServiceWorkMode),
      serviceWorkModeName: row.ServiceWorkModeName,
      basicWorkMode: row.BasicWorkMode,
      visible: row.Visible,
      bindSkillCode: row.BindSkillCode ?? '',
      sortOrder: row.SortOrder,
    })),
    params: await trx
      .selectFrom('SystemParam')
      .select(['ParamKey as paramKey', 'ParamValue as paramValue'])
      .where('Tenant', '=', tenant)
      .orderBy('ParamKey')
      .execute(),
    ivrFlows: await of('ivr_flows').select(['svn', 'flow']).orderBy('svn').execute(),
    recordings: await of('recordings').select(['name', 'digest', 'rate', 'ms']).orderBy('name').execute(),
  };
  return { tenant, name: head?.name ?? '', rows };
}
