/** SystemParam: every parameter there is, with its default where nobody wrote another value. */
import { defaultParams, PARAM_KEYS } from '@wssoftphone/engine';
import type { Bilingual } from '@wssoftphone/protocol/console';
import { column, type TableDef, text, zh } from './table.ts';

type Name = keyof typeof PARAM_KEYS;
/** What each does. A parameter without words does not compile. */
const MEANING: { readonly [K in Name]: Bilingual } = {
  leaveWorkModeSync: zh(
    '离开模式与离席状态同步(手册 6.2):1 是,0 否',
    'The leave mode and the leave state follow each other (manual 6.2): 1 or 0',
  ),
  oneStepTransferSupport: zh('显示转移菜单(手册 6.3):1 是,0 否', 'Shows the transfer menu (manual 6.3): 1 or 0'),
  transferSkills: zh('可转移的技能(手册 6.4):编号,名称|…', 'Skills to transfer to (manual 6.4): code,name|…'),
  transferIvrs: zh(
    '可转移的流程(手册 6.5):编号,名称[,1]|…,1 为验证密码',
    'Flows to transfer to (manual 6.5): svn,name[,1]|…; 1 checks a password',
  ),
  mask: zh('对所有人关闭的功能(手册 6.6):如 33,34', 'Functions switched off for everybody (manual 6.6), such as 33,34'),
  maskRpn: zh('对公网坐席关闭的功能:如 4,5', 'Functions switched off for agents on the public network, such as 4,5'),
  playWorkerId: zh('通话前向客户播报工号:1 是,0 否', 'The customer hears the agent’s number before the talk: 1 or 0'),
  ringSeconds: zh('坐席话机振铃秒数', 'Seconds an agent’s telephone rings'),
  dialSeconds: zh('外呼号码振铃秒数', 'Seconds a dialled number rings'),
  wrapupSeconds: zh('话后秒数,0 为没有', 'Seconds of wrap-up; 0 is none'),
  missLimit: zh('连续未接几次后置为离席,0 为从不', 'Misses in a row after which an agent is put on leave; 0 is never'),
  missLeaveReason: zh('因未接而离席的原因编号', 'Leave reason of an agent put on leave for misses'),
  sessionGraceSeconds: zh('页面断开后会话保留秒数', 'Seconds a session waits for its page to come back'),
  outsidePrefix: zh('外线前缀,拨出时去掉', 'Dialled before outside numbers, and removed'),
  callerIds: zh(
    '坐席可用的主叫号码,用逗号分隔,第一个为默认',
    'Caller numbers agents may show, by commas; the first is the default',
  ),
  maskNumbers: zh('对坐席隐藏客户号码中段:1 是,0 否', 'Agents see customers’ numbers with their middle hidden: 1 or 0'),
  utcOffsetMinutes: zh(
    '时区,与 UTC 相差的分钟数(480 为北京时间)',
    'Minutes from UTC to the call centre’s clock (480 is China)',
  ),
  serviceLevelSeconds: zh(
    '服务水平的秒数:在此之内接听算达标',
    'Seconds within which an answered call counts for the service level',
  ),
  voiceLang: zh('对来电者使用的语言:zh-CN 或 en', 'Language callers are spoken to in: zh-CN or en'),
  maxCalls: zh('同时通话数上限', 'Most calls at one time'),
  maxQueue: zh('同时排队数上限', 'Most callers waiting at one time'),
};
const NAMES = Object.keys(PARAM_KEYS) as Name[];

/** The text that stands for a parameter's default. Lists have simple items, or none. */
function defaultText(name: Name): string {
  const value = defaultParams()[name];
  if (typeof value === 'boolean') return value ? '1' : '0';
  return Array.isArray(value) ? value.join(',') : String(value);
}

export const systemParams: TableDef = {
  table: 'SystemParam',
  title: zh('系统参数', 'Parameters'),
  help: zh('删除一项即恢复其默认值。', 'A parameter that is deleted has its default again.'),
  key: ['ParamKey'],
  defaults: Object.fromEntries(NAMES.map((name) => [PARAM_KEYS[name], defaultText(name)])),
  columns: [
    column('choice', 'ParamKey', zh('参数', 'Parameter'), {
      choices: NAMES.map((name) => ({ value: PARAM_KEYS[name], title: MEANING[name] })),
    }),
    column('text', 'ParamValue', zh('值', 'Value'), { max: 4_000, mayBeEmpty: true }),
  ],
  read: ({ rows }) => rows.params.map(({ paramKey, paramValue }) => ({ ParamKey: paramKey, ParamValue: paramValue })),
  write: (config, rows) => ({
    ...config,
    rows: {
      ...config.rows,
      params: rows.map((row) => ({ paramKey: text(row, 'ParamKey'), paramValue: text(row, 'ParamValue') })),
    },
  }),
  view: (config) => {
    const written = new Map(config.rows.params.map(({ paramKey, paramValue }) => [paramKey, paramValue]));
    const known = NAMES.map((name) => ({
      ParamKey: PARAM_KEYS[name],
      ParamValue: written.get(PARAM_KEYS[name]) ?? defaultText(name),
    }));
    const ours = new Set(known.map(({ ParamKey }) => ParamKey));
    // Keys of scripts that use the table for themselves.
    const others = config.rows.params.filter(({ paramKey }) => !ours.has(paramKey));
    return [...known, ...others.map(({ paramKey, paramValue }) => ({ ParamKey: paramKey, ParamValue: paramValue }))];
  },
};
