/** The customer goes over to another party of the call, and who had the customer is out of it. */
import { type Ctx, newId, notice, touchCall, touchSession } from '../context.ts';
import type { Call, Session, Wish } from '../state.ts';
import { coInfos } from './co-infos.ts';
import { release } from './end.ts';
import { openRoom } from './legs.ts';
import { closeSegments, colleagueOf, openSegment, partyFor, partyOf, setPhase } from './model.ts';
import { connect, customerTalks, peerTalks } from './talk.ts';

/** Where the call was sent last, as later agents, the IVR and the records read it (protocol 4). */
export function noteTransfer(ctx: Ctx, call: Call, { type, dest }: NonNullable<Call['sentTo']>): void {
  call.sentTo = { type, dest };
  touchCall(ctx, call);
}

export function refreshShown(ctx: Ctx, call: Call, session: Session): void {
  session.shown = coInfos(ctx.state, call, ctx.at);
  touchSession(ctx, session);
}

/** The other one, whose phone is up, has the customer from now on. */
export function takesOver(ctx: Ctx, call: Call): void {
  const colleague = colleagueOf(ctx.state, call);
  call.consult = null;
  call.transfer = null;
  closeSegments(ctx, call, null, 'transferred');
  // A call that was sent on while it rang has been in no room yet.
  if (!call.room) openRoom(ctx, call, newId(ctx, 'r'));
  peerTalks(ctx, call);
  const party = partyOf(call, 'colleague');
  if (colleague && party) {
    party.role = 'agent';
    connect(ctx, call, colleague);
    return;
  }
  setPhase(ctx, call, 'forwarded');
  call.place = null;
  // Sent on while it rang, it was answered by nobody so far; where it was sent says by whom it is now.
  call.answeredAt ??= ctx.at;
  openSegment(ctx, call, 'transfer');
  customerTalks(ctx, call);
  notice(ctx, 'info', 'call-forwarded', { call });
}

/** As above, and the handler leaves. Says nothing to the handler's page but the state, later, when the phone is down. */
export function handOver(ctx: Ctx, call: Call, handler: Session, wish: Pick<Wish, 'type' | 'dest'>): void {
  noteTransfer(ctx, call, wish);
  refreshShown(ctx, call, handler);
  const party = partyFor(call, handler.ins);
  // Nobody else may count as the handler while the other one becomes it.
  if (party) party.role = 'leaving';
  takesOver(ctx, call);
  if (party) release(ctx, call, party);
}
