/** States as a manager sees them: seven groups in the order in which they matter, each with its tone. */
import { stateName } from '@wssoftphone/protocol/texts';
import { lang, type Table, texts } from './texts.ts';

export type Group = 'ringing' | 'talk' | 'hold' | 'idle' | 'wrapup' | 'leave' | 'other';
export const GROUPS: readonly Group[] = ['ringing', 'talk', 'hold', 'idle', 'wrapup', 'leave', 'other'];

const STATES: Readonly<Record<Exclude<Group, 'other'>, readonly number[]>> = {
  ringing: [4, 5, 9, 25, 27, 43, 44, 45, 46, 47, 48, 49, 51],
  talk: [6, 10, 11, 13, 14, 17, 18, 20, 21, 22, 26, 30, 31, 32, 33, 35, 36, 37, 39, 40, 50, 52, 53],
  hold: [7, 12, 15, 38, 41, 42],
  idle: [3],
  wrapup: [19],
  leave: [23],
};
const BY_STATE = new Map<number, Group>(
  Object.entries(STATES).flatMap(([group, states]) => states.map((state) => [state, group as Group] as const)),
);
export const groupOf = (state: number): Group => BY_STATE.get(state) ?? 'other';

export const GROUP_TEXTS: Table<Group> = texts({
  'zh-CN': {
    ringing: '振铃',
    talk: '通话',
    hold: '保持',
    idle: '空闲',
    wrapup: '话后',
    leave: '离席',
    other: '其他',
  },
  en: {
    ringing: 'Ringing',
    talk: 'Talking',
    hold: 'On hold',
    idle: 'Ready',
    wrapup: 'Wrap-up',
    leave: 'On leave',
    other: 'Other',
  },
});
export const groupName = (group: Group): string => GROUP_TEXTS[lang.value][group];
/** A state that is a group by itself has the group's name, so that one word stands for one thing. */
const ALONE = new Map(
  Object.entries(STATES).flatMap(([group, states]) => (states.length === 1 ? [[states[0], group as Group]] : [])),
);
export function nameOfState(state: number): string {
  const group = ALONE.get(state);
  return group === undefined ? stateName(state, lang.value) : groupName(group);
}
