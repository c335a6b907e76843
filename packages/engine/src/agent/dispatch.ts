/**
 * Pages that ask the server to choose the extension (`INS_WAIT_FOR_DISPATCH`, protocol 5). Until its log-on such a page
 * waits at a seat of its own that no telephone has; all it is told bears the name it asked with. At log-on the session
 * moves to a free extension, and everything bears that from then on. When the telephone there turns out to be gone, the
 * next log-on moves it to another.
 */
import type { AddressedCommand } from '@wssoftphone/protocol';
import { agentKey, type Ctx, newDelegatorId, touchSession } from '../context.ts';
import type { Session, TenantState } from '../state.ts';
import { deviceFault, isUnassigned, WAIT_FOR_DISPATCH } from '../views/agent-view.ts';
import { S } from './transitions.ts';

/** A seat nobody else can name. */
export const waitingSeat = (ctx: Ctx): string => `${WAIT_FOR_DISPATCH}#${newDelegatorId(ctx)}`;

/** In the order of the configuration; a phone that the switch has seen comes before one nobody knows of. */
function freeExtension(state: TenantState): string | null {
  const free = state.config.extensions.filter(
    ({ number }) => !state.sessions.has(number) && deviceFault(state, number) === null,
  );
  return (free.find(({ number }) => state.devices.get(number)) ?? free[0])?.number ?? null;
}

/** A Logon that leaves the choice to the server, from a page that has no seat yet, or one where no telephone is any more. */
export function wantsSeat(state: TenantState, session: Session, { ins }: Pick<AddressedCommand, 'ins'>): boolean {
  if (isUnassigned(session)) return true;
  if (ins !== WAIT_FOR_DISPATCH || session.state !== S.INITIAL) return false;
  return deviceFault(state, session.ins) !== null && freeExtension(state) !== null;
}

/** The session under its new seat; null: no extension is free. */
export function assignSeat(ctx: Ctx, session: Session): Session | null {
  const { state } = ctx;
  const ins = freeExtension(state);
  if (ins === null) return null;
  const seated: Session = { ...session, ins };
  state.sessions.delete(session.ins);
  ctx.changed.add(agentKey(session.ins));
  state.sessions.set(ins, seated);
  // Also of pages that it was taken from: each may take it back.
  for (const [conn, seat] of state.conns) if (seat === session.ins) state.conns.set(conn, ins);
  touchSession(ctx, seated);
  return seated;
}
