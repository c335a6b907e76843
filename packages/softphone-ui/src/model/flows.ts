/** What each button leads to: straight to its command, or first to a menu, a number or a choice. */
import type { AgentListView, WSSoftPhone } from 'wssoftphone';
import type { TextKey } from '../texts/zh-cn.ts';
import type { MenuItem, NumberAsk, TargetAsk } from './asks.ts';
import type { Desk } from './desk.ts';
import { cleanNumber } from './numbers.ts';
import { WHISPER } from './places.ts';
import { isBusy } from './states.ts';
import { agentTab, extensionTab, ivrTab, skillTab, type Tab, type Target } from './targets.ts';

const LEAVE_LATER = 'leave:';
const STAY = 'stay';
const MODE = 'mode:';

export class Flows {
  readonly #desk: Desk;
  readonly #logon: () => Promise<unknown>;

  /** `logon` gets a line and an extension where they are missing. */
  constructor(desk: Desk, logon: () => Promise<unknown>) {
    this.#desk = desk;
    this.#logon = logon;
    desk.showList = (list) => this.#showList(list);
    desk.showNumber = (kind) => this.#showNumber(kind);
  }

  /**
   * Presses a button by its ESPFunc (manual 3.3.1: spfunction). `anchor` is the place a menu opens at; with an argument there is no
   * menu: 36 takes the mode, 33 the reason. Resolves with the outcome; a button that is off says why.
   */
  async press(id: number, anchor = 'tools', arg?: unknown): Promise<unknown> {
    const desk = this.#desk;
    const button = desk.functions.find((one) => one.id === id);
    if (!button?.enabled) {
      const { say, func } = desk.words;
      const why =
        button?.why ?? (desk.status === 'online' ? say('notInState', { state: desk.stateName }) : say('notConnected'));
      desk.say(say('whyOff', { name: func(id), why }), 'bad');
      return undefined;
    }
    const { phone } = desk;
    if (id === 1) return desk.carryOut(this.#logon);
    if (!phone) return undefined;
    if (arg !== undefined) return desk.carryOut(() => phone.callSPFunction(id, arg));
    switch (id) {
      case 3:
        return desk.typed ? this.dialTyped() : desk.carryOut(() => phone.prepareDial());
      case 8:
        return this.#showNumber('outside');
      case 9:
        return this.#transferMenu(phone, anchor);
      case 33:
      case 54:
        return this.#leaveMenu(phone, anchor, id);
      case 36:
        return this.#modeMenu(phone, anchor);
      case 37:
      case 51:
        return this.messages();
      case 57:
      case 65:
        return this.#ivr(phone);
      case 58:
        return this.#outside(phone);
      case 62:
        return desk.ask?.kind === 'digits'
          ? desk.closeAsk()
          : desk.open({ kind: 'digits', stillRight: () => desk.isOn(62) });
      case WHISPER:
        return desk.carryOut(() => (phone as WSSoftPhone & { whisperAgent(): Promise<unknown> }).whisperAgent());
      default: {
        const list = LISTS[id];
        if (list) desk.wantedLists.add(list);
        return desk.carryOut(() => phone.callSPFunction(id));
      }
    }
  }

  async dialTyped(): Promise<void> {
    const desk = this.#desk;
    const { typed, changes } = desk;
    desk.typed = '';
    if ((await this.dial(typed)) || desk.changes !== changes || desk.typed) return;
    desk.typed = typed; // refused on the spot: to be corrected, not to be typed once more
    desk.host.changed();
  }
  /** Remembers the number, and dials it; false: it was refused, or nobody answered. */
  async dial(number: string): Promise<boolean> {
    const { phone } = this.#desk;
    return phone ? this.#desk.attempt(() => phone.dial(this.#remembered(number))) : false;
  }
  #remembered(number: string): string {
    const cleaned = cleanNumber(number);
    this.#desk.memory.rememberNumber(this.#desk.phone?.agentId ?? '', cleaned);
    return cleaned;
  }
  /**
   * What a question has led to. Refused on the spot, it is asked once more with the reason: nothing that was typed is lost, and
   * nobody is left in a prepared state without the dialog that leads out of it.
   */
  async #follow(ask: NumberAsk | TargetAsk, attempt: Promise<boolean>): Promise<void> {
    const desk = this.#desk;
    const { changes } = desk;
    if (await attempt) return;
    const isOver = desk.changes !== changes || desk.status !== 'online' || desk.ask !== null || !ask.stillRight?.();
    if (!isOver) desk.open({ ...ask, problem: [desk.tip.text, desk.tip.remedy].filter(Boolean).join(' · ') });
  }
  /** Asks for a number; `attempt` is what is done with it. */
  #askNumber(ask: Omit<NumberAsk, 'kind' | 'done'>, attempt: (number: string) => Promise<boolean>): void {
    const done = (text: string) => void this.#follow({ ...ask, kind: 'number', text, done }, attempt(text));
    this.#desk.open({ ...ask, kind: 'number', done });
  }
  #askTarget(ask: Omit<TargetAsk, 'kind' | 'done'>, command: (target: Target) => Promise<unknown>): void {
    const attempt = (one: Target) => this.#desk.attempt(() => command(one));
    const done = (one: Target) => void this.#follow({ ...ask, kind: 'targets', done }, attempt(one));
    this.#desk.open({ ...ask, kind: 'targets', done });
  }

  messages(): void {
    const desk = this.#desk;
    const { threads } = desk.mail;
    const newest = threads.find(({ unread }) => unread > 0) ?? threads[0];
    desk.open({ kind: 'messages', colleagues: null, open: null });
    if (newest) desk.openThread(newest.ins);
    desk.carryOut(() => desk.phone?.refreshMsgAgentList());
  }
  async control(target: Target, type: number, mode = ''): Promise<void> {
    const { phone } = this.#desk;
    if (!phone) return;
    await this.#desk.carryOut(() => phone.monitorControl('AGT', target.ins, type, mode));
    this.#desk.refreshList();
  }

  // ── numbers ──

  #showNumber(kind: 'dial' | 'outside'): void {
    const desk = this.#desk;
    const { phone } = desk;
    if (!phone) return;
    if (kind === 'dial') {
      this.#askNumber(
        {
          title: 'dialTitle',
          action: 'dial',
          text: desk.typed,
          cancelled: () => this.#takeBack('8', () => phone.cancelPrepareDial()),
          stillRight: () => desk.state === '8',
        },
        (number) => this.dial(number),
      );
    } else {
      this.#askNumber({ title: 'outsideTitle', action: 'consult', stillRight: () => desk.isOn(8) }, (number) =>
        desk.attempt(() => phone.callout(this.#remembered(number))),
      );
    }
  }
  #outside(phone: WSSoftPhone): void {
    const desk = this.#desk;
    this.#askNumber(
      { title: 'transferOutsideTitle', action: 'transfer', stillRight: () => desk.isOn(58) || desk.isOn(9) },
      (number) => desk.attempt(() => phone.oneStepTransfer('OUT', this.#remembered(number))),
    );
  }
  /** Only where it still stands: the server may have ended the preparation. */
  #takeBack(state: string, command: () => Promise<unknown>): void {
    if (this.#desk.state === state && this.#desk.status === 'online') this.#desk.carryOut(command);
  }

  // ── lists ──

  #showList({ agentListType, items }: AgentListView): void {
    const desk = this.#desk;
    const { phone } = desk;
    const wanted = desk.wantedLists.delete(agentListType);
    const found = phone && LISTED[agentListType];
    if (!found || !phone) return;
    // A prepared list belongs to its state, whoever prepared it; any other must have been asked for with a button.
    if (found.state ? desk.state !== found.state : !wanted) return;
    const { title, action, functions, state, done, undo } = found;
    const stillRight = () => (state ? desk.state === state : functions.some((id) => desk.isOn(id)));
    if (agentListType === 'AGENTLISTTYPE_MONITORCONTROL') {
      desk.open({ kind: 'control', tab: agentTab(items), stillRight });
      return;
    }
    const skills = found.skills && !CONFERENCES.has(desk.state);
    const tabs = (rows: AgentListView['items']): readonly Tab[] => [
      agentTab(rows),
      ...(found.extensions ? [extensionTab(rows)].filter(({ targets }) => targets.length > 0) : []),
      ...(skills ? [skillTab(phone.transferAgentSkillInfo)].filter(({ targets }) => targets.length > 0) : []),
    ];
    this.#askTarget(
      {
        title,
        action,
        tabs: tabs(items),
        list: { type: agentListType, tabs },
        stillRight,
        ...(state && undo && { cancelled: () => this.#takeBack(state, () => undo(phone)) }),
      },
      ({ type, ins }) => done(phone, type, ins),
    );
  }

  #skill(phone: WSSoftPhone): void {
    const desk = this.#desk;
    const tabs = [skillTab(phone.transferAgentSkillInfo)];
    this.#askTarget({ title: 'skillTitle', action: 'transfer', tabs, stillRight: () => desk.isOn(9) }, ({ ins }) =>
      phone.oneStepTransfer('SK', ins),
    );
  }
  #ivr(phone: WSSoftPhone): void {
    const desk = this.#desk;
    const flows = [...phone.transferIVRInfo, ...phone.ivrButtonSettings].filter(
      ({ svn }, index, all) => all.findIndex((one) => one.svn === svn) === index,
    );
    const stillRight = () => desk.isOn(65) || desk.isOn(57) || desk.isOn(9);
    this.#askTarget(
      { title: 'ivrTitle', action: 'transfer', tabs: [ivrTab(flows)], stillRight },
      ({ ins: svn, checkPassword }) => phone.transferToIVR({ svn, checkPassword }),
    );
  }

  // ── menus ──

  /** In a call the mode is for afterwards, and so is a leave: both are asked for here, where hold has the place of leave. */
  #modeMenu(phone: WSSoftPhone, anchor: string): void {
    const desk = this.#desk;
    const { say } = desk.words;
    const modes = phone.workModeSettings
      .filter(({ visible }) => visible)
      .sort((a, b) => a.sortOrder - b.sortOrder)
      .map(
        (one): MenuItem => ({
          value: `${MODE}${one.serviceWorkMode}`,
          text: one.serviceWorkModeName,
          current: one.serviceWorkMode === (phone.pendingWorkMode ?? phone.agentWorkMode),
        }),
      );
    const busy = isBusy(desk.state) && desk.state !== '19';
    const reasons = busy
      ? visibleReasons(phone).map(
          ({ reasonId, reasonName }, index): MenuItem => ({
            value: `${LEAVE_LATER}${reasonId}`,
            text: `${say('leaveAfterCall')} · ${reasonName}`,
            current: phone.pendingLeaveReason === reasonId,
            separate: index === 0,
          }),
        )
      : [];
    const stay =
      busy && phone.pendingLeaveReason !== null ? [{ value: STAY, text: say('stayAfterCall') } satisfies MenuItem] : [];
    desk.openMenu({
      anchor,
      title: say('chooseMode'),
      items: [...modes, ...reasons, ...stay],
      choose: (value) => {
        desk.carryOut(() => {
          if (value === STAY) return phone.resumeWork();
          if (value.startsWith(LEAVE_LATER)) return phone.leave(value.slice(LEAVE_LATER.length));
          return phone.setWorkMode(value.slice(MODE.length));
        });
      },
    });
  }

  #leaveMenu(phone: WSSoftPhone, anchor: string, id: number): unknown {
    const desk = this.#desk;
    const reasons = visibleReasons(phone);
    if (reasons.length === 0) return desk.carryOut(() => phone.callSPFunction(id));
    return desk.openMenu({
      anchor,
      title: desk.words.say('chooseLeave'),
      items: reasons.map(({ reasonId, reasonName }) => ({ value: reasonId, text: reasonName })),
      choose: (reason) => void desk.carryOut(() => phone.leave(reason)),
    });
  }

  #transferMenu(phone: WSSoftPhone, anchor: string): unknown {
    const desk = this.#desk;
    const { say, func, lang } = desk.words;
    // The server names its kinds of transfer in Chinese.
    const own: Readonly<Record<string, string>> =
      lang === 'zh-CN' ? {} : { Agent: func(59), OutLine: func(58), Skill: say('skillTitle'), IVR: func(57) };
    const items: MenuItem[] = [
      ...phone.transferSubItems.map(({ type, name }) => ({ value: type, text: own[type] ?? name })),
      ...phone.ivrButtonSettings.map(({ svn, name }, index) => ({
        value: `${SURVEY}${svn}`,
        text: say('survey', { name, svn }),
        separate: index === 0,
      })),
    ];
    if (items.length === 0) return desk.carryOut(() => phone.callSPFunction(9));
    const choose = (value: string): unknown => {
      if (value === 'OutLine') return this.#outside(phone);
      if (value === 'Skill') return this.#skill(phone);
      if (value === 'IVR') return this.#ivr(phone);
      const survey = phone.ivrButtonSettings.find(({ svn }) => value === `${SURVEY}${svn}`);
      if (survey) return desk.carryOut(() => phone.transferToIVR(survey));
      desk.wantedLists.add('AGENTLISTTYPE_TRANSFER');
      return desk.carryOut(() => phone.refreshTransferAgentList());
    };
    return desk.openMenu({ anchor, title: say('chooseTransfer'), items, choose });
  }
}

const SURVEY = 'survey:';
/** From a conference a person or a number can be asked, and no skill. */
const CONFERENCES: ReadonlySet<string> = new Set(['21', '22']);

/** What a list of the server's is for. */
interface Listed {
  readonly title: TextKey;
  readonly action: TextKey;
  /** Buttons of which one must be on. */
  readonly functions: readonly number[];
  /** The state that prepares it. */
  readonly state?: string;
  readonly extensions?: boolean;
  readonly skills?: boolean;
  readonly done: (phone: WSSoftPhone, type: string, ins: string) => Promise<unknown>;
  readonly undo?: (phone: WSSoftPhone) => Promise<unknown>;
}
const LISTED: Readonly<Record<string, Listed>> = {
  AGENTLISTTYPE_CALLINNER: {
    title: 'innerTitle',
    action: 'call',
    functions: [],
    state: '24',
    extensions: true,
    done: (phone, type, ins) => phone.callInner(type, ins),
    undo: (phone) => phone.cancelPrepareCallInner(),
  },
  AGENTLISTTYPE_MONITOR: {
    title: 'monitorTitle',
    action: 'monitor',
    functions: [],
    state: '16',
    done: (phone, type, ins) => phone.monitorAgent(type, ins),
    undo: (phone) => phone.cancelPrepareMonitor(),
  },
  AGENTLISTTYPE_CONSULT: {
    title: 'consultTitle',
    action: 'consult',
    functions: [7, 56],
    extensions: true,
    skills: true,
    done: (phone, type, ins) => phone.consult(type, ins),
  },
  AGENTLISTTYPE_TRANSFER: {
    title: 'transferTitle',
    action: 'transfer',
    functions: [59, 9],
    extensions: true,
    done: (phone, type, ins) => phone.oneStepTransfer(type, ins),
  },
  AGENTLISTTYPE_ALERTTRANSFER: {
    title: 'ringTransferTitle',
    action: 'transfer',
    functions: [53],
    extensions: true,
    skills: true,
    done: (phone, type, ins) => phone.oneStepTransfer(type, ins),
  },
  AGENTLISTTYPE_MONITORCONTROL: {
    title: 'controlTitle',
    action: 'done',
    functions: [68],
    done: () => Promise.resolve(),
  },
};

/** Buttons that fetch a list, which then opens by itself. */
const LISTS: Readonly<Record<number, string>> = {
  7: 'AGENTLISTTYPE_CONSULT',
  56: 'AGENTLISTTYPE_CONSULT',
  53: 'AGENTLISTTYPE_ALERTTRANSFER',
  59: 'AGENTLISTTYPE_TRANSFER',
  68: 'AGENTLISTTYPE_MONITORCONTROL',
};

const visibleReasons = (phone: WSSoftPhone) => phone.leaveReasonSettings.filter(({ visible }) => visible);
