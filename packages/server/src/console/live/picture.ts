/**
 * What viewers see, made once for all of them: rows of the board in the console's shape. A row that says the same as
 * before is the same object, so that finding what changed is comparing objects.
 */
import type { Board, BoardAgent, BoardCall } from '@wssoftphone/engine';
import type { DayNumbers, LiveAgent, LiveBoard, LiveCall, LiveChange, LiveQueue } from '@wssoftphone/protocol/console';
import { callNumbers, NO_CALLS } from '../numbers.ts';
import type { Sight } from '../sight.ts';
import type { TodayNumbers } from './today.ts';

export interface Picture {
  readonly at: number;
  /** By seat. */
  readonly agents: ReadonlyMap<string, LiveAgent>;
  readonly queues: readonly LiveQueue[];
  readonly calls: ReadonlyMap<string, LiveCall>;
  readonly today: DayNumbers;
}

export function pictureOf(at: number, board: Board, { day, skills }: TodayNumbers, before: Picture | null): Picture {
  const queues = board.queues.map((queue): LiveQueue => ({ ...queue, numbers: skills.get(queue.skill) ?? UNTOUCHED }));
  return {
    at,
    agents: rows(board.agents, ({ ins }) => ins, liveAgent, before?.agents),
    queues: before && JSON.stringify(before.queues) === JSON.stringify(queues) ? before.queues : queues,
    calls: rows(board.calls, ({ callId }) => callId, liveCall, before?.calls),
    today: before && JSON.stringify(before.today) === JSON.stringify(day) ? before.today : day,
  };
}
const UNTOUCHED = callNumbers(NO_CALLS);

function liveAgent({ stretch: _stretch, ...agent }: BoardAgent): LiveAgent {
  return agent;
}
const liveCall = (call: BoardCall): LiveCall => call;

function rows<A, B extends object>(
  from: readonly A[],
  name: (row: A) => string,
  shape: (row: A) => B,
  before: ReadonlyMap<string, B> | undefined,
): Map<string, B> {
  const made = new Map<string, B>();
  for (const one of from) {
    const row = shape(one);
    const last = before?.get(name(one));
    made.set(name(one), last && same(last, row) ? last : row);
  }
  return made;
}

/** Two rows of one shape: plain values, and lists of texts. */
function same<B extends object>(a: B, b: B): boolean {
  for (const key of Object.keys(b) as (keyof B)[]) {
    const [left, right] = [a[key], b[key]];
    if (left === right) continue;
    if (!Array.isArray(left) || !Array.isArray(right) || left.length !== right.length) return false;
    if (left.some((value, n) => value !== right[n])) return false;
  }
  return true;
}

/** As much of it as a group of viewers may see. Queues and the day's numbers are everybody's. */
export function seenBy(sight: Sight, picture: Picture): Picture {
  const agents = new Map([...picture.agents].filter(([, { agentId, dept }]) => sight.agent(agentId, dept)));
  const calls = new Map(
    // A call without an agent waits in a queue, which is everybody's too.
    [...picture.calls].filter(([, { ins }]) => ins.length === 0 || ins.some((seat) => agents.has(seat))),
  );
  return { ...picture, agents, calls };
}

export const wholeOf = ({ at, agents, queues, calls, today }: Picture): LiveBoard => ({
  at,
  agents: [...agents.values()],
  queues,
  calls: [...calls.values()],
  today,
});

/** Null: they are the same but for the time. */
export function changeOf(before: Picture, now: Picture): LiveChange | null {
  const change = {
    ...listed('agents', fresh(before.agents, now.agents)),
    ...listed('goneAgents', gone(before.agents, now.agents)),
    ...(before.queues === now.queues ? {} : { queues: now.queues }),
    ...listed('calls', fresh(before.calls, now.calls)),
    ...listed('goneCalls', gone(before.calls, now.calls)),
    ...(before.today === now.today ? {} : { today: now.today }),
  };
  return Object.keys(change).length === 0 ? null : { at: now.at, ...change };
}
const listed = <K extends string, T>(name: K, list: readonly T[]): { [N in K]?: readonly T[] } =>
  list.length === 0 ? {} : ({ [name]: list } as { [N in K]: readonly T[] });
function fresh<T>(before: ReadonlyMap<string, T>, now: ReadonlyMap<string, T>): T[] {
  const found: T[] = [];
  for (const [name, row] of now) if (before.get(name) !== row) found.push(row);
  return found;
}
function gone(before: ReadonlyMap<string, unknown>, now: ReadonlyMap<string, unknown>): string[] {
  const found: string[] = [];
  for (const name of before.keys()) if (!now.has(name)) found.push(name);
  return found;
}
