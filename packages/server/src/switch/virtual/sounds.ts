/** Who hears whom: a pure function of legs and rooms. */
import type { JoinMode, LegId, PlayId, Prompt, RoomId, ToneName } from '@wssoftphone/engine';

export type Sound =
  | { readonly kind: 'voice'; readonly leg: LegId }
  | { readonly kind: 'music'; readonly musicClass: string }
  | { readonly kind: 'tone'; readonly tone: ToneName }
  | { readonly kind: 'prompt'; readonly prompts: readonly Prompt[] };

/** What decides the sound of one leg. */
export interface AudioLeg {
  readonly id: LegId;
  readonly phase: 'incoming' | 'dialing' | 'ringing' | 'up';
  /** An unanswered incoming leg that was told that it rings. */
  readonly alerting: boolean;
  readonly place: { readonly room: RoomId; readonly mode: JoinMode } | null;
  readonly musicClass: string | null;
  readonly tone: ToneName | null;
  /** The first one plays. */
  readonly plays: readonly { readonly play: PlayId; readonly prompts: readonly Prompt[] }[];
}

/**
 * What the far end of `leg` hears. A prompt covers a tone, a tone covers the room or the music; what covers is heard by
 * this leg only, and does not take its own voice out of the room. Nothing is silence.
 *
 * @param company the other legs in the same room
 */
export function audible(leg: AudioLeg, company: Iterable<AudioLeg>): readonly Sound[] {
  if (leg.phase === 'incoming') return leg.alerting ? [{ kind: 'tone', tone: 'ringback' }] : [];
  if (leg.phase !== 'up') return [];
  const playing = leg.plays[0];
  if (playing !== undefined) return [{ kind: 'prompt', prompts: playing.prompts }];
  if (leg.tone !== null) return [{ kind: 'tone', tone: leg.tone }];
  if (leg.place !== null) {
    const voices: Sound[] = [];
    for (const other of company) if (isHeardBy(other, leg)) voices.push({ kind: 'voice', leg: other.id });
    return voices;
  }
  return leg.musicClass === null ? [] : [{ kind: 'music', musicClass: leg.musicClass }];
}

function isHeardBy(speaker: AudioLeg, listener: AudioLeg): boolean {
  if (speaker.id === listener.id || speaker.place === null || speaker.place.room !== listener.place?.room) return false;
  const { mode } = speaker.place;
  return mode.kind === 'talk' || (mode.kind === 'whisper' && mode.to === listener.id);
}
