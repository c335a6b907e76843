/** Writes what the server tells into the fields that pages read. Calls nobody; says what changed. */
import type { SessionView, SettingsView } from '@wssoftphone/protocol/views';
import { truthy } from '../globals.ts';
import type { SPEvent, SPResponse } from './dialect.ts';
import type { PhoneFields } from './fields.ts';

/** What the page must be told about after a message. */
export interface Changes {
  state?: boolean;
  mode?: boolean;
  settings?: boolean;
  queue?: boolean;
}

const SETTINGS = [
  'stateSettings',
  'workModeSettings',
  'leaveReasonSettings',
  'transferSubItems',
  'transferIVRInfo',
  'transferAgentSkillInfo',
  'ivrButtonSettings',
] as const satisfies readonly (keyof SettingsView)[];

/** Offset from server time to this machine's clock, from a message's own time; 0 when it has none. */
const clockOffset = (told: { readonly at: number | undefined }, now: number): number =>
  told.at === undefined ? 0 : now - told.at;

/** The answer to Init: the session's name and the running state, with which a page that reloads goes on. */
export function applyInit(phone: PhoneFields, resp: SPResponse, now: number): void {
  const { datas } = resp;
  phone.delegatorId = text(datas.delegatorId) || phone.delegatorId;
  // Before log-on the mode is the page's choice for the Logon command.
  const chosen = phone.agentWorkMode;
  applyAgent(phone, { ...resp.agentInfos });
  applyState(phone, text(datas.agentState ?? resp.agentInfos?.agentState) || '1', resp, now);
  const mode = text(datas.agentWorkMode ?? resp.agentInfos?.agentWorkMode);
  phone.agentWorkMode = Number(phone.agentState) > 1 ? mode || chosen : chosen || mode;
}

export function applyEvent(phone: PhoneFields, evt: SPEvent, now: number): Changes {
  const changes: Changes = {};
  if (evt.agentInfos) applyAgent(phone, evt.agentInfos);
  if (evt.coInfos) phone.coInfos = evt.coInfos;
  switch (evt.event) {
    case 'StateChange':
    case 'WorkModeChange': {
      const { agentState, agentWorkMode } = evt.agentInfos ?? {};
      if (agentState) {
        changes.state = evt.event === 'StateChange' || normal(agentState) !== phone.agentState;
        applyState(phone, agentState, evt, now);
      }
      changes.mode = evt.event === 'WorkModeChange' || Boolean(agentWorkMode && agentWorkMode !== phone.agentWorkMode);
      if (agentWorkMode) phone.agentWorkMode = agentWorkMode;
      break;
    }
    case 'SettingsNotify':
      applySettings(phone, evt.values);
      changes.settings = true;
      break;
    case 'QueueChange':
      phone.queueList = list(evt.values.queueList) ?? phone.queueList;
      changes.queue = true;
      break;
    case 'WrapupTick':
      phone.wrapupLeft = Number(evt.values.tick) || 0;
      break;
    case 'Snapshot':
      applySnapshot(phone, evt, changes, now);
      break;
    default:
  }
  if (evt.buttons) phone.buttons = evt.buttons;
  if (evt.pending) applyPending(phone, evt.pending.leaveReason, evt.pending.workMode);
  return changes;
}

function applySnapshot(phone: PhoneFields, evt: SPEvent, changes: Changes, now: number): void {
  const view = evt.values.view as SessionView | undefined;
  if (!view?.agent) return;
  const { agent } = view;
  const state = String(agent.agentState);
  // As in applyInit: before log-on the mode is the page's choice for the Logon command.
  const chosen = Number(state) > 1 ? '' : phone.agentWorkMode;
  const mode = chosen || String(agent.agentWorkMode);
  changes.state = normal(state) !== phone.agentState;
  changes.mode = mode !== phone.agentWorkMode;
  changes.settings = true;
  changes.queue = true;
  phone.delegatorId = agent.delegatorId || phone.delegatorId;
  applyAgent(phone, Object.fromEntries(Object.entries(agent).map(([key, value]) => [key, String(value ?? '')])));
  applySettings(phone, { ...view.settings });
  applyState(phone, state, { ...evt, stateSince: agent.stateSince }, now);
  phone.agentWorkMode = mode;
  phone.coInfos = view.call ?? {};
  phone.queueList = view.queue;
  phone.wrapupLeft = view.wrapupLeft;
  applyPending(phone, view.pendingLeaveReason, view.pendingWorkMode);
  phone.buttons = view.buttons;
}

function applyAgent(phone: PhoneFields, infos: Readonly<Record<string, string>>): void {
  const has = (key: string): boolean => infos[key] !== undefined;
  if (infos.agentId) phone.agentId = infos.agentId;
  if (infos.agentName) phone.agentName = infos.agentName;
  if (has('leaveReason')) phone.leaveReason = text(infos.leaveReason);
  if (has('isMonitor')) phone.isMonitor = truthy(infos.isMonitor);
  if (has('monitorDepts')) phone.monitorDepts = text(infos.monitorDepts);
  if (has('isDigitalDevice')) phone.canAutoAnswer = truthy(infos.isDigitalDevice);
  if (has('canKeepLogon')) phone.canKeepLogon = truthy(infos.canKeepLogon);
  if (has('isKeepLogon')) phone.isKeepLogon = truthy(infos.isKeepLogon);
}

function applyPending(phone: PhoneFields, leaveReason: string | null, workMode: string | null): void {
  phone.pendingLeaveReason = leaveReason ?? null;
  phone.pendingWorkMode = workMode ?? null;
}

/** Beside idle and before: preparing a dial, a monitoring or an inner call, and leave, which may follow a call at once. */
const WITHOUT_CALL = ['8', '16', '23', '24'];

/** A client shows the server's "0" as "1", and forgets its call data on "3" (protocol 4). */
const normal = (state: string): string => (state === '0' ? '1' : state);

function applyState(
  phone: PhoneFields,
  told: string,
  when: { readonly at: number | undefined; readonly stateSince: number | undefined },
  now: number,
): void {
  const state = normal(told);
  if (when.stateSince !== undefined) phone.stateSince = Math.min(now, when.stateSince + clockOffset(when, now));
  else if (state !== phone.agentState) phone.stateSince = now;
  phone.agentState = state;
  phone.buttons = null; // they belonged to the state before
  if (state !== '19') phone.wrapupLeft = null;
  if (Number(state) <= 3 || WITHOUT_CALL.includes(state)) phone.coInfos = {};
}

function applySettings(phone: PhoneFields, values: Readonly<Record<string, unknown>>): void {
  for (const key of SETTINGS) {
    const value = list(values[key]);
    if (value) Object.assign(phone, { [key]: value });
  }
  phone.buttons = null;
}

const list = <T>(value: unknown): readonly T[] | undefined => (Array.isArray(value) ? (value as T[]) : undefined);
const text = (value: unknown): string => (value === null || value === undefined ? '' : String(value));
