/**
 * A tenant's runtime: one inbox, one loop.
 *
 *   inbox → step (several inputs: a batch) → commit (one transaction) → effects, in order
 *
 * While a batch is being committed the next one is stepped already; its effects leave after its own commit, so nothing
 * overtakes and nothing leaves that is not on disk. A batch that changed nothing durable needs no commit.
 */
import type { Board, Effect, SwitchEvent, TenantConfig, TenantState } from '@wssoftphone/engine';
import * as realEngine from '@wssoftphone/engine';
import type { SessionView } from '@wssoftphone/protocol';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import { fitToSwitch } from '../config/fit-switch.ts';
import type { BoardSource } from '../ports/board.ts';
import type { Clock } from '../ports/clock.ts';
import type { Desk, DeskSink, Submission } from '../ports/desk.ts';
import type { Outside } from '../ports/outside.ts';
import type { ConfigProblem, Store } from '../ports/store.ts';
import type { SwitchHealth, SwitchPort } from '../ports/switch.ts';
import type { Batch, Item } from './batch.ts';
import { CallLog } from './call-log.ts';
import { type Engine, EngineRoom, isOwnRef, refusal } from './engine-room.ts';
import { clockOf, EngineTime } from './engine-time.ts';
import { Errands } from './errands.ts';
import { Inbox } from './inbox.ts';
import { Journal } from './journal.ts';
import { RUNTIME_LIMITS, type RuntimeLimits } from './limits.ts';
import { createRuntimeMetrics, NO_METRICS, type RuntimeMetrics, type RuntimeReadings } from './metrics.ts';
import { SharedRun } from './shared-run.ts';
import { SwitchLink } from './switch-link.ts';
import { Timers } from './timers.ts';

export type { Engine } from './engine-room.ts';

export interface RuntimeOptions {
  readonly tenant: string;
  readonly store: Store;
  readonly switch: SwitchPort;
  readonly clock: Clock;
  readonly sink: DeskSink;
  readonly log: Logger;
  /** Where the runtime's metrics are registered. */
  readonly metrics?: Registry;
  readonly limits?: Partial<RuntimeLimits>;
  /** Another server has taken the tenant over and this runtime has halted: it does nothing any more. */
  readonly onSuperseded?: () => void;
  /** Whom flows ask. Absent: nobody passes a check, and every request fails. */
  readonly outside?: Outside;
  /** For tests that need an engine with a fault in it. */
  readonly engine?: Engine;
}

export interface RuntimeHealth {
  /** serving; degraded: without the database; halted: superseded or stopped. */
  readonly state: 'starting' | 'serving' | 'degraded' | 'halted';
  readonly switch: SwitchHealth;
  readonly inbox: number;
}

export interface Runtime extends Desk, BoardSource {
  /**
   * Migrates, loads the configuration and the live state, arms the timers, starts the switch. Resolves when commands are
   * taken, with the switch or (after a while) without. Rejects when the database or the configuration cannot be read.
   */
  start(): Promise<void>;
  /** Takes no more commands, carries out what it has, commits, lets the switch go. Calls stay up. */
  stop(): Promise<void>;
  /** When nothing waits: no input, no commit, no effect. */
  drained(): Promise<void>;
  health(): RuntimeHealth;
  /** The engine's state, to look at: the lab and tests. */
  readonly state: TenantState;
}

/** The runtime's own live document: where time stood. */
const CLOCK_DOC = 'runtime';

export function createRuntime(options: RuntimeOptions): Runtime {
  return new TenantRuntime(options);
}

class TenantRuntime implements Runtime {
  readonly #o: RuntimeOptions;
  readonly #engine: Engine;
  readonly #limits: RuntimeLimits;
  readonly #log: Logger;
  readonly #metrics: RuntimeMetrics;
  readonly #journal: Journal;
  readonly #timers: Timers;
  readonly #calls: CallLog;
  readonly #switch: SwitchLink;
  readonly #errands: Errands;
  readonly #inbox = new Inbox();
  #time: EngineTime;
  #room: EngineRoom | null = null;
  #config: TenantConfig | null = null;
  #phase: 'new' | 'starting' | 'serving' | 'stopping' | 'halted' = 'new';
  #scheduled = false;
  #waiters: (() => void)[] = [];
  readonly #reloads = new SharedRun(() => this.#reload());

  constructor(options: RuntimeOptions) {
    const { tenant, store, clock } = options;
    this.#o = options;
    this.#engine = options.engine ?? realEngine;
    this.#limits = { ...RUNTIME_LIMITS, ...options.limits };
    this.#log = options.log.child({ tenant });
    this.#metrics = options.metrics
      ? createRuntimeMetrics(options.metrics, tenant, () => this.#readings())
      : NO_METRICS;
    this.#time = new EngineTime(clock);
    const shared = { clock, limits: this.#limits, log: this.#log };
    this.#journal = new Journal({
      ...shared,
      tenant,
      store,
      metrics: this.#metrics,
      onSuperseded: () => this.#halt(),
      onIdle: () => this.#schedule(),
    });
    this.#timers = new Timers(
      clock,
      () => this.#time.now(),
      (key, epoch) => this.#push({ body: { kind: 'timer', key, epoch } }),
    );
    this.#calls = new CallLog(this.#log, this.#limits.legCalls);
    this.#errands = new Errands(options.outside ?? {}, this.#log, (body) => {
      if (this.#phase === 'serving') this.#push({ body });
    });
    this.#switch = new SwitchLink({
      ...shared,
      port: options.switch,
      recording: (name) => store.ivr.recording(tenant, name),
      onEvent: (event) => this.#onSwitch(event),
    });
  }

  get state(): TenantState {
    if (!this.#room) throw new Error('the runtime has not started');
    return this.#room.state;
  }

  // ── life ──

  async start(): Promise<void> {
    if (this.#phase !== 'new') throw new Error('a runtime starts once');
    this.#phase = 'starting';
    try {
      await this.#start();
    } catch (error) {
      this.#phase = 'halted';
      this.#timers.clear();
      throw error;
    }
  }

  async #start(): Promise<void> {
    const { store, tenant, clock } = this.#o;
    await store.migrate();
    // The first commit takes the tenant over: from here on nobody else changes the documents we are about to read.
    await store.commit(tenant, { docs: [], records: [] });
    const loaded = fitToSwitch(await store.loadConfig(tenant), this.#o.switch.kind);
    const { config, problems } = loaded;
    this.#report(problems);
    this.#config = config;
    const docs = new Map(await store.loadDocs(tenant));
    this.#time = new EngineTime(clock, clockOf(docs.get(CLOCK_DOC)));
    docs.delete(CLOCK_DOC);
    const room = new EngineRoom(
      {
        engine: this.#engine,
        clock,
        limits: this.#limits,
        log: this.#log,
        metrics: this.#metrics,
        calls: this.#calls,
        now: () => this.#time.now(),
        onRebuilt: (culprit) => this.#rebuilt(culprit),
      },
      config,
      docs,
    );
    this.#room = room;
    const { sessions, calls } = room.state;
    this.#log.info({ documents: docs.size, sessions: sessions.size, calls: calls.size }, 'state restored');
    // Whatever the switch was when the last run ended, it is not connected now.
    this.#push({ body: { kind: 'switch', event: { on: 'down' } } });
    this.#armTimers();
    this.#phase = 'serving';
    this.#schedule();
    await this.#switch.configure(loaded);
    await this.#switch.start();
  }

  async stop(): Promise<void> {
    if (this.#phase === 'new' || this.#phase === 'halted') {
      this.#phase = 'halted';
      return;
    }
    this.#phase = 'stopping';
    this.#timers.clear();
    let cancel: () => void = () => undefined;
    const late = new Promise<void>((resolve) => {
      cancel = this.#o.clock.after(this.#limits.stopMs, resolve);
    });
    await Promise.race([this.drained(), late]);
    await this.#switch.stop();
    const written = await Promise.race([this.drained().then(() => this.#journal.close()), late.then(() => false)]);
    cancel();
    this.#phase = 'halted';
    if (!written) {
      const { pendingRecords, pendingDocs } = this.#journal;
      this.#log.error({ pendingRecords, pendingDocs }, 'stopped without having written everything');
    }
  }

  drained(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiters.push(resolve);
      this.#schedule();
    });
  }

  health(): RuntimeHealth {
    const serving = this.#journal.degraded ? 'degraded' : 'serving';
    const phase = { new: 'starting', starting: 'starting', serving, stopping: 'halted', halted: 'halted' } as const;
    return { state: phase[this.#phase], switch: this.#o.switch.health(), inbox: this.#inbox.size };
  }

  /** Another server has the tenant now, its calls included: let go of the switch, touch nothing. */
  #halt(): void {
    this.#log.fatal('another server has taken this tenant over; this one does nothing any more');
    this.#phase = 'halted';
    this.#timers.clear();
    this.#inbox.clear();
    for (const waiter of this.#waiters.splice(0)) waiter();
    this.#switch.stop().catch((error: unknown) => this.#log.error({ err: error }, 'the switch did not stop'));
    this.#o.onSuperseded?.();
  }

  // ── what comes in ──

  submit(submission: Submission): void {
    if (this.#phase !== 'serving') {
      this.#refuse(submission, 'NotAvailable');
    } else if (this.#inbox.commands >= this.#limits.inboxCommands) {
      this.#metrics.refused.inc();
      this.#refuse(submission, 'LimitReached', { limit: 'inbox' });
    } else {
      this.#push({ body: { kind: 'command', ...submission } });
    }
  }

  connectionClosed(conn: string): void {
    if (this.#phase === 'serving') this.#push({ body: { kind: 'connection-closed', conn } });
  }

  #onSwitch(event: SwitchEvent): void {
    if (this.#phase !== 'serving' && this.#phase !== 'stopping') return;
    if (this.#inbox.others >= this.#limits.inboxEvents && event.on !== 'sync') {
      // What is dropped now the next sync tells.
      this.#switch.resync('the inbox is full');
      return;
    }
    this.#push({ body: { kind: 'switch', event } });
  }

  #push(item: Item): void {
    this.#inbox.push(item);
    this.#schedule();
  }

  #refuse({ ref, conn, command }: Submission, code: string, args?: Readonly<Record<string, string>>): void {
    this.#o.sink.reply(ref, conn, refusal(command, this.#time.now(), code, args));
  }

  // ── the loop ──

  #schedule(): void {
    if (this.#scheduled || this.#phase === 'halted') return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      if (this.#room) this.#turn(this.#room);
    });
  }

  #turn(room: EngineRoom): void {
    const until = performance.now() + this.#limits.sliceMs;
    while (this.#takes(room) && performance.now() < until) {
      const item = this.#inbox.shift();
      if (item) room.take(item);
    }
    if (!room.idle && !this.#journal.busy) this.#close(room);
    if (this.#takes(room)) this.#schedule();
    else if (this.#inbox.size === 0 && room.idle && !this.#journal.busy) {
      for (const waiter of this.#waiters.splice(0)) waiter();
    }
  }

  /** There is something to step, and room for it in the batch. */
  #takes(room: EngineRoom): boolean {
    return this.#inbox.size > 0 && room.stepped < this.#limits.batchInputs;
  }

  #close(room: EngineRoom): void {
    const closed = room.close();
    if (!closed) {
      this.#schedule();
      return;
    }
    const { batch, docs } = closed;
    this.#metrics.batchInputs.observe(batch.items.length);
    if (docs.length === 0 && batch.records.length === 0) {
      this.#dispatch(batch);
      return;
    }
    if (docs.length > 0) {
      const at = { at: room.state.now };
      docs.push({ key: CLOCK_DOC, doc: at, json: JSON.stringify(at) });
    }
    this.#journal.write({ docs, records: batch.records }, () => this.#dispatch(batch));
  }

  #armTimers(): void {
    this.#timers.clear();
    for (const { key, at, epoch } of this.#engine.armedTimers(this.state)) this.#timers.set(key, at, epoch);
  }

  #rebuilt({ body }: Item): void {
    this.#armTimers();
    // A sync that fails would only fail again.
    if (body.kind !== 'switch' || body.event.on !== 'sync') this.#switch.resync('the state was rebuilt');
    this.#schedule();
  }

  // ── what goes out ──

  #dispatch(batch: Batch): void {
    if (this.#phase === 'halted') return;
    for (const effect of batch.effects) {
      try {
        this.#carryOut(effect);
      } catch (error) {
        this.#log.error({ err: error, effect: effect.kind }, 'an effect could not be carried out');
      }
    }
    for (const item of batch.items) item.done?.(!item.failed);
    this.#schedule();
  }

  #carryOut(effect: Effect): void {
    const { sink } = this.#o;
    switch (effect.kind) {
      case 'reply':
        if (!isOwnRef(effect.ref)) sink.reply(effect.ref, effect.conn, effect.reply);
        return;
      case 'event':
        sink.event(effect.conn, effect.event);
        return;
      case 'switch':
        this.#calls.command(effect.command);
        this.#o.switch.execute(effect.command);
        return;
      case 'timer':
        if (this.#phase === 'serving') this.#timers.set(effect.key, effect.at, effect.epoch);
        return;
      case 'timer-cancel':
        this.#timers.cancel(effect.key);
        return;
      case 'notice':
        this.#calls.notice(effect);
        return;
      case 'verify':
        this.#errands.check(effect);
        return;
      case 'http':
        this.#errands.ask(effect);
        return;
      case 'record':
        // Those went with the commit.
        return;
    }
  }

  async session(ins: string): Promise<SessionView | null> {
    return this.#room ? realEngine.sessionView(this.#room.state, ins) : null;
  }

  async board(): Promise<Board | null> {
    return this.#room ? realEngine.boardView(this.#room.state) : null;
  }

  // ── configuration ──

  reload(): Promise<boolean> {
    if (this.#phase !== 'serving') return Promise.resolve(false);
    return this.#reloads.run();
  }

  async #reload(): Promise<boolean> {
    if (this.#phase !== 'serving') return false;
    try {
      const { store, tenant } = this.#o;
      const loaded = fitToSwitch(await store.loadConfig(tenant, this.#config ?? undefined), this.#o.switch.kind);
      const { config, problems } = loaded;
      this.#report(problems);
      this.#config = config;
      const configured = await this.#switch.configure(loaded);
      const taken = await new Promise<boolean>((done) => this.#push({ body: { kind: 'config', config }, done }));
      return taken && configured && problems.length === 0;
    } catch (error) {
      this.#log.error({ err: error }, 'the configuration could not be read; the running one stays');
      return false;
    }
  }

  #report(problems: readonly ConfigProblem[]): void {
    for (const { key, value, expected } of problems) {
      this.#log.warn({ key, value, expected }, 'a configuration value is not understood; the running one stays');
    }
  }

  #readings(): RuntimeReadings {
    const agentsByState = new Map<number, number>();
    const waitingBySkill = new Map<string, number>();
    const state = this.#room?.state;
    for (const session of state?.sessions.values() ?? []) {
      agentsByState.set(session.state, (agentsByState.get(session.state) ?? 0) + 1);
    }
    for (const { skill, waiting } of state?.queues.values() ?? []) waitingBySkill.set(skill, waiting.length);
    return {
      inbox: this.#inbox.size,
      timers: this.#timers.size,
      calls: state?.calls.size ?? 0,
      sessions: state?.sessions.size ?? 0,
      pendingRecords: this.#journal.pendingRecords,
      pendingDocs: this.#journal.pendingDocs,
      agentsByState,
      waitingBySkill,
    };
  }
}
