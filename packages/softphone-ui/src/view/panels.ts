/** Call data and the queue (manual 3.3.3): below the full bar, or in a panel of the compact one. */
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { QueueItem } from 'wssoftphone';
import { type TextKey, ZH_CN } from '../texts/zh-cn.ts';
import type { View } from './context.ts';

export function panels(view: View): TemplateResult {
  return html`<div class="panels" part="panels">
    <section class="card" part="call-data" aria-label=${view.words.say('callData')}>${callData(view)}</section>
    <section class="card" part="queue" aria-label=${view.words.say('queue')}>${queue(view)}</section>
  </div>`;
}

export function callData({ desk, words }: View): TemplateResult {
  const data = desk.call?.data ?? [];
  return html`
    <h2>${words.say('callData')}</h2>
    <div class="scroll" tabindex="0" role="group" aria-label=${words.say('callData')}>
      ${data.length === 0 ? html`<p class="empty">${words.say('noCallData')}</p>` : nothing}
      <dl class="data">
        ${repeat(
          data,
          ([key]) => key,
          ([key, value]) => html`<div data-key=${key}><dt>${dataName(words.say, key)}</dt><dd>${value}</dd></div>`,
        )}
      </dl>
    </div>
  `;
}
/** What the CRM attached keeps the CRM's own name. */
function dataName(say: View['words']['say'], key: string): string {
  const known = `data_${key}`;
  return Object.hasOwn(ZH_CN, known) ? say(known as TextKey) : key;
}

/** Seconds that the one who has waited longest had waited when the list came. */
export const longestWait = (items: readonly QueueItem[]): number =>
  Math.max(0, ...items.map(({ qtm }) => Number(qtm) || 0));

export function queue({ desk, words }: View): TemplateResult {
  const items = desk.phone?.queueList ?? [];
  return html`
    <h2>
      ${words.say('queue')} <span class="count ${items.length > 0 ? 'some' : ''}">${items.length}</span>
      ${items.length > 0 ? html`<span class="longest">${words.say('queueLongest')} <span class="time" data-clock="since" data-since=${desk.queueAt - longestWait(items) * 1000}></span></span>` : nothing}
    </h2>
    <div class="scroll" tabindex="0" role="group" aria-label=${words.say('queue')}>
      ${
        items.length === 0
          ? html`<p class="empty">${words.say('queueEmpty')}</p>`
          : html`<table>
            <thead>
              <tr>
                <th scope="col">${words.say('caller')}</th>
                <th scope="col">${words.say('skill')}</th>
                <th scope="col" class="figure">${words.say('level')}</th>
                <th scope="col" class="figure">${words.say('waited')}</th>
              </tr>
            </thead>
            <tbody>
              ${repeat(
                items,
                ({ coid }) => coid,
                (one) => html`<tr>
                  <td class="strong">${one.phoneNum || one.ani}${one.aid ? html` <span class="aid">${one.aid}</span>` : nothing}</td>
                  <td>${desk.skillName(one.sk)}</td>
                  <td class="figure">${one.level}</td>
                  <td class="figure"><span data-clock="since" data-since=${desk.queueAt - (Number(one.qtm) || 0) * 1000}></span></td>
                </tr>`,
              )}
            </tbody>
          </table>`
      }
    </div>
  `;
}
