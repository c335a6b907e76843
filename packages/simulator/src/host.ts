/**
 * What the server's runtime does, in little: steps the engine, keeps documents and records by batches that take time
 * to commit, lets effects leave only after their commit, runs the timers, and can be killed at any moment.
 */
import type {
  DocKey,
  Effect,
  Input,
  InputBody,
  StepResult,
  SwitchCommand,
  TenantConfig,
  TenantState,
} from '@wssoftphone/engine';
import type { AgentEvent, Reply, SessionView } from '@wssoftphone/protocol';
import type { Agenda, Ticket } from './agenda.ts';
import type { Random } from './random.ts';

/** The part of the engine that a host uses; tests put faulty engines here. */
export interface EngineApi {
  createState(config: TenantConfig): TenantState;
  step(state: TenantState, input: Input): StepResult;
  documentOf(state: TenantState, key: DocKey): unknown | null;
  restoreState(config: TenantConfig, docs: ReadonlyMap<string, unknown>): TenantState;
  armedTimers(state: TenantState): readonly Extract<Effect, { kind: 'timer' }>[];
  sessionView(state: TenantState, ins: string): SessionView | null;
}

export type AnyRecord = Extract<Effect, { kind: 'record' }>['record'];

export interface StepFacts {
  readonly index: number;
  readonly input: Input;
  readonly result: StepResult;
  /** A log-on that left the seat to the server; the input names the seat that was chosen (check/seats.ts). */
  readonly choosesSeat?: boolean;
}

/** Who watches: told of everything, in order. */
export interface HostWatcher {
  stepping(index: number, input: Input): void;
  stepped(facts: StepFacts): void;
  committed(records: readonly AnyRecord[]): void;
  killed(): void;
  restored(): void;
}

export interface HostTuning {
  /** Mean milliseconds of a commit; 0: at once. */
  readonly commitMs: number;
  /** Probability that a timer which was cancelled or replaced fires all the same, later. */
  readonly ghostTimer: number;
  /** Mean milliseconds by which timers are late. */
  readonly timerLateMs: number;
}

export interface HostOptions {
  readonly engine: EngineApi;
  readonly agenda: Agenda;
  readonly random: Random;
  readonly tuning: HostTuning;
  readonly config: TenantConfig;
  readonly watcher: HostWatcher;
  readonly onSwitch: (command: SwitchCommand) => void;
  readonly onReply: (ref: string, conn: string | null, reply: Reply) => void;
  readonly onEvent: (conn: string, event: AgentEvent) => void;
}

/** What was stepped and is not being committed yet. */
interface Batch {
  readonly changed: Set<DocKey>;
  readonly records: AnyRecord[];
  readonly effects: Effect[];
}

/** What is being committed. */
interface Sealed {
  readonly docs: readonly (readonly [DocKey, string | null])[];
  readonly records: readonly AnyRecord[];
}

export class Host {
  /** Documents as they were committed, in JSON. */
  readonly docs = new Map<DocKey, string>();
  readonly timers = new Map<string, { readonly epoch: number; readonly ticket: Ticket }>();
  config: TenantConfig;
  steps = 0;
  #state: TenantState;
  readonly #options: HostOptions;
  #open = newBatch();
  #sealed: Sealed | null = null;
  #keeping: 'off' | 'wanted' | 'on' = 'off';
  #committing: Ticket | null = null;
  #alive = true;

  constructor(options: HostOptions) {
    this.#options = options;
    this.config = options.config;
    this.#state = options.engine.createState(options.config);
  }

  get alive(): boolean {
    return this.#alive;
  }

  get state(): TenantState {
    return this.#state;
  }

  /** Every step so far is committed and its effects have left. */
  get drained(): boolean {
    return this.#committing === null && this.#open.effects.length === 0 && this.#open.changed.size === 0;
  }

  submit(body: InputBody): void {
    if (!this.#alive) return;
    const { engine, agenda, random, watcher } = this.#options;
    if (body.kind === 'config') this.config = body.config;
    const input: Input = { at: agenda.now, entropy: random.hex(40), body };
    const index = this.steps;
    this.steps += 1;
    watcher.stepping(index, input);
    const result = engine.step(this.#state, input);
    watcher.stepped({ index, input, result });
    for (const key of result.changed) this.#open.changed.add(key);
    for (const effect of result.effects) {
      this.#open.effects.push(effect);
      if (effect.kind === 'record') this.#open.records.push(effect.record);
    }
    if (this.#committing === null) this.#seal();
  }

  /**
   * From now on documents are kept, so that the server can be killed. They are large, so a world keeps them only for a
   * while before it kills; until every earlier step is carried out nothing has begun.
   */
  keepDocuments(): void {
    if (this.#keeping === 'off') this.#keeping = 'wanted';
    this.#beginKeeping();
  }

  /** Documents are kept, and are what a restart would find. */
  get keepsDocuments(): boolean {
    return this.#keeping === 'on';
  }

  #beginKeeping(): void {
    if (this.#keeping !== 'wanted' || !this.drained) return;
    this.#keeping = 'on';
    const { sessions, calls, tasks, recordings } = this.#state;
    const keys: DocKey[] = ['tenant'];
    for (const ins of sessions.keys()) keys.push(`agent:${ins}`);
    for (const id of calls.keys()) keys.push(`call:${id}`);
    for (const id of tasks.keys()) keys.push(`task:${id}`);
    for (const id of recordings.keys()) keys.push(`recording:${id}`);
    for (const key of keys) this.docs.set(key, JSON.stringify(this.#options.engine.documentOf(this.#state, key)));
  }

  /**
   * kill -9: what was not committed never was. A commit under way may have got through, and then its effects never
   * leave. Only when documents are kept.
   */
  kill(): void {
    this.#alive = false;
    const { agenda, watcher, random } = this.#options;
    agenda.cancel(this.#committing);
    this.#committing = null;
    if (this.#sealed && random.chance(0.5)) this.#keep(this.#sealed);
    this.#sealed = null;
    this.#open = newBatch();
    for (const { ticket } of this.timers.values()) agenda.cancel(ticket);
    this.timers.clear();
    watcher.killed();
  }

  /** Starts again from the documents, with the configuration as it is now. */
  start(config: TenantConfig): void {
    const { engine, watcher } = this.#options;
    this.config = config;
    const docs = new Map<string, unknown>();
    for (const [key, json] of this.docs) docs.set(key, JSON.parse(json));
    this.#state = engine.restoreState(config, docs);
    this.#alive = true;
    for (const timer of engine.armedTimers(this.#state)) this.#arm(timer.key, timer.at, timer.epoch);
    watcher.restored();
    this.#keeping = 'off';
    this.docs.clear();
  }

  /** Takes the documents as they are now and commits; what is stepped meanwhile waits for the next batch. */
  #seal(): void {
    const { engine, agenda, random, tuning } = this.#options;
    const { changed, records, effects } = this.#open;
    this.#open = newBatch();
    const docs: [DocKey, string | null][] = [];
    if (this.#keeping === 'on') {
      for (const key of changed) {
        const doc = engine.documentOf(this.#state, key);
        docs.push([key, doc === null ? null : JSON.stringify(doc)]);
      }
    }
    const batch: Sealed = { docs, records };
    if (tuning.commitMs === 0 || (changed.size === 0 && records.length === 0)) {
      this.#keep(batch);
      this.#dispatch(effects);
      this.#beginKeeping();
      return;
    }
    this.#sealed = batch;
    this.#committing = agenda.after(random.exponential(tuning.commitMs), () => {
      this.#committing = null;
      this.#sealed = null;
      this.#keep(batch);
      this.#dispatch(effects);
      if (this.#open.effects.length > 0 || this.#open.changed.size > 0) this.#seal();
      else this.#beginKeeping();
    });
  }

  #keep({ docs, records }: Sealed): void {
    for (const [key, json] of docs) {
      if (json === null) this.docs.delete(key);
      else this.docs.set(key, json);
    }
    if (records.length > 0) this.#options.watcher.committed(records);
  }

  #dispatch(effects: readonly Effect[]): void {
    const { onSwitch, onReply, onEvent } = this.#options;
    for (const effect of effects) {
      switch (effect.kind) {
        case 'reply':
          onReply(effect.ref, effect.conn, effect.reply);
          break;
        case 'event':
          onEvent(effect.conn, effect.event);
          break;
        case 'switch':
          onSwitch(effect.command);
          break;
        case 'timer':
          this.#arm(effect.key, effect.at, effect.epoch);
          break;
        case 'timer-cancel':
          this.#disarm(effect.key);
          break;
        case 'verify': {
          // The tenant's checker: slow, right now and then, sometimes broken or silent.
          const { agenda, random } = this.#options;
          const { call, request } = effect;
          const good = random.chance(0.1) ? null : random.chance(0.4);
          if (random.chance(0.9))
            agenda.after(random.below(3000), () => this.submit({ kind: 'verified', call, request, good }));
          break;
        }
        case 'http': {
          // The tenant's systems: as the checker, and with an answer that may lack what was asked for.
          const { agenda, random } = this.#options;
          const { call, request, save } = effect;
          const ok = random.chance(0.7);
          const data = Object.fromEntries(Object.keys(save).map((key) => [key, random.pick(['1', '2', 'x', ''])]));
          const body = { kind: 'http-result', call, request, ok, data: random.chance(0.8) ? data : {} } as const;
          if (random.chance(0.9)) agenda.after(random.below(3000), () => this.submit(body));
          break;
        }
        case 'record':
        case 'notice':
          break;
      }
    }
  }

  #arm(key: string, at: number, epoch: number): void {
    const { agenda, random, tuning } = this.#options;
    this.#disarm(key);
    const late = tuning.timerLateMs > 0 ? random.exponential(tuning.timerLateMs) : 0;
    const ticket = agenda.at(at + late, () => {
      this.timers.delete(key);
      this.submit({ kind: 'timer', key, epoch });
    });
    this.timers.set(key, { epoch, ticket });
  }

  #disarm(key: string): void {
    const { agenda, random, tuning } = this.#options;
    const armed = this.timers.get(key);
    if (!armed) return;
    this.timers.delete(key);
    const { at } = armed.ticket;
    agenda.cancel(armed.ticket);
    // A real timer can be on its way already when it is cancelled.
    if (random.chance(tuning.ghostTimer)) agenda.at(at, () => this.submit({ kind: 'timer', key, epoch: armed.epoch }));
  }
}

const newBatch = (): Batch => ({ changed: new Set(), records: [], effects: [] });
