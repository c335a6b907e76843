/**
 * The one translation from the engine's views to the shapes deployed clients read: values are strings, lists are JSON
 * arrays in strings. Source: protocol 3 and 4, manual 3.3.3 and 3.3.5.
 */
import type {
  AgentEvent,
  AgentView,
  EventParams,
  Fault,
  Lang,
  Reply,
  SPEventFrame,
  SPResponseFrame,
} from '@wssoftphone/protocol';
import { textOf } from './texts.ts';

/** Deployed clients evaluate what they get as a script; these two end a line there, but not in JSON. */
const scriptSafe = (json: string): string => json.replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');

// The same list goes to many agents and the same settings to one agent many times: each is written once.
const written = new WeakMap<object, string>();
function jsonText(value: object): string {
  let text = written.get(value);
  if (text === undefined) {
    text = scriptSafe(JSON.stringify(value));
    written.set(value, text);
  }
  return text;
}

/** One frame, one object, its first character `{`. */
export const legacyFrame = (frame: SPResponseFrame | SPEventFrame): string => scriptSafe(JSON.stringify(frame));

export function legacyResponse(reply: Reply, lang: Lang): SPResponseFrame {
  const datas: Record<string, string | boolean> = {};
  for (const [key, value] of Object.entries(reply.datas)) datas[key] = typeof value === 'number' ? `${value}` : value;
  return {
    objectClass: 'SPResponse',
    command: reply.command,
    ins: reply.ins,
    errorCode: reply.errorCode,
    errorDesc: reply.fault ? textOf(reply.fault, lang) : '',
    datas,
    // Read without a guard by every deployed page.
    agentInfos: reply.agent ? agentInfos(reply.agent) : {},
  };
}

/** Null: deployed clients never see this event. */
export function legacyEvent(event: AgentEvent, lang: Lang): SPEventFrame | null {
  if (event.event === 'Snapshot') return null;
  const params = 'params' in event ? legacyParams(event) : undefined;
  return {
    objectClass: 'SPEvent',
    event: event.event,
    ins: event.ins,
    ...(event.fault ? legacyFault(event.fault, lang) : {}),
    ...(event.agent ? { agentInfos: agentInfos(event.agent) } : {}),
    ...(event.call ? { coInfos: event.call } : {}),
    ...(params ? { params } : {}),
  };
}

export const legacyFault = (fault: Fault, lang: Lang): { readonly errorCode: string; readonly errorDesc: string } => ({
  errorCode: fault.code,
  errorDesc: textOf(fault, lang),
});

function agentInfos(agent: AgentView): Readonly<Record<string, string>> {
  return {
    agentId: agent.agentId,
    agentName: agent.agentName,
    agentState: `${agent.agentState}`,
    agentWorkMode: agent.agentWorkMode,
    leaveReason: agent.leaveReason ?? '',
    delegatorId: agent.delegatorId,
    isMonitor: `${agent.isMonitor}`,
    monitorDepts: agent.monitorDepts.join(','),
    canKeepLogon: `${agent.canKeepLogon}`,
    isKeepLogon: `${agent.isKeepLogon}`,
    isDigitalDevice: `${agent.isDigitalDevice}`,
  };
}

type WithParams = Extract<AgentEvent, { params: unknown }>;
function legacyParams(event: WithParams): Readonly<Record<string, string>> {
  switch (event.event) {
    case 'SettingsNotify':
      return settings(event.params);
    case 'QueueChange':
      return { queueList: jsonText(event.params.queueList) };
    case 'RefreshAgentListSucc':
      return { agentList: jsonText(event.params.agentList) };
    case 'WrapupTick':
      return { tick: `${event.params.tick}` };
    case 'AgentMsgArrive': {
      const { id, fromIns, fromName, text, at } = event.params.message;
      return { id, fromIns, fromName, msg: text, time: `${at}` };
    }
    case 'MonitorControlSucc':
    case 'MonitorControlFailed':
    case 'MonitorContorled':
      return { ...event.params };
    case 'IVRCheckReturn':
      return { result: event.params.result };
    case 'WhisperAgentSucc':
      return { isOn: `${event.params.isOn}` };
    case 'Snapshot':
      return {};
  }
}

function settings(view: EventParams['SettingsNotify']): Readonly<Record<string, string>> {
  return {
    stateSettings: jsonText(view.stateSettings),
    workModeSettings: jsonText(view.workModeSettings),
    leaveReasonSettings: jsonText(view.leaveReasonSettings),
    transferSubItems: jsonText(view.transferSubItems),
    transferIVRInfo: jsonText(view.transferIVRInfo),
    transferAgentSkillInfo: jsonText(view.transferAgentSkillInfo),
    ivrButtonSettings: jsonText(view.ivrButtonSettings),
  };
}
