/** What the console reads of the past: calls to look at one by one, and numbers that the database adds up. */
import type { AgentStateRecord, CallRecord } from '@wssoftphone/engine';

/** Epoch milliseconds; `to` is exclusive. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A call as it stands in a list. */
export type CallSummary = Omit<CallRecord, 'type' | 'segments' | 'ins'>;
export interface CallSearch {
  /** Of the calls' beginnings. */
  readonly from?: number;
  readonly to?: number;
  readonly coid?: string;
  /**
   * The customer's, whole; of calls whose number people must not learn, all that are shown as this one is: who tries a
   * number learns nothing from what is found.
   */
  readonly number?: string;
  /** The tenant hides the numbers of all customers; else those of calls marked `NUMBERHIDDEN` are hidden. */
  readonly hidesAll?: boolean;
  /** The tenant's: what a customer dialled, or was shown. */
  readonly dnis?: string;
  readonly skill?: string;
  readonly outcome?: string;
  readonly direction?: string;
  /** Had a part in it. */
  readonly agentId?: string;
  /** Only calls in which one of these had a part, and those that reached no agent. */
  readonly visibleTo?: readonly string[];
  /** What came after this one in the list: older. */
  readonly before?: CallPlace;
  readonly limit: number;
}
/** A call's place in the list, which goes by beginning and then by name, newest first. */
export interface CallPlace {
  readonly startedAt: number;
  readonly callId: string;
}

/** Sums over calls that came to a queue. Milliseconds. */
export interface QueueSums {
  readonly offered: number;
  readonly answered: number;
  /** Answered within the time that was asked for. */
  readonly inTime: number;
  readonly abandoned: number;
  /** Of all that were offered. */
  readonly waitMs: number;
  readonly talkMs: number;
  readonly longestWaitMs: number;
}
export interface QueueQuery extends Span {
  readonly inTimeMs: number;
  /** Length of a slot; the first begins at `from`. */
  readonly slotMs: number;
}
export interface QueueRow extends QueueSums {
  /** Null: calls as a whole, each once, in whatever queues it was. */
  readonly skill: string | null;
  /** From 0. */
  readonly slot: number;
}
export interface OutboundRow {
  readonly slot: number;
  readonly calls: number;
}
/** What an agent did in calls with customers. */
export interface AgentCallRow {
  readonly agentId: string;
  readonly handled: number;
  readonly missed: number;
  readonly outbound: number;
  /** Calls in which the agent talked, whoever dialled. */
  readonly talked: number;
  readonly talkMs: number;
  readonly holdMs: number;
  /** Ratings by customers: how many, and their sum. */
  readonly scores: number;
  readonly scoreSum: number;
}
/** How long an agent was in a state, in one work mode, within the span. */
export interface AgentTimeRow {
  readonly agentId: string;
  readonly state: number;
  readonly workMode: string;
  readonly ms: number;
}

/** Rejects with a StoreError `away`, also when the database has not added up in time. */
export interface ReportStore {
  calls(tenant: string, search: CallSearch): Promise<readonly CallSummary[]>;
  /** Null: there is none. */
  call(tenant: string, callId: string): Promise<CallRecord | null>;
  /** By skill and slot, of waits that began in the span. Slots without any are left out. */
  queues(tenant: string, query: QueueQuery): Promise<readonly QueueRow[]>;
  /** Calls that agents dialled, by slot. */
  outbound(tenant: string, query: Span & { readonly slotMs: number }): Promise<readonly OutboundRow[]>;
  agentCalls(tenant: string, span: Span & { readonly agentId?: string }): Promise<readonly AgentCallRow[]>;
  agentTimes(tenant: string, span: Span & { readonly agentId?: string }): Promise<readonly AgentTimeRow[]>;
  /** An agent's stretches that reach into the span, whole, in order. */
  stretches(tenant: string, query: Span & { readonly agentId: string }): Promise<readonly AgentStateRecord[]>;
}
