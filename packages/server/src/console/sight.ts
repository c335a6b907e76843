/** Whom a person may look at: administrators all, supervisors the departments they manage, agents themselves. */
import type { TenantConfig } from '@wssoftphone/engine';
import { mayAs, type Person } from './parts.ts';

export interface Sight {
  /** The same for all who see the same. */
  readonly key: string;
  agent(agentId: string, dept: string): boolean;
  /** Agents that can be told apart now; null: all, those too whom the configuration has forgotten. */
  readonly agentIds: readonly string[] | null;
}

const EVERYBODY: Sight = { key: 'all', agent: () => true, agentIds: null };

export function sightOf(person: Person, config: TenantConfig): Sight {
  if (mayAs(person, 'administrator')) return EVERYBODY;
  const own = person.agentId;
  const agent = config.agents.find(({ agentId }) => agentId === own);
  if (!mayAs(person, 'supervisor')) {
    return { key: `agent ${own ?? ''}`, agent: (agentId) => agentId === own, agentIds: own === null ? [] : [own] };
  }
  const depts = new Set(agent?.role === 'supervisor' ? agent.monitorDepts : []);
  return {
    key: `departments ${JSON.stringify([...depts].sort())}`,
    agent: (_agentId, dept) => depts.has(dept),
    agentIds: config.agents.filter(({ dept }) => depts.has(dept)).map(({ agentId }) => agentId),
  };
}
