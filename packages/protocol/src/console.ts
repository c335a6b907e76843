/**
 * What the console and the server say to each other over `/api/console`: shapes only, so that neither side guesses. Times
 * are epoch milliseconds, lengths of time milliseconds unless a name says seconds. Every refusal has the body
 * `{ error: { code, text, problems? } }` with a code of the catalogue.
 *
 * A caller is known by the cookie that `POST /sign-in` sets. Everything but a GET must carry the header `x-wssp-console: 1`,
 * which no foreign page can add without being asked first.
 */

/** Each role may do what those before it may. */
export type ConsoleRole = 'agent' | 'supervisor' | 'administrator';
export const CONSOLE_ROLES: readonly ConsoleRole[] = ['agent', 'supervisor', 'administrator'];

// ── who is there ──

/** `POST /sign-in`. Wrong ones are answered 401 `SignInRefused`, too many of them 429 `SignInBlocked`. */
export interface SignIn {
  readonly user: string;
  readonly password: string;
}
/** `GET /me`, and the answer to a sign-in. 401 `SignInNeeded` for a stranger. `POST /sign-out` ends it (204). */
export interface ConsoleMe {
  readonly user: string;
  readonly name: string;
  readonly role: ConsoleRole;
  /** The agent this person is on the telephone; null: none. */
  readonly agentId: string | null;
  /** The password was made by somebody else: `POST /password {old, new}` first; all else is refused `PasswordToChange`. */
  readonly mustChangePassword: boolean;
  readonly tenant: { readonly id: string; readonly name: string; readonly utcOffsetMinutes: number };
  readonly demo: boolean;
  /** The embedded switch with its lab of customers (`/lab`) is there. */
  readonly lab: boolean;
}
/** `GET /welcome`, for strangers: what the sign-in page shows. */
export interface ConsoleWelcome {
  readonly tenantName: string;
  /** Signs in without a password (`POST /sign-in/demo {role}`); demo mode, on this machine only. */
  readonly demoRoles: readonly ConsoleRole[];
}
/** `GET /phone-token`: for the toolbar of the person who asks; 409 `NoAgent` for a user who is no agent. */
export interface PhoneToken {
  readonly agentId: string;
  readonly agentName: string;
  /** Null when the server asks for none. */
  readonly token: string | null;
}
/** `GET /names`: what ids are called, in the order of the configuration. */
export interface ConsoleNames {
  readonly departments: readonly Named[];
  readonly skills: readonly Named[];
  readonly workModes: readonly Named[];
  readonly leaveReasons: readonly Named[];
}
export interface Named {
  readonly id: string;
  readonly name: string;
}
/** `GET /users` (administrators). */
export interface ConsoleUsers {
  readonly users: readonly ConsoleUser[];
}
/**
 * `POST /users` takes a ConsoleUserChange with `user` and `password`, `PUT /users/:user` a ConsoleUserChange; both answer the
 * user. `DELETE /users/:user` (204). Refused with 422 `ConfigInvalid` and `problems: [{ at: field, text }]`.
 */
export interface ConsoleUser {
  readonly user: string;
  readonly name: string;
  readonly role: ConsoleRole;
  readonly agentId: string | null;
  readonly disabled: boolean;
  readonly mustChangePassword: boolean;
  readonly lastSignInAt: number | null;
}
export interface ConsoleUserChange extends Pick<ConsoleUser, 'name' | 'role' | 'agentId' | 'disabled'> {
  /** Absent: stays. Another person's is to be changed at the next sign-in. */
  readonly password?: string;
  /** Of a change: the user as the asker read it; 409 `ConfigChanged` when somebody has changed it since. */
  readonly seen?: Pick<ConsoleUser, 'name' | 'role' | 'agentId' | 'disabled'>;
}

// ── now: `GET /live`, a stream of server-sent events (supervisors) ──

/**
 * Event `board` once, then `change` at most once a second with what changed, and `beat` every 15 seconds: who hears neither for
 * long has lost the line. A supervisor sees the managed departments.
 */
export interface LiveBoard {
  readonly at: number;
  readonly agents: readonly LiveAgent[];
  readonly queues: readonly LiveQueue[];
  readonly calls: readonly LiveCall[];
  readonly today: DayNumbers;
}
export interface LiveChange {
  readonly at: number;
  readonly agents?: readonly LiveAgent[];
  /** Seats that are logged off. */
  readonly goneAgents?: readonly string[];
  /** Whole, when any of it changed. */
  readonly queues?: readonly LiveQueue[];
  readonly calls?: readonly LiveCall[];
  readonly goneCalls?: readonly string[];
  readonly today?: DayNumbers;
}
export interface LiveAgent {
  readonly ins: string;
  readonly agentId: string;
  readonly name: string;
  readonly dept: string;
  /** ESPState. */
  readonly state: number;
  readonly since: number;
  readonly workMode: string;
  readonly leaveReason: string | null;
  readonly skills: readonly string[];
  readonly callId: string | null;
}
export interface LiveQueue {
  readonly skill: string;
  readonly name: string;
  readonly waiting: number;
  /** When the one who waits longest began to; null: nobody waits. */
  readonly oldestSince: number | null;
  /** Logged on with this skill; of them, ready for a call now. */
  readonly agents: number;
  readonly ready: number;
  /** Of today. */
  readonly numbers: CallNumbers;
}
export interface LiveCall {
  readonly callId: string;
  readonly coid: string;
  /** "0" in, "1" out, "2" inner. */
  readonly direction: string;
  /** As the viewer may see it: masked where the tenant masks numbers. */
  readonly number: string;
  readonly dnis: string;
  readonly skill: string | null;
  readonly phase: string;
  readonly startedAt: number;
  /** Since when in this phase, where that is known. */
  readonly since: number | null;
  /** Seats that take part. */
  readonly ins: readonly string[];
}
export interface CallNumbers {
  readonly offered: number;
  readonly answered: number;
  readonly abandoned: number;
  /** Answered within `slSeconds` of `offered`, percent; null: none was offered. */
  readonly serviceLevel: number | null;
  readonly averageWaitMs: number | null;
  readonly averageTalkMs: number | null;
  readonly longestWaitMs: number;
}
/** When a number is worth a look, and when it is bad, as the tenant's parameters have it. */
export interface BoardLevels {
  /** Per cent, falling. */
  readonly serviceLevel: readonly [look: number, bad: number];
  /** Per cent of the calls offered, rising. */
  readonly abandoned: readonly [look: number, bad: number];
  /** Seconds, rising. */
  readonly longestWait: readonly [look: number, bad: number];
}
export interface DayNumbers extends CallNumbers {
  readonly outbound: number;
  readonly slSeconds: number;
  readonly levels: BoardLevels;
  /** Every half hour of the tenant's day so far. */
  readonly series: readonly {
    readonly from: number;
    readonly offered: number;
    readonly answered: number;
    readonly abandoned: number;
    readonly outbound: number;
  }[];
}

// ── records (supervisors: of their departments; agents: their own) ──

/** `GET /calls?from&to&agentId&number&dnis&skill&outcome&direction&coid&limit&before`; newest first. */
export interface CallPage {
  readonly calls: readonly CallRow[];
  /** For `before` of the next page; null: that was all. */
  readonly next: string | null;
}
export interface CallRow {
  readonly callId: string;
  readonly coid: string;
  readonly direction: string;
  readonly ani: string;
  readonly dnis: string;
  readonly skill: string | null;
  readonly startedAt: number;
  readonly answeredAt: number | null;
  readonly endedAt: number;
  readonly outcome: string;
  readonly endedBy: string;
  readonly agentId: string | null;
  readonly agentName: string | null;
  readonly queueMs: number;
  readonly ringMs: number;
  readonly talkMs: number;
  readonly holdMs: number;
  /** Of the survey, 1 to 5; null: none was given. */
  readonly score: number | null;
  /** There is something of it to hear, for whoever asks. */
  readonly recorded: boolean;
}
/** A recorded talk. `GET /recordings/:recording/audio` is the WAV file; every listening is in the audit log. */
export interface CallRecording {
  readonly recording: string;
  readonly startedAt: number;
  /** Of sound: it pauses while the customer is out of the talk. */
  readonly seconds: number;
  /** Who is heard beside the customer. */
  readonly agents: readonly { readonly agentId: string; readonly agentName: string | null }[];
  /** `failed`: there never was anything to hear; `deleted`: there is no more. */
  readonly state: 'kept' | 'deleted' | 'failed';
}
/** `GET /calls/:callId`. */
export interface CallDetail extends CallRow {
  /** In the order in which they began; those that whoever asks may hear. */
  readonly recordings: readonly CallRecording[];
  readonly data: Readonly<Record<string, string>>;
  readonly segments: readonly {
    readonly kind: string;
    readonly from: number;
    readonly to: number;
    readonly agentId: string | null;
    readonly agentName: string | null;
    readonly skill: string | null;
    readonly outcome: string;
  }[];
}
/** `GET /agents/:agentId/day?date=2026-01-31`, the tenant's day. */
export interface AgentDay {
  readonly agentId: string;
  readonly name: string;
  readonly date: string;
  readonly from: number;
  readonly to: number;
  readonly stretches: readonly {
    readonly state: number;
    readonly from: number;
    readonly to: number;
    /** Its name; of one that is gone, its id. */
    readonly leaveReason: string | null;
    readonly workMode: string;
    readonly callId: string | null;
  }[];
  readonly numbers: AgentNumbers;
}
export interface AgentNumbers {
  readonly agentId: string;
  readonly name: string;
  readonly dept: string;
  readonly deptName: string;
  readonly handled: number;
  readonly missed: number;
  readonly outbound: number;
  readonly loggedOnMs: number;
  readonly readyMs: number;
  readonly talkMs: number;
  /** Of the calls in which the agent talked; null: there was none. */
  readonly averageTalkMs: number | null;
  readonly holdMs: number;
  readonly wrapupMs: number;
  readonly leaveMs: number;
  readonly averageScore: number | null;
}
export interface SkillNumbers extends CallNumbers {
  readonly skill: string;
  readonly name: string;
}
/** `GET /reports/{agents|skills|days}?from=2026-01-01&to=2026-01-31[&format=csv]`, both days included, 92 at most. */
export interface Report<Row> {
  readonly from: string;
  readonly to: string;
  readonly rows: readonly Row[];
}
export type AgentsReport = Report<AgentNumbers>;
export type SkillsReport = Report<SkillNumbers>;
export type DaysReport = Report<CallNumbers & { readonly date: string; readonly outbound: number }>;

// ── configuration (administrators) ──

/** `GET /config`: every table with its columns and rows. `GET /config/:table` one of them. */
export interface ConfigView {
  readonly tables: readonly ConfigTable[];
}
export interface ConfigTable {
  readonly table: string;
  readonly title: Bilingual;
  readonly help: Bilingual;
  /** Columns that name a row; a row's key is their values, joined by `/`. */
  readonly key: readonly string[];
  readonly columns: readonly ConfigColumn[];
  readonly rows: readonly ConfigRow[];
  /** Rows are neither added nor deleted. */
  readonly fixedRows?: boolean;
  /** Of parameters: the value of each key that has no row. */
  readonly defaults?: Readonly<Record<string, string>>;
}
export interface Bilingual {
  readonly 'zh-CN': string;
  readonly en: string;
}
export interface ConfigColumn {
  readonly name: string;
  readonly title: Bilingual;
  readonly help: Bilingual;
  /**
   * `list`: of a row's many (skills with levels, managed departments), `[{code, level}]` or `[id]`. `target`: `skill:1002`,
   * `outside:…`, `ivr:999`, `hangup`. `hours`: `1-5 09:00-18:00`. `secret`: written, never read (`true`: there is one).
   */
  readonly kind: 'text' | 'number' | 'flag' | 'choice' | 'target' | 'hours' | 'secret' | 'list' | 'levels';
  readonly optional: boolean;
  /** A text that may be empty, though there is always one. */
  readonly mayBeEmpty?: true;
  /** Text for `choice`; where the values are rows of another table (`ref`), they are asked of it. */
  readonly choices?: readonly { readonly value: string; readonly title: Bilingual }[];
  readonly ref?: string;
  readonly min?: number;
  readonly max?: number;
  readonly initial?: ConfigValue;
}
export type ConfigValue =
  | string
  | number
  | boolean
  | null
  | readonly string[]
  | readonly { readonly code: string; readonly level: number }[];
export type ConfigRow = Readonly<Record<string, ConfigValue>>;
/**
 * `PUT /config/:table` `{ row, was? }` adds a row or, where `was` names a key, changes that one; `DELETE /config/:table?key=…`.
 * It runs when this is answered. Refused whole with 422 `ConfigInvalid` and `problems: [{ at: column, text }]`.
 */
export interface ConfigPut {
  readonly row: ConfigRow;
  readonly was?: string;
  /** The row as the asker read it; 409 `ConfigChanged` when somebody has changed it since. */
  readonly seen?: ConfigRow;
}
export interface ConfigPutDone {
  readonly key: string;
  readonly row: ConfigRow;
  /** False: something else in the configuration is not understood, and stays as it was. */
  readonly clean: boolean;
}
/** `GET /config/export`: all of it as one file, secrets left out; `POST /config/import?dry=1` says what would change. */
export interface ConfigFile {
  readonly wssoftphone: 'configuration';
  readonly version: 1;
  readonly tables: Readonly<Record<string, readonly ConfigRow[]>>;
  readonly flows: readonly unknown[];
}
export interface ImportResult {
  readonly changes: readonly {
    readonly table: string;
    readonly added: number;
    readonly changed: number;
    readonly deleted: number;
  }[];
  /** Of what is done and does not run: the values that the server does not understand, and that stay as they were. */
  readonly problems: readonly { readonly at: string; readonly text: string }[];
  /** It is stored. */
  readonly done: boolean;
  /**
   * False of what is done: the server could not make all of it run. Without `problems`, the database or the switch did not
   * answer in that moment; the same import once more makes it run.
   */
  readonly running: boolean;
}
/** `GET /api-keys`, `DELETE /api-keys/:id` (204): keys of CRM servers. */
export interface ApiKeyList {
  readonly keys: readonly ApiKeyInfo[];
}
/** `POST /api-keys {name}`: the key itself is told once, here. */
export interface ApiKeyMade extends ApiKeyInfo {
  readonly key: string;
}
export interface ApiKeyInfo {
  readonly id: string;
  readonly name: string;
  readonly createdAt: number;
  readonly createdBy: string;
  readonly lastUsedAt: number | null;
}
/** `GET /origins`, `PUT /origins {origins}`, both answered so: those that the start options name stay, and are told apart. */
export interface OriginsView {
  readonly fixed: readonly string[];
  readonly origins: readonly string[];
}
/** `GET /audit?limit&before&actor&action`. */
export interface AuditPage {
  readonly entries: readonly {
    readonly at: number;
    readonly agentId: string;
    readonly action: string;
    readonly target: string;
    readonly outcome: string;
  }[];
  readonly next: string | null;
}
