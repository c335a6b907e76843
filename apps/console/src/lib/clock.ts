/**
 * Running times. All of them are drawn from moments by one ticker that writes into the document itself: five hundred times
 * that run must not make Vue draw five hundred components each second.
 */
import { type Directive, ref } from 'vue';

/** How far the server's clock is ahead of this machine's. */
let ahead = 0;
/** Time on the way makes a server's clock look late: the least late reading is the best. */
export function serverIsAt(at: number, afresh: boolean): void {
  const seen = at - Date.now();
  if (afresh || seen > ahead) ahead = seen;
}
/** What the server's clock shows now. */
export const serverNow = (): number => Date.now() + ahead;

/** `0:07`, `12:30`, `1:02:03`. */
export function duration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const two = (value: number): string => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

const running = new Map<HTMLElement, number>();
/** Changes once a second, for the few things that must be worked out anew. */
export const second = ref(0);

function show(element: HTMLElement, since: number): void {
  const text = duration(serverNow() - since);
  if (element.textContent !== text) element.textContent = text;
}
setInterval(() => {
  second.value++;
  for (const [element, since] of running) show(element, since);
}, 1000);

/** `v-since="moment"`: the element shows how long ago that was, and goes on doing so; nothing for null. */
export const vSince: Directive<HTMLElement, number | null> = {
  mounted: (element, { value }) => keep(element, value),
  updated: (element, { value }) => keep(element, value),
  unmounted: (element) => running.delete(element),
};
function keep(element: HTMLElement, since: number | null): void {
  if (since === null) {
    running.delete(element);
    element.textContent = '–';
    return;
  }
  running.set(element, since);
  show(element, since);
}
