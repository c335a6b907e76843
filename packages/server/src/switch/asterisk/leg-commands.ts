/** Single commands to channels: dialling, hanging up, keys. */
import type { EndCause } from '@wssoftphone/engine';
import { AriError } from './ari-client.ts';
import { type Board, ifThere, onLeg } from './board.ts';
import type { HANGUP_REASON, HangupCause } from './causes.ts';
import type { DialRequest } from './dial.ts';
import type { Leg } from './leg.ts';
import { ASTERISK_LIMITS } from './limits.ts';
import type { Snapshot } from './reconcile.ts';

/** null: it is on its way; otherwise why the leg has ended. */
export async function originate(
  board: Board,
  leg: Leg,
  call: string,
  request: DialRequest,
): Promise<Extract<EndCause, 'failed' | 'unreachable'> | null> {
  try {
    await board.ari.call('channels.originateWithId', { ...request, channelId: leg.id });
    return null;
  } catch (error) {
    if (!(error instanceof AriError)) throw error;
    // It exists already: a repeated command, or the answer to it came late.
    if (error.status === 409) return null;
    board.log.info({ leg: leg.id, call, endpoint: request.endpoint, status: error.status }, error.message);
    // With no answer at all the channel may exist or not; it must not.
    if (error.status === 0) hangUpChannel(board, leg.id, 'normal');
    // Asterisk makes no channel to an endpoint that has no contact ("Allocation failed").
    return error.status === 0 ? 'failed' : 'unreachable';
  }
}

/** Asked again when no answer comes: a leg that nobody wants any more must not stay up. */
export async function hangUp(
  board: Board,
  leg: Leg,
  reason: (typeof HANGUP_REASON)[HangupCause],
  left: number = ASTERISK_LIMITS.hangupRetries,
): Promise<void> {
  try {
    await onLeg(board, leg, 'channels.hangup', { channelId: leg.channel, reason });
  } catch (error) {
    if (left === 0 || !(error instanceof AriError) || error.status !== 0) throw error;
    board.log.warn({ leg: leg.id, error: error.message }, 'a hang-up was not answered: asked again');
    await hangUp(board, leg, reason, left - 1);
  }
}

export async function sendDigits(board: Board, leg: Leg, digits: string): Promise<void> {
  const dtmf = digits.replaceAll(/[^0-9*#A-D]/gi, '').slice(0, ASTERISK_LIMITS.numberChars);
  if (dtmf === '') return;
  await onLeg(board, leg, 'channels.sendDTMF', { channelId: leg.channel, dtmf, between: 100, duration: 100 });
}

export function hangUpChannel(board: Board, channelId: string, reason: 'normal' | 'congestion'): void {
  ifThere(board, 'channels.hangup', { channelId, reason }).catch((error: unknown) =>
    board.log.warn({ channel: channelId, error: String(error) }, 'a channel could not be hung up'),
  );
}

/** What is left of seats and of telephones called anew, of a connection before. */
export function clearAway(board: Board, litter: Snapshot['litter']): void {
  for (const channel of litter.channels) hangUpChannel(board, channel, 'normal');
  for (const bridgeId of litter.bridges) {
    ifThere(board, 'bridges.destroy', { bridgeId }).catch((error: unknown) =>
      board.log.warn({ bridge: bridgeId, error: String(error) }, 'a bridge is left over'),
    );
  }
}
