/** What every store keeps of recorded talks. */
import type { RecordingRecord } from '@wssoftphone/engine';
import { describe, expect, it } from 'vitest';
import type { Store } from '../../src/ports/store.ts';
import type { RecordedTalk } from '../../src/ports/talk-store.ts';
import { T0 } from './call-record.ts';

export function recordingRecord(nth: number, more: Partial<RecordingRecord> = {}): RecordingRecord {
  const startedAt = T0 + nth * 60_000;
  return {
    type: 'recording',
    recording: `v${String(nth).padStart(22, '0')}`,
    callId: `c${String(nth).padStart(22, '0')}`,
    startedAt,
    endedAt: startedAt + 30_000,
    seconds: 12.345,
    agentIds: ['888', '工号“9”'],
    ok: true,
    ...more,
  };
}
const talkOf = ({ type: _type, ok, ...rest }: RecordingRecord): RecordedTalk => ({
  ...rest,
  state: ok ? 'kept' : 'failed',
});

export function describeTalks(use: () => Store, freshTenant: () => string): void {
  describe('recorded talks', () => {
    const stored = async (tenant: string, ...records: RecordingRecord[]) => use().commit(tenant, { docs: [], records });

    it('are found by their calls and by name, in the order in which they began', async () => {
      const tenant = freshTenant();
      const first = recordingRecord(1);
      const second = recordingRecord(2, { callId: first.callId, ok: false, seconds: 0, agentIds: [] });
      const other = recordingRecord(3);
      await stored(tenant, other, second, first);
      const { talks } = use();
      expect(await talks.ofCalls(tenant, [first.callId])).toEqual([talkOf(first), talkOf(second)]);
      expect(await talks.ofCalls(tenant, [other.callId, 'nobody', first.callId])).toHaveLength(3);
      expect(await talks.ofCalls(tenant, [])).toEqual([]);
      expect(await talks.one(tenant, other.recording)).toEqual(talkOf(other));
      expect(await talks.one(tenant, 'nobody')).toBeNull();
      expect(await talks.one(freshTenant(), other.recording)).toBeNull();
    });

    it('are stored once, whatever comes twice', async () => {
      const tenant = freshTenant();
      const record = recordingRecord(1);
      await stored(tenant, record);
      await use().talks.deleted(tenant, [record.recording]);
      await stored(tenant, record, record);
      expect(await use().talks.ofCalls(tenant, [record.callId])).toEqual([{ ...talkOf(record), state: 'deleted' }]);
    });

    it('that are too old are named, oldest first, until they are deleted', async () => {
      const tenant = freshTenant();
      const records = [3, 1, 2, 4].map((nth) => recordingRecord(nth));
      const failed = recordingRecord(0, { ok: false, seconds: 0 });
      await stored(tenant, failed, ...records);
      const { talks } = use();
      const [third, first, second, fourth] = records.map(({ recording }) => recording);
      const before = T0 + 4 * 60_000;
      expect(await talks.keptBefore(tenant, before, 10)).toEqual([first, second, third]);
      expect(await talks.keptBefore(tenant, before, 2)).toEqual([first, second]);
      await talks.deleted(tenant, [first ?? '', failed.recording]);
      expect(await talks.keptBefore(tenant, before + 1, 10)).toEqual([second, third, fourth]);
      expect((await talks.one(tenant, failed.recording))?.state).toBe('failed');
      expect(await talks.keptBefore(freshTenant(), before, 10)).toEqual([]);
    });
  });
}
