/** What dialogs have in common: a title with a way out, and the buttons at the end. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Ask } from '../model/asks.ts';
import type { View } from './context.ts';
import { icon } from './icons.ts';

/** Title of a dialog, with a way out. `hidden`: what follows has a title of its own. */
export function head({ desk, words }: View, title: string, hidden = false): TemplateResult {
  const close = words.say('close');
  return html`<div class="head">
    <h2 id="ask-title" class=${hidden ? 'unseen' : ''}>${title}</h2>
    <button type="button" class="quiet close" aria-label=${close} data-tip=${close} @click=${() => desk.closeAsk()}>${icon('cross')}</button>
  </div>`;
}
/** Why it is asked once more. */
export const problem = ({ problem: why }: Ask): TemplateResult | typeof nothing =>
  why ? html`<p id="ask-problem" class="problem" role="alert">${why}</p>` : nothing;

export function actions(view: View, action: string, ready: boolean, why: string): TemplateResult {
  return html`<p class="actions">
    <button type="button" @click=${() => view.desk.closeAsk()}>${view.words.say('cancel')}</button>
    <button
      type="submit"
      class="go"
      aria-disabled=${ready ? 'false' : 'true'}
      aria-description=${ready ? nothing : why}
      data-tip=${ready ? nothing : why}
    >
      ${action}
    </button>
  </p>`;
}
