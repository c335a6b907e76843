/**
 * A tenant's runtime: one inbox, one loop, the only caller of `step`.
 *
 *   inbox → step (several inputs: a batch) → commit (one transaction) → effects, in order
 *
 * While a batch is being committed the next one is stepped already; its effects leave after its own commit, so nothing
 * overtakes and nothing leaves that is not on disk. A batch that changed nothing durable needs no commit.
 */
import type { DocKey, Effect, StepResult, SwitchEvent, TenantConfig, TenantState } from '@wssoftphone/engine';
import * as realEngine from '@wssoftphone/engine';
import type { Reply } from '@wssoftphone/protocol';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import type { Clock } from '../ports/clock.ts';
import type { Desk, DeskSink, Submission } from '../ports/desk.ts';
import type { ConfigProblem, DocWrite, Store } from '../ports/store.ts';
import type { PhoneSetup, SwitchHealth, SwitchPort } from '../ports/switch.ts';
import { Batch, type Item } from './batch.ts';
import { CallLog } from './call-log.ts';
import { EngineTime } from './engine-time.ts';
import { Failures } from './failures.ts';
import { Journal } from './journal.ts';
import { RUNTIME_LIMITS, type RuntimeLimits } from './limits.ts';
import { createRuntimeMetrics, NO_METRICS, type RuntimeMetrics, type RuntimeReadings } from './metrics.ts';
import { Pages } from './pages.ts';
import { redacted } from './redact.ts';
import { Timers } from './timers.ts';

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
  /** For tests that need an engine with a fault in it. */
  readonly engine?: Engine;
}
export type Engine = Pick<typeof realEngine, 'step' | 'createState' | 'restoreState' | 'documentOf' | 'armedTimers'>;

export interface RuntimeHealth {
  /** serving; degraded: without the database; halted: superseded or stopped. */
  readonly state: 'starting' | 'serving' | 'degraded' | 'halted';
  readonly switch: SwitchHealth;
  readonly inbox: number;
}

export interface Runtime extends Desk {
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
/** Answers to these refs go to nobody. */
const OWN_REF = 'runtime:';

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
  readonly #pages: Pages;
  readonly #failures: Failures;
  #time: EngineTime;
  #state: TenantState | null = null;
  #config: TenantConfig | null = null;
  /** Text of every live document as of the last sealed batch: what the state is rebuilt from after a failure. */
  readonly #sealed = new Map<DocKey, string>();

  #inbox: Item[] = [];
  /** Index of the first item not stepped yet; cheaper than shifting. */
  #next = 0;
  #commandsWaiting = 0;
  #open = new Batch();
  #scheduled = false;
  #phase: 'new' | 'starting' | 'serving' | 'stopping' | 'halted' = 'new';
  #waiters: (() => void)[] = [];
  #reloading: Promise<boolean> | null = null;
  #reloadNext: Promise<boolean> | null = null;
  #resyncAt = Number.NEGATIVE_INFINITY;
  #resyncPending = false;
  #ownRefs = 0;

  constructor(options: RuntimeOptions) {
    this.#o = options;
    this.#engine = options.engine ?? realEngine;
    this.#limits = { ...RUNTIME_LIMITS, ...options.limits };
    this.#log = options.log.child({ tenant: options.tenant });
    this.#metrics = options.metrics
      ? createRuntimeMetrics(options.metrics, options.tenant, () => this.#readings())
      : NO_METRICS;
    this.#time = new EngineTime(options.clock);
    this.#journal = new Journal({
      tenant: options.tenant,
      store: options.store,
      clock: options.clock,
      limits: this.#limits,
      log: this.#log,
      metrics: this.#metrics,
      onSuperseded: () => this.#halt(),
      onIdle: () => this.#schedule(),
    });
    this.#timers = new Timers(
      options.clock,
      () => this.#time.now(),
      (key, epoch) => this.#push({ body: { kind: 'timer', key, epoch } }),
    );
    this.#calls = new CallLog(this.#log, this.#limits.legCalls);
    this.#pages = new Pages(this.#limits.pages);
    this.#failures = new Failures(options.clock, this.#limits);
  }

  get state(): TenantState {
    if (!this.#state) throw new Error('the runtime has not started');
    return this.#state;
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
    const { store, tenant } = this.#o;
    await store.migrate();
    // The first commit takes the tenant over: from here on nobody else changes the documents we are about to read.
    await store.commit(tenant, { docs: [], records: [] });
    const { config, phones, problems } = await store.loadConfig(tenant);
    this.#report(problems);
    this.#config = config;
    const docs = new Map(await store.loadDocs(tenant));
    this.#time = new EngineTime(this.#o.clock, clockOf(docs.get(CLOCK_DOC)));
    docs.delete(CLOCK_DOC);
    for (const [key, doc] of docs) this.#sealed.set(key as DocKey, JSON.stringify(doc));
    const state = docs.size > 0 ? this.#engine.restoreState(config, docs) : this.#engine.createState(config);
    this.#state = state;
    this.#log.info({ documents: docs.size, sessions: state.sessions.size, calls: state.calls.size }, 'state restored');
    // Whatever the switch was when the last run ended, it is not connected now.
    this.#push({ body: { kind: 'switch', event: { on: 'down' } } });
    for (const timer of this.#engine.armedTimers(state)) this.#timers.set(timer.key, timer.at, timer.epoch);
    this.#phase = 'serving';
    this.#schedule();
    await this.#configureSwitch(phones);
    await this.#startSwitch();
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
    await this.#o.switch.stop();
    const written = await Promise.race([this.drained().then(() => this.#journal.close()), late.then(() => false)]);
    cancel();
    this.#phase = 'halted';
    if (!written) {
      this.#log.error(
        { records: this.#journal.pendingRecords, documents: this.#journal.pendingDocs },
        'stopped without having written everything',
      );
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
    return {
      state:
        this.#phase === 'serving'
          ? serving
          : this.#phase === 'new' || this.#phase === 'starting'
            ? 'starting'
            : 'halted',
      switch: this.#o.switch.health(),
      inbox: this.#waiting,
    };
  }

  // ── what comes in ──

  submit(submission: Submission): void {
    if (this.#phase !== 'serving') {
      this.#refuse(submission, 'NotAvailable');
      return;
    }
    if (this.#commandsWaiting >= this.#limits.inboxCommands) {
      this.#metrics.refused.inc();
      this.#refuse(submission, 'LimitReached', { limit: 'inbox' });
      return;
    }
    this.#commandsWaiting++;
    this.#push({ body: { kind: 'command', ...submission } });
  }

  connectionClosed(conn: string): void {
    if (this.#phase === 'serving') this.#push({ body: { kind: 'connection-closed', conn } });
  }

  reload(): Promise<boolean> {
    if (this.#phase !== 'serving') return Promise.resolve(false);
    // One at a time; whoever asks while one waits shares it.
    if (!this.#reloading) {
      this.#reloading = this.#reload().finally(() => {
        this.#reloading = null;
      });
      return this.#reloading;
    }
    this.#reloadNext ??= this.#reloading.then(() => {
      this.#reloadNext = null;
      return this.reload();
    });
    return this.#reloadNext;
  }

  #onSwitch(event: SwitchEvent): void {
    if (this.#phase !== 'serving' && this.#phase !== 'stopping') return;
    if (this.#waiting - this.#commandsWaiting >= this.#limits.inboxEvents && event.on !== 'sync') {
      // What we drop now the next sync tells.
      this.#resync('the inbox is full');
      return;
    }
    this.#push({ body: { kind: 'switch', event } });
  }

  #push(item: Item): void {
    this.#inbox.push(item);
    this.#schedule();
  }

  get #waiting(): number {
    return this.#inbox.length - this.#next;
  }

  #shift(): Item | undefined {
    const item = this.#inbox[this.#next++];
    if (this.#next >= this.#inbox.length) {
      this.#inbox = [];
      this.#next = 0;
    } else if (this.#next >= 1_024 && this.#next * 2 >= this.#inbox.length) {
      this.#inbox = this.#inbox.slice(this.#next);
      this.#next = 0;
    }
    if (item?.body.kind === 'command') this.#commandsWaiting--;
    return item;
  }

  // ── the loop ──

  #schedule(): void {
    if (this.#scheduled || this.#phase === 'halted') return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#turn();
    });
  }

  #turn(): void {
    if (!this.#state) return;
    const until = performance.now() + this.#limits.sliceMs;
    while (this.#waiting > 0 && this.#open.items.length < this.#limits.batchInputs && performance.now() < until) {
      const item = this.#shift();
      if (item) this.#stepOne(item);
    }
    if (!this.#open.empty && !this.#journal.busy) this.#seal();
    if (this.#waiting > 0 && this.#open.items.length < this.#limits.batchInputs) this.#schedule();
    else if (this.#waiting === 0 && this.#open.empty && !this.#journal.busy) {
      const waiters = this.#waiters;
      this.#waiters = [];
      for (const waiter of waiters) waiter();
    }
  }

  #stepOne(item: Item): void {
    if (this.#failures.barred(item.body)) {
      this.#open.take(item, this.#failed(item));
      return;
    }
    try {
      this.#open.take(item, this.#step(item));
    } catch (error) {
      this.#recover(item, error);
    }
  }

  #step(item: Item): StepResult {
    const { clock } = this.#o;
    item.input ??= { at: this.#time.now(), entropy: clock.entropy(40), body: item.body };
    const began = performance.now();
    const result = this.#engine.step(this.state, item.input);
    this.#metrics.stepSeconds.observe((performance.now() - began) / 1_000);
    this.#metrics.steps.inc(item.body.kind);
    if (item.body.kind === 'switch') this.#calls.event(item.body.event, result.changed);
    return result;
  }

  /** Closes the open batch: its documents become text now, before the next step changes them. */
  #seal(): void {
    const batch = this.#open;
    let docs: DocWrite[];
    try {
      docs = this.#documents(batch.changed);
    } catch (error) {
      // Nobody knows whose doing it is: all of the batch is left out.
      for (const item of batch.items) item.failed = true;
      const first = batch.items[0];
      if (first) this.#recover(first, error);
      return;
    }
    this.#open = new Batch();
    this.#metrics.batchInputs.observe(batch.items.length);
    for (const { input } of batch.items) {
      if (input?.body.kind === 'command') this.#pages.learn(input.body, batch.effects);
      else if (input?.body.kind === 'connection-closed') this.#pages.closed(input.body.conn);
    }
    if (docs.length === 0 && batch.records.length === 0) {
      this.#dispatch(batch);
      return;
    }
    if (docs.length > 0) {
      const at = { at: this.state.now };
      docs.push({ key: CLOCK_DOC, doc: at, json: JSON.stringify(at) });
    }
    this.#journal.write({ docs, records: batch.records }, () => this.#dispatch(batch));
  }

  #documents(changed: ReadonlySet<DocKey>): DocWrite[] {
    const texts = new Map<DocKey, { doc: unknown; json: string | null }>();
    for (const key of changed) {
      const doc = this.#engine.documentOf(this.state, key);
      const json = doc === null ? null : JSON.stringify(doc);
      if (json !== (this.#sealed.get(key) ?? null)) texts.set(key, { doc, json });
    }
    // Only when all of them could be read.
    const writes: DocWrite[] = [];
    for (const [key, { doc, json }] of texts) {
      if (json === null) this.#sealed.delete(key);
      else this.#sealed.set(key, json);
      writes.push(json === null ? { key, doc: null } : { key, doc, json });
    }
    return writes;
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
    for (const item of batch.items) item.done?.();
    this.#schedule();
  }

  #carryOut(effect: Effect): void {
    const { sink } = this.#o;
    switch (effect.kind) {
      case 'reply':
        if (!effect.ref.startsWith(OWN_REF)) sink.reply(effect.ref, effect.conn, effect.reply);
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
      case 'record':
        return;
    }
  }

  #refuse(submission: Submission, code: string, args?: Readonly<Record<string, string>>): void {
    const { ref, conn, command } = submission;
    this.#o.sink.reply(ref, conn, refusal(command, this.#time.now(), code, args));
  }

  // ── when a step throws ──

  /**
   * A step that threw may have left the state half changed. So the state is rebuilt from the documents of the last sealed
   * batch, the pages get their sessions back, the inputs of the open batch are stepped again without the one that
   * failed, and the switch is asked for its truth: as if that input had never come.
   */
  #recover(culprit: Item, error: unknown): void {
    this.#lament(culprit, error);
    const replay = this.#open.items.includes(culprit) ? this.#open.items : [...this.#open.items, culprit];
    for (;;) {
      this.#open = new Batch();
      try {
        const docs = [...this.#sealed].map(([key, text]) => [key, JSON.parse(text) as unknown] as const);
        this.#state = this.#engine.restoreState(this.#config ?? this.state.config, new Map<string, unknown>(docs));
      } catch (broken) {
        this.#log.fatal({ err: broken }, 'the state could not be rebuilt; going on with what there is');
      }
      if ([...this.#returns(replay[0]), ...replay].every((item) => this.#again(item))) break;
    }
    this.#timers.clear();
    for (const timer of this.#engine.armedTimers(this.state)) this.#timers.set(timer.key, timer.at, timer.epoch);
    const aboutSync = culprit.body.kind === 'switch' && culprit.body.event.on === 'sync';
    if (!aboutSync) this.#resync('the state was rebuilt');
    this.#schedule();
  }

  /** Commands that give each page its session back, in the time of the input that will be stepped after them. */
  #returns(before: Item | undefined): Item[] {
    const at = before?.input?.at ?? this.#time.now();
    return [...this.#pages.returns(() => `${OWN_REF}${++this.#ownRefs}`)].map((body) => ({
      body,
      input: { at, entropy: this.#o.clock.entropy(40), body },
    }));
  }

  /** Steps an input once more. False: it failed now, and everything has to be stepped again without it. */
  #again(item: Item): boolean {
    if (item.failed) {
      this.#open.take(item, this.#failed(item));
      return true;
    }
    try {
      this.#open.take(item, this.#step(item));
      return true;
    } catch (error) {
      this.#lament(item, error);
      // A page that cannot be given its session back has to come by itself.
      if (item.body.kind === 'command' && item.body.ref.startsWith(OWN_REF) && item.body.conn !== null) {
        this.#pages.closed(item.body.conn);
      }
      return false;
    }
  }

  /** What comes of an input that is not stepped: a command is answered, anything else is over. */
  #failed(item: Item): StepResult {
    const { body } = item;
    if (body.kind !== 'command') return { effects: [], changed: [] };
    const reply = refusal(body.command, this.#time.now(), 'Internal');
    return { effects: [{ kind: 'reply', ref: body.ref, conn: body.conn, reply }], changed: [] };
  }

  #lament(item: Item, error: unknown): void {
    const { body, input } = item;
    item.failed = true;
    this.#failures.note(body);
    this.#metrics.stepFailures.inc();
    const call = body.kind === 'switch' ? this.#calls.callOf(body.event) : undefined;
    const keys: DocKey[] = call ? [`call:${call}`] : [];
    if (body.kind === 'command') keys.push(`agent:${body.command.ins}`);
    if (body.kind === 'timer') keys.push(body.key.split(':').slice(0, 2).join(':') as DocKey);
    const docs = keys.map((key) => [key, parsed(this.#sealed.get(key))] as const);
    this.#log.error(
      {
        err: error,
        call,
        input: redacted(input ?? body, this.#limits.logChars),
        state: redacted(Object.fromEntries(docs), this.#limits.logChars),
      },
      'a step failed; its input is left out',
    );
  }

  /** Asks the switch for everything that exists now; at most once in a while. */
  #resync(why: string): void {
    if (this.#resyncPending) return;
    const now = this.#time.now();
    const wait = Math.max(0, this.#resyncAt + this.#limits.resyncMs - now);
    this.#resyncAt = now + wait;
    this.#resyncPending = true;
    this.#log.warn({ why, wait }, 'asking the switch for its whole truth');
    this.#o.clock.after(wait, () => {
      this.#resyncPending = false;
      if (this.#phase !== 'serving') return;
      const port = this.#o.switch;
      if (port.resync) port.resync();
      else
        port
          .stop()
          .then(() => this.#startSwitch())
          .catch((error: unknown) => this.#log.error({ err: error }, 'the switch did not start again'));
    });
  }

  #halt(): void {
    this.#log.fatal('another server has taken this tenant over; this one does nothing any more');
    this.#phase = 'halted';
    this.#timers.clear();
    this.#inbox = [];
    this.#next = 0;
    this.#commandsWaiting = 0;
    for (const waiter of this.#waiters) waiter();
    this.#waiters = [];
    // Its calls are the other server's now: let go of the switch, touch nothing.
    void this.#o.switch.stop().catch((error: unknown) => this.#log.error({ err: error }, 'the switch did not stop'));
    this.#o.onSuperseded?.();
  }

  // ── configuration and switch ──

  async #reload(): Promise<boolean> {
    try {
      const { config, phones, problems } = await this.#o.store.loadConfig(this.#o.tenant, this.#config ?? undefined);
      this.#report(problems);
      this.#config = config;
      const configured = await this.#configureSwitch(phones);
      await new Promise<void>((done) => this.#push({ body: { kind: 'config', config }, done }));
      return configured && problems.length === 0;
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

  async #configureSwitch(phones: readonly PhoneSetup[]): Promise<boolean> {
    try {
      await this.#o.switch.configure({ phones });
      return true;
    } catch (error) {
      this.#log.error({ err: error }, 'the switch did not take the telephones');
      return false;
    }
  }

  /** A switch that is away must not keep the server from serving; one that is configured wrongly must. */
  async #startSwitch(): Promise<void> {
    let cancel: () => void = () => undefined;
    const late = new Promise<'late'>((resolve) => {
      cancel = this.#o.clock.after(this.#limits.switchStartMs, () => resolve('late'));
    });
    const started = this.#o.switch.start((event) => this.#onSwitch(event));
    const first = await Promise.race([started, late]);
    cancel();
    if (first !== 'late') return;
    this.#log.warn({ switch: this.#o.switch.health().detail }, 'the switch is not connected yet; serving without it');
    started.catch((error: unknown) => this.#log.error({ err: error }, 'the switch cannot be used'));
  }

  #readings(): RuntimeReadings {
    const agentsByState = new Map<number, number>();
    const waitingBySkill = new Map<string, number>();
    for (const { state } of this.#state?.sessions.values() ?? []) {
      agentsByState.set(state, (agentsByState.get(state) ?? 0) + 1);
    }
    for (const { skill, waiting } of this.#state?.queues.values() ?? []) waitingBySkill.set(skill, waiting.length);
    return {
      inbox: this.#waiting,
      timers: this.#timers.size,
      calls: this.#state?.calls.size ?? 0,
      sessions: this.#state?.sessions.size ?? 0,
      pendingRecords: this.#journal.pendingRecords,
      pendingDocs: this.#journal.pendingDocs,
      agentsByState,
      waitingBySkill,
    };
  }
}

function refusal(
  command: Submission['command'],
  at: number,
  code: string,
  args?: Readonly<Record<string, string>>,
): Reply {
  return {
    command: command.command,
    ins: command.ins,
    errorCode: 'ProcessFailed',
    fault: args ? { code, args } : { code },
    datas: {},
    at,
    ...(command.id === undefined ? {} : { replyTo: command.id }),
  };
}

function clockOf(doc: unknown): number {
  const at = typeof doc === 'object' && doc !== null && 'at' in doc ? doc.at : 0;
  return typeof at === 'number' && Number.isFinite(at) ? at : 0;
}

function parsed(text: string | undefined): unknown {
  return text === undefined ? null : JSON.parse(text);
}
