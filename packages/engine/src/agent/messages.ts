/** Short messages from one agent to another (function 37). */
import { type Ctx, emit, emitWith, fault, newId } from '../context.ts';
import { LIMITS } from '../limits.ts';
import type { Session } from '../state.ts';
import { type Outcome, refused, succeeded } from './outcome.ts';
import { isLoggedOn } from './transitions.ts';

/** `target` is a seat (ins) or an agent id. Only a page that is open can receive. */
export function sendMessage(ctx: Ctx, session: Session, target: string, text: string, replyTo: string | null): Outcome {
  const { state } = ctx;
  const to = state.sessions.get(target) ?? state.sessions.get(state.agents.get(target) ?? '');
  if (text === '' || text.length > LIMITS.messageChars) {
    return refused(fault('ParamInvalid', { name: 'msg', expected: `1 to ${LIMITS.messageChars} characters` }));
  }
  if (!to || !isLoggedOn(to.state)) return refused(fault('TargetUnknown', { target }));
  if (to.conn === null) return refused(fault('TargetBusy', { target }));
  const message = { id: newId(ctx, 'm'), fromIns: session.ins, fromName: session.agentName, text, at: ctx.at };
  emitWith(ctx, to, 'AgentMsgArrive', { message }, { agent: false });
  emit(ctx, session, 'SendAgentMsgSucc', { replyTo });
  return succeeded;
}
