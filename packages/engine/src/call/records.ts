/** What is written down of a call: once, when its last leg is gone. */
import { type Ctx, callKey, record } from '../context.ts';
import type { Segment } from '../effects.ts';
import type { Call } from '../state.ts';

const total = (call: Call, kind: Segment['kind']): number =>
  call.segments.filter((segment) => segment.kind === kind).reduce((sum, { from, to }) => sum + (to - from), 0);

export function recordCall(ctx: Ctx, call: Call): void {
  record(ctx, {
    type: 'call',
    callId: call.id,
    coid: call.coid,
    direction: call.direction,
    ani: call.ani,
    dnis: call.dnis,
    skill: call.skill,
    startedAt: call.startedAt,
    answeredAt: call.answeredAt,
    endedAt: call.endedAt ?? ctx.at,
    outcome: call.outcome ?? 'failed',
    endedBy: call.endedBy ?? 'system',
    ins: call.lastIns,
    agentId: call.lastAgentId,
    queueMs: total(call, 'queue'),
    ringMs: total(call, 'ring') + total(call, 'dial'),
    talkMs: total(call, 'talk'),
    holdMs: total(call, 'hold'),
    data: call.sentTo
      ? { ...call.data, CCIVR_TRANSFERTYPE: call.sentTo.type, CCIVR_TRANSFERDEST: call.sentTo.dest }
      : call.data,
    segments: call.segments,
  });
  ctx.changed.add(callKey(call.id));
}
