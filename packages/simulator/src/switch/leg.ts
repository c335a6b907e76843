/** What a telephone line looks like from inside the simulated switch: the truth, not what anybody was told. */
import type { EndCause, JoinMode, LegId, PlayId, RoomId, ToneName } from '@wssoftphone/engine';
import type { Ticket } from '../agenda.ts';

export interface ModelLeg {
  readonly id: LegId;
  readonly side: 'incoming' | 'extension' | 'outside';
  /** The extension or number dialled; the caller's number when it came in. */
  readonly number: string;
  /** The call that the engine named; null when it came in. */
  readonly call: string | null;
  readonly autoAnswer: boolean;
  phase: 'incoming' | 'dialing' | 'ringing' | 'up' | 'ended';
  room: RoomId | null;
  mode: JoinMode | null;
  music: string | null;
  tone: ToneName | null;
  play: PlayId | null;
  timeout: Ticket | null;
  readonly incoming: { readonly ani: string; readonly dnis: string; readonly aniName: string } | null;
}

/** The people at the ends of the lines: the model tells them what happens, they act on the model. */
export interface People {
  /** A phone or an outside number is being called; somebody must decide what it does. */
  dialled(leg: ModelLeg): void;
  /** Something is being said to this line. */
  prompted(leg: ModelLeg): void;
  /** The leg is up, whoever did it. */
  connected(leg: ModelLeg): void;
  /** The leg was put into a room and can talk. */
  joined(leg: ModelLeg): void;
  gone(leg: ModelLeg, cause: EndCause): void;
}

/** How a model leg looks in a `sync`. */
export type SyncPhase = 'incoming' | 'dialing' | 'ringing' | 'up';
