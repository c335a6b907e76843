/** Who sits in front of the console. */
import type { ConsoleMe, ConsoleRole } from '@wssoftphone/protocol/console';
import { ref } from 'vue';
import { get, post } from '../api/http.ts';

export const me = ref<ConsoleMe | null>(null);

const RANK: Readonly<Record<ConsoleRole, number>> = { agent: 0, supervisor: 1, administrator: 2 };
export const may = (role: ConsoleRole): boolean => me.value !== null && RANK[me.value.role] >= RANK[role];

/** Null: a stranger. */
export async function whoAmI(): Promise<ConsoleMe | null> {
  me.value = await get<ConsoleMe>('/me').catch(() => null);
  return me.value;
}
export async function signOut(): Promise<void> {
  await post('/sign-out').catch(() => undefined);
  me.value = null;
}
