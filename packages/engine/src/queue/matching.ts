/** Brings waiting calls and idle agents together, at the end of every step that could have made a match possible. */
import { offerCall } from '../call/offer.ts';
import { serveConsult } from '../consult/consult.ts';
import type { Ctx } from '../context.ts';
import type { Call, Queue, Session } from '../state.ts';
import { compareWaiting } from './queue.ts';

/** Who missed this call already gets it again only when there is nobody else. */
const bestAgent = ({ idle }: Queue, { missedBy }: Call): Session | undefined =>
  (missedBy.length === 0 ? undefined : idle.find(({ ins }) => !missedBy.includes(ins))) ?? idle[0];

/**
 * Until no skill has both: the most urgent call goes to the best agent of its skill. Calls by level, then age;
 * agents who have not missed the call before those who have, then by skill level, then longest idle.
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
    if (!best || !call) return;
    const agent = bestAgent(best, call);
    if (!agent) return;
    if (call.consult) serveConsult(ctx, call, agent);
    else offerCall(ctx, call, agent);
  }
}
