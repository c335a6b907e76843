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
  const spoken = desk.threads.map(({ ins }) => ins);
  const others = (ask.colleagues?.targets ?? [])
    .filter(({ ins }) => !spoken.includes(ins))
    .map(({ ins, name }): Thread => ({ ins, name, lines: [], unread: 0 }));
  const people = [...desk.threads, ...others].slice(0, UI_LIMITS.rows);
  const open = people.find(({ ins }) => ins === ask.open);
  return html`<div class="ask messages">
    ${head(view, say('messages'))}
    <div class="people scroll" role="group" aria-label=${say('messageTo')}>
      ${people.length === 0 ? html`<p class="empty">${say('nobody')}</p>` : nothing}
      ${repeat(
        people,
        ({ ins }) => ins,
        (
          one,
        ) => html`<button type="button" data-thread=${one.ins} aria-pressed=${String(one.ins === ask.open)} @click=${() => desk.openThread(one.ins)}>
          <span class="name">${one.name || one.ins}</span> <span class="code">${one.ins}</span>
          ${one.unread > 0 ? html`<span class="badge">${one.unread}<span class="unseen"> ${say('unread', { count: one.unread })}</span></span>` : nothing}
        </button>`,
      )}
    </div>
    ${open ? conversation(view, open) : html`<p class="empty">${say('chooseColleague')}</p>`}
  </div>`;
}

function conversation(view: View, { ins, name, lines }: Thread): TemplateResult {
  const { desk, words, choosing } = view;
  const { say } = words;
  const send = (event: Event): void => {
    event.preventDefault();
    const text = choosing.text.trim();
    if (!text) return;
    view.choose({ text: '' });
    desk.sendMessage(ins, name, text);
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
        .value=${choosing.text}
        @input=${(event: Event) => view.choose({ text: (event.target as HTMLInputElement).value })}
      />
      <button type="submit" class="go" aria-disabled=${choosing.text.trim() ? 'false' : 'true'}>${say('send')}</button>
    </form>
  </div>`;
}
