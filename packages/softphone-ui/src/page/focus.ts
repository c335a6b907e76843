/** Where the focus goes: through a row of buttons by arrow keys, into what opens, and back when it closes. */

const NEXT: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** Arrow keys, Home and End among `items`; true: the key was one of them. */
export function moveAmong(items: readonly HTMLElement[], event: KeyboardEvent, current: Element | null): boolean {
  const at = items.indexOf(current as HTMLElement);
  const step = NEXT[event.key];
  const to =
    step !== undefined
      ? items[(at + step + items.length) % items.length]
      : event.key === 'Home'
        ? items[0]
        : event.key === 'End'
          ? items.at(-1)
          : undefined;
  if (!to || event.altKey || event.ctrlKey || event.metaKey) return false;
  event.preventDefault();
  to.focus();
  return true;
}

/** One tab stop for the whole row (the pattern of toolbars). */
export function rove(items: readonly HTMLElement[], chosen: HTMLElement): void {
  for (const item of items) item.tabIndex = item === chosen ? 0 : -1;
}

/** The element that has the focus, inside shadow roots too. */
export function activeElement(): HTMLElement | null {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active instanceof HTMLElement ? active : null;
}
