/** Words for what records hold, in both languages. What is not known is shown as it stands. */
import { type Lang, lang } from './texts.ts';

export type Words = Readonly<Record<string, Readonly<Record<Lang, string>>>>;
const both = (zh: string, en: string): Readonly<Record<Lang, string>> => ({ 'zh-CN': zh, en });

export const DIRECTIONS: Words = {
  0: both('呼入', 'In'),
  1: both('呼出', 'Out'),
  2: both('内部', 'Inner'),
};

/** Of a call; `CallOutcome` of the engine. */
export const OUTCOMES: Words = {
  answered: both('已接通', 'Answered'),
  abandoned: both('客户放弃', 'Abandoned'),
  overflowed: both('溢出转走', 'Overflowed'),
  closed: both('非服务时间', 'Closed'),
  'no-route': both('无路由', 'No route'),
  busy: both('忙', 'Busy'),
  'no-answer': both('无人应答', 'No answer'),
  rejected: both('被拒接', 'Rejected'),
  unreachable: both('无法接通', 'Unreachable'),
  cancelled: both('已取消', 'Cancelled'),
  'self-service': both('自助完成', 'Self-service'),
  failed: both('失败', 'Failed'),
  lost: both('中断', 'Lost'),
};

/** How a stretch of a call ended, beside the outcomes of calls. */
const ENDINGS: Words = {
  offered: both('分配给座席', 'Offered to an agent'),
  completed: both('完成', 'Completed'),
  transferred: both('已转接', 'Transferred'),
  held: both('转入保持', 'Put on hold'),
  retrieved: both('取回', 'Retrieved'),
  consult: both('开始咨询', 'Consult began'),
  swapped: both('切换', 'Swapped'),
  conference: both('进入会议', 'Became a conference'),
  intervened: both('已强插', 'Intervened'),
  intercepted: both('被拦截', 'Intercepted'),
  dropped: both('被强拆', 'Force-dropped'),
};

export const KINDS: Words = {
  ivr: both('IVR', 'IVR'),
  queue: both('排队', 'Queue'),
  ring: both('振铃', 'Ringing'),
  talk: both('通话', 'Talk'),
  hold: both('保持', 'On hold'),
  consult: both('咨询', 'Consult'),
  conference: both('会议', 'Conference'),
  monitor: both('监听', 'Monitoring'),
  transfer: both('已转出', 'Sent on'),
  dial: both('外拨', 'Dialling'),
  wrapup: both('话后', 'Wrap-up'),
};

export const ENDED_BY: Words = {
  customer: both('客户', 'Customer'),
  agent: both('座席', 'Agent'),
  system: both('系统', 'System'),
};

const word = (words: Words, key: string): string =>
  Object.hasOwn(words, key) ? (words[key]?.[lang.value] ?? key) : key;

export const directionWord = (direction: string): string => word(DIRECTIONS, direction);
export const outcomeWord = (outcome: string): string => word(OUTCOMES, outcome);
export const endingWord = (ending: string): string => word({ ...OUTCOMES, ...ENDINGS }, ending);
export const kindWord = (kind: string): string => word(KINDS, kind);
export const endedByWord = (who: string): string => word(ENDED_BY, who);

/** The CSS colour of a kind of stretch (parts/kinds.css). */
export function kindColour(kind: string): string {
  return `var(--kind-${kind === 'dial' ? 'ring' : Object.hasOwn(KINDS, kind) ? kind : 'other'})`;
}
