/**
 * From a frame to the one shape that the rest of the client and the pages read: the deployed one (protocol 3 and 4),
 * with what only wssp.v4 tells beside it. The v4 values are kept as they came in `values`, so nothing is parsed twice.
 */
import { serverMessages } from '@wssoftphone/protocol/encode';
import { errorRemedy, errorText, type Lang } from '@wssoftphone/protocol/errors';
import type { ButtonView } from '@wssoftphone/protocol/views';

/** Anything out of JSON.parse. */
type Json = Readonly<Record<string, unknown>>;

interface Told {
  readonly ins: string;
  /** Of a response an ESPError, of an event the code of its failure. */
  readonly errorCode: string | undefined;
  readonly errorDesc: string | undefined;
  /** Code of the error catalogue where the server says one; else the errorCode. */
  readonly code: string | undefined;
  /** wssp.v4: what to do about the error. */
  readonly remedy: string | undefined;
  readonly agentInfos: Readonly<Record<string, string>> | undefined;
  /** wssp.v4: the command this answers or ends. */
  readonly replyTo: string | undefined;
  /** wssp.v4: server time, epoch milliseconds. */
  readonly at: number | undefined;
  /** wssp.v4: since when the agent is in the present state, server time. */
  readonly stateSince: number | undefined;
}
/** The one answer to a command. */
export interface SPResponse extends Told {
  readonly objectClass: 'SPResponse';
  readonly command: string;
  readonly datas: Readonly<Record<string, unknown>>;
}
/** Something that happened. */
export interface SPEvent extends Told {
  readonly objectClass: 'SPEvent';
  readonly event: string;
  readonly coInfos: Readonly<Record<string, string>> | undefined;
  /** As on the deployed wire: lists and settings are JSON in strings. */
  readonly params: Readonly<Record<string, unknown>>;
  /** The same with lists and settings parsed. */
  readonly values: Readonly<Record<string, unknown>>;
  /** wssp.v4: number of the event in its session. */
  readonly seq: number | undefined;
  readonly buttons: readonly ButtonView[] | undefined;
  /** wssp.v4: what the agent asked for while busy. */
  readonly pending: PendingView | undefined;
}
export interface PendingView {
  readonly leaveReason: string | null;
  readonly workMode: string | null;
}
export type SPMessage = SPResponse | SPEvent;

/** Parameters that the deployed wire carries as JSON in a string. */
const PACKED = new Set([
  'stateSettings',
  'workModeSettings',
  'leaveReasonSettings',
  'transferSubItems',
  'transferIVRInfo',
  'transferAgentSkillInfo',
  'ivrButtonSettings',
  'queueList',
  'agentList',
]);

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const text = (value: unknown): string => (value === null || value === undefined ? '' : String(value));
const number = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);

function strings(value: unknown): Record<string, string> | undefined {
  if (!isObject(value)) return undefined;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, text(item)]));
}

/** The messages of one frame: one object, or (wssp.v4) an array of them. What is no message of the protocol is left out. */
export function readFrame(frame: unknown, lang: Lang): SPMessage[] {
  return typeof frame === 'string' ? serverMessages(frame).flatMap((raw) => readMessage(raw, lang)) : [];
}

function readMessage(raw: Json, lang: Lang): SPMessage[] {
  const told = readTold(raw, lang);
  if (raw.objectClass === 'SPResponse' && typeof raw.command === 'string') {
    const datas = isObject(raw.datas) ? raw.datas : {};
    return [{ ...told, objectClass: 'SPResponse', command: raw.command, datas }];
  }
  if (raw.objectClass !== 'SPEvent' || typeof raw.event !== 'string') return [];
  const params = { ...(isObject(raw.params) ? raw.params : {}) };
  const values = { ...params };
  for (const key of Object.keys(params)) {
    if (!PACKED.has(key)) continue;
    const value = params[key];
    if (typeof value === 'string') values[key] = parsed(value);
    else params[key] = JSON.stringify(value);
  }
  return [
    {
      ...told,
      objectClass: 'SPEvent',
      event: raw.event,
      params,
      values,
      coInfos: raw.call === null ? {} : strings(raw.coInfos ?? raw.call),
      seq: number(raw.seq),
      pending: isObject(raw.pending) ? (raw.pending as unknown as PendingView) : undefined,
      buttons: Array.isArray(raw.buttons) ? raw.buttons : undefined,
    },
  ];
}

function readTold(raw: Json, lang: Lang): Told {
  const fault = isObject(raw.fault) ? raw.fault : {};
  const args = strings(fault.args) ?? {};
  const code = text(fault.code || raw.errorCode);
  const desc = text(fault.text || raw.errorDesc);
  return {
    ins: text(raw.ins),
    errorCode: text(raw.errorCode) || code || undefined,
    errorDesc: desc || (fault.code ? errorText(code, lang, args) : undefined),
    code: code || undefined,
    remedy: text(fault.remedy) || errorRemedy(code, lang, args) || undefined,
    // Lists are "1,2" on the deployed wire; String([1, 2]) says just that.
    agentInfos: strings(raw.agentInfos ?? raw.agent),
    replyTo: typeof raw.replyTo === 'string' ? raw.replyTo : undefined,
    at: number(raw.at),
    stateSince: isObject(raw.agent) ? number(raw.agent.stateSince) : undefined,
  };
}

function parsed(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}
