/** Whom this person monitors: whom the page asked for; after a reload, who shares a call with the person's seat. */
import type { LiveAgent, LiveCall } from '@wssoftphone/protocol/console';

const WATCHING = [16, 17, 18];

export function watchedSeat(
  phone: { readonly state: number; readonly ins: string },
  asked: string | null,
  calls: Iterable<LiveCall>,
): string | null {
  if (!WATCHING.includes(phone.state)) return null;
  if (asked !== null) return asked;
  for (const { ins } of calls) if (ins.includes(phone.ins)) return ins.find((one) => one !== phone.ins) ?? null;
  return null;
}

export type SortBy = 'agent' | 'state' | 'time';
export interface Filter {
  readonly text: string;
  readonly dept: string;
  readonly group: string;
}

const order = new Intl.Collator('zh-CN', { numeric: true });

/** Those whom the filter lets through, in an order that changes only when the sorting asks for it. */
export function listed(
  agents: Iterable<LiveAgent>,
  { text, dept, group }: Filter,
  sortBy: SortBy,
  groupOf: (state: number) => string,
  rankOf: (group: string) => number,
): LiveAgent[] {
  const wanted = text.toLowerCase().split(/\s+/).filter(Boolean);
  const found = [...agents].filter((agent) => {
    if (dept !== '' && agent.dept !== dept) return false;
    if (group !== '' && groupOf(agent.state) !== group) return false;
    const row = `${agent.name} ${agent.agentId} ${agent.ins}`.toLowerCase();
    return wanted.every((word) => row.includes(word));
  });
  const byId = (a: LiveAgent, b: LiveAgent): number => order.compare(a.agentId, b.agentId);
  const byTime = (a: LiveAgent, b: LiveAgent): number => a.since - b.since || byId(a, b);
  if (sortBy === 'time') return found.sort(byTime);
  if (sortBy === 'agent') return found.sort(byId);
  return found.sort((a, b) => rankOf(groupOf(a.state)) - rankOf(groupOf(b.state)) || byTime(a, b));
}
