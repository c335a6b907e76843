/** Reports in memory: the plain way to add up, which also says what the database's sums have to be. */
import { type AgentStateRecord, type CallRecord, maskNumber } from '@wssoftphone/engine';
import type { CallSearch, CallSummary, ReportStore, Span } from '../../src/ports/reports.ts';
import { agentsOf, waitsOf } from '../../src/store/call-facts.ts';

export interface Kept {
  readonly calls: ReadonlyMap<string, CallRecord>;
  readonly states: ReadonlyMap<string, AgentStateRecord>;
}

export function memoryReports(kept: (tenant: string) => Promise<Kept>): ReportStore {
  const calls = async (tenant: string) => [...(await kept(tenant)).calls.values()];
  const states = async (tenant: string, { from, to, agentId }: Span & { readonly agentId?: string }) =>
    [...(await kept(tenant)).states.values()].filter(
      (one) => one.from < to && one.to > from && (agentId === undefined || one.agentId === agentId),
    );
  return {
    async calls(tenant, search) {
      return (await calls(tenant))
        .filter((call) => fits(call, search))
        .sort((a, b) => b.startedAt - a.startedAt || (a.callId < b.callId ? 1 : -1))
        .slice(0, search.limit)
        .map(({ type: _type, segments: _segments, ins: _ins, ...summary }): CallSummary => summary);
    },
    call: async (tenant, callId) => (await kept(tenant)).calls.get(callId) ?? null,
    async queues(tenant, { from, to, slotMs, inTimeMs }) {
      const waits = (await calls(tenant)).flatMap(waitsOf).filter((wait) => wait.from >= from && wait.from < to);
      const slots = grouped(waits, (wait) => `${Math.floor((wait.from - from) / slotMs)}/${wait.skill ?? ''}`);
      return [...slots.values()]
        .map((all) => ({
          skill: all[0]?.skill ?? null,
          slot: Math.floor(((all[0]?.from ?? 0) - from) / slotMs),
          offered: all.length,
          answered: all.filter(({ outcome }) => outcome === 'answered').length,
          inTime: all.filter(({ outcome, waitMs }) => outcome === 'answered' && waitMs <= inTimeMs).length,
          abandoned: all.filter(({ outcome }) => outcome === 'abandoned').length,
          waitMs: sum(all, ({ waitMs }) => waitMs),
          talkMs: sum(all, ({ talkMs }) => talkMs),
          longestWaitMs: Math.max(...all.map(({ waitMs }) => waitMs)),
        }))
        .sort((a, b) => a.slot - b.slot || ((a.skill ?? '') < (b.skill ?? '') ? -1 : 1));
    },
    async outbound(tenant, { from, to, slotMs }) {
      const out = (await calls(tenant)).filter(
        ({ direction, startedAt }) => direction === '1' && startedAt >= from && startedAt < to,
      );
      const slots = grouped(out, ({ startedAt }) => String(Math.floor((startedAt - from) / slotMs)));
      return [...slots]
        .map(([slot, all]) => ({ slot: Number(slot), calls: all.length }))
        .sort((a, b) => a.slot - b.slot);
    },
    async agentCalls(tenant, { from, to, agentId }) {
      const parts = (await calls(tenant))
        .flatMap(agentsOf)
        .filter((part) => part.at >= from && part.at < to && (agentId === undefined || part.agentId === agentId));
      return [...grouped(parts, (part) => part.agentId)]
        .map(([id, all]) => ({
          agentId: id,
          handled: sum(all, (part) => part.handled),
          missed: sum(all, (part) => part.missed),
          outbound: sum(all, (part) => part.outbound),
          talked: all.filter((part) => part.talkMs > 0).length,
          talkMs: sum(all, (part) => part.talkMs),
          holdMs: sum(all, (part) => part.holdMs),
          scores: all.filter(({ score }) => score !== null).length,
          scoreSum: sum(all, ({ score }) => score ?? 0),
        }))
        .sort((a, b) => (a.agentId < b.agentId ? -1 : 1));
    },
    async agentTimes(tenant, span) {
      const groups = grouped(await states(tenant, span), (one) => `${one.agentId}/${one.state}/${one.workMode}`);
      return [...groups.values()].flatMap((all) => {
        const [first] = all;
        if (!first) return [];
        const ms = sum(all, (one) => Math.min(one.to, span.to) - Math.max(one.from, span.from));
        return [{ agentId: first.agentId, state: first.state, workMode: first.workMode, ms }];
      });
    },
    stretches: async (tenant, query) => (await states(tenant, query)).sort((a, b) => a.from - b.from),
  };
}

function fits(call: CallRecord, search: CallSearch): boolean {
  const { before, visibleTo, agentId } = search;
  const [customers, ours] = call.direction === '1' ? [call.dnis, call.ani] : [call.ani, call.dnis];
  const parts = new Set(call.segments.flatMap((one) => one.agentId ?? []));
  const isHidden = call.direction !== '2' && (search.hidesAll === true || call.data.NUMBERHIDDEN === '1');
  const shownAs = <T extends string | undefined>(number: T) => (number && isHidden ? maskNumber(number) : number);
  const is = (asked: string | undefined, has: string | null) => asked === undefined || asked === has;
  return (
    call.startedAt >= (search.from ?? 0) &&
    call.startedAt < (search.to ?? Number.POSITIVE_INFINITY) &&
    is(search.coid, call.coid) &&
    is(shownAs(search.number), shownAs(customers) ?? '') &&
    is(search.dnis, ours) &&
    is(search.skill, call.skill) &&
    is(search.outcome, call.outcome) &&
    is(search.direction, call.direction) &&
    (agentId === undefined || parts.has(agentId)) &&
    (visibleTo === undefined || parts.size === 0 || visibleTo.some((one) => parts.has(one))) &&
    (before === undefined ||
      call.startedAt < before.startedAt ||
      (call.startedAt === before.startedAt && call.callId < before.callId))
  );
}

function grouped<T>(items: readonly T[], by: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(by(item), [...(groups.get(by(item)) ?? []), item]);
  return groups;
}
const sum = <T>(items: readonly T[], of: (item: T) => number): number =>
  items.reduce((total, item) => total + of(item), 0);
