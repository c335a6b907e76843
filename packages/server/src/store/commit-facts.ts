/** The parts of a commit that keep what reports add up (call-facts.ts). */
import type { CallRecord } from '@wssoftphone/engine';
import { sql } from 'kysely';
import { agentsOf, waitsOf } from './call-facts.ts';
import { ints, millis, moment, type Part, texts } from './columns.ts';

/** The calls must be in call_records already, or come in by the same statement. */
export function factParts(tenant: string, calls: readonly CallRecord[]): Part[] {
  const waits = calls.flatMap((call) =>
    waitsOf(call).map((wait, position) => ({ callId: call.callId, position, ...wait })),
  );
  const agents = calls.flatMap((call) => agentsOf(call).map((agent) => ({ callId: call.callId, ...agent })));
  const parts: Part[] = [];
  if (waits.length > 0) {
    parts.push(sql`waits as (
      insert into call_waits (tenant, call_id, position, skill, from_at, outcome, wait_ms, talk_ms)
      select ${tenant}, t.call_id, t.position, t.skill, ${moment('t.from_at')}, t.outcome, t.wait_ms, t.talk_ms
      from unnest(${texts(waits, (w) => w.callId)}, ${ints(waits, (w) => w.position)}, ${texts(waits, (w) => w.skill)},
        ${millis(waits, (w) => w.from)}, ${texts(waits, (w) => w.outcome)}, ${millis(waits, (w) => w.waitMs)},
        ${millis(waits, (w) => w.talkMs)})
        as t (call_id, position, skill, from_at, outcome, wait_ms, talk_ms)
      on conflict do nothing)`);
  }
  if (agents.length > 0) {
    parts.push(sql`parts as (
      insert into call_agents (tenant, call_id, agent_id, at, handled, missed, outbound, talk_ms, hold_ms, score)
      select ${tenant}, t.call_id, t.agent_id, ${moment('t.at')}, t.handled, t.missed, t.outbound, t.talk_ms, t.hold_ms,
        t.score
      from unnest(${texts(agents, (a) => a.callId)}, ${texts(agents, (a) => a.agentId)}, ${millis(agents, (a) => a.at)},
        ${ints(agents, (a) => a.handled)}, ${ints(agents, (a) => a.missed)}, ${ints(agents, (a) => a.outbound)},
        ${millis(agents, (a) => a.talkMs)}, ${millis(agents, (a) => a.holdMs)}, ${ints(agents, (a) => a.score)})
        as t (call_id, agent_id, at, handled, missed, outbound, talk_ms, hold_ms, score)
      on conflict do nothing)`);
  }
  return parts;
}
