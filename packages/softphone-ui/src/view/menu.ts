/** The menu under a button: work modes, leave reasons, transfers, tools. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Menu } from '../model/asks.ts';
import type { View } from './context.ts';

export function menu(view: View, { title, items, choose }: Menu): TemplateResult {
  const radio = items.some(({ current }) => current !== undefined);
  return html`
    <p class="menu-title" role="presentation">${title}</p>
    ${items.map(
      ({ value, text, current, separate }) => html`${separate ? html`<hr role="separator" />` : nothing}<button
          type="button"
          role=${radio && current !== undefined ? 'menuitemradio' : 'menuitem'}
          aria-checked=${radio && current !== undefined ? String(current) : nothing}
          data-value=${value}
          tabindex="-1"
          @click=${() => {
            view.desk.closeMenu();
            choose(value);
          }}
        >
          ${text}
        </button>`,
    )}
  `;
}
