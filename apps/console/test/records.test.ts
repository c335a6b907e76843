/** What is searched for, and the path of a call. */
import type { CallDetail } from '@wssoftphone/protocol/console';
import { describe, expect, it } from 'vitest';
import { csvFile } from '../src/lib/csv.ts';
import { addDays, inputOf, lengthOf, presetDays, stampOf, timeOf } from '../src/lib/tenant-time.ts';
import { asCustom, EMPTY, filtersOf, queryOf, spanOf } from '../src/pages/records/filters.ts';
import { ticksOf, timelineOf } from '../src/pages/records/timeline.ts';

const HOUR = 3_600_000;
/** 2026-01-31 23:30 in Shanghai, 15:30 UTC. */
const NOW = Date.UTC(2026, 0, 31, 15, 30);

describe('the tenant’s clock', () => {
  it('is not this machine’s', () => {
    expect(stampOf(NOW, 480)).toBe('2026-01-31 23:30:00');
    expect(stampOf(NOW, -300)).toBe('2026-01-31 10:30:00');
    expect(timeOf('2026-02-01', 480)).toBe(NOW + HOUR / 2);
    expect(timeOf(inputOf(NOW, 330), 330)).toBe(NOW);
  });
  it('has its own midnight', () => {
    expect(presetDays('today', NOW + HOUR, 480)).toEqual({ from: '2026-02-01', to: '2026-02-01' });
    expect(presetDays('today', NOW + HOUR, 0)).toEqual({ from: '2026-01-31', to: '2026-01-31' });
    expect(presetDays('week', NOW, 480)).toEqual({ from: '2026-01-25', to: '2026-01-31' });
    expect(addDays('2026-02-28', 1)).toBe('2026-03-01');
  });
  it.each(['', '2026-13-01', 'today', '2026-01-31T25:00'])('knows no time %j', (text) =>
    expect(timeOf(text, 480)).toBeNull(),
  );
  it.each([
    [0, '0:00'],
    [59_499, '0:59'],
    [725_000, '12:05'],
    [3_723_000, '1:02:03'],
    [-5, '0:00'],
  ])('writes %d ms as %s', (ms, text) => expect(lengthOf(ms)).toBe(text));
});

describe('a search', () => {
  it('is kept in the address, and comes back from it', () => {
    const wanted = {
      ...EMPTY,
      preset: 'custom' as const,
      from: '2026-01-30T00:00',
      to: '2026-01-31T00:00',
      number: ' 138 ',
    };
    expect(queryOf(wanted)).toEqual({ from: wanted.from, to: wanted.to, number: '138' });
    expect(filtersOf(queryOf(wanted))).toEqual({ ...wanted, number: '138' });
    expect(queryOf(EMPTY)).toEqual({});
  });
  it('survives an address that somebody made up', () => {
    expect(filtersOf({ preset: 'century', from: 'x', to: ['a'], skill: ['1'], number: '1'.repeat(999) })).toEqual({
      ...EMPTY,
      number: '1'.repeat(64),
    });
  });
  it('spans whole days, and none backwards', () => {
    expect(spanOf(EMPTY, NOW)).toEqual({ from: NOW - 23.5 * HOUR, to: NOW + HOUR / 2 });
    expect(spanOf({ ...EMPTY, preset: 'custom', from: '2026-01-31T01:00', to: '2026-01-31T01:00' }, NOW)).toBeNull();
    expect(spanOf(asCustom({ ...EMPTY, preset: 'week' }, NOW), NOW)).toEqual(spanOf({ ...EMPTY, preset: 'week' }, NOW));
  });
});

it('makes a file that a spreadsheet reads and does not run', () => {
  expect(
    csvFile(
      ['a', 'b'],
      [
        ['=1+1', 'x,"y"'],
        ['-2', 3],
        [null, '好'],
      ],
    ),
  ).toBe('\uFEFFa,b\r\n\'=1+1,"x,""y"""\r\n\'-2,3\r\n,好\r\n');
});

const segment = (kind: string, from: number, to: number, more: Partial<CallDetail['segments'][number]> = {}) => ({
  kind,
  from,
  to,
  agentId: null,
  agentName: null,
  skill: null,
  outcome: '',
  ...more,
});
const call = (segments: CallDetail['segments']): CallDetail => ({
  ...{ callId: 'c', coid: 'o', direction: '0', ani: '1', dnis: '2', skill: null, startedAt: 1_000, answeredAt: null },
  ...{
    endedAt: 101_000,
    outcome: '',
    endedBy: '',
    agentId: null,
    agentName: null,
    score: null,
    recorded: false,
    recordings: [],
    data: {},
  },
  ...{ queueMs: 0, ringMs: 0, talkMs: 0, holdMs: 0 },
  segments,
});

describe('the path of a call', () => {
  it('has a lane for each party, in the order they came', () => {
    const wang = { agentId: '801', agentName: '王芳' };
    const { lanes, from, to } = timelineOf(
      call([
        segment('talk', 31_000, 101_000, { agentId: '888' }),
        segment('ivr', 1_000, 11_000),
        segment('queue', 11_000, 21_000, { skill: '1001' }),
        segment('ring', 21_000, 31_000, { agentId: '888' }),
        segment('wrapup', 101_000, 201_000, wang),
      ]),
    );
    expect([from, to]).toEqual([1_000, 201_000]);
    expect(lanes.map(({ key }) => key)).toEqual(['ivr', 'queue 1001', 'agent 888', 'agent 801']);
    expect(lanes[2]?.bars.map(({ kind, left, width }) => [kind, left, width])).toEqual([
      ['ring', 10, 5],
      ['talk', 15, 35],
    ]);
  });
  it('shows what took no time, inside the picture', () => {
    const [lane] = timelineOf(call([segment('transfer', 101_000, 101_000)])).lanes;
    const [bar] = lane?.bars ?? [];
    expect(bar?.width).toBeGreaterThan(0);
    expect((bar?.left ?? 0) + (bar?.width ?? 0)).toBeLessThanOrEqual(100);
  });
  it('has few, whole steps of time, however long it was', () => {
    expect(ticksOf(65_000).map(({ after }) => after)).toEqual([0, 10_000, 20_000, 30_000, 40_000, 50_000, 60_000]);
    for (const length of [1, 999, 61_000, 3_600_000, 30 * 24 * HOUR])
      expect(ticksOf(length).length).toBeLessThanOrEqual(9);
  });
});
