/** Who sits in front of the console. */
import type { ConsoleMe, ConsoleRole, SignIn } from '@wssoftphone/protocol/console';
import { ref } from 'vue';
import { get, post } from '../api/http.ts';

export const me = ref<ConsoleMe | null>(null);
/** The server knows this person no longer, and the page waits for another sign-in: something would be lost with it. */
export const lapsed = ref(false);

const RANK: Readonly<Record<ConsoleRole, number>> = { agent: 0, supervisor: 1, administrator: 2 };
export const may = (role: ConsoleRole): boolean => me.value !== null && RANK[me.value.role] >= RANK[role];

/** Null: a stranger. */
export async function whoAmI(): Promise<ConsoleMe | null> {
  me.value = await get<ConsoleMe>('/me').catch(() => null);
  return me.value;
}
export async function signIn(as: SignIn): Promise<ConsoleMe> {
  me.value = await post<ConsoleMe>('/sign-in', as);
  return me.value;
}
/** Demo mode, on this machine only: no password is asked for. */
export async function signInDemo(role: ConsoleRole): Promise<ConsoleMe> {
  me.value = await post<ConsoleMe>('/sign-in/demo', { role });
  return me.value;
}
export async function changePassword(old: string, next: string): Promise<void> {
  await post('/password', { old, new: next });
  await whoAmI();
}
export async function signOut(): Promise<void> {
  await post('/sign-out').catch(() => undefined);
  me.value = null;
}
