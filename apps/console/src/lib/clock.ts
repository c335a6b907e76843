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

/** Changes once a second, for the few things that must be worked out anew. */
export const second = ref(0);
setInterval(() => second.value++, 1000);

interface Running {
  readonly since: number;
  /** What stands there, in seconds. */
  shown: number;
}
const running = new Map<HTMLElement, Running>();
/**
 * Moments lie anywhere in a second, and so do the changes of what is shown: looking four times a second spreads five hundred
 * of them over four frames, and no time is wrong for longer than that.
 */
export const LOOK_MS = 250;
setInterval(() => {
  for (const [element, one] of running) show(element, one);
}, LOOK_MS);

function show(element: HTMLElement, one: Running): void {
  const seconds = Math.floor((serverNow() - one.since) / 1000);
  if (seconds === one.shown) return;
  one.shown = seconds;
  element.textContent = duration(seconds * 1000);
}
/** `v-since="moment"`: the element shows how long ago that was, and goes on doing so; nothing for null. */
export const vSince: Directive<HTMLElement, number | null> = {
  mounted: (element, { value }) => keep(element, value),
  updated: (element, { value, oldValue }) => {
    if (value !== oldValue) keep(element, value);
  },
  unmounted: (element) => running.delete(element),
};
function keep(element: HTMLElement, since: number | null): void {
  if (since === null) {
    running.delete(element);
    element.textContent = '–';
    return;
  }
  const one = { since, shown: Number.NaN };
  running.set(element, one);
  show(element, one);
}
