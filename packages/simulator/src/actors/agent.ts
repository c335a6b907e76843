/** An agent and the agent's browser tabs: opens and closes them, logs on, works, and does foolish things. */
import type { TenantConfig } from '@wssoftphone/engine';
import type { AddressedCommand, AgentEvent, Reply } from '@wssoftphone/protocol';
import type { Agenda } from '../agenda.ts';
import { WAIT_FOR_DISPATCH } from '../check/seats.ts';
import type { Random } from '../random.ts';
import { address } from './address.ts';
import { anyCommand, sensibleCommand } from './commands.ts';
import type { Seat } from './drafts.ts';
import type { Network, SocketEnd } from './network.ts';

export interface AgentTuning {
  /** Mean milliseconds between two actions. */
  readonly think: number;
  /** Probability that an action makes no sense in the state. */
  readonly foolish: number;
  /** Probability that an action is done to the page: refresh, second tab, close. */
  readonly restless: number;
  /** Probability that a page speaks wssp.v4. */
  readonly v4: number;
  /** Probability that an action goes by HTTP. */
  readonly http: number;
  /** Probability that a command is sent again with the same id. */
  readonly repeat: number;
}

interface Tab extends SocketEnd {
  readonly v4: boolean;
  conn: string | null;
  replaced: boolean;
  initialised: boolean;
  state: number;
  delegatorId: string;
}

const TABS = 3;

export class AgentActor {
  readonly #agenda: Agenda;
  readonly #random: Random;
  readonly #network: Network;
  readonly #tuning: AgentTuning;
  readonly #config: () => TenantConfig;
  readonly #seatsOf: (who: 'talking' | 'idle') => readonly string[];
  readonly #agentId: string;
  /** Where this agent sits; changes seldom. */
  #ins: string;
  readonly #seats: readonly string[];
  #tabs: Tab[] = [];
  /** What the page keeps in its storage. */
  #delegatorId = '';
  #lastSeq = -1;
  #ids = 0;
  #resting = false;
  #wasHere = false;
  #done = false;
  #sent: { readonly tab: Tab; readonly command: AddressedCommand } | null = null;

  constructor(options: {
    readonly agenda: Agenda;
    readonly random: Random;
    readonly network: Network;
    readonly tuning: AgentTuning;
    readonly config: () => TenantConfig;
    /** Seats where somebody talks, or is idle. */
    readonly seatsOf: (who: 'talking' | 'idle') => readonly string[];
    readonly agentId: string;
    /** The seat of this agent first, then seats of others that may be taken by mistake. */
    readonly seats: readonly string[];
  }) {
    this.#agenda = options.agenda;
    this.#random = options.random;
    this.#network = options.network;
    this.#tuning = options.tuning;
    this.#config = options.config;
    this.#seatsOf = options.seatsOf;
    this.#agentId = options.agentId;
    this.#seats = options.seats;
    this.#ins = options.seats[0] ?? '6001';
  }

  start(): void {
    this.#think();
  }

  /** The shift ends: from the own seat, log off whatever is still logged on. */
  rest(): void {
    this.#resting = true;
    for (const tab of this.#tabs.filter((each) => each.conn !== null)) this.#closeTab(tab);
    this.#forget();
    this.#ins = this.#seats[0] ?? this.#ins;
  }

  /** Gone home. */
  get done(): boolean {
    return this.#done;
  }

  #think(): void {
    this.#agenda.after(1 + this.#random.exponential(this.#tuning.think), () => {
      this.#act();
      if (!this.#done) this.#think();
    });
  }

  #act(): void {
    const random = this.#random;
    const open = this.#tabs.filter((tab) => tab.conn !== null);
    if (open.length === 0) {
      this.#openTab();
      return;
    }
    if (!this.#resting && random.chance(this.#tuning.restless)) {
      this.#fidget(open);
      return;
    }
    const tab = open.findLast((each) => !each.replaced) ?? random.pick(open);
    if (tab.replaced || !tab.initialised) {
      if (random.chance(0.5)) this.#init(tab);
      return;
    }
    if (this.#resting) {
      this.#goHome(tab);
      return;
    }
    const from = random.chance(0.05) ? random.pick(open) : tab;
    const config = this.#config();
    const draft = random.chance(this.#tuning.foolish)
      ? anyCommand(random, this.#seat(from), config)
      : sensibleCommand(random, from.state, this.#seat(from), config);
    if (draft) this.#send(from, address(random, draft, this.#seat(from), this.#id(from)));
  }

  /**
   * An agent may have been left logged on somewhere by a page that forgot it. Logging on at the own seat ends that,
   * so nobody goes home before having been logged on here.
   */
  #goHome(tab: Tab): void {
    const { agentId, delegatorId } = this.#seat(tab);
    if (tab.state > 2) this.#wasHere = true;
    if (tab.state <= 1 && !this.#wasHere) {
      const params = { agentId, agentWorkMode: '3' };
      this.#send(tab, {
        command: 'Logon',
        params,
        ins: this.#ins,
        delegatorId,
        ...this.#withId(tab),
      });
      return;
    }
    const say = (
      command:
        | 'DropCall'
        | 'DropConf'
        | 'FetchHold'
        | 'Logoff'
        | 'CancelDial'
        | 'CancelPrepareDial'
        | 'FinishWrapup'
        | 'CancelConsult'
        | 'FinishConsult'
        | 'CancelCallInner'
        | 'CancelPrepareCallInner'
        | 'CancelPrepareMonitor'
        | 'FinishMonitor'
        | 'CancelWait',
    ): void =>
      this.#send(tab, {
        command,
        params: { agentId },
        ins: this.#ins,
        delegatorId,
        ...this.#withId(tab),
      });
    switch (tab.state) {
      case 0:
      case 1:
        for (const each of this.#tabs.filter(({ conn }) => conn !== null)) this.#closeTab(each);
        this.#done = true;
        return;
      case 3:
      case 23:
      case 28:
      case 29:
        say('Logoff');
        return;
      case 8:
        say('CancelPrepareDial');
        return;
      case 9:
      case 46:
      case 47:
        say('CancelDial');
        return;
      case 7:
      case 41:
        say('FetchHold');
        return;
      case 10:
      case 13:
      case 50:
        say('CancelConsult');
        return;
      case 11:
      case 12:
      case 14:
      case 15:
      case 35:
        say('FinishConsult');
        return;
      case 21:
      case 22:
        say('DropConf');
        return;
      case 24:
        say('CancelPrepareCallInner');
        return;
      case 25:
      case 48:
      case 49:
        say('CancelCallInner');
        return;
      case 19:
        say('FinishWrapup');
        return;
      case 31:
        say('CancelWait');
        return;
      case 16:
        say('CancelPrepareMonitor');
        return;
      case 17:
        say('FinishMonitor');
        return;
      default:
        say('DropCall');
    }
  }

  #fidget(open: readonly Tab[]): void {
    const random = this.#random;
    switch (random.below(6)) {
      case 0:
      case 1: {
        // Refresh: the old page goes, the new one comes a moment later.
        const tab = random.pick(open);
        this.#closeTab(tab);
        this.#agenda.after(random.exponential(800), () => this.#openTab());
        return;
      }
      case 2:
      case 3:
        if (open.length < TABS) this.#openTab();
        return;
      case 4:
        for (const tab of open) this.#closeTab(tab);
        return;
      default: {
        // Another browser that remembers nothing, perhaps at another seat.
        for (const tab of open) this.#closeTab(tab);
        this.#forget();
        if (random.chance(0.3)) this.#ins = random.pick(this.#seats);
      }
    }
  }

  #forget(): void {
    this.#delegatorId = '';
    this.#lastSeq = -1;
  }

  /** As a tab knows it: its own secret, or before it has one, the one in the page's storage. */
  #seat(tab: Tab): Seat {
    const delegatorId = tab.delegatorId || this.#delegatorId;
    const ins = this.#ins;
    const others: Seat['others'] = (who) => this.#seatsOf(who).filter((seat) => seat !== ins);
    return { ins, agentId: this.#agentId, delegatorId, others };
  }

  #id(tab: Tab): string | undefined {
    if (!tab.v4) return undefined;
    this.#ids += 1;
    return `${this.#agentId}-${this.#ids}`;
  }

  #withId(tab: Tab): { readonly id?: string } {
    const id = this.#id(tab);
    return id === undefined ? {} : { id };
  }

  #openTab(): void {
    if (this.#done) return;
    // A page is loaded with the name it always begins with, whatever seat it had.
    if (this.#seats[0] === WAIT_FOR_DISPATCH && this.#random.chance(0.8)) this.#ins = WAIT_FOR_DISPATCH;
    const v4 = this.#random.chance(this.#tuning.v4);
    const tab: Tab = {
      v4,
      conn: null,
      replaced: false,
      initialised: false,
      state: 0,
      delegatorId: '',
      onReply: (reply) => this.#onReply(tab, reply),
      onEvent: (event) => this.#onEvent(tab, event),
      onClosed: () => {
        tab.conn = null;
        this.#tabs = this.#tabs.filter((each) => each !== tab);
      },
    };
    tab.conn = this.#network.open(tab, v4);
    if (tab.conn === null) return;
    this.#tabs.push(tab);
    if (this.#random.chance(0.5))
      this.#send(tab, {
        command: 'CheckWebSocket',
        params: { agentId: this.#agentId, delegatorId: this.#delegatorId },
        ins: this.#ins,
        delegatorId: this.#delegatorId,
        ...this.#withId(tab),
      });
    this.#init(tab);
  }

  #init(tab: Tab): void {
    const { agentId, delegatorId, ins } = this.#seat(tab);
    const lastSeq = tab.v4 && this.#lastSeq >= 0 && this.#random.chance(0.8) ? { lastSeq: this.#lastSeq } : {};
    const params = { agentId, agentName: `agent ${agentId}`, delegatorId, ...lastSeq };
    this.#send(tab, { command: 'Init', params, ins, delegatorId, ...this.#withId(tab) });
  }

  #closeTab(tab: Tab): void {
    if (tab.conn !== null) this.#network.close(tab.conn);
  }

  #send(tab: Tab, command: AddressedCommand): void {
    if (tab.conn === null) return;
    const random = this.#random;
    if (random.chance(this.#tuning.http) && command.command !== 'Init' && command.command !== 'CheckWebSocket') {
      this.#network.post(command);
      return;
    }
    this.#network.send(tab.conn, command);
    if (command.id !== undefined && random.chance(this.#tuning.repeat)) this.#network.send(tab.conn, command);
    // After a reconnect a page sends again what it has no answer for.
    if (this.#sent && this.#sent.tab !== tab && command.command !== 'Init' && this.#sent.command.id !== undefined) {
      if (random.chance(this.#tuning.repeat * 4)) this.#network.send(tab.conn, this.#sent.command);
    }
    this.#sent = { tab, command };
  }

  #onReply(tab: Tab, reply: Reply): void {
    // The secret was changed behind this page's back: begin again.
    if (reply.errorCode === 'DelegatorIdNoMatch' && this.#random.chance(0.5)) tab.initialised = false;
    if (reply.command !== 'Init') return;
    if (reply.errorCode !== 'Succ') {
      // Refused: somebody else sits here. Go back to the own seat and start afresh.
      this.#forget();
      this.#ins = this.#seats[0] ?? this.#ins;
      tab.initialised = false;
      return;
    }
    this.#sit(reply.ins);
    tab.initialised = true;
    tab.replaced = false;
    const { delegatorId } = reply.datas;
    if (typeof delegatorId === 'string') {
      tab.delegatorId = delegatorId;
      this.#delegatorId = delegatorId;
    }
    if (reply.agent) tab.state = reply.agent.agentState;
  }

  /** Who asked for any seat has been given this one; most pages name it from then on. */
  #sit(ins: string): void {
    if (this.#ins === WAIT_FOR_DISPATCH && this.#random.chance(0.7)) this.#ins = ins;
  }

  #onEvent(tab: Tab, event: AgentEvent): void {
    if (event.event === 'LogonSucc') this.#sit(event.ins);
    this.#lastSeq = event.seq;
    if (event.agent) tab.state = event.agent.agentState;
    if (event.event === 'WebSocketReplaced') {
      tab.replaced = true;
      if (this.#random.chance(0.5)) this.#closeTab(tab);
    }
  }
}
