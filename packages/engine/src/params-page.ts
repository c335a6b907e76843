/** The reference page of parameters (docs/reference/parameters.md), made from the forms that rows are parsed with. */
import type { Params } from './config.ts';
import { defaultParams, PARAM_FORMS, PARAM_KEYS } from './params.ts';

export interface Meaning {
  readonly en: string;
  readonly zh: string;
}
/** What each parameter does. One without words does not compile. */
export const PARAM_MEANINGS: { readonly [K in keyof Params]: Meaning } = {
  leaveWorkModeSync: {
    en: 'the leave mode and the leave state follow each other (manual 6.2)',
    zh: '离席工作模式与离席状态同步（手册 6.2）',
  },
  oneStepTransferSupport: {
    en: 'one-step transfer: shows the transfer menu (manual 6.3)',
    zh: '一步转移，显示转移菜单（手册 6.3）',
  },
  transferSkills: { en: 'skills to transfer to (manual 6.4)', zh: '可转移的技能（手册 6.4）' },
  transferIvrs: {
    en: 'IVR flows to transfer to; `,1` has a password checked (manual 6.5)',
    zh: '可转移的 IVR 流程，`,1` 表示验证密码（手册 6.5）',
  },
  mask: { en: 'functions that are off for everybody (manual 6.6)', zh: '对所有座席屏蔽的功能（手册 6.6）' },
  maskRpn: { en: 'likewise for agents on the public network (`RP_`)', zh: '对公网座席（`RP_`）屏蔽的功能' },
  playWorkerId: { en: 'the customer hears the agent’s number before the talk', zh: '通话前向客户播报工号' },
  ringSeconds: { en: 'how long an agent’s telephone rings, seconds', zh: '座席话机的振铃时间，秒' },
  dialSeconds: { en: 'how long a dialled number rings, seconds', zh: '外拨号码的振铃时间，秒' },
  wrapupSeconds: {
    en: 'wrap-up where neither the agent nor the page says how long, seconds; 0 is none',
    zh: '座席和页面都未指定时的话后处理时间，秒；0 为无话后',
  },
  missLimit: {
    en: 'after so many missed calls in a row the agent is put on leave; 0 is never',
    zh: '连续未接多少次后自动离席；0 为从不',
  },
  missLeaveReason: { en: 'with this reason', zh: '自动离席的原因' },
  sessionGraceSeconds: {
    en: 'how long the session of a logged-on agent waits for a page that was lost, seconds',
    zh: '页面断开后已登录会话的保留时间，秒',
  },
  outsidePrefix: {
    en: 'dialled before outside numbers; taken away before the carrier sees the number',
    zh: '外线字冠；送往运营商之前去掉',
  },
  callerIds: {
    en: 'caller numbers that agents may show; the first is the default',
    zh: '外拨可显示的主叫号码，第一个为默认',
  },
  maskNumbers: {
    en: 'agents see customers’ numbers with the middle hidden (`138****8000`), on pages and telephones; records keep them',
    zh: '页面和话机上隐藏客户号码的中间部分（`138****8000`），记录中保留完整号码',
  },
  utcOffsetMinutes: {
    en: 'the tenant’s wall clock, minutes east of UTC; its days are those of the reports',
    zh: '本地时间，与 UTC 相差的分钟数；报表按此划分日期',
  },
  serviceLevelSeconds: {
    en: 'the service level is the share of calls answered within this, seconds',
    zh: '服务水平：在此秒数内应答的来电比例',
  },
  boardServiceLevel: {
    en: 'service level, per cent, below which the wallboard says low, and too low',
    zh: '服务水平低于这两个百分比时，大屏分别显示偏低、过低',
  },
  boardAbandoned: {
    en: 'abandoned calls, per cent of those offered, above which the wallboard says high, and too high',
    zh: '放弃率高于这两个百分比时，大屏分别显示偏高、过高',
  },
  boardLongestWait: {
    en: 'longest wait, seconds, above which the wallboard says long, and too long',
    zh: '最长等待超过这两个秒数时，大屏分别显示偏长、过长',
  },
  voiceLang: { en: 'what callers are spoken to in, until a flow says otherwise', zh: '语音播报的语言，流程可更改' },
  recordCalls: {
    en: 'talks with customers are recorded, where the switch can; callers have to be told',
    zh: '与客户的通话录音（交换机支持时）；须事先告知对方',
  },
  recordingDays: { en: 'recordings are deleted after so many days', zh: '录音保留的天数，到期删除' },
  maxCalls: { en: 'most calls at a time; a caller beyond hears busy', zh: '同时通话数上限，超出的来电听忙音' },
  maxQueue: { en: 'most callers waiting; a caller beyond hears busy', zh: '排队数上限，超出的来电听忙音' },
};

const HEAD = `# Parameters

Rows of the table \`"SystemParam"\`, one of each \`ParamKey\` for a tenant. A missing row means the default; a value that is not understood
keeps the running one, and the log says what was expected. Changes count from the next reload
([configuration](../guides/configuration.md)). \`npm run docs:tables\` writes this page from the code.

| ParamKey | form | default | what it does | 说明 |
|---|---|---|---|---|
`;
const cell = (text: string): string => text.replaceAll('|', '\\|');

function written(value: Params[keyof Params]): string {
  if (typeof value === 'boolean') return value ? '1' : '0';
  return typeof value === 'object' ? value.map(String).join(',') : String(value);
}

export function paramsPage(): string {
  const defaults = defaultParams();
  const rows = (Object.keys(PARAM_KEYS) as (keyof Params)[]).map((name) => {
    const { en, zh } = PARAM_MEANINGS[name];
    return `| \`${PARAM_KEYS[name]}\` | ${cell(PARAM_FORMS[name].expected)} | ${written(defaults[name])} | ${en} | ${zh} |`;
  });
  return `${HEAD}${rows.join('\n')}\n`;
}
