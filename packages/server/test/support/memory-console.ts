/** The console's part of the memory store. */
import type { AuditRecord } from '@wssoftphone/engine';
import type {
  ConsoleStore,
  StoredConfig,
  StoredKey,
  StoredSession,
  StoredUser,
} from '../../src/ports/console-store.ts';
import { auditId } from '../../src/store/commit.ts';

export class ConsoleShelf {
  readonly users = new Map<string, StoredUser>();
  readonly sessions = new Map<string, StoredSession>();
  readonly keys = new Map<string, StoredKey>();
  origins: readonly string[] = [];
}
export interface ConsoleRoom {
  readonly console: ConsoleShelf;
  readonly audits: Map<string, AuditRecord>;
  readonly config: () => StoredConfig;
  readonly setConfig: (config: StoredConfig) => void;
}

export function memoryConsole(present: () => Promise<void>, roomOf: (tenant: string) => ConsoleRoom): ConsoleStore {
  const at = async (tenant: string): Promise<ConsoleRoom> => {
    await present();
    return roomOf(tenant);
  };
  const inOrder = <T>(map: ReadonlyMap<string, T>): T[] =>
    [...map].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
  return {
    users: async (tenant) => inOrder((await at(tenant)).console.users),
    user: async (tenant, user) => (await at(tenant)).console.users.get(user) ?? null,
    async addUser(tenant, user) {
      const { users } = (await at(tenant)).console;
      if (users.has(user.user)) return false;
      users.set(user.user, user);
      return true;
    },
    async changeUser(tenant, user, change) {
      const { users } = (await at(tenant)).console;
      const known = users.get(user);
      if (known !== undefined) users.set(user, { ...known, ...change });
      return known !== undefined;
    },
    deleteUser: async (tenant, user) => (await at(tenant)).console.users.delete(user),

    sessions: async (tenant) => inOrder((await at(tenant)).console.sessions).sort((a, b) => a.usedAt - b.usedAt),
    addSession: async (tenant, session) => void (await at(tenant)).console.sessions.set(session.digest, session),
    async sessionUsed(tenant, digest, usedAt) {
      const { sessions } = (await at(tenant)).console;
      const known = sessions.get(digest);
      if (known && known.usedAt < usedAt) sessions.set(digest, { ...known, usedAt });
    },
    async deleteSessions(tenant, digests) {
      const { sessions } = (await at(tenant)).console;
      for (const digest of digests) sessions.delete(digest);
    },

    apiKeys: async (tenant) => [...(await at(tenant)).console.keys.values()].sort((a, b) => a.createdAt - b.createdAt),
    addApiKey: async (tenant, key) => void (await at(tenant)).console.keys.set(key.id, key),
    async apiKeyUsed(tenant, id, when) {
      const { keys } = (await at(tenant)).console;
      const known = keys.get(id);
      if (known && (known.lastUsedAt ?? 0) < when) keys.set(id, { ...known, lastUsedAt: when });
    },
    deleteApiKey: async (tenant, id) => (await at(tenant)).console.keys.delete(id),

    origins: async (tenant) => (await at(tenant)).console.origins,
    async putOrigins(tenant, origins) {
      (await at(tenant)).console.origins = [...new Set(origins)].sort();
    },

    tenantName: async (tenant) => (await at(tenant)).config().name,
    config: async (tenant) => structuredClone((await at(tenant)).config()),
    async changeConfig(tenant, decide) {
      const room = await at(tenant);
      const wanted = decide(structuredClone(room.config()));
      if (wanted !== null) room.setConfig(structuredClone(wanted));
    },

    async note(tenant, records) {
      const { audits } = await at(tenant);
      for (const record of records) if (!audits.has(auditId(record))) audits.set(auditId(record), record);
    },
    async auditPage(tenant, { actor, action, before, limit }) {
      return [...(await at(tenant)).audits.values()]
        .map((record, nth) => ({ ...record, seq: String(nth + 1) }))
        .filter((one) => actor === undefined || one.agentId === actor)
        .filter((one) => action === undefined || one.action === action)
        .filter(
          (one) =>
            before === undefined ||
            one.at < before.at ||
            (one.at === before.at && BigInt(one.seq) < BigInt(before.seq)),
        )
        .sort((a, b) => b.at - a.at || Number(b.seq) - Number(a.seq))
        .slice(0, limit);
    },
  };
}
