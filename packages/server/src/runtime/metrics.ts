/** What a runtime tells Prometheus. The registry is passed in; several tenants may share it. */
import { ESPState } from '@wssoftphone/protocol';
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

/** Numbers read at each scrape. */
export interface RuntimeReadings {
  readonly inbox: number;
  readonly timers: number;
  readonly calls: number;
  readonly sessions: number;
  readonly pendingRecords: number;
  readonly pendingDocs: number;
  /** Agents by ESPState. */
  readonly agentsByState: ReadonlyMap<number, number>;
  readonly waitingBySkill: ReadonlyMap<string, number>;
}

interface Timed {
  startTimer(): () => unknown;
}
export interface RuntimeMetrics {
  readonly steps: { inc(kind: string): void };
  readonly stepSeconds: { observe(seconds: number): void };
  readonly stepFailures: { inc(): void };
  readonly commitSeconds: Timed;
  readonly batchInputs: { observe(inputs: number): void };
  readonly degraded: { set(value: 0 | 1): void };
  readonly recordsLost: { inc(count: number): void };
  readonly refused: { inc(): void };
}

const STATE_NAMES = new Map(Object.entries(ESPState).map(([name, state]) => [state as number, name]));

/** @param read gives the present numbers of one tenant; called at each scrape. */
export function createRuntimeMetrics(registry: Registry, tenant: string, read: () => RuntimeReadings): RuntimeMetrics {
  const of = <T>(name: string, make: () => T): T => (registry.getSingleMetric(name) as T | undefined) ?? make();
  const registers = [registry];
  const labelNames = ['tenant'] as const;
  const counter = (name: string, help: string) =>
    of(name, () => new Counter({ name, help, labelNames, registers })).labels(tenant);
  const histogram = (name: string, help: string, buckets: number[]) =>
    of(name, () => new Histogram({ name, help, labelNames, buckets, registers })).labels(tenant);
  const seconds = [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5];

  const steps = of(
    'wssp_engine_steps_total',
    () =>
      new Counter({
        name: 'wssp_engine_steps_total',
        help: 'Inputs stepped, by kind',
        labelNames: ['tenant', 'kind'] as const,
        registers,
      }),
  );
  const degraded = of(
    'wssp_store_degraded',
    () =>
      new Gauge({
        name: 'wssp_store_degraded',
        help: '1 while the database is away and records wait in memory',
        labelNames,
        registers,
      }),
  );
  degraded.labels(tenant).set(0);

  for (const [name, help, label, values] of READINGS) {
    of(name, () => new ReadGauge(registry, name, help, label, values)).readers.set(tenant, read);
  }

  return {
    steps: { inc: (kind) => steps.labels(tenant, kind).inc() },
    stepSeconds: histogram(
      'wssp_engine_step_seconds',
      'Duration of one step',
      [0.00001, 0.000025, 0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.005, 0.025, 0.1, 1],
    ),
    stepFailures: counter('wssp_engine_step_failures_total', 'Steps that threw and were undone'),
    commitSeconds: histogram('wssp_store_commit_seconds', 'Duration of one commit', seconds),
    batchInputs: histogram('wssp_store_batch_inputs', 'Inputs in one batch', [1, 2, 4, 8, 16, 32, 64, 128, 256]),
    degraded: { set: (value) => degraded.labels(tenant).set(value) },
    recordsLost: counter('wssp_store_records_lost_total', 'Records dropped because too many waited for the database'),
    refused: counter('wssp_inbox_refused_total', 'Commands refused because the inbox was full'),
  };
}

type Values = (read: RuntimeReadings) => Iterable<readonly [label: string, value: number]>;
const one =
  (value: (read: RuntimeReadings) => number): Values =>
  (read) => [['', value(read)]];

const READINGS: readonly (readonly [name: string, help: string, label: string | null, values: Values])[] = [
  ['wssp_inbox_depth', 'Inputs waiting to be stepped', null, one((read) => read.inbox)],
  ['wssp_timers', 'Timers armed', null, one((read) => read.timers)],
  ['wssp_calls', 'Calls now', null, one((read) => read.calls)],
  ['wssp_sessions', 'Sessions now, logged on or not', null, one((read) => read.sessions)],
  ['wssp_store_pending_records', 'Records that wait for the database', null, one((read) => read.pendingRecords)],
  ['wssp_store_pending_docs', 'Live documents that wait for the database', null, one((read) => read.pendingDocs)],
  [
    'wssp_agents',
    'Agents by state',
    'state',
    (read) => [...read.agentsByState].map(([state, count]) => [STATE_NAMES.get(state) ?? String(state), count]),
  ],
  ['wssp_waiting_calls', 'Calls waiting, by skill', 'skill', (read) => read.waitingBySkill],
];

/** A gauge that asks each tenant's runtime when it is scraped. */
class ReadGauge extends Gauge<string> {
  readonly readers = new Map<string, () => RuntimeReadings>();
  readonly #label: string | null;
  readonly #values: Values;

  constructor(registry: Registry, name: string, help: string, label: string | null, values: Values) {
    super({ name, help, labelNames: label ? ['tenant', label] : ['tenant'], registers: [registry] });
    this.#label = label;
    this.#values = values;
  }
  collect(): void {
    this.reset();
    for (const [tenant, read] of this.readers) {
      for (const [key, value] of this.#values(read())) {
        this.set(this.#label ? { tenant, [this.#label]: key } : { tenant }, value);
      }
    }
  }
}

/** For a runtime nobody measures. */
export const NO_METRICS: RuntimeMetrics = {
  steps: { inc: () => undefined },
  stepSeconds: { observe: () => undefined },
  stepFailures: { inc: () => undefined },
  commitSeconds: { startTimer: () => () => undefined },
  batchInputs: { observe: () => undefined },
  degraded: { set: () => undefined },
  recordsLost: { inc: () => undefined },
  refused: { inc: () => undefined },
};
