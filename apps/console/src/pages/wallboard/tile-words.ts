/** What is said of an agent, in the language chosen. */
import type { LiveAgent } from '@wssoftphone/protocol/console';
import { groupName, groupOf, nameOfState } from '../../lib/agent-states.ts';
import { nameOf } from '../../lib/names.ts';
import type { TileWords } from './sheet-painter.ts';

/** Of several states with one tone, which it is; why on leave. */
function stateOf({ state, leaveReason }: LiveAgent): string {
  const name = nameOfState(state);
  return leaveReason === null ? name : `${name} · ${nameOf('leaveReasons', leaveReason)}`;
}

export function tileWords(agent: LiveAgent): TileWords {
  const { state, leaveReason, agentId, ins } = agent;
  const name = nameOfState(state);
  // What the name of the group does not say; else who it is, by number.
  const about = leaveReason !== null ? nameOf('leaveReasons', leaveReason) : name;
  return { name: agent.name || agentId, about: about === groupName(groupOf(state)) ? `${agentId} · ${ins}` : about };
}

/** All of it in a line. */
export const tileLine = (agent: LiveAgent): string =>
  `${agent.name || agent.agentId} (${agent.agentId} · ${agent.ins}) ${stateOf(agent)}`;
