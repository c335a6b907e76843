/** The methods of the old control that have the softphone do something. */
import type { EEncryptMode } from '@wssoftphone/protocol/enums';
import type { AgentListItem, AgentListView } from '@wssoftphone/protocol/views';
import { truthy } from '../globals.ts';
import { LISTS } from './events.ts';
import type { OcxPhone } from './phone.ts';
import type { OcxReturn } from './returns.ts';
import { columnOf, datum, targetOf, text } from './values.ts';

/** What the methods need of the control. Not on the prototype: that is what pages see. */
export interface OcxWorks {
  /**
   * Hands a function to the softphone; 0, or why not. Each of `needed` must have a value. What comes of it is told by
   * events, also when it never leaves the page.
   */
  ask(run: (phone: OcxPhone) => Promise<unknown>, ...needed: readonly unknown[]): OcxReturn;
  refuse(why: 'ParamMissing' | 'NotAvailable'): OcxReturn;
  /** Tells an event once the method has returned. */
  later(event: string): OcxReturn;
  phone(): OcxPhone | null;
  /** The agent list that came last. */
  list(): AgentListView | null;
}

export abstract class OcxFunctions {
  protected abstract readonly works: OcxWorks;

  Logoff(): OcxReturn {
    return this.works.ask((phone) => phone.logoff());
  }
  Leave(reason: unknown = '0'): OcxReturn {
    return this.works.ask((phone) => phone.leave(text(reason)));
  }
  ResumeWork(): OcxReturn {
    return this.works.ask((phone) => phone.resumeWork());
  }

  prepareDial(): OcxReturn {
    return this.works.ask((phone) => phone.prepareDial());
  }
  cancelPrepareDial(): OcxReturn {
    return this.works.ask((phone) => phone.cancelPrepareDial());
  }
  Dial(phoneNum: unknown, ani?: unknown): OcxReturn {
    return this.works.ask((phone) => phone.dial(text(phoneNum), text(ani)), phoneNum);
  }
  encryptDial(prefix: unknown, phoneNum: unknown, mode: unknown = '1', ani?: unknown): OcxReturn {
    return this.works.ask(
      (phone) => phone.encryptDial(text(prefix), text(phoneNum), text(mode) as EEncryptMode, text(ani)),
      phoneNum,
    );
  }
  cancelDial(): OcxReturn {
    return this.works.ask((phone) => phone.cancelDial());
  }
  answerCall(): OcxReturn {
    return this.works.ask((phone) => phone.answerCall());
  }
  dropCall(): OcxReturn {
    return this.works.ask((phone) => phone.dropCall());
  }
  hold(): OcxReturn {
    return this.works.ask((phone) => phone.hold());
  }
  fetchHold(): OcxReturn {
    return this.works.ask((phone) => phone.fetchHold());
  }
  finishWrapup(): OcxReturn {
    return this.works.ask((phone) => phone.finishWrapup());
  }

  /** Nothing to prepare on this server: the list comes with refreshAgentList(2), the number from the page's user. */
  prepareConsult(): OcxReturn {
    return this.works.later('evtPrepareConsultSucc');
  }
  cancelPrepareConsult(): OcxReturn {
    return this.works.later('evtCancelPrepareConsultSucc');
  }
  prepareCallout(): OcxReturn {
    return this.works.later('evtPrepareCallOutSucc');
  }
  cancelPrepareCallout(): OcxReturn {
    return this.works.later('evtCancelPrepareCallOutSucc');
  }
  consult(ins: unknown, type?: unknown): OcxReturn {
    const target = this.#target(ins, type);
    return this.works.ask((phone) => phone.consult(target.type, target.ins), target.ins);
  }
  callout(phoneNum: unknown): OcxReturn {
    return this.works.ask((phone) => phone.callout(text(phoneNum)), phoneNum);
  }
  cancelConsult(): OcxReturn {
    return this.works.ask((phone) => phone.cancelConsult());
  }
  finishConsult(): OcxReturn {
    return this.works.ask((phone) => phone.finishConsult());
  }
  consultTransfer(): OcxReturn {
    return this.works.ask((phone) => phone.consultTransfer());
  }
  consultSwap(): OcxReturn {
    return this.works.ask((phone) => phone.consultSwap());
  }
  consultSwapBack(): OcxReturn {
    return this.works.ask((phone) => phone.consultSwapBack());
  }
  consultConf(): OcxReturn {
    return this.works.ask((phone) => phone.consultConf());
  }
  dropConf(): OcxReturn {
    return this.works.ask((phone) => phone.dropConf());
  }

  prepareCallInner(): OcxReturn {
    return this.works.ask((phone) => phone.prepareCallInner());
  }
  cancelPrepareCallInner(): OcxReturn {
    return this.works.ask((phone) => phone.cancelPrepareCallInner());
  }
  callInner(ins: unknown, type?: unknown): OcxReturn {
    const target = this.#target(ins, type);
    return this.works.ask((phone) => phone.callInner(target.type, target.ins), target.ins);
  }
  cancelCallInner(): OcxReturn {
    return this.works.ask((phone) => phone.cancelCallInner());
  }

  prepareMonitor(): OcxReturn {
    return this.works.ask((phone) => phone.prepareMonitor());
  }
  cancelPrepareMonitor(): OcxReturn {
    return this.works.ask((phone) => phone.cancelPrepareMonitor());
  }
  monitorAgent(ins: unknown, type?: unknown): OcxReturn {
    const target = this.#target(ins, type);
    return this.works.ask((phone) => phone.monitorAgent(target.type, target.ins), target.ins);
  }
  finishMonitor(): OcxReturn {
    return this.works.ask((phone) => phone.finishMonitor());
  }
  intervene(): OcxReturn {
    return this.works.ask((phone) => phone.intervene());
  }
  intercept(): OcxReturn {
    return this.works.ask((phone) => phone.intercept());
  }
  forceDrop(): OcxReturn {
    return this.works.ask((phone) => phone.forceDrop());
  }
  /** 1 log-off, 2 leave, 3 resume, 4 finish wrap-up, 5 work mode `extra`. */
  monitorControl(ins: unknown, controlType: unknown, extra?: unknown): OcxReturn {
    return this.works.ask(
      (phone) => phone.monitorControl('AGT', text(ins), text(controlType), text(extra)),
      ins,
      controlType,
    );
  }

  oneStepTransfer(ins: unknown, type?: unknown): OcxReturn {
    const target = this.#target(ins, type);
    return this.works.ask((phone) => phone.oneStepTransfer(target.type, target.ins), target.ins);
  }
  transferToIVR(svn: unknown, checkPassword: unknown = false): OcxReturn {
    return this.works.ask(
      (phone) => phone.transferToIVR({ svn: text(svn), checkPassword: truthy(checkPassword) }),
      svn,
    );
  }
  /** The satisfaction survey. */
  investigate(): OcxReturn {
    const phone = this.works.phone();
    if (phone && !phone.ivrButtonSettings[0] && !phone.transferIVRInfo[0]) return this.works.refuse('NotAvailable');
    return this.works.ask((one) => one.investigate());
  }
  cancelWait(): OcxReturn {
    return this.works.ask((phone) => phone.cancelWait());
  }
  sendAgentMsg(ins: unknown, message: unknown): OcxReturn {
    return this.works.ask((phone) => phone.sendAgentMsg(text(ins), text(message)), ins, message);
  }

  // ── lists ──

  /** 1 monitor, 2 consult, 3 inner call; ours: 4 messages, 5 transfer, 6 ring transfer, 7 control. */
  refreshAgentList(type: unknown): OcxReturn {
    const list = LISTS[Number(type) - 1];
    if (!list) return this.works.refuse('ParamMissing');
    return this.works.ask((phone) => phone.refreshAgentList(list.type));
  }
  getAgentListCount(): number {
    return this.#rows('1').length;
  }
  getAgentListInfo(index: unknown, key: unknown): string {
    return columnOf(this.#rows('1')[Number(index)], key);
  }
  getDevListCount(): number {
    return this.#rows('0').length;
  }
  getDevListInfo(index: unknown, key: unknown): string {
    return columnOf(this.#rows('0')[Number(index)], key);
  }
  getQueueSize(): number {
    return this.works.phone()?.queueList.length ?? 0;
  }
  /** A datum of a waiting call, the first is 0. */
  getQueueCOInfo(index: unknown, key: unknown): string {
    return datum({ ...this.works.phone()?.queueList[Number(index)] }, key);
  }

  // ── the present call and agent ──

  getCOInfo(key: unknown): string {
    return datum(this.works.phone()?.coInfos ?? {}, key);
  }
  setCOInfo(key: unknown, value: unknown): OcxReturn {
    return this.works.ask((phone) => {
      phone.setCOInfo(text(key), text(value));
      return Promise.resolve();
    }, key);
  }
  getAgentInfo(key: unknown): string {
    const phone = this.works.phone();
    if (!phone) return '';
    const { ins, agentId } = phone;
    const mode = phone.agentWorkMode;
    const more = { ins, workId: agentId, state: phone.agentState, workMode: mode, agentIns: ins, devNum: ins };
    return datum({ ...phone.getAgentInfos(), ...more }, key);
  }
  getCurStateName(): string {
    return this.works.phone()?.getCurStateName() ?? '';
  }
  getCurWorkModeName(): string {
    return this.works.phone()?.getCurWorkModeName() ?? '';
  }
  /** 1 when the button with that number of ESPFunc is on, else 0. */
  isFunctionEnabled(func: unknown): number {
    const functions = this.works.phone()?.getStateSetting().functions ?? [];
    return functions.some(({ id, enabled }) => id === Number(func) && enabled) ? 1 : 0;
  }

  #rows(itemType: AgentListItem['itemType']): readonly AgentListItem[] {
    return this.works.list()?.items.filter((row) => row.itemType === itemType) ?? [];
  }
  /** Without a type: an extension where the last list has it as one, else an agent. */
  #target(first: unknown, second: unknown): { readonly type: string; readonly ins: string } {
    const isDevice = (ins: string) => this.#rows('0').some((row) => row.ins === ins || row.extnum === ins);
    return targetOf(first, second, (ins) => (isDevice(ins) ? 'EXT' : 'AGT'));
  }
}
