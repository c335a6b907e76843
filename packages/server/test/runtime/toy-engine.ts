/**
 * An engine that does what its commands spell out, so that the runtime's own behaviour can be tested without a call
 * centre: a SendAgentMsg whose text is a list of instructions.
 */
import type { DocKey, Effect, Input, StepResult, TenantConfig, TenantState } from '@wssoftphone/engine';
import type { Submission } from '../../src/ports/desk.ts';
import type { Engine } from '../../src/runtime/runtime.ts';

export type Instruction =
  /** Writes a live document; null deletes it. */
  | readonly ['doc', DocKey, unknown]
  | readonly ['effect', Effect]
  /** Answers the command with a text. */
  | readonly ['reply', string]
  | readonly ['throw', string]
  /** Throws as long as the toy is told to be broken. */
  | readonly ['throw-if-broken'];

export interface Toy {
  readonly config: TenantConfig;
  now: number;
  readonly docs: Map<DocKey, unknown>;
  readonly timers: Map<string, { at: number; epoch: number }>;
  readonly sessions: Map<string, { state: number }>;
  readonly calls: Map<string, unknown>;
  readonly queues: Map<string, { skill: string; waiting: unknown[] }>;
}

export interface ToyEngine extends Engine {
  /** Every input that was stepped, also those that were undone. */
  readonly inputs: Input[];
  readonly restores: number;
  /** What the runtime works on now. */
  readonly toy: Toy;
  broken: boolean;
  /** documentOf throws. */
  unreadable: boolean;
}

const make = (config: TenantConfig): Toy => ({
  config,
  now: 0,
  docs: new Map(),
  timers: new Map(),
  sessions: new Map(),
  calls: new Map(),
  queues: new Map(),
});

/** @param onSwitch what a switch event does; nothing by default. */
export function createToyEngine(onSwitch: (input: Input) => readonly Instruction[] = () => []): ToyEngine {
  const inputs: Input[] = [];
  let restores = 0;
  let present: Toy | null = null;
  const real = (toy: Toy) => toy as unknown as TenantState;
  const engine: ToyEngine = {
    inputs,
    broken: true,
    unreadable: false,
    get restores() {
      return restores;
    },
    get toy() {
      if (!present) throw new Error('no state yet');
      return present;
    },
    createState(config) {
      present = make(config);
      return real(present);
    },
    restoreState(config, docs) {
      restores++;
      present = make(config);
      for (const [key, doc] of docs) {
        present.docs.set(key as DocKey, doc);
        const { timer } = doc as { timer?: { key: string; at: number; epoch: number } };
        if (timer) present.timers.set(timer.key, timer);
      }
      return real(present);
    },
    documentOf(state, key) {
      if (engine.unreadable) throw new Error('unreadable');
      return (state as unknown as Toy).docs.get(key) ?? null;
    },
    armedTimers: (state) =>
      [...(state as unknown as Toy).timers].map(([key, timer]) => ({ kind: 'timer' as const, key, ...timer })),
    step(state, input): StepResult {
      inputs.push(input);
      const toy = state as unknown as Toy;
      if (input.at < toy.now) throw new Error(`time went back: ${input.at} after ${toy.now}`);
      toy.now = input.at;
      const effects: Effect[] = [];
      const changed: DocKey[] = [];
      for (const instruction of instructionsOf(input)) {
        switch (instruction[0]) {
          case 'doc':
            changed.push(instruction[1]);
            if (instruction[2] === null) toy.docs.delete(instruction[1]);
            else toy.docs.set(instruction[1], instruction[2]);
            break;
          case 'effect':
            effects.push(instruction[1]);
            break;
          case 'reply':
            effects.push(replyTo(input, instruction[1]));
            break;
          case 'throw':
            throw new Error(instruction[1]);
          case 'throw-if-broken':
            if (engine.broken) throw new Error('broken');
        }
      }
      return { effects, changed };
    },
  };
  function instructionsOf({ body }: Input): readonly Instruction[] {
    if (body.kind === 'switch') return onSwitch({ at: 0, entropy: '', body });
    if (body.kind === 'timer') return [['effect', eventOf('conn', `timer ${body.key} ${body.epoch}`)]];
    if (body.kind === 'config') return [['effect', eventOf('conn', `config ${body.config.params.maxCalls}`)]];
    if (body.kind !== 'command') return [];
    if (body.command.command === 'Init') {
      return [
        ['reply', 'init'],
        ['effect', eventOf(body.conn ?? '', `init ${body.command.ins}`)],
      ];
    }
    return body.command.command === 'SendAgentMsg' ? (JSON.parse(body.command.params.msg) as Instruction[]) : [];
  }
  return engine;
}

export function eventOf(conn: string, text: string): Effect {
  const event = { event: 'ConfOver', ins: text, seq: 0, at: 0 } as const;
  return { kind: 'event', conn, event };
}

function replyTo({ body, at }: Input, text: string): Effect {
  if (body.kind !== 'command') throw new Error('only a command has a reply');
  const { command } = body.command;
  const reply = { command, ins: body.command.ins, errorCode: 'Succ', datas: { text }, at } as const;
  return { kind: 'reply', ref: body.ref, conn: body.conn, reply };
}

/** A command that carries instructions. */
export function order(ref: string, ...instructions: Instruction[]): Submission {
  return {
    ref,
    conn: 'conn',
    v4: true,
    lang: 'en',
    command: {
      command: 'SendAgentMsg',
      ins: '6001',
      delegatorId: 'd',
      params: { destSPIns: '6002', msg: JSON.stringify(instructions) },
    },
  };
}

export function initOrder(ref: string, conn: string, ins: string): Submission {
  return {
    ref,
    conn,
    v4: true,
    lang: 'en',
    command: { command: 'Init', ins, delegatorId: '', params: { agentId: '888' } },
  };
}
