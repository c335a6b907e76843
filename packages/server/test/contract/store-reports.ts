/** What every store adds up; part of store.ts. The sums are those of the plain way, in memory-reports.ts. */
import type { AgentStateRecord, CallRecord, Segment } from '@wssoftphone/engine';
import { describe, expect, it } from 'vitest';
import type { CallSearch } from '../../src/ports/reports.ts';
import type { PostgresStore } from '../../src/store/postgres-store.ts';
import { memoryReports } from '../support/memory-reports.ts';
import { callRecord, stateRecord, T0 } from './call-record.ts';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** A segment of a call that began at T0; seconds after it. */
export const seg = (
  kind: Segment['kind'],
  from: number,
  to: number,
  outcome: string,
  agentId: string | null = null,
  skill = '1001',
): Segment => ({
  kind,
  from: T0 + from * 1000,
  to: T0 + to * 1000,
  ins: agentId === null ? null : `6${agentId}`,
  agentId,
  skill,
  outcome,
});

export function describeReports(fresh: () => { readonly store: PostgresStore; readonly tenant: string }): void {
  describe('reports', () => {
    it('count a transferred call once for its skill and for each who handled it, with the own talk of each', async () => {
      const { store, tenant } = fresh();
      const call = callRecord(0, {
        segments: [
          seg('queue', 0, 10, 'offered'),
          seg('ring', 10, 15, 'answered', '888'),
          seg('talk', 15, 75, 'transferred', '888'),
          seg('transfer', 75, 80, 'transferred', '888'),
          seg('talk', 80, 110, 'completed', '999'),
        ],
        endedAt: T0 + 110_000,
      });
      await store.commit(tenant, { docs: [], records: [call] });
      const query = { from: T0, to: T0 + HOUR, slotMs: HOUR, inTimeMs: 20_000 };
      const sums = { slot: 0, offered: 1, answered: 1, inTime: 1, abandoned: 0, waitMs: 15_000 };
      expect(await store.reports.queues(tenant, query)).toEqual([
        { skill: null, ...sums, talkMs: 90_000, longestWaitMs: 15_000 },
        { skill: '1001', ...sums, talkMs: 90_000, longestWaitMs: 15_000 },
      ]);
      expect(await store.reports.queues(tenant, { ...query, inTimeMs: 14_999 })).toMatchObject([
        { answered: 1, inTime: 0 },
        { answered: 1, inTime: 0 },
      ]);
      const counts = { talked: 1, missed: 0, outbound: 0, holdMs: 0, scores: 0, scoreSum: 0 };
      expect(await store.reports.agentCalls(tenant, query)).toEqual([
        { agentId: '888', handled: 1, talkMs: 60_000, ...counts },
        { agentId: '999', handled: 1, talkMs: 30_000, ...counts },
      ]);
    });

    it('add up the same as the plain way, whatever was recorded', async () => {
      const { store, tenant } = fresh();
      const calls = manyCalls();
      const states = manyStates();
      await store.commit(tenant, { docs: [], records: [...calls, ...states] });
      const plain = memoryReports(async () => ({
        calls: new Map(calls.map((call) => [call.callId, call])),
        states: new Map(states.map((state, n) => [String(n), state])),
      }));
      for (const span of [
        { from: T0, to: T0 + 2 * DAY },
        { from: T0 + 3 * HOUR, to: T0 + 9 * HOUR },
        { from: T0 + DAY, to: T0 + DAY + 1 },
      ]) {
        const query = { ...span, slotMs: HOUR / 2, inTimeMs: 20_000 };
        expect(await store.reports.queues(tenant, query)).toEqual(await plain.queues(tenant, query));
        expect(await store.reports.outbound(tenant, query)).toEqual(await plain.outbound(tenant, query));
        for (const who of [span, { ...span, agentId: '802' }]) {
          expect(await store.reports.agentCalls(tenant, who)).toEqual(await plain.agentCalls(tenant, who));
          expect(new Set(await store.reports.agentTimes(tenant, who))).toEqual(
            new Set(await plain.agentTimes(tenant, who)),
          );
        }
        const day = { ...span, agentId: '801' };
        expect(await store.reports.stretches(tenant, day)).toEqual(await plain.stretches(tenant, day));
      }
      expect((await plain.queues(tenant, { from: T0, to: T0 + 2 * DAY, slotMs: DAY, inTimeMs: 1 })).length).toBe(8);
      const [some, other] = calls;
      if (!some || !other) throw new Error('no calls');
      const searches: Omit<CallSearch, 'limit'>[] = [
        {},
        { from: T0 + HOUR, to: T0 + 4 * HOUR },
        { coid: some.coid },
        { number: some.ani },
        { number: '13000000001' },
        { number: '13099990001', hidesAll: true },
        { number: '130****0001', hidesAll: true },
        { number: '130____0001', hidesAll: true },
        { dnis: '10010' },
        { skill: '1002', outcome: 'abandoned' },
        { direction: '1' },
        { agentId: '803' },
        { visibleTo: ['801', '804'] },
        { visibleTo: [] },
        { before: { startedAt: other.startedAt, callId: other.callId }, visibleTo: ['802'] },
      ];
      for (const search of searches) {
        const found = await plain.calls(tenant, { ...search, limit: 30 });
        expect(found.length).toBeGreaterThan(0);
        expect(await store.reports.calls(tenant, { ...search, limit: 30 })).toEqual(found);
      }
      expect(await store.reports.call(tenant, some.callId)).toEqual(some);
      expect(await store.reports.call(tenant, 'c-none')).toBeNull();
      expect(await store.reports.call(`${tenant}-other`, some.callId)).toBeNull();
    });

    it('find a customer by the whole number, and where it is hidden by what is shown of it', async () => {
      const { store, tenant } = fresh();
      const [whole, like, hidden] = ['13800138000', '13855558000', { NUMBERHIDDEN: '1' }];
      await store.commit(tenant, {
        docs: [],
        records: [
          callRecord(1, { ani: whole, data: {} }),
          callRecord(2, { direction: '1', ani: '10010', dnis: whole, data: hidden }),
          callRecord(3, { ani: like, data: hidden }),
          callRecord(4, { direction: '2', ani: whole, dnis: '6001', data: {} }),
        ],
      });
      const found = async (number: string, hidesAll = false) =>
        (await store.reports.calls(tenant, { number, hidesAll, limit: 9 })).map(({ callId }) => callId);
      const ids = (...nth: number[]) => nth.map((n) => callRecord(n).callId);
      expect(await found(whole)).toEqual(ids(4, 3, 2, 1));
      expect(await found(like)).toEqual(ids(3, 2));
      expect(await found(whole, true)).toEqual(ids(4, 3, 2, 1));
      expect(await found(like, true)).toEqual(ids(3, 2, 1));
      expect(await found('13855558001', true)).toEqual([]);
    });

    it('give every call once, page by page, also where many began at the same instant', async () => {
      const { store, tenant } = fresh();
      const calls = Array.from({ length: 25 }, (_, n) => callRecord(n, { startedAt: T0 + Math.floor(n / 10) }));
      await store.commit(tenant, { docs: [], records: calls });
      const seen: string[] = [];
      for (let before: CallSearch['before']; ; ) {
        const page = await store.reports.calls(tenant, { limit: 4, ...(before ? { before } : {}) });
        if (page.length === 0) break;
        seen.push(...page.map(({ callId }) => callId));
        before = page.at(-1);
      }
      expect(seen).toEqual(calls.map(({ callId }) => callId).toReversed());
    });
  });
}

/** A small generator, always the same. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

function manyCalls(): CallRecord[] {
  const roll = dice(4711);
  const pick = <T>(...of: readonly [T, ...T[]]): T => of[roll(of.length)] ?? of[0];
  return Array.from({ length: 400 }, (_, nth) => {
    const direction = pick('0' as const, '0' as const, '0' as const, '1' as const, '2' as const);
    let at = T0 + roll(2 * DAY);
    const startedAt = at;
    const segments: Segment[] = [];
    const add = (kind: Segment['kind'], outcome: string, agentId: string | null, skill: string) => {
      const to = at + roll(60_000);
      segments.push({ kind, from: at, to, ins: agentId, agentId, skill, outcome });
      at = to;
    };
    const agent = () => `80${roll(5)}`;
    let skill = pick('1001', '1002', '1003');
    if (direction === '1') add('dial', pick('answered', 'busy'), agent(), skill);
    for (let n = roll(7); n > 0 && direction !== '2'; n -= 1) {
      if (roll(4) === 0) skill = pick('1001', '1002', '1003');
      const kind = pick('queue' as const, 'ring' as const, 'talk' as const, 'hold' as const, 'conference' as const);
      if (kind === 'queue') add(kind, pick('offered', 'offered', 'abandoned', 'overflowed'), null, skill);
      else add(kind, pick('answered', 'no-answer', 'completed', 'abandoned'), agent(), skill);
    }
    const rated = roll(3) === 0 ? { IVRSCORE: String(roll(7)) } : {};
    return callRecord(nth, {
      direction,
      startedAt,
      endedAt: at,
      segments,
      skill,
      ani: `1300000000${roll(5)}`,
      dnis: pick('10010', '10086', '13000000001'),
      outcome: pick('answered', 'abandoned'),
      endedBy: pick('customer', 'agent', 'system'),
      agentId: agent(),
      data: rated,
    });
  });
}

function manyStates(): AgentStateRecord[] {
  const roll = dice(1147);
  return ['800', '801', '802'].flatMap((agentId) => {
    const states: AgentStateRecord[] = [];
    for (let at = -DAY; at < 3 * DAY; ) {
      const to = at + 1 + roll(roll(20) === 0 ? 30 * HOUR : HOUR);
      states.push(stateRecord(at, to, { agentId, state: 3 + roll(4), workMode: String(roll(2)) }));
      at = to;
    }
    return states;
  });
}
