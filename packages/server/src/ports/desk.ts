/**
 * Between the gateway and a tenant's runtime: messages only, so that the gateway can run in another process or machine.
 * Order is the point: what the sink hears comes in the order of the effects, and a command's reply is one of them.
 */
import type { CommandInput } from '@wssoftphone/engine';
import type { AgentEvent, Reply, SessionView } from '@wssoftphone/protocol';

export type Submission = Omit<CommandInput, 'kind'>;

export interface Desk {
  /** Exactly one `reply` with the same `ref` reaches the sink; never throws. A full inbox is answered ProcessFailed / LimitReached. */
  submit(submission: Submission): void;
  connectionClosed(conn: string): void;
  /** Re-reads the configuration (reloadSystemParam.do). False: something could not be parsed or read; it was logged. */
  reload(): Promise<boolean>;
  /**
   * How a session stands, to look at; null: there is none at that seat. Says nothing of commands under way: their answers
   * are replies.
   */
  session(ins: string): Promise<SessionView | null>;
}
export interface DeskSink {
  reply(ref: string, conn: string | null, reply: Reply): void;
  event(conn: string, event: AgentEvent): void;
}
