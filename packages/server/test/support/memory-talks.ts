/** The recorded talks of a store in memory. */
import type { RecordingRecord } from '@wssoftphone/engine';
import type { RecordedTalk, TalkStore } from '../../src/ports/talk-store.ts';

export type TalkShelf = Map<string, RecordedTalk>;

export function keepTalk(talks: TalkShelf, { type: _type, ok, ...record }: RecordingRecord): void {
  if (talks.has(record.recording)) return;
  const seconds = Math.round(record.seconds * 1_000) / 1_000;
  talks.set(record.recording, { ...record, seconds, state: ok ? 'kept' : 'failed' });
}

const inOrder = (talks: Iterable<RecordedTalk>): RecordedTalk[] =>
  [...talks].sort((a, b) => a.startedAt - b.startedAt || (a.recording < b.recording ? -1 : 1));

/** @param shelf rejects while the database is away */
export function memoryTalks(shelf: (tenant: string) => Promise<TalkShelf>): TalkStore {
  return {
    async ofCalls(tenant, callIds) {
      return inOrder((await shelf(tenant)).values()).filter(({ callId }) => callIds.includes(callId));
    },
    async one(tenant, recording) {
      return (await shelf(tenant)).get(recording) ?? null;
    },
    async keptBefore(tenant, at, limit) {
      const old = inOrder((await shelf(tenant)).values()).filter(
        ({ state, startedAt }) => state === 'kept' && startedAt < at,
      );
      return old.slice(0, limit).map(({ recording }) => recording);
    },
    async deleted(tenant, recordings) {
      const talks = await shelf(tenant);
      for (const id of recordings) {
        const talk = talks.get(id);
        if (talk?.state === 'kept') talks.set(id, { ...talk, state: 'deleted' });
      }
    },
  };
}
