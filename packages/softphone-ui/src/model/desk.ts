/**
 * The toolbar without its looks: one softphone, what it tells the agent, and what the agent is being asked. Draws nothing and
 * touches no document; element.ts shows it.
 */
import {
  type AgentListView,
  type AgentMessage,
  type ConnectionStatus,
  type FunctionButton,
  type SPEvent,
  type SPResponse,
  WSSoftPhone,
  type WSSoftPhoneAttrs,
  WSSoftPhoneError,
} from 'wssoftphone';
import { type Words, wordsOf } from '../texts/say.ts';
import type { Ask, Menu } from './asks.ts';
import { type CallFace, callFace } from './call.ts';
import { handlersOf } from './handlers.ts';
import { LineNews } from './line-news.ts';
import type { Memory } from './memory.ts';
import { Mailbox } from './messages.ts';
import { type Arrangement, arrange, WHISPER } from './places.ts';
import { isBusy, isLoggedOn, isRinging } from './states.ts';
import { agentTab, inPlace } from './targets.ts';
import { kindOf, type Tip, type TipKind, usefulRemedy } from './tips.ts';

export type DeskAttrs = Omit<WSSoftPhoneAttrs, 'language'>;

export interface DeskHost {
  /** Something changed that can be seen. */
  changed(): void;
  /** For people who do not see it. `urgent` interrupts what is being read out. */
  announce(text: string, urgent: boolean): void;
  /** Hands a handler's call to the page; gives what the page returned, `false` where it does not want the toolbar's own answer. */
  tell(handler: string, args: readonly unknown[], phone: WSSoftPhone): unknown;
  /** A call begins or stops ringing at this agent. */
  ringing(call: CallFace | null): void;
}

/** What a page that supervises can also do on newer servers and clients. */
type Whisperer = WSSoftPhone & { whisperAgent?: () => Promise<unknown> };

export class Desk {
  readonly host: DeskHost;
  readonly memory: Memory;
  readonly now: () => number;
  words: Words = wordsOf('zh-CN');
  phone: WSSoftPhone | null = null;
  tip: Tip = { text: '', remedy: '', kind: 'plain', nth: 0 };
  ask: Ask | null = null;
  menu: Menu | null = null;
  readonly mail = new Mailbox();
  /** What stands in the number field. */
  typed = '';
  /** When the queue list came: waiting times count on from there. */
  queueAt = 0;
  /** The most seconds of this wrap-up, for the bar that runs out. */
  wrapupMost = 0;
  /** The page has a browser phone that sends tones itself. */
  ownDigits = false;
  /** The microphone of the browser phone that goes with the softphone; null: there is none. */
  microphone: { readonly muted: boolean } | null = null;
  /** COID of the call whose banner the agent has put away. */
  hiddenBanner = '';
  /** Counts the changes of state: what was refused on the spot has changed none. */
  changes = 0;
  /** Lists that were asked for with a button, by type; others of the page's own are not shown. */
  readonly wantedLists = new Set<string>();
  /** Opens a list that has come (flows.ts). */
  showList: (list: AgentListView) => void = () => {};
  /** Fetches the list that is being looked at again: colleagues come, go and begin to talk. */
  refreshList(): void {
    const { ask } = this;
    const type =
      ask?.kind === 'targets' ? ask.list?.type : ask?.kind === 'control' ? 'AGENTLISTTYPE_MONITORCONTROL' : undefined;
    if (type && this.status === 'online') this.phone?.refreshAgentList(type).catch(() => {});
  }
  /** Asks for a number to dial, or to consult (flows.ts). */
  showNumber: (kind: 'dial' | 'outside') => void = () => {};
  /** The seat that the session is remembered by: the server may give another one. */
  #seat = '';
  readonly #news = new LineNews();
  #rings = false;
  #saidState = '';
  readonly #handlers = handlersOf(
    (phone) => phone === this.phone,
    (name, args, phone) => {
      const answer = this.#told(name, args, phone);
      if (name !== 'onTrace' && name !== 'onWSHello') this.host.changed();
      return answer;
    },
    (name, args, phone) => this.host.tell(name, args, phone),
  );

  constructor(host: DeskHost, memory: Memory, now: () => number = Date.now) {
    this.host = host;
    this.memory = memory;
    this.now = now;
  }

  // ── connection ──

  get status(): ConnectionStatus {
    return this.phone?.connectionStatus ?? 'closed';
  }
  get state(): string {
    return this.phone?.agentState ?? '0';
  }

  /** Connects; a session of before a reload comes back. Rejects as connectServer does, and goes on trying as it does. */
  async connect(attrs: DeskAttrs): Promise<WSSoftPhone> {
    this.disconnect();
    this.#news.lineUp();
    const { agentId, ins } = attrs;
    const delegatorId = attrs.delegatorId || this.memory.session(agentId, ins);
    const tokenProvider = attrs.tokenProvider && this.#news.watched(attrs.tokenProvider);
    const phone = new WSSoftPhone(
      { ...attrs, delegatorId, language: this.words.lang, ...(tokenProvider && { tokenProvider }) },
      this.#handlers,
    );
    this.phone = phone;
    this.#seat = ins;
    this.memory.ins = ins;
    this.host.changed();
    await phone.connectServer();
    return phone;
  }
  /** Lets the line go; the session waits at the server for a page to come back. */
  disconnect(): void {
    this.phone?.close();
    this.phone = null;
    this.microphone = null;
    this.ask = null;
    this.menu = null;
    this.#ring();
    this.host.changed();
  }

  // ── what is shown ──

  get functions(): readonly FunctionButton[] {
    const told = this.phone?.getStateSetting().functions ?? [];
    // Without a line "log on" gets one: the only thing that can be done.
    if (this.status === 'closed') {
      const others = told.filter(({ id }) => id !== 1 && id !== 2);
      return [{ id: 1, enabled: true }, ...others];
    }
    const whispers = told.some(({ id, enabled }) => id === 27 && enabled) && (this.phone as Whisperer)?.whisperAgent;
    const page = this.ownDigits && this.status === 'online' && isBusy(this.state) && !told.some(({ id }) => id === 62);
    const muting = this.status === 'online' ? this.microphone : null;
    return [
      ...told,
      ...(muting ? [{ id: (muting.muted ? 61 : 60) as FunctionButton['id'], enabled: true }] : []),
      ...(whispers ? [{ id: WHISPER as FunctionButton['id'], enabled: true }] : []),
      ...(page ? [{ id: 62, enabled: true } as const] : []),
    ];
  }
  get arrangement(): Arrangement {
    const off =
      this.status === 'online'
        ? this.words.say('notInState', { state: this.stateName })
        : this.words.say('notConnected');
    return arrange(this.functions, { supervisor: this.phone?.isMonitor ?? false, off });
  }
  isOn(id: number): boolean {
    return this.functions.some((one) => one.id === id && one.enabled);
  }
  get stateName(): string {
    if (this.status === 'online') return this.words.state(this.state);
    return this.words.say(this.status);
  }
  get call(): CallFace | null {
    return this.phone ? callFace(this.phone.coInfos, this.phone.ins) : null;
  }
  /** The name of a skill where the server has told it; else its code. */
  skillName(code: string): string {
    return this.phone?.transferAgentSkillInfo.find(({ skillCode }) => skillCode === code)?.skillName ?? code;
  }
  /** Somebody calls, and the line is up to answer. */
  get ringing(): CallFace | null {
    return this.status === 'online' && isRinging(this.state) ? this.call : null;
  }

  // ── telling the agent ──

  say(text: string, kind: TipKind = kindOf(text), remedy = ''): void {
    if (!text) return;
    this.tip = { text, remedy: usefulRemedy(text, remedy), kind, nth: this.tip.nth + 1 };
    this.host.announce([text, this.tip.remedy].filter(Boolean).join(' · '), kind === 'bad');
    this.host.changed();
  }
  putTipAway(): void {
    this.tip = { text: '', remedy: '', kind: 'plain', nth: this.tip.nth + 1 };
    this.host.changed();
  }
  /** Runs a command of the agent's; what went wrong and was not told by an event is told here. */
  async carryOut<T>(command: () => Promise<T> | undefined): Promise<T | undefined> {
    const before = this.tip.nth;
    try {
      return await command();
    } catch (problem) {
      if (!(problem instanceof WSSoftPhoneError)) throw problem;
      const told = this.tip.nth > before && this.tip.kind === 'bad';
      if (!told && problem.code !== 'CallCancelled') this.say(problem.text, 'bad', problem.remedy);
      return undefined;
    } finally {
      this.host.changed();
    }
  }

  /** As `carryOut`; false: it was refused, or failed. */
  async attempt(command: () => Promise<unknown> | undefined): Promise<boolean> {
    let done = false;
    await this.carryOut(async () => {
      await command();
      done = true;
    });
    return done;
  }

  // ── asking the agent ──

  open(ask: Ask): void {
    this.menu = null;
    this.ask?.cancelled?.();
    this.ask = ask;
    this.host.changed();
  }
  /** `done`: something was chosen, so nothing is taken back. */
  closeAsk(done = false): void {
    const ask = this.ask;
    this.ask = null;
    if (!done) ask?.cancelled?.();
    this.host.changed();
  }
  openMenu(menu: Menu): void {
    this.menu = this.menu?.anchor === menu.anchor ? null : menu;
    this.host.changed();
  }
  closeMenu(): void {
    if (this.menu === null) return;
    this.menu = null;
    this.host.changed();
  }

  // ── dialling and messages ──

  openThread(ins: string | null): void {
    if (this.ask?.kind !== 'messages') return;
    this.ask = { ...this.ask, open: ins };
    if (ins !== null) this.mail.read(ins);
    this.host.changed();
  }
  async sendMessage(ins: string, name: string, text: string): Promise<void> {
    const { phone, mail } = this;
    if (!phone) return;
    mail.draft(ins, '');
    if (await this.attempt(() => phone.sendAgentMsg(ins, text))) mail.sent(ins, name, text, this.now());
    else if (!mail.drafts.has(ins)) mail.draft(ins, text); // not sent, and not lost
    this.host.changed();
  }

  // ── what the softphone tells ──

  #told(name: string, args: readonly unknown[], phone: WSSoftPhone): unknown {
    switch (name) {
      case 'onInited':
        this.memory.rememberSession(phone.agentId, this.#seat, phone.delegatorId);
        if (!isLoggedOn(phone.agentState)) this.say(this.words.say('connected', { name: this.words.func(1) }), 'plain');
        return undefined;
      case 'onWSOpen':
        return this.#news.lineUp();
      case 'onWSConnectFailed':
        return this.#noLine();
      case 'onConnectionChange':
        return this.#connection();
      case 'onIptStateChange':
        this.microphone = args[0] === 'closed' ? null : { muted: args[1] === true };
        return undefined;
      case 'onStateChange':
        return this.#stateChanged();
      case 'onCallArrive':
        return this.#ring();
      case 'onQueueChange':
        this.queueAt = this.now();
        return undefined;
      case 'onWrapupTick':
        return this.#wrapup(Number(args[0]));
      case 'onShowTip':
        return this.#news.isQuiet ? undefined : this.say(String(args[0]));
      case 'onEvent':
        return this.#event(args[0] as SPEvent);
      case 'onError':
        return this.#refused(args[0] as SPResponse);
      case 'onAgentMsgArrive':
        return this.#message(args[0] as AgentMessage);
      case 'onRefreshAgentListSucc':
        return this.#list(args[0] as AgentListView);
      case 'onPrepareDialSucc':
        return this.showNumber('dial');
      case 'onPrepareCallOutSucc':
        return this.showNumber('outside');
      case 'onConfirmReplaceWebSocket':
        return new Promise<boolean>((resolve) =>
          this.open({ kind: 'confirm', done: () => resolve(true), cancelled: () => resolve(false) }),
        );
      default:
        return undefined;
    }
  }

  #connection(): void {
    if (this.status === 'reconnecting') this.host.announce(this.words.say('lineLost'), true);
    if (this.status === 'replaced') this.host.announce(this.words.say('replacedHint'), true);
    if (this.ask?.kind === 'confirm' && this.status !== 'confirming') this.ask = null;
    if (this.status === 'replaced' || this.status === 'closed') {
      this.ask = null;
      this.menu = null;
    }
    this.#ring();
  }

  #noLine(): void {
    const news = this.#news.failed(this.words, this.tip.text);
    if (!news) return;
    if (news.text === this.tip.text) this.#remedy(news.remedy);
    else this.say(news.text, 'bad', news.remedy);
  }
  /** The tip has been shown, and read out, by its text alone. */
  #remedy(told: string): void {
    const remedy = usefulRemedy(this.tip.text, told);
    this.tip = { ...this.tip, remedy };
    if (remedy) this.host.announce(remedy, true);
  }

  #stateChanged(): void {
    this.changes++;
    if (this.ask?.stillRight?.() === false && this.status === 'online') {
      this.ask = null; // nothing to take back: the state it was prepared in is gone
      this.say(this.words.say('choiceOver'), 'plain');
    }
    if (this.menu && this.menu.anchor !== 'mode') this.menu = null;
    if (!isLoggedOn(this.state)) this.mail.clear();
    if (this.state !== '19') this.wrapupMost = 0;
    this.#ring();
    const said = this.stateName;
    if (said !== this.#saidState) this.host.announce(this.words.say('saysState', { state: said }), false);
    this.#saidState = said;
  }

  #ring(): void {
    const call = this.ringing;
    if (this.#rings === (call !== null)) return;
    this.#rings = call !== null;
    if (call !== null) this.host.announce(this.words.say('incomingFrom', { number: call.number }), true);
    this.host.ringing(call);
  }

  #wrapup(left: number): void {
    this.wrapupMost = Math.max(this.wrapupMost, left);
    if (left === 10 && this.wrapupMost > 10) this.host.announce(this.words.say('saysWrapup', { seconds: 10 }), false);
  }

  /** The tip has been shown by its text alone; here come its remedy, and other words where the page has its own. */
  #event(evt: SPEvent): void {
    if (evt.event === 'MonitorContorled') this.#controlled(evt);
    else if (evt.event === 'AgentMsgArrive') this.#newMessage();
    else this.#outcome(evt);
  }
  #outcome(evt: SPEvent): void {
    const own = this.words.tip(evt.event);
    const failed = /(Failed|Denied)$/.test(evt.event);
    if (own) this.say(own, failed ? 'bad' : kindOf(this.tip.text), evt.remedy);
    else if (failed && evt.remedy && this.tip.kind === 'bad') {
      this.#remedy(evt.remedy);
    }
  }
  /** Who wrote, and what: that a message came is not worth a tip. */
  #newMessage(): void {
    const [thread] = this.mail.threads;
    const text = thread?.lines.at(-1)?.text ?? '';
    this.say(this.words.say('messageFrom', { name: thread?.name || thread?.ins || '', text }), 'plain');
  }
  /** Who it was and what was done: nobody is moved by an unseen hand. */
  #controlled({ values }: SPEvent): void {
    const type = String(values.controlType);
    const what = /^[1-5]$/.test(type) ? this.words.say(`control${type as '1'}`) : type;
    this.say(this.words.say('controlBy', { name: String(values.destSPName ?? ''), what }), 'bad');
  }
  #refused(resp: SPResponse): void {
    if (resp.command !== 'Init' && resp.errorDesc) this.say(resp.errorDesc, 'bad', resp.remedy);
  }

  #message(message: AgentMessage): void {
    const isOpen = this.ask?.kind === 'messages' && this.ask.open === message.fromIns;
    this.mail.arrived(message, isOpen);
    // The agent has it before the eyes: the server need not call it unread (function 51).
    const { phone } = this;
    if (isOpen && phone) void this.carryOut(() => phone.refreshMsgAgentList());
  }

  #list(list: AgentListView): void {
    if (this.ask?.kind === 'targets' && this.ask.list?.type === list.agentListType) {
      this.ask = { ...this.ask, tabs: inPlace(this.ask.tabs, this.ask.list.tabs(list.items)) };
    } else if (this.ask?.kind === 'messages' && list.agentListType === 'AGENTLISTTYPE_AGENTMSG') {
      this.ask = { ...this.ask, colleagues: agentTab(list.items) };
    } else if (this.ask?.kind === 'control' && list.agentListType === 'AGENTLISTTYPE_MONITORCONTROL') {
      const [tab = this.ask.tab] = inPlace([this.ask.tab], [agentTab(list.items)]);
      this.ask = { ...this.ask, tab };
    } else this.showList(list);
  }
}
