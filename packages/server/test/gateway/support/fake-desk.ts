import type { AgentEvent, AgentView, Reply, SessionView } from '@wssoftphone/protocol';
import type { Desk, DeskSink, Submission } from '../../../src/ports/desk.ts';

type Answer = (submission: Submission) => Reply | null;

/** A desk whose answers are the test's: it remembers what it was asked and says what it is told. */
export class FakeDesk implements Desk {
  readonly submissions: Submission[] = [];
  readonly closed: string[] = [];
  reloads: () => Promise<boolean> = async () => true;
  /** Null keeps the desk silent. */
  answer: Answer = (submission) => succ(submission);
  #sink: DeskSink | null = null;
  #watchers: { readonly done: () => boolean; readonly resolve: () => void }[] = [];

  attach(sink: DeskSink): void {
    this.#sink = sink;
  }
  submit(submission: Submission): void {
    this.submissions.push(submission);
    const reply = this.answer(submission);
    if (reply) this.reply(submission, reply);
    this.#notify();
  }
  connectionClosed(conn: string): void {
    this.closed.push(conn);
    this.#notify();
  }
  reload(): Promise<boolean> {
    return this.reloads();
  }
  /** Sessions to look at, by seat. */
  readonly sessions = new Map<string, SessionView>();
  async session(ins: string): Promise<SessionView | null> {
    return this.sessions.get(ins) ?? null;
  }

  reply({ ref, conn }: Submission, reply: Reply): void {
    this.#sink?.reply(ref, conn, reply);
  }
  event(conn: string, event: AgentEvent): void {
    this.#sink?.event(conn, event);
  }

  /** Resolves when the condition holds; looked at after every call. */
  when(done: () => boolean): Promise<void> {
    if (done()) return Promise.resolve();
    return new Promise((resolve) => this.#watchers.push({ done, resolve }));
  }
  /** The last submission of that command, waited for. */
  async asked(command: string): Promise<Submission> {
    const find = () => this.submissions.findLast((one) => one.command.command === command);
    await this.when(() => find() !== undefined);
    const found = find();
    if (!found) throw new Error('unreachable');
    return found;
  }
  #notify(): void {
    this.#watchers = this.#watchers.filter(({ done, resolve }) => {
      if (!done()) return true;
      resolve();
      return false;
    });
  }
}

export function succ(submission: Submission, more: Partial<Reply> = {}): Reply {
  const { command, ins, id } = submission.command;
  return {
    command,
    ins,
    errorCode: 'Succ',
    datas: {},
    at: 1,
    ...(id === undefined ? {} : { replyTo: id }),
    ...more,
  };
}

export function agentView(more: Partial<AgentView> = {}): AgentView {
  return {
    ins: '6002',
    agentId: '888',
    agentName: '员工888',
    agentState: 3,
    stateSince: 1,
    agentWorkMode: '0',
    leaveReason: null,
    delegatorId: 'd0c5',
    isMonitor: false,
    monitorDepts: [],
    canKeepLogon: false,
    isKeepLogon: false,
    isDigitalDevice: true,
    ...more,
  };
}

export const event = (name: 'HoldSucc' | 'DialBegin' | 'StateChange', seq: number): AgentEvent => ({
  event: name,
  ins: '6002',
  seq,
  at: 1,
});
