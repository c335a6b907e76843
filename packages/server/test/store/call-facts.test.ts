/** What counts as what in a call (docs/reference/reports.md), case by case. */
import type { CallRecord } from '@wssoftphone/engine';
import { describe, expect, it } from 'vitest';
import { agentsOf, waitsOf } from '../../src/store/call-facts.ts';
import { callRecord, T0 } from '../contract/call-record.ts';
import { seg } from '../contract/store-reports.ts';

const call = (segments: CallRecord['segments'], more: Partial<CallRecord> = {}): CallRecord =>
  callRecord(0, { segments, endedAt: T0 + 300_000, ...more });
/** Each wait as `skill outcome wait+talk`, in seconds; the whole call first. */
const waits = (...of: Parameters<typeof call>): string[] =>
  waitsOf(call(...of)).map(
    ({ skill, outcome, waitMs, talkMs }) => `${skill ?? 'whole'} ${outcome} ${waitMs / 1000}+${talkMs / 1000}`,
  );

describe('a wait', () => {
  it('ends when an agent talks; what rang before in vain is part of it', () => {
    expect(
      waits([
        seg('queue', 0, 5, 'offered'),
        seg('ring', 5, 25, 'no-answer', '888'),
        seg('queue', 25, 26, 'offered'),
        seg('ring', 26, 30, 'answered', '999'),
        seg('talk', 32, 60, 'held', '999'),
        seg('hold', 60, 70, 'retrieved', '999'),
        seg('talk', 70, 80, 'completed', '999'),
      ]),
    ).toEqual(['whole answered 32+38', '1001 answered 32+38']);
  });

  it.each([
    ['in the queue', [seg('queue', 0, 12, 'abandoned')]],
    ['while it rang', [seg('queue', 0, 2, 'offered'), seg('ring', 2, 12, 'abandoned', '888')]],
  ])('of a caller who gave up %s is abandoned', (_where, segments) => {
    expect(waits(segments)).toEqual(['whole abandoned 12+0', '1001 abandoned 12+0']);
  });

  it('of a caller who hung up while the work number was played is abandoned, too', () => {
    const segments = [seg('queue', 0, 2, 'offered'), seg('ring', 2, 5, 'answered', '888')];
    expect(waits(segments, { endedBy: 'customer', endedAt: T0 + 6_000 })[1]).toBe('1001 abandoned 6+0');
    expect(waits(segments, { endedBy: 'system', endedAt: T0 + 6_000 })[1]).toBe('1001 other 6+0');
  });

  it('that overflowed counts for neither; the next skill counts for itself, and the call once', () => {
    expect(
      waits([
        seg('queue', 0, 30, 'overflowed', null, '1002'),
        seg('queue', 30, 40, 'offered', null, '1001'),
        seg('ring', 40, 45, 'answered', '888', '1001'),
        seg('talk', 45, 50, 'completed', '888', '1001'),
      ]),
    ).toEqual(['whole answered 45+5', '1002 other 30+0', '1001 answered 15+5']);
  });

  it('after a transfer to a skill is one of its own, even to the same skill', () => {
    expect(
      waits([
        seg('queue', 0, 1, 'offered'),
        seg('ring', 1, 3, 'answered', '888'),
        seg('talk', 3, 13, 'transferred', '888'),
        seg('queue', 13, 20, 'abandoned'),
      ]),
    ).toEqual(['whole answered 3+10', '1001 answered 3+10', '1001 abandoned 7+0']);
  });

  it('is none in a call that never waited', () => {
    expect(waits([seg('ivr', 0, 10, 'completed')])).toEqual([]);
  });

  it('is talked about once while three talk', () => {
    const segments = [
      seg('queue', 0, 1, 'offered'),
      seg('talk', 1, 10, 'consult', '888'),
      seg('consult', 10, 20, 'conference', '888'),
      seg('conference', 20, 50, 'completed', '888'),
      seg('conference', 20, 45, 'completed', '999'),
    ];
    expect(waits(segments)[1]).toBe('1001 answered 1+39');
    expect(agentsOf(call(segments))).toMatchObject([
      { agentId: '888', handled: 1, talkMs: 39_000, holdMs: 10_000 },
      { agentId: '999', handled: 0, talkMs: 25_000, holdMs: 0 },
    ]);
  });
});

describe('an agent’s part', () => {
  it('is missed for each ring that could have been answered', () => {
    const segments = [
      seg('ring', 0, 1, 'no-answer', '888'),
      seg('ring', 1, 2, 'rejected', '888'),
      seg('ring', 2, 3, 'abandoned', '888'),
      seg('ring', 3, 4, 'transferred', '888'),
      seg('ring', 4, 5, 'lost', '888'),
    ];
    expect(agentsOf(call(segments))).toEqual([
      { agentId: '888', at: T0, handled: 0, missed: 2, outbound: 0, talkMs: 0, holdMs: 0, score: null },
    ]);
  });

  it('is outbound for who dialled, and handled for who takes over', () => {
    const segments = [
      seg('ring', 0, 1, 'answered', '888'),
      seg('dial', 1, 5, 'answered', '888'),
      seg('talk', 5, 15, 'transferred', '888'),
      seg('talk', 15, 20, 'completed', '999'),
    ];
    expect(agentsOf(call(segments, { direction: '1' }))).toMatchObject([
      { agentId: '888', outbound: 1, handled: 0, missed: 0, talkMs: 10_000 },
      { agentId: '999', outbound: 0, handled: 1, talkMs: 5_000 },
    ]);
    const unanswered = [seg('ring', 0, 20, 'no-answer', '888')];
    expect(agentsOf(call(unanswered, { direction: '1' }))).toMatchObject([{ outbound: 0, handled: 0, missed: 0 }]);
  });

  it('in a call among colleagues counts as nothing', () => {
    const segments = [seg('ring', 0, 1, 'no-answer', '888'), seg('talk', 1, 9, 'completed', '999')];
    const counts = { handled: 0, missed: 0, outbound: 0, talkMs: 0, holdMs: 0 };
    expect(agentsOf(call(segments, { direction: '2' }))).toMatchObject([counts, counts]);
  });

  it.each([
    ['5', 5],
    ['0', null],
    ['', null],
    ['11', null],
  ])('is rated for who talked last: %j', (IVRSCORE, score) => {
    const segments = [seg('talk', 0, 1, 'transferred', '888'), seg('talk', 1, 2, 'completed', '999')];
    expect(agentsOf(call(segments, { agentId: '999', data: { IVRSCORE } }))).toMatchObject([
      { agentId: '888', score: null },
      { agentId: '999', score },
    ]);
  });
});
