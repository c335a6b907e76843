/** A leg as the adapter knows it: what the engine wants of it, and what Asterisk has been told so far. */
import type { JoinMode, LegId, PlayId, RoomId, ToneName } from '@wssoftphone/engine';
import type { HangupCause } from './causes.ts';
import type { DialRequest } from './dial.ts';
import { Lane } from './lane.ts';
import { ASTERISK_LIMITS } from './limits.ts';

/** Where a leg's channel sits. */
export type Seat =
  | { readonly kind: 'none' }
  /** In the room's bridge; muted when it only listens. */
  | { readonly kind: 'room'; readonly room: RoomId; readonly mute: boolean }
  /** In a bridge of its own with a snoop channel, at the ear of another leg: whispering. */
  | {
      readonly kind: 'ear';
      readonly room: RoomId;
      readonly to: LegId;
      readonly snoop: string;
      readonly side: string;
    }
  /** In the room's bridge since before we came; whether muted is not known. */
  | { readonly kind: 'unsure'; readonly room: RoomId };

/** What a leg hears from the switch itself when no prompt plays. */
export type Background =
  | { readonly kind: 'none' }
  | { readonly kind: 'music'; readonly musicClass: string }
  | { readonly kind: 'tone'; readonly tone: ToneName; readonly playback: string }
  /** Left from before we came. */
  | { readonly kind: 'unsure' };

export interface Leg {
  readonly id: LegId;
  readonly incoming: { readonly ani: string; readonly aniName: string; readonly dnis: string } | null;
  phase: 'incoming' | 'dialing' | 'ringing' | 'up' | 'ended';
  /** Its channel: has the leg's own name, unless a telephone in the browser was called anew (anew.ts). */
  channel: string;
  /** The telephone that it is; null: none of ours, or not known yet. */
  phone: string | null;
  /** As it was dialled; null: before we came. */
  dialled: DialRequest | null;
  /** A channel that is to take the place of its channel, how many there have been, and whether its own is gone meanwhile. */
  anew: string | null;
  turns: number;
  lost: boolean;
  /** Its commands, in order. */
  readonly lane: Lane;
  /** Where the engine wants it. */
  want: { readonly room: RoomId; readonly mode: JoinMode } | null;
  seat: Seat;
  music: string | null;
  tone: ToneName | null;
  background: Background;
  readonly plays: Set<PlayId>;
  /** Plays that were told over when the connection broke, and may sound still. */
  readonly lingering: Set<PlayId>;
  /** Snoop channel through which the switch speaks to a leg that sits in a room. */
  mouth: string | null;
  /** How many there have been: each gets a name of its own. */
  mouths: number;
  /** Which name its seat at another's ear has, or had last. */
  ears: number;
  /** The cause of the hang-up that was ordered, and why the leg will end. */
  ordered: HangupCause | null;
  /** Something said that its channel is gone; its end is waited for. */
  doubted: boolean;
}

export function newLeg(
  id: LegId,
  phase: Leg['phase'],
  incoming: Leg['incoming'],
  failed: (error: unknown) => void,
): Leg {
  return {
    id,
    incoming,
    phase,
    channel: id,
    phone: null,
    dialled: null,
    anew: null,
    turns: 0,
    lost: false,
    lane: new Lane(ASTERISK_LIMITS.commandsPerLeg, failed),
    want: null,
    seat: { kind: 'none' },
    music: null,
    tone: null,
    background: { kind: 'none' },
    plays: new Set(),
    lingering: new Set(),
    mouth: null,
    mouths: 0,
    ears: 0,
    ordered: null,
    doubted: false,
  };
}
