/** State, call, queue and log: what the agent looks at. */
import { $, clock, duration, keep, make, put } from './dom.js';
import { language, say } from './texts.js';

/** How a state looks. */
const TONES = {
  idle: [3],
  ringing: [27, 5, 10, 13, 46, 47, 48, 49, 25, 9, 45, 44, 50],
  talk: [4, 6, 11, 12, 14, 15, 20, 26, 18, 21, 22, 30, 17, 32, 36, 37, 39, 40, 43, 31],
  hold: [7, 38, 41, 42],
  wrapup: [19],
  leave: [23],
};
const toneOf = (state) => Object.keys(TONES).find((tone) => TONES[tone].includes(Number(state))) ?? 'off';

/** Call data in words; the rest under their own names. */
const NAMES = {
  DNIS: ['被叫', 'Called'],
  SK: ['技能', 'Skill'],
  QTM: ['排队秒数', 'Seconds queued'],
  IT: ['开始时间', 'Started'],
  COID: ['呼叫编号', 'Call id'],
  AID: ['客户', 'Customer'],
  CN0_UserPhoneNum: ['客户号码', 'Customer’s number'],
};
const HIDDEN = ['17', 'ANI', 'CN2_ChannelANI', 'IVRROOT'];
const DIRECTIONS = { 0: 'callIn', 1: 'callOut', 2: 'callInner' };
const LOG_LINES = 200;

export class View {
  constructor(phone) {
    this.phone = phone;
    this.queueAt = Date.now();
    this.wrapupMost = 0;
    setInterval(() => this.tick(), 500);
  }

  draw() {
    const phone = this.phone();
    const live = phone !== null && phone.connectionStatus === 'online';
    const state = phone?.agentState ?? '0';
    $('state').dataset.state = state;
    $('state').dataset.tone = live ? toneOf(state) : 'off';
    const replaced = phone?.connectionStatus === 'replaced';
    put($('state-name'), replaced ? say('replaced') : phone ? phone.getCurStateName() : say('closed'));
    put($('who-agent'), phone ? `${phone.agentName || ''} ${phone.agentId}`.trim() : '–');
    put($('who-ins'), phone?.ins ?? '–');
    put($('who-mode'), phone ? modeText(phone) : '–');
    document.title = phone && live ? `${phone.getCurStateName()} · ${phone.ins} · WSSoftPhone` : 'WSSoftPhone';
    this.drawCall(phone);
    this.tick();
  }

  drawCall(phone) {
    const info = phone?.coInfos ?? {};
    const has = Boolean(info.COID);
    const direction = DIRECTIONS[info[17]] ?? 'callIn';
    $('call').dataset.call = has ? direction : 'none';
    const customer = direction === 'callOut' ? info.DNIS : info.ANI;
    put($('call-number'), has ? customer || info.CN0_UserPhoneNum || '–' : say('callNone'));
    const line = [say(direction), direction === 'callIn' && info.DNIS ? `→ ${info.DNIS}` : '', info.SK].filter(Boolean);
    put($('call-line'), has ? line.join('  ') : '');
    const rows = Object.entries(info).filter(([key, value]) => value !== '' && !HIDDEN.includes(key));
    keep(
      $('call-data'),
      rows,
      ([key]) => key,
      ([key]) => make('div', {}, make('dt', {}, NAMES[key]?.[language === 'en' ? 1 : 0] ?? key), make('dd')),
      (row, [, value]) => put(row.lastChild, value),
    );
  }

  drawQueue(list) {
    this.queueAt = Date.now();
    put($('queue-count'), String(list.length));
    $('queue-count').classList.toggle('some', list.length > 0);
    $('queue-empty').hidden = list.length > 0;
    keep(
      $('queue'),
      list,
      (item) => item.coid,
      () =>
        make(
          'tr',
          {},
          make('td', { class: 'strong' }),
          make('td'),
          make('td', { class: 'number' }),
          make('td', { class: 'number' }),
        ),
      (row, item) => {
        row.dataset.since = String(this.queueAt - Number(item.qtm) * 1000);
        const cells = [item.phoneNum || item.ani, item.sk, String(item.level)];
        for (const [index, text] of cells.entries()) put(row.children[index], text);
      },
    );
    this.tick();
  }

  /** Running times; drawn from moments, never counted, so a sleeping tab shows the right ones when it wakes. */
  tick() {
    const phone = this.phone();
    const now = Date.now();
    const wrapup = phone?.agentState === '19' && phone.wrapupLeft !== null;
    put($('state-time'), !phone ? '' : wrapup ? duration(phone.wrapupLeft * 1000) : duration(now - phone.stateSince));
    this.wrapupMost = wrapup ? Math.max(this.wrapupMost, phone.wrapupLeft) : 0;
    $('state').style.setProperty('--left', wrapup ? phone.wrapupLeft / this.wrapupMost : 0);
    for (const row of $('queue').children) put(row.lastChild, duration(now - Number(row.dataset.since)));
  }

  /** A tip for the agent. Deployed pages sort tips by 成功 and 失败; so does this one. */
  tip(text, kind = /失败|failed/.test(text) ? 'bad' : /成功|succeeded/.test(text) ? 'good' : '') {
    put($('tip'), text);
    $('tip').dataset.kind = kind;
    this.log(text, kind);
  }

  log(text, kind = '') {
    const list = $('log');
    const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 40;
    list.append(make('li', { 'data-kind': kind }, make('time', {}, clock()), make('span', {}, text)));
    while (list.children.length > LOG_LINES) list.firstChild.remove();
    if (atEnd) list.scrollTop = list.scrollHeight;
  }
}

function modeText(phone) {
  const reason = phone.leaveReasonSettings.find((one) => one.reasonId === phone.leaveReason)?.reasonName;
  const mode = Number(phone.agentState) > 1 ? phone.getCurWorkModeName() : '–';
  const later =
    phone.leaveReasonSettings.find((one) => one.reasonId === phone.pendingLeaveReason)?.reasonName ??
    phone.workModeSettings.find((one) => one.serviceWorkMode === phone.pendingWorkMode)?.serviceWorkModeName;
  const now = phone.agentState === '23' && reason ? `${mode} · ${reason}` : mode;
  return later ? `${now} (${say('afterCall', { what: later })})` : now;
}
