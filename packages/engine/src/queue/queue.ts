/** Waiting calls of a skill: by level, then age. A call that comes back keeps its time and level. */
import type { Ctx } from '../context.ts';
import { touchCall } from '../context.ts';
import type { Call, Queue, QueuePlace } from '../state.ts';

/** Higher level first, then who has waited longest, then who called first. */
export function compareWaiting(a: Call, b: Call): number {
  const placeA = placeOf(a);
  const placeB = placeOf(b);
  return placeB.level - placeA.level || placeA.enteredAt - placeB.enteredAt || a.serial - b.serial;
}

export function placeOf(call: Call): QueuePlace {
  if (!call.place) throw new Error(`call ${call.id} has no place in a queue`);
  return call.place;
}

function position(queue: Queue, call: Call): number {
  let low = 0;
  let high = queue.waiting.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const other = queue.waiting[middle];
    if (other && compareWaiting(other, call) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Where a call waited when the step began, for each call whose waiting has changed since; null: it did not wait. */
function changesOf(ctx: Ctx, skill: string): Map<string, string | null> {
  let changes = ctx.queueChanges.get(skill);
  if (!changes) {
    changes = new Map();
    ctx.queueChanges.set(skill, changes);
  }
  return changes;
}
const whereOf = (call: Call): string => `${placeOf(call).level} ${placeOf(call).enteredAt}`;

/** Leaving and coming back to the same place in one step is no change; to another place it is one. */
function noteJoin(ctx: Ctx, skill: string, call: Call): void {
  const changes = changesOf(ctx, skill);
  if (changes.get(call.id) === whereOf(call)) changes.delete(call.id);
  else if (!changes.has(call.id)) changes.set(call.id, null);
}
function noteLeave(ctx: Ctx, skill: string, call: Call): void {
  const changes = changesOf(ctx, skill);
  if (changes.get(call.id) === null) changes.delete(call.id);
  else if (!changes.has(call.id)) changes.set(call.id, whereOf(call));
}

/** Inserts into the sorted list; used by restore too, which has no step. */
export function insertWaiting(queue: Queue, call: Call): void {
  queue.waiting.splice(position(queue, call), 0, call);
}

export function joinQueue(ctx: Ctx, call: Call): void {
  const queue = ctx.state.queues.get(placeOf(call).skill);
  if (!queue) throw new Error(`call ${call.id} cannot wait for unknown skill ${placeOf(call).skill}`);
  insertWaiting(queue, call);
  ctx.state.waitingCalls += 1;
  ctx.toMatch.add(queue.skill);
  noteJoin(ctx, queue.skill, call);
  touchCall(ctx, call);
}

export function leaveQueue(ctx: Ctx, call: Call): void {
  const queue = ctx.state.queues.get(placeOf(call).skill);
  const at = queue ? position(queue, call) : -1;
  if (!queue || queue.waiting[at] !== call) throw new Error(`call ${call.id} is not waiting where it should be`);
  queue.waiting.splice(at, 1);
  ctx.state.waitingCalls -= 1;
  noteLeave(ctx, queue.skill, call);
  touchCall(ctx, call);
}

/** 1 for the call that is next; 0 when it does not wait. */
export function positionInQueue(ctx: Ctx, call: Call): number {
  const queue = call.place ? ctx.state.queues.get(call.place.skill) : undefined;
  if (!queue || call.phase !== 'queued') return 0;
  return position(queue, call) + 1;
}
