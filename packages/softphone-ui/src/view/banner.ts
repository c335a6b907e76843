/** The incoming call, above everything in the page: who calls, and what can be done about it. Takes no focus away. */
import { html, nothing, type TemplateResult } from 'lit';
import type { View } from './context.ts';
import { functionIcon, icon } from './icons.ts';
import { single } from './single.ts';

export function banner(view: View): TemplateResult | typeof nothing {
  const { desk, words } = view;
  const { ringing } = desk;
  if (ringing === null || desk.hiddenBanner === ringing.id) return nothing;
  const { say } = words;
  const hide = () => {
    desk.hiddenBanner = ringing.id;
    view.redraw();
  };
  const lines = [
    ringing.line && say('incomingOn', { line: ringing.line }),
    ringing.skill && say('incomingSkill', { skill: desk.skillName(ringing.skill) }),
  ].filter(Boolean);
  const canAnswer = desk.isOn(42);
  return html`
    <div class="banner-head">
      <span class="wave">${icon('phone')}</span>
      <span class="banner-title">${say(ringing.direction === 'inner' ? 'incomingInner' : 'incoming')}</span>
      <span class="time" data-clock="since" data-since=${desk.phone?.stateSince ?? 0}></span>
      <button type="button" class="quiet" aria-label=${say('hideBanner')} data-tip=${say('hideBanner')} @click=${hide}>${icon('cross')}</button>
    </div>
    <p class="banner-number">${ringing.number || '–'}</p>
    <p class="banner-lines">${lines.join(' · ')}</p>
    <slot name="incoming"></slot>
    <div class="banner-hands">
      ${
        canAnswer
          ? html`<button type="button" class="answer" part="button answer" @click=${single(() => view.flows.press(42))}>${functionIcon(42)}${words.func(42)}</button>`
          : html`<span class="pick-up">${say('pickUp')}</span>`
      }
      ${
        desk.isOn(53)
          ? html`<button type="button" @click=${single(() => view.flows.press(53))}>${words.func(53)}</button>`
          : nothing
      }
      ${
        desk.isOn(10)
          ? html`<button type="button" class="refuse" part="button refuse" @click=${single(() => view.flows.press(10))}>${say('refuseCall')}</button>`
          : nothing
      }
    </div>
  `;
}
