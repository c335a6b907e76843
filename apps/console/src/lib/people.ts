/**
 * Who and what can be searched for: the agents and skills that this person may see. They come from the reports of the last thirty
 * days, which name those of whom there is anything, seen from this person's place; an agent sees nobody but himself.
 */
import type { AgentsReport, SkillsReport } from '@wssoftphone/protocol/console';
import { ref, shallowRef } from 'vue';
import { get } from '../api/http.ts';
import { may } from './session.ts';
import { presetDays } from './tenant-time.ts';

export interface Named {
  readonly id: string;
  readonly name: string;
}

const agents = shallowRef<readonly Named[]>([]);
const skills = shallowRef<readonly Named[]>([]);
const asked = ref(false);

/** Lists that fill when the server has answered; without them, people type what they mean. */
export function usePeople() {
  if (!asked.value && may('supervisor')) {
    asked.value = true;
    void load();
  }
  return { agents, skills };
}

async function load(): Promise<void> {
  const query = presetDays('month', Date.now());
  const [people, queues] = await Promise.all([
    get<AgentsReport>('/reports/agents', query).catch(() => null),
    get<SkillsReport>('/reports/skills', query).catch(() => null),
  ]);
  asked.value = people !== null && queues !== null;
  agents.value = people?.rows.map(({ agentId, name }) => ({ id: agentId, name })) ?? [];
  skills.value = queues?.rows.map(({ skill, name }) => ({ id: skill, name })) ?? [];
}
