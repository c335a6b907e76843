/** Things that float above the page: shown in the browser's top layer, so that no frame of the CRM cuts them off. */

const MARGIN = 8;

/** Browsers before 2023 have no popovers: there the element is merely fixed, which will do where nothing clips it. */
export function show(element: HTMLElement, shown: boolean): void {
  if (typeof element.showPopover !== 'function') {
    element.toggleAttribute('data-open', shown);
    return;
  }
  const isOpen = element.matches(':popover-open');
  if (shown && !isOpen) element.showPopover();
  else if (!shown && isOpen) element.hidePopover();
}
/** Again on top of what was opened since. */
export function raise(element: HTMLElement): void {
  show(element, false);
  show(element, true);
}

/** A page that is made smaller as a whole (`zoom: 0.8`) makes the pixels of what floats smaller, too. */
function move(element: HTMLElement, left: number, top: number): void {
  const { currentCSSZoom: zoom = 1 } = element as HTMLElement & { readonly currentCSSZoom?: number };
  element.style.left = `${Math.round(left / zoom)}px`;
  element.style.top = `${Math.round(top / zoom)}px`;
}

/** Below the anchor, or above where there is no room; never out of the window. */
export function placeAt(element: HTMLElement, anchor: Element, { centred = false } = {}): void {
  const at = anchor.getBoundingClientRect();
  const { width, height } = element.getBoundingClientRect();
  const wanted = centred ? at.left + (at.width - width) / 2 : at.left;
  const left = Math.max(MARGIN, Math.min(wanted, innerWidth - width - MARGIN));
  const below = at.bottom + 6;
  const above = at.top - height - 6;
  const top =
    below + height + MARGIN <= innerHeight || above < MARGIN ? Math.min(below, innerHeight - height - MARGIN) : above;
  move(element, left, Math.max(MARGIN, top));
}

/** At the end of the window, below the toolbar; where there is no room, at the window's foot: its buttons stay free. */
export function placeBeside(element: HTMLElement, toolbar: Element): void {
  const at = toolbar.getBoundingClientRect();
  const { width, height } = element.getBoundingClientRect();
  const top = Math.max(MARGIN, Math.min(at.bottom + MARGIN, innerHeight - height - MARGIN));
  move(element, Math.max(MARGIN, Math.min(at.right, innerWidth - MARGIN) - width), top);
}
