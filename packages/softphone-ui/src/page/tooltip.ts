/**
 * One tooltip for all that has `data-tip`: on hover and on focus, put away with Escape, and kept while the pointer is on it
 * (WCAG 1.4.13). `data-tip-cut`: only where the text does not fit.
 */
import { placeAt, show } from './overlay.ts';

const DELAY_MS = 350;

export class Tooltip {
  readonly #root: ShadowRoot;
  readonly #element: () => HTMLElement | null;
  #anchor: HTMLElement | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(root: ShadowRoot, element: () => HTMLElement | null) {
    this.#root = root;
    this.#element = element;
    root.addEventListener('pointerover', (event) => this.#over(event as PointerEvent));
    root.addEventListener('pointerout', (event) => this.#out(event as PointerEvent));
    root.addEventListener('focusin', (event) => this.#focused(event as FocusEvent));
    root.addEventListener('focusout', () => this.hide());
    root.addEventListener('pointerdown', () => this.hide());
    root.addEventListener('keydown', (event) => {
      if ((event as KeyboardEvent).key === 'Escape') this.hide();
    });
  }

  /** The text may have changed while it is being read. */
  update(): void {
    if (this.#anchor === null) return;
    if (this.#root.contains(this.#anchor) && this.#anchor.dataset.tip) this.#show(this.#anchor);
    else this.hide();
  }
  hide(): void {
    clearTimeout(this.#timer);
    this.#anchor = null;
    const element = this.#element();
    if (element) show(element, false);
  }

  #over(event: PointerEvent): void {
    if (event.pointerType === 'touch') return;
    const target = event.target as Element;
    if (target === this.#element()) {
      clearTimeout(this.#timer);
      return;
    }
    const anchor = target.closest<HTMLElement>('[data-tip]');
    if (!anchor || anchor === this.#anchor) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#show(anchor), this.#anchor ? 0 : DELAY_MS);
  }
  #out(event: PointerEvent): void {
    const to = event.relatedTarget as Element | null;
    if (to && (to === this.#element() || to.closest?.('[data-tip]') === this.#anchor)) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.hide(), 120);
  }
  #focused(event: FocusEvent): void {
    const anchor = (event.target as Element).closest<HTMLElement>('[data-tip]');
    if (anchor?.matches(':focus-visible')) this.#show(anchor);
  }
  #show(anchor: HTMLElement): void {
    const element = this.#element();
    const text = anchor.dataset.tip ?? '';
    const fits =
      anchor.dataset.tipCut !== undefined &&
      anchor.scrollWidth <= anchor.clientWidth &&
      anchor.scrollHeight <= anchor.clientHeight;
    if (!element || !text || fits) {
      this.hide();
      return;
    }
    this.#anchor = anchor;
    if (element.textContent !== text) element.textContent = text;
    show(element, true);
    placeAt(element, anchor, { centred: true });
  }
}
