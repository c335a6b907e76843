/** Hands on the virtual switch: the customer and the agent's telephone. Only there when /lab answers. */
import { $, duration, keep, make, put } from './dom.js';
import { say } from './texts.js';

const CUSTOMERS = 6;
const PHASES = {
  calling: 'phaseCalling',
  dialing: 'phaseDialing',
  ringing: 'phaseRinging',
  up: 'phaseUp',
  ended: 'phaseEnded',
  idle: 'phaseIdle',
};

async function post(path, body = {}) {
  const answer = await fetch(`/lab/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error((await answer.json()).error?.text ?? answer.statusText);
  return answer.json();
}

/** The lab's description, or null where there is no lab. */
export async function findLab() {
  try {
    const answer = await fetch('/lab');
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

/** A token for the agent's page; undefined where the server asks for none. */
export async function labToken(agentId) {
  const answer = await fetch(`/lab/token?agentId=${encodeURIComponent(agentId)}`);
  if (!answer.ok) throw new Error(answer.statusText);
  return (await answer.json()).token ?? undefined;
}

export class Lab {
  /** `seat()` is the extension at which this page's agent sits, or null. */
  constructor(about, { seat, failed }) {
    this.seat = seat;
    this.failed = failed;
    this.latest = { phones: [], customers: [] };
    $('lab').hidden = false;
    document.body.classList.add('with-lab');
    $('lab-dnis').replaceChildren(
      ...about.lines.map(({ dnis, name }) => make('option', { value: dnis }, `${dnis} ${name}`)),
    );
    const usual = about.lines.find(({ dnis }) => dnis === '10010');
    if (usual) $('lab-dnis').value = usual.dnis;
    $('lab-call').onsubmit = (event) => {
      event.preventDefault();
      this.do('customers', { ani: $('lab-ani').value.trim(), dnis: $('lab-dnis').value });
    };
    const stream = new EventSource('/lab/events');
    stream.addEventListener('lab', (event) => {
      this.latest = JSON.parse(event.data);
      this.draw();
    });
    setInterval(() => this.draw(), 1000);
  }

  async do(path, body) {
    try {
      await post(path, body);
    } catch (problem) {
      this.failed(String(problem.message ?? problem));
    }
  }

  draw() {
    const { phones, customers } = this.latest;
    const seat = this.seat();
    const own = phones.filter((one) => one.number === seat);
    this.parties($('lab-phones'), own, 'phones', (one) => one.number);
    const shown = customers
      .filter((one) => one.phase !== 'ended')
      .concat(customers.filter((one) => one.phase === 'ended').slice(-1));
    this.parties($('lab-customers'), shown.slice(-CUSTOMERS), 'customers', (one) => one.id);
  }

  parties(list, parties, kind, keyOf) {
    keep(
      list,
      parties,
      keyOf,
      () =>
        make(
          'li',
          {},
          make(
            'p',
            { class: 'party' },
            make('strong'),
            make('span', { class: 'phase' }),
            make('span', { class: 'hears' }),
          ),
          make('p', { class: 'hands' }),
        ),
      (row, party) => {
        const phase = party.registered === false ? 'phaseOff' : PHASES[party.phase];
        row.dataset.phase = party.phase;
        const [name, state, hears] = row.firstChild.children;
        put(
          name,
          party.dnis
            ? `${party.number} → ${party.dnis}`
            : party.callerNumber
              ? `${party.number} ← ${party.callerNumber}`
              : party.number,
        );
        const running = party.phase === 'up' || party.phase === 'ringing' || party.phase === 'calling';
        put(state, running ? `${say(phase)} ${duration(Date.now() - party.since)}` : say(phase));
        put(hears, party.phase === 'up' || party.phase === 'calling' ? `${say('hears')}: ${sounds(party.hears)}` : '');
        this.hands(row.lastChild, party, `${kind}/${encodeURIComponent(keyOf(party))}`, kind);
      },
    );
  }

  hands(place, party, path, kind) {
    const can = [];
    const canAnswer = party.phase === 'ringing' && (kind === 'phones' || party.direction === 'out');
    if (canAnswer) can.push(['answer', kind === 'phones' ? 'pickUp' : 'answer'], ['refuse', 'refuse']);
    if (['up', 'calling'].includes(party.phase)) can.push(['hangup', 'hangUp']);
    if (kind === 'phones' && party.phase === 'idle')
      can.push(party.registered ? ['unregister', 'unplug'] : ['register', 'plug']);
    keep(
      place,
      can,
      ([action]) => action,
      ([action, text]) =>
        make('button', { type: 'button', 'data-do': action, onclick: () => this.do(`${path}/${action}`) }, say(text)),
      () => {},
    );
  }
}

function sounds(hears) {
  if (hears.length === 0) return say('silence');
  return hears
    .map((one) => {
      if (one.kind === 'voice') return one.who;
      if (one.kind === 'prompt') return `${say('prompt')} “${one.text}”`;
      return one.kind === 'music' ? say('music') : say(one.text);
    })
    .join(', ');
}
