/** What the parts of the adapter share while a connection lasts. */
import type { LegId, PlayId, RoomId, SwitchEvent } from '@wssoftphone/engine';
import { type AriClient, AriError } from './ari-client.ts';
import type { OperationName, Operations } from './generated/ari.ts';
import type { Leg } from './leg.ts';
import type { SwitchLog } from './options.ts';
import type { RecordingMedia } from './prompts.ts';

export interface Room {
  readonly id: RoomId;
  /** Opening and closing, one after the other. Never rejects. */
  ready: Promise<void>;
  closed: boolean;
}

export interface Board {
  readonly ari: AriClient;
  readonly app: string;
  readonly log: SwitchLog;
  readonly legs: Map<LegId, Leg>;
  readonly rooms: Map<RoomId, Room>;
  /** What Asterisk has of the tenant's own. */
  readonly recordings: RecordingMedia;
  /** To the engine. */
  say(event: SwitchEvent): void;
  /** Tells once that a play is over. */
  played(play: PlayId, ok: boolean): void;
  /** Resolves when the channel has entered our application; false when it does not come. */
  entered(channel: string): Promise<boolean>;
  /** Its channel seems to be gone: if no end is told soon, the leg is ended here. */
  doubt(leg: Leg): void;
}

/**
 * One operation on a leg's channel. A race (the channel hung up meanwhile) is no error: it resolves undefined.
 */
export async function onLeg<Op extends OperationName>(
  board: Board,
  leg: Leg,
  operation: Op,
  params: Operations[Op]['params'],
): Promise<Operations[Op]['result'] | undefined> {
  if (leg.phase === 'ended') return undefined;
  try {
    return await board.ari.call(operation, params);
  } catch (error) {
    if (!(error instanceof AriError) || !error.isRace) throw error;
    board.log.debug({ leg: leg.id, operation, status: error.status }, error.message);
    if (error.status === 404 && operation.startsWith('channels.')) board.doubt(leg);
    return undefined;
  }
}

/** An operation whose object may well be gone. True: it was there. Rejects on anything but a race. */
export async function ifThere<Op extends OperationName>(
  board: Board,
  operation: Op,
  params: Operations[Op]['params'],
): Promise<boolean> {
  try {
    await board.ari.call(operation, params);
    return true;
  } catch (error) {
    if (error instanceof AriError && error.isRace) return false;
    throw error;
  }
}
