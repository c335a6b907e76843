/** What departments, skills, work modes and leave reasons are called; asked for once, and again by whoever changed them. */
import type { ConsoleNames } from '@wssoftphone/protocol/console';
import { shallowRef } from 'vue';
import { get } from '../api/http.ts';

const NONE: ConsoleNames = { departments: [], skills: [], workModes: [], leaveReasons: [] };
export const names = shallowRef<ConsoleNames>(NONE);
let asked = false;

export async function loadNames(afresh = false): Promise<void> {
  if (asked && !afresh) return;
  asked = true;
  try {
    names.value = await get<ConsoleNames>('/names');
  } catch {
    // Ids are shown until the next page asks.
    asked = false;
  }
}
/** Its name; the id itself where none is known. */
export const nameOf = (kind: keyof ConsoleNames, id: string): string =>
  names.value[kind].find((one) => one.id === id)?.name || id;
