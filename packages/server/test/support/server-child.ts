/**
 * A server in a process of its own, with agents who take calls as fast as they come: everything that leaves the runtime
 * is told to the parent, so the parent knows what was acknowledged when it kills.
 */
import { pino } from 'pino';
import { createSystemClock } from '../../src/runtime/system-clock.ts';
import type { DatabaseAddress } from '../../src/store/database.ts';
import { createPostgresStore } from '../../src/store/postgres-store.ts';
import { type CallCentre, openCallCentre } from './call-centre.ts';

export interface ServerChildArgs {
  readonly address: DatabaseAddress;
}
/** What one agent's page was told. */
export interface ServerChildMessage {
  readonly ins: string;
  readonly event: string;
  readonly state: number | null;
  /** When that state began. */
  readonly stateSince: number | null;
  readonly coid: string | null;
}

const { address } = JSON.parse(process.argv[2] ?? '{}') as ServerChildArgs;
const AGENTS = ['888', '999', '801', '802', '804'].map((agentId, nth) => ({ agentId, ins: `600${nth + 1}` }));
const agentOf = new Map(AGENTS.map((agent) => [agent.ins, agent.agentId]));
const sessions = new Map<string, string>();
let modes = 0;

const centre: CallCentre = await openCallCentre({
  clock: createSystemClock(),
  store: createPostgresStore({ source: { address }, onIdleError: () => undefined }),
  log: pino({ level: 'silent' }),
  onEvent(conn, event) {
    const said: ServerChildMessage = {
      ins: event.ins,
      event: event.event,
      state: event.event === 'StateChange' ? (event.agent?.agentState ?? null) : null,
      stateSince: event.event === 'StateChange' ? (event.agent?.stateSince ?? null) : null,
      coid: event.call?.COID ?? null,
    };
    process.send?.(said);
    setImmediate(() => act(conn, said));
  },
  onReply(_ref, reply) {
    if (reply.command !== 'Init') return;
    sessions.set(reply.ins, String(reply.datas.delegatorId));
    if (reply.agent && reply.agent.agentState > 1)
      act(`c${reply.ins}`, { ins: reply.ins, state: reply.agent.agentState });
    else order(reply.ins, 'Logon');
  },
});

function order(ins: string, command: Parameters<CallCentre['command']>[2], params: object = {}): void {
  centre.command(`c${ins}`, ins, command, { agentId: agentOf.get(ins), ...params }, sessions.get(ins));
}

/** Picks up, hangs up, finishes the wrap-up, and changes the work mode after every third call. */
function act(_conn: string, { ins, state }: { readonly ins: string; readonly state: number | null }): void {
  if (state === 5) order(ins, 'AnswerCall');
  else if (state === 6) order(ins, 'DropCall');
  else if (state === 19) {
    order(ins, 'SetWorkMode', { workMode: modes++ % 3 === 0 ? '3' : '0' });
    order(ins, 'FinishWrapup');
  } else if (state === 3) {
    order(ins, 'SetWorkMode', { workMode: '0' });
    centre.exchange.customerCalls(`1380000${String(modes).padStart(4, '0')}`, '10010');
  }
}

await centre.runtime.start();
for (const { ins } of AGENTS) order(ins, 'Init', { agentId: agentOf.get(ins) });
