/**
 * The engine's state and the batch being stepped into it; the only caller of `step`.
 *
 * A step that throws may have left the state half changed. Then the state is rebuilt from the documents of the last
 * closed batch, the pages get their sessions back, and the inputs of the open batch are stepped again without the one
 * that failed: as if it had never come.
 */

import type * as engineModule from '@wssoftphone/engine';
import type { DocKey, StepResult, TenantConfig, TenantState } from '@wssoftphone/engine';
import type { Reply } from '@wssoftphone/protocol';
import type { Logger } from 'pino';
import type { Clock } from '../ports/clock.ts';
import type { Submission } from '../ports/desk.ts';
import type { DocWrite } from '../ports/store.ts';
import { Batch, type Item } from './batch.ts';
import type { CallLog } from './call-log.ts';
import { Failures } from './failures.ts';
import type { RuntimeLimits } from './limits.ts';
import type { RuntimeMetrics } from './metrics.ts';
import { Pages } from './pages.ts';
import { redacted } from './redact.ts';

export type Engine = Pick<typeof engineModule, 'step' | 'createState' | 'restoreState' | 'documentOf' | 'armedTimers'>;

export interface EngineRoomOptions {
  readonly engine: Engine;
  readonly clock: Clock;
  readonly limits: RuntimeLimits;
  readonly log: Logger;
  readonly metrics: RuntimeMetrics;
  readonly calls: CallLog;
  /** The engine's time; never goes back. */
  readonly now: () => number;
  /** The state was rebuilt because this input failed: timers and switch have to be brought in line with it. */
  readonly onRebuilt: (culprit: Item) => void;
}

/** Answers to such refs go to nobody: the commands were the room's own. */
const OWN_REF = 'runtime:';
export const isOwnRef = (ref: string): boolean => ref.startsWith(OWN_REF);

export class EngineRoom {
  readonly #o: EngineRoomOptions;
  readonly #pages: Pages;
  readonly #failures: Failures;
  /** Text of every live document as of the last closed batch: what the state is rebuilt from. */
  readonly #closed = new Map<DocKey, string>();
  #config: TenantConfig;
  #state: TenantState;
  #open = new Batch();
  #ownRefs = 0;

  /** @param docs live documents of an earlier run. */
  constructor(options: EngineRoomOptions, config: TenantConfig, docs: ReadonlyMap<string, unknown>) {
    this.#o = options;
    this.#config = config;
    this.#pages = new Pages(options.limits.pages);
    this.#failures = new Failures(options.clock, options.limits);
    for (const [key, doc] of docs) this.#closed.set(key as DocKey, JSON.stringify(doc));
    this.#state = docs.size > 0 ? options.engine.restoreState(config, docs) : options.engine.createState(config);
  }

  get state(): TenantState {
    return this.#state;
  }
  /** Inputs stepped since the last close. */
  get stepped(): number {
    return this.#open.items.length;
  }
  /** Nothing has to leave. */
  get idle(): boolean {
    return this.#open.empty;
  }

  take(item: Item): void {
    if (this.#failures.barred(item.body)) item.failed = true;
    if (!this.#again(item)) this.#rebuild(item);
  }

  /**
   * Closes the open batch: its documents become text now, before the next step changes them. null: they could not be
   * read; the batch was stepped anew without its inputs and is still open.
   */
  close(): { readonly batch: Batch; readonly docs: DocWrite[] } | null {
    const batch = this.#open;
    let docs: DocWrite[];
    try {
      docs = this.#documents(batch.changed);
    } catch (error) {
      // Nobody knows whose doing it is: all of the batch is left out.
      for (const item of batch.items) item.failed = true;
      const [first] = batch.items;
      if (first) {
        this.#lament(first, error);
        this.#rebuild(first);
      }
      return null;
    }
    this.#open = new Batch();
    for (const { input } of batch.items) {
      if (input?.body.kind === 'command') this.#pages.learn(input.body, batch.effects);
      else if (input?.body.kind === 'connection-closed') this.#pages.closed(input.body.conn);
      else if (input?.body.kind === 'config') this.#config = input.body.config;
    }
    return { batch, docs };
  }

  #step(item: Item): StepResult {
    const { clock, engine, metrics, now, calls } = this.#o;
    item.input ??= { at: now(), entropy: clock.entropy(40), body: item.body };
    const began = performance.now();
    const result = engine.step(this.#state, item.input);
    metrics.stepSeconds.observe((performance.now() - began) / 1_000);
    metrics.steps.inc(item.body.kind);
    if (item.body.kind === 'switch') calls.event(item.body.event, result.changed);
    return result;
  }

  #documents(changed: ReadonlySet<DocKey>): DocWrite[] {
    const texts = new Map<DocKey, { readonly doc: unknown; readonly json: string | null }>();
    for (const key of changed) {
      const doc = this.#o.engine.documentOf(this.#state, key);
      const json = doc === null ? null : JSON.stringify(doc);
      if (json !== (this.#closed.get(key) ?? null)) texts.set(key, { doc, json });
    }
    // Only now that all of them could be read.
    const writes: DocWrite[] = [];
    for (const [key, { doc, json }] of texts) {
      if (json === null) this.#closed.delete(key);
      else this.#closed.set(key, json);
      writes.push(json === null ? { key, doc: null } : { key, doc, json });
    }
    return writes;
  }

  // ── when a step throws ──

  #rebuild(culprit: Item): void {
    const replay = this.#open.items.includes(culprit) ? this.#open.items : [...this.#open.items, culprit];
    do {
      this.#open = new Batch();
      try {
        const docs = [...this.#closed].map(([key, text]) => [key, JSON.parse(text) as unknown] as const);
        this.#state = this.#o.engine.restoreState(this.#config, new Map<string, unknown>(docs));
      } catch (broken) {
        this.#o.log.fatal({ err: broken }, 'the state could not be rebuilt; going on with what there is');
      }
    } while (![...this.#returns(replay[0]), ...replay].every((item) => this.#again(item)));
    this.#o.onRebuilt(culprit);
  }

  /** Commands that give each page its session back, in the time of the input that will be stepped after them. */
  #returns(before: Item | undefined): Item[] {
    const at = before?.input?.at ?? this.#o.now();
    return [...this.#pages.returns(() => `${OWN_REF}${++this.#ownRefs}`)].map((body) => ({
      body,
      input: { at, entropy: this.#o.clock.entropy(40), body },
    }));
  }

  /** Steps an input, or answers one that failed before. False: it failed now, and the state may be damaged. */
  #again(item: Item): boolean {
    try {
      this.#open.take(item, item.failed ? this.#failed(item) : this.#step(item));
      return true;
    } catch (error) {
      this.#lament(item, error);
      // A page that cannot be given its session back has to come by itself.
      const { body } = item;
      if (body.kind === 'command' && isOwnRef(body.ref) && body.conn !== null) this.#pages.closed(body.conn);
      return false;
    }
  }

  /** What comes of an input that is not stepped: a command is answered, anything else is over. */
  #failed({ body }: Item): StepResult {
    if (body.kind !== 'command') return { effects: [], changed: [] };
    const reply = refusal(body.command, this.#o.now(), 'Internal');
    return { effects: [{ kind: 'reply', ref: body.ref, conn: body.conn, reply }], changed: [] };
  }

  #lament(item: Item, error: unknown): void {
    const { body, input } = item;
    const { log, metrics, calls, limits } = this.#o;
    item.failed = true;
    this.#failures.note(body);
    metrics.stepFailures.inc();
    const call = body.kind === 'switch' ? calls.callOf(body.event) : undefined;
    const keys: string[] = call ? [`call:${call}`] : [];
    if (body.kind === 'command') keys.push(`agent:${body.command.ins}`);
    if (body.kind === 'timer') keys.push(body.key.split(':').slice(0, 2).join(':'));
    const docs = keys.map((key) => [key, parsed(this.#closed.get(key as DocKey))] as const);
    log.error(
      {
        err: error,
        call,
        input: redacted(input ?? body, limits.logChars),
        state: redacted(Object.fromEntries(docs), limits.logChars),
      },
      'a step failed; its input is left out',
    );
  }
}

/** The answer to a command that no step will answer. */
export function refusal(
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

function parsed(text: string | undefined): unknown {
  return text === undefined ? null : JSON.parse(text);
}
