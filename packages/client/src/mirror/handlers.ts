/** Which handlers of the page an event calls, and with what (protocol 8). Events that are not here call `on<Event>()`. */
import type { SPEvent } from './dialect.ts';
import type { PhoneFields } from './fields.ts';

type Arguments = (phone: PhoneFields, evt: SPEvent) => readonly unknown[];

const call: Arguments = (phone, evt) => [evt.coInfos ?? phone.coInfos];
const code: Arguments = (_, evt) => [evt.errorCode ?? ''];
const seat: Arguments = (_, evt) => [evt.ins];
const params: Arguments = (_, evt) => [evt.values];

const ARGUMENTS: Readonly<Record<string, Arguments>> = {
  LogonSucc: seat,
  LogoffSucc: seat,
  LogonFailed: (_, evt) => [evt.ins, evt.errorCode ?? '', evt.errorDesc ?? ''],
  CallArrive: call,
  DevConnected: call,
  DialBegin: call,
  DialSucc: call,
  ConsultStart: call,
  ConsultSucc: call,
  ConsultFailed: call,
  ConsultOver: call,
  TransferSucc: call,
  OneStepTransferSucc: call,
  ConsultTransferSucc: call,
  CallInnerSucc: call,
  DialFailed: code,
  DialError: code,
  OneStepTransferFailed: code,
  RefreshAgentListSucc: (_, evt) => [evt.values.agentList],
  WrapupTick: (phone) => [phone.wrapupLeft],
  AgentMsgArrive: (_, evt) => [agentMessage(evt.values)],
  WhisperAgentSucc: params,
  MonitorContorled: params,
  MonitorControlSucc: params,
  MonitorControlFailed: params,
};

/** One shape for both dialects: the deployed one has `msg` and `time` among the parameters. */
function agentMessage(values: SPEvent['values']): unknown {
  const { message, msg, time, ...rest } = values;
  return message ?? { ...rest, text: msg, at: Number(time) };
}

/** Told by what changed in the fields, not by the event itself. */
const BY_CHANGE = ['StateChange', 'WorkModeChange', 'QueueChange', 'SettingsNotify', 'Snapshot'];

export function handlerCalls(
  phone: PhoneFields,
  evt: SPEvent,
): { readonly name: string; readonly args: readonly unknown[] }[] {
  if (BY_CHANGE.includes(evt.event)) return [];
  // The manual's onDialError and the deployed onDialFailed are both called.
  const names = evt.event === 'DialFailed' ? ['DialFailed', 'DialError'] : [evt.event];
  return names.map((name) => ({ name: `on${name}`, args: ARGUMENTS[name]?.(phone, evt) ?? [] }));
}

/** What a command's promise resolves with when this event ends it. */
export function outcomeValue(phone: PhoneFields, evt: SPEvent): unknown {
  return ARGUMENTS[evt.event]?.(phone, evt)[0] ?? evt.coInfos;
}
