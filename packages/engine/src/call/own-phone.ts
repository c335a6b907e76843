/** The phone of an agent who makes a call is rung before whoever is called. */
import { type Ctx, newId } from '../context.ts';
import type { Call, Session } from '../state.ts';
import { profileOf } from '../views/agent-view.ts';
import { deviceTarget, trunkCaller } from './device.ts';
import { dialAgent } from './legs.ts';

/**
 * `callerNumber`: whom the call is for, as the phone shows it; a trunk shows only our own numbers. True where the server
 * picks the phone up itself, so that the agent does not notice it.
 */
export function ringOwnPhone(ctx: Ctx, session: Session, call: Call, callerNumber: string): boolean {
  const { state } = ctx;
  const target = deviceTarget(state, session);
  const { serverAnswer } = profileOf(state, session).seat;
  dialAgent(ctx, session, call, newId(ctx, 'l'), {
    target,
    callerNumber: target.kind === 'outside' ? trunkCaller(state) : callerNumber,
    callerName: '',
    timeoutSeconds: state.config.params.ringSeconds,
    autoAnswer: serverAnswer,
  });
  return serverAnswer;
}
