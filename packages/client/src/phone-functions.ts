/** The functions of the softphone (manual 3.2.2): each sends its command and returns what came of it. */
import type { EEncryptMode, ESPCommand } from '@wssoftphone/protocol/enums';
import type { Lang } from '@wssoftphone/protocol/errors';
import type { AgentListView } from '@wssoftphone/protocol/views';
import type { CoInfosMap, WSSoftPhoneAttrs } from './attrs.ts';
import type { Params } from './connection/commands.ts';
import { catalogueError } from './errors.ts';
import { FUNCTION_METHODS } from './functions.ts';
import { LIMITS } from './limits.ts';
import { PhoneFields } from './mirror/fields.ts';
import { type IVRTarget, ivrParams, type StepTarget, stepParams } from './transfer.ts';

export abstract class PhoneFunctions extends PhoneFields {
  protected readonly attrs: WSSoftPhoneAttrs;
  readonly language: Lang;
  /** Data set by the page for the present call; goes with its transfers. */
  protected attached: Record<string, string> = {};

  constructor(attrs: WSSoftPhoneAttrs, now: number) {
    super(attrs, now);
    this.attrs = attrs;
    this.language = attrs.language ?? 'zh-CN';
  }

  protected abstract run(command: ESPCommand, params?: Params): Promise<unknown>;
  /** Calls a handler of the page. The browser phone (`wssoftphone/media`) puts itself before it, to hear what is told. */
  abstract tell(handler: string, ...args: readonly unknown[]): unknown;
  /** Functions 60 and 61: there while a browser phone is attached. */
  declare muteMic?: () => Promise<unknown>;
  declare unmuteMic?: () => Promise<unknown>;

  /** Sets a datum of the present call; it goes with every transfer of the call. */
  setCOInfo(key: string, value: string): void {
    if (Object.keys(this.attached).length >= LIMITS.attachedKeys && !(key in this.attached)) return;
    this.attached[key] = String(value);
    this.coInfos = { ...this.coInfos, [key]: String(value) };
  }

  /** What a button does, by its ESPFunc; `args` for those that need a choice (36: the mode, 33: the reason, 57: the IVR). */
  callSPFunction(funcId: number, ...args: readonly unknown[]): Promise<unknown> {
    const name = (FUNCTION_METHODS as Readonly<Record<number, keyof PhoneFunctions>>)[Number(funcId)];
    const method = name && this[name];
    if (typeof method !== 'function') return this.refuse('NotAvailable');
    return (method as (...args: unknown[]) => Promise<unknown>).apply(this, [...args]);
  }

  logon(workMode: string | number = this.agentWorkMode): Promise<unknown> {
    return this.run('Logon', {
      agentName: this.agentName,
      agentWorkMode: String(workMode),
      softPhoneCode: this.attrs.softPhoneCode,
      customInitParams: this.attrs.customInitParams,
    });
  }
  logoff(): Promise<unknown> {
    return this.run('Logoff');
  }
  /** Before log-on the mode is only remembered for it. */
  setWorkMode(wkmd: string | number): Promise<unknown> {
    if (wkmd === undefined) return this.refuse('ParamMissing', { name: 'workMode' });
    const workMode = String(wkmd);
    if (Number(this.agentState) > 1) return this.run('SetWorkMode', { workMode });
    this.agentWorkMode = workMode;
    this.tell('onWorkModeChange', workMode);
    return Promise.resolve();
  }
  leave(leaveReason: string | number = '0'): Promise<unknown> {
    return this.run('Leave', { leaveReason: String(leaveReason) });
  }
  resumeWork(): Promise<unknown> {
    return this.run('ResumeWork');
  }
  prepareDial(): Promise<unknown> {
    return this.run('PrepareDial');
  }
  cancelPrepareDial(): Promise<unknown> {
    return this.run('CancelPrepareDial');
  }
  /** Resolves with the call data when the customer has answered; rejects when the call is denied, fails or is cancelled. */
  dial(phoneNum: string | number, ani?: string, attached: Readonly<Record<string, string>> = {}): Promise<CoInfosMap> {
    return this.run('Dial', { ...attached, phoneNum: String(phoneNum ?? ''), ani }) as Promise<CoInfosMap>;
  }
  encryptDial(prefix: string, phoneNum: string, encryptMode: EEncryptMode = '1', ani?: string): Promise<CoInfosMap> {
    return this.run('EncryptDial', { prefix, phoneNum, encryptMode, ani }) as Promise<CoInfosMap>;
  }
  /** The task shown in state 28: dials it, leaves it to others, takes it off the list, or ends the preview with a leave. */
  previewDial(): Promise<unknown> {
    return this.run('PreviewDial');
  }
  skipDial(): Promise<unknown> {
    return this.run('SkipDial');
  }
  deletePreview(): Promise<unknown> {
    return this.run('DeletePreview');
  }
  cancelPreview(): Promise<unknown> {
    return this.run('CancelPreview');
  }
  /** The piece of work shown in state 29 is done. */
  finishNoneRealTimeWork(): Promise<unknown> {
    return this.run('FinishNoneRealTimeWork');
  }
  cancelDial(): Promise<unknown> {
    return this.run('CancelDial');
  }
  answerCall(): Promise<unknown> {
    return this.run('AnswerCall');
  }
  dropCall(): Promise<unknown> {
    return this.run('DropCall');
  }
  finishWrapup(): Promise<unknown> {
    return this.run('FinishWrapup');
  }
  hold(): Promise<unknown> {
    return this.run('Hold');
  }
  fetchHold(): Promise<unknown> {
    return this.run('FetchHold');
  }

  /** Inner consult: the list of whom to consult comes with onRefreshAgentListSucc. */
  prepareConsult(): Promise<AgentListView> {
    return this.refreshConsultAgentList();
  }
  /** Outside consult: onPrepareCallOutSucc asks the user for the number. */
  prepareCallout(): Promise<void> {
    this.tell('onPrepareCallOutSucc');
    return Promise.resolve();
  }
  /** `destSPType`: AGT agent, EXT extension, OUT outside number, SK skill. */
  consult(destSPType: string, destSPIns: string): Promise<CoInfosMap> {
    return this.run('Consult', { destSPType, destSPIns: String(destSPIns) }) as Promise<CoInfosMap>;
  }
  callout(phoneNum: string): Promise<CoInfosMap> {
    return this.consult('OUT', phoneNum);
  }
  cancelConsult(): Promise<unknown> {
    return this.run('CancelConsult');
  }
  finishConsult(): Promise<unknown> {
    return this.run('FinishConsult');
  }
  consultTransfer(): Promise<unknown> {
    return this.run('ConsultTransfer');
  }
  consultSwap(): Promise<unknown> {
    return this.run('ConsultSwap');
  }
  consultSwapBack(): Promise<unknown> {
    return this.run('ConsultSwapBack');
  }
  consultConf(): Promise<unknown> {
    return this.run('ConsultConf');
  }
  dropConf(): Promise<unknown> {
    return this.run('DropConf');
  }

  /** The list of whom to call comes with onRefreshAgentListSucc. */
  prepareCallInner(): Promise<unknown> {
    return thenList(this.run('PrepareCallInner'), () => this.refreshCallInnerAgentList());
  }
  cancelPrepareCallInner(): Promise<unknown> {
    return this.run('CancelPrepareCallInner');
  }
  callInner(destSPType: string, destSPIns: string): Promise<unknown> {
    return this.run('CallInner', { destSPType, destSPIns: String(destSPIns) });
  }
  cancelCallInner(): Promise<unknown> {
    return this.run('CancelCallInner');
  }

  /** The list of whom to monitor comes with onRefreshAgentListSucc. */
  prepareMonitor(): Promise<unknown> {
    return thenList(this.run('PrepareMonitor'), () => this.refreshMonitorAgentList());
  }
  cancelPrepareMonitor(): Promise<unknown> {
    return this.run('CancelPrepareMonitor');
  }
  monitorAgent(destSPType: string, destSPIns: string): Promise<unknown> {
    return this.run('MonitorAgent', { destSPType, destSPIns: String(destSPIns) });
  }
  /** While monitoring: only the agent hears the supervisor; `isOn` false: the supervisor only listens; unsaid: the other. */
  whisperAgent(isOn?: boolean): Promise<unknown> {
    return this.run('WhisperAgent', { isOn });
  }
  finishMonitor(): Promise<unknown> {
    return this.run('FinishMonitor');
  }
  intervene(): Promise<unknown> {
    return this.run('Intervence'); // sic, on the wire
  }
  intercept(): Promise<unknown> {
    return this.run('Intercept');
  }
  forceDrop(): Promise<unknown> {
    return this.run('ForceDrop');
  }
  /** `controlType`: 1 force log-off, 2 leave, 3 resume, 4 finish wrap-up, 5 work mode (`extraControlParam`). */
  monitorControl(
    destSPType: string,
    destSPIns: string,
    controlType: string | number,
    extraControlParam: string | number = '',
  ): Promise<unknown> {
    return this.run('MonitorControl', {
      destSPType,
      destSPIns,
      controlType: String(controlType),
      extraControlParam: String(extraControlParam),
    });
  }

  /** `oneStepTransfer(info)` with data that travels with the call, or `oneStepTransfer('AGT' | 'EXT' | 'OUT' | 'SK', target)`. */
  oneStepTransfer(target: StepTarget, destIns?: string): Promise<CoInfosMap> {
    return this.run('OneStepTransfer', stepParams(target, destIns, this.attached)) as Promise<CoInfosMap>;
  }
  transferToIVR(target: IVRTarget): Promise<unknown> {
    if (!target) return this.refuse('ParamMissing', { name: 'SVN' });
    return this.run('TransferToIVR', { ...this.attached, ...ivrParams(target) });
  }
  /** Function 9: the satisfaction survey, the first of the IVR buttons unless one is named. */
  investigate(target: IVRTarget | undefined = this.ivrButtonSettings[0] ?? this.transferIVRInfo[0]): Promise<unknown> {
    return target ? this.transferToIVR(target) : this.refuse('NotAvailable');
  }
  cancelWait(): Promise<unknown> {
    return this.run('CancelWait');
  }

  refreshAgentList(agentListType: string): Promise<AgentListView> {
    return this.run('RefreshAgentList', { agentListType }) as Promise<AgentListView>;
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
    return this.run('SendAgentMsg', { destSPIns, msg });
  }
  /** Presses keys into the talk, as on a telephone: 1 to 32 of `0`–`9` `*` `#` `A`–`D`. */
  sendDigits(digits: string | number): Promise<unknown> {
    return this.run('SendDigits', { digits });
  }
  /** `functionCode`: "KeepLogon". */
  setFunctionSwitch(functionCode: string, isOn: boolean): Promise<unknown> {
    return this.run('SetFunctionSwitch', { functionCode, isOn });
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

  protected refuse(code: 'NotAvailable' | 'ParamMissing', args?: Readonly<Record<string, string>>): Promise<never> {
    const promise = Promise.reject(catalogueError(code, this.language, '', args));
    promise.catch(() => {});
    return promise;
  }
}

/** The list that a page needs next comes by itself. */
function thenList(prepared: Promise<unknown>, refresh: () => Promise<unknown>): Promise<unknown> {
  prepared.then(refresh).catch(() => {});
  return prepared;
}
