/**
 * A telephone in the browser goes with its page: after a reload, or a lost line, it registers from another place, and its old
 * leg leads nowhere. Asterisk calls it anew, and the channel that answers takes the old one's place, so that the engine sees
 * one leg all the time.
 */
import type { PhoneSetup } from '../../ports/switch.ts';
import { AriError } from './ari-client.ts';
import { type Board, ifThere, onLeg } from './board.ts';
import { type DialRequest, PICK_UP } from './dial.ts';
import type { Leg } from './leg.ts';
import { applyBackground } from './leg-sounds.ts';
import { ASTERISK_LIMITS } from './limits.ts';
import { leaveEar, moveWhisperers, takeSeat } from './seats.ts';

/** Before the leg's name, never after: Asterisk finds channels by the beginning of a name, too. */
const PREFIX = 'wssp-anew-';
const NAME = /^wssp-anew-\d-(.+)$/;
const ANEW_SECONDS = 20;

/** The leg whose channel this is, or was to be. */
export const legOf = (channel: string): string => NAME.exec(channel)?.[1] ?? channel;
export const isAnew = (channel: string): boolean => channel.startsWith(PREFIX);

/** `PJSIP/6001-00000012` is a channel of telephone 6001. */
export const phoneOf = (channelName: string): string | null =>
  /^PJSIP\/([A-Za-z0-9_-]{1,32})-[0-9a-f]{8}$/.exec(channelName)?.[1] ?? null;

/** The telephone has come from another place: every leg of its that is there is called anew. */
export function callAnew(board: Board, phone: PhoneSetup): void {
  for (const leg of board.legs.values()) {
    if (leg.phone !== phone.number || leg.incoming !== null || leg.ordered !== null || leg.phase === 'ended') continue;
    leg.lane.add(() => originate(board, leg, phone));
  }
}

async function originate(board: Board, leg: Leg, phone: PhoneSetup): Promise<void> {
  if (leg.phase === 'ended' || leg.ordered !== null) return;
  if (leg.anew !== null) await ifThere(board, 'channels.hangup', { channelId: leg.anew, reason: 'normal' });
  leg.turns = (leg.turns + 1) % ASTERISK_LIMITS.snoopNames;
  const channelId = `${PREFIX}${leg.turns}-${leg.id}`;
  leg.anew = channelId;
  try {
    await board.ari.call('channels.originateWithId', { ...request(board, leg, phone), channelId });
    board.log.info({ leg: leg.id, number: phone.number }, 'a telephone in the browser is called anew');
  } catch (error) {
    if (!(error instanceof AriError)) throw error;
    // Gone again already: it will be told when it comes back.
    if (leg.anew === channelId) leg.anew = null;
    board.log.info({ leg: leg.id, number: phone.number, status: error.status }, error.message);
  }
}

function request(board: Board, leg: Leg, { number }: PhoneSetup): DialRequest {
  const first = leg.dialled;
  // Who was talking goes on talking; who was being rung is rung.
  const pickUp = leg.phase === 'up' ? PICK_UP : {};
  return {
    endpoint: `PJSIP/${number}`,
    app: board.app,
    appArgs: 'dialled',
    timeout: leg.phase === 'up' ? ANEW_SECONDS : (first?.timeout ?? ANEW_SECONDS),
    formats: first?.formats ?? 'opus,alaw,ulaw',
    ...(first?.callerId === undefined ? {} : { callerId: first.callerId }),
    json: { variables: { ...variablesOf(first), ...pickUp } },
  };
}

function variablesOf(first: DialRequest | null): Readonly<Record<string, unknown>> {
  const { variables } = (first?.json ?? {}) as { readonly variables?: Readonly<Record<string, unknown>> };
  return variables ?? {};
}

/** The channel has answered: it takes the seat of the one before. Runs in the leg's lane. */
export async function takeOver(board: Board, leg: Leg, channel: string): Promise<void> {
  if (leg.phase === 'ended' || leg.anew !== channel) {
    await ifThere(board, 'channels.hangup', { channelId: channel, reason: 'normal' });
    return;
  }
  const { channel: before, seat, mouth } = leg;
  leg.channel = channel;
  leg.anew = null;
  leg.lost = false;
  leg.seat = { kind: 'none' };
  leg.background = { kind: 'none' };
  leg.mouth = null;
  if (mouth !== null) await ifThere(board, 'channels.hangup', { channelId: mouth });
  if (seat.kind === 'ear') await leaveEar(board, seat);
  await takeSeat(board, leg);
  await applyBackground(board, leg);
  moveWhisperers(board, leg.id);
  await ifThere(board, 'channels.hangup', { channelId: before, reason: 'normal' });
}

/**
 * A telephone in the browser that rings is asked to pick up by a SIP message: its page has been given nothing else that says
 * which of its calls is meant, and an ordinary telephone would show it as a text.
 */
export async function askToPickUp(board: Board, leg: Leg, phone: PhoneSetup): Promise<void> {
  await onLeg(board, leg, 'endpoints.sendMessageToEndpoint', {
    tech: 'PJSIP',
    resource: phone.number,
    from: 'sip:wsagentserver@localhost',
    body: 'answer',
  });
}
