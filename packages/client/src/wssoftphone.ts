import { commandFrame } from '@wssoftphone/protocol/encode';
import type { ESPCommand } from '@wssoftphone/protocol/enums';
import { errorText } from '@wssoftphone/protocol/errors';
import { eventTip, stateName, tipText, workModeName } from '@wssoftphone/protocol/texts';
import type { ButtonView, Fault, QueueItem } from '@wssoftphone/protocol/views';
import type { CoInfosMap, ConnectionStatus, StateButtons, WSSoftPhoneAttrs, WSSoftPhoneHandlers } from './attrs.ts';
import type { Params } from './connection/commands.ts';
import { Session } from './connection/session.ts';
import { browserEnvironment, type Environment } from './environment.ts';
import { PLACES } from './functions.ts';
import { ESPAttr, truthy } from './globals.ts';
import { WSLocalLogger } from './local-logger.ts';
import { applyEvent, applyInit, type Changes } from './mirror/apply.ts';
import { readFrame, type SPEvent, type SPResponse } from './mirror/dialect.ts';
import { handlerCalls, outcomeValue } from './mirror/handlers.ts';
import { PhoneFunctions } from './phone-functions.ts';

/** States without a call; its data may still be shown. */
const WITHOUT_CALL = /^([1238]|19|2[34])$/;
/** Kept out of traces and logs. */
const SECRET = new Set(['softPhoneCode', 'token']);
const DISPATCH = 'INS_WAIT_FOR_DISPATCH';

/**
 * An agent's softphone in a page (manual 3). Make one, call connectServer(), and logon() when `onInited` comes.
 * Every function returns a promise: it resolves with the outcome, or rejects with a WSSoftPhoneError. A page that uses
 * only the handlers may ignore the promises.
 */
export class WSSoftPhone extends PhoneFunctions {
  readonly #handlers: WSSoftPhoneHandlers;
  readonly #env: Environment;
  readonly #session: Session;
  readonly #logger: WSLocalLogger | null;
  #addresses: readonly string[];
  /** COID of the call that rang and was told to the page. */
  #popped = '';

  constructor(attrs: WSSoftPhoneAttrs, eventHandler: WSSoftPhoneHandlers = {}) {
    const env = browserEnvironment(attrs.environment);
    super(attrs, env.now());
    this.#env = env;
    this.#handlers = eventHandler;
    this.#logger = attrs.saveLocalLog ? new WSLocalLogger(undefined, env.storage) : null;
    this.#addresses = [attrs.serverUri || pageAddress(), ...(attrs.serverUri2 ? [attrs.serverUri2] : [])];
    this.#session = new Session({
      env,
      lang: this.language,
      addresses: () => this.#addresses.map((address) => this.#inLanguage(address)),
      token: () => this.attrs.tokenProvider?.(),
      frame: (data) => this.#read(data),
      trace: (text) => this.#trace(text),
      identity: () => ({
        agentName: this.agentName,
        delegatorId: this.delegatorId,
        customInitParams: this.attrs.customInitParams,
      }),
      isOwn: () => this.delegatorId !== '',
      encode: (command, params, id, age) => this.#encode(command, params, id, age),
      confirm: () => (this.#handlers.onConfirmReplaceWebSocket ? this.tell('onConfirmReplaceWebSocket') : true),
      inited: (resp) => this.#inited(resp),
      status: (status, before) => this.#statusChanged(status, before),
      socketOpened: () => this.tell('onWSOpen'),
      socketLost: (wasOpen) => this.#socketLost(wasOpen),
      refused: (error) => this.#tip(error.text),
      outcome: (evt) => outcomeValue(this, evt),
      present: () => ({ state: this.agentState, coInfos: this.coInfos }),
    });
  }

  // ── connection ──

  /** The present socket; null while there is none. */
  get ws(): WebSocket | null {
    return this.#session.socket;
  }
  get connectionStatus(): ConnectionStatus {
    return this.#session.status;
  }

  /**
   * Connects and initialises the session; resolves with its delegatorId. After a failure it rejects (LineDown, or what the
   * server refused), and goes on trying unless the refusal is final. After WebSocketReplaced it takes the softphone back.
   */
  async connectServer(serverUri?: string): Promise<string> {
    const afresh = Boolean(serverUri && serverUri !== this.#addresses[0]);
    if (serverUri) this.#addresses = [serverUri, ...this.#addresses.slice(1)];
    await this.#session.connect(afresh);
    return this.delegatorId;
  }
  /** Takes the softphone back from the page that replaced this one. */
  takeBack(): Promise<string> {
    return this.connectServer();
  }
  /** Goes on after onConfirmReplaceWebSocket: the user agreed to replace the other page. */
  init(): void {
    this.#session.init();
  }
  /** Closes the line for good; the session waits for the page as long as the server allows. */
  close(): void {
    this.#session.close();
  }

  // ── what to show ──

  /**
   * The buttons of the present state, or of another: in fixed places, each enabled or not, with the reason where the
   * server tells one. All are off while the page is not connected: a button never promises what cannot be done.
   */
  getStateSetting(state: string | number = this.agentState): StateButtons {
    const name = String(state);
    const known = this.stateSettings.find((one) => String(one.state) === name)?.functions;
    const present = name === this.agentState && this.buttons ? this.buttons : known;
    const functions: readonly ButtonView[] = present ?? PLACES.map((id) => ({ id, enabled: false }));
    const off = this.connectionStatus === 'replaced' ? 'SessionReplaced' : 'LineDown';
    return {
      state: name,
      functions: functions.map(({ id, enabled, why }) => {
        if (this.connectionStatus !== 'online') return { id, enabled: false, why: this.#reason({ code: off }) };
        return { id, enabled, ...(why && !enabled && { why: this.#reason(why) }) };
      }),
    };
  }
  /** A fault as the reason of a button that is off: it has not failed, so the text does not end in "操作失败". */
  #reason({ code, args }: Fault): string {
    const state = args?.state && stateName(args.state, this.language);
    return errorText(code, this.language, { ...args, ...(state && { state }) }).replace(/[,,][^,,]*失败$/, '');
  }
  getCurStateName(): string {
    return stateName(this.agentState, this.language);
  }
  /** The tenant's own name of the present work mode. */
  getCurWorkModeName(): string {
    const own = this.workModeSettings.find((one) => String(one.serviceWorkMode) === this.agentWorkMode);
    return own?.serviceWorkModeName || workModeName(this.agentWorkMode, this.language);
  }
  getCoInfos(): CoInfosMap {
    return this.coInfos;
  }
  getQueueList(): readonly QueueItem[] {
    return this.queueList;
  }
  getAgentInfos(): Readonly<Record<string, string>> {
    const values = { ...this, isDigitalDevice: this.canAutoAnswer };
    return Object.fromEntries(Object.values(ESPAttr).map((key) => [key, String(values[key])]));
  }
  // ── what the server tells ──

  /** Takes in one event. Pages that want to see every event before the softphone does may wrap this function. */
  onEvent(evt: SPEvent): void {
    const changes = applyEvent(this, evt, this.#env.now());
    this.#session.commands.onEvent(evt);
    if (evt.event === 'WebSocketReplaced') this.#session.replaced();
    if (evt.event === 'Snapshot') this.#session.commands.settleByState();

    for (const { name, args } of handlerCalls(this, evt)) {
      if (name !== 'onCallArrive' || this.#arrived()) this.tell(name, ...args);
    }
    this.#show(changes);
    if (evt.event === 'Snapshot' && this.agentState === '5' && this.#arrived()) this.tell('onCallArrive', this.coInfos);
    if (!evt.event.startsWith('Refresh')) {
      this.#tip(eventTip(evt.event, this.language, { ...this.coInfos, ...strings(evt.values) }, evt.errorDesc));
    }
    this.tell('onEvent', evt);
  }

  #read(data: unknown): void {
    for (const message of readFrame(data, this.language)) {
      const { ins } = message;
      // A page that leaves the seat to the server has none yet, or another than before.
      if ([this.ins, this.attrs.ins].includes(DISPATCH) && ins && ins !== DISPATCH) this.ins = ins;
      if (message.objectClass === 'SPResponse') this.#onResponse(message);
      else if (ins === this.ins && this.#session.isNew(message)) {
        if (message.event !== 'WrapupTick' && message.event !== 'QueueChange') this.#trace(`← ${message.event}`);
        this.onEvent(message);
      }
    }
  }

  #onResponse(resp: SPResponse): void {
    const { command, datas, errorCode } = resp;
    if (command !== 'WSHello') this.#trace(`← ${command} ${errorCode}${resp.errorDesc ? `: ${resp.errorDesc}` : ''}`);
    this.#session.commands.onResponse(resp);
    if (errorCode !== 'Succ') {
      this.#tip(resp.errorDesc ?? '');
      this.tell('onError', resp);
    }
    if (command === 'WSHello') this.tell('onWSHello', resp);
    else if (command === 'Logon' && datas.delegatorId) this.delegatorId = String(datas.delegatorId);
    else if (command === 'SetFunctionSwitch') this.#functionSwitched(resp);
  }

  #functionSwitched({ datas, errorCode }: SPResponse): void {
    const code = String(datas.functionCode ?? '');
    const isOn = truthy(datas.isOn);
    const isSupport = errorCode === 'Succ';
    if (isSupport && code === 'KeepLogon') this.isKeepLogon = isOn;
    this.tell('onFunctionSwitch', code, isSupport, isOn);
  }

  #inited(resp: SPResponse): void {
    applyInit(this, resp, this.#env.now());
    this.tell('onInited', this.delegatorId);
    this.#show({ state: true });
    if (this.attrs.autoLogon && Number(this.agentState) <= 1) this.logon();
  }

  #show(changes: Changes): void {
    if (changes.settings) this.tell('onNotifySettings');
    if (changes.state) {
      if (this.agentState !== '5') this.#popped = '';
      if (Number(this.agentState) <= 3) this.attached = {};
      this.tell('onStateChange', this.agentState);
      if (this.agentState === '5' && this.isAutoAnswer && this.canAutoAnswer) this.answerCall();
    }
    if (changes.mode) this.tell('onWorkModeChange', this.agentWorkMode);
    if (changes.queue) this.tell('onQueueChange', this.queueList);
  }

  /** A call pops once for each time it rings, also when the page comes back while it does. */
  #arrived(): boolean {
    const coid = this.coInfos.COID ?? '';
    if (coid && coid === this.#popped) return false;
    this.#popped = coid;
    return true;
  }

  #statusChanged(status: ConnectionStatus, before: ConnectionStatus): void {
    this.#trace(`connection: ${status}`);
    if (status === 'connecting' || status === 'reconnecting') this.#tip(tipText(status, this.language));
    else if (status === 'online' && before === 'reconnecting') this.#tip(tipText('restored', this.language));
    this.tell('onConnectionChange', status);
  }

  #socketLost(wasOpen: boolean): void {
    if (!wasOpen) this.#tip(tipText('connectFailed', this.language));
    this.tell(wasOpen ? 'onWSClose' : 'onWSConnectFailed');
  }

  /** As above, and where the server can, told to it at once: so other agents of the call and the record have it, too. */
  override setCOInfo(key: string, value: string): void {
    super.setCOInfo(key, value);
    if (WITHOUT_CALL.test(this.agentState) || !this.#session.speaksV4 || this.#session.status !== 'online') return;
    // Whatever comes of it, the datum stays here and goes with the transfers.
    this.run('SetCOInfo', { [key]: String(value) }).catch(() => {});
  }

  // ── helpers ──

  protected override run(command: ESPCommand, params: Params = {}): Promise<unknown> {
    return this.#session.commands.run(command, params);
  }

  #encode(command: string, params: Params, id?: string, age?: number): string {
    const frame = commandFrame({
      command,
      // The server stays with the seat of before, or gives another when the telephone there is gone.
      ins: command === 'Logon' && this.attrs.ins === DISPATCH ? DISPATCH : this.ins,
      delegatorId: this.delegatorId,
      params: { agentId: this.agentId, ...params },
      id,
      age,
    });
    if (command !== 'WSHello') {
      const shown = JSON.stringify(frame.params, (key, value: unknown) =>
        SECRET.has(key) || (key === 'phoneNum' && command === 'EncryptDial') ? '***' : value,
      );
      this.#trace(`→ ${command} ${shown}`);
    }
    return JSON.stringify(frame);
  }

  #inLanguage(address: string): string {
    return this.language === 'en' ? `${address}${address.includes('?') ? '&' : '?'}lang=en` : address;
  }

  #tip(text: string): void {
    if (!text) return;
    this.#trace(text);
    this.tell('onShowTip', text);
  }

  #trace(text: string): void {
    this.#logger?.log(`${new Date(this.#env.now()).toISOString()} ${text}`);
    this.tell('onTrace', text);
  }

  /** A handler that throws must not stop the softphone, nor the handlers after it. */
  override tell(name: string, ...args: readonly unknown[]): unknown {
    const handler = (this.#handlers as Readonly<Record<string, unknown>>)[name];
    if (typeof handler !== 'function') return undefined;
    const failed = (problem: unknown): void => {
      this.#env.report(problem);
      if (name !== 'onTrace') this.#trace(`${name}: ${problem}`);
    };
    try {
      const result: unknown = handler.apply(this, args);
      if (result instanceof Promise) result.catch(failed);
      return result;
    } catch (problem) {
      failed(problem);
      return undefined;
    }
  }
}

/** Where the page came from, as a WebSocket address. */
function pageAddress(): string {
  const place = globalThis.location;
  return place ? `${place.protocol === 'https:' ? 'wss' : 'ws'}://${place.host}` : 'ws://localhost:8887';
}

const strings = (values: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).filter((pair): pair is [string, string] => typeof pair[1] === 'string'));
