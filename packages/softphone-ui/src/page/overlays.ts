/** Opens and closes what floats over the bar as the desk says, and takes care of where the focus goes. */
import { type Ask, isPanel } from '../model/asks.ts';
import type { Desk } from '../model/desk.ts';
import { activeElement, moveAmong } from './focus.ts';
import { placeAt, placeBeside, raise, show } from './overlay.ts';

export class Overlays {
  readonly #root: ShadowRoot;
  readonly #desk: Desk;
  #menuAnchor = '';
  #askKind = '';
  #openThread: string | null = null;
  #lastLine = '';
  #bannerFor = '';
  /** What had the focus before a panel or a menu took it. */
  #before: HTMLElement | null = null;

  constructor(root: ShadowRoot, desk: Desk) {
    this.#root = root;
    this.#desk = desk;
    root.addEventListener('keydown', (event) => this.#key(event as KeyboardEvent));
  }

  /** After each drawing. */
  sync(): void {
    this.#syncAsk();
    this.#syncMenu();
    this.#syncBanner();
  }
  /**
   * The window changed its size, or something in the page scrolled: what hangs at a button hangs there still. A menu stays open
   * for it: pages scroll by themselves (news, a chat), and the agent is about to choose.
   */
  moved(): void {
    this.#placeMenu();
    this.#placePanel();
    if (this.#bannerFor) placeBeside(this.#part('.banner'), this.#root.host);
  }
  /** The toolbar is elsewhere in the page: with that the browser has closed whatever floated. What is asked is asked still. */
  afresh(): void {
    this.#menuAnchor = this.#bannerFor = '';
    const dialog = this.#part<HTMLDialogElement>('dialog');
    if (dialog.open && !dialog.matches(':modal')) dialog.close();
    this.sync();
    this.#placePanel();
  }
  /** A click beside a menu puts it away. */
  pointerDown(path: readonly EventTarget[]): void {
    const { menu } = this.#desk;
    if (!menu || path.includes(this.#part('.menu'))) return;
    const anchor = this.#anchor(menu.anchor);
    if (!anchor || !path.includes(anchor)) this.#desk.closeMenu();
  }

  #part<T extends HTMLElement = HTMLElement>(selector: string): T {
    const found = this.#root.querySelector<T>(selector);
    if (!found) throw new Error(`no ${selector} in the toolbar`);
    return found;
  }
  #anchor(name: string): HTMLElement | null {
    return this.#root.querySelector(`[data-place="${name}"], [data-anchor="${name}"]`);
  }

  // ── dialogs and panels ──

  #syncAsk(): void {
    const { ask } = this.#desk;
    const dialog = this.#part<HTMLDialogElement>('dialog');
    const panel = this.#part('.panel');
    const modal = ask !== null && !isPanel(ask);
    const isNew = (ask?.kind ?? '') !== this.#askKind;
    if (isNew && ask !== null && this.#askKind === '') this.#before = activeElement();
    if (modal && !dialog.open) dialog.showModal();
    if (!modal && dialog.open) dialog.close();
    const panelOpen = ask !== null && !modal;
    show(panel, panelOpen);
    if (panelOpen && isNew) this.#placePanel();
    if (isNew) {
      const hadPanel = this.#askKind !== '';
      this.#askKind = ask?.kind ?? '';
      if (ask !== null) this.#focusIn(modal ? dialog : panel);
      else if (hadPanel) this.#giveBack();
    }
    const thread = ask?.kind === 'messages' ? ask.open : null;
    if (thread !== this.#openThread) {
      this.#openThread = thread;
      if (thread !== null) panel.querySelector<HTMLElement>('#message')?.focus();
    }
    this.#syncLines(panel.querySelector('.lines'), thread);
  }
  /** To the newest line when there is one more, and not when the agent types, or something else is drawn. */
  #syncLines(lines: Element | null, thread: string | null): void {
    const last = `${thread} ${lines?.childElementCount} ${lines?.lastElementChild?.textContent}`;
    if (lines && last !== this.#lastLine) lines.scrollTop = lines.scrollHeight;
    this.#lastLine = last;
  }
  #focusIn(surface: HTMLElement): void {
    const first =
      surface.querySelector<HTMLElement>('[autofocus]') ?? surface.querySelector<HTMLElement>('button, input');
    first?.focus();
  }
  #giveBack(): void {
    const now = activeElement();
    const isLost =
      now === null || now === document.body || now === this.#root.host || !now.isConnected || this.#isHidden(now);
    if (isLost && this.#before?.isConnected) this.#before.focus();
    this.#before = null;
  }
  #isHidden(element: HTMLElement): boolean {
    return element.closest('.panel, .menu, dialog') !== null;
  }
  #placePanel(): void {
    const { ask } = this.#desk;
    if (!ask || !isPanel(ask)) return;
    const anchors: Readonly<Partial<Record<Ask['kind'], string>>> = {
      messages: 'message',
      queue: 'queue',
      digits: 'keys',
    };
    const anchor = this.#anchor(anchors[ask.kind] ?? 'tools');
    if (anchor) placeAt(this.#part('.panel'), anchor);
  }

  // ── menus ──

  #syncMenu(): void {
    const { menu } = this.#desk;
    const element = this.#part('.menu');
    const wanted = menu?.anchor ?? '';
    if (wanted === this.#menuAnchor) return;
    // What had the focus in it has been taken out with the drawing: then nothing has it.
    const active = this.#root.activeElement;
    const had = element.contains(active) || (active === null && activeElement() === document.body);
    const before = this.#anchor(this.#menuAnchor);
    this.#menuAnchor = wanted;
    show(element, menu !== null);
    if (!menu) {
      if (had) before?.focus();
      return;
    }
    this.#placeMenu();
    const items = this.#items(element);
    (items.find((one) => one.getAttribute('aria-checked') === 'true') ?? items[0])?.focus();
  }
  #placeMenu(): void {
    const { menu } = this.#desk;
    if (!menu) return;
    placeAt(this.#part('.menu'), this.#anchor(menu.anchor) ?? this.#part('.bar'));
  }
  #items(menu: HTMLElement): HTMLElement[] {
    return [...menu.querySelectorAll<HTMLElement>('button')];
  }

  #key(event: KeyboardEvent): void {
    const desk = this.#desk;
    const target = event.target as HTMLElement;
    if (desk.menu) {
      if (event.key === 'Escape' || event.key === 'Tab') {
        event.preventDefault();
        event.stopPropagation();
        desk.closeMenu();
      } else if (target.closest('.menu, [aria-expanded="true"]'))
        moveAmong(this.#items(this.#part('.menu')), event, target);
      return;
    }
    if (event.key === 'Escape' && desk.ask && isPanel(desk.ask) && target.closest('.panel')) {
      event.stopPropagation();
      desk.closeAsk();
    }
  }

  // ── the incoming call ──

  #syncBanner(): void {
    const { ringing, hiddenBanner } = this.#desk;
    const wanted = ringing !== null && ringing.id !== hiddenBanner ? ringing.id : '';
    if (wanted === this.#bannerFor) return;
    this.#bannerFor = wanted;
    const banner = this.#part('.banner');
    if (wanted) {
      raise(banner);
      placeBeside(banner, this.#root.host);
    } else show(banner, false);
  }
}
