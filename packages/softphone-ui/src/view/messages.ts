/** Agent messages: conversations and colleagues on one side, the open conversation on the other. */
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { MessagesAsk } from '../model/asks.ts';
import { clock } from '../model/durations.ts';
import { UI_LIMITS } from '../model/limits.ts';
import type { Thread } from '../model/messages.ts';
import type { View } from './context.ts';
import { head } from './dialog-parts.ts';

export function messages(view: View, ask: MessagesAsk): TemplateResult {
  const { desk, words } = view;
  const { say } = words;
  const { threads } = desk.mail;
  const spoken = threads.map(({ ins }) => ins);
  const others = (ask.colleagues?.targets ?? [])
    .filter(({ ins }) => !spoken.includes(ins))
    .map(({ ins, name }): Thread => ({ ins, name, lines: [], unread: 0 }));
  const all = [...threads, ...others];
  const wanted = view.choosing.text.normalize('NFKC').trim().toLowerCase();
  const found = wanted ? all.filter(({ ins, name }) => `${ins} ${name}`.toLowerCase().includes(wanted)) : all;
  const people = found.slice(0, UI_LIMITS.rows);
  const hidden = found.length - people.length;
  const open = all.find(({ ins }) => ins === ask.open);
  return html`<div class="ask messages">
    ${head(view, say('messages'))}
    <div class="people-column">
    ${all.length > SEARCH_FROM ? search(view) : nothing}
    <div class="people scroll" role="group" aria-label=${say('messageTo')}>
      ${people.length === 0 ? html`<p class="empty">${wanted ? say('nobodyFound', { text: wanted }) : say('nobody')}</p>` : nothing}
      ${repeat(
        people,
        ({ ins }) => ins,
        (
          one,
        ) => html`<button type="button" data-thread=${one.ins} aria-pressed=${String(one.ins === ask.open)} @click=${() => desk.openThread(one.ins)}>
          <span class="name" data-tip=${one.name || one.ins} data-tip-cut>${one.name || one.ins}</span> <span class="code">${one.ins}</span>
          ${one.unread > 0 ? html`<span class="badge">${one.unread}<span class="unseen"> ${say('unread', { count: one.unread })}</span></span>` : nothing}
        </button>`,
      )}
      ${hidden > 0 ? html`<p class="empty">${say('moreFound', { count: hidden })}</p>` : nothing}
    </div>
    </div>
    ${open ? conversation(view, open) : html`<p class="empty">${say('chooseColleague')}</p>`}
  </div>`;
}

/** From so many people on they are searched, not looked through. */
const SEARCH_FROM = 8;
function search(view: View): TemplateResult {
  const hint = view.words.say('searchPeople');
  return html`<input
    id="search-people"
    type="search"
    autocomplete="off"
    maxlength=${UI_LIMITS.searchChars}
    aria-label=${hint}
    placeholder=${hint}
    .value=${view.choosing.text}
    @input=${(event: Event) => view.choose({ text: (event.target as HTMLInputElement).value })}
  />`;
}

function conversation(view: View, { ins, name, lines }: Thread): TemplateResult {
  const { desk, words } = view;
  const { say } = words;
  const typed = desk.mail.drafts.get(ins) ?? '';
  const send = (event: Event): void => {
    event.preventDefault();
    const text = typed.trim();
    if (text) desk.sendMessage(ins, name, text);
  };
  return html`<div class="conversation">
    <ol class="lines scroll" tabindex="0" aria-label=${`${say('messages')} ${name || ins}`}>
      ${lines.length === 0 ? html`<li class="empty">${say('noMessages')}</li>` : nothing}
      ${lines.map(
        (line) => html`<li class=${line.mine ? 'mine' : ''}>
          <span class="unseen">${line.mine ? say('me') : name}</span>
          <span class="text">${line.text}</span> <time>${clock(line.at)}</time>
        </li>`,
      )}
    </ol>
    <form class="with-button" @submit=${send}>
      <input
        id="message"
        autofocus
        autocomplete="off"
        maxlength=${UI_LIMITS.messageChars}
        aria-label=${say('messageText')}
        placeholder=${say('messageHint')}
        .value=${typed}
        @input=${(event: Event) => {
          desk.mail.draft(ins, (event.target as HTMLInputElement).value);
          view.redraw();
        }}
      />
      <button type="submit" class="go" aria-disabled=${typed.trim() ? 'false' : 'true'} data-tip=${typed.trim() ? nothing : say('messageHint')}>${say('send')}</button>
    </form>
  </div>`;
}
