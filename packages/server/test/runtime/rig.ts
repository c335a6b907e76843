/** A runtime on a manual clock, a memory store and a switch that only remembers. */
import { Writable } from 'node:stream';
import type { SwitchCommand, SwitchEvent } from '@wssoftphone/engine';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import type { SwitchPort, SwitchSetup } from '../../src/ports/switch.ts';
import type { RuntimeLimits } from '../../src/runtime/limits.ts';
import { createRuntime, type Engine, type Runtime } from '../../src/runtime/runtime.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { createMemoryStore, type MemoryStore } from '../support/memory-store.ts';

export class FakeSwitch implements SwitchPort {
  readonly kind = 'virtual';
  readonly commands: SwitchCommand[] = [];
  readonly setups: SwitchSetup[] = [];
  starts = 0;
  stops = 0;
  resyncs = 0;
  connects = true;
  /** Called with each command; it may say what the switch answers. */
  answer: (command: SwitchCommand) => void = () => undefined;
  #sink: (event: SwitchEvent) => void = () => undefined;

  async start(sink: (event: SwitchEvent) => void): Promise<void> {
    this.starts++;
    this.#sink = sink;
    if (!this.connects) return new Promise(() => undefined);
    this.say({ on: 'sync', legs: [], rooms: [], devices: [] });
  }
  async configure(setup: SwitchSetup): Promise<void> {
    this.setups.push(setup);
  }
  execute(command: SwitchCommand): void {
    this.commands.push(command);
    this.answer(command);
  }
  async recording(): Promise<null> {
    return null;
  }
  async deleteRecording(): Promise<void> {}
  resync(): void {
    this.resyncs++;
    this.say({ on: 'sync', legs: [], rooms: [], devices: [] });
  }
  health() {
    return { connected: this.connects, detail: 'fake' };
  }
  async stop(): Promise<void> {
    this.stops++;
  }
  say(event: SwitchEvent): void {
    this.#sink(event);
  }
}

export interface Rig {
  readonly runtime: Runtime;
  readonly clock: ManualClock;
  readonly store: MemoryStore;
  readonly port: FakeSwitch;
  readonly registry: Registry;
  /** What left, in order: `reply ref text`, `event text`, `switch do`. */
  readonly left: string[];
  readonly log: Record<string, unknown>[];
  /** Lets everything happen that can happen now. */
  settle(): Promise<void>;
  advance(ms: number): Promise<void>;
  superseded: boolean;
}

export interface RigOptions {
  readonly engine?: Engine;
  readonly store?: MemoryStore;
  readonly clock?: ManualClock;
  readonly limits?: Partial<RuntimeLimits>;
  readonly port?: FakeSwitch;
}

export function makeRig(options: RigOptions = {}): Rig {
  const clock = options.clock ?? new ManualClock();
  const store = options.store ?? createMemoryStore();
  const port = options.port ?? new FakeSwitch();
  const registry = new Registry();
  const left: string[] = [];
  const log: Record<string, unknown>[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      log.push(JSON.parse(String(chunk)) as Record<string, unknown>);
      done();
    },
  });
  const answer = port.answer;
  port.answer = (command) => {
    left.push(`switch ${command.do}`);
    answer(command);
  };
  const rig: Rig = {
    clock,
    store,
    port,
    registry,
    left,
    log,
    superseded: false,
    runtime: createRuntime({
      tenant: '1',
      store,
      switch: port,
      clock,
      log: pino({ level: 'trace' }, stream),
      metrics: registry,
      sink: {
        reply: (ref, _conn, reply) =>
          left.push(`reply ${ref} ${reply.fault?.code ?? reply.datas.text ?? reply.errorCode}`),
        event: (_conn, event) => left.push(`event ${event.ins}`),
      },
      onSuperseded: () => {
        rig.superseded = true;
      },
      ...(options.engine ? { engine: options.engine } : {}),
      // No slice of real time: a busy machine must not change what a test sees.
      limits: { sliceMs: Number.POSITIVE_INFINITY, ...options.limits },
    }),
    settle,
    async advance(ms) {
      await settle();
      await clock.advance(ms, settle);
    },
  };
  return rig;
}

/** Twenty turns of the event loop: far more than any chain of promises and immediates in the runtime has links. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
}

export async function startRig(options: RigOptions = {}): Promise<Rig> {
  const rig = makeRig(options);
  await rig.runtime.start();
  await rig.settle();
  rig.left.length = 0;
  return rig;
}
