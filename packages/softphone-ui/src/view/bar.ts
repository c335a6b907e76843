/** The bar itself: state, the moment's button, the call, the fixed places, the number field, the tip. */
import { html, nothing, type TemplateResult } from 'lit';
import { classMap } from 'lit/directives/class-map.js';
import { repeat } from 'lit/directives/repeat.js';
import type { FunctionButton } from 'wssoftphone';
import { cleanNumber } from '../model/numbers.ts';
import { ENDING, type PlaceName, type Shown, WHISPER } from '../model/places.ts';
import { ariaKeys } from '../model/shortcuts.ts';
import { isLoggedOn, toneOf } from '../model/states.ts';
import type { View } from './context.ts';
import { functionIcon, icon } from './icons.ts';
import { longestWait } from './panels.ts';
import { single } from './single.ts';

export function bar(view: View): TemplateResult {
  return html`
    <div class="bar" part="bar">
      ${state(view)} ${primary(view)} ${call(view)}
      ${view.compact ? nothing : who(view)} ${places(view)}
      ${view.compact ? nothing : number(view)} ${tip(view)}
      ${view.compact ? queueButton(view) : nothing}
      <div class="corner"><slot name="end"></slot>${mute(view)}${functionButton(view, 'keys', view.desk.arrangement.keys, 'pad-button')}${tools(view)}</div>
    </div>
  `;
}

function mute(view: View): TemplateResult | typeof nothing {
  const button = view.desk.arrangement.mute;
  return button === null
    ? nothing
    : functionButton(view, 'mute', button, `pad-button ${button.id === 61 ? 'muted' : ''}`);
}

function state({ desk, words }: View): TemplateResult {
  const { phone, status } = desk;
  const live = status === 'online';
  const wrapup = live && desk.state === '19' && phone?.wrapupLeft !== null;
  const left = wrapup ? (phone?.wrapupLeft ?? 0) / Math.max(1, desk.wrapupMost) : 0;
  const busy = status === 'connecting' || status === 'reconnecting';
  // The running time is written by the element's clock, twice a second, without drawing anything else.
  return html`
    <div
      class="state"
      part="state"
      data-state=${desk.state}
      data-status=${status}
      data-tone=${live ? toneOf(desk.state) : 'off'}
      data-left=${left}
      data-tip=${[nameText(desk), workText(desk)].filter(Boolean).join(' · ')}
    >
      <span class="dot ${classMap({ busy })}"></span>
      <span class="state-name">${desk.stateName}</span>
      <span
        class="time"
        role="timer"
        aria-label=${words.say('running')}
        data-clock=${live ? (wrapup ? 'wrapup' : 'since') : ''}
        data-since=${phone?.stateSince ?? 0}
      ></span>
    </div>
  `;
}

/** Answer, finish wrap-up, or whatever else the moment asks for: always there, so that it is where the hand goes. */
function primary(view: View): TemplateResult {
  const { desk, words } = view;
  if (desk.status === 'replaced') {
    const takeBack = () => desk.carryOut(() => desk.phone?.takeBack());
    return html`<button type="button" class="primary on" part="primary" data-place="primary" data-tip=${[words.say('replacedHint'), view.shortcut('primary')].filter(Boolean).join(' · ')} @click=${single(takeBack)}>
      ${icon('play')}<span class="label">${words.say('takeBack')}</span>
    </button>`;
  }
  const found = desk.arrangement.primary;
  const told = desk.functions.find(({ id }) => id === 42);
  const button = found ?? ({ id: 42, enabled: false, why: told?.why ?? words.say('nothingAsked') } as FunctionButton);
  return functionButton(view, 'primary', button, `primary ${found ? 'on' : ''} ${found?.id === 42 ? 'answer' : ''}`);
}

function call({ desk, words }: View): TemplateResult {
  const { call: face } = desk;
  const ways = { in: 'callIn', out: 'callOut', inner: 'callInner', task: 'callTask' } as const;
  const number = face ? face.number || '–' : words.say('noCall');
  const line = face
    ? [words.say(ways[face.direction]), face.line && `→ ${face.line}`, desk.skillName(face.skill)]
        .filter(Boolean)
        .join(' ')
    : '';
  return html`
    <div class="call ${classMap({ none: face === null })}" part="call">
      <span class="call-number" data-tip=${number} data-tip-cut>${number}</span>
      <span class="call-line" data-tip=${line} data-tip-cut>${line}</span>
      <slot name="call"></slot>
    </div>
  `;
}

function who({ desk }: View): TemplateResult {
  const [name, mode] = [nameText(desk), workText(desk)];
  return html`
    <div class="who" part="who">
      <span class="who-name" data-tip=${name} data-tip-cut>${name}</span>
      <span class="who-mode" data-tip=${mode} data-tip-cut>${mode}</span>
    </div>
  `;
}
const nameText = ({ phone }: View['desk']): string =>
  phone ? [phone.ins, phone.agentName || phone.agentId].filter(Boolean).join(' · ') : '';
/** The work mode, or what comes after the call. */
function workText(desk: View['desk']): string {
  const later = desk.phone && pendingText(desk);
  if (later) return desk.words.say('afterCall', { what: later });
  return desk.phone && isLoggedOn(desk.state) ? modeText(desk) : '';
}
function pendingText({ phone }: View['desk']): string | undefined {
  return (
    phone?.leaveReasonSettings.find((one) => one.reasonId === phone.pendingLeaveReason)?.reasonName ??
    phone?.workModeSettings.find((one) => one.serviceWorkMode === phone.pendingWorkMode)?.serviceWorkModeName
  );
}
/** The tenant's own name of the mode; on leave with the reason. */
function modeText({ phone, words }: View['desk']): string {
  if (!phone) return '';
  const own = phone.workModeSettings.find((one) => one.serviceWorkMode === phone.agentWorkMode);
  const mode = own?.serviceWorkModeName ?? words.workMode(phone.agentWorkMode);
  const reason = phone.leaveReasonSettings.find((one) => one.reasonId === phone.leaveReason)?.reasonName;
  return phone.agentState === '23' && reason ? `${mode} · ${reason}` : mode;
}

function places(view: View): TemplateResult {
  const shown = view.desk.arrangement.places;
  return html`
    <div class="places" part="places" role="toolbar" aria-label=${view.words.say('functions')}>
      ${repeat(
        shown,
        ({ place }) => place,
        (one, index) => place(view, one, index),
      )}
      <slot name="buttons"></slot>
    </div>
  `;
}

function place(view: View, { place: name, button }: Shown, index: number): TemplateResult {
  const { desk } = view;
  const ending = ENDING.has(button.id);
  const unread = name === 'message' ? desk.mail.unread : 0;
  return functionButton(view, name, button, `place ${ending ? 'ending' : ''}`, index === 0, unread);
}

const MENUS: ReadonlySet<number> = new Set([36, 33, 54, 9]);

function functionButton(
  view: View,
  name: PlaceName | 'primary',
  button: FunctionButton,
  kind: string,
  first = true,
  unread = 0,
): TemplateResult {
  const { desk, words } = view;
  const { id, enabled, why } = button;
  const label = labelOf(view, id);
  const keys = view.shortcut(name);
  const off = why ?? words.say('notInState', { state: desk.stateName });
  const about = unread > 0 ? words.say('unread', { count: unread }) : '';
  const tipText = enabled
    ? [words.func(id === WHISPER ? 27 : id), about, keys].filter(Boolean).join(' · ')
    : words.say('whyOff', { name: label, why: off });
  const opens = MENUS.has(id);
  return html`
    <button
      type="button"
      class=${kind}
      part="button ${name} ${enabled ? 'enabled' : 'disabled'}"
      data-place=${name}
      data-func=${id}
      data-tip=${tipText}
      ?data-settling=${view.isSettling(name)}
      tabindex=${name === 'primary' || first ? 0 : -1}
      aria-label=${label}
      aria-disabled=${enabled ? 'false' : 'true'}
      aria-description=${enabled ? about || nothing : off}
      aria-keyshortcuts=${keys ? ariaKeys(keys) : nothing}
      aria-haspopup=${opens ? 'menu' : nothing}
      aria-expanded=${opens ? String(desk.menu?.anchor === name) : nothing}
      @click=${single(() => view.press(name, button))}
    >
      ${functionIcon(id)}<span class="label">${label}</span>${unread > 0 ? html`<span class="badge" aria-hidden="true">${unread > 99 ? '99+' : unread}</span>` : nothing}
    </button>
  `;
}
/** The place of the mode says which one it is, as the manual's pictures do. */
function labelOf({ desk, words }: View, id: number): string {
  if (id === WHISPER) return words.say('whisper');
  return id === 36 && isLoggedOn(desk.state) ? modeText(desk) || words.func(36) : words.func(id);
}

/** Dials from idle without a detour; pasted numbers are cleaned of everything a telephone does not take. */
function number(view: View): TemplateResult {
  const { desk, words } = view;
  const dial = desk.functions.find(({ id }) => id === 3);
  const ready = Boolean(dial?.enabled && desk.typed);
  const off = dial?.enabled
    ? words.say('numberHint')
    : (dial?.why ?? words.say('notInState', { state: desk.stateName }));
  const typed = (text: string): void => {
    desk.typed = cleanNumber(text);
    view.redraw();
  };
  return html`
    <form
      class="number"
      part="number"
      autocomplete="off"
      @submit=${(event: Event) => {
        event.preventDefault();
        if (ready) view.flows.dialTyped();
        else desk.say(words.say('whyOff', { name: words.say('dial'), why: off }), 'bad');
      }}
    >
      <input
        id="number"
        type="tel"
        inputmode="tel"
        list="recent"
        spellcheck="false"
        maxlength="80"
        aria-label=${words.say('number')}
        aria-keyshortcuts=${ariaKeys(view.shortcut('number')) || nothing}
        placeholder=${words.say('numberHint')}
        .value=${desk.typed}
        @change=${(event: Event) => typed((event.target as HTMLInputElement).value)}
        @input=${(event: InputEvent) => {
          const field = event.target as HTMLInputElement;
          // Typing is left alone; what is pasted, dropped or picked comes clean.
          if (event.inputType !== 'insertText' && event.inputType !== 'deleteContentBackward')
            field.value = cleanNumber(field.value);
          typed(field.value);
        }}
      />
      <datalist id="recent">${desk.memory.numbers(desk.phone?.agentId ?? '').map((one) => html`<option value=${one}></option>`)}</datalist>
      <button
        type="submit"
        class="go"
        part="button dial"
        @click=${(event: MouseEvent) => event.detail > 1 && event.preventDefault()}
        data-tip=${ready ? words.say('dial') : words.say('whyOff', { name: words.say('dial'), why: off })}
        aria-disabled=${ready ? 'false' : 'true'}
        aria-description=${ready ? nothing : off}
      >
        ${words.say('dial')}
      </button>
    </form>
  `;
}

function tip(view: View): TemplateResult {
  const { desk, words } = view;
  const lost =
    desk.status === 'reconnecting'
      ? words.say('lineLost')
      : desk.status === 'replaced'
        ? words.say('replacedHint')
        : '';
  const { text, remedy, kind } = desk.tip;
  const shown = lost || [text, remedy].filter(Boolean).join(' · ');
  return html`
    <div class="tip" part="tip" data-kind=${lost ? 'warn' : kind} data-tip=${shown} data-tip-cut>
      ${lost ? html`<span class="tip-text">${lost}</span>` : html`<span class="tip-text">${text}${remedy ? html` <b class="remedy">${remedy}</b>` : nothing}</span>`}
      ${view.compact && !lost ? html`<button type="button" class="quiet put-away" aria-label=${words.say('close')} @click=${() => desk.putTipAway()}>${icon('cross')}</button>` : nothing}
    </div>
  `;
}

function queueButton(view: View): TemplateResult {
  const { desk, words } = view;
  const queue = desk.phone?.queueList ?? [];
  const longest = longestWait(queue);
  const open = desk.ask?.kind === 'queue';
  return html`
    <button
      type="button"
      class="queue-button ${classMap({ some: queue.length > 0 })}"
      part="button queue-button"
      data-anchor="queue"
      aria-expanded=${String(open)}
      aria-label=${words.say('queueCount', { count: queue.length })}
      data-tip=${words.say('queueCount', { count: queue.length })}
      @click=${() => (open ? desk.closeAsk() : desk.open({ kind: 'queue' }))}
    >
      ${icon('queue')}<span class="count">${queue.length}</span
      ><span class="time" data-clock=${queue.length > 0 ? 'since' : ''} data-since=${desk.queueAt - longest * 1000}></span>
    </button>
  `;
}

function tools(view: View): TemplateResult {
  const { desk, words } = view;
  return html`
    <button
      type="button"
      class="tools"
      part="button tools"
      data-anchor="tools"
      aria-haspopup="menu"
      aria-expanded=${String(desk.menu?.anchor === 'tools')}
      aria-label=${words.say('tools')}
      data-tip=${words.say('tools')}
      @click=${() => view.openTools()}
    >
      ${icon('more')}
    </button>
  `;
}
