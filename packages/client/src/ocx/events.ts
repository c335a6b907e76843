/** How the old control told a page of its events, all ways at once; and what each event carries. */
import { LIMITS } from '../limits.ts';
import type { SPEvent } from '../mirror/dialect.ts';

/** Gets the event's values one by one, as an ActiveX control passed them: no event object. */
export type OcxHandler = (...values: readonly unknown[]) => unknown;

/** What the events need of the page. */
export interface OcxSurroundings {
  /** Functions that the page's markup and scripts name for this event, in the order they are called. */
  handlers(event: string): readonly OcxHandler[];
  /** Where a handler that throws is reported. */
  report(problem: unknown): void;
}

/** `evtStateChange`, `onevtStateChange` and any spelling of them are one event. */
const keyOf = (event: unknown): string => String(event).toLowerCase().replace(/^on/, '');

/** Whether a name given to addEventListener means an event of the control, not one of the element. */
export const isOcxEvent = (event: unknown): boolean => keyOf(event).startsWith('evt');

export class OcxEvents {
  readonly #page: OcxSurroundings;
  /** What `this` is in a handler: the object that the page knows. */
  readonly #subject: () => object;
  readonly #listeners = new Map<string, Set<OcxHandler>>();

  constructor(page: OcxSurroundings, subject: () => object) {
    this.#page = page;
    this.#subject = subject;
  }

  /** False: no function, or the event has too many listeners. */
  add(event: unknown, handler: unknown): boolean {
    if (typeof handler !== 'function') return false;
    const key = keyOf(event);
    const listeners = this.#listeners.get(key) ?? new Set();
    if (listeners.size >= LIMITS.ocxListeners) return false;
    if (!this.#listeners.has(key) && this.#listeners.size >= LIMITS.ocxListeners) return false;
    this.#listeners.set(key, listeners.add(handler as OcxHandler));
    return true;
  }

  remove(event: unknown, handler: unknown): void {
    this.#listeners.get(keyOf(event))?.delete(handler as OcxHandler);
  }

  hears(event: string): boolean {
    return this.#handlersOf(event).size > 0;
  }

  /** Calls everybody who listens, each function once; the result is the last that is not undefined. */
  tell(event: string, values: readonly unknown[]): unknown {
    let result: unknown;
    for (const handler of this.#handlersOf(event)) {
      try {
        result = handler.apply(this.#subject(), [...values]) ?? result;
      } catch (problem) {
        this.#page.report(problem);
      }
    }
    return result;
  }

  #handlersOf(event: string): ReadonlySet<OcxHandler> {
    return new Set([...(this.#listeners.get(keyOf(event)) ?? []), ...this.#page.handlers(event)]);
  }
}

/** The number of an agent list in refreshAgentList and evtRefreshAgentListSucc, and the event that names it. */
export const LISTS = [
  { type: 'AGENTLISTTYPE_MONITOR', event: 'evtRefreshMonitorAgentListSucc' },
  { type: 'AGENTLISTTYPE_CONSULT', event: 'evtRefreshConsultAgentListSucc' },
  { type: 'AGENTLISTTYPE_CALLINNER', event: 'evtRefreshCallInnerAgentListSucc' },
  { type: 'AGENTLISTTYPE_AGENTMSG', event: 'evtRefreshMsgAgentListSucc' },
  { type: 'AGENTLISTTYPE_TRANSFER', event: '' },
  { type: 'AGENTLISTTYPE_ALERTTRANSFER', event: '' },
  { type: 'AGENTLISTTYPE_MONITORCONTROL', event: '' },
] as const;

interface Told {
  readonly args: readonly unknown[];
  /** The event of the server that is being told; null: the softphone's own. */
  readonly evt: SPEvent | null;
}
type Values = (told: Told) => readonly unknown[];

const number: Values = ({ args: [value] }) => [Number(value)];
const control: Values = ({ evt }) => {
  const { controlType = '', extraControlParam = '', destSPName = '' } = evt?.values ?? {};
  return [controlType, extraControlParam, destSPName];
};
const VALUES: Readonly<Record<string, Values>> = {
  onStateChange: number,
  onWorkModeChange: number,
  onQueueChange: ({ args: [list] }) => [(list as readonly unknown[]).length],
  onRefreshAgentListSucc: ({ args: [list] }) => [numberOfList(list)],
  onAgentMsgArrive: ({ args: [message] }) => {
    const { fromIns, text, fromName } = message as Readonly<Record<string, unknown>>;
    return [fromIns, text, fromName];
  },
  onMonitorContorled: control,
  onMonitorControlSucc: control,
  onIVRCheckReturn: ({ evt }) => [evt?.values.result ?? ''],
  onError: ({ args: [resp] }) => {
    const { command, code, errorCode, errorDesc } = resp as Readonly<Record<string, unknown>>;
    return [command, code ?? errorCode, errorDesc ?? ''];
  },
};

/** A handler of the softphone as an event of the control: `onStateChange` is `evtStateChange`. Null: the page is not told. */
export function ocxEvent(
  handler: string,
  told: Told,
): { readonly event: string; readonly values: readonly unknown[] } | null {
  if (handler === 'onEvent' || handler === 'onWSHello') return null; // objects of another age
  return { event: `evt${handler.slice(2)}`, values: valuesOf(handler, told) };
}

function valuesOf(handler: string, told: Told): readonly unknown[] {
  const own = VALUES[handler];
  if (own) return own(told);
  const { args, evt } = told;
  if (/(Failed|Denied|Error)$/.test(handler) && evt) return [evt.code ?? evt.errorCode ?? '', evt.errorDesc ?? ''];
  const [first] = args;
  // Call data are asked for with getCOInfo; the event names the call.
  return typeof first === 'object' && first !== null ? [(first as { COID?: string }).COID ?? ''] : args;
}

const numberOfList = (list: unknown): number =>
  LISTS.findIndex(({ type }) => type === (list as { agentListType?: string } | undefined)?.agentListType) + 1;
