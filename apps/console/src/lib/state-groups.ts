/** Agents' states in the groups a day is counted in. */
import { ESPState } from '@wssoftphone/protocol/enums';
import { type Lang, lang } from './texts.ts';

export type StateGroup =
  | 'ready'
  | 'ring'
  | 'talk'
  | 'hold'
  | 'consult'
  | 'wrapup'
  | 'leave'
  | 'monitor'
  | 'off'
  | 'other';

const S = ESPState;
const GROUPS: ReadonlyMap<number, StateGroup> = new Map(
  Object.entries({
    off: [S.AGENTSTATE_NULL, S.AGENTSTATE_INITIAL, S.AGENTSTATE_INITIALPHONE, S.AGENTSTATE_NODEV_ONLINE],
    ready: [S.AGENTSTATE_IDLE],
    ring: [
      S.AGENTSTATE_TALKPREPAREPLAYWORKERID,
      S.AGENTSTATE_TALKPREPARERINGING,
      S.AGENTSTATE_TALKPREPARE_WAITRING,
      S.AGENTSTATE_DIALINPUTNUM,
      S.AGENTSTATE_DIALING,
      S.AGENTSTATE_INNERDIALSELECTAGENT,
      S.AGENTSTATE_INNERDIALALERTING,
      S.AGENTSTATE_DIAL_WAIT_ALERTBACK,
      S.AGENTSTATE_DIAL_ALERTBACK,
      S.AGENTSTATE_CALLINNER_WAIT_ALERTBACK,
      S.AGENTSTATE_CALLINNER_ALERTBACK,
      S.AGENTSTATE_ADCDIALOUT_WAITING,
      S.AGENTSTATE_PREVIEWTASK,
    ],
    talk: [
      S.AGENTSTATE_TALK,
      S.AGENTSTATE_INNERTALK,
      S.AGENTSTATE_INTERVENECONF,
      S.AGENTSTATE_CONSULTCONF,
      S.AGENTSTATE_CALLOUTCONF,
      S.AGENTSTATE_SLAVECONF,
    ],
    hold: [S.AGENTSTATE_HOLD, S.AGENTSTATE_CONSULTED_HOLD, S.AGENTSTATE_INNER_HOLD, S.AGENTSTATE_INNER_HELD],
    consult: [
      S.AGENTSTATE_HOLD_CONSULTRINGING,
      S.AGENTSTATE_HOLD_CONSULT,
      S.AGENTSTATE_TALK_CONSULTHOLD,
      S.AGENTSTATE_HOLDCALLING,
      S.AGENTSTATE_HOLD_TALK,
      S.AGENTSTATE_TALK_HOLD,
      S.AGENTSTATE_CONSULTED,
      S.AGENTSTATE_INOUTCOUPLE_CONSULT,
      S.AGENTSTATE_HOLD_CONSULT_INCONF,
      S.AGENTSTATE_CONSULT_QUEUE,
    ],
    wrapup: [S.AGENTSTATE_WRAPUP],
    leave: [S.AGENTSTATE_LEAVE, S.AGENTSTATE_NONEREALTIMEWORK],
    monitor: [S.AGENTSTATE_MONITORSELECTAGENT, S.AGENTSTATE_MONITORING],
  }).flatMap(([group, states]) => states.map((state) => [state, group as StateGroup] as const)),
);

export const STATE_GROUPS: readonly StateGroup[] = [
  'ready',
  'ring',
  'talk',
  'hold',
  'consult',
  'wrapup',
  'leave',
  'monitor',
  'off',
  'other',
];
export const groupOf = (state: number): StateGroup => GROUPS.get(state) ?? 'other';

const WORDS: Readonly<Record<StateGroup, Readonly<Record<Lang, string>>>> = {
  ready: { 'zh-CN': '空闲', en: 'Ready' },
  ring: { 'zh-CN': '振铃与外拨', en: 'Ringing, dialling' },
  talk: { 'zh-CN': '通话', en: 'Talking' },
  hold: { 'zh-CN': '保持', en: 'On hold' },
  consult: { 'zh-CN': '咨询', en: 'Consulting' },
  wrapup: { 'zh-CN': '话后', en: 'Wrap-up' },
  leave: { 'zh-CN': '离席', en: 'On leave' },
  monitor: { 'zh-CN': '监听', en: 'Monitoring' },
  off: { 'zh-CN': '未签入', en: 'Logged off' },
  other: { 'zh-CN': '其他', en: 'Other' },
};
export const groupWord = (group: StateGroup): string => WORDS[group][lang.value];
