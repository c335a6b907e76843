/**
 * Words that agents read: names of states, functions and work modes, and the tips that go with events, in Chinese
 * and English. Pages sort tips by the words 成功 and 失败 in them (protocol 8), so the Chinese tips keep those words.
 * Source: manual 2.3, 3.2 and 3.3; protocol 6.
 */
import type { ESPCommand } from './enums.ts';
import type { Lang } from './errors.ts';

type Pair = readonly [zh: string, en: string];
type Table = Readonly<Record<string | number, Pair>>;

/** By the number of an ESPState. */
export const STATE_TEXTS: Table = {
  0: ['未连接', 'Offline'],
  1: ['初始化', 'Logged off'],
  2: ['检查电话', 'Checking phone'],
  3: ['空闲', 'Idle'],
  4: ['通话准备', 'Connecting'],
  5: ['通话准备', 'Ringing'],
  6: ['通话', 'Talking'],
  7: ['保持', 'On hold'],
  8: ['外拨准备', 'Preparing to dial'],
  9: ['外拨中', 'Dialling'],
  10: ['咨询请求中', 'Calling for consult'],
  11: ['咨询', 'Consulting'],
  12: ['咨询保持', 'Consult on hold'],
  13: ['保持呼外线中', 'Calling outside'],
  14: ['保持外线通话', 'Talking outside'],
  15: ['通话保持外线', 'Outside on hold'],
  16: ['监听准备', 'Choosing whom to monitor'],
  17: ['监听', 'Monitoring'],
  18: ['会议', 'Conference'],
  19: ['话后', 'Wrap-up'],
  20: ['被咨询', 'Being consulted'],
  21: ['会议', 'Conference'],
  22: ['会议', 'Conference'],
  23: ['离席', 'On leave'],
  24: ['内呼准备', 'Preparing inner call'],
  25: ['内呼中', 'Calling colleague'],
  26: ['内部通话', 'Inner call'],
  27: ['等待物理连接', 'Phone being rung'],
  28: ['预览中', 'Preview'],
  29: ['非实时业务', 'Offline work'],
  30: ['从属会议', 'In a conference'],
  31: ['等待IVR认证', 'Waiting for IVR check'],
  32: ['转移中', 'Transferring'],
  33: ['内外线咨询', 'Inner and outside consult'],
  34: ['话机离线', 'Phone not connected'],
  35: ['会议中咨询', 'Consulting from a conference'],
  36: ['咨询切换', 'Swapping'],
  37: ['咨询切换', 'Swapping back'],
  38: ['被保持', 'Held by colleague'],
  39: ['外线切换', 'Swapping'],
  40: ['外线切换', 'Swapping back'],
  41: ['内呼保持', 'On hold'],
  42: ['内呼被保持', 'Held by colleague'],
  43: ['转移外拨中', 'Dialling after transfer'],
  44: ['振铃转接', 'Ring transfer'],
  45: ['等待外拨', 'Waiting to dial'],
  46: ['等待回振', 'Waiting for own phone'],
  47: ['回振中', 'Own phone ringing'],
  48: ['等待回振', 'Waiting for own phone'],
  49: ['回振中', 'Own phone ringing'],
  50: ['咨询排队', 'Consult queueing'],
  51: ['视频会议待应答', 'Video call waiting'],
  52: ['视频会议已应答', 'Video call answered'],
  53: ['视频会议', 'Video conference'],
};

/** By the number of an ESPFunc: what stands on the button. */
export const FUNCTION_TEXTS: Table = {
  0: ['', ''],
  1: ['登录', 'Log on'],
  2: ['退出', 'Log off'],
  3: ['外拨', 'Dial'],
  4: ['内呼', 'Inner call'],
  5: ['监听', 'Monitor'],
  6: ['保持', 'Hold'],
  7: ['内部咨询', 'Consult colleague'],
  8: ['外部咨询', 'Consult outside'],
  9: ['转接', 'Transfer'],
  10: ['结束通话', 'End call'],
  11: ['取保持', 'Retrieve'],
  12: ['取消外拨', 'Cancel dialling'],
  13: ['取消咨询', 'Cancel consult'],
  14: ['结束咨询', 'End consult'],
  15: ['咨询转接', 'Transfer'],
  16: ['咨询切换', 'Swap'],
  17: ['三方会议', 'Conference'],
  18: ['切回咨询', 'Swap back'],
  19: ['取消外部咨询', 'Cancel consult'],
  20: ['外线切换', 'Swap'],
  21: ['外线转接', 'Transfer'],
  22: ['结束外线', 'End consult'],
  23: ['切回外线', 'Swap back'],
  24: ['取消监听', 'Cancel monitoring'],
  25: ['强拆', 'Force drop'],
  26: ['拦截', 'Intercept'],
  27: ['强插', 'Intervene'],
  28: ['结束监听', 'End monitoring'],
  29: ['挂断客户', 'Drop customer'],
  30: ['挂断座席', 'Drop colleague'],
  31: ['完成话后', 'Finish wrap-up'],
  32: ['挂断外线', 'Drop outside party'],
  33: ['离席', 'Leave'],
  34: ['复席', 'Resume'],
  35: ['取消内呼', 'Cancel inner call'],
  36: ['工作模式', 'Work mode'],
  37: ['座席消息', 'Messages'],
  38: ['取消外拨准备', 'Cancel dialling'],
  39: ['取消监听准备', 'Cancel monitoring'],
  40: ['取消内呼准备', 'Cancel inner call'],
  41: ['三方会议', 'Conference'],
  42: ['应答', 'Answer'],
  43: ['取消预览', 'Cancel preview'],
  44: ['预览外拨', 'Dial preview'],
  45: ['删除预览', 'Delete preview'],
  46: ['跳过外拨', 'Skip'],
  47: ['完成非实时业务', 'Finish offline work'],
  48: ['结束会议', 'End conference'],
  49: ['离开会议', 'Leave conference'],
  50: ['移出会议方', 'Drop a party'],
  51: ['新消息', 'New messages'],
  52: ['取消等待', 'Cancel wait'],
  53: ['振铃转接', 'Ring transfer'],
  54: ['预约离席', 'Leave after call'],
  55: ['取消预约离席', 'Stay after call'],
  56: ['扩展咨询', 'Consult'],
  57: ['转IVR', 'Transfer to IVR'],
  58: ['转外线', 'Transfer outside'],
  59: ['转座席', 'Transfer to colleague'],
  60: ['静音', 'Mute'],
  61: ['取消静音', 'Unmute'],
  62: ['拨号盘', 'Keypad'],
  63: ['音量', 'Volume'],
  64: ['设置', 'Settings'],
  65: ['转接IVR', 'Transfer to IVR'],
  66: ['应答视频', 'Answer video'],
  67: ['结束视频', 'End video'],
  68: ['座席控制', 'Agent control'],
};

/** By basic work mode. A tenant's own names (AgentWorkMode) come with SettingsNotify and go before these. */
export const WORK_MODE_TEXTS: Table = {
  '-1': ['空模式', 'No mode'],
  0: ['普通模式', 'Normal'],
  1: ['下班模式', 'Off work'],
  2: ['非实时模式', 'Offline work'],
  3: ['外拨模式', 'Outbound'],
  4: ['班长模式', 'Supervisor'],
  5: ['预览模式', 'Preview'],
  6: ['离席模式', 'Away'],
  7: ['闭塞模式', 'Blocked'],
};

/**
 * What a command does, as the subject of its tip, under the name that its events have (Monitor for MonitorAgent). Steps an
 * agent sees anyway (preparing, lists) are absent.
 */
export const COMMAND_TEXTS: Readonly<Partial<Record<ESPCommand | 'Intervene' | 'Monitor' | 'Transfer', Pair>>> = {
  Logon: ['登录', 'Log-on'],
  Logoff: ['签出', 'Log-off'],
  SetWorkMode: ['设置工作模式', 'Work mode'],
  Leave: ['离席', 'Leave'],
  ResumeWork: ['复席', 'Resume'],
  Dial: ['外拨', 'Dialling'],
  CancelDial: ['取消外拨', 'Cancel dialling'],
  DropCall: ['挂断', 'Hang-up'],
  FinishWrapup: ['完成话后', 'Finish wrap-up'],
  Hold: ['保持', 'Hold'],
  FetchHold: ['取保持', 'Retrieve'],
  Consult: ['咨询', 'Consult'],
  CancelConsult: ['取消咨询', 'Cancel consult'],
  FinishConsult: ['结束咨询', 'End consult'],
  ConsultTransfer: ['咨询转接', 'Consult transfer'],
  ConsultSwap: ['咨询切换', 'Swap'],
  ConsultSwapBack: ['咨询切换', 'Swap back'],
  ConsultConf: ['三方会议', 'Conference'],
  DropConf: ['结束会议', 'End conference'],
  CancelCallInner: ['取消内呼', 'Cancel inner call'],
  CallInner: ['内呼', 'Inner call'],
  FinishMonitor: ['结束监听', 'End monitoring'],
  Monitor: ['监听', 'Monitoring'],
  Intervene: ['强插', 'Intervening'],
  WhisperAgent: ['耳语', 'Whispering'],
  Intercept: ['拦截', 'Intercepting'],
  ForceDrop: ['强拆', 'Force drop'],
  MonitorControl: ['座席控制', 'Agent control'],
  OneStepTransfer: ['转接', 'Transfer'],
  Transfer: ['转接IVR', 'Transfer to IVR'],
  CancelWait: ['取消等待', 'Cancel wait'],
  AnswerCall: ['应答', 'Answer'],
  SendAgentMsg: ['发送消息', 'Message'],
  ImportTasks: ['导入', 'Import'],
  PreviewDial: ['外拨', 'Dialling'],
  SkipDial: ['跳过', 'Skip'],
  DeletePreview: ['删除', 'Delete'],
  CancelPreview: ['取消', 'Cancel'],
  FinishNoneRealTimeWork: ['完成', 'Finish'],
};

/** Tips that are not "<command> 成功 / 失败"; `{…}` is filled from values of the event. */
export const TIP_TEXTS = {
  CallArrive: ['来电振铃 {ANI}', 'Incoming call {ANI}'],
  DevConnected: ['开始通话', 'Call started'],
  DevDisconnected: ['通话结束', 'Call ended'],
  DialBegin: ['正在外拨 {DNIS}', 'Dialling {DNIS}'],
  ConsultStart: ['正在请求咨询', 'Consulting'],
  ConsultOver: ['咨询已结束', 'Consult ended'],
  ConsultedOver: ['被咨询已结束', 'The consult with you ended'],
  ConfOver: ['会议已结束', 'Conference ended'],
  CallInnerBegin: ['正在内呼', 'Calling colleague'],
  MonitorBegin: ['正在监听', 'Monitoring'],
  OneStepTransferBegin: ['正在转接', 'Transferring'],
  TransferBegin: ['正在转接IVR', 'Transferring to IVR'],
  IVRCheckReturn: ['IVR认证已返回', 'IVR check returned'],
  WaitCallOver: ['客户已挂机', 'The customer hung up'],
  MonitorContorled: ['班长 {destSPName} 对您进行了控制', 'Supervisor {destSPName} changed your state'],
  AgentMsgArrive: ['收到座席消息', 'A message arrived'],
  WebSocketReplaced: ['软电话已被其他页面顶替', 'Another page has taken this softphone over'],
  connecting: ['正在连接服务器…', 'Connecting to the server…'],
  reconnecting: ['连接中断,正在重新连接…', 'Line lost, reconnecting…'],
  restored: ['重新连接成功', 'Reconnecting succeeded'],
  connectFailed: ['连接服务器失败', 'The server cannot be reached'],
  succeeded: ['{name}成功', '{name} succeeded'],
  failed: ['{name}失败: {desc}', '{name} failed: {desc}'],
} as const satisfies Readonly<Record<string, Pair>>;

const pick = (pair: Pair | undefined, lang: Lang): string | undefined => pair?.[lang === 'en' ? 1 : 0];
const at = (table: Table, key: string | number): Pair | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;

/** Name of an ESPState; the number itself when there is none. */
export function stateName(state: string | number, lang: Lang = 'zh-CN'): string {
  return pick(at(STATE_TEXTS, state), lang) ?? String(state);
}

/** Label of an ESPFunc; the number itself when there is none. */
export function functionName(func: string | number, lang: Lang = 'zh-CN'): string {
  return pick(at(FUNCTION_TEXTS, func), lang) ?? String(func);
}

/** Name of a basic work mode; the number itself when there is none. */
export function workModeName(mode: string | number, lang: Lang = 'zh-CN'): string {
  return pick(at(WORK_MODE_TEXTS, mode), lang) ?? String(mode);
}

/** What a command does, in words; the command's name when there are none. */
export function commandName(command: string, lang: Lang = 'zh-CN'): string {
  return pick(at(COMMAND_TEXTS as Table, command), lang) ?? command;
}

/** A tip with its values filled in; '' for an unknown key. */
export function tipText(key: string, lang: Lang = 'zh-CN', values: Readonly<Record<string, string>> = {}): string {
  const text = pick(at(TIP_TEXTS, key), lang) ?? '';
  return text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '').trim();
}

/**
 * The tip of an event: its own text; else `<command>成功` or `<command>失败: why`; else the reason alone.
 * A reason that says 失败 itself stands alone.
 */
export function eventTip(
  event: string,
  lang: Lang = 'zh-CN',
  values: Readonly<Record<string, string>> = {},
  reason = '',
): string {
  const own = tipText(event, lang, values);
  // Where something is amiss for all that, the reason says more.
  if (own) return reason || own;
  const outcome = /^(\w+?)(Succ|Failed|Denied)$/.exec(event);
  const pair = outcome ? at(COMMAND_TEXTS as Table, outcome[1] ?? '') : undefined;
  if (!outcome || !pair) return reason;
  const name = pick(pair, lang) ?? '';
  if (outcome[2] === 'Succ') return tipText('succeeded', lang, { name });
  if (reason.includes('失败')) return reason;
  return tipText('failed', lang, { name, desc: reason }).replace(/: *$/, '');
}
