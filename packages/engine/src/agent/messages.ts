/** Short messages from one agent to another (function 37). */
import { type Ctx, emit, emitWith, fault, newId, touchSession } from '../context.ts';
import { LIMITS } from '../limits.ts';
import type { Session } from '../state.ts';
import { type Outcome, refused, succeeded } from './outcome.ts';
import { isLoggedOn } from './transitions.ts';

/** `target` is a seat (ins) or an agent id. While the agent's page is away the message waits for it. */
export function sendMessage(ctx: Ctx, session: Session, target: string, text: string, replyTo: string | null): Outcome {
  const { state } = ctx;
  const to = state.sessions.get(target) ?? state.sessions.get(state.agents.get(target) ?? '');
  if (text === '' || text.length > LIMITS.messageChars) {
    return refused(fault('ParamInvalid', { name: 'msg', expected: `1 to ${LIMITS.messageChars} characters` }));
  }
  if (!to || !isLoggedOn(to.state)) return refused(fault('TargetUnknown', { target }));
  if (to.conn === null && to.inbox.length >= LIMITS.inbox) return refused(fault('LimitReached', { limit: 'inbox' }));
  const message = { id: newId(ctx, 'm'), fromIns: session.ins, fromName: session.agentName, text, at: ctx.at };
  if (to.conn === null) {
    to.inbox.push(message);
    touchSession(ctx, to);
  } else {
    emitWith(ctx, to, 'AgentMsgArrive', { message }, { agent: false });
  }
  emit(ctx, session, 'SendAgentMsgSucc', { replyTo });
  return succeeded;
}

/** The page is back: what came meanwhile, oldest first. */
export function deliverInbox(ctx: Ctx, session: Session): void {
  if (session.conn === null || session.inbox.length === 0) return;
  const waiting = session.inbox;
  session.inbox = [];
  touchSession(ctx, session);
  for (const message of waiting) emitWith(ctx, session, 'AgentMsgArrive', { message }, { agent: false });
}
