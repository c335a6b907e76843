/** A store in memory that keeps the store port's promises as far as memory can; with faults on demand. */
import type { AgentStateRecord, AuditRecord, CallRecord, TenantConfig } from '@wssoftphone/engine';
import { assembleConfig } from '../../src/config/assemble.ts';
import { type ConfigRows, EMPTY_ROWS } from '../../src/config/rows.ts';
import type { StoredConfig } from '../../src/ports/console-store.ts';
import type { CallFilter, CommitBatch, IvrStore, RecordingInfo } from '../../src/ports/store.ts';
import { auditId, stateId } from '../../src/store/commit.ts';
import { StoreError } from '../../src/store/errors.ts';
import type { PostgresStore } from '../../src/store/postgres-store.ts';
import { ConsoleShelf, memoryConsole } from './memory-console.ts';
import { memoryReports } from './memory-reports.ts';
import { keepTalk, memoryTalks, type TalkShelf } from './memory-talks.ts';

interface Shelf {
  name: string;
  rows: ConfigRows | null;
  params: Map<string, string>;
  epoch: number;
  docs: Map<string, string>;
  calls: Map<string, CallRecord>;
  states: Map<string, AgentStateRecord>;
  audits: Map<string, AuditRecord>;
  talks: TalkShelf;
  flows: Map<string, string>;
  recordings: Map<string, { readonly info: RecordingInfo; readonly file: Buffer }>;
  console: ConsoleShelf;
}

/** What outlives a server: give the same one to the next store, as a database would be. */
export class MemoryDatabase {
  readonly #shelves = new Map<string, Shelf>();
  shelf(tenant: string): Shelf {
    const known = this.#shelves.get(tenant);
    if (known) return known;
    const made: Shelf = {
      name: '',
      rows: null,
      params: new Map(),
      epoch: 0,
      docs: new Map(),
      calls: new Map(),
      states: new Map(),
      audits: new Map(),
      talks: new Map(),
      flows: new Map(),
      recordings: new Map(),
      console: new ConsoleShelf(),
    };
    this.#shelves.set(tenant, made);
    return made;
  }
}

export interface MemoryStore extends PostgresStore {
  readonly database: MemoryDatabase;
  /** Every commit that was carried out, in order. */
  readonly commits: readonly CommitBatch[];
  /** While set, every operation is rejected, as with a database that is away. */
  away: boolean;
  /** Commits wait until the returned function is called. */
  hold(): () => void;
  /** Rejects, once each, commits that this says true of, as a database refuses a value. */
  refuse: (batch: CommitBatch) => boolean;
}

export function createMemoryStore(database = new MemoryDatabase()): MemoryStore {
  const epochs = new Map<string, number>();
  const commits: CommitBatch[] = [];
  let gate: Promise<void> = Promise.resolve();

  const present = async () => {
    if (store.away) throw new StoreError('away', 'the database is away');
  };

  const store: MemoryStore = {
    database,
    commits,
    away: false,
    refuse: () => false,
    hold() {
      let open: () => void = () => undefined;
      gate = new Promise((resolve) => {
        open = resolve;
      });
      return () => {
        gate = Promise.resolve();
        open();
      };
    },
    migrate: present,
    async loadConfig(tenant: string, running?: TenantConfig) {
      await present();
      return assembleConfig(tenant, configOf(tenant, database.shelf(tenant)).rows, running);
    },
    async loadDocs(tenant) {
      await present();
      return new Map([...database.shelf(tenant).docs].map(([key, json]) => [key, JSON.parse(json) as unknown]));
    },
    async commit(tenant, batch) {
      const writes = batch.docs.map((w) => ({ key: w.key, json: w.doc === null ? null : JSON.stringify(w.doc) }));
      await gate;
      await present();
      const shelf = database.shelf(tenant);
      const epoch = epochs.get(tenant) ?? ++shelf.epoch;
      epochs.set(tenant, epoch);
      if (epoch !== shelf.epoch) throw new StoreError('superseded', 'another server has taken the tenant over');
      if (store.refuse(batch)) throw new StoreError('refused', 'a value is out of range');
      for (const { key, json } of writes) {
        if (json === null) shelf.docs.delete(key);
        else shelf.docs.set(key, json);
      }
      for (const record of batch.records) keep(shelf, structuredClone(record));
      commits.push(batch);
    },
    async calls(tenant, filter) {
      await present();
      return [...database.shelf(tenant).calls.values()]
        .filter((call) => matches(call, filter))
        .sort((a, b) => b.startedAt - a.startedAt || (a.coid < b.coid ? 1 : -1))
        .slice(0, filter.limit);
    },
    async agentStates(tenant, filter) {
      await present();
      return newestFirst(
        [...database.shelf(tenant).states.values()].filter(
          (r) =>
            (filter.agentId === undefined || r.agentId === filter.agentId) &&
            r.from >= (filter.from ?? 0) &&
            r.from < (filter.to ?? Number.POSITIVE_INFINITY),
        ),
        (r) => r.from,
      );
    },
    async audit(tenant, filter) {
      await present();
      return newestFirst([...database.shelf(tenant).audits.values()], (r) => r.at).slice(0, filter.limit);
    },
    async setParam(tenant, key, value) {
      await present();
      database.shelf(tenant).params.set(key, value);
    },
    ivr: memoryIvr(database, present),
    talks: memoryTalks(async (tenant) => {
      await present();
      return database.shelf(tenant).talks;
    }),
    reports: memoryReports(async (tenant) => {
      await present();
      return database.shelf(tenant);
    }),
    console: memoryConsole(present, (tenant) => {
      const shelf = database.shelf(tenant);
      return {
        console: shelf.console,
        audits: shelf.audits,
        config: () => configOf(tenant, shelf),
        setConfig: (config) => setConfig(shelf, config),
      };
    }),
    async seed(tenant, name, rows) {
      await present();
      const shelf = database.shelf(tenant);
      if (shelf.rows) return false;
      setConfig(shelf, { tenant, name, rows });
      return true;
    },
    healthy: async () => !store.away,
    close: async () => undefined,
  };
  return store;
}

const inOrder = <T>(map: ReadonlyMap<string, T>): [string, T][] => [...map].sort(([a], [b]) => (a < b ? -1 : 1));

function configOf(tenant: string, shelf: Shelf): StoredConfig {
  const params = inOrder(shelf.params).map(([paramKey, paramValue]) => ({ paramKey, paramValue }));
  const ivrFlows = inOrder(shelf.flows).map(([svn, json]) => ({ svn, flow: JSON.parse(json) as unknown }));
  const recordings = inOrder(shelf.recordings).map(([, { info }]) => info);
  return { tenant, name: shelf.name, rows: { ...(shelf.rows ?? EMPTY_ROWS), params, ivrFlows, recordings } };
}

/** Recordings stay what they are. */
function setConfig(shelf: Shelf, { name, rows }: StoredConfig): void {
  shelf.name = name;
  shelf.rows = rows;
  shelf.params = new Map(rows.params.map(({ paramKey, paramValue }) => [paramKey, paramValue]));
  shelf.flows = new Map((rows.ivrFlows ?? []).map(({ svn, flow }) => [svn, JSON.stringify(flow)]));
}

function memoryIvr(database: MemoryDatabase, present: () => Promise<void>): IvrStore {
  const at = async (tenant: string): Promise<Shelf> => {
    await present();
    return database.shelf(tenant);
  };
  const note = (tenant: string, audit: AuditRecord | undefined) =>
    audit === undefined ? undefined : keep(database.shelf(tenant), structuredClone(audit));
  const gone = (tenant: string, deleted: boolean, audit: AuditRecord | undefined): boolean => {
    if (deleted) note(tenant, audit);
    return deleted;
  };
  return {
    flows: async (tenant) =>
      inOrder((await at(tenant)).flows).map(([svn, json]) => ({ svn, flow: JSON.parse(json) as unknown })),
    putFlow: async (tenant, svn, flow, audit) => {
      (await at(tenant)).flows.set(svn, JSON.stringify(flow));
      note(tenant, audit);
    },
    deleteFlow: async (tenant, svn, audit) => gone(tenant, (await at(tenant)).flows.delete(svn), audit),
    recordings: async (tenant) => inOrder((await at(tenant)).recordings).map(([, { info }]) => info),
    recording: async (tenant, name) => (await at(tenant)).recordings.get(name)?.file ?? null,
    putRecording: async (tenant, info, file, audit) => {
      (await at(tenant)).recordings.set(info.name, { info, file });
      note(tenant, audit);
    },
    deleteRecording: async (tenant, name, audit) => gone(tenant, (await at(tenant)).recordings.delete(name), audit),
  };
}

function keep(shelf: Shelf, record: CommitBatch['records'][number]): void {
  const once = <R>(map: Map<string, R>, id: string, value: R) => {
    if (!map.has(id)) map.set(id, value);
  };
  if (record.type === 'call') once(shelf.calls, record.callId, record);
  else if (record.type === 'agent-state') once(shelf.states, stateId(record), record);
  else if (record.type === 'recording') keepTalk(shelf.talks, record);
  else once(shelf.audits, auditId(record), record);
}

function matches(call: CallRecord, filter: CallFilter): boolean {
  return (
    (filter.coid === undefined || call.coid === filter.coid) &&
    (filter.ani === undefined || call.ani === filter.ani) &&
    call.startedAt >= (filter.from ?? 0) &&
    call.startedAt < (filter.to ?? Number.POSITIVE_INFINITY) &&
    (filter.agentId === undefined ||
      call.agentId === filter.agentId ||
      call.segments.some((segment) => segment.agentId === filter.agentId))
  );
}

/** Of two at the same time the one that was stored later comes first. */
function newestFirst<T>(list: T[], at: (item: T) => number): T[] {
  return list
    .map((item, nth) => ({ item, nth }))
    .sort((a, b) => at(b.item) - at(a.item) || b.nth - a.nth)
    .map(({ item }) => item);
}
