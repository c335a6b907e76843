/** The whole truth about one session, for a page that knows nothing (wssp.v4, Snapshot). */
import type { SessionView } from '@wssoftphone/protocol';
import type { Session, TenantState } from '../state.ts';
import { agentView, buttonsOf, profileOf } from './agent-view.ts';

export function viewOf(state: TenantState, session: Session): SessionView {
  return {
    seq: session.seq,
    agent: agentView(state, session),
    buttons: buttonsOf(state, session),
    call: session.shown,
    queue: session.queueList,
    settings: profileOf(state, session).settings,
    wrapupLeft: session.wrapup ? session.wrapupLeft : null,
    pendingLeaveReason: session.pendingLeave,
    pendingWorkMode: session.pendingMode,
  };
}

/** null: no such session. `queue` and `wrapupLeft` are what the page was last told. */
export function sessionView(state: TenantState, ins: string): SessionView | null {
  const session = state.sessions.get(ins);
  return session ? viewOf(state, session) : null;
}
