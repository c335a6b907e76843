/** What each report shows: its columns, sums and chart, as data. */
import type { AgentNumbers, CallNumbers, DaysReport, SkillNumbers } from '@wssoftphone/protocol/console';
import { lengthOf } from '../../lib/tenant-time.ts';
import type { REPORTS } from './texts.ts';

export type Key = keyof (typeof REPORTS)['en'];
export type ReportKind = 'agents' | 'skills' | 'days';
export const REPORT_KINDS: readonly ReportKind[] = ['agents', 'skills', 'days'];
export type DayRow = DaysReport['rows'][number];

export interface Column<Row> {
  readonly key: Key;
  /** What is sorted by; text for names. */
  readonly of: (row: Row) => number | string | null;
  readonly show: (row: Row) => string;
  /** Under the line: null where a sum means nothing. */
  readonly sum: ((rows: readonly Row[]) => string) | null;
}
/** Bars of the chart; those of one stack stand on each other. */
export interface Series<Row> {
  readonly key: Key;
  readonly kind: string;
  readonly stack: string | null;
  readonly of: (row: Row) => number;
}
export interface ReportForm<Row> {
  readonly name: (row: Row) => string;
  /** Under its bars, where there is less room. */
  readonly short: (row: Row) => string;
  readonly columns: readonly Column<Row>[];
  readonly series: readonly Series<Row>[];
}

const sumOf = <Row>(rows: readonly Row[], of: (row: Row) => number): number =>
  rows.reduce((total, row) => total + of(row), 0);
const words = <Row>(key: Key, of: (row: Row) => string): Column<Row> => ({ key, of, show: of, sum: null });
const count = <Row>(key: Key, of: (row: Row) => number): Column<Row> => ({
  key,
  of,
  show: (row) => String(of(row)),
  sum: (rows) => String(sumOf(rows, of)),
});
const time = <Row>(key: Key, of: (row: Row) => number): Column<Row> => ({
  key,
  of,
  show: (row) => lengthOf(of(row)),
  sum: (rows) => lengthOf(sumOf(rows, of)),
});
/** @param weight of a row in the mean of all; null: not known, and a mean of means says nothing. */
const figure = <Row>(
  key: Key,
  of: (row: Row) => number | null,
  show: (value: number) => string,
  weight: ((row: Row) => number) | null = null,
): Column<Row> => {
  const shown = (value: number | null): string => (value === null ? '–' : show(value));
  return {
    key,
    of,
    show: (row) => shown(of(row)),
    sum: weight && ((rows) => shown(mean(rows, of, weight))),
  };
};
function mean<Row>(rows: readonly Row[], of: (row: Row) => number | null, weight: (row: Row) => number): number | null {
  const all = sumOf(rows, weight);
  return all === 0 ? null : sumOf(rows, (row) => (of(row) ?? 0) * weight(row)) / all;
}

const percent = (value: number): string => `${value.toFixed(1)}%`;

/** Of calls: sums of counts; the longest of the longest. */
const calls = <Row extends CallNumbers>(): Column<Row>[] => [
  count('offered', (row) => row.offered),
  count('answered', (row) => row.answered),
  count('abandoned', (row) => row.abandoned),
  figure(
    'serviceLevel',
    (row) => row.serviceLevel,
    percent,
    (row) => row.offered,
  ),
  figure(
    'averageWait',
    (row) => row.averageWaitMs,
    lengthOf,
    (row) => row.offered,
  ),
  figure(
    'averageTalk',
    (row) => row.averageTalkMs,
    lengthOf,
    (row) => row.answered,
  ),
  {
    ...time<Row>('longestWait', (row) => row.longestWaitMs),
    sum: (rows) => lengthOf(Math.max(0, ...rows.map((row) => row.longestWaitMs))),
  },
];
const callSeries = <Row extends CallNumbers>(): Series<Row>[] => [
  { key: 'answered', kind: 'ready', stack: 'calls', of: (row) => row.answered },
  { key: 'abandoned', kind: 'leave', stack: 'calls', of: (row) => row.abandoned },
];

export const AGENTS_FORM: ReportForm<AgentNumbers> = {
  name: ({ agentId, name }) => `${agentId} ${name}`,
  short: ({ agentId, name }) => name || agentId,
  columns: [
    words('agent', ({ agentId, name }) => `${agentId} ${name}`),
    words('dept', ({ deptName }) => deptName),
    count('handled', (row) => row.handled),
    count('missed', (row) => row.missed),
    count('outbound', (row) => row.outbound),
    time('loggedOn', (row) => row.loggedOnMs),
    time('ready', (row) => row.readyMs),
    time('talk', (row) => row.talkMs),
    time('hold', (row) => row.holdMs),
    time('wrapup', (row) => row.wrapupMs),
    time('leave', (row) => row.leaveMs),
    figure(
      'score',
      (row) => row.averageScore,
      (value) => value.toFixed(1),
    ),
  ],
  series: [
    { key: 'handled', kind: 'talk', stack: 'calls', of: (row) => row.handled },
    { key: 'missed', kind: 'leave', stack: 'calls', of: (row) => row.missed },
    { key: 'outbound', kind: 'wrapup', stack: null, of: (row) => row.outbound },
  ],
};
export const SKILLS_FORM: ReportForm<SkillNumbers> = {
  name: ({ skill, name }) => `${skill} ${name}`,
  short: ({ skill, name }) => name || skill,
  columns: [words('skill', ({ skill, name }) => `${skill} ${name}`), ...calls<SkillNumbers>()],
  series: callSeries(),
};
export const DAYS_FORM: ReportForm<DayRow> = {
  name: ({ date }) => date,
  short: ({ date }) => date.slice('2026-'.length),
  columns: [words('date', ({ date }) => date), ...calls<DayRow>(), count('outbound', (row) => row.outbound)],
  series: [...callSeries<DayRow>(), { key: 'outbound', kind: 'wrapup', stack: null, of: (row) => row.outbound }],
};

/** Names by the alphabet of the page, numbers by size; what there is none of comes last either way. */
export function sorted<Row>(rows: readonly Row[], { of }: Column<Row>, down: boolean, lang: string): readonly Row[] {
  const sign = down ? -1 : 1;
  return [...rows].sort((first, second) => {
    const [a, b] = [of(first), of(second)];
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
    const order = typeof a === 'string' ? a.localeCompare(String(b), lang, { numeric: true }) : a - Number(b);
    return sign * order;
  });
}
