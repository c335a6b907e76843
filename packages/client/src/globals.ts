/**
 * The small objects that pages make themselves, and the functions that name things: the globals of the manual
 * (3.3.1, 4, 7) and of deployed pages beside WSSoftPhone.
 */
import type { Lang } from '@wssoftphone/protocol/errors';
import { commandName, functionName, stateName, workModeName } from '@wssoftphone/protocol/texts';

type Value = string | number | boolean;

/**
 * A command as non-host pages send it over HTTP (manual 4):
 * `new SPCommand(null, ESPCommand.Dial, ins, delegatorId).pushParams('phoneNum', '…')`, then JSON.stringify.
 */
export class SPCommand {
  command: string;
  objectClass = 'SPCommand';
  ins: string;
  delegatorId: string;
  params: Record<string, Value> = {};

  /** The first argument may be a command object to copy; pages pass null. */
  constructor(from: Partial<SPCommand> | null, command = '', ins = '', delegatorId = '') {
    this.command = from?.command ?? command;
    this.ins = from?.ins ?? ins;
    this.delegatorId = from?.delegatorId ?? delegatorId;
    Object.assign(this.params, from?.params);
  }

  pushParams(key: string, value: Value): this {
    this.params[key] = value;
    return this;
  }
}

/** Where a call goes with transferToIVR; other parameters are data that travels with the call. */
export class SPTransferIVRInfo {
  svn: string;
  checkPassword: boolean;
  params: Record<string, Value> = {};

  constructor(svn = '', checkPassword: boolean | string | number = false) {
    this.svn = svn;
    this.checkPassword = truthy(checkPassword);
  }

  pushParams(key: string, value: Value): this {
    this.params[key] = value;
    return this;
  }
}

/** Where a call goes with oneStepTransfer (manual 7.5); other parameters are data that travels with the call. */
export class SPOneStepTransferInfo {
  destType: string;
  destIns: string;
  params: Record<string, Value> = {};

  constructor(destType = 'AGT', destIns = '') {
    this.destType = destType;
    this.destIns = destIns;
  }

  pushParams(key: string, value: Value): this {
    this.params[key] = value;
    return this;
  }
}

/** A skill and its level, as CustomInitParms holds them; levels are strings on the wire. */
export class EmployeeSkill {
  skillCode: string;
  skillLevel: string;

  constructor(skillCode: string, skillLevel: string | number) {
    this.skillCode = skillCode;
    this.skillLevel = String(skillLevel);
  }
}

/** What a page sets for its own session (manual 7.3). The name is the manual's. */
export class CustomInitParms {
  /** Seconds of wrap-up; 0 none. Not set: the database decides. */
  agentWrapupSeconds?: number;
  /** Replaces the skills of the database when there is any. */
  skills: EmployeeSkill[] = [];

  addSkill(skillCode: string, skillLevel: string | number): this {
    this.skills.push(new EmployeeSkill(skillCode, skillLevel));
    return this;
  }
}

/** Names of what getAgentInfos() holds. */
export const ESPAttr = {
  agentId: 'agentId',
  agentName: 'agentName',
  agentState: 'agentState',
  agentWorkMode: 'agentWorkMode',
  leaveReason: 'leaveReason',
  delegatorId: 'delegatorId',
  isMonitor: 'isMonitor',
  monitorDepts: 'monitorDepts',
  canKeepLogon: 'canKeepLogon',
  isKeepLogon: 'isKeepLogon',
  isDigitalDevice: 'isDigitalDevice',
} as const;

/** "1", "true", 1 and true are true: the wire has all of them. */
export const truthy = (value: unknown): boolean => value === true || value === 1 || value === '1' || value === 'true';

/** Text of `SPFunc_<n>` (a button), `AGENTSTATE_<n>`, `WORKMODE_<n>`, or the name of a command; else the key itself. */
export function getWSSoftPhoneText(key: string, lang: Lang = 'zh-CN'): string {
  const [, kind, value] = /^(SPFunc|AGENTSTATE|WORKMODE)_(-?\d+)$/.exec(key) ?? [];
  if (value === undefined) return commandName(key, lang);
  const name = kind === 'SPFunc' ? functionName : kind === 'WORKMODE' ? workModeName : stateName;
  return name(value, lang);
}
/** Name of an ESPState. */
export const getStateName = (state: string | number, lang: Lang = 'zh-CN'): string => stateName(state, lang);
/** Name of a basic work mode; a tenant's own names are in `workModeSettings` (getCurWorkModeName uses them). */
export const getWorkModeName = (mode: string | number, lang: Lang = 'zh-CN'): string => workModeName(mode, lang);
/** State and work mode as an agent list shows them: 空闲-普通模式. */
export const getWorkModeStateName = (mode: string | number, state: string | number, lang: Lang = 'zh-CN'): string =>
  `${stateName(state, lang)}-${workModeName(mode, lang)}`;
