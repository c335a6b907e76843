/** What the server keeps: configuration, live documents, records. PostgreSQL behind it, embedded or the user's own. */
import type { AgentStateRecord, AuditRecord, CallRecord, RecordingRecord, TenantConfig } from '@wssoftphone/engine';
import type { ConsoleStore } from './console-store.ts';
import type { ReportStore } from './reports.ts';
import type { PhoneSetup } from './switch.ts';
import type { TalkStore } from './talk-store.ts';

/** A value of the configuration that could not be understood; the running value stays. */
export interface ConfigProblem {
  readonly key: string;
  readonly value: string;
  readonly expected: string;
}
export interface LoadedConfig {
  readonly config: TenantConfig;
  readonly phones: readonly PhoneSetup[];
  readonly recordings: readonly RecordingInfo[];
  readonly problems: readonly ConfigProblem[];
}
/** A recording of the tenant's, without its samples. */
export interface RecordingInfo {
  readonly name: string;
  /** SHA-256 of the file, hex. */
  readonly digest: string;
  /** Samples a second: 8000 or 16000. */
  readonly rate: number;
  /** Milliseconds. */
  readonly ms: number;
}
/**
 * What a tenant's administrator brings for its flows. What is written is checked by whoever writes it. `audit` is
 * written in the same transaction, and only where something was changed.
 */
export interface IvrStore {
  /** By svn. */
  flows(tenant: string): Promise<readonly { readonly svn: string; readonly flow: unknown }[]>;
  putFlow(tenant: string, svn: string, flow: object, audit?: AuditRecord): Promise<void>;
  /** False: there was none. */
  deleteFlow(tenant: string, svn: string, audit?: AuditRecord): Promise<boolean>;
  /** By name. */
  recordings(tenant: string): Promise<readonly RecordingInfo[]>;
  /** The WAV file; null: there is none. */
  recording(tenant: string, name: string): Promise<Buffer | null>;
  putRecording(tenant: string, info: RecordingInfo, file: Buffer, audit?: AuditRecord): Promise<void>;
  /** False: there was none. */
  deleteRecording(tenant: string, name: string, audit?: AuditRecord): Promise<boolean>;
}
export interface DocWrite {
  readonly key: string;
  /** null: delete. */
  readonly doc: unknown | null;
  /** The same document as JSON text, where the caller has it already; saves making it again. */
  readonly json?: string;
}
export interface CommitBatch {
  readonly docs: readonly DocWrite[];
  readonly records: readonly (CallRecord | AgentStateRecord | AuditRecord | RecordingRecord)[];
}

export interface Store {
  /** Runs the migrations under an advisory lock; safe to call from several processes. */
  migrate(): Promise<void>;
  /** Reads the whole configuration; `running` supplies the values that stay where a new one cannot be parsed. */
  loadConfig(tenant: string, running?: TenantConfig): Promise<LoadedConfig>;
  loadDocs(tenant: string): Promise<ReadonlyMap<string, unknown>>;
  /** One transaction: all or nothing, durable when it resolves. The same record twice is stored once. */
  commit(tenant: string, batch: CommitBatch): Promise<void>;
  /** Newest first. */
  calls(tenant: string, filter: CallFilter): Promise<readonly CallRecord[]>;
  agentStates(
    tenant: string,
    filter: { readonly agentId?: string; readonly from?: number; readonly to?: number },
  ): Promise<readonly AgentStateRecord[]>;
  audit(tenant: string, filter: { readonly limit?: number }): Promise<readonly AuditRecord[]>;
  /** A parameter of SystemParam, as the console and the tests write it. */
  setParam(tenant: string, key: string, value: string): Promise<void>;
  readonly ivr: IvrStore;
  readonly talks: TalkStore;
  readonly reports: ReportStore;
  readonly console: ConsoleStore;
  healthy(): Promise<boolean>;
  close(): Promise<void>;
}
export interface CallFilter {
  readonly coid?: string;
  readonly agentId?: string;
  readonly ani?: string;
  readonly from?: number;
  readonly to?: number;
  readonly limit?: number;
}
