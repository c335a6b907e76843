/** What is searched for: in the address, so that a search can be kept and sent to a colleague. */
import { DAY, inputOf, PRESETS, type Preset, presetDays, timeOf } from '../../lib/tenant-time.ts';

export interface Filters {
  preset: Preset | 'custom';
  /** Texts of datetime-local inputs; of a preset they are not used. */
  from: string;
  to: string;
  agentId: string;
  number: string;
  dnis: string;
  skill: string;
  outcome: string;
  direction: string;
  coid: string;
}
export const TEXT_FILTERS = ['agentId', 'number', 'dnis', 'skill', 'outcome', 'direction', 'coid'] as const;

/** Rows of one request, and how many are shown at most: past it, a narrower search serves better than a longer list. */
export const PAGE_ROWS = 50;
export const MOST_ROWS = 1_000;

const LONGEST_TEXT = 64;

export const EMPTY: Filters = {
  preset: 'today',
  from: '',
  to: '',
  agentId: '',
  number: '',
  dnis: '',
  skill: '',
  outcome: '',
  direction: '',
  coid: '',
};

const isPreset = (text: unknown): text is Preset => (PRESETS as readonly unknown[]).includes(text);

/** @param query of the address; whoever wrote it may have written anything. */
export function filtersOf(query: Readonly<Record<string, unknown>>): Filters {
  const text = (name: string): string => {
    const value = query[name];
    return typeof value === 'string' ? value.slice(0, LONGEST_TEXT) : '';
  };
  const { from, to } = { from: text('from'), to: text('to') };
  const custom = timeOf(from) !== null && timeOf(to) !== null;
  const preset = query.preset;
  return {
    preset: custom ? 'custom' : isPreset(preset) ? preset : 'today',
    from: custom ? from : '',
    to: custom ? to : '',
    ...(Object.fromEntries(TEXT_FILTERS.map((name) => [name, text(name)])) as Pick<
      Filters,
      (typeof TEXT_FILTERS)[number]
    >),
  };
}

/** The other way; what is not asked for is left out. */
export function queryOf(filters: Filters): Record<string, string> {
  const query: Record<string, string> = {};
  if (filters.preset === 'custom') {
    query.from = filters.from;
    query.to = filters.to;
  } else if (filters.preset !== 'today') query.preset = filters.preset;
  for (const name of TEXT_FILTERS) {
    const value = filters[name].trim();
    if (value !== '') query[name] = value;
  }
  return query;
}

/** The times a search spans, epoch milliseconds; null: they are no times, or the wrong way round. */
export function spanOf({ preset, from, to }: Filters, now: number): { from: number; to: number } | null {
  if (preset === 'custom') {
    const [first, last] = [timeOf(from), timeOf(to)];
    return first !== null && last !== null && first < last ? { from: first, to: last } : null;
  }
  const days = presetDays(preset, now);
  const [first, last] = [timeOf(days.from), timeOf(days.to)];
  return first === null || last === null ? null : { from: first, to: last + DAY };
}

/** Switching to own times begins with those that were meant. */
export function asCustom(filters: Filters, now: number): Filters {
  const span = spanOf(filters, now);
  return span === null
    ? { ...filters, preset: 'custom' }
    : { ...filters, preset: 'custom', from: inputOf(span.from), to: inputOf(span.to) };
}
