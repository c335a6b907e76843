/** Short messages between agents (manual 2.3, function 37): a conversation with each colleague, bounded. Kept by the page only. */
import type { AgentMessage } from 'wssoftphone';
import { UI_LIMITS } from './limits.ts';

export interface Line {
  readonly mine: boolean;
  readonly text: string;
  /** Epoch milliseconds. */
  readonly at: number;
}
export interface Thread {
  readonly ins: string;
  readonly name: string;
  readonly lines: readonly Line[];
  readonly unread: number;
}

/** Conversations, the one with the newest message first. */
export type Threads = readonly Thread[];

/** The conversations of this page, and what has been typed into each and not been sent. */
export class Mailbox {
  threads: Threads = [];
  readonly drafts = new Map<string, string>();

  get unread(): number {
    return this.threads.reduce((sum, { unread }) => sum + unread, 0);
  }
  /** `isOpen`: the agent is looking at that conversation. */
  arrived({ fromIns, fromName, text, at }: AgentMessage, isOpen: boolean): void {
    this.#put(fromIns, fromName, { mine: false, text, at }, isOpen ? 0 : 1);
  }
  sent(ins: string, name: string, text: string, at: number): void {
    this.#put(ins, name, { mine: true, text, at }, 0);
  }
  read(ins: string): void {
    this.threads = this.threads.map((one) => (one.ins === ins && one.unread > 0 ? { ...one, unread: 0 } : one));
  }
  /** What stands in the field of a conversation; of too many the oldest is forgotten. */
  draft(ins: string, text: string): void {
    this.drafts.delete(ins);
    if (text) this.drafts.set(ins, text);
    const [oldest] = this.drafts.keys();
    if (oldest !== undefined && this.drafts.size > UI_LIMITS.threads) this.drafts.delete(oldest);
  }
  clear(): void {
    this.threads = [];
    this.drafts.clear();
  }

  #put(ins: string, name: string, line: Line, unread: number): void {
    const before = this.threads.find((one) => one.ins === ins);
    const thread: Thread = {
      ins,
      name: name || before?.name || '',
      lines: [...(before?.lines ?? []), line].slice(-UI_LIMITS.messages),
      unread: (before?.unread ?? 0) + unread,
    };
    this.threads = [thread, ...this.threads.filter((one) => one !== before)].slice(0, UI_LIMITS.threads);
  }
}
