/** Keys that an agent presses into the talk (function 62), as on a telephone: a machine at the other end asks for them. */
import { type Outcome, refused, succeeded } from '../agent/outcome.ts';
import { type Ctx, emit, fault, switchDo } from '../context.ts';
import type { Call, Leg, Session } from '../state.ts';
import { legOf } from './model.ts';

/** The legs that talk with the agent's now; who is on hold, only listens or is on the way out is none of them. */
function hearers({ state }: Ctx, call: Call, session: Session): readonly Leg[] {
  const mine = session.leg?.media;
  if (mine?.kind !== 'room') return [];
  const talkHere = ({ phase, media }: Leg): boolean =>
    phase === 'up' && media.kind === 'room' && media.mode.kind === 'talk' && media.room === mine.room;
  return call.parties
    .filter(({ ins, role }) => role !== 'leaving' && ins !== session.ins)
    .flatMap((party) => legOf(state, party) ?? [])
    .filter(talkHere);
}

/** All who talk with the agent get them. They may be secret: nothing of them is kept, told or recorded. */
export function sendDigits(ctx: Ctx, session: Session, call: Call, digits: string, replyTo: string | null): Outcome {
  if (!ctx.state.switchUp) return refused(fault('SwitchDown'));
  const legs = hearers(ctx, call, session);
  if (legs.length === 0) return refused(fault('CallGone'));
  for (const { id } of legs) switchDo(ctx, { do: 'send-digits', leg: id, digits });
  emit(ctx, session, 'SendDigitsSucc', { replyTo });
  return succeeded;
}
