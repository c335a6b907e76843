/** Brings waiting calls and idle agents together, at the end of every step that could have made a match possible. */
import { offerCall } from '../call/offer.ts';
import { serveConsult } from '../consult/consult.ts';
import type { Ctx } from '../context.ts';
import type { Queue } from '../state.ts';
import { compareWaiting } from './queue.ts';

/**
 * Until no skill has both: the most urgent call goes to the best agent of its skill. Calls by level, then age;
 * agents by skill level, then longest idle.
 */
export function match(ctx: Ctx): void {
  if (ctx.toMatch.size === 0) return;
  const queues: Queue[] = [];
  for (const skill of ctx.toMatch) {
    const queue = ctx.state.queues.get(skill);
    if (queue) queues.push(queue);
  }
  ctx.toMatch.clear();
  for (;;) {
    let best: Queue | null = null;
    for (const queue of queues) {
      const head = queue.waiting[0];
      if (!head || queue.idle.length === 0) continue;
      const bestHead = best?.waiting[0];
      if (!bestHead || compareWaiting(head, bestHead) < 0) best = queue;
    }
    const call = best?.waiting[0];
    const agent = best?.idle[0];
    if (!call || !agent) return;
    if (call.consult) serveConsult(ctx, call, agent);
    else offerCall(ctx, call, agent);
  }
}
