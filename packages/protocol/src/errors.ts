/**
 * The one catalogue of errors. A code never changes its meaning; texts may improve.
 * `{name}` in a text is filled from the fault's args. zh-CN texts of failures keep the word 失败, because
 * deployed pages sort tips by it.
 */
import { type ErrorEntry, entry, type Lang } from './error-entry.ts';
import { CONSOLE_ERRORS } from './errors-console.ts';
import { HTTP_ERRORS } from './errors-http.ts';
import { PHONE_ERRORS } from './errors-phone.ts';

export type { ErrorEntry, Lang } from './error-entry.ts';

export const ERRORS = {
  // ── frames and commands ──
  FrameNotJson: entry(
    '消息解析失败',
    'The message is not valid JSON',
    'A text frame that is not one JSON object.',
    '检查页面发送的内容',
    'Check what the page sends',
  ),
  FrameTooLarge: entry(
    '消息过大,处理失败',
    'The message is too large',
    'A frame above the size limit of 64 KiB.',
    '减少随路数据',
    'Send less attached data',
  ),
  FrameBinary: entry(
    '不支持二进制消息,处理失败',
    'Binary frames are not supported',
    'A binary frame.',
    '发送文本消息',
    'Send text frames',
  ),
  CommandUnknown: entry(
    '未知命令,处理失败',
    'Unknown command',
    'A `command` that is not in the protocol.',
    '检查命令名称',
    'Check the command name',
  ),
  ParamMissing: entry(
    '缺少参数 {name},处理失败',
    'Parameter {name} is missing',
    'A parameter that the command needs is absent or empty.',
    '补充参数 {name}',
    'Send parameter {name}',
  ),
  ParamInvalid: entry(
    '参数 {name} 无效,处理失败',
    'Parameter {name} is invalid: expected {expected}',
    'A parameter of the wrong type, length or form.',
    '检查参数 {name}',
    'Check parameter {name}',
  ),
  TooManyCommands: entry(
    '操作过于频繁,处理失败',
    'Too many commands',
    'A connection sent more commands a second than the limit.',
    '稍后再试',
    'Wait a moment and try again',
  ),
  CommandStale: entry(
    '命令已过期,处理失败',
    'The command went stale while the line was down',
    'A dial or answer reached the server more than 5 s after the agent asked for it.',
    '请重新操作',
    'Ask again',
  ),
  // ── sessions ──
  NotInitialised: entry(
    '会话未初始化,处理失败',
    'The session is not initialised',
    'A command before Init on this connection.',
    '先发送 Init',
    'Send Init first',
  ),
  SessionUnknown: entry(
    '分机 {ins} 没有对应的软电话会话,处理失败',
    'There is no softphone session at {ins} that this page may speak for',
    'The `ins` is not that of a live session, or not that of the session of this connection.',
    '检查 ins,或先发送 Init',
    'Check ins, or send Init first',
  ),
  DelegatorMismatch: entry(
    '代理 ID 不匹配,处理失败',
    'The delegatorId is not that of the session',
    'The session has been taken over since, or the page never had the right id.',
    '使用 onInited 给出的最新代理 ID',
    'Use the delegatorId that onInited gave last',
  ),
  SessionReplaced: entry(
    '软电话已被顶替,操作失败',
    'Another page has taken this softphone over',
    'The command came on a connection that no longer controls the session.',
    '在本页重新连接以取回软电话',
    'Connect again on this page to take it back',
  ),
  TokenInvalid: entry(
    '登录凭证无效,登录失败',
    'The access token is missing, expired or not for this agent',
    'Authentication mode `token` and no valid token for this agent.',
    '刷新 CRM 页面以取得新的凭证',
    'Reload the CRM page to get a new token',
  ),
  ...HTTP_ERRORS,
  ...PHONE_ERRORS,
  // ── log on ──
  AgentUnknown: entry(
    '工号 {agentId} 不存在,登录失败',
    'Agent {agentId} does not exist',
    'The agent id is not in the database.',
    '检查工号,或请管理员添加',
    'Check the id, or ask the administrator to add it',
  ),
  AgentLoggedOnElsewhere: entry(
    '工号 {agentId} 已在 {ins} 登录,登录失败',
    'Agent {agentId} is already logged on at {ins}',
    'One agent, one seat.',
    '先在 {ins} 签出',
    'Log off at {ins} first',
  ),
  DeviceUnknown: entry(
    '分机 {ins} 不存在,登录失败',
    'Extension {ins} does not exist',
    'The extension is not configured.',
    '检查分机号',
    'Check the extension number',
  ),
  DeviceUnreachable: entry(
    '分机 {ins} 未注册,操作失败',
    'The phone {ins} is not connected',
    'The phone is not registered, or does not answer the check.',
    '检查话机是否接通网络',
    'Check that the phone is connected',
  ),
  NoExtensionFree: entry(
    '没有空闲分机,登录失败',
    'No extension is free',
    'INS_WAIT_FOR_DISPATCH and every extension is taken.',
    '稍后再试,或请管理员增加分机',
    'Try later, or ask for more extensions',
  ),
  WorkModeUnknown: entry(
    '工作模式 {mode} 不存在,设置失败',
    'Work mode {mode} does not exist',
    'The mode is not in AgentWorkMode.',
    '选择列表中的模式',
    'Choose a mode of the list',
  ),
  LeaveReasonUnknown: entry(
    '离席原因 {reason} 不存在,离席失败',
    'Leave reason {reason} does not exist',
    'The reason is not configured.',
    '选择列表中的原因',
    'Choose a reason of the list',
  ),
  // ── state ──
  NotAllowedInState: entry(
    '当前状态“{state}”不允许此操作,操作失败',
    'Not possible in the present state',
    'The function is not enabled in the agent’s state.',
    '等待状态改变后再试',
    'Wait until the state changes',
  ),
  NotPermitted: entry(
    '没有此操作的权限,操作失败',
    'You do not have the right to do this',
    'The function needs a right the agent lacks, or it is masked.',
    '请管理员授权',
    'Ask the administrator for the right',
  ),
  FunctionMasked: entry(
    '该功能已被屏蔽,操作失败',
    'This function is switched off for this seat',
    'SOFTPHONEMASKENABLED or SOFTPHONEMASKENABLED_RPN names the function.',
    '请管理员调整功能屏蔽',
    'Ask the administrator to change the mask',
  ),
  NotLoggedOn: entry(
    '未登录,操作失败',
    'Not logged on',
    'The command needs a logged-on agent.',
    '先签入',
    'Log on first',
  ),
  AlreadyLoggedOn: entry(
    '已登录,登录失败',
    'Already logged on',
    'Logon on a session that is logged on.',
    '无需再次登录',
    'Nothing to do',
  ),
  NotAvailable: entry(
    '该功能尚未提供,操作失败',
    'This function is not available on this server',
    'The server has no such function, or it is switched off.',
    '请管理员开启',
    'Ask the administrator to enable it',
  ),
  // ── numbers and calls ──
  NumberInvalid: entry(
    '号码无效,呼叫失败',
    'The number is not valid',
    'Empty, too long, or with characters that no telephone number has.',
    '检查号码',
    'Check the number',
  ),
  NumberCipherInvalid: entry(
    '号码密文无法解密,外拨失败',
    'The encrypted number cannot be read',
    'EncryptDial with a phoneNum that the configured key does not decrypt to a telephone number.',
    '检查加密方式和密钥,或刷新页面',
    'Check the mode and the key, or reload the page',
  ),
  NumberForbidden: entry(
    '号码不允许拨打,呼叫失败',
    'This number may not be called',
    'The dial plan denies it (international and premium numbers by default).',
    '请管理员开放号段',
    'Ask the administrator to allow the prefix',
  ),
  CallerIdForbidden: entry(
    '主叫号码 {ani} 不允许使用,呼叫失败',
    'Caller number {ani} may not be used',
    'The `ani` is not among the allowed caller numbers.',
    '选择允许的主叫号码',
    'Choose an allowed caller number',
  ),
  NumberBusy: entry(
    '对方忙,呼叫失败',
    'The other side is busy',
    'The called party is busy.',
    '稍后再试',
    'Try again later',
  ),
  NoAnswer: entry(
    '对方无应答,呼叫失败',
    'No answer',
    'The called party did not answer in time.',
    '稍后再试',
    'Try again later',
  ),
  CallRejected: entry(
    '对方拒接,呼叫失败',
    'The call was rejected',
    'The called party refused the call.',
    '稍后再试',
    'Try again later',
  ),
  NumberUnreachable: entry(
    '号码无法接通,呼叫失败',
    'The number cannot be reached',
    'The network has no route, or the number does not exist.',
    '检查号码',
    'Check the number',
  ),
  CallCancelled: entry(
    '呼叫已取消,呼叫失败',
    'The call was cancelled',
    'The agent cancelled before an answer.',
    '无需处理',
    'Nothing to do',
  ),
  PasswordNotChecked: entry(
    '密码没有得到核对,核对失败',
    'The password was not checked',
    'The password checker gave no answer in time, or the flow broke off: the customer may have keyed the right digits.',
    '稍后再试,或用其他方式核实客户身份',
    'Try again later, or make sure of the customer in another way',
  ),
  OwnPhoneNoAnswer: entry(
    '本机未摘机,呼叫失败',
    'Your own phone was not picked up',
    'The agent’s own device rang and was not answered.',
    '摘机后重试',
    'Pick up your phone and try again',
  ),
  CommandUnderWay: entry(
    '操作正在进行,重复操作失败',
    'This is being done already',
    'The same was asked for before, and its outcome is not there yet.',
    '等待结果',
    'Wait for the outcome',
  ),
  MissedTooMany: entry(
    '连续 {misses} 次未接来电,已置为离席,接听失败',
    'Put on leave after {misses} calls in a row that were not answered',
    'The agent missed as many calls in a row as AGENTMISSLIMIT allows.',
    '检查话机后复席',
    'Check the phone, then resume',
  ),
  CallGone: entry(
    '通话已结束,操作失败',
    'The call has ended',
    'The call ended before the command arrived.',
    '无需处理',
    'Nothing to do',
  ),
  SwitchDown: entry(
    '交换机未连接,操作失败',
    'The telephone switch is not connected',
    'The server has lost the switch.',
    '稍后再试',
    'Try again in a moment',
  ),
  SwitchFailed: entry(
    '交换机处理失败',
    'The switch could not do it',
    'The switch answered with an error.',
    '稍后再试',
    'Try again',
  ),
  TargetUnknown: entry(
    '目标 {target} 不存在,操作失败',
    'Target {target} does not exist',
    'No such agent, extension or skill.',
    '重新选择目标',
    'Choose another target',
  ),
  TargetBusy: entry(
    '目标 {target} 忙,操作失败',
    'Target {target} is busy',
    'The target is in a call or not ready.',
    '稍后再试',
    'Try again later',
  ),
  TargetNotAlone: entry(
    '座席 {target} 不是单独与客户通话,操作失败',
    'Agent {target} is not alone with the customer',
    'Somebody else is in the call or being called, or the customer is in a flow. Only a talk of agent and customer can be joined; one of an agent who consults can be taken over.',
    '等座席重新单独与客户通话后再试;强拆不受此限',
    'Wait until the agent is alone with the customer again; ending the call works at any time',
  ),
  TargetWithoutCustomer: entry(
    '座席 {target} 没有自己的客户,操作失败',
    'Agent {target} has no customer in this call',
    'The call is between agents, or its customer belongs to another agent.',
    '请监听接待该客户的座席',
    'Monitor the agent who has the customer',
  ),
  LimitReached: entry(
    '系统容量已满,操作失败',
    'A limit of the system is reached: {limit}',
    'A bounded queue or map is full.',
    '请联系管理员',
    'Tell the administrator',
  ),
  // ── the client's own ──
  LineDown: entry(
    '软电话未连接,操作失败',
    'The softphone is not connected',
    'A function was called while the page had no connection to the server, and it did not come back in time.',
    '等待重新连接后再试',
    'Wait until it is connected again',
  ),
  NoResponse: entry(
    '服务器无响应,操作失败',
    'The server did not answer',
    'No response, or no outcome, within the time the client allows for the command.',
    '查看当前状态后再试',
    'Look at the present state, then try again',
  ),
  OutcomeUnknown: entry(
    '连接中断,未收到操作结果,操作可能失败',
    'The line was down when the outcome came',
    'The command was taken, but the line was lost before its outcome; the restored state does not tell it.',
    '查看当前状态后再试',
    'Look at the present state, then try again',
  ),
  Internal: entry(
    '系统内部错误,处理失败',
    'Internal error',
    'A fault of the server; it is logged with the call id.',
    '请联系管理员',
    'Tell the administrator',
  ),
  ...CONSOLE_ERRORS,
} as const satisfies Record<string, ErrorEntry>;
export type ErrorCode = keyof typeof ERRORS;

const entryOf = (code: string): ErrorEntry | undefined =>
  Object.hasOwn(ERRORS, code) ? ERRORS[code as ErrorCode] : undefined;
type Args = Readonly<Record<string, string>>;
const filled = (text: string, args: Args): string => text.replace(/\{(\w+)\}/g, (_, name: string) => args[name] ?? '');

/** Text of a code in a language, with its args filled in. Unknown codes give the code itself. */
export function errorText(code: string, lang: Lang, args: Args = {}): string {
  return filled(entryOf(code)?.[lang === 'en' ? 'en' : 'zh'] ?? code, args);
}

/** What to do about a code, in a language, with its args filled in. Unknown codes give ''. */
export function errorRemedy(code: string, lang: Lang, args: Args = {}): string {
  return filled(entryOf(code)?.remedy[lang === 'en' ? 'en' : 'zh'] ?? '', args);
}
