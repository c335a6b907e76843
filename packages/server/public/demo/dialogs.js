/** Menus under buttons, and the dialog in which an agent, a number or a service is chosen. */
import { $, make, put } from './dom.js';
import { say } from './texts.js';

let menuOwner = null;

/** Opens a menu under a button. `items`: { text, value, current }; resolves with a value, or undefined when closed. */
export function openMenu(button, title, items) {
  const menu = $('menu');
  if (menuOwner === button) return closeMenu();
  closeMenu();
  return new Promise((resolve) => {
    menuOwner = button;
    button.setAttribute('aria-expanded', 'true');
    const choose = (value) => {
      closeMenu();
      button.focus();
      resolve(value);
    };
    menu.replaceChildren(
      make('p', { class: 'menu-title' }, title),
      ...items.map((item) =>
        make(
          'button',
          {
            type: 'button',
            role: 'menuitemradio',
            'aria-checked': String(Boolean(item.current)),
            'data-value': item.value,
            onclick: () => choose(item.value),
          },
          item.text,
        ),
      ),
    );
    const place = button.getBoundingClientRect();
    menu.hidden = false;
    menu.style.left = `${Math.min(place.left + scrollX, document.body.clientWidth - menu.offsetWidth - 12)}px`;
    menu.style.top = `${place.bottom + scrollY + 6}px`;
    (menu.querySelector('[aria-checked="true"]') ?? menu.querySelector('button'))?.focus();
    menu.onkeydown = (event) => {
      const buttons = [...menu.querySelectorAll('button')];
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step) {
        const next = buttons.indexOf(document.activeElement) + step;
        buttons.at(next % buttons.length)?.focus();
        event.preventDefault();
      } else if (event.key === 'Escape' || event.key === 'Tab') choose(undefined);
    };
  });
}

export function closeMenu() {
  $('menu').hidden = true;
  menuOwner?.setAttribute('aria-expanded', 'false');
  menuOwner = null;
}
document.addEventListener('pointerdown', (event) => {
  if (menuOwner && !$('menu').contains(event.target) && !menuOwner.contains(event.target)) closeMenu();
});

/**
 * Asks for one of several things. `tabs`: { name, rows: { value, cells, disabled } }[]; `input`: a placeholder when text may
 * be typed (alone, or to filter the rows). Resolves with { value }, or undefined when cancelled.
 */
export function choose({ title, tabs = [], input }) {
  const dialog = $('chooser');
  const field = $('chooser-input');
  const hasRows = tabs.length > 0;
  put($('chooser-title'), title);
  field.value = '';
  field.hidden = input === undefined;
  field.placeholder = input ?? '';
  field.required = !hasRows;
  let tab = tabs.find((one) => one.rows.length > 0) ?? tabs[0];

  const draw = () => {
    $('chooser-tabs').replaceChildren(
      ...(tabs.length > 1 ? tabs : []).map((one) =>
        make(
          'button',
          {
            type: 'button',
            role: 'tab',
            'aria-selected': String(one === tab),
            onclick: () => {
              tab = one;
              draw();
            },
          },
          `${one.name} (${one.rows.length})`,
        ),
      ),
    );
    const wanted = hasRows ? field.value.trim().toLowerCase() : '';
    const rows = (tab?.rows ?? []).filter((row) => row.cells.join(' ').toLowerCase().includes(wanted));
    $('chooser-list').hidden = !hasRows;
    $('chooser-list').replaceChildren(
      ...rows.map((row, index) =>
        make(
          'label',
          { class: 'choice' },
          make('input', {
            type: 'radio',
            name: 'choice',
            value: row.value,
            required: true,
            disabled: row.disabled,
            checked: index === 0 && rows.length === 1,
          }),
          ...row.cells.map((cell) => make('span', {}, cell)),
        ),
      ),
      ...(rows.length === 0 && hasRows ? [make('p', { class: 'empty' }, say('nobody'))] : []),
    );
    $('chooser-ok').disabled = hasRows && rows.length === 0;
  };
  draw();
  field.oninput = hasRows ? draw : null;

  return new Promise((resolve) => {
    let chosen;
    $('chooser-cancel').onclick = () => dialog.close();
    $('chooser-form').onsubmit = (event) => {
      event.preventDefault();
      const picked = dialog.querySelector('input[name=choice]:checked')?.value;
      chosen = { value: picked ?? field.value };
      dialog.close();
    };
    // Only now, for a dialog that follows must not hear of this one's closing.
    dialog.onclose = () => resolve(chosen);
    dialog.showModal();
    (input === undefined ? dialog.querySelector('input[type=radio]') : field)?.focus();
  });
}
