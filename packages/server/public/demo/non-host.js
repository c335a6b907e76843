/**
 * A page of a CRM that has no softphone of its own (manual 4.1): it knows the ins and delegatorId of one that is logged on,
 * and asks the server to dial by JSONP. It could come from any other host.
 */
import { $, make, put } from './dom.js';
import { language } from './texts.js';

const words = (zh, en) => (language === 'en' ? en : zh);
const who = new URLSearchParams(location.hash.slice(1));
const CUSTOMERS = [
  ['王小明', '013800139200'],
  ['李雷', '013912349486'],
  ['韩梅梅', '013711112222'],
];

put($('title'), words('CRM 页面（非宿主）', 'A page of the CRM (non-host)'));
put(
  $('hint'),
  words(
    `点击外拨，由分机 ${who.get('ins')} 的软电话呼叫。`,
    `Dials with the softphone at extension ${who.get('ins')}.`,
  ),
);
$('customers').append(
  ...CUSTOMERS.map(([name, number]) =>
    make(
      'tr',
      {},
      make('td', { class: 'strong' }, name),
      make('td', {}, number),
      make(
        'td',
        { class: 'number' },
        make('button', { type: 'button', 'data-dial': number, onclick: () => dial(number) }, words('外拨', 'Dial')),
      ),
    ),
  ),
);

let calls = 0;
/** JSONP: the answer comes as a script that calls a function of this page. */
function dial(phoneNum) {
  const callback = `answered${++calls}`;
  const jsonCommand = JSON.stringify({
    command: 'Dial',
    objectClass: 'SPCommand',
    ins: who.get('ins'),
    delegatorId: who.get('delegatorId'),
    params: { phoneNum },
  });
  const script = make('script', {
    src: `/WSAgentServer/softphone/processJsonpCommand.do?${new URLSearchParams({ jsonCommand, callback })}`,
    onerror: () => put($('answer'), words('请求失败', 'The request failed')),
  });
  globalThis[callback] = ({ errorCode, errorDesc }) => {
    put($('answer'), `${errorCode} ${errorDesc}`.trim());
    delete globalThis[callback];
    script.remove();
  };
  document.head.append(script);
}
