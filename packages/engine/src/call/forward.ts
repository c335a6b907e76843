/** A call that is sent on to an outside number (a route, overflow or closed target of that kind). */
import { type Ctx, newId, notice, switchDo } from '../context.ts';
import type { Call } from '../state.ts';
import { trunkCaller } from './device.ts';
import { answerLeg, dialOut, hear, openRoom, talkIn } from './legs.ts';
import { addParty, closeSegments, customerLeg, openSegment, partyOf, setPhase } from './model.ts';

export function forward(ctx: Ctx, call: Call, number: string): void {
  const { state } = ctx;
  setPhase(ctx, call, 'forwarding');
  openSegment(ctx, call, 'dial');
  const leg = dialOut(ctx, call, newId(ctx, 'l'), {
    target: { kind: 'outside', number },
    callerNumber: trunkCaller(state),
    callerName: '',
    timeoutSeconds: state.config.params.dialSeconds,
    autoAnswer: false,
  });
  addParty(ctx, call, 'outside', { leg });
  const customer = customerLeg(call);
  // A caller who was not answered yet hears it ring; one who waited goes on hearing music.
  if (customer?.phase === 'incoming') switchDo(ctx, { do: 'ring', leg: customer.id });
  notice(ctx, 'info', 'call-forwarded', { call });
}

/** One of the two legs came up. */
export function joinForwarded(ctx: Ctx, call: Call): void {
  const customer = customerLeg(call);
  const outside = partyOf(call, 'outside')?.leg;
  if (!customer || outside?.phase !== 'up') return;
  if (customer.phase === 'incoming') answerLeg(ctx, customer);
  if (customer.phase !== 'up') return;
  setPhase(ctx, call, 'forwarded');
  closeSegments(ctx, call, 'dial', 'answered');
  openSegment(ctx, call, 'transfer');
  openRoom(ctx, call, newId(ctx, 'r'));
  const room = talkIn(call.room ?? '');
  hear(ctx, customer, room);
  hear(ctx, outside, room);
}
