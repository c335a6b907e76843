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

export const unreadOf = (threads: Threads): number => threads.reduce((sum, { unread }) => sum + unread, 0);

/** `isOpen`: the agent is looking at that conversation. */
export function withArrived(threads: Threads, message: AgentMessage, isOpen: boolean): Threads {
  const line: Line = { mine: false, text: message.text, at: message.at };
  return put(threads, message.fromIns, message.fromName, line, isOpen ? 0 : 1);
}
export const withSent = (threads: Threads, ins: string, name: string, text: string, at: number): Threads =>
  put(threads, ins, name, { mine: true, text, at }, 0);

export const withRead = (threads: Threads, ins: string): Threads =>
  threads.map((one) => (one.ins === ins && one.unread > 0 ? { ...one, unread: 0 } : one));

function put(threads: Threads, ins: string, name: string, line: Line, unread: number): Threads {
  const before = threads.find((one) => one.ins === ins);
  const thread: Thread = {
    ins,
    name: name || before?.name || '',
    lines: [...(before?.lines ?? []), line].slice(-UI_LIMITS.messages),
    unread: (before?.unread ?? 0) + unread,
  };
  return [thread, ...threads.filter((one) => one !== before)].slice(0, UI_LIMITS.threads);
}
