/** Small helpers: elements by id, making elements, times. */
export const $ = (id) => document.getElementById(id);

/** `make('button', { class: 'x', onclick }, 'text', child)`; text is never read as HTML. */
export function make(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(props)) {
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, '');
    else if (value !== undefined && value !== null && value !== false) element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** Sets text only when it changes, so that a screen reader is not told the same twice. */
export function put(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** Makes the children of a list equal to `items`, keeping elements (and the focus in them) by key. */
export function keep(list, items, keyOf, create, update) {
  const old = new Map([...list.children].map((child) => [child.dataset.key, child]));
  items.forEach((item, index) => {
    const key = String(keyOf(item));
    const element = old.get(key) ?? create(item);
    old.delete(key);
    element.dataset.key = key;
    update(element, item);
    if (list.children[index] !== element) list.insertBefore(element, list.children[index] ?? null);
  });
  for (const element of old.values()) element.remove();
}

const two = (n) => String(n).padStart(2, '0');
/** m:ss, or h:mm:ss. */
export function duration(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return seconds >= 3600 ? `${Math.floor(seconds / 3600)}:${rest}` : rest;
}
export const clock = (at = new Date()) => `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;

/** A number as people write and paste it, as a telephone takes it: full-width digits, spaces, dashes, brackets. */
export function cleanNumber(text) {
  return text
    .normalize('NFKC')
    .replace(/^tel:/i, '')
    .replace(/(?!^)\+|[^\d+*#]/g, '');
}
