/**
 * The old ActiveX control's object over a WSSoftPhone (manual 5): the same methods, properties and events, so that a page
 * written against the control needs another script and nothing else.
 *
 * The old methods did their work before they returned; these hand it to the softphone and return 0. The outcome is an
 * event, as it was, and every command that fails ends with its evt…Failed(code, text), whoever refused it.
 */
import { errorText, type Lang } from '@wssoftphone/protocol/errors';
import type { AgentListView } from '@wssoftphone/protocol/views';
import type { WSSoftPhoneAttrs } from '../attrs.ts';
import { browserEnvironment, type Environment } from '../environment.ts';
import { WSSoftPhoneError } from '../errors.ts';
import { truthy } from '../globals.ts';
import { LIMITS } from '../limits.ts';
import { LISTS, OcxEvents, type OcxSurroundings } from './events.ts';
import { OcxFunctions, type OcxWorks } from './functions.ts';
import { OcxPhone } from './phone.ts';
import { codeOf, OCX_RETURNS, type OcxRefusal, type OcxReturn } from './returns.ts';
import { customParams, serverAddress, text } from './values.ts';

/** The page around the control. */
export interface OcxPage extends OcxSurroundings {
  /** An initial property that the page's markup gives (PARAM, `param_…`), or undefined. */
  param(name: string): string | undefined;
  /** Where the server is when nobody says: the place that the script came from. */
  readonly server: string;
  /** The page is served over TLS, so its sockets must be too. */
  readonly secure: boolean;
  /** Asked for a token before each connect; undefined: the server wants none, or SoftPhoneCode has it. */
  readonly token?: (agentId: string) => Promise<string>;
  /** Where the session's delegatorId outlives a reload of the page; null: nowhere. */
  readonly memory: Pick<Storage, 'getItem' | 'setItem'> | null;
  readonly environment?: Partial<Environment>;
}

/** Properties of the control; in every spelling of upper and lower case. All may be set, by PARAM or setInitParam too. */
export const OCX_PROPERTIES = [
  ...['ServerIP', 'ServerPort', 'ServerIP2', 'DevNum', 'AgentINS', 'AgentID', 'AgentName', 'AgentType', 'SK'],
  ...['AgentWorkMode', 'SoftPhoneCode', 'Skills', 'WrapupSeconds', 'AutoAnswer', 'Language', 'SaveLocalLog'],
  // Only to be read.
  ...['AgentState', 'LeaveReason', 'DelegatorID', 'IsMonitor'],
] as const;

export class OcxControl extends OcxFunctions {
  /** What pages do not see. */
  readonly inside: {
    readonly events: OcxEvents;
    get(property: string): unknown;
    set(property: string, value: unknown): void;
  };
  protected readonly works: OcxWorks;
  readonly #page: OcxPage;
  readonly #id: string;
  /** Set by the page's scripts, by name in lower case. */
  readonly #set = new Map<string, string>();
  /** The last text of each code, for getErrDesc: the server sends its own in the event. */
  readonly #texts = new Map<string, string>();
  #lastError = '';
  #phone: OcxPhone | null = null;
  #madeFor = '';
  #connected: Promise<unknown> = Promise.resolve();
  #list: AgentListView | null = null;

  /** `subject`: what `this` is in handlers. */
  constructor(id: string, page: OcxPage, subject: () => object) {
    super();
    this.#id = id;
    this.#page = page;
    this.inside = {
      events: new OcxEvents(page, subject),
      get: (property) => this.#get(property.toLowerCase()),
      set: (property, value) => this.#put(property, value),
    };
    this.works = {
      ask: (run, ...needed) => this.#ask(run, needed),
      refuse: (why) => this.#refuse(why),
      later: (event) => {
        queueMicrotask(() => this.#tell(event, []));
        return 0;
      },
      phone: () => this.#phone,
      list: () => this.#list,
    };
  }

  // ── connection ──

  /** evtConnectServerSucc when the session is initialised, or evtConnectServerFailed; a lost line comes back by itself. */
  connectServer(serverIP?: unknown): OcxReturn {
    if (text(serverIP)) this.#put('ServerIP', serverIP);
    const attrs = this.#attrs();
    if (!attrs.agentId || !attrs.ins) return this.#refuse('ParamMissing');
    const wanted = JSON.stringify({ ...attrs, agentWorkMode: '' }); // that may change at any time
    if (this.#phone === null || wanted !== this.#madeFor) {
      this.#phone?.close();
      this.#list = null;
      this.#phone = this.#newPhone(attrs);
      this.#madeFor = wanted;
    }
    this.#connected = this.#phone.connectServer();
    this.#connected.then(
      () => this.#tell('evtConnectServerSucc', []),
      (problem) => this.#failed('evtConnectServerFailed', problem),
    );
    return 0;
  }
  /** Closes the line; the session waits for the page as long as the server allows. */
  disconnectServer(): OcxReturn {
    this.#phone?.close();
    return 0;
  }
  /** Goes on after evtConfirmReplaceWebSocket: the user agreed to take the softphone over. */
  init(): OcxReturn {
    this.#phone?.init();
    return 0;
  }

  /**
   * Connects first where the page has not. After a reload in the middle of work the agent is logged on already: then the
   * page is told so, and in which state.
   */
  Logon(workMode?: unknown): OcxReturn {
    if (text(workMode)) this.#put('AgentWorkMode', workMode);
    if (this.#phone === null || this.#phone.connectionStatus === 'closed') {
      const refusal = this.connectServer();
      if (refusal !== 0) return refusal;
    }
    const phone = this.#phone;
    if (phone?.connectionStatus === 'replaced') return this.#refuse('SessionReplaced');
    this.#connected.then(
      () => {
        if (Number(phone?.agentState) <= 1) phone?.logon(this.#given('agentworkmode') || undefined);
        else if (Number(phone?.agentState) > 2) {
          this.#tell('evtLogonSucc', [phone?.ins]);
          this.#tell('evtStateChange', [Number(phone?.agentState)]);
        }
      },
      (problem) => this.#failed('evtLogonFailed', problem),
    );
    return 0;
  }
  /** Before log-on the mode is only remembered for it. */
  setWorkMode(mode: unknown): OcxReturn {
    if (text(mode) === '') return this.#refuse('ParamMissing');
    this.#put('AgentWorkMode', mode);
    return this.#phone === null ? 0 : this.#ask((phone) => phone.setWorkMode(text(mode)), []);
  }

  /** Takes any key; those that are no property of this control are kept and mean nothing (manual 5.1). */
  setInitParam(key: unknown, value: unknown): OcxReturn {
    if (text(key) === '') return this.#refuse('ParamMissing');
    return this.#put(text(key), value) ? 0 : this.#refuse('ParamMissing');
  }
  getInitParam(key: unknown): string {
    return text(this.#get(text(key).toLowerCase()));
  }
  /** Text of a return value, of an event's error code, or of the last failure. */
  getErrDesc(error?: unknown): string {
    const code = error === undefined ? this.#lastError : codeOf(error);
    if (code === '' || code === '0') return '';
    return this.#texts.get(code) ?? errorText(code, this.#lang());
  }

  // ── events ──

  addEventListener(event: unknown, handler: unknown): void {
    this.inside.events.add(event, handler);
  }
  removeEventListener(event: unknown, handler: unknown): void {
    this.inside.events.remove(event, handler);
  }
  attachEvent(event: unknown, handler: unknown): boolean {
    return this.inside.events.add(event, handler);
  }
  detachEvent(event: unknown, handler: unknown): void {
    this.inside.events.remove(event, handler);
  }

  // ── inside ──

  #ask(run: (phone: OcxPhone) => Promise<unknown>, needed: readonly unknown[]): OcxReturn {
    if (needed.some((value) => text(value) === '')) return this.#refuse('ParamMissing');
    const phone = this.#phone;
    if (phone === null || phone.connectionStatus === 'closed') return this.#refuse('LineDown');
    if (phone.connectionStatus === 'replaced') return this.#refuse('SessionReplaced');
    void run(phone);
    return 0;
  }

  #refuse(why: OcxRefusal): OcxReturn {
    this.#lastError = why;
    return OCX_RETURNS[why];
  }

  #failed(event: string, problem: unknown): void {
    const error = problem instanceof WSSoftPhoneError ? problem : new WSSoftPhoneError('Internal', String(problem));
    this.#tell(event, [error.code, error.text]);
  }

  #tell(event: string, values: readonly unknown[]): unknown {
    if (/(Failed|Denied|Error)$/.test(event)) this.#remember(text(values.at(-2)), text(values.at(-1)));
    const result = this.inside.events.tell(event, values);
    const list = event === 'evtRefreshAgentListSucc' ? LISTS[Number(values[0]) - 1]?.event : undefined;
    if (list) this.inside.events.tell(list, []);
    return result;
  }
  #remember(code: string, said: string): void {
    if (!code) return;
    this.#lastError = code;
    this.#texts.delete(code);
    if (said) this.#texts.set(code, said);
    if (this.#texts.size <= LIMITS.ocxTexts) return;
    for (const oldest of this.#texts.keys()) {
      this.#texts.delete(oldest);
      break;
    }
  }

  #newPhone(attrs: WSSoftPhoneAttrs): OcxPhone {
    const { memory, token } = this.#page;
    const { agentId } = attrs;
    const remembered = `${this.#id}.${attrs.ins}.${agentId}.delegatorId`;
    const delegatorId = memory?.getItem(remembered) ?? '';
    return new OcxPhone(
      { ...attrs, delegatorId, ...(token && { tokenProvider: () => token(agentId) }), ...this.#surroundings() },
      {
        tell: (event, values) => this.#tell(event, values),
        hears: (event) => this.inside.events.hears(event),
        heard: (handler, [value]) => {
          if (handler === 'onInited') memory?.setItem(remembered, text(value));
          if (handler === 'onRefreshAgentListSucc') this.#list = value as AgentListView;
        },
      },
    );
  }
  #surroundings(): { readonly environment: Environment } {
    return {
      environment: browserEnvironment({ report: this.#page.report, ...this.#page.environment }),
    };
  }

  #attrs(): WSSoftPhoneAttrs {
    const given = (name: string): string => this.#given(name) ?? '';
    const address = (server: string): string => serverAddress(server, given('serverport'), this.#page.secure);
    const custom = customParams(given('skills'), given('wrapupseconds'));
    return {
      agentId: given('agentid'),
      agentName: given('agentname'),
      ins: given('agentins') || given('devnum'),
      serverUri: address(given('serverip') || this.#page.server),
      ...(given('serverip2') && { serverUri2: address(given('serverip2')) }),
      agentWorkMode: given('agentworkmode'),
      softPhoneCode: given('softphonecode'),
      isAutoAnswer: truthy(given('autoanswer')),
      saveLocalLog: truthy(given('savelocallog')),
      language: this.#lang(),
      ...(custom && { customInitParams: custom }),
    };
  }
  #lang(): Lang {
    return this.#given('language')?.startsWith('en') ? 'en' : 'zh-CN';
  }

  #given(name: string): string | undefined {
    return this.#set.get(name) ?? this.#page.param(name);
  }
  /** False: there are too many already. */
  #put(property: string, value: unknown): boolean {
    const name = property.toLowerCase();
    if (!this.#set.has(name) && this.#set.size >= LIMITS.ocxParams) return false;
    this.#set.set(name, text(value));
    return true;
  }
  /** What the server told, else what the page set. */
  #get(name: string): unknown {
    const phone = this.#phone;
    const live: Readonly<Record<string, unknown>> = {
      agentins: phone?.ins,
      devnum: phone?.ins,
      agentid: phone?.agentId,
      agentname: phone?.agentName,
      agentworkmode: phone?.agentWorkMode,
      agentstate: Number(phone?.agentState ?? 0),
      leavereason: phone?.leaveReason ?? '',
      delegatorid: phone?.delegatorId ?? '',
      ismonitor: phone?.isMonitor ? 1 : 0,
    };
    const known = live[name];
    if (known !== undefined && known !== '') return known;
    const given = this.#given(name);
    return given ?? (name === 'agenttype' ? String(live.ismonitor) : '');
  }
}
