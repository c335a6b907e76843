/** `GET /reports/{agents|skills|days}`: what was, added up over days of the tenant's calendar; as JSON or as a table. */
import type { Lang } from '@wssoftphone/protocol';
import type { AgentNumbers, AgentsReport, CallNumbers, DaysReport, SkillsReport } from '@wssoftphone/protocol/console';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { QueueSums, Span } from '../ports/reports.ts';
import { agentNumbers } from './agent-numbers.ts';
import { type Cell, csv } from './csv.ts';
import { byWeek, DAY_MS, dateOf, dayOf } from './days.ts';
import { callNumbers, NO_CALLS, together } from './numbers.ts';
import { type ConsoleParts, langOf, needs, personOf } from './parts.ts';
import { oneOf, type Query, READING_LIMITS, reading, type Turns, textOf, Unreadable } from './reading.ts';
import { type Sight, sightOf } from './sight.ts';

interface Days extends Span {
  /** The first and the last, `yyyy-MM-dd`. */
  readonly first: string;
  readonly last: string;
  readonly utcOffsetMinutes: number;
}

export function reportRoutes(app: FastifyInstance, parts: ConsoleParts, turns: Turns): void {
  const { config } = parts;
  const onRequest = needs('supervisor', parts);
  const route = <Row>(
    kind: string,
    read: (days: Days, sight: Sight) => Promise<readonly Row[]>,
    columns: readonly Column<Row>[],
  ): void => {
    app.get(
      `/reports/${kind}`,
      { onRequest },
      reading(parts, turns, async (request, reply) => {
        const query = request.query as Query;
        const days = daysOf(query, config().params.utcOffsetMinutes);
        const asTable = oneOf(query, 'format', ['csv', 'json']) === 'csv';
        const rows = await read(days, sightOf(personOf(request), config()));
        const { first: from, last: to } = days;
        return asTable
          ? sendTable(reply, `${kind}-${from}-${to}`, table(rows, columns, langOf(request, parts)))
          : { from, to, rows };
      }),
    );
  };
  route('agents', (days, sight) => agentRows(parts, days, sight), AGENT_COLUMNS);
  route('skills', (days) => skillRows(parts, days), SKILL_COLUMNS);
  route('days', (days) => dayRows(parts, days), DAY_COLUMNS);
}

function daysOf(query: Query, utcOffsetMinutes: number): Days {
  const [first, last] = (['from', 'to'] as const).map((param) => {
    const date = textOf(query, param) ?? '';
    const day = dayOf(date, utcOffsetMinutes);
    if (day === null) throw new Unreadable(param, 'a date such as 2026-01-31');
    return { date, ...day };
  });
  if (!first || !last) throw new Error('two dates');
  const days = (last.to - first.from) / DAY_MS;
  if (days < 1 || days > READING_LIMITS.days) {
    throw new Unreadable('to', `a day not before \`from\`, and at most ${READING_LIMITS.days} days in all`);
  }
  return { from: first.from, to: last.to, first: first.date, last: last.date, utcOffsetMinutes };
}

async function agentRows(parts: ConsoleParts, days: Days, sight: Sight): Promise<AgentsReport['rows']> {
  const rows = await agentNumbers(parts, days);
  return rows.filter(({ agentId, dept }) => sight.agent(agentId, dept));
}

async function skillRows({ tenant, store, config }: ConsoleParts, days: Days): Promise<SkillsReport['rows']> {
  const { skills, params } = config();
  const inTimeMs = params.serviceLevelSeconds * 1000;
  const sums = await byWeek(days, (week) =>
    store.reports.queues(tenant, { ...week, inTimeMs, slotMs: week.to - week.from }),
  );
  const sumsOf = new Map<string, QueueSums>();
  for (const row of sums) {
    if (row.skill !== null) sumsOf.set(row.skill, together(sumsOf.get(row.skill) ?? NO_CALLS, row));
  }
  const names = new Map(skills.map(({ code, name }) => [code, name]));
  // Skills that are gone have their past all the same.
  return [...new Set([...names.keys(), ...sumsOf.keys()])].map((skill) => ({
    skill,
    name: names.get(skill) ?? skill,
    ...callNumbers(sumsOf.get(skill) ?? NO_CALLS),
  }));
}

async function dayRows({ tenant, store, config }: ConsoleParts, days: Days): Promise<DaysReport['rows']> {
  const inTimeMs = config().params.serviceLevelSeconds * 1000;
  return byWeek(days, async (week, first) => {
    const slots = { from: week.from, to: week.to, slotMs: DAY_MS };
    const sums = await store.reports.queues(tenant, { ...slots, inTimeMs });
    const dialled = await store.reports.outbound(tenant, slots);
    const whole = new Map(sums.filter(({ skill }) => skill === null).map((row) => [row.slot, row]));
    const outbound = new Map(dialled.map(({ slot, calls }) => [slot, calls]));
    return Array.from({ length: (week.to - week.from) / DAY_MS }, (_, slot) => ({
      date: dateOf(days.from + (first + slot) * DAY_MS, days.utcOffsetMinutes),
      ...callNumbers(whole.get(slot) ?? NO_CALLS),
      outbound: outbound.get(slot) ?? 0,
    }));
  });
}

// ── as a table ──

interface Column<Row> {
  readonly title: Readonly<Record<Lang, string>>;
  readonly cell: (row: Row) => Cell;
}
const column = <Row>(zh: string, en: string, cell: (row: Row) => Cell): Column<Row> => ({
  title: { 'zh-CN': zh, en },
  cell,
});
/** Whole seconds, which a spreadsheet can add up. */
const seconds = (ms: number | null): number | null => (ms === null ? null : Math.round(ms / 1000));

const CALL_COLUMNS: readonly Column<CallNumbers>[] = [
  column('来电', 'Offered', (row) => row.offered),
  column('接听', 'Answered', (row) => row.answered),
  column('放弃', 'Abandoned', (row) => row.abandoned),
  column('服务水平（%）', 'Service level (%)', (row) => row.serviceLevel),
  column('平均等待（秒）', 'Average wait (s)', (row) => seconds(row.averageWaitMs)),
  column('平均通话（秒）', 'Average talk (s)', (row) => seconds(row.averageTalkMs)),
  column('最长等待（秒）', 'Longest wait (s)', (row) => seconds(row.longestWaitMs)),
];
const SKILL_COLUMNS: readonly Column<SkillsReport['rows'][number]>[] = [
  column('技能', 'Skill', (row) => row.skill),
  column('名称', 'Name', (row) => row.name),
  ...CALL_COLUMNS,
];
const DAY_COLUMNS: readonly Column<DaysReport['rows'][number]>[] = [
  column('日期', 'Date', (row) => row.date),
  ...CALL_COLUMNS,
  column('外呼', 'Outbound', (row) => row.outbound),
];
const AGENT_COLUMNS: readonly Column<AgentNumbers>[] = [
  column('工号', 'Agent', (row) => row.agentId),
  column('姓名', 'Name', (row) => row.name),
  column('部门', 'Department', (row) => row.deptName),
  column('接听', 'Handled', (row) => row.handled),
  column('未接', 'Missed', (row) => row.missed),
  column('外呼', 'Outbound', (row) => row.outbound),
  column('登录（秒）', 'Logged on (s)', (row) => seconds(row.loggedOnMs)),
  column('示闲（秒）', 'Ready (s)', (row) => seconds(row.readyMs)),
  column('通话（秒）', 'Talk (s)', (row) => seconds(row.talkMs)),
  column('保持（秒）', 'Hold (s)', (row) => seconds(row.holdMs)),
  column('话后（秒）', 'Wrap-up (s)', (row) => seconds(row.wrapupMs)),
  column('离开（秒）', 'Leave (s)', (row) => seconds(row.leaveMs)),
  column('平均评分', 'Average score', (row) => row.averageScore),
];

const table = <Row>(rows: readonly Row[], columns: readonly Column<Row>[], lang: Lang): string =>
  csv([columns.map(({ title }) => title[lang]), ...rows.map((row) => columns.map(({ cell }) => cell(row)))]);

const sendTable = (reply: FastifyReply, name: string, text: string): FastifyReply =>
  reply.header('content-disposition', `attachment; filename="${name}.csv"`).type('text/csv; charset=utf-8').send(text);
