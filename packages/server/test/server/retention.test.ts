/** RECORDINGDAYS: what is older is deleted, on the switch and then in the books. */
import { pino } from 'pino';
import { beforeEach, expect, it } from 'vitest';
import { createRetention, RETENTION_LIMITS, type Retention } from '../../src/retention.ts';
import { T0 } from '../contract/call-record.ts';
import { recordingRecord } from '../contract/store-talks.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { createMemoryStore, type MemoryStore } from '../support/memory-store.ts';

const DAY = 86_400_000;
let clock: ManualClock;
let store: MemoryStore;
let deleted: string[];
let refused: Set<string>;
let whileDeleting: () => void;
let days: number;
let retention: Retention;

/** Talk `nth` began so many minutes after T0. */
const keep = (...nths: number[]) => store.commit('1', { docs: [], records: nths.map((nth) => recordingRecord(nth)) });
const id = (nth: number): string => recordingRecord(nth).recording;
const stateOf = async (nth: number) => (await store.talks.one('1', id(nth)))?.state;
async function until(at: number): Promise<void> {
  clock.advance(at - clock.now());
  for (let turn = 0; turn < 500; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

beforeEach(() => {
  clock = new ManualClock();
  store = createMemoryStore();
  deleted = [];
  refused = new Set();
  whileDeleting = () => undefined;
  days = 2;
  retention = createRetention({
    tenant: '1',
    talks: store.talks,
    port: {
      async deleteRecording(recording) {
        if (refused.has(recording)) throw new Error('read-only file system');
        whileDeleting();
        deleted.push(recording);
      },
    },
    clock,
    days: () => days,
    log: pino({ level: 'silent' }),
  });
});

it('RECORDINGDAYS: goes by the age of each, round after round', async () => {
  clock.advance(T0 + 2 * DAY - clock.now());
  await keep(0, 1, 120);
  retention.start();
  await until(T0 + 2 * DAY + RETENTION_LIMITS.firstMs);
  expect([deleted, await stateOf(0), await stateOf(1)]).toEqual([[id(0)], 'deleted', 'kept']);
  await until(clock.now() + RETENTION_LIMITS.everyMs);
  expect(deleted).toEqual([id(0), id(1)]);
  days = 1;
  await until(clock.now() + RETENTION_LIMITS.everyMs);
  expect([deleted, await stateOf(120)]).toEqual([[id(0), id(1), id(120)], 'deleted']);
  await retention.stop();
});

it('keeps what the switch would not delete, and comes back to it', async () => {
  clock.advance(T0 + 3 * DAY - clock.now());
  await keep(0, 1);
  refused.add(id(0));
  retention.start();
  await until(clock.now() + RETENTION_LIMITS.firstMs);
  expect([await stateOf(0), await stateOf(1)]).toEqual(['kept', 'deleted']);
  refused.clear();
  store.away = true;
  await until(clock.now() + RETENTION_LIMITS.everyMs);
  store.away = false;
  await until(clock.now() + RETENTION_LIMITS.everyMs);
  expect(await stateOf(0)).toBe('deleted');
  await retention.stop();
  await keep(2);
  await until(clock.now() + 3 * RETENTION_LIMITS.everyMs);
  expect(await stateOf(2)).toBe('kept');
});

it('ends with the one that is being deleted when the server stops', async () => {
  clock.advance(T0 + 3 * DAY - clock.now());
  await keep(0, 1, 2);
  whileDeleting = () => void retention.stop();
  retention.start();
  await until(clock.now() + RETENTION_LIMITS.firstMs);
  expect([deleted, await stateOf(0), await stateOf(1)]).toEqual([[id(0)], 'deleted', 'kept']);
  await retention.stop();
});

it('goes through more than one lot in a round', async () => {
  clock.advance(T0 + 3 * DAY - clock.now());
  const nths = Array.from({ length: RETENTION_LIMITS.batch * 2 + 1 }, (_, nth) => nth);
  await keep(...nths);
  retention.start();
  await until(clock.now() + RETENTION_LIMITS.firstMs);
  expect(new Set(deleted).size).toBe(nths.length);
  expect(await store.talks.keptBefore('1', clock.now(), 10)).toEqual([]);
  await retention.stop();
});
