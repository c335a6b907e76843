/**
 * Rooms are mixing bridges. Who talks sits in the bridge; who listens sits in it muted; who whispers sits in a bridge of
 * its own with a snoop channel at the ear of the other: it hears that leg and all that the leg hears.
 */
import type { LegId, RoomId } from '@wssoftphone/engine';
import { AriError } from './ari-client.ts';
import { type Board, ifThere, onLeg, type Room } from './board.ts';
import type { Leg, Seat } from './leg.ts';
import { ASTERISK_LIMITS } from './limits.ts';
import { snoop } from './snoop.ts';

const SIDE_PREFIX = 'wssp-side-';
const EAR_PREFIX = 'wssp-snoop-ear-';
const NONE: Seat = { kind: 'none' };

export const isSideBridge = (bridge: string): boolean => bridge.startsWith(SIDE_PREFIX);
/** Bridges of ours are known by their name, also when they are empty. */
export const bridgeName = (app: string, call: string): string => `${app}:${call}`;
export const isOurBridge = (app: string, name: string): boolean => name.startsWith(`${app}:`);

export function openRoom(board: Board, id: RoomId, call: string): void {
  const known = board.rooms.get(id);
  if (known !== undefined && !known.closed) return;
  const room: Room = { id, closed: false, ready: known?.ready ?? Promise.resolve() };
  board.rooms.set(id, room);
  const name = bridgeName(board.app, call);
  // Digits have to be seen by Asterisk, so the media may not take a short cut around it.
  room.ready = room.ready.then(() =>
    board.ari.call('bridges.createWithId', { bridgeId: id, type: 'mixing,dtmf_events', name }).then(
      () => {},
      (error: unknown) => board.log.warn({ room: id, error: String(error) }, 'a room could not be opened'),
    ),
  );
}

/**
 * Its legs leave it; they stay up. Only then the bridge goes: Asterisk takes its channels out a moment later, and would
 * take them out of the room that they have been moved to meanwhile.
 */
export function closeRoom(board: Board, id: RoomId): void {
  const room = board.rooms.get(id);
  if (room === undefined || room.closed) return;
  room.closed = true;
  const concerned = [...board.legs.values()].filter((leg) => leg.want?.room === id || roomOf(leg.seat) === id);
  const left = concerned.map((leg) => {
    const leaves = async () => {
      if (leg.want?.room === id) leg.want = null;
      await takeSeat(board, leg);
    };
    return new Promise<void>((resolve) => leg.lane.add(leaves, resolve));
  });
  room.ready = Promise.all([room.ready, ...left])
    .then(() => ifThere(board, 'bridges.destroy', { bridgeId: id }))
    .then(
      () => {},
      (error: unknown) => board.log.warn({ room: id, error: String(error) }, 'a room could not be closed'),
    )
    .then(() => {
      if (board.rooms.get(id) === room) board.rooms.delete(id);
    });
}

export function roomOf(seat: Seat): RoomId | null {
  return seat.kind === 'none' ? null : seat.room;
}

/** Brings the leg's seat into line with what is wanted and possible now. Runs in the leg's lane. */
export async function takeSeat(board: Board, leg: Leg): Promise<void> {
  if (leg.phase === 'ended') return;
  const before = roomOf(leg.seat);
  const wanted = wantedSeat(board, leg);
  if (leg.seat.kind === wanted.kind && sameSeat(leg.seat, wanted)) return;
  switch (wanted.kind) {
    case 'none':
      await leave(board, leg);
      break;
    case 'room':
      await enterRoom(board, leg, wanted.room, wanted.mute);
      break;
    case 'ear':
      await whisperOrListen(board, leg);
  }
  if (roomOf(leg.seat) !== before) moveWhisperers(board, leg.id);
}

/** Twice, since Asterisk is at times a moment behind; then it listens, if the other is still there to be whispered to. */
async function whisperOrListen(board: Board, leg: Leg): Promise<void> {
  for (let turn = 0; turn < 2; turn += 1) {
    const wanted = wantedSeat(board, leg);
    if (wanted.kind !== 'ear') return takeSeat(board, leg);
    if (await goToEar(board, leg, wanted.room, wanted.to)) return;
  }
  board.log.warn({ leg: leg.id }, 'a supervisor cannot whisper: he listens');
  if (leg.want !== null) await enterRoom(board, leg, leg.want.room, true);
}

type WantedSeat =
  | { readonly kind: 'none' }
  | { readonly kind: 'room'; readonly room: RoomId; readonly mute: boolean }
  | { readonly kind: 'ear'; readonly room: RoomId; readonly to: LegId };

function wantedSeat(board: Board, leg: Leg): WantedSeat {
  const { want } = leg;
  if (want === null || board.rooms.get(want.room)?.closed !== false) return { kind: 'none' };
  if (want.mode.kind !== 'whisper') return { kind: 'room', room: want.room, mute: want.mode.kind === 'listen' };
  // With nobody there to whisper to, it listens.
  const ear = board.legs.get(want.mode.to);
  const there = ear !== undefined && ear !== leg && roomOf(ear.seat) === want.room;
  return there ? { kind: 'ear', room: want.room, to: ear.id } : { kind: 'room', room: want.room, mute: true };
}

function sameSeat(seat: Seat, wanted: WantedSeat): boolean {
  if (seat.kind === 'room' && wanted.kind === 'room') return seat.room === wanted.room && seat.mute === wanted.mute;
  if (seat.kind === 'ear' && wanted.kind === 'ear') return seat.room === wanted.room && seat.to === wanted.to;
  return seat.kind === 'none';
}

async function leave(board: Board, leg: Leg): Promise<void> {
  const { seat } = leg;
  leg.seat = NONE;
  if (seat.kind === 'room' || seat.kind === 'unsure') {
    // Who is being hung up leaves by that.
    if (leg.ordered !== null || !board.rooms.has(seat.room)) return;
    await onLeg(board, leg, 'bridges.removeChannel', { bridgeId: seat.room, channel: [leg.channel] });
  }
  if (seat.kind === 'ear') await leaveEar(board, seat);
}

async function enterRoom(board: Board, leg: Leg, room: RoomId, mute: boolean): Promise<void> {
  await board.rooms.get(room)?.ready;
  const { seat } = leg;
  // A channel is muted for as long as it sits; another mode is another sitting. From elsewhere Asterisk moves it, also from
  // an ear: a bridge destroyed under a leg that is about to move would take it out of the room that it has moved to.
  if (seat.kind !== 'ear' && roomOf(seat) === room) await leave(board, leg);
  try {
    await board.ari.call('bridges.addChannel', { bridgeId: room, channel: [leg.channel], mute });
    leg.seat = { kind: 'room', room, mute };
  } catch (error) {
    leg.seat = NONE;
    // Here 400 is "no such channel" and 404 "no such bridge".
    if (!(error instanceof AriError) || !(error.isRace || error.status === 400)) throw error;
    board.log.debug({ leg: leg.id, room, status: error.status }, error.message);
    if (error.status === 400) board.doubt(leg);
  } finally {
    if (seat.kind === 'ear') await leaveEar(board, seat);
  }
}

async function goToEar(board: Board, leg: Leg, room: RoomId, to: LegId): Promise<boolean> {
  const { seat } = leg;
  if (seat.kind === 'ear') await leave(board, leg);
  // A name of its own each time: what was destroyed exists for a moment longer.
  leg.ears = (leg.ears + 1) % ASTERISK_LIMITS.snoopNames;
  const name = `${leg.ears}-${leg.id}`;
  const ear = { kind: 'ear', room, to, snoop: EAR_PREFIX + name, side: SIDE_PREFIX + name } as const;
  try {
    await board.ari.call('bridges.createWithId', {
      bridgeId: ear.side,
      type: 'mixing',
      name: bridgeName(board.app, 'whisper'),
    });
    await snoop(board, board.legs.get(to)?.channel ?? to, ear.snoop, 'both');
    await board.ari.call('bridges.addChannel', { bridgeId: ear.side, channel: [ear.snoop] });
    await board.ari.call('bridges.addChannel', { bridgeId: ear.side, channel: [leg.channel] });
    if ((leg as Leg).phase === 'ended') throw new Error('the whisperer hung up');
    leg.seat = ear;
    return true;
  } catch (error) {
    board.log.debug({ leg: leg.id, to, error: String(error) }, 'no whispering now');
    await leaveEar(board, ear);
    return false;
  }
}

export async function leaveEar(board: Board, ear: Extract<Seat, { kind: 'ear' }>): Promise<void> {
  await ifThere(board, 'channels.hangup', { channelId: ear.snoop });
  await ifThere(board, 'bridges.destroy', { bridgeId: ear.side });
}

/** The leg came, went or ended: who whispers to it, or would, looks for its place again. */
export function moveWhisperers(board: Board, to: LegId): void {
  for (const leg of board.legs.values()) {
    if (leg.want?.mode.kind === 'whisper' && leg.want.mode.to === to) leg.lane.add(() => takeSeat(board, leg));
  }
}
