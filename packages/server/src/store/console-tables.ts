/** The console's users, sessions, keys, origins and entries in the database. */
import type { AuditRecord } from '@wssoftphone/engine';
import { type Kysely, type Selectable, sql } from 'kysely';
import type {
  AuditEntry,
  AuditFilter,
  ConsoleStore,
  StoredKey,
  StoredSession,
  StoredUser,
} from '../ports/console-store.ts';
import { auditId } from './commit.ts';
import { readConfig } from './config-tables.ts';
import { writeConfig } from './config-write.ts';
import { STORE_LIMITS } from './limits.ts';
import { toAudit } from './records.ts';
import type { Database } from './schema.ts';

/** @param run wraps what the driver throws */
export function createConsoleStore(db: Kysely<Database>, run: <T>(work: () => Promise<T>) => Promise<T>): ConsoleStore {
  const users = (tenant: string) => db.selectFrom('console_users').selectAll().where('tenant', '=', tenant);
  return {
    users: (tenant) => run(async () => (await users(tenant).orderBy('user_name').execute()).map(toUser)),
    user: (tenant, user) =>
      run(async () => {
        const row = await users(tenant).where('user_name', '=', user).executeTakeFirst();
        return row === undefined ? null : toUser(row);
      }),
    addUser: (tenant, user) =>
      run(async () => {
        const added = await db
          .insertInto('console_users')
          .values({
            tenant,
            user_name: user.user,
            name: user.name,
            role: user.role,
            agent_id: user.agentId,
            password: user.password,
            disabled: user.disabled,
            must_change: user.mustChange,
            last_sign_in_at: moment(user.lastSignInAt),
          })
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirst();
        return (added.numInsertedOrUpdatedRows ?? 0n) > 0n;
      }),
    changeUser: (tenant, user, change) =>
      run(async () => {
        const set = {
          ...(change.name === undefined ? {} : { name: change.name }),
          ...(change.role === undefined ? {} : { role: change.role }),
          ...(change.agentId === undefined ? {} : { agent_id: change.agentId }),
          ...(change.password === undefined ? {} : { password: change.password }),
          ...(change.disabled === undefined ? {} : { disabled: change.disabled }),
          ...(change.mustChange === undefined ? {} : { must_change: change.mustChange }),
          ...(change.lastSignInAt === undefined ? {} : { last_sign_in_at: moment(change.lastSignInAt) }),
        };
        const changed = await db
          .updateTable('console_users')
          .set(set)
          .where('tenant', '=', tenant)
          .where('user_name', '=', user)
          .executeTakeFirst();
        return changed.numUpdatedRows > 0n;
      }),
    deleteUser: (tenant, user) =>
      run(async () => {
        const query = db.deleteFrom('console_users').where('tenant', '=', tenant).where('user_name', '=', user);
        return (await query.executeTakeFirst()).numDeletedRows > 0n;
      }),

    sessions: (tenant) =>
      run(async () => {
        const rows = db.selectFrom('console_sessions').selectAll().where('tenant', '=', tenant);
        return (await rows.orderBy('used_at').orderBy('digest').execute()).map(toSession);
      }),
    addSession: (tenant, { digest, user, mark, since, usedAt }) =>
      run(async () => {
        const times = { since: new Date(since), used_at: new Date(usedAt) };
        await db
          .insertInto('console_sessions')
          .values({ tenant, digest, user_name: user, mark, ...times })
          .execute();
      }),
    sessionUsed: (tenant, digest, at) =>
      run(async () => {
        await db
          .updateTable('console_sessions')
          .set({ used_at: new Date(at) })
          .where('tenant', '=', tenant)
          .where('digest', '=', digest)
          .where('used_at', '<', new Date(at))
          .execute();
      }),
    deleteSessions: (tenant, digests) =>
      run(async () => {
        await sql`delete from console_sessions where tenant = ${tenant} and digest = any(${[...digests]}::text[])`.execute(
          db,
        );
      }),

    apiKeys: (tenant) =>
      run(async () => {
        const keys = db.selectFrom('api_keys').selectAll().where('tenant', '=', tenant);
        return (await keys.orderBy('created_at').orderBy('id').execute()).map(toKey);
      }),
    addApiKey: (tenant, { id, name, digest, createdAt, createdBy, lastUsedAt }) =>
      run(async () => {
        const times = { created_at: new Date(createdAt), last_used_at: moment(lastUsedAt) };
        await db
          .insertInto('api_keys')
          .values({ tenant, id, name, digest, created_by: createdBy, ...times })
          .execute();
      }),
    apiKeyUsed: (tenant, id, at) =>
      run(async () => {
        await db
          .updateTable('api_keys')
          .set({ last_used_at: new Date(at) })
          .where('tenant', '=', tenant)
          .where('id', '=', id)
          .where((where) => where.or([where('last_used_at', 'is', null), where('last_used_at', '<', new Date(at))]))
          .execute();
      }),
    deleteApiKey: (tenant, id) =>
      run(async () => {
        const query = db.deleteFrom('api_keys').where('tenant', '=', tenant).where('id', '=', id);
        return (await query.executeTakeFirst()).numDeletedRows > 0n;
      }),

    origins: (tenant) =>
      run(async () => {
        const rows = db.selectFrom('origins').select('origin').where('tenant', '=', tenant);
        return (await rows.orderBy('origin').execute()).map(({ origin }) => origin);
      }),
    putOrigins: (tenant, origins) =>
      run(() =>
        db.transaction().execute(async (trx) => {
          await trx.deleteFrom('origins').where('tenant', '=', tenant).execute();
          const rows = [...new Set(origins)].map((origin) => ({ tenant, origin }));
          if (rows.length > 0) await trx.insertInto('origins').values(rows).execute();
        }),
      ),

    tenantName: (tenant) =>
      run(async () => {
        const row = db.selectFrom('tenants').select('name').where('tenant', '=', tenant);
        return (await row.executeTakeFirst())?.name ?? '';
      }),
    config: (tenant) => run(() => readConfig(db, tenant)),
    changeConfig: (tenant, decide) => run(() => writeConfig(db, tenant, decide)),

    note: (tenant, records) => run(() => writeAudit(db, tenant, records)),
    auditPage: (tenant, filter) => run(() => readAuditPage(db, tenant, filter)),
  };
}

async function writeAudit(db: Kysely<Database>, tenant: string, records: readonly AuditRecord[]): Promise<void> {
  if (records.length === 0) return;
  const rows = records.map((record) => ({
    tenant,
    id: auditId(record),
    at: new Date(record.at),
    agent_id: record.agentId,
    ins: record.ins,
    action: record.action,
    target: record.target,
    outcome: record.outcome,
  }));
  await db
    .insertInto('audit_log')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

async function readAuditPage(db: Kysely<Database>, tenant: string, filter: AuditFilter): Promise<AuditEntry[]> {
  const { actor, action, before, limit } = filter;
  let query = db.selectFrom('audit_log').selectAll().where('tenant', '=', tenant);
  if (actor !== undefined) query = query.where('agent_id', '=', actor);
  if (action !== undefined) query = query.where('action', '=', action);
  if (before !== undefined) {
    query = query.where(sql<boolean>`(at, seq) < (${new Date(before.at)}, ${before.seq}::bigint)`);
  }
  const rows = await query
    .orderBy('at', 'desc')
    .orderBy('seq', 'desc')
    .limit(Math.min(limit, STORE_LIMITS.queryRows))
    .execute();
  return rows.map((row) => ({ ...toAudit(row), seq: String(row.seq) }));
}

const moment = (at: number | null): Date | null => (at === null ? null : new Date(at));

const toUser = (row: Selectable<Database['console_users']>): StoredUser => ({
  user: row.user_name,
  name: row.name,
  role: row.role,
  agentId: row.agent_id,
  password: row.password,
  disabled: row.disabled,
  mustChange: row.must_change,
  lastSignInAt: row.last_sign_in_at?.getTime() ?? null,
});
const toSession = (row: Selectable<Database['console_sessions']>): StoredSession => ({
  digest: row.digest,
  user: row.user_name,
  mark: row.mark,
  since: row.since.getTime(),
  usedAt: row.used_at.getTime(),
});
const toKey = (row: Selectable<Database['api_keys']>): StoredKey => ({
  id: row.id,
  name: row.name,
  digest: row.digest,
  createdAt: row.created_at.getTime(),
  createdBy: row.created_by,
  lastUsedAt: row.last_used_at?.getTime() ?? null,
});
