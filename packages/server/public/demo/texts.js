/** Words of the demo page. Names of states and buttons come from the library. */
const TEXTS = {
  agent: ['座席', 'Agent'],
  extension: ['分机', 'Extension'],
  mode: ['工作模式', 'Work mode'],
  number: ['号码', 'Number'],
  numberHint: ['输入或粘贴号码', 'Type or paste a number'],
  numberOutside: ['输入外部咨询号码', 'Number to consult'],
  toolbar: ['话务功能', 'Telephone functions'],
  extra: ['更多功能', 'More functions'],
  call: ['当前通话', 'Call'],
  callNone: ['暂无通话', 'No call'],
  noRinging: ['没有来电', 'Nobody is calling'],
  callIn: ['呼入', 'Inbound'],
  callOut: ['外呼', 'Outbound'],
  callInner: ['内部', 'Inner'],
  queue: ['排队', 'Queue'],
  queueEmpty: ['没有客户排队', 'Nobody is waiting'],
  caller: ['主叫', 'Caller'],
  skill: ['技能', 'Skill'],
  level: ['级别', 'Level'],
  waited: ['等待', 'Waiting'],
  log: ['记录', 'Log'],
  now: ['现在', 'now'],
  afterCall: ['通话后：{what}', 'After the call: {what}'],
  // connection
  closed: ['未连接', 'Not connected'],
  connecting: ['正在连接', 'Connecting'],
  confirming: ['等待确认', 'Waiting for you'],
  online: ['已连接', 'Connected'],
  reconnecting: ['正在重连', 'Reconnecting'],
  replaced: ['已被顶替', 'Taken over'],
  bannerReconnecting: [
    '与服务器的连接中断，正在重新连接。通话不受影响；功能按钮暂不可用。',
    'The line to the server is lost; reconnecting. Calls go on; the buttons are off until then.',
  ],
  bannerConnecting: ['正在连接服务器…', 'Connecting to the server…'],
  // dialogs
  logonTitle: ['座席登录', 'Agent log-on'],
  agentId: ['工号', 'Work number'],
  ins: ['分机号', 'Extension'],
  token: ['登录凭证（可选）', 'Access token (optional)'],
  logon: ['登录', 'Log on'],
  replacedTitle: ['软电话已在其他页面打开', 'The softphone is open in another page'],
  replacedText: [
    '本页已停用。通话与状态由另一个页面接管。',
    'This page is off. The other page has the calls and the state.',
  ],
  takeBack: ['在本页取回', 'Take it back here'],
  confirmTitle: ['软电话正在其他页面使用', 'The softphone is in use in another page'],
  confirmText: ['继续将顶替那个页面，进行中的通话会保留。', 'Going on replaces that page; calls are kept.'],
  takeOver: ['顶替', 'Take over'],
  leaveIt: ['取消', 'Leave it'],
  cancel: ['取消', 'Cancel'],
  ok: ['确定', 'OK'],
  chooseLeave: ['离席原因', 'Reason'],
  chooseMode: ['工作模式', 'Work mode'],
  chooseTransfer: ['转接到', 'Transfer to'],
  chooseSkill: ['选择转接技能', 'Choose a skill'],
  chooseIvr: ['选择 IVR', 'Choose an IVR'],
  chooseAgent: ['选择座席', 'Choose an agent'],
  chooseNumber: ['输入号码', 'Enter a number'],
  chooseMessage: ['消息内容', 'Message'],
  chooseControl: ['控制方式', 'What to do'],
  agents: ['座席', 'Agents'],
  extensions: ['分机', 'Extensions'],
  nobody: ['没有可选的对象', 'Nobody to choose'],
  filter: ['筛选', 'Filter'],
  passwordCheck: ['密码认证', 'password check'],
  control1: ['强制签出', 'Force log-off'],
  control2: ['强制离席', 'Force leave'],
  control3: ['强制复席', 'Force resume'],
  control4: ['强制完成话后', 'Finish wrap-up'],
  // header
  second: ['打开第二个座席', 'Open a second agent'],
  nonHost: ['非宿主页面', 'Non-host page'],
  console: ['控制台', 'Console'],
  themeAuto: ['主题：自动', 'Theme: auto'],
  themeLight: ['主题：浅色', 'Theme: light'],
  themeDark: ['主题：深色', 'Theme: dark'],
  language: ['English', '中文'],
  sessionOver: ['会话已结束，请重新登录', 'The session is over; log on again'],
  loggedOff: ['已签出', 'Logged off'],
  // lab
  lab: ['实验台', 'Lab'],
  labHint: ['虚拟交换机：扮演客户与话机。', 'The virtual switch: play the customer and the telephone.'],
  labCustomer: ['客户', 'Customer'],
  labAni: ['号码', 'Number'],
  labDnis: ['呼叫', 'Calls'],
  labCall: ['呼入', 'Call in'],
  logonHint: [
    '演示数据：工号 888、999，分机 6001–6010。',
    'Demonstration data: agents 888 and 999, extensions 6001–6010.',
  ],
  labPhone: ['座席话机', 'Agent’s telephone'],
  labNumbers: [
    '外拨尾号：9200 自动接听，9486 忙，9408 无应答，9603 拒接，9404 不可达；其他号码由您接听。',
    'Outside numbers ending in 9200 answer, 9486 are busy, 9408 do not answer, 9603 reject, 9404 are unreachable; others are yours to answer.',
  ],
  answer: ['接听', 'Answer'],
  pickUp: ['摘机', 'Pick up'],
  hangUp: ['挂机', 'Hang up'],
  refuse: ['拒接', 'Refuse'],
  unplug: ['断开', 'Unplug'],
  plug: ['接通', 'Plug in'],
  phaseCalling: ['呼叫中', 'calling'],
  phaseDialing: ['接续中', 'being called'],
  phaseRinging: ['振铃', 'ringing'],
  phaseUp: ['接通', 'connected'],
  phaseEnded: ['已结束', 'ended'],
  phaseIdle: ['空闲', 'idle'],
  phaseOff: ['未注册', 'not connected'],
  hears: ['听到', 'hears'],
  silence: ['静音', 'silence'],
  music: ['音乐', 'music'],
  ringback: ['回铃音', 'ringback'],
  busy: ['忙音', 'busy tone'],
  congestion: ['拥塞音', 'congestion tone'],
  prompt: ['提示音', 'prompt'],
};

export const language = pickLanguage();
document.documentElement.lang = language;

function pickLanguage() {
  const asked = new URLSearchParams(location.search).get('lang') ?? localStorage.getItem('wssp.demo.language');
  if (asked === 'en' || asked === 'zh-CN') return asked;
  return navigator.language.startsWith('zh') ? 'zh-CN' : 'en';
}

/** A text of the page; `{name}` is filled from values. */
export function say(key, values = {}) {
  const text = TEXTS[key]?.[language === 'en' ? 1 : 0] ?? key;
  return text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '');
}

/** Fills every element that names its text in `data-text`, or its label in `data-label`. */
export function sayAll() {
  for (const element of document.querySelectorAll('[data-text]')) element.textContent = say(element.dataset.text);
  for (const element of document.querySelectorAll('[data-label]')) element.ariaLabel = say(element.dataset.label);
}
