/** The picture of the centre that the stream keeps up to date. Knows no Vue: live.ts hands it maps that Vue watches key by key. */
import type { DayNumbers, LiveAgent, LiveBoard, LiveCall, LiveChange, LiveQueue } from '@wssoftphone/protocol/console';

export interface Picture {
  readonly agents: Map<string, LiveAgent>;
  readonly calls: Map<string, LiveCall>;
  queues: readonly LiveQueue[];
  today: DayNumbers | null;
}

export function takeBoard(picture: Picture, board: LiveBoard): void {
  replace(picture.agents, board.agents, ({ ins }) => ins);
  replace(picture.calls, board.calls, ({ callId }) => callId);
  picture.queues = board.queues;
  picture.today = board.today;
}

export function takeChange(picture: Picture, change: LiveChange): void {
  for (const ins of change.goneAgents ?? []) picture.agents.delete(ins);
  for (const agent of change.agents ?? []) picture.agents.set(agent.ins, agent);
  for (const callId of change.goneCalls ?? []) picture.calls.delete(callId);
  for (const call of change.calls ?? []) picture.calls.set(call.callId, call);
  if (change.queues !== undefined) picture.queues = change.queues;
  if (change.today !== undefined) picture.today = change.today;
}

/** What stays the same keeps its object, so that a board that comes anew redraws only what differs. */
function replace<T extends object>(map: Map<string, T>, rows: readonly T[], keyOf: (row: T) => string): void {
  const present = new Set(rows.map(keyOf));
  for (const key of [...map.keys()]) if (!present.has(key)) map.delete(key);
  for (const row of rows) {
    const key = keyOf(row);
    const known = map.get(key);
    if (known === undefined || JSON.stringify(known) !== JSON.stringify(row)) map.set(key, row);
  }
}
