/**
 * A busy centre in a process of its own: the whole server on the virtual switch, telephones that pick up by themselves,
 * and customers who call, talk and hang up at a steady pace. Talks to its parent by messages.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { ServerParts } from 'wsagentserver';
import { ownServer } from './own-server.ts';
import { benchRows } from './rows.ts';
import { dnisOf, extensionOf } from './tenant.ts';

export interface CentreOrder {
  readonly agents: number;
  /** Calls a second. */
  readonly pace: number;
}
export interface CentreReady {
  readonly ready: { readonly host: string; readonly port: number };
}
export interface CentreSummary {
  readonly summary: { readonly calls: number; readonly liveMost: number; readonly loopP99: number };
}

/** The demonstration's supervisor, and an agent for the one toolbar. */
export const SUPERVISOR = '800';
export const TOOLBAR = { agentId: '888', ins: '6001' } as const;
const PICK_UP_MS = [300, 2_000] as const;
/** From the call's begin until the customer hangs up, whatever has come of it. */
const STAY_MS = [6_000, 26_000] as const;

const between = ([from, to]: readonly [number, number]): number => from + Math.random() * (to - from);

function rowsOf(agents: number) {
  const rows = benchRows(agents);
  const more = (agentId: string, role: 'agent' | 'supervisor') => ({
    agentId,
    name: agentId,
    dept: '1',
    role,
    wrapupSeconds: null,
    canKeepLogon: false,
  });
  return {
    ...rows,
    agents: [...rows.agents, more(SUPERVISOR, 'supervisor'), more(TOOLBAR.agentId, 'agent')],
    agentSkills: [...rows.agentSkills, { agentId: TOOLBAR.agentId, skillCode: '1000', level: 9 }],
    monitorDepts: [{ agentId: SUPERVISOR, deptId: '1' }],
    extensions: [...rows.extensions, { number: TOOLBAR.ins, kind: 'virtual', serverAnswer: true, secret: null }],
    params: [
      { paramKey: 'AGENTWRAPUPSECONDS', paramValue: '5' },
      { paramKey: 'AGENTPLAYWORKERID', paramValue: '0' },
    ],
  };
}

async function run({ agents, pace }: CentreOrder): Promise<() => Promise<CentreSummary['summary']>> {
  const { parts, stop } = await ownServer(rowsOf(agents), { demo: true });
  const { exchange } = virtualOf(parts);
  for (const number of [TOOLBAR.ins, ...Array.from({ length: agents }, (_, n) => extensionOf(n))]) {
    const phone = exchange.phones.get(number);
    if (phone) exchange.setAutoAnswer(phone, Math.round(between(PICK_UP_MS)));
  }
  const delay = monitorEventLoopDelay({ resolution: 5 });
  let calls = 0;
  let liveMost = 0;
  let paused = true;
  const clock = setInterval(() => {
    if (paused) return;
    calls += 1;
    const customer = exchange.customerCalls(`138${String(calls).padStart(8, '0')}`, dnisOf(calls));
    if (customer) setTimeout(() => exchange.hangup(customer), between(STAY_MS));
    liveMost = Math.max(liveMost, parts.runtime.state.calls.size);
  }, 1000 / pace);
  process.on('message', (message) => {
    if (message !== 'go') return;
    paused = false;
    delay.enable();
  });
  send({ ready: parts.address });
  return async () => {
    clearInterval(clock);
    const loopP99 = delay.percentile(99) / 1e6;
    await stop();
    return { calls, liveMost, loopP99 };
  };
}

function virtualOf({ virtual }: ServerParts): NonNullable<ServerParts['virtual']> {
  if (virtual === null) throw new Error('there is no virtual switch');
  return virtual;
}
const send = (message: CentreReady | CentreSummary): void => void process.send?.(message);

process.once('message', (order: CentreOrder) => {
  void run(order).then((stop) => {
    process.on('message', (message) => {
      if (message === 'stop') void stop().then((summary) => send({ summary }));
    });
    process.on('disconnect', () => void stop().finally(() => process.exit(0)));
  });
});
