/** `<wssoftphone-ui>`: the agent's toolbar as a web component (manual 2.3, 3.3). docs/guides/toolbar.md tells how it is used. */
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type {
  CustomInitParms,
  FunctionButton,
  WorkModeSetting,
  WSSoftPhone,
  WSSoftPhoneAttrs,
  WSSoftPhoneHandlers,
} from 'wssoftphone';
import { type Ask, isPanel, type MenuItem } from './model/asks.ts';
import type { CallFace } from './model/call.ts';
import { type Choosing, NOTHING_CHOSEN } from './model/chooser.ts';
import { Desk } from './model/desk.ts';
import { eventName } from './model/events.ts';
import { Flows } from './model/flows.ts';
import { UI_LIMITS } from './model/limits.ts';
import type { Preferences } from './model/memory.ts';
import { readShortcuts, type Shortcuts } from './model/shortcuts.ts';
import { isLoggedOn } from './model/states.ts';
import * as active from './page/active.ts';
import { attrsOf } from './page/attrs.ts';
import { browserMemory } from './page/browser-memory.ts';
import { drawClocks } from './page/clocks.ts';
import { moveAmong, rove } from './page/focus.ts';
import { pressShortcut } from './page/keyboard.ts';
import { notificationState } from './page/notices.ts';
import { Overlays } from './page/overlays.ts';
import { Settling } from './page/settling.ts';
import { Signals } from './page/signals.ts';
import { type Theme, themeOf } from './page/theme.ts';
import { Tooltip } from './page/tooltip.ts';
import { Voice } from './page/voice.ts';
import { styles } from './styles/index.ts';
import { type TextTable, wordsOf } from './texts/say.ts';
import { banner } from './view/banner.ts';
import { bar } from './view/bar.ts';
import type { View } from './view/context.ts';
import { dialog } from './view/dialogs.ts';
import { menu } from './view/menu.ts';
import { panels } from './view/panels.ts';

/** Refusals after which the remembered extension is asked for anew. */
const WRONG_SEAT = ['DeviceUnknown', 'AgentLoggedOnElsewhere', 'InvalidIns', 'ParamInvalid'];

export class WSSoftphoneUI extends LitElement {
  static override styles = styles;
  static override properties = {
    agentId: { attribute: 'agent-id' },
    agentName: { attribute: 'agent-name' },
    ins: {},
    serverUri: { attribute: 'server-uri' },
    serverUri2: { attribute: 'server-uri2' },
    delegatorId: { attribute: 'delegator-id' },
    agentWorkMode: { attribute: 'agent-work-mode' },
    tokenUrl: { attribute: 'token-url' },
    autoLogon: { type: Boolean, attribute: 'auto-logon' },
    autoAnswer: { type: Boolean, attribute: 'auto-answer' },
    manual: { type: Boolean },
    language: {},
    theme: {},
    layout: {},
    texts: { attribute: false },
    shortcuts: { attribute: false },
    sendDigits: { attribute: false },
  };

  declare agentId: string;
  declare agentName: string;
  /** The seat; without it the extension that this browser remembers, or that the agent is asked for. */
  declare ins: string;
  declare serverUri: string;
  declare serverUri2: string;
  declare delegatorId: string;
  /** Work mode to log on with. */
  declare agentWorkMode: string;
  /** Where the CRM gives an access token: plain text, or JSON with `token`. */
  declare tokenUrl: string;
  declare autoLogon: boolean;
  declare autoAnswer: boolean;
  /** Connects only when `connect()` is called. */
  declare manual: boolean;
  /** `zh-CN`, `en`, or another with `texts`; by default the language of the page. */
  declare language: string;
  /** `auto` (as the page), `light`, `dark`. */
  declare theme: Theme | 'auto';
  /** `full`, or `compact`: one bar of 48 pixels. */
  declare layout: 'full' | 'compact';
  /** Words of another language, or other words (docs/guides/toolbar.md). */
  declare texts: TextTable;
  /** Shortcuts over those that the agent has set; false: none at all. */
  declare shortcuts: Partial<Shortcuts> | false;
  /** Sends a tone into the call in the server's place: the page's browser phone knows how, too. */
  declare sendDigits: ((digit: string) => void | Promise<void>) | null;

  tokenProvider: (() => Promise<string>) | null = null;
  workModeSettings: readonly WorkModeSetting[] = [];
  customInitParams: CustomInitParms | null = null;
  softPhoneCode = '';
  /** Handlers of the client library; each is a DOM event, too. */
  handlers: WSSoftPhoneHandlers = {};
  /** Replaces parts of the client's world (tests). */
  environment: WSSoftPhoneAttrs['environment'];

  readonly #memory = browserMemory();
  readonly #voice = new Voice(
    () => this.requestUpdate(),
    () => this.#desk.words.lang,
  );
  readonly #signals = new Signals();
  readonly #settling = new Settling(UI_LIMITS.settleMs, () => this.requestUpdate());
  readonly #desk = new Desk(
    {
      changed: () => this.requestUpdate(),
      announce: (text, urgent) => this.#voice.say(text, urgent),
      tell: (handler, args, phone) => this.#tell(handler, args, phone),
      ringing: (call) => this.#ringing(call),
    },
    this.#memory,
  );
  readonly #flows = new Flows(this.#desk, () => this.#logon());
  #preferences: Preferences = this.#memory.preferences;
  #choosing: Choosing = NOTHING_CHOSEN;
  #askName = '';
  #overlays: Overlays | null = null;
  #tooltip: Tooltip | null = null;
  #clock: ReturnType<typeof setInterval> | undefined;
  #started = false;
  /** The remembered extension was refused: ask. */
  #askSeat = false;
  #undo: (() => void)[] = [];

  constructor() {
    super();
    this.agentId = this.agentName = this.ins = this.serverUri = this.serverUri2 = this.delegatorId = '';
    this.agentWorkMode = this.tokenUrl = this.language = '';
    this.autoLogon = this.autoAnswer = this.manual = false;
    this.theme = 'auto';
    this.layout = 'full';
    this.texts = {};
    this.shortcuts = {};
    this.sendDigits = null;
  }

  // ── for pages ──

  /** The softphone of the client library; null before the first connect. */
  get phone(): WSSoftPhone | null {
    return this.#desk.phone;
  }
  /** Connects with the present attributes; resolves with the softphone. Asks for the extension where none is known. */
  async connect(): Promise<WSSoftPhone> {
    this.#started = true;
    const seat = this.ins || this.#memory.ins || (await this.#askForSeat());
    try {
      return await this.#desk.connect(attrsOf(this, seat));
    } catch (problem) {
      this.#askSeat = !this.ins && WRONG_SEAT.includes((problem as { readonly code?: string }).code ?? '');
      throw problem;
    }
  }
  /** Lets the line go. The session waits at the server for a page to come back. */
  disconnect(): void {
    this.#desk.disconnect();
  }
  /** Presses a button by its ESPFunc, with its menu or choice; `spfunction(36, mode)` and `spfunction(33, reason)` go straight. */
  spfunction(id: number | string, arg?: unknown): Promise<unknown> {
    const anchor = this.renderRoot.querySelector<HTMLElement>(`[data-func="${Number(id)}"]`)?.dataset.place;
    return this.#flows.press(Number(id), anchor, arg);
  }

  // ── life ──

  override connectedCallback(): void {
    super.connectedCallback();
    active.enter(this);
    this.#clock = setInterval(() => this.#tick(), UI_LIMITS.tickMs);
    const lists = setInterval(() => this.#desk.refreshList(), UI_LIMITS.listMs);
    this.#undo.push(() => clearInterval(lists));
    const listen = (
      target: EventTarget,
      type: string,
      run: (event: Event) => void,
      options?: AddEventListenerOptions,
    ) => {
      target.addEventListener(type, run, options);
      this.#undo.push(() => target.removeEventListener(type, run, options));
    };
    listen(window, 'keydown', (event) => {
      const open = this.#desk.ask;
      if (open !== null && !isPanel(open)) return;
      if (active.isActive(this)) pressShortcut(this.renderRoot, this.#shortcuts, event as KeyboardEvent);
    });
    listen(window, 'resize', () => this.#overlays?.moved());
    listen(window, 'scroll', () => this.#overlays?.moved(), { capture: true, passive: true });
    listen(document, 'pointerdown', (event) => this.#overlays?.pointerDown(event.composedPath()));
    listen(matchMedia('(prefers-color-scheme: dark)'), 'change', () => this.requestUpdate());
    listen(this, 'pointerdown', () => active.use(this));
    listen(this, 'focusin', () => active.use(this));
    if (this.#started && this.phone === null) this.requestUpdate('agentId');
    this.#overlays?.afresh();
  }
  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#clock);
    for (const undo of this.#undo.splice(0)) undo();
    // Frameworks move elements by taking them out and putting them in again at once: that is no farewell.
    queueMicrotask(() => {
      if (this.isConnected) return;
      active.leave(this);
      this.#signals.end();
      this.#desk.disconnect();
    });
  }

  protected override willUpdate(): void {
    this.#desk.words = wordsOf(this.language || this.closest('[lang]')?.getAttribute('lang') || 'zh-CN', this.texts);
    this.#desk.ownDigits = this.sendDigits !== null;
    const name = askName(this.#desk.ask);
    if (name === this.#askName) return;
    this.#askName = name;
    this.#choosing = NOTHING_CHOSEN;
    if (this.#desk.ask?.kind === 'number') this.#choosing = { ...NOTHING_CHOSEN, text: this.#desk.ask.text ?? '' };
    if (this.#desk.ask?.kind === 'extension') this.#choosing = { ...NOTHING_CHOSEN, text: this.#memory.ins };
  }
  protected override firstUpdated(): void {
    const root = this.renderRoot as ShadowRoot;
    this.#overlays = new Overlays(root, this.#desk);
    this.#tooltip = new Tooltip(root, () => root.querySelector<HTMLElement>('.tooltip'));
  }
  protected override updated(changed: PropertyValues<this>): void {
    this.#settling.look(this.#desk.arrangement);
    this.#overlays?.sync();
    this.#tooltip?.update();
    this.#tick();
    const isNew = changed.has('agentId') || changed.has('ins') || changed.has('serverUri') || changed.has('manual');
    const known = this.agentId && (this.ins || this.#memory.ins);
    if (isNew && known && !this.manual && this.phone === null) this.connect().catch(() => {}); // its tip has told
  }

  protected override render(): TemplateResult {
    const desk = this.#desk;
    const view = this.#view();
    const { ask } = desk;
    const panel = ask !== null && isPanel(ask);
    return html`
      <div
        class="root"
        role="region"
        aria-label=${view.words.say('toolbar')}
        lang=${view.words.language}
        data-theme=${themeOf(this, this.theme)}
        data-layout=${view.compact ? 'compact' : 'full'}
        @keydown=${this.#row}
      >
        ${bar(view)} ${view.compact ? nothing : panels(view)}
        <div class="unseen" role="status" aria-live="polite">${this.#voice.polite}</div>
        <div class="unseen" role="alert" aria-live="assertive">${this.#voice.urgent}</div>
        <div class="menu" popover="manual" role="menu" part="menu" aria-label=${desk.menu?.title ?? nothing}>
          ${desk.menu ? menu(view, desk.menu) : nothing}
        </div>
        <div class="panel" popover="manual" role="dialog" part="panel" aria-labelledby="ask-title">
          ${panel ? dialog(view, ask) : nothing}
        </div>
        <dialog part="dialog" aria-labelledby="ask-title" @cancel=${this.#cancel}>${ask !== null && !panel ? dialog(view, ask) : nothing}</dialog>
        <div class="banner" popover="manual" role="group" part="incoming" aria-label=${view.words.say('incoming')}>${banner(view)}</div>
        <div class="tooltip" popover="manual" role="tooltip" part="tooltip"></div>
      </div>
    `;
  }

  #view(): View {
    const desk = this.#desk;
    return {
      desk,
      flows: this.#flows,
      words: desk.words,
      choosing: this.#choosing,
      preferences: this.#preferences,
      compact: this.layout === 'compact',
      notifications: notificationState(),
      shortcut: (action) => this.#shortcuts?.[action] ?? '',
      choose: (changes) => {
        this.#choosing = { ...this.#choosing, ...changes };
        this.requestUpdate();
      },
      prefer: (changes) => {
        this.#preferences = { ...this.#preferences, ...changes };
        this.#memory.preferences = this.#preferences;
        this.requestUpdate();
      },
      isSettling: (place) => this.#settling.has(place),
      press: (place, button) => this.#press(place, button),
      openTools: () => this.#openTools(),
      sendDigit: (digit) => {
        this.#choosing = { ...this.#choosing, digits: `${this.#choosing.digits}${digit}`.slice(-24) };
        if (this.sendDigits) this.sendDigits(digit);
        else this.#desk.carryOut(() => this.phone?.sendDigits(digit));
        this.requestUpdate();
      },
      testRing: () => this.#signals.test(this.#preferences.volume),
      askForNotifications: () => void Notification.requestPermission().then(() => this.requestUpdate()),
      redraw: () => this.requestUpdate(),
    };
  }

  // ── doing ──

  #press(place: string, button: FunctionButton): void {
    if (this.#settling.has(place)) return;
    const places = [...this.renderRoot.querySelectorAll<HTMLElement>('.place')];
    const pressed = places.find((one) => one.dataset.place === place);
    if (pressed) rove(places, pressed);
    this.#flows.press(button.id, place);
  }

  /** Gets a line where there is none, and an extension where none is known. */
  async #logon(): Promise<unknown> {
    let { phone } = this.#desk;
    if (phone === null || this.#desk.status === 'closed') {
      if (this.#askSeat) this.#memory.ins = await this.#askForSeat();
      this.#askSeat = false;
      phone = await this.connect();
    }
    return isLoggedOn(phone.agentState) ? undefined : phone.logon();
  }
  #askForSeat(): Promise<string> {
    return new Promise((resolve) => this.#desk.open({ kind: 'extension', done: resolve }));
  }
  #openTools(): void {
    const desk = this.#desk;
    const { say, func } = desk.words;
    const more = desk.arrangement.more;
    const canChangeSeat = !this.ins && !isLoggedOn(desk.state);
    const items: MenuItem[] = [
      ...more.map(({ id }) => ({ value: `func:${id}`, text: func(id) })),
      ...(canChangeSeat ? [{ value: 'extension', text: say('extensionTitle') }] : []),
      { value: 'settings', text: say('settings') },
    ];
    const choose = (value: string): void => {
      if (value === 'settings') desk.open({ kind: value });
      else if (value === 'extension') this.#changeSeat();
      else this.#flows.press(Number(value.slice('func:'.length)), 'tools');
    };
    desk.openMenu({ anchor: 'tools', title: say('tools'), items, choose });
  }
  async #changeSeat(): Promise<void> {
    this.#memory.ins = await this.#askForSeat();
    this.#desk.disconnect();
    await this.#desk.carryOut(() => this.#logon());
  }

  /** Hands a call of a handler to the page: as a DOM event, then to its handler. */
  #tell(name: string, args: readonly unknown[], phone: WSSoftPhone): unknown {
    let prevented = false;
    if (name !== 'onTrace' && name !== 'onWSHello') {
      const detail = args.length > 1 ? args : args[0];
      prevented = !this.dispatchEvent(
        new CustomEvent(eventName(name), { detail, bubbles: true, composed: true, cancelable: true }),
      );
    }
    const handler = (this.handlers as Readonly<Record<string, unknown>>)[name];
    const answer: unknown = typeof handler === 'function' ? handler.apply(phone, args) : undefined;
    return answer === undefined && prevented ? null : answer;
  }

  #ringing(call: CallFace | null): void {
    if (call === null) {
      this.#signals.end();
      return;
    }
    active.use(this);
    const { words } = this.#desk;
    const willAnswer = Boolean(this.phone?.isAutoAnswer && this.phone.canAutoAnswer);
    this.#signals.begin(call, words, this.#desk.skillName(call.skill), this.#preferences, willAnswer);
  }

  // ── keyboard and clock ──

  get #shortcuts(): Shortcuts | null {
    return this.shortcuts === false ? null : readShortcuts({ ...this.#preferences.shortcuts, ...this.shortcuts });
  }
  #row = (event: KeyboardEvent): void => {
    const target = event.target as HTMLElement;
    if (!target.matches('.place') || this.#desk.menu) return;
    const places = [...this.renderRoot.querySelectorAll<HTMLElement>('.place')];
    if (!moveAmong(places, event, target)) return;
    const now = (this.renderRoot as ShadowRoot).activeElement;
    if (now instanceof HTMLElement) rove(places, now);
  };
  #cancel = (event: Event): void => {
    event.preventDefault();
    this.#desk.closeAsk();
  };

  #tick(): void {
    drawClocks(this.renderRoot, this.phone?.wrapupLeft ?? 0);
  }
}

/** A dialog that stays, with other content, keeps what has been typed into it. */
const askName = (ask: Ask | null): string => (ask === null ? '' : `${ask.kind} ${'title' in ask ? ask.title : ''}`);
