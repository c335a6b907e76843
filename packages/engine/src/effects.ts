/** Everything a step can ask for. The runtime persists what changed first, then carries these out in order. */
import type { AgentEvent, Reply } from '@wssoftphone/protocol';
import type { SwitchCommand } from './switch-contract.ts';

export type Effect =
  /** Exactly one for each command input. */
  | { readonly kind: 'reply'; readonly ref: string; readonly conn: string | null; readonly reply: Reply }
  /** For the socket that controls the session (or, for WebSocketReplaced, the one that just lost it). */
  | { readonly kind: 'event'; readonly conn: string; readonly event: AgentEvent }
  | { readonly kind: 'switch'; readonly command: SwitchCommand }
  /** Sets or replaces the timer of that key. */
  | { readonly kind: 'timer'; readonly key: string; readonly at: number; readonly epoch: number }
  | { readonly kind: 'timer-cancel'; readonly key: string }
  | { readonly kind: 'record'; readonly record: CallRecord | AgentStateRecord | AuditRecord | RecordingRecord }
  /**
   * Secret digits to the tenant's checker; an input `verified` answers. They may go nowhere else: no log, no record, no
   * document.
   */
  | {
      readonly kind: 'verify';
      readonly call: string;
      readonly request: string;
      readonly svn: string;
      readonly ani: string;
      readonly coid: string;
      readonly digits: string;
    }
  /** A flow asks the tenant's systems; an input `http-result` answers. The host is for whoever carries it out to allow. */
  | {
      readonly kind: 'http';
      readonly call: string;
      readonly request: string;
      readonly svn: string;
      readonly method: 'GET' | 'POST';
      readonly url: string;
      /** JSON body of a POST. */
      readonly body: Readonly<Record<string, string>> | null;
      /** What the answer is asked for: a JSON pointer for each key. */
      readonly save: Readonly<Record<string, string>>;
      readonly timeoutMs: number;
    }
  /** For the log. Never holds digits of a password. */
  | {
      readonly kind: 'notice';
      readonly level: 'info' | 'warn' | 'error';
      readonly code: string;
      readonly call?: string;
      readonly ins?: string;
      readonly detail?: Readonly<Record<string, string | number | boolean>>;
    };

export type CallOutcome =
  /** A person and an agent talked. */
  | 'answered'
  /** The caller gave up while waiting or ringing. */
  | 'abandoned'
  | 'overflowed'
  | 'closed'
  | 'no-route'
  | 'busy'
  | 'no-answer'
  | 'rejected'
  | 'unreachable'
  | 'cancelled'
  /** A flow served the caller to its end. */
  | 'self-service'
  | 'failed'
  | 'lost';

/** One stretch of a call with one party in charge. Times in epoch milliseconds. */
export interface Segment {
  readonly kind:
    | 'ivr'
    | 'queue'
    | 'ring'
    | 'talk'
    | 'hold'
    | 'consult'
    | 'conference'
    | 'monitor'
    | 'transfer'
    | 'dial'
    | 'wrapup';
  readonly from: number;
  readonly to: number;
  readonly ins: string | null;
  readonly agentId: string | null;
  readonly skill: string | null;
  /** How it ended: answered, no-answer, rejected, abandoned, … */
  readonly outcome: string;
}

/** One for each call, at its end. */
export interface CallRecord {
  readonly type: 'call';
  readonly callId: string;
  readonly coid: string;
  readonly direction: '0' | '1' | '2';
  readonly ani: string;
  readonly dnis: string;
  readonly skill: string | null;
  readonly startedAt: number;
  /** First talk; null when nobody talked. */
  readonly answeredAt: number | null;
  readonly endedAt: number;
  readonly outcome: CallOutcome;
  /** Who hung up first. */
  readonly endedBy: 'customer' | 'agent' | 'system';
  /** The agent who talked last, or who dialled. */
  readonly ins: string | null;
  readonly agentId: string | null;
  /** Milliseconds. */
  readonly queueMs: number;
  readonly ringMs: number;
  readonly talkMs: number;
  readonly holdMs: number;
  /** Attached data; `NUMBERHIDDEN` "1" where whoever shows the record to people has to mask the customer's number. */
  readonly data: Readonly<Record<string, string>>;
  readonly segments: readonly Segment[];
}
/** One stretch of an agent in one state; they add up to the shift. */
export interface AgentStateRecord {
  readonly type: 'agent-state';
  readonly agentId: string;
  readonly ins: string;
  readonly state: number;
  readonly workMode: string;
  readonly leaveReason: string | null;
  readonly callId: string | null;
  readonly from: number;
  readonly to: number;
}
/** One for each recording, when it is over. The sound is the switch's to keep, under this name. */
export interface RecordingRecord {
  readonly type: 'recording';
  readonly recording: string;
  readonly callId: string;
  readonly startedAt: number;
  readonly endedAt: number;
  /** Of sound: pauses do not count. */
  readonly seconds: number;
  /** Who is heard in it beside the customer. */
  readonly agentIds: readonly string[];
  /** False: there is nothing to hear. */
  readonly ok: boolean;
}
export interface AuditRecord {
  readonly type: 'audit';
  readonly at: number;
  readonly agentId: string;
  readonly ins: string;
  readonly action: string;
  readonly target: string;
  readonly outcome: string;
}

/** Which live documents a step changed; the runtime writes each before the effects leave. */
export type DocKey = `agent:${string}` | `call:${string}` | `task:${string}` | `recording:${string}` | 'tenant';

export interface StepResult {
  readonly effects: readonly Effect[];
  readonly changed: readonly DocKey[];
}
