/** A runtime with the real engine, the demonstration tenant and the virtual switch; pages are whoever submits. */
import type { AgentEvent, ESPCommand, Reply } from '@wssoftphone/protocol';
import type { Logger } from 'pino';
import { demoRows } from '../../src/demo/demo-tenant.ts';
import type { Clock } from '../../src/ports/clock.ts';
import { createRuntime, type Engine, type Runtime } from '../../src/runtime/runtime.ts';
import type { PostgresStore } from '../../src/store/postgres-store.ts';
import { VirtualSwitch } from '../../src/switch/virtual/virtual-switch.ts';

export interface Heard {
  readonly conn: string;
  readonly event: AgentEvent;
}
export interface CallCentre {
  readonly runtime: Runtime;
  readonly exchange: VirtualSwitch['exchange'];
  readonly switch: VirtualSwitch;
  readonly replies: Map<string, Reply>;
  readonly events: Heard[];
  /** A page's command; its ref, under which the reply will be. */
  command(conn: string, ins: string, command: ESPCommand, params?: object, delegatorId?: string): string;
  /** Every state the page was told, in order. */
  states(conn: string): number[];
}

export interface CallCentreOptions {
  readonly clock: Clock;
  readonly store: PostgresStore;
  readonly log: Logger;
  /** A switch that outlived the last runtime. */
  readonly switch?: VirtualSwitch;
  readonly engine?: Engine;
  readonly onReply?: (ref: string, reply: Reply) => void;
  readonly onEvent?: (conn: string, event: AgentEvent) => void;
}

export async function openCallCentre(options: CallCentreOptions): Promise<CallCentre> {
  const { clock, store, log } = options;
  await store.migrate();
  await store.seed(
    '1',
    'demo',
    demoRows(() => 'secret'),
  );
  const board =
    options.switch ??
    new VirtualSwitch({
      clock,
      timing: { setupMs: 1, autoAnswerMs: 1, outsideAnswerMs: 1, digitMs: 1, soundMs: 1 },
    });
  const replies = new Map<string, Reply>();
  const events: Heard[] = [];
  let refs = 0;
  const runtime = createRuntime({
    tenant: '1',
    store,
    switch: board,
    clock,
    log,
    sink: {
      reply(ref, _conn, reply) {
        replies.set(ref, reply);
        options.onReply?.(ref, reply);
      },
      event(conn, event) {
        events.push({ conn, event });
        options.onEvent?.(conn, event);
      },
    },
    ...(options.engine ? { engine: options.engine } : {}),
  });
  return {
    runtime,
    exchange: board.exchange,
    switch: board,
    replies,
    events,
    command(conn, ins, command, params = {}, delegatorId = '') {
      const ref = `r${++refs}`;
      const addressed = { command, ins, delegatorId, params } as Parameters<Runtime['submit']>[0]['command'];
      runtime.submit({ ref, conn, v4: true, lang: 'en', command: addressed });
      return ref;
    },
    states: (conn) =>
      events.flatMap((heard) =>
        heard.conn === conn && heard.event.event === 'StateChange' && heard.event.agent
          ? [heard.event.agent.agentState]
          : [],
      ),
  };
}
