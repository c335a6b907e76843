/**
 * Durability: batches in, "their effects may leave now" out.
 *
 * Normally a batch's effects leave when it is committed. When the database is away or too slow, the journal is
 * *degraded*: effects leave at once, the latest text of every changed document and the records wait here, and are
 * written when the database is back. So a call never waits for a dead database; what is lost if the server dies too is
 * what happened since it went away.
 */
import type { Logger } from 'pino';
import type { Clock } from '../ports/clock.ts';
import type { CommitBatch, DocWrite, Store } from '../ports/store.ts';
import type { RuntimeLimits } from './limits.ts';
import type { RuntimeMetrics } from './metrics.ts';

type StoredRecord = CommitBatch['records'][number];

export interface JournalOptions {
  readonly tenant: string;
  readonly store: Store;
  readonly clock: Clock;
  readonly limits: RuntimeLimits;
  readonly log: Logger;
  readonly metrics: RuntimeMetrics;
  /** Another server has taken the tenant over: nothing more is written, no effect may leave any more. */
  readonly onSuperseded: () => void;
  /** It is not busy any more. */
  readonly onIdle: () => void;
}

export class Journal {
  readonly #o: JournalOptions;
  readonly #docs = new Map<string, DocWrite>();
  #records: StoredRecord[] = [];
  #dropped = 0;
  /** Sends the batch's effects out; null: none waits. */
  #release: (() => void) | null = null;
  #degraded = false;
  #superseded = false;
  #writing: Promise<void> | null = null;
  #retryMs: number;
  #cancelRetry: (() => void) | null = null;
  #cancelDeadline: (() => void) | null = null;

  constructor(options: JournalOptions) {
    this.#o = options;
    this.#retryMs = options.limits.retryMinMs;
  }

  /** A batch waits for its commit; the next one has to wait for it. */
  get busy(): boolean {
    return this.#release !== null || (this.#writing !== null && !this.#degraded) || this.#superseded;
  }
  get degraded(): boolean {
    return this.#degraded;
  }
  get pendingRecords(): number {
    return this.#records.length;
  }
  get pendingDocs(): number {
    return this.#docs.size;
  }

  /** Only when not busy. `release` is called once: after the commit, or at once when degraded; not when superseded. */
  write(batch: CommitBatch, release: () => void): void {
    for (const write of batch.docs) this.#docs.set(write.key, write);
    for (const record of batch.records) this.#records.push(record);
    if (this.#degraded) {
      this.#bound();
      release();
      return;
    }
    this.#release = release;
    this.#cancelDeadline = this.#o.clock.after(this.#o.limits.commitMs, () =>
      this.#degrade(new Error(`a commit took longer than ${this.#o.limits.commitMs} ms`)),
    );
    this.#start();
  }

  /** Tries once more to write what waits. True: everything is written. */
  async close(): Promise<boolean> {
    if (!this.#empty && !this.#writing) this.#start();
    await this.#writing;
    this.#cancelRetry?.();
    return this.#empty;
  }

  get #empty(): boolean {
    return this.#docs.size === 0 && this.#records.length === 0;
  }

  #start(): void {
    this.#cancelRetry?.();
    this.#cancelRetry = null;
    this.#writing ??= this.#drain().then(
      () => {
        this.#writing = null;
        this.#recovered();
        this.#let();
      },
      (error: unknown) => {
        this.#writing = null;
        this.#failed(error);
      },
    );
  }

  /** Writes until nothing waits. */
  async #drain(): Promise<void> {
    while (!this.#empty) {
      const records = this.#records.slice(0, this.#o.limits.commitRecords);
      // Documents go together and last, so that what is on disk is always one consistent moment.
      const last = records.length === this.#records.length;
      await this.#commit({ docs: last ? [...this.#docs.values()] : [], records });
      if (last && this.#degraded) this.#recovered();
    }
  }

  async #commit(batch: CommitBatch): Promise<void> {
    const { store, tenant, metrics } = this.#o;
    const dropped = this.#dropped;
    const end = metrics.commitSeconds.startTimer();
    try {
      await store.commit(tenant, batch);
    } catch (error) {
      if (codeOf(error) !== 'refused') throw error;
      await this.#isolate(batch, error);
    } finally {
      end();
    }
    // Whatever was written over meanwhile waits for the next round.
    for (const write of batch.docs) if (this.#docs.get(write.key) === write) this.#docs.delete(write.key);
    this.#records.splice(0, Math.max(0, batch.records.length - (this.#dropped - dropped)));
  }

  /** One thing in the batch is not acceptable to the database: write the others, lose that one, say so. */
  async #isolate(batch: CommitBatch, error: unknown): Promise<void> {
    const { store, tenant, log } = this.#o;
    const { docs, records } = batch;
    if (docs.length + records.length <= 1) {
      const what = docs[0]?.key ?? records[0]?.type;
      log.error({ err: error, what, record: records[0] }, 'the database refused this; it is lost');
      return;
    }
    const halves: CommitBatch[] =
      docs.length > 0 && records.length > 0
        ? [
            { docs: [], records },
            { docs, records: [] },
          ]
        : [
            { docs: front(docs), records: front(records) },
            { docs: back(docs), records: back(records) },
          ];
    for (const half of halves) {
      try {
        await store.commit(tenant, half);
      } catch (inner) {
        if (codeOf(inner) !== 'refused') throw inner;
        await this.#isolate(half, inner);
      }
    }
  }

  #failed(error: unknown): void {
    if (codeOf(error) === 'superseded') {
      this.#superseded = true;
      this.#cancelDeadline?.();
      this.#release = null;
      this.#o.onSuperseded();
      return;
    }
    this.#degrade(error);
    this.#cancelRetry = this.#o.clock.after(this.#retryMs, () => this.#start());
    this.#retryMs = Math.min(this.#retryMs * 2, this.#o.limits.retryMaxMs);
  }

  #degrade(error: unknown): void {
    if (!this.#degraded) {
      this.#degraded = true;
      this.#o.metrics.degraded.set(1);
      this.#o.log.error({ err: error }, 'the database is away: calls go on, records and live state wait in memory');
    }
    this.#let();
  }

  #recovered(): void {
    this.#retryMs = this.#o.limits.retryMinMs;
    if (!this.#degraded) return;
    this.#degraded = false;
    this.#o.metrics.degraded.set(0);
    this.#o.log.info({ lost: this.#dropped }, 'the database is back: everything that waited is written');
    this.#dropped = 0;
  }

  #let(): void {
    this.#cancelDeadline?.();
    this.#cancelDeadline = null;
    const release = this.#release;
    this.#release = null;
    release?.();
    this.#o.onIdle();
  }

  #bound(): void {
    const over = this.#records.length - this.#o.limits.pendingRecords;
    if (over <= 0) return;
    if (this.#dropped === 0) {
      this.#o.log.error({ bound: this.#o.limits.pendingRecords }, 'too many records wait: the oldest are being lost');
    }
    this.#records.splice(0, over);
    this.#dropped += over;
    this.#o.metrics.recordsLost.inc(over);
  }
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}
const front = <T>(list: readonly T[]): readonly T[] => list.slice(0, list.length >> 1);
const back = <T>(list: readonly T[]): readonly T[] => list.slice(list.length >> 1);
