/** What agents did in a span of time: sums of the store, and the stretch that is under way, which no record has yet. */
import type { BoardAgent, TenantConfig } from '@wssoftphone/engine';
import { ESPState } from '@wssoftphone/protocol';
import type { AgentDay, AgentNumbers } from '@wssoftphone/protocol/console';
import type { AgentCallRow, AgentTimeRow, Span } from '../ports/reports.ts';
import { byWeek } from './days.ts';
import type { ConsoleParts } from './parts.ts';

type Reading = Pick<ConsoleParts, 'tenant' | 'store' | 'clock' | 'config' | 'board'>;

/** By agent id; only agents of whom there is anything. */
export async function agentNumbers(
  { tenant, store, clock, config, board }: Reading,
  span: Span & { readonly agentId?: string },
): Promise<AgentNumbers[]> {
  const { reports } = store;
  const who = span.agentId === undefined ? {} : { agentId: span.agentId };
  const calls = await byWeek(span, (week) => reports.agentCalls(tenant, { ...week, ...who }));
  const times = await byWeek(span, (week) => reports.agentTimes(tenant, { ...week, ...who }));
  const now = await board();
  const running = (now?.agents ?? [])
    .filter(({ agentId }) => span.agentId === undefined || agentId === span.agentId)
    .flatMap((agent) => runningTime(agent, span, clock.now()));
  const callsOf = new Map<string, AgentCallRow>();
  for (const row of calls) {
    const sum = callsOf.get(row.agentId);
    callsOf.set(row.agentId, sum ? bothOf(sum, row) : row);
  }
  const timesOf = new Map<string, AgentTimeRow[]>();
  for (const row of [...times, ...running]) {
    const rows = timesOf.get(row.agentId);
    if (rows) rows.push(row);
    else timesOf.set(row.agentId, [row]);
  }
  const known = new Map(config().agents.map((agent) => [agent.agentId, agent]));
  const ids = [...new Set([...callsOf.keys(), ...timesOf.keys()])].sort();
  const sums = timeSums(config());
  const deptName = deptNames(config());
  return ids.map((agentId): AgentNumbers => {
    const row = callsOf.get(agentId);
    const agent = known.get(agentId);
    return {
      agentId,
      name: agent?.name ?? agentId,
      dept: agent?.dept ?? '',
      deptName: deptName(agent?.dept ?? ''),
      handled: row?.handled ?? 0,
      missed: row?.missed ?? 0,
      outbound: row?.outbound ?? 0,
      ...sums(timesOf.get(agentId) ?? []),
      talkMs: row?.talkMs ?? 0,
      averageTalkMs: row && row.talked > 0 ? Math.round(row.talkMs / row.talked) : null,
      holdMs: row?.holdMs ?? 0,
      averageScore: row && row.scores > 0 ? Math.round((row.scoreSum / row.scores) * 100) / 100 : null,
    };
  });
}

function deptNames({ departments }: TenantConfig): (id: string) => string {
  const names = new Map(departments.map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? id;
}

const bothOf = (a: AgentCallRow, b: AgentCallRow): AgentCallRow => ({
  agentId: a.agentId,
  handled: a.handled + b.handled,
  missed: a.missed + b.missed,
  outbound: a.outbound + b.outbound,
  talked: a.talked + b.talked,
  talkMs: a.talkMs + b.talkMs,
  holdMs: a.holdMs + b.holdMs,
  scores: a.scores + b.scores,
  scoreSum: a.scoreSum + b.scoreSum,
});

function timeSums(config: TenantConfig) {
  const basic = new Map(config.workModes.map((mode) => [mode.serviceWorkMode, mode.basic]));
  return (times: readonly AgentTimeRow[]): Pick<AgentNumbers, 'loggedOnMs' | 'readyMs' | 'wrapupMs' | 'leaveMs'> => {
    const total = (counts: (row: AgentTimeRow) => boolean): number =>
      times.reduce((sum, row) => (counts(row) ? sum + row.ms : sum), 0);
    return {
      loggedOnMs: total(() => true),
      // Idle in a mode that takes calls.
      readyMs: total(({ state, workMode }) => state === ESPState.AGENTSTATE_IDLE && basic.get(workMode) === 0),
      wrapupMs: total(({ state }) => state === ESPState.AGENTSTATE_WRAPUP),
      leaveMs: total(({ state }) => state === ESPState.AGENTSTATE_LEAVE),
    };
  };
}

/** As much of it as lies in the span; null: nothing does. */
const within = (from: number, to: number, span: Span): Span | null => {
  const cut = { from: Math.max(from, span.from), to: Math.min(to, span.to) };
  return cut.from < cut.to ? cut : null;
};

function runningTime({ agentId, stretch }: BoardAgent, span: Span, now: number): AgentTimeRow[] {
  const cut = stretch && within(stretch.from, now, span);
  return stretch && cut ? [{ agentId, state: stretch.state, workMode: stretch.workMode, ms: cut.to - cut.from }] : [];
}

/** Null: nobody knows such an agent. */
export async function agentDay(parts: Reading, agentId: string, date: string, day: Span): Promise<AgentDay | null> {
  const { tenant, store, clock, config, board } = parts;
  const query = { ...day, agentId };
  const records = await store.reports.stretches(tenant, query);
  const [numbers] = await agentNumbers(parts, query);
  const now = await board();
  const agent = config().agents.find((one) => one.agentId === agentId);
  if (!agent && !numbers && records.length === 0) return null;
  const running = now?.agents.find((one) => one.agentId === agentId)?.stretch;
  const all = running ? [...records, { ...running, to: clock.now() }] : records;
  const reasons = new Map(config().leaveReasons.map(({ reasonId, name }) => [reasonId, name]));
  const reason = (id: string): string => reasons.get(id) ?? id;
  const stretches = all.flatMap(({ state, from, to, leaveReason, workMode, callId }) => {
    const cut = within(from, to, day);
    return cut ? [{ state, ...cut, leaveReason: leaveReason && reason(leaveReason), workMode, callId }] : [];
  });
  const name = agent?.name ?? agentId;
  const dept = agent?.dept ?? '';
  const none = { agentId, name, dept, deptName: deptNames(config())(dept), ...NOTHING };
  return { agentId, name, date, ...day, stretches, numbers: numbers ?? none };
}
const NOTHING = {
  handled: 0,
  missed: 0,
  outbound: 0,
  loggedOnMs: 0,
  readyMs: 0,
  talkMs: 0,
  averageTalkMs: null,
  holdMs: 0,
  wrapupMs: 0,
  leaveMs: 0,
  averageScore: null,
} as const;
