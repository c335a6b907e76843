/**
 * A CRM page with the toolbar: pops the customer, dials on a click. Who sits here, and how the toolbar looks, comes from the
 * address: ?agentId=888&ins=6002&layout=compact&theme=dark&lang=en; with &sound the telephone is in the page, too
 * (&sound=plain: nothing is done to the voice, for measuring).
 */
import { $, make, put } from './dom.js';
import { findLab, Lab, labToken } from './lab.js';
import { language, sayAll } from './texts.js';

const WORDS = {
  customer: ['客户资料', 'Customers'],
  waiting: ['来电时在此弹出客户资料', 'The customer appears here when a call comes in'],
  known: ['客户 {name}（{number}）来电', '{name} ({number}) is calling'],
  unknown: ['新客户 {number}', 'New customer {number}'],
  dial: ['拨打 {number}', 'Call {number}'],
};
const say = (key, values = {}) =>
  WORDS[key][language === 'en' ? 1 : 0].replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '');

const CUSTOMERS = [
  { name: '王小明', number: '13800138000' },
  { name: '李女士', number: '013800139200' },
  { name: '张先生', number: '013800139486' },
];

const asked = new URLSearchParams(location.search);
const about = await findLab();
const agentId = asked.get('agentId') ?? '888';
if (asked.has('sound')) await loadScript('/wssoftphone-media.js');

const softphone = new SoftphoneUI(
  {
    objectName: 'softphone',
    divcontainer: $('softphone'),
    agentId,
    devId: asked.get('ins') ?? '',
    tokenProvider: about ? () => labToken(agentId) : undefined,
    language: asked.get('lang') ?? language,
    layout: asked.get('layout') ?? 'full',
    theme: asked.get('theme') ?? 'auto',
    autoLogon: asked.has('logon'),
  },
  {
    onCallArrive({ ANI }) {
      const known = CUSTOMERS.find(({ number }) => number === ANI);
      put($('pop'), say(known ? 'known' : 'unknown', { name: known?.name, number: ANI }));
    },
  },
);
if (asked.has('sound')) {
  const plain = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
  const audio = asked.get('sound') === 'plain' ? plain : {};
  const options = { audio, element: document.body.appendChild(make('audio', { id: 'far-end' })) };
  globalThis.browserPhone = WSBrowserPhone.forToolbar(softphone.element, options);
}
// For people who look at it in the console, and for tests.
globalThis.softphone = softphone;

sayAll();
for (const element of document.querySelectorAll('[data-page]')) put(element, say(element.dataset.page));
$('customers').append(
  ...CUSTOMERS.map(({ name, number }) =>
    make(
      'li',
      {},
      make('span', {}, name),
      make(
        'button',
        { type: 'button', onclick: () => softphone.wssp?.dial(number).catch(() => {}) },
        say('dial', { number }),
      ),
    ),
  ),
);
if (about) {
  const lab = new Lab(about, { seat: () => softphone.wssp?.ins ?? null, failed: (text) => put($('pop'), text) });
  softphone.element.addEventListener('sp-state-change', () => lab.draw());
}

function loadScript(src) {
  return new Promise((resolve, reject) => {
    const script = make('script', { src });
    script.onload = resolve;
    script.onerror = () => reject(new Error(`${src} is not there`));
    document.head.append(script);
  });
}
