/** Choosing whom: agents, extensions, skills, flows, with a search; and what a supervisor does to an agent. */
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { ControlAsk, TargetAsk } from '../model/asks.ts';
import { keyOf } from '../model/chooser.ts';
import { CONTROLS, type Found, search, type Tab, type Target } from '../model/targets.ts';
import type { View } from './context.ts';
import { actions, head, problem } from './dialog-parts.ts';

export function targets(view: View, ask: TargetAsk): TemplateResult {
  const { desk, words, choosing } = view;
  const tab = openTab(ask.tabs, choosing.tab);
  const found = search(tab?.targets ?? [], choosing.text, (one) => about(view, one));
  const chosen = pickedOf(view, found);
  const submit = (event: Event): void => {
    event.preventDefault();
    if (chosen === undefined) return;
    desk.closeAsk(true);
    ask.done(chosen);
  };
  return html`<form class="ask" @submit=${submit}>
    ${head(view, words.say(ask.title))} ${ask.tabs.length > 1 ? tabs(view, ask.tabs, tab) : nothing} ${searchField(view, tab?.name)}
    ${list(view, tab, found, chosen)} ${problem(ask)} ${actions(view, words.say(ask.action), chosen !== undefined, words.say('chooseFirst'))}
  </form>`;
}

const openTab = (all: readonly Tab[], wanted: Tab['name'] | null): Tab | undefined =>
  all.find(({ name }) => name === wanted) ?? all.find(({ targets: some }) => some.length > 0) ?? all[0];

/** The only one that is left needs no click. */
function pickedOf({ choosing }: View, { targets: found }: Found): Target | undefined {
  const here = found.filter(({ gone }) => !gone);
  return here.find((one) => keyOf(one) === choosing.picked) ?? (here.length === 1 ? here[0] : undefined);
}

function tabs(view: View, all: readonly Tab[], open: Tab | undefined): TemplateResult {
  const move = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined || !open) return;
    event.preventDefault();
    const next = all[(all.indexOf(open) + step + all.length) % all.length];
    if (!next) return;
    view.choose({ tab: next.name, picked: '' });
    const list = event.currentTarget as HTMLElement;
    queueMicrotask(() => list.querySelector<HTMLElement>('[aria-selected="true"]')?.focus());
  };
  return html`<div class="tabs" role="tablist" @keydown=${move}>
    ${all.map(
      (tab) => html`<button
        type="button"
        role="tab"
        id="tab-${tab.name}"
        aria-controls="choices"
        aria-selected=${String(tab === open)}
        tabindex=${tab === open ? 0 : -1}
        @click=${() => view.choose({ tab: tab.name, picked: '' })}
      >
        ${view.words.say(tab.name)} <span class="count">${tab.targets.filter(({ gone }) => !gone).length}</span>
      </button>`,
    )}
  </div>`;
}

function searchField(view: View, tab: Tab['name'] = 'agents'): TemplateResult {
  const { say } = view.words;
  const hint = say(tab === 'agents' ? 'searchAgents' : 'searchOthers');
  /** Down leads from the words into what they found. */
  const down = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown') return;
    event.preventDefault();
    const field = event.target as HTMLElement;
    field.closest('form')?.querySelector<HTMLInputElement>('.choices input')?.focus();
  };
  return html`<input
    id="search"
    type="search"
    autofocus
    autocomplete="off"
    maxlength="64"
    aria-label=${hint}
    placeholder=${hint}
    .value=${view.choosing.text}
    @keydown=${down}
    @input=${(event: Event) => view.choose({ text: (event.target as HTMLInputElement).value, picked: '', sure: null })}
  />`;
}

function list(view: View, tab: Tab | undefined, found: Found, chosen: Target | undefined): TemplateResult {
  const { say } = view.words;
  const { text } = view.choosing;
  const none = text.trim() ? say('nobodyFound', { text: text.trim() }) : say('nobody');
  return html`<div id="choices" class="choices scroll" role="radiogroup" aria-label=${say(tab?.name ?? 'agents')}>
    ${repeat(found.targets, keyOf, (one) => row(view, one, one === chosen))}
    ${found.targets.length === 0 ? html`<p class="empty">${none}</p>` : nothing}
    ${found.hidden > 0 ? html`<p class="empty">${say('moreFound', { count: found.hidden })}</p>` : nothing}
  </div>`;
}

function row(view: View, one: Target, isChosen: boolean): TemplateResult {
  const key = keyOf(one);
  const finish = (event: Event): void => (event.currentTarget as HTMLElement).closest('form')?.requestSubmit();
  return html`<label class="choice ${one.gone ? 'gone' : ''}" data-target=${key} @dblclick=${finish}>
    <input type="radio" name="choice" ?disabled=${one.gone} .checked=${isChosen} @change=${() => view.choose({ picked: key, sure: null })} />
    <span class="code">${one.code}</span>
    <span class="name" data-tip=${one.name} data-tip-cut>${one.name}</span>
    <span class="work-id">${one.workId}</span>
    <span class="about" data-tone=${one.tone}>${about(view, one)}</span>
  </label>`;
}

/** What can be said of a target beside its code and name. */
function about({ words }: View, one: Target): string {
  const { say } = words;
  if (one.gone) return say('gone');
  if (one.type === 'AGT') return `${words.state(one.state)}-${words.workMode(one.workMode)}`;
  if (one.type === 'EXT') return say(one.tone === 'idle' ? 'idleExtension' : 'busyExtension');
  return one.checkPassword ? say('passwordCheck') : '';
}

// ── a supervisor's controls ──

export function control(view: View, ask: ControlAsk): TemplateResult {
  const { words, choosing } = view;
  const found = search(ask.tab.targets, choosing.text, (one) => about(view, one));
  const chosen = pickedOf(view, found);
  return html`<form class="ask" @submit=${(event: Event) => event.preventDefault()}>
    ${head(view, words.say('controlTitle'))}
    <p class="hint">${words.say('controlHint')}</p>
    ${searchField(view)} ${list(view, ask.tab, found, chosen)} ${controls(view, chosen)}
  </form>`;
}

function controls(view: View, chosen: Target | undefined): TemplateResult {
  const { desk, words, choosing, flows } = view;
  const { say } = words;
  const modes = (desk.phone?.workModeSettings ?? []).filter(({ visible }) => visible);
  const mode = choosing.mode || (modes[0]?.serviceWorkMode ?? '');
  const state = Number(chosen?.state ?? 0);
  const press = (type: number): void => {
    if (!chosen) return;
    // Throwing somebody out takes a second click.
    if (type === 1 && choosing.sure !== 1) {
      view.choose({ sure: 1 });
      return;
    }
    view.choose({ sure: null, picked: keyOf(chosen) });
    flows.control(chosen, type, type === 5 ? mode : '');
  };
  return html`<div class="controls" role="group" aria-label=${say('controlTitle')}>
    ${CONTROLS.map(({ type, fits }) => {
      const what = say(`control${type}`);
      const on = chosen !== undefined && fits(state);
      const why = chosen === undefined ? say('chooseFirst') : say('notInState', { state: words.state(state) });
      return html`${
        type === 5
          ? html`<select aria-label=${say('mode')} @change=${(event: Event) => view.choose({ mode: (event.target as HTMLSelectElement).value })}>
              ${modes.map((one) => html`<option value=${one.serviceWorkMode} ?selected=${one.serviceWorkMode === mode}>${one.serviceWorkModeName}</option>`)}
            </select>`
          : nothing
      }<button
          type="button"
          class=${type === 1 ? 'ending' : ''}
          data-control=${type}
          aria-disabled=${on ? 'false' : 'true'}
          aria-description=${on ? nothing : why}
          data-tip=${on ? nothing : say('whyOff', { name: what, why })}
          @click=${() => (on ? press(type) : desk.say(say('whyOff', { name: what, why }), 'bad'))}
        >
          ${type === 1 && choosing.sure === 1 ? say('controlSure', { what }) : what}
        </button>`;
    })}
  </div>`;
}
