/** What each agent sets for this browser: ring tone, notifications, shortcuts. */
import { html, nothing, type TemplateResult } from 'lit';
import { PLACES, type PlaceName } from '../model/places.ts';
import { ACTIONS, type Action, combinationOf, DEFAULT_SHORTCUTS, withShortcut } from '../model/shortcuts.ts';
import type { TextKey } from '../texts/zh-cn.ts';
import type { View } from './context.ts';
import { head } from './dialog-parts.ts';

export function settings(view: View): TemplateResult {
  const { words, preferences } = view;
  const { say } = words;
  return html`<div class="ask settings">
    ${head(view, say('settings'))}
    <div class="scroll" tabindex="0" role="group" aria-label=${say('settings')}>
      <label class="check">
        <input type="checkbox" autofocus .checked=${preferences.ring} @change=${(event: Event) => view.prefer({ ring: checked(event) })} />
        ${say('ring')}
      </label>
      <div class="volume">
        <input
          type="range"
          min="0"
          max="1"
          step="0.1"
          aria-label=${say('volume')}
          ?disabled=${!preferences.ring}
          .value=${String(preferences.volume)}
          @input=${(event: Event) => view.prefer({ volume: Number((event.target as HTMLInputElement).value) })}
        />
        <button type="button" ?disabled=${!preferences.ring} @click=${() => view.testRing()}>${say('testRing')}</button>
      </div>
      ${notify(view)}
      <h3>${say('shortcuts')}</h3>
      <p class="hint">${say('shortcutHint')}</p>
      <ul class="shortcuts">
        ${ACTIONS.map((action) => shortcut(view, action))}
      </ul>
      <p class="actions">
        <button type="button" @click=${() => view.prefer({ shortcuts: DEFAULT_SHORTCUTS })}>${say('shortcutReset')}</button>
      </p>
    </div>
  </div>`;
}
const checked = (event: Event): boolean => (event.target as HTMLInputElement).checked;

function notify(view: View): TemplateResult | typeof nothing {
  const { words, preferences, notifications } = view;
  const { say } = words;
  if (notifications === 'none') return nothing;
  const hint = notifications === 'denied' ? say('notifyBlocked') : notifications === 'default' ? say('notifyAsk') : '';
  const change = (event: Event): void => {
    view.prefer({ notify: checked(event) });
    if (checked(event)) view.askForNotifications();
  };
  return html`<label class="check">
      <input
        type="checkbox"
        ?disabled=${notifications === 'denied'}
        .checked=${preferences.notify && notifications === 'granted'}
        @change=${change}
      />
      ${say('notify')}
    </label>
    ${hint ? html`<p class="hint">${hint}</p>` : nothing}`;
}

function shortcut(view: View, action: Action): TemplateResult {
  const { preferences, choosing, words } = view;
  const waiting = choosing.rebinding === action;
  const name = nameOf(view, action);
  const pressed = (event: KeyboardEvent): void => {
    if (!waiting) return;
    if (event.key !== 'Tab') {
      event.preventDefault();
      event.stopPropagation();
    }
    if (event.key === 'Tab' || event.key === 'Escape') {
      view.choose({ rebinding: null });
      return;
    }
    const combination = ['Delete', 'Backspace'].includes(event.key) ? '' : combinationOf(event);
    if (combination === null) return;
    view.choose({ rebinding: null });
    view.prefer({ shortcuts: withShortcut(preferences.shortcuts, action, combination) });
  };
  const shown = waiting ? words.say('shortcutPress') : preferences.shortcuts[action] || words.say('shortcutNone');
  return html`<li>
    <span id="shortcut-${action}">${name}</span>
    <button
      type="button"
      class="keys ${waiting ? 'waiting' : ''}"
      data-shortcut=${action}
      aria-label=${`${name}: ${shown}`}
      @click=${() => view.choose({ rebinding: waiting ? null : action })}
      @blur=${() => waiting && view.choose({ rebinding: null })}
      @keydown=${pressed}
    >
      ${shown}
    </button>
  </li>`;
}

/** A place by the functions that share it: its shortcut works them all. */
function nameOf({ words }: View, action: Action): string {
  const shared: Readonly<Partial<Record<PlaceName, readonly number[]>>> = {
    power: [1, 2],
    outside: [3, 8],
    inner: [4, 7],
    pause: [33, 34, 6, 11],
    transfer: [9, 15],
    control: [68],
    keys: [62],
    mute: [60, 61],
  };
  const own = shared[action as PlaceName];
  if (own) return [...new Set(own.map((id) => words.func(id)))].join(' / ');
  const place = PLACES.find(({ name }) => name === action);
  return place ? words.func(place.atRest) : words.say(`action_${action}` as TextKey);
}
