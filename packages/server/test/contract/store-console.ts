/** What every store keeps of the console; part of store.ts. */
import { describe, expect, it } from 'vitest';
import { demoRows } from '../../src/demo/demo-tenant.ts';
import type { StoredConfig, StoredUser } from '../../src/ports/console-store.ts';
import type { PostgresStore } from '../../src/store/postgres-store.ts';

const USER: StoredUser = {
  user: 'anna',
  name: '安娜',
  role: 'administrator',
  agentId: null,
  password: 'scrypt$…',
  disabled: false,
  mustChange: true,
  lastSignInAt: null,
};

export function describeConsole(fresh: () => { readonly store: PostgresStore; readonly tenant: string }): void {
  describe('users of the console', () => {
    it('come back as they were written, and belong to one tenant', async () => {
      const { store, tenant } = fresh();
      const berta: StoredUser = {
        ...USER,
        user: 'berta',
        agentId: '800',
        role: 'supervisor',
        lastSignInAt: 1_700_000_000_123,
      };
      expect([await store.console.addUser(tenant, berta), await store.console.addUser(tenant, USER)]).toEqual([
        true,
        true,
      ]);
      expect(await store.console.users(tenant)).toEqual([USER, berta]);
      expect(await store.console.user(tenant, 'berta')).toEqual(berta);
      expect(await store.console.user(fresh().tenant, 'berta')).toBeNull();
    });
    it('are made once, changed in part, and deleted', async () => {
      const { store, tenant } = fresh();
      await store.console.addUser(tenant, USER);
      expect(await store.console.addUser(tenant, { ...USER, name: 'other' })).toBe(false);
      expect(await store.console.changeUser(tenant, 'anna', { disabled: true, lastSignInAt: 5_000 })).toBe(true);
      expect(await store.console.user(tenant, 'anna')).toEqual({ ...USER, disabled: true, lastSignInAt: 5_000 });
      expect(await store.console.changeUser(tenant, 'nobody', { disabled: true })).toBe(false);
      expect(await store.console.deleteUser(tenant, 'anna')).toBe(true);
      expect(await store.console.deleteUser(tenant, 'anna')).toBe(false);
    });
  });

  describe('sessions of the console', () => {
    it('come back the one unused for longest first; the last use never goes back', async () => {
      const { store, tenant } = fresh();
      const session = { digest: 'b', user: 'anna', mark: 'm', since: 1_000, usedAt: 2_000 };
      await store.console.addSession(tenant, session);
      await store.console.addSession(tenant, { ...session, digest: 'a', usedAt: 3_000 });
      await store.console.sessionUsed(tenant, 'b', 9_000);
      await store.console.sessionUsed(tenant, 'b', 8_000);
      await store.console.sessionUsed(tenant, 'gone', 8_000);
      expect(await store.console.sessions(tenant)).toEqual([
        { ...session, digest: 'a', usedAt: 3_000 },
        { ...session, usedAt: 9_000 },
      ]);
      expect(await store.console.sessions(fresh().tenant)).toEqual([]);
    });
    it('are deleted by their names, and only those', async () => {
      const { store, tenant } = fresh();
      for (const digest of ['a', 'b', 'c']) {
        await store.console.addSession(tenant, { digest, user: 'anna', mark: 'm', since: 1_000, usedAt: 2_000 });
      }
      await store.console.deleteSessions(tenant, ['a', 'c', 'gone']);
      expect((await store.console.sessions(tenant)).map(({ digest }) => digest)).toEqual(['b']);
    });
  });

  describe('keys and origins', () => {
    it('come back oldest first; the last use never goes back', async () => {
      const { store, tenant } = fresh();
      const key = { id: 'b', name: 'CRM', digest: 'ab', createdAt: 2_000, createdBy: 'anna', lastUsedAt: null };
      await store.console.addApiKey(tenant, key);
      await store.console.addApiKey(tenant, { ...key, id: 'a', createdAt: 1_000 });
      await store.console.apiKeyUsed(tenant, 'b', 9_000);
      await store.console.apiKeyUsed(tenant, 'b', 8_000);
      expect(await store.console.apiKeys(tenant)).toEqual([
        { ...key, id: 'a', createdAt: 1_000 },
        { ...key, lastUsedAt: 9_000 },
      ]);
      expect(await store.console.deleteApiKey(tenant, 'b')).toBe(true);
      expect(await store.console.deleteApiKey(tenant, 'b')).toBe(false);
    });
    it('origins are replaced whole', async () => {
      const { store, tenant } = fresh();
      await store.console.putOrigins(tenant, ['https://b.example', 'https://a.example', 'https://b.example']);
      expect(await store.console.origins(tenant)).toEqual(['https://a.example', 'https://b.example']);
      await store.console.putOrigins(tenant, []);
      expect(await store.console.origins(tenant)).toEqual([]);
    });
  });

  describe('a change of the configuration', () => {
    const seeded = async () => {
      const { store, tenant } = fresh();
      await store.seed(
        tenant,
        'Seeded',
        demoRows(() => 'sip'),
      );
      return { store, tenant };
    };
    it('writes every kind of row, and what is read is what was decided', async () => {
      const { store, tenant } = await seeded();
      const FLOW = { svn: '2000', name: 'own', start: 'a', nodes: { a: { do: 'hangup' } } };
      const wanted: { config?: StoredConfig } = {};
      await store.console.changeConfig(tenant, ({ rows, ...head }) => {
        const [skill] = rows.skills;
        const [agent] = rows.agents;
        if (!skill || !agent) throw new Error('no demonstration data');
        wanted.config = {
          ...head,
          name: 'Renamed',
          rows: {
            ...rows,
            node: 7,
            departments: [...rows.departments.filter(({ id }) => id !== '2'), { id: '3', name: 'third' }],
            monitorDepts: [{ agentId: '800', deptId: '3' }],
            skills: [
              ...rows.skills.map((one) => ({ ...one, priority: 9, maxWaitSeconds: null })),
              { ...skill, code: '1003' },
            ],
            agents: [
              { ...agent, name: 'changed' },
              ...rows.agents.slice(1, 8).filter(({ agentId }) => agentId !== '804'),
            ],
            agentSkills: [{ agentId: '888', skillCode: '1003', level: 99 }],
            extensions: [{ number: '7000', kind: 'webrtc', serverAnswer: false, secret: 'top' }],
            dnisRoutes: [{ pattern: '9*', target: 'hangup', priority: 1 }],
            dialRules: [
              { prefix: '', action: 'deny', agentId: null },
              { prefix: '', action: 'allow', agentId: '888' },
            ],
            leaveReasons: [{ reasonId: 'x', name: 'X', visible: false, sortOrder: 4 }],
            workModes: rows.workModes.slice(0, 2).map((one) => ({ ...one, bindSkillCode: '1003' })),
            params: [{ paramKey: 'MAXCALLS', paramValue: '5' }],
            ivrFlows: [{ svn: '2000', flow: FLOW }],
          },
        };
        return wanted.config;
      });
      const now = await store.console.config(tenant);
      const plain = ({ rows, ...head }: StoredConfig) => ({
        ...head,
        ...Object.fromEntries(
          Object.entries(rows).map(([name, list]) => [
            name,
            Array.isArray(list) ? list.map((one) => JSON.stringify(one, Object.keys(one).sort())).sort() : list,
          ]),
        ),
      });
      expect(wanted.config).toBeDefined();
      expect(plain(now)).toEqual(plain(wanted.config as StoredConfig));
      expect(now.rows.ivrFlows?.[0]?.flow).toEqual(FLOW);
      expect(await store.console.tenantName(tenant)).toBe('Renamed');
      expect((await store.loadConfig(tenant)).config.node).toBe(7);
    });
    it('makes a tenant that nobody wrote about', async () => {
      const { store, tenant } = fresh();
      expect(await store.console.tenantName(tenant)).toBe('');
      await store.console.changeConfig(tenant, (now) => ({
        ...now,
        name: 'New',
        rows: { ...now.rows, departments: [{ id: '1', name: 'one' }] },
      }));
      expect(await store.console.config(tenant)).toMatchObject({ tenant, name: 'New', rows: { node: 1 } });
    });
    it('that decides nothing, or fails, writes nothing', async () => {
      const { store, tenant } = await seeded();
      const before = await store.console.config(tenant);
      await store.console.changeConfig(tenant, () => null);
      const failing = store.console.changeConfig(tenant, () => {
        throw new TypeError('a mistake');
      });
      await expect(failing).rejects.toThrow('a mistake');
      expect(await store.console.config(tenant)).toEqual(before);
    });
    it('waits for the one before it, and loses nothing of it', async () => {
      const { store, tenant } = await seeded();
      const ids = Array.from({ length: 12 }, (_, nth) => `d${nth}`);
      await Promise.all(
        ids.map((id) =>
          store.console.changeConfig(tenant, (now) => ({
            ...now,
            rows: { ...now.rows, departments: [...now.rows.departments, { id, name: id }] },
          })),
        ),
      );
      const { rows } = await store.console.config(tenant);
      expect(rows.departments.map(({ id }) => id).sort()).toEqual(['1', '2', ...ids].sort());
    });
    it('does not run over what a script wrote meanwhile in another row', async () => {
      const { store, tenant } = await seeded();
      await store.setParam(tenant, 'MAXCALLS', '7');
      await store.console.changeConfig(tenant, (now) => ({
        ...now,
        rows: { ...now.rows, agents: now.rows.agents.map((agent) => ({ ...agent, name: 'all' })) },
      }));
      const { rows } = await store.console.config(tenant);
      expect(rows.params).toContainEqual({ paramKey: 'MAXCALLS', paramValue: '7' });
    });
  });

  describe('entries of the console', () => {
    it('stand between those of agents, newest first, and are found by who and what', async () => {
      const { store, tenant } = fresh();
      const entry = (at: number, agentId: string, action: string) => ({
        ...{ type: 'audit' as const, at, agentId, ins: '', action, target: `t${at}`, outcome: 'ok' },
      });
      await store.console.note(tenant, [entry(1_000, 'anna', 'sign-in'), entry(3_000, 'anna', 'config-put')]);
      await store.commit(tenant, { docs: [], records: [entry(2_000, '800', 'ForceLogoff')] });
      await store.console.note(tenant, [entry(3_000, 'anna', 'config-put'), entry(3_000, 'berta', 'config-put')]);
      const page = async (filter: object) => {
        const entries = await store.console.auditPage(tenant, { limit: 10, ...filter });
        return entries.map(({ at, agentId }) => `${at} ${agentId}`);
      };
      expect(await page({})).toEqual(['3000 berta', '3000 anna', '2000 800', '1000 anna']);
      expect(await page({ actor: 'anna' })).toEqual(['3000 anna', '1000 anna']);
      expect(await page({ action: 'config-put', limit: 1 })).toEqual(['3000 berta']);
      const [newest] = await store.console.auditPage(tenant, { limit: 1 });
      expect(await page({ before: newest })).toEqual(['3000 anna', '2000 800', '1000 anna']);
    });
    it('do not stand in the way of the live documents', async () => {
      const { store, tenant } = fresh();
      await store.commit(tenant, { docs: [{ key: 'a', doc: { n: 1 } }], records: [] });
      await store.console.note(tenant, [
        { type: 'audit', at: 1, agentId: 'anna', ins: '', action: 'sign-in', target: '', outcome: 'ok' },
      ]);
      await store.commit(tenant, { docs: [{ key: 'a', doc: { n: 2 } }], records: [] });
      expect((await store.loadDocs(tenant)).get('a')).toEqual({ n: 2 });
    });
  });
}
