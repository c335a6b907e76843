/** The buttons: fixed places that never move, the further functions of a state below them, and the answer button. */
import { openMenu } from './dialogs.js';
import { $, keep, make, put } from './dom.js';
import { icon } from './icons.js';
import { language, say } from './texts.js';

/** Functions that share a place (manual 2.3); the first is shown when none of them is told. */
const PLACES = [
  [2, 1],
  [36],
  [10],
  [37, 51],
  [3, 38, 12, 8, 19],
  [4, 40, 35, 7, 13],
  [33, 34, 6, 11],
  [5, 39, 28],
  [9],
];
/** In their own place, beside the state. */
const PRIMARY = [42, 31];

const label = (id) => getWSSoftPhoneText(`SPFunc_${id}`, language);

export class Toolbar {
  /** `press(id, arg?)` carries a function out; `phone()` is the present softphone or null. */
  constructor({ phone, press, refused }) {
    this.phone = phone;
    this.press = press;
    this.refused = refused;
    this.places = PLACES.map((ids, index) => this.button(ids[0], index + 1));
    $('toolbar').append(...this.places);
    $('primary').onclick = () => this.pressed($('primary'));
    document.addEventListener('keydown', (event) => this.onKey(event));
  }

  button(id, key) {
    const button = make('button', {
      type: 'button',
      class: 'place',
      'data-func': id,
      onclick: () => this.pressed(button),
    });
    if (key) {
      button.dataset.place = key;
      button.setAttribute('aria-keyshortcuts', `Alt+${key}`);
    }
    return button;
  }

  draw() {
    const functions = this.phone()?.getStateSetting().functions ?? [];
    const told = new Map(functions.map((one) => [one.id, one]));
    PLACES.forEach((ids, index) => {
      const shown = ids.map((id) => told.get(id)).find(Boolean) ?? { id: ids[0], enabled: false };
      this.show(this.places[index], shown);
    });
    // Transfer has a place only where the tenant has it.
    this.places.at(-1).hidden = !told.has(9);

    const fixed = new Set(PLACES.flat());
    // Transfers are in the menu of their place; where the tenant has none, only that to an IVR is left.
    const inMenu = told.has(9) ? [57, 58, 59, 65] : [57];
    const extra = functions.filter(({ id }) => !fixed.has(id) && !PRIMARY.includes(id) && !inMenu.includes(id));
    keep(
      $('extra'),
      extra,
      ({ id }) => id,
      ({ id }) => this.button(id),
      (button, one) => this.show(button, one),
    );

    const primary = PRIMARY.map((id) => told.get(id)).find(Boolean);
    $('primary').classList.toggle('idle', !primary);
    $('primary').dataset.kind = primary?.id === 42 ? 'answer' : 'finish';
    this.show($('primary'), primary ?? { id: 42, enabled: false, why: say('noRinging') });
  }

  show(button, { id, enabled, why }) {
    if (button.dataset.shown !== `${id}`) {
      button.dataset.shown = `${id}`;
      button.dataset.func = `${id}`;
      button.replaceChildren(icon(id), make('span', { class: 'label' }));
    }
    const phone = this.phone();
    const text = id === 36 && phone && Number(phone.agentState) > 1 ? phone.getCurWorkModeName() : label(id);
    put(button.querySelector('.label'), text);
    button.setAttribute('aria-disabled', String(!enabled));
    const key = button.dataset.place ? `Alt+${button.dataset.place}` : '';
    button.dataset.tip = enabled
      ? [label(id), key].filter(Boolean).join('  ·  ')
      : `${label(id)}: ${why ?? say('closed')}`;
    const menu = id === 36 || id === 33 || id === 9;
    if (menu) button.setAttribute('aria-haspopup', 'menu');
    else button.removeAttribute('aria-haspopup');
    button.ariaDescription = enabled ? '' : (why ?? '');
  }

  async pressed(button) {
    const id = Number(button.dataset.func);
    if (button.getAttribute('aria-disabled') === 'true') return this.refused(button.dataset.tip);
    const phone = this.phone();
    if (id === 36) {
      const mode = await openMenu(button, say('chooseMode'), workModes(phone));
      if (mode !== undefined) this.press(id, mode);
    } else if (id === 33) {
      const reason = await openMenu(button, say('chooseLeave'), leaveReasons(phone));
      if (reason !== undefined) this.press(id, reason);
    } else if (id === 9 && phone.transferSubItems.length > 0) {
      const items = phone.transferSubItems.map((one) => ({ text: one.name, value: one.type }));
      const type = await openMenu(button, say('chooseTransfer'), items);
      if (type !== undefined) this.press(id, type);
    } else this.press(id);
  }

  onKey(event) {
    if (!event.altKey || event.ctrlKey || event.metaKey || document.querySelector('dialog[open]')) return;
    if (event.code.startsWith('Digit')) this.places[Number(event.code.slice(5)) - 1]?.click();
    else if (event.code === 'KeyA') $('primary').click();
    else if (event.code === 'KeyN') $('number').focus();
    else return;
    event.preventDefault();
  }
}

const workModes = (phone) =>
  phone.workModeSettings
    .filter((one) => one.visible)
    .sort((a, b) => a.sortOrder - b.sortOrder)
    .map((one) => ({
      text: one.serviceWorkModeName,
      value: one.serviceWorkMode,
      current: one.serviceWorkMode === phone.agentWorkMode,
    }));
const leaveReasons = (phone) =>
  phone.leaveReasonSettings
    .filter((one) => one.visible)
    .map((one) => ({ text: one.reasonName, value: one.reasonId, current: one.reasonId === phone.leaveReason }));
