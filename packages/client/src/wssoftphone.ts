import { commandFrame } from '@wssoftphone/protocol/encode';
import type { EEncryptMode, ESPCommand } from '@wssoftphone/protocol/enums';
import { errorText, type Lang } from '@wssoftphone/protocol/errors';
import { eventTip, stateName, tipText, workModeName } from '@wssoftphone/protocol/texts';
import type { AgentListView, ButtonView, QueueItem } from '@wssoftphone/protocol/views';
import type { CoInfosMap, ConnectionStatus, StateButtons, WSSoftPhoneAttrs, WSSoftPhoneHandlers } from './attrs.ts';
import type { Params } from './connection/commands.ts';
import { Session } from './connection/session.ts';
import { browserEnvironment, type Environment } from './environment.ts';
import { catalogueError } from './errors.ts';
import { FUNCTION_METHODS, PLACES } from './functions.ts';
import { ESPAttr, truthy } from './globals.ts';
import { LIMITS } from './limits.ts';
import { WSLocalLogger } from './local-logger.ts';
import { applyEvent, applyInit, type Changes } from './mirror/apply.ts';
import { readFrame, type SPEvent, type SPResponse } from './mirror/dialect.ts';
import { PhoneFields } from './mirror/fields.ts';
import { handlerCalls, outcomeValue } from './mirror/handlers.ts';
import { type IVRTarget, ivrParams, type StepTarget, stepParams } from './transfer.ts';

/** Kept out of traces and logs. */
const SECRET = new Set(['softPhoneCode', 'token']);
const DISPATCH = 'INS_WAIT_FOR_DISPATCH';

/**
 * An agent's softphone in a page (manual 3). Make one, call connectServer(), and logon() when `onInited` comes.
 * Every function returns a promise: it resolves with the outcome, or rejects with a WSSoftPhoneError. A page that uses
 * only the handlers may ignore the promises.
 */
export class WSSoftPhone extends PhoneFields {
  readonly #attrs: WSSoftPhoneAttrs;
  readonly #handlers: WSSoftPhoneHandlers;
  readonly #env: Environment;
  readonly #session: Session;
  readonly #logger: WSLocalLogger | null;
  readonly #language: Lang;
  #addresses: readonly string[];
  /** Data set by the page for the present call; goes with its transfers. */
  #attached: Record<string, string> = {};
  /** COID of the call that rang and was told to the page. */
  #popped = '';

  constructor(attrs: WSSoftPhoneAttrs, eventHandler: WSSoftPhoneHandlers = {}) {
    const env = browserEnvironment(attrs.environment);
    super(attrs, env.now());
    this.#env = env;
    this.#attrs = attrs;
    this.#handlers = eventHandler;
    this.#language = attrs.language ?? 'zh-CN';
    this.#logger = attrs.saveLocalLog ? new WSLocalLogger(undefined, env.storage) : null;
    this.#addresses = [attrs.serverUri || pageAddress(), ...(attrs.serverUri2 ? [attrs.serverUri2] : [])];
    this.#session = new Session({
      env,
      lang: this.#language,
      addresses: () => this.#addresses.map((address) => this.#inLanguage(address)),
      token: () => this.#attrs.tokenProvider?.(),
      frame: (data) => this.#read(data),
      trace: (text) => this.#trace(text),
      identity: () => ({
        agentName: this.agentName,
        delegatorId: this.delegatorId,
        customInitParams: this.#attrs.customInitParams,
      }),
      isOwn: () => this.delegatorId !== '',
      encode: (command, params, id, age) => this.#encode(command, params, id, age),
      confirm: () => (this.#handlers.onConfirmReplaceWebSocket ? this.#call('onConfirmReplaceWebSocket') : true),
      inited: (resp) => this.#inited(resp),
      status: (status, before) => this.#statusChanged(status, before),
      socketOpened: () => this.#call('onWSOpen'),
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
        if (this.connectionStatus !== 'online') return { id, enabled: false, why: errorText(off, this.#language) };
        return { id, enabled, ...(why && !enabled && { why: errorText(why.code, this.#language, why.args) }) };
      }),
    };
  }
  getCurStateName(): string {
    return stateName(this.agentState, this.#language);
  }
  /** The tenant's own name of the present work mode. */
  getCurWorkModeName(): string {
    const own = this.workModeSettings.find((one) => String(one.serviceWorkMode) === this.agentWorkMode);
    return own?.serviceWorkModeName || workModeName(this.agentWorkMode, this.#language);
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
  /** Sets a datum of the present call; it goes with every transfer of the call. */
  setCOInfo(key: string, value: string): void {
    if (Object.keys(this.#attached).length >= LIMITS.attachedKeys && !(key in this.#attached)) return;
    this.#attached[key] = String(value);
    this.coInfos = { ...this.coInfos, [key]: String(value) };
  }

  // ── functions ──

  /** What a button does, by its ESPFunc; `args` for those that need a choice (36: the mode, 33: the reason, 57: the IVR). */
  callSPFunction(funcId: number, ...args: readonly unknown[]): Promise<unknown> {
    const name = (FUNCTION_METHODS as Readonly<Record<number, keyof WSSoftPhone>>)[Number(funcId)];
    const method = name && this[name];
    if (typeof method !== 'function') return this.#refuse('NotAvailable');
    return (method as (...args: unknown[]) => Promise<unknown>).apply(this, [...args]);
  }

  logon(workMode: string | number = this.agentWorkMode): Promise<unknown> {
    return this.#run('Logon', {
      agentName: this.agentName,
      agentWorkMode: String(workMode),
      softPhoneCode: this.#attrs.softPhoneCode,
      customInitParams: this.#attrs.customInitParams,
    });
  }
  logoff(): Promise<unknown> {
    return this.#run('Logoff');
  }
  /** Before log-on the mode is only remembered for it. */
  setWorkMode(wkmd: string | number): Promise<unknown> {
    if (wkmd === undefined) return this.#refuse('ParamMissing', { name: 'workMode' });
    const workMode = String(wkmd);
    if (Number(this.agentState) > 1) return this.#run('SetWorkMode', { workMode });
    this.agentWorkMode = workMode;
    this.#call('onWorkModeChange', workMode);
    return Promise.resolve();
  }
  leave(leaveReason: string | number = '0'): Promise<unknown> {
    return this.#run('Leave', { leaveReason: String(leaveReason) });
  }
  resumeWork(): Promise<unknown> {
    return this.#run('ResumeWork');
  }
  prepareDial(): Promise<unknown> {
    return this.#run('PrepareDial');
  }
  cancelPrepareDial(): Promise<unknown> {
    return this.#run('CancelPrepareDial');
  }
  /** Resolves with the call data when the customer has answered; rejects when the call is denied, fails or is cancelled. */
  dial(phoneNum: string | number, ani?: string, attached: Readonly<Record<string, string>> = {}): Promise<CoInfosMap> {
    return this.#run('Dial', { ...attached, phoneNum: String(phoneNum ?? ''), ani }) as Promise<CoInfosMap>;
  }
  encryptDial(prefix: string, phoneNum: string, encryptMode: EEncryptMode = '1', ani?: string): Promise<CoInfosMap> {
    return this.#run('EncryptDial', { prefix, phoneNum, encryptMode, ani }) as Promise<CoInfosMap>;
  }
  cancelDial(): Promise<unknown> {
    return this.#run('CancelDial');
  }
  answerCall(): Promise<unknown> {
    return this.#run('AnswerCall');
  }
  dropCall(): Promise<unknown> {
    return this.#run('DropCall');
  }
  finishWrapup(): Promise<unknown> {
    return this.#run('FinishWrapup');
  }
  hold(): Promise<unknown> {
    return this.#run('Hold');
  }
  fetchHold(): Promise<unknown> {
    return this.#run('FetchHold');
  }

  /** Inner consult: the list of whom to consult comes with onRefreshAgentListSucc. */
  prepareConsult(): Promise<AgentListView> {
    return this.refreshConsultAgentList();
  }
  /** Outside consult: onPrepareCallOutSucc asks the user for the number. */
  prepareCallout(): Promise<void> {
    this.#call('onPrepareCallOutSucc');
    return Promise.resolve();
  }
  /** `destSPType`: AGT agent, EXT extension, OUT outside number, SK skill. */
  consult(destSPType: string, destSPIns: string): Promise<CoInfosMap> {
    return this.#run('Consult', { destSPType, destSPIns: String(destSPIns) }) as Promise<CoInfosMap>;
  }
  callout(phoneNum: string): Promise<CoInfosMap> {
    return this.consult('OUT', phoneNum);
  }
  cancelConsult(): Promise<unknown> {
    return this.#run('CancelConsult');
  }
  finishConsult(): Promise<unknown> {
    return this.#run('FinishConsult');
  }
  consultTransfer(): Promise<unknown> {
    return this.#run('ConsultTransfer');
  }
  consultSwap(): Promise<unknown> {
    return this.#run('ConsultSwap');
  }
  consultSwapBack(): Promise<unknown> {
    return this.#run('ConsultSwapBack');
  }
  consultConf(): Promise<unknown> {
    return this.#run('ConsultConf');
  }
  dropConf(): Promise<unknown> {
    return this.#run('DropConf');
  }

  /** The list of whom to call comes with onRefreshAgentListSucc. */
  prepareCallInner(): Promise<unknown> {
    return this.#thenList(this.#run('PrepareCallInner'), () => this.refreshCallInnerAgentList());
  }
  cancelPrepareCallInner(): Promise<unknown> {
    return this.#run('CancelPrepareCallInner');
  }
  callInner(destSPType: string, destSPIns: string): Promise<unknown> {
    return this.#run('CallInner', { destSPType, destSPIns: String(destSPIns) });
  }
  cancelCallInner(): Promise<unknown> {
    return this.#run('CancelCallInner');
  }

  /** The list of whom to monitor comes with onRefreshAgentListSucc. */
  prepareMonitor(): Promise<unknown> {
    return this.#thenList(this.#run('PrepareMonitor'), () => this.refreshMonitorAgentList());
  }
  cancelPrepareMonitor(): Promise<unknown> {
    return this.#run('CancelPrepareMonitor');
  }
  monitorAgent(destSPType: string, destSPIns: string): Promise<unknown> {
    return this.#run('MonitorAgent', { destSPType, destSPIns: String(destSPIns) });
  }
  finishMonitor(): Promise<unknown> {
    return this.#run('FinishMonitor');
  }
  intervene(): Promise<unknown> {
    return this.#run('Intervence'); // sic, on the wire
  }
  intercept(): Promise<unknown> {
    return this.#run('Intercept');
  }
  forceDrop(): Promise<unknown> {
    return this.#run('ForceDrop');
  }
  /** `controlType`: 1 force log-off, 2 leave, 3 resume, 4 finish wrap-up, 5 work mode (`extraControlParam`). */
  monitorControl(
    destSPType: string,
    destSPIns: string,
    controlType: string | number,
    extraControlParam: string | number = '',
  ): Promise<unknown> {
    return this.#run('MonitorControl', {
      destSPType,
      destSPIns,
      controlType: String(controlType),
      extraControlParam: String(extraControlParam),
    });
  }

  /** `oneStepTransfer(info)` with data that travels with the call, or `oneStepTransfer('AGT' | 'EXT' | 'OUT' | 'SK', target)`. */
  oneStepTransfer(target: StepTarget, destIns?: string): Promise<CoInfosMap> {
    return this.#run('OneStepTransfer', stepParams(target, destIns, this.#attached)) as Promise<CoInfosMap>;
  }
  transferToIVR(target: IVRTarget): Promise<unknown> {
    if (!target) return this.#refuse('ParamMissing', { name: 'SVN' });
    return this.#run('TransferToIVR', { ...this.#attached, ...ivrParams(target) });
  }
  /** Function 9: the satisfaction survey, the first of the IVR buttons unless one is named. */
  investigate(target: IVRTarget | undefined = this.ivrButtonSettings[0] ?? this.transferIVRInfo[0]): Promise<unknown> {
    return target ? this.transferToIVR(target) : this.#refuse('NotAvailable');
  }
  cancelWait(): Promise<unknown> {
    return this.#run('CancelWait');
  }

  refreshAgentList(agentListType: string): Promise<AgentListView> {
    return this.#run('RefreshAgentList', { agentListType }) as Promise<AgentListView>;
  }
  refreshMonitorAgentList(): Promise<AgentListView> {
    return this.refreshAgentList('AGENTLISTTYPE_MONITOR');
  }
  refreshConsultAgentList(): Promise<AgentListView> {
    return this.refreshAgentList('AGENTLISTTYPE_CONSULT');
  }
  refreshCallInnerAgentList(): Promise<AgentListView> {
    return this.refreshAgentList('AGENTLISTTYPE_CALLINNER');
  }
  refreshMsgAgentList(): Promise<AgentListView> {
    return this.refreshAgentList('AGENTLISTTYPE_AGENTMSG');
  }
  refreshTransferAgentList(): Promise<AgentListView> {
    return this.refreshAgentList('AGENTLISTTYPE_TRANSFER');
  }
  refreshAlertTransferAgentList(): Promise<AgentListView> {
    return this.refreshAgentList('AGENTLISTTYPE_ALERTTRANSFER');
  }
  refreshMonitorControlAgentList(): Promise<AgentListView> {
    return this.refreshAgentList('AGENTLISTTYPE_MONITORCONTROL');
  }

  sendAgentMsg(destSPIns: string, msg: string): Promise<unknown> {
    return this.#run('SendAgentMsg', { destSPIns, msg });
  }
  /** `functionCode`: "KeepLogon". */
  setFunctionSwitch(functionCode: string, isOn: boolean): Promise<unknown> {
    return this.#run('SetFunctionSwitch', { functionCode, isOn });
  }

  // ── the manual's spellings ──

  Logon(workMode?: string | number): Promise<unknown> {
    return this.logon(workMode);
  }
  Logoff(): Promise<unknown> {
    return this.logoff();
  }
  Leave(leaveReason?: string | number): Promise<unknown> {
    return this.leave(leaveReason);
  }
  Hold(): Promise<unknown> {
    return this.hold();
  }
  Dial(phoneNum: string | number, ani?: string): Promise<CoInfosMap> {
    return this.dial(phoneNum, ani);
  }
  Consult(destSPType: string, destSPIns: string): Promise<CoInfosMap> {
    return this.consult(destSPType, destSPIns);
  }
  Callout(phoneNum: string): Promise<CoInfosMap> {
    return this.callout(phoneNum);
  }

  // ── what the server tells ──

  /** Takes in one event. Pages that want to see every event before the softphone does may wrap this function. */
  onEvent(evt: SPEvent): void {
    const changes = applyEvent(this, evt, this.#env.now());
    this.#session.commands.onEvent(evt);
    if (evt.event === 'WebSocketReplaced') this.#session.replaced();
    if (evt.event === 'Snapshot') this.#session.commands.settleByState();

    for (const { name, args } of handlerCalls(this, evt)) {
      if (name !== 'onCallArrive' || this.#arrived()) this.#call(name, ...args);
    }
    this.#tell(changes);
    if (evt.event === 'Snapshot' && this.agentState === '5' && this.#arrived())
      this.#call('onCallArrive', this.coInfos);
    if (!evt.event.startsWith('Refresh')) {
      this.#tip(eventTip(evt.event, this.#language, { ...this.coInfos, ...strings(evt.values) }, evt.errorDesc));
    }
    this.#call('onEvent', evt);
  }

  #read(data: unknown): void {
    for (const message of readFrame(data, this.#language)) {
      if (this.ins === DISPATCH && message.ins && message.ins !== DISPATCH) this.ins = message.ins;
      if (message.objectClass === 'SPResponse') this.#onResponse(message);
      else if (message.ins === this.ins && this.#session.isNew(message)) {
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
      this.#call('onError', resp);
    }
    if (command === 'WSHello') this.#call('onWSHello', resp);
    else if (command === 'Logon' && datas.delegatorId) this.delegatorId = String(datas.delegatorId);
    else if (command === 'SetFunctionSwitch') this.#functionSwitched(resp);
  }

  #functionSwitched({ datas, errorCode }: SPResponse): void {
    const code = String(datas.functionCode ?? '');
    const isOn = truthy(datas.isOn);
    const isSupport = errorCode === 'Succ';
    if (isSupport && code === 'KeepLogon') this.isKeepLogon = isOn;
    this.#call('onFunctionSwitch', code, isSupport, isOn);
  }

  #inited(resp: SPResponse): void {
    applyInit(this, resp, this.#env.now());
    this.#call('onInited', this.delegatorId);
    this.#tell({ state: true });
    if (this.#attrs.autoLogon && Number(this.agentState) <= 1) this.logon();
  }

  #tell(changes: Changes): void {
    if (changes.settings) this.#call('onNotifySettings');
    if (changes.state) {
      if (this.agentState !== '5') this.#popped = '';
      if (Number(this.agentState) <= 3) this.#attached = {};
      this.#call('onStateChange', this.agentState);
      if (this.agentState === '5' && this.isAutoAnswer && this.canAutoAnswer) this.answerCall();
    }
    if (changes.mode) this.#call('onWorkModeChange', this.agentWorkMode);
    if (changes.queue) this.#call('onQueueChange', this.queueList);
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
    if (status === 'connecting' || status === 'reconnecting') this.#tip(tipText(status, this.#language));
    else if (status === 'online' && before === 'reconnecting') this.#tip(tipText('restored', this.#language));
    this.#call('onConnectionChange', status);
  }

  #socketLost(wasOpen: boolean): void {
    if (!wasOpen) this.#tip(tipText('connectFailed', this.#language));
    this.#call(wasOpen ? 'onWSClose' : 'onWSConnectFailed');
  }

  // ── helpers ──

  #run(command: ESPCommand, params: Params = {}): Promise<unknown> {
    return this.#session.commands.run(command, params);
  }

  #refuse(code: 'NotAvailable' | 'ParamMissing', args?: Readonly<Record<string, string>>): Promise<never> {
    const promise = Promise.reject(catalogueError(code, this.#language, '', args));
    promise.catch(() => {});
    return promise;
  }

  #thenList(prepared: Promise<unknown>, refresh: () => Promise<unknown>): Promise<unknown> {
    prepared.then(refresh).catch(() => {});
    return prepared;
  }

  #encode(command: string, params: Params, id?: string, age?: number): string {
    const frame = commandFrame({
      command,
      ins: this.ins,
      delegatorId: this.delegatorId,
      params: { agentId: this.agentId, ...params },
      ...(id !== undefined && { id }),
      ...(age !== undefined && { age }),
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
    return this.#language === 'en' ? `${address}${address.includes('?') ? '&' : '?'}lang=en` : address;
  }

  #tip(text: string): void {
    if (!text) return;
    this.#trace(text);
    this.#call('onShowTip', text);
  }

  #trace(text: string): void {
    this.#logger?.log(`${new Date(this.#env.now()).toISOString()} ${text}`);
    this.#call('onTrace', text);
  }

  /** A handler that throws must not stop the softphone, nor the handlers after it. */
  #call(name: string, ...args: readonly unknown[]): unknown {
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
