/** Puts the checkers around a world: every step is shown to each of them. */
import type { Input, TenantState } from '@wssoftphone/engine';
import type { SessionView } from '@wssoftphone/protocol';
import type { AnyRecord, HostWatcher, StepFacts } from '../host.ts';
import type { World } from '../world.ts';
import { AgentChecker, DeadlineChecker } from './agents.ts';
import { CallChecker } from './calls.ts';
import type { Checker, Look } from './checker.ts';
import { DigitChecker } from './digits.ts';
import { HiddenNumberChecker } from './hidden.ts';
import { MirrorChecker } from './mirror.ts';
import { OutcomeChecker } from './outcomes.ts';
import { QueueChecker } from './queue.ts';
import { RecordingChecker } from './recordings.ts';
import { RecordChecker } from './records.ts';
import { ReplyChecker } from './replies.ts';
import { RestChecker } from './rest.ts';
import { compareDocuments, RestoreChecker } from './restore.ts';
import { SeatChecker, Seats } from './seats.ts';
import { Shadow } from './shadow.ts';
import { TaskChecker } from './tasks.ts';
import { difference, fail, same } from './violation.ts';

/** Sees every step before the checkers do: traces, statistics. */
export type Tap = (facts: StepFacts) => void;

export class Watcher implements HostWatcher {
  readonly #world: World;
  readonly #taps: readonly Tap[];
  readonly #shadow = new Shadow();
  readonly #seats = new Seats();
  readonly #checkers: readonly Checker[] = [
    new SeatChecker(),
    new ReplyChecker(),
    new MirrorChecker(),
    new OutcomeChecker(),
    new AgentChecker(),
    new DeadlineChecker(),
    new CallChecker(),
    new QueueChecker(),
    new RecordChecker(),
    new RecordingChecker(),
    new RestChecker(),
    new RestoreChecker(),
    new DigitChecker(),
    new TaskChecker(),
    new HiddenNumberChecker(),
  ];
  #views: ReadonlyMap<string, SessionView> = new Map();
  #blind = false;
  #looks = 0;
  #lastAt = 0;

  constructor(world: World, taps: readonly Tap[] = []) {
    this.#world = world;
    this.#taps = taps;
  }

  stepping(_index: number, input: Input): void {
    if (input.at < this.#lastAt) fail('simulator', 'time runs backwards');
    this.#lastAt = input.at;
    this.#seats.stepping(input, this.#world.host.state);
    this.#shadow.input(input);
    if (input.body.kind === 'switch' && input.body.event.on === 'sync') this.#blind = false;
  }

  stepped(told: StepFacts): void {
    for (const tap of this.#taps) tap(told);
    const facts = this.#seats.named(told, this.#world.host.state);
    const { input, result } = facts;
    for (const effect of result.effects) this.#shadow.effect(input.at, effect);
    const { state } = this.#world.host;
    const before = this.#views;
    this.#views = this.#look(state, touched(facts));
    const look: Look = {
      world: this.#world,
      told,
      facts,
      at: input.at,
      state,
      shadow: this.#shadow,
      before,
      after: this.#views,
      calm: isCalm(facts),
      blind: this.#blind,
    };
    for (const checker of this.#checkers) checker.step(look);
  }

  committed(records: readonly AnyRecord[]): void {
    for (const checker of this.#checkers) checker.committed?.(records);
  }

  killed(): void {
    this.#blind = true;
    this.#shadow.killed();
    for (const checker of this.#checkers) checker.killed?.();
  }

  restored(): void {
    const { host, engine } = this.#world;
    for (const { key, at, epoch } of engine.armedTimers(host.state)) this.#shadow.timers.set(key, { at, epoch });
    compareDocuments(this.#world, host.state, host.docs);
    this.#views = this.#look(host.state, null);
  }

  /** The engine asked the switch for something that the contract does not allow. */
  misuse(message: string): void {
    fail('contract', message);
  }

  /** The world has come to rest. */
  atRest(): void {
    const { host } = this.#world;
    const look = {
      world: this.#world,
      at: this.#world.now,
      state: host.state,
      shadow: this.#shadow,
      blind: this.#blind,
    };
    for (const checker of this.#checkers) checker.atRest?.({ ...look, after: this.#views });
  }

  /**
   * The views of all sessions. One that the step says it has not touched is taken to be as it was; every few steps
   * that is put to the test. `null`: all are touched.
   */
  #look(state: TenantState, changed: ReadonlySet<string> | null): ReadonlyMap<string, SessionView> {
    const views = new Map<string, SessionView>();
    this.#looks += 1;
    const doubt = this.#looks % DOUBT === 0;
    for (const ins of state.sessions.keys()) {
      const before = changed === null || changed.has(ins) ? undefined : this.#views.get(ins);
      const view = before && !doubt ? before : this.#world.engine.sessionView(state, ins);
      if (!view) continue;
      if (before && !same(before, view))
        fail('14', `the view of ${ins} changed in silence: ${difference(before, view)}`);
      views.set(ins, before ?? view);
    }
    return views;
  }
}

const isCalm = ({ index, input, result }: StepFacts): boolean =>
  index % DOUBT !== 0 &&
  result.changed.length === 0 &&
  (input.body.kind === 'command' || input.body.kind === 'timer') &&
  !result.effects.some((effect) => effect.kind === 'switch' || effect.kind === 'record');

/** Untouched views are looked at all the same every so many steps. */
const DOUBT = 16;

/** Seats whose view a step may have changed: those it names, speaks to or was spoken to by; null: any. */
function touched({ input, result }: StepFacts): ReadonlySet<string> | null {
  const { body } = input;
  if (body.kind === 'config' || body.kind === 'connection-closed') return null;
  if (body.kind === 'switch' && (body.event.on === 'sync' || body.event.on === 'down')) return null;
  const seats = new Set<string>();
  if (body.kind === 'command') {
    // A page that begins at one seat leaves another.
    if (body.command.command === 'Init' || body.command.command === 'Logon') return null;
    seats.add(body.command.ins);
  }
  for (const key of result.changed) if (key.startsWith('agent:')) seats.add(key.slice('agent:'.length));
  for (const effect of result.effects) if (effect.kind === 'event') seats.add(effect.event.ins);
  return seats;
}
