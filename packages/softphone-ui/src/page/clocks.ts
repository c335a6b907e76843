/** Running times: drawn from moments, never counted, so that a sleeping tab shows the right ones when it wakes. */
import { duration } from '../model/durations.ts';

/** Writes every `data-clock` below `root`: `since` a moment, or the seconds that are `left` of the wrap-up. */
export function drawClocks(root: ParentNode, left: number): void {
  const now = Date.now();
  // Set here and not in the template: pages with a strict Content-Security-Policy allow no style attributes.
  const state = root.querySelector<HTMLElement>('.state');
  state?.style.setProperty('--left', state.dataset.left ?? '0');
  for (const element of root.querySelectorAll<HTMLElement>('[data-clock]')) {
    const { clock, since } = element.dataset;
    const ms = clock === 'wrapup' ? left * 1000 : now - Number(since);
    const text = clock ? duration(ms) : '';
    if (element.textContent !== text) element.textContent = text;
  }
}
