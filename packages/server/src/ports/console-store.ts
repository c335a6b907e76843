/** What the console keeps beside the configuration: its users, keys of CRM servers, origins; and how it changes the tables. */
import type { AuditRecord } from '@wssoftphone/engine';
import type { ConfigRows } from '../config/rows.ts';

export interface StoredUser {
  /** In small letters. */
  readonly user: string;
  readonly name: string;
  readonly role: string;
  readonly agentId: string | null;
  /** Hash with salt and cost in it (console/passwords.ts). Never leaves the server. */
  readonly password: string;
  readonly disabled: boolean;
  readonly mustChange: boolean;
  /** Epoch milliseconds. */
  readonly lastSignInAt: number | null;
}
/** Somebody who is signed in. */
export interface StoredSession {
  /** SHA-256 of the cookie's id, hex; the id itself is kept nowhere. */
  readonly digest: string;
  readonly user: string;
  /** Of the user as it was when the session began (console/sessions.ts). */
  readonly mark: string;
  /** Epoch milliseconds. */
  readonly since: number;
  readonly usedAt: number;
}
export interface StoredKey {
  readonly id: string;
  readonly name: string;
  /** SHA-256 of the key, hex; the key itself is kept nowhere. */
  readonly digest: string;
  readonly createdAt: number;
  readonly createdBy: string;
  readonly lastUsedAt: number | null;
}
/** A tenant's configuration with its name. */
export interface StoredConfig {
  readonly tenant: string;
  readonly name: string;
  readonly rows: ConfigRows;
}

export interface ConsoleStore {
  /** By user. */
  users(tenant: string): Promise<readonly StoredUser[]>;
  user(tenant: string, user: string): Promise<StoredUser | null>;
  /** False: there is one of that name, and nothing was written. */
  addUser(tenant: string, user: StoredUser): Promise<boolean>;
  /** Writes what is named. False: there is none. */
  changeUser(tenant: string, user: string, change: Partial<Omit<StoredUser, 'user'>>): Promise<boolean>;
  deleteUser(tenant: string, user: string): Promise<boolean>;

  /** The one unused for longest first. */
  sessions(tenant: string): Promise<readonly StoredSession[]>;
  addSession(tenant: string, session: StoredSession): Promise<void>;
  /** The time never goes back. */
  sessionUsed(tenant: string, digest: string, at: number): Promise<void>;
  deleteSessions(tenant: string, digests: readonly string[]): Promise<void>;

  /** Oldest first. */
  apiKeys(tenant: string): Promise<readonly StoredKey[]>;
  addApiKey(tenant: string, key: StoredKey): Promise<void>;
  /** The time never goes back. */
  apiKeyUsed(tenant: string, id: string, at: number): Promise<void>;
  deleteApiKey(tenant: string, id: string): Promise<boolean>;

  origins(tenant: string): Promise<readonly string[]>;
  putOrigins(tenant: string, origins: readonly string[]): Promise<void>;

  /** Empty: nobody gave it one. */
  tenantName(tenant: string): Promise<string>;
  config(tenant: string): Promise<StoredConfig>;
  /**
   * Reads, lets `decide` say what is to be, and writes the difference: one transaction, one at a time for a tenant. Rows
   * that did not change are not touched. Null from `decide`: nothing is written. Flows are part of it, recordings are not.
   */
  changeConfig(tenant: string, decide: (now: StoredConfig) => StoredConfig | null): Promise<void>;

  /** Entries of people at the console; those of agents come with the runtime's commits. */
  note(tenant: string, records: readonly AuditRecord[]): Promise<void>;
  /** Newest first. */
  auditPage(tenant: string, filter: AuditFilter): Promise<readonly AuditEntry[]>;
}
export interface AuditFilter {
  readonly actor?: string;
  readonly action?: string;
  /** Entries before this one. */
  readonly before?: { readonly at: number; readonly seq: string };
  readonly limit: number;
}
export interface AuditEntry extends AuditRecord {
  /** Order among those of the same time. */
  readonly seq: string;
}
