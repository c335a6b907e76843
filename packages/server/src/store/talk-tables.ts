/** Recorded talks in the database. */
import type { RecordingRecord } from '@wssoftphone/engine';
import { type Kysely, type Selectable, sql } from 'kysely';
import type { RecordedTalk, TalkStore } from '../ports/talk-store.ts';
import { millis, moment, type Part, texts } from './columns.ts';
import type { Database } from './schema.ts';

/** The part of a commit that keeps them. */
export function talkParts(tenant: string, records: readonly RecordingRecord[]): Part[] {
  if (records.length === 0) return [];
  return [
    sql`talks as (
      insert into call_recordings (tenant, recording, call_id, started_at, ended_at, seconds, agent_ids, state)
      select ${tenant}, t.recording, t.call_id, ${moment('t.started_at')}, ${moment('t.ended_at')}, t.ms / 1000.0,
        t.agent_ids::json, t.state
      from unnest(${texts(records, (r) => r.recording)}, ${texts(records, (r) => r.callId)},
        ${millis(records, (r) => r.startedAt)}, ${millis(records, (r) => r.endedAt)},
        ${millis(records, (r) => r.seconds * 1_000)}, ${texts(records, (r) => JSON.stringify(r.agentIds))},
        ${texts(records, (r) => (r.ok ? 'kept' : 'failed'))})
        as t (recording, call_id, started_at, ended_at, ms, agent_ids, state)
      on conflict do nothing)`,
  ];
}

/** @param run wraps what the driver throws */
export function createTalkStore(db: Kysely<Database>, run: <T>(work: () => Promise<T>) => Promise<T>): TalkStore {
  const of = (tenant: string) => db.selectFrom('call_recordings').where('tenant', '=', tenant);
  return {
    ofCalls: (tenant, callIds) =>
      run(async () => {
        if (callIds.length === 0) return [];
        const named = of(tenant).where(sql<boolean>`call_id = any(${callIds}::text[])`);
        return (await named.selectAll().orderBy('started_at').orderBy('recording').execute()).map(toTalk);
      }),
    one: (tenant, recording) =>
      run(async () => {
        const row = await of(tenant).where('recording', '=', recording).selectAll().executeTakeFirst();
        return row === undefined ? null : toTalk(row);
      }),
    keptBefore: (tenant, at, limit) =>
      run(async () => {
        const old = of(tenant).where('state', '=', 'kept').where('started_at', '<', new Date(at));
        const rows = await old.select('recording').orderBy('started_at').orderBy('recording').limit(limit).execute();
        return rows.map(({ recording }) => recording);
      }),
    deleted: (tenant, recordings) =>
      run(async () => {
        await db
          .updateTable('call_recordings')
          .set({ state: 'deleted' })
          .where('tenant', '=', tenant)
          .where('state', '=', 'kept')
          .where(sql<boolean>`recording = any(${recordings}::text[])`)
          .execute();
      }),
  };
}

const toTalk = (row: Selectable<Database['call_recordings']>): RecordedTalk => ({
  recording: row.recording,
  callId: row.call_id,
  startedAt: row.started_at.getTime(),
  endedAt: row.ended_at.getTime(),
  seconds: row.seconds,
  agentIds: row.agent_ids,
  state: row.state,
});
