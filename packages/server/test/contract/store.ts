/** What every store keeps, whatever is behind it. Run by one test file for each. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoRows } from '../../src/demo/demo-tenant.ts';
import type { Store } from '../../src/ports/store.ts';
import type { PostgresStore } from '../../src/store/postgres-store.ts';
import { auditRecord, callRecord, stateRecord, T0 } from './call-record.ts';
import { describeConsole } from './store-console.ts';
import { describeReports } from './store-reports.ts';
import { describeTalks } from './store-talks.ts';

export interface StoreHarness {
  /** Another store on the same database, as another server would open it. */
  open(): PostgresStore;
  close(): Promise<void>;
}

let tenants = 0;
/** A tenant nobody else uses: the suite needs no cleaning. */
export const freshTenant = (): string => `t${process.pid}x${++tenants}`;

export function describeStore(name: string, make: () => Promise<StoreHarness>): void {
  describe(`store contract: ${name}`, () => {
    let harness: StoreHarness;
    let store: PostgresStore;
    beforeAll(async () => {
      harness = await make();
      store = harness.open();
      await store.migrate();
    });
    afterAll(async () => {
      await store?.close();
      await harness?.close();
    });

    describe('migrations', () => {
      it('can be run again, and by several servers at once', async () => {
        const servers = [harness.open(), harness.open(), harness.open()];
        await Promise.all(servers.map((server) => server.migrate()));
        await store.migrate();
        await Promise.all(servers.map((server) => server.close()));
      });
    });

    describe('live documents', () => {
      it('come back as they were written', async () => {
        const tenant = freshTenant();
        const docs = {
          'agent:6001': { z: 1, a: [1, 2.5, null, true, { deep: '汉字 "quoted" \\ \n' }] },
          'call:c1': { nul: 'a\u0000b', lone: '\ud800', line: '\u2028', big: 2 ** 53 - 1 },
          tenant: {},
        };
        await store.commit(tenant, {
          docs: Object.entries(docs).map(([key, doc]) => ({ key, doc })),
          records: [],
        });
        expect(Object.fromEntries(await store.loadDocs(tenant))).toEqual(docs);
        const agent = (await store.loadDocs(tenant)).get('agent:6001');
        expect(Object.keys(agent as object)).toEqual(['z', 'a']);
      });

      it('are replaced and deleted by later commits; the last write of a key wins within one', async () => {
        const tenant = freshTenant();
        const write = (...docs: [string, unknown][]) =>
          store.commit(tenant, { docs: docs.map(([key, doc]) => ({ key, doc })), records: [] });
        await write(['a', { n: 1 }], ['b', { n: 1 }], ['c', { n: 1 }]);
        await write(['a', { n: 2 }], ['b', null], ['c', null], ['c', { n: 3 }], ['a', { n: 4 }]);
        await write(['never-was', null]);
        expect(Object.fromEntries(await store.loadDocs(tenant))).toEqual({ a: { n: 4 }, c: { n: 3 } });
      });

      it('are read when commit is called: a document that changes meanwhile does not', async () => {
        const tenant = freshTenant();
        const doc = { n: 1 };
        const done = store.commit(tenant, { docs: [{ key: 'a', doc }], records: [] });
        doc.n = 2;
        await done;
        expect((await store.loadDocs(tenant)).get('a')).toEqual({ n: 1 });
      });

      it('belong to one tenant', async () => {
        const [one, other] = [freshTenant(), freshTenant()];
        await store.commit(one, { docs: [{ key: 'a', doc: { of: 1 } }], records: [callRecord(1)] });
        await store.commit(other, { docs: [{ key: 'a', doc: { of: 2 } }], records: [] });
        expect((await store.loadDocs(one)).get('a')).toEqual({ of: 1 });
        expect(await store.calls(other, {})).toEqual([]);
      });

      it('may be many and large', async () => {
        const tenant = freshTenant();
        const docs = Array.from({ length: 2_000 }, (_, n) => ({
          key: `agent:${n}`,
          doc: { n, fill: 'x'.repeat(1_000) },
        }));
        await store.commit(tenant, { docs, records: [] });
        expect((await store.loadDocs(tenant)).size).toBe(2_000);
      });

      it('are written by one server a tenant: the one that came later', async () => {
        const tenant = freshTenant();
        const [first, second] = [harness.open(), harness.open()];
        await first.commit(tenant, { docs: [{ key: 'a', doc: { by: 'first' } }], records: [] });
        await second.commit(tenant, { docs: [{ key: 'a', doc: { by: 'second' } }], records: [] });
        const late = first.commit(tenant, {
          docs: [
            { key: 'a', doc: { by: 'first again' } },
            { key: 'b', doc: {} },
          ],
          records: [],
        });
        await expect(late).rejects.toMatchObject({ code: 'superseded' });
        expect(Object.fromEntries(await store.loadDocs(tenant))).toEqual({ a: { by: 'second' } });
        await Promise.all([first.close(), second.close()]);
      });

      it('are not touched by a server that only reads', async () => {
        const tenant = freshTenant();
        await store.commit(tenant, { docs: [{ key: 'a', doc: { n: 1 } }], records: [] });
        const reader = harness.open();
        await reader.loadDocs(tenant);
        await reader.loadConfig(tenant);
        await reader.calls(tenant, {});
        await reader.setParam(tenant, 'MAXCALLS', '5');
        await store.commit(tenant, { docs: [{ key: 'a', doc: { n: 2 } }], records: [] });
        expect((await reader.loadDocs(tenant)).get('a')).toEqual({ n: 2 });
        await reader.close();
      });
    });

    describe('records', () => {
      it('come back as they were written, newest first', async () => {
        const tenant = freshTenant();
        const calls = [callRecord(1), callRecord(2, { answeredAt: null, ins: null, agentId: null, skill: null })];
        const silent = callRecord(3, { segments: [], data: {} });
        await store.commit(tenant, { docs: [], records: [...calls, silent] });
        expect(await store.calls(tenant, {})).toEqual([silent, calls[1], calls[0]]);
      });

      it('are stored once, however often they are sent', async () => {
        const tenant = freshTenant();
        const records = [callRecord(1), stateRecord(0, 10), stateRecord(10, 20, { state: 27 }), auditRecord(5)];
        await store.commit(tenant, { docs: [], records });
        await store.commit(tenant, { docs: [], records: [...records, ...records] });
        expect(await store.calls(tenant, {})).toEqual([callRecord(1)]);
        expect(await store.agentStates(tenant, {})).toEqual([records[2], records[1]]);
        expect(await store.audit(tenant, {})).toEqual([records[3]]);
      });

      it('of one instant keep their order', async () => {
        const tenant = freshTenant();
        const states = [27, 5, 3].map((state) => stateRecord(7, 7, { state }));
        const audits = ['log-on', 'takeover', 'log-off'].map((action) => auditRecord(7, { action }));
        await store.commit(tenant, { docs: [], records: [...states, ...audits] });
        expect(await store.agentStates(tenant, {})).toEqual(states.toReversed());
        expect(await store.audit(tenant, {})).toEqual(audits.toReversed());
        expect(await store.audit(tenant, { limit: 1 })).toEqual([audits[2]]);
      });

      it('of calls are found by number, agent, time and name', async () => {
        const tenant = freshTenant();
        const all = [1, 2, 3, 4].map((n) =>
          callRecord(n, n === 2 ? { ani: '02112345678', agentId: '801', segments: [] } : {}),
        );
        await store.commit(tenant, { docs: [], records: all });
        const names = async (filter: Parameters<Store['calls']>[1]) =>
          (await store.calls(tenant, filter)).map((call) => call.coid);
        const [one, two, three, four] = all.map((call) => call.coid);
        expect(await names({ ani: '02112345678' })).toEqual([two]);
        expect(await names({ agentId: '801' })).toEqual([two]);
        expect(await names({ agentId: '888' })).toEqual([four, three, one]);
        // 999 only had the phone ringing.
        expect(await names({ agentId: '999' })).toEqual([four, three, one]);
        expect(await names({ coid: three ?? '' })).toEqual([three]);
        expect(await names({ from: T0 + 120_000, to: T0 + 240_000 })).toEqual([three, two]);
        expect(await names({ limit: 2 })).toEqual([four, three]);
        expect(await names({ coid: 'none' })).toEqual([]);
      });

      it('of states are found by agent and time', async () => {
        const tenant = freshTenant();
        const mine = [stateRecord(0, 10), stateRecord(10, 30, { state: 6, callId: 'c1' })];
        await store.commit(tenant, {
          docs: [],
          records: [...mine, stateRecord(0, 5, { agentId: '999', ins: '6002' })],
        });
        expect(await store.agentStates(tenant, { agentId: '888' })).toEqual([mine[1], mine[0]]);
        expect(await store.agentStates(tenant, { agentId: '888', from: T0 + 1, to: T0 + 11 })).toEqual([mine[1]]);
        expect(await store.agentStates(tenant, { to: T0 })).toEqual([]);
      });

      it('may hold any character a caller sent', async () => {
        const tenant = freshTenant();
        await store.commit(tenant, {
          docs: [],
          records: [callRecord(1, { ani: 'anonymous\u0000', data: { 'k\u0000': 'v\u0000\ud800' } })],
        });
        const [call] = await store.calls(tenant, {});
        expect(call?.coid).toBe(callRecord(1).coid);
        expect(call?.ani.startsWith('anonymous')).toBe(true);
      });
    });

    describeConsole(() => ({ store, tenant: freshTenant() }));
    describeReports(() => ({ store, tenant: freshTenant() }));
    describeTalks(() => store, freshTenant);

    describe('flows and recordings', () => {
      it('come back as they were put, are replaced, deleted, and in the configuration', async () => {
        const tenant = freshTenant();
        const flow = { svn: '2000', name: '订单', start: 'a', nodes: { z: { do: 'hangup' }, a: { do: 'hangup' } } };
        const file = Buffer.from([0, 255, 10, 13, 128]);
        const info = { name: 'hello', digest: 'd1', rate: 8000, ms: 1500 };
        await store.ivr.putFlow(tenant, '2000', { svn: '2000', old: true });
        await store.ivr.putFlow(tenant, '2000', flow, auditRecord(5, { action: 'ivr-flow-put' }));
        await store.ivr.putRecording(tenant, { ...info, digest: 'd0' }, Buffer.from('old'));
        await store.ivr.putRecording(tenant, info, file, auditRecord(6, { action: 'ivr-recording-put' }));
        expect(await store.ivr.flows(tenant)).toEqual([{ svn: '2000', flow }]);
        expect(JSON.stringify((await store.ivr.flows(tenant))[0]?.flow)).toBe(JSON.stringify(flow));
        expect(await store.ivr.recordings(tenant)).toEqual([info]);
        expect(await store.ivr.recording(tenant, 'hello')).toEqual(file);
        expect(await store.ivr.recording(freshTenant(), 'hello')).toBeNull();
        const { config, recordings, problems } = await store.loadConfig(tenant);
        expect(config.ivrFlows).toEqual([flow]);
        expect(recordings).toEqual([info]);
        expect(problems.map(({ key, value }) => `${key} ${value}`)).toEqual(['ivr_flows.2000 /nodes/z']);
        expect(await store.ivr.deleteFlow(tenant, '2000', auditRecord(8, { action: 'ivr-flow-delete' }))).toBe(true);
        expect(await store.ivr.deleteFlow(tenant, '2000')).toBe(false);
        expect(await store.ivr.deleteRecording(tenant, 'hello')).toBe(true);
        expect(await store.ivr.deleteRecording(tenant, 'hello', auditRecord(7))).toBe(false);
        expect(await store.ivr.recording(tenant, 'hello')).toBeNull();
        const audited = (await store.audit(tenant, {})).map(({ action }) => action);
        expect(audited).toEqual(['ivr-flow-delete', 'ivr-recording-put', 'ivr-flow-put']);
      });
    });

    describe('configuration', () => {
      it('of a new tenant is empty, with the manual’s work modes and leave reasons', async () => {
        const { config, phones, problems } = await store.loadConfig(freshTenant());
        expect(problems).toEqual([]);
        expect(phones).toEqual([]);
        expect(config.agents).toEqual([]);
        expect(config.workModes.map((mode) => mode.serviceWorkMode)).toContain('0');
        expect(config.leaveReasons.map((reason) => reason.name)).toEqual(['小休', '开会', '就餐', '其他工作']);
      });

      it('is seeded once, and read back whole', async () => {
        const tenant = freshTenant();
        let secrets = 0;
        const rows = demoRows(() => `secret-${++secrets}`);
        expect(await store.seed(tenant, 'demo', rows)).toBe(true);
        expect(await store.seed(tenant, 'demo', { ...rows, agents: [] })).toBe(false);
        const { config, phones, problems } = await store.loadConfig(tenant);
        expect(problems).toEqual([]);
        expect(config.tenant).toBe(tenant);
        expect(config.agents.find((agent) => agent.agentId === '888')).toEqual({
          agentId: '888',
          name: '员工888',
          dept: '1',
          role: 'agent',
          monitorDepts: [],
          skills: [
            { code: '1001', level: 5 },
            { code: '1002', level: 1 },
          ],
          wrapupSeconds: null,
          canKeepLogon: true,
        });
        expect(config.agents.find((agent) => agent.role === 'supervisor')?.monitorDepts).toEqual(['1', '2']);
        expect(config.skills.map((skill) => [skill.code, skill.name, skill.overflow])).toEqual([
          ['1001', '普通服务', { type: 'hangup' }],
          ['1002', '紧急问题', { type: 'skill', code: '1001' }],
        ]);
        expect(config.extensions.map((extension) => extension.number)).toEqual(
          Array.from({ length: 10 }, (_, n) => String(6001 + n)),
        );
        expect(phones.map((phone) => phone.secret)).toEqual(Array.from({ length: 10 }, (_, n) => `secret-${n + 1}`));
        expect(config.dnisRoutes).toContainEqual({
          pattern: '10086',
          target: { type: 'skill', code: '1002' },
          priority: 0,
        });
        expect(config.workModes.filter((mode) => mode.visible).map((mode) => mode.name)).toEqual([
          '示闲',
          '示忙',
          '离开',
        ]);
        expect(config.params.oneStepTransferSupport).toBe(true);
        expect(config.params.maskRpn).toEqual([4, 5, 6, 7, 8, 42, 25, 26, 27]);
      });

      it('is seeded once when two servers start together', async () => {
        const tenant = freshTenant();
        const other = harness.open();
        const rows = demoRows(() => 's');
        const results = await Promise.all([store.seed(tenant, 'a', rows), other.seed(tenant, 'b', rows)]);
        expect(results.sort()).toEqual([false, true]);
        expect((await store.loadConfig(tenant)).config.agents).toHaveLength(rows.agents.length);
        await other.close();
      });

      it('keeps the running value where a parameter cannot be understood', async () => {
        const tenant = freshTenant();
        await store.setParam(tenant, 'SOFTPHONEMASKENABLED', '33,34');
        const before = await store.loadConfig(tenant);
        expect(before.config.params.mask).toEqual([33, 34]);
        await store.setParam(tenant, 'SOFTPHONEMASKENABLED', '33;34');
        const after = await store.loadConfig(tenant, before.config);
        expect(after.config.params.mask).toEqual([33, 34]);
        expect(after.problems).toEqual([
          { key: 'SOFTPHONEMASKENABLED', value: '33;34', expected: expect.stringContaining('comma') },
        ]);
      });
    });

    it('says whether it is healthy', async () => {
      expect(await store.healthy()).toBe(true);
    });
  });
}
