/** The page: logs an agent on, shows what the softphone tells, and carries out what the agent asks for. */
import { choose, closeMenu } from './dialogs.js';
import { $, cleanNumber, put } from './dom.js';
import { findLab, Lab, labToken } from './lab.js';
import { language, say, sayAll } from './texts.js';
import { Toolbar } from './toolbar.js';
import { View } from './view.js';

const asked = new URLSearchParams(location.search);
const SESSION = 'wssp.demo.session';
const INS = 'wssp.demo.ins';

let phone = null;
let lab = null;
/** Logged on, so that a session that is gone when the line comes back is news. */
let atWork = false;
/** Waits for the user's word on replacing another page. */
let answerConfirm = null;

sayAll();
const view = new View(() => phone);
const toolbar = new Toolbar({ phone: () => phone, press, refused: (why) => view.tip(why, 'bad') });

// ── log on ──

const form = $('logon-form');
form.elements.agentId.value = asked.get('agentId') ?? '888';
form.elements.ins.value = asked.get('ins') ?? localStorage.getItem(INS) ?? '6002';
form.elements.token.value = asked.get('token') ?? '';
form.onsubmit = (event) => {
  event.preventDefault();
  const { agentId, ins, token } = form.elements;
  start({ agentId: agentId.value.trim(), ins: ins.value.trim(), token: token.value.trim() });
};
$('logon').oncancel = (event) => event.preventDefault();

function askLogon(why = '') {
  phone = null;
  atWork = false;
  sessionStorage.removeItem(SESSION);
  put($('logon-error'), why);
  closeMenu();
  if (!$('logon').open) $('logon').showModal();
  draw();
}

/** Connects and logs on; `delegatorId` of before a reload brings the running session back. */
async function start({ agentId, ins, token, delegatorId }) {
  localStorage.setItem(INS, ins);
  const starting = new WSSoftPhone(
    {
      agentId,
      ins,
      delegatorId,
      language,
      saveLocalLog: true,
      softPhoneCode: token || undefined,
      tokenProvider: lab ? () => labToken(agentId) : undefined,
    },
    handlers({ agentId, ins, token }),
  );
  phone = starting;
  // For people who look at it in the console, and for tests.
  globalThis.wssp = starting;
  $('logon-go').disabled = true;
  try {
    await starting.connectServer();
    if (Number(starting.agentState) < 2) {
      if (delegatorId) throw new Error(say('sessionOver'));
      await starting.logon();
    }
    atWork = true;
    $('logon').close();
  } catch (problem) {
    // A line that could not be had yet is tried again; the banner tells.
    if (problem.code === 'LineDown' && delegatorId && starting.connectionStatus !== 'closed') return;
    starting.close();
    askLogon([problem.text ?? problem.message, problem.remedy].filter(Boolean).join(' · '));
  } finally {
    $('logon-go').disabled = false;
  }
}

// ── what the softphone tells ──

function handlers(who) {
  return {
    onInited(delegatorId) {
      sessionStorage.setItem(SESSION, JSON.stringify({ ...who, delegatorId }));
      nonHostLink();
      if (!atWork || Number(this.agentState) > 1) return;
      this.close();
      askLogon(say('sessionOver'));
    },
    onConnectionChange: (status) => {
      if (status === 'online' && $('tip').dataset.kind === '') put($('tip'), ''); // "connecting" is over
      draw();
    },
    onStateChange(state) {
      draw();
      if (state === '8') $('number').focus();
    },
    onWorkModeChange: () => draw(),
    onNotifySettings: () => draw(),
    onWrapupTick: () => view.tick(),
    onQueueChange: (queue) => view.drawQueue(queue),
    onCallArrive: () => draw(),
    onDialBegin: () => draw(),
    onDevConnected: () => draw(),
    onEvent: (evt) => {
      if (evt.coInfos) view.drawCall(phone);
    },
    onShowTip: (text) => view.tip(text),
    onAgentMsgArrive: ({ fromName, fromIns, text }) => view.log(`${fromName || fromIns}: ${text}`),
    onLogoffSucc() {
      this.close();
      askLogon(say('loggedOff'));
    },
    onWebSocketReplaced: () => $('replaced').showModal(),
    onConfirmReplaceWebSocket: () => {
      $('confirm').showModal();
      return new Promise((resolve) => {
        answerConfirm = resolve;
      });
    },
    onPrepareCallOutSucc: async () => {
      const found = await choose({ title: say('numberOutside'), input: say('numberHint') });
      if (found) phone.callout(cleanNumber(found.value));
    },
    onRefreshAgentListSucc: (list) => chooseAgent(list),
  };
}

function draw() {
  const status = phone?.connectionStatus ?? 'closed';
  document.body.dataset.status = status;
  $('line').dataset.status = status;
  put($('line-text'), say(status));
  // A first connect that takes a moment is no news; one that was lost is.
  const banner = status === 'reconnecting' || (status === 'connecting' && !$('logon').open);
  $('banner').hidden = !banner;
  put($('banner-text'), banner ? say(status === 'reconnecting' ? 'bannerReconnecting' : 'bannerConnecting') : '');
  if (status !== 'replaced' && $('replaced').open) $('replaced').close();
  if (status !== 'confirming' && $('confirm').open) $('confirm').close();
  toolbar.draw();
  view.draw();
  drawDial();
  lab?.draw();
}

$('take-back').onclick = () => phone?.takeBack().catch((problem) => view.tip(problem.text, 'bad'));
$('replaced').oncancel = (event) => event.preventDefault();
$('confirm').onclose = () => settleConfirm(false);
$('confirm-yes').onclick = () => settleConfirm(true);
$('confirm-no').onclick = () => settleConfirm(false);
function settleConfirm(answer) {
  answerConfirm?.(answer);
  answerConfirm = null;
  if ($('confirm').open) $('confirm').close();
}

// ── what the agent asks for ──

async function press(id, arg) {
  try {
    if (id === 9 && arg) await transfer(arg);
    else if (id === 57 || id === 65) await transfer('IVR');
    else if (id === 58) await transfer('OutLine');
    else await phone.callSPFunction(id, ...(arg === undefined ? [] : [arg]));
    if (id === 1 && Number(phone.agentState) > 1) $('logon').close();
  } catch (problem) {
    // Failures that come as events have told their tip already.
    if (
      [
        'LineDown',
        'CommandStale',
        'NoResponse',
        'OutcomeUnknown',
        'SessionReplaced',
        'NotAvailable',
        'ParamMissing',
      ].includes(problem.code)
    ) {
      view.tip(problem.text, 'bad');
    }
  }
}

async function transfer(type) {
  if (type === 'Agent') return phone.refreshTransferAgentList();
  if (type === 'OutLine') {
    const found = await choose({ title: say('chooseNumber'), input: say('numberHint') });
    return found && phone.oneStepTransfer('OUT', cleanNumber(found.value));
  }
  if (type === 'Skill') {
    const rows = phone.transferAgentSkillInfo.map((one) => ({
      value: one.skillCode,
      cells: [one.skillCode, one.skillName],
    }));
    const found = await choose({ title: say('chooseSkill'), tabs: [{ name: '', rows }] });
    return found && phone.oneStepTransfer('SK', found.value);
  }
  const rows = phone.transferIVRInfo.map((one) => ({
    value: one.svn,
    cells: [one.svn, one.name, one.checkPassword ? say('passwordCheck') : ''],
  }));
  const found = await choose({ title: say('chooseIvr'), tabs: [{ name: '', rows }] });
  return found && phone.transferToIVR(phone.transferIVRInfo.find((one) => one.svn === found.value));
}

/** What is done with whom an agent chooses, by type of the list; and what is undone when nobody is chosen. */
const LISTS = {
  AGENTLISTTYPE_CALLINNER: [(type, ins) => phone.callInner(type, ins), () => phone.cancelPrepareCallInner()],
  AGENTLISTTYPE_CONSULT: [(type, ins) => phone.consult(type, ins)],
  AGENTLISTTYPE_MONITOR: [(type, ins) => phone.monitorAgent(type, ins), () => phone.cancelPrepareMonitor()],
  AGENTLISTTYPE_TRANSFER: [(type, ins) => phone.oneStepTransfer(type, ins)],
  AGENTLISTTYPE_AGENTMSG: [
    async (_type, ins) => {
      const message = await choose({ title: say('chooseMessage'), input: '' });
      if (message?.value) await phone.sendAgentMsg(ins, message.value);
    },
  ],
  AGENTLISTTYPE_MONITORCONTROL: [
    async (type, ins) => {
      const rows = ['1', '2', '3', '4'].map((value) => ({ value, cells: [say(`control${value}`)] }));
      const control = await choose({ title: say('chooseControl'), tabs: [{ name: '', rows }] });
      if (control) await phone.monitorControl(type, ins, control.value);
    },
  ],
};
async function chooseAgent({ agentListType, items }) {
  const [chosen, cancelled] = LISTS[agentListType] ?? [];
  if (!chosen) return;
  const agents = items
    .filter((one) => one.itemType === '1')
    .map((one) => ({
      value: `AGT ${one.ins}`,
      cells: [
        one.ins,
        one.agentName,
        one.workID ?? '',
        getWorkModeStateName(one.workMode ?? '0', one.state ?? '0', language),
      ],
    }));
  const extensions = items
    .filter((one) => one.itemType === '0')
    .map((one) => ({ value: `EXT ${one.ins}`, cells: [one.ins, one.agentName] }));
  const tabs = [
    { name: say('agents'), rows: agents },
    ...(extensions.length ? [{ name: say('extensions'), rows: extensions }] : []),
  ];
  const found = await choose({ title: say('chooseAgent'), tabs, input: say('filter') });
  const [type, ins] = found?.value.split(' ') ?? [];
  try {
    if (ins) await chosen(type, ins);
    else await cancelled?.();
  } catch {
    // its event has told
  }
}

// ── dialling ──

const number = $('number');
number.placeholder = say('numberHint');
number.addEventListener('paste', (event) => {
  const text = event.clipboardData?.getData('text') ?? '';
  event.preventDefault();
  number.setRangeText(cleanNumber(text), number.selectionStart ?? 0, number.selectionEnd ?? 0, 'end');
  drawDial();
});
number.oninput = () => drawDial();
number.onkeydown = (event) => {
  if (event.key === 'Escape' && phone?.agentState === '8') press(38);
};
$('dial').onsubmit = (event) => {
  event.preventDefault();
  if ($('dial-go').getAttribute('aria-disabled') === 'true') return view.tip($('dial-go').dataset.tip, 'bad');
  phone.dial(cleanNumber(number.value)).catch(() => {}); // its tip has told
};
/** Dialling is possible from idle, and with the number asked for. */
function drawDial() {
  const functions = phone?.getStateSetting().functions ?? [];
  const dial = functions.find(({ id }) => id === 3 || id === 38);
  const enabled = Boolean(dial?.enabled && cleanNumber(number.value));
  const name = getWSSoftPhoneText('SPFunc_3', language);
  put($('dial-go'), name);
  $('dial-go').setAttribute('aria-disabled', String(!enabled));
  $('dial-go').dataset.tip = dial?.enabled
    ? enabled
      ? name
      : say('numberHint')
    : `${name}: ${dial?.why ?? say('callNone')}`;
}

// ── header ──

$('language').textContent = say('language');
$('language').onclick = () => {
  localStorage.setItem('wssp.demo.language', language === 'en' ? 'zh-CN' : 'en');
  const address = new URL(location.href);
  address.searchParams.delete('lang');
  location.href = address; // the session comes back after the reload
};
/** When the dark colours hold. */
const THEMES = { auto: '(prefers-color-scheme: dark)', light: 'not all', dark: 'all' };
function showTheme() {
  const theme = localStorage.getItem('wssp.demo.theme') ?? 'auto';
  $('dark').media = THEMES[theme] ?? THEMES.auto;
  $('theme').textContent = say(`theme${theme[0].toUpperCase()}${theme.slice(1)}`);
}
$('theme').onclick = () => {
  const theme = localStorage.getItem('wssp.demo.theme') ?? 'auto';
  const all = Object.keys(THEMES);
  localStorage.setItem('wssp.demo.theme', all[(all.indexOf(theme) + 1) % all.length]);
  showTheme();
};
showTheme();
$('second').textContent = say('second');
$('second').href = '/?agentId=999&ins=6003';
$('non-host').textContent = say('nonHost');
function nonHostLink() {
  const who = new URLSearchParams({ ins: phone.ins, delegatorId: phone.delegatorId, lang: language });
  $('non-host').href = `/non-host.html#${who}`;
  $('non-host').hidden = false;
}

// ── begin ──

draw();
view.drawQueue([]);
const about = await findLab();
if (about) lab = new Lab(about, { seat: () => phone?.ins ?? null, failed: (text) => view.tip(text, 'bad') });
$('logon-token').hidden = lab !== null;
$('logon-hint').hidden = lab === null;
const before = JSON.parse(sessionStorage.getItem(SESSION) ?? 'null');
// A link that names a seat means that seat, not the one of the tab it was opened from.
if (before && (!asked.has('ins') || asked.get('ins') === before.ins)) start(before);
else askLogon();
