/** The dialogs in which the agent is asked for one thing: a number, an extension, or yes or no. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Ask, ConfirmAsk, ExtensionAsk, NumberAsk } from '../model/asks.ts';
import { cleanNumber, PAD } from '../model/numbers.ts';
import { control, targets } from './chooser.ts';
import type { View } from './context.ts';
import { actions, head, problem } from './dialog-parts.ts';
import { icon } from './icons.ts';
import { messages } from './messages.ts';
import { callData, queue } from './panels.ts';
import { settings } from './settings.ts';

export function dialog(view: View, ask: Ask): TemplateResult {
  switch (ask.kind) {
    case 'number':
      return number(view, ask);
    case 'targets':
      return targets(view, ask);
    case 'control':
      return control(view, ask);
    case 'messages':
      return messages(view, ask);
    case 'confirm':
      return confirm(view, ask);
    case 'extension':
      return extension(view, ask);
    case 'settings':
      return settings(view);
    case 'digits':
      return digits(view);
    case 'queue':
      return html`${head(view, view.words.say('queue'), true)}${queue(view)}${callData(view)}`;
  }
}

function number(view: View, ask: NumberAsk): TemplateResult {
  const { desk, words, choosing } = view;
  const { say } = words;
  const ready = cleanNumber(choosing.text);
  const recent = desk.memory.numbers(desk.phone?.agentId ?? '');
  const submit = (event: Event): void => {
    event.preventDefault();
    if (!ready) return;
    desk.closeAsk(true);
    ask.done(ready);
  };
  return html`<form class="ask" @submit=${submit}>
    ${head(view, say(ask.title))}
    <div class="with-button">
      <input
        id="ask-number"
        class="big"
        type="tel"
        inputmode="tel"
        autocomplete="off"
        maxlength="80"
        autofocus
        aria-label=${say('number')}
        aria-describedby=${ask.problem ? 'ask-problem' : nothing}
        placeholder=${say('numberHint')}
        .value=${choosing.text}
        @input=${(event: InputEvent) => {
          const field = event.target as HTMLInputElement;
          if (event.inputType !== 'insertText' && event.inputType !== 'deleteContentBackward')
            field.value = cleanNumber(field.value);
          view.choose({ text: field.value });
        }}
      />
      <button type="button" aria-label=${say('erase')} data-tip=${say('erase')} @click=${() => view.choose({ text: choosing.text.slice(0, -1) })}>
        ${icon('erase')}
      </button>
    </div>
    ${problem(ask)} ${pad(view, (key) => view.choose({ text: `${choosing.text}${key}` }))}
    ${
      recent.length === 0
        ? nothing
        : html`<div class="recent">
          <h3 id="recent-title">${say('recent')}</h3>
          <ul aria-labelledby="recent-title">
            ${recent.map((one) => html`<li><button type="button" @click=${() => view.choose({ text: one })}>${one}</button></li>`)}
          </ul>
          <button
            type="button"
            class="quiet text"
            @click=${() => {
              desk.memory.forgetNumbers(desk.phone?.agentId ?? '');
              view.redraw();
            }}
          >
            ${say('forgetRecent')}
          </button>
        </div>`
    }
    ${actions(view, say(ask.action), ready !== '', say('numberHint'))}
  </form>`;
}

function pad({ words }: View, press: (key: string) => void, focus = false): TemplateResult {
  return html`<div class="pad" role="group" aria-label=${words.say('pad')}>
    ${PAD.map((key) => html`<button type="button" ?autofocus=${focus && key === PAD[0]} aria-label=${words.say('padKey', { key })} data-key=${key} @click=${() => press(key)}>${key}</button>`)}
  </div>`;
}

/** Keys of the keyboard are keys of the telephone here. */
function digits(view: View): TemplateResult {
  const { say } = view.words;
  const typed = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey || !(PAD as readonly string[]).includes(event.key)) return;
    event.preventDefault();
    view.sendDigit(event.key);
  };
  return html`<div class="digits" @keydown=${typed}>
    ${head(view, say('digits'))}
    <output class="sent" aria-label=${say('digitsSent')}>${view.choosing.digits || '\u00a0'}</output>
    ${pad(view, (key) => view.sendDigit(key), true)}
    <p class="hint">${say('digitsHint')}</p>
  </div>`;
}

function extension(view: View, ask: ExtensionAsk): TemplateResult {
  const { desk, words, choosing } = view;
  const { say } = words;
  const ins = choosing.text.normalize('NFKC').trim();
  const submit = (event: Event): void => {
    event.preventDefault();
    if (!ins) return;
    desk.closeAsk(true);
    ask.done(ins);
  };
  return html`<form class="ask" @submit=${submit}>
    ${head(view, say('extensionTitle'))}
    <input
      class="big"
      autofocus
      maxlength="64"
      autocomplete="off"
      aria-label=${say('extension')}
      aria-describedby="extension-hint"
      .value=${choosing.text}
      @input=${(event: Event) => view.choose({ text: (event.target as HTMLInputElement).value })}
    />
    <p id="extension-hint" class="hint">${say('extensionHint')}</p>
    ${actions(view, words.func(1), ins !== '', say('extensionMissing'))}
  </form>`;
}

function confirm(view: View, ask: ConfirmAsk): TemplateResult {
  const { desk, words } = view;
  const { say } = words;
  return html`<div class="ask">
    <div class="head"><h2 id="ask-title">${say('confirmTitle')}</h2></div>
    <p>${say('confirmText')}</p>
    <p class="actions">
      <button type="button" @click=${() => desk.closeAsk()}>${say('leaveIt')}</button>
      <button
        type="button"
        class="go"
        autofocus
        @click=${() => {
          desk.closeAsk(true);
          ask.done();
        }}
      >
        ${say('takeOver')}
      </button>
    </p>
  </div>`;
}
