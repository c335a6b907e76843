/**
 * Short messages from one agent to another (functions 37 and 51). A message is unread until its reader opens the list of
 * messages (RefreshAgentList) or answers who wrote. Each is told once of itself; a page that is new finds the number of
 * those unread, and has them told again when it opens the list.
 */
import { type Ctx, emit, emitWith, fault, newId, touchSession } from '../context.ts';
import { LIMITS } from '../limits.ts';
import type { InboxItem, Session } from '../state.ts';
import { buttonsOf } from '../views/agent-view.ts';
import { type Outcome, refused, succeeded } from './outcome.ts';
import { isLoggedOn } from './transitions.ts';

/** The message as an event, with the number of those unread and the button that shows it. */
function tell(ctx: Ctx, session: Session, item: InboxItem): void {
  if (session.conn === null) return;
  emitWith(ctx, session, 'AgentMsgArrive', { message: item.message }, { buttons: buttonsOf(ctx.state, session) });
  item.seq = session.seq;
}

/** Of messages that were told the oldest gives way; those that no page has seen do not. */
function makeRoom({ inbox }: Session): boolean {
  if (inbox.length < LIMITS.inbox) return true;
  const told = inbox.findIndex(({ seq }) => seq !== null);
  if (told < 0) return false;
  inbox.splice(told, 1);
  return true;
}

/** `target` is a seat (ins) or an agent id. While the agent's page is away the message waits for it. */
export function sendMessage(ctx: Ctx, session: Session, target: string, text: string, replyTo: string | null): Outcome {
  const { state } = ctx;
  const to = state.sessions.get(target) ?? state.sessions.get(state.agents.get(target) ?? '');
  if (text === '' || text.length > LIMITS.messageChars) {
    return refused(fault('ParamInvalid', { name: 'msg', expected: `1 to ${LIMITS.messageChars} characters` }));
  }
  if (!to || !isLoggedOn(to.state)) return refused(fault('TargetUnknown', { target }));
  if (!makeRoom(to)) return refused(fault('LimitReached', { limit: 'inbox' }));
  const message = { id: newId(ctx, 'm'), fromIns: session.ins, fromName: session.agentName, text, at: ctx.at };
  const item: InboxItem = { message, seq: null };
  to.inbox.push(item);
  touchSession(ctx, to);
  tell(ctx, to, item);
  // Who answers has read.
  const had = session.inbox.length;
  if (to !== session) session.inbox = session.inbox.filter((one) => one.message.fromIns !== to.ins);
  if (session.inbox.length < had) touchSession(ctx, session);
  const changed = session.inbox.length < had ? { buttons: buttonsOf(state, session) } : {};
  emit(ctx, session, 'SendAgentMsgSucc', { ...changed, replyTo });
  return succeeded;
}

/**
 * The page is back: what came meanwhile, oldest first. `lastSeq` is the last event that a page which goes on knows; what was
 * told to its dying connection after that is told again. null: a page that knows nothing.
 */
export function deliverInbox(ctx: Ctx, session: Session, lastSeq: number | null): void {
  if (session.conn === null) return;
  if (lastSeq === null) session.pageSince = session.seq;
  touchSession(ctx, session);
  for (const item of session.inbox) {
    if (item.seq === null || (lastSeq !== null && item.seq > lastSeq)) tell(ctx, session, item);
  }
}

/** The agent opens the list of messages: what this page does not know is told again, and all are read. True: some were not. */
export function readMessages(ctx: Ctx, session: Session): boolean {
  if (session.inbox.length === 0) return false;
  for (const item of session.inbox) {
    if (item.seq === null || item.seq <= session.pageSince) tell(ctx, session, item);
  }
  session.inbox = [];
  touchSession(ctx, session);
  return true;
}
