/** The configuration tables ↔ ConfigRows. */
import type { Insertable, Kysely } from 'kysely';
import { type ConfigRows, EMPTY_ROWS } from '../config/rows.ts';
import { STORE_LIMITS } from './limits.ts';
import type { Database } from './schema.ts';

/** One consistent look at all tables. A tenant nobody wrote about is an empty one. */
export function readConfigRows(db: Kysely<Database>, tenant: string): Promise<ConfigRows> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (trx) => {
      const of = <T extends Exclude<keyof Database, 'AgentWorkMode' | 'SystemParam'>>(table: T) =>
        trx.selectFrom(table as 'tenants').where('tenant', '=', tenant) as ReturnType<typeof trx.selectFrom<T>>;
      const head = await of('tenants').select('node').executeTakeFirst();
      return {
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
          .select(['reason_id as reasonId', 'name', 'visible'])
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
    });
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
    const insert = async <T extends keyof Database>(table: T, values: readonly Insertable<Database[T]>[]) => {
      for (let at = 0; at < values.length; at += STORE_LIMITS.seedRows) {
        await trx
          .insertInto(table)
          .values(values.slice(at, at + STORE_LIMITS.seedRows))
          .onConflict((conflict) => conflict.doNothing())
          .execute();
      }
    };
    await insert(
      'departments',
      rows.departments.map((row) => ({ tenant, ...row })),
    );
    await insert(
      'skills',
      rows.skills.map((row) => ({
        tenant,
        code: row.code,
        name: row.name,
        priority: row.priority,
        max_wait_seconds: row.maxWaitSeconds,
        overflow: row.overflow,
        music_class: row.musicClass,
        announce_seconds: row.announceSeconds,
        service_hours: row.serviceHours,
        closed_target: row.closedTarget,
      })),
    );
    await insert(
      'agents',
      rows.agents.map((row) => ({
        tenant,
        agent_id: row.agentId,
        name: row.name,
        dept: row.dept,
        role: row.role,
        wrapup_seconds: row.wrapupSeconds,
        can_keep_logon: row.canKeepLogon,
      })),
    );
    await insert(
      'agent_skills',
      rows.agentSkills.map((row) => ({ tenant, agent_id: row.agentId, skill_code: row.skillCode, level: row.level })),
    );
    await insert(
      'monitor_depts',
      rows.monitorDepts.map((row) => ({ tenant, agent_id: row.agentId, dept_id: row.deptId })),
    );
    await insert(
      'extensions',
      rows.extensions.map((row) => ({
        tenant,
        number: row.number,
        kind: row.kind,
        server_answer: row.serverAnswer,
        secret: row.secret,
      })),
    );
    await insert(
      'dnis_routes',
      rows.dnisRoutes.map((row) => ({ tenant, ...row })),
    );
    await insert(
      'dial_rules',
      rows.dialRules.map((row) => ({ tenant, prefix: row.prefix, action: row.action, agent_id: row.agentId })),
    );
    await insert(
      'leave_reasons',
      rows.leaveReasons.map((row, position) => ({
        tenant,
        reason_id: row.reasonId,
        name: row.name,
        visible: row.visible,
        sort_order: position,
      })),
    );
    await insert(
      'AgentWorkMode',
      rows.workModes.map((row) => ({
        Tenant: tenant,
        ServiceWorkMode: Number(row.serviceWorkMode),
        ServiceWorkModeName: row.serviceWorkModeName,
        BasicWorkMode: row.basicWorkMode,
        Visible: row.visible,
        BindSkillCode: row.bindSkillCode,
        SortOrder: row.sortOrder,
      })),
    );
    await insert(
      'SystemParam',
      rows.params.map((row) => ({ Tenant: tenant, ParamKey: row.paramKey, ParamValue: row.paramValue })),
    );
    await insert(
      'ivr_flows',
      (rows.ivrFlows ?? []).map(({ svn, flow }) => ({ tenant, svn, flow: JSON.stringify(flow) })),
    );
    return true;
  });
}
