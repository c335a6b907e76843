/**
 * What the switch itself plays to a leg. One thing at a time, the first of: prompts, a tone, music. Asterisk would queue
 * a second playback behind an endless tone, so what sounds is stopped before the next begins. A leg that sits in a room
 * is spoken to through a snoop channel: a playback on its own channel would take its voice out of the room.
 */
import type { PlayId, Prompt, ToneName } from '@wssoftphone/engine';
import { type Board, ifThere, onLeg } from './board.ts';
import type { Background, Leg } from './leg.ts';
import { ASTERISK_LIMITS } from './limits.ts';
import { mediaOf, voiceOf } from './prompts.ts';
import { snoop } from './snoop.ts';

const TONE_MEDIA: Readonly<Record<ToneName, string>> = {
  ringback: 'tone:ring',
  busy: 'tone:busy',
  congestion: 'tone:congestion',
};

/** Two names in turn: a new tone must not collide with one that is just ending. Known names survive a restart of ours. */
const toneIds = (leg: Leg): readonly [string, string] => [`wssp-tone-0-${leg.id}`, `wssp-tone-1-${leg.id}`];

export function isTonePlayback(id: string): boolean {
  return id.startsWith('wssp-tone-');
}

/** Brings the background into line with what is wanted now. */
export async function applyBackground(board: Board, leg: Leg): Promise<void> {
  const wanted = wantedBackground(leg);
  if (!same(leg.background, wanted)) await changeBackground(board, leg, wanted);
  if (leg.mouth !== null && leg.plays.size === 0 && leg.background.kind !== 'tone') await closeMouth(board, leg);
}

async function changeBackground(board: Board, leg: Leg, wanted: Background): Promise<void> {
  await stopBackground(board, leg);
  leg.background = wanted;
  if (wanted.kind === 'music') {
    await onLeg(board, leg, 'channels.startMoh', { channelId: leg.channel, mohClass: wanted.musicClass });
  }
  if (wanted.kind === 'tone') {
    const channelId = await mouthOf(board, leg);
    const media = [TONE_MEDIA[wanted.tone]];
    await onLeg(board, leg, 'channels.playWithId', { channelId, playbackId: wanted.playback, media });
  }
}

/**
 * The channel to play on. In a room, without a snoop channel, its own has to do. So it has where nobody else is: a
 * bridge of one moves no frames, so that a snoop channel would whisper into nothing, and there is no talk to disturb.
 */
async function mouthOf(board: Board, leg: Leg): Promise<string> {
  if (leg.mouth !== null) return leg.mouth;
  if (leg.seat.kind === 'none' || isAlone(board, leg)) return leg.channel;
  leg.mouths += 1;
  const id = `wssp-snoop-say-${leg.mouths % ASTERISK_LIMITS.snoopNames}-${leg.id}`;
  try {
    await snoop(board, leg.channel, id, 'none');
    leg.mouth = id;
    return id;
  } catch (error) {
    board.log.debug({ leg: leg.id, error: String(error) }, 'no snoop channel');
    await ifThere(board, 'channels.hangup', { channelId: id });
    return leg.channel;
  }
}

function isAlone(board: Board, leg: Leg): boolean {
  if (leg.seat.kind === 'none') return true;
  for (const other of board.legs.values()) {
    if (other !== leg && other.phase !== 'ended' && other.want?.room === leg.seat.room) return false;
  }
  return true;
}

async function closeMouth(board: Board, leg: Leg): Promise<void> {
  const channelId = leg.mouth;
  leg.mouth = null;
  if (channelId !== null) await ifThere(board, 'channels.hangup', { channelId });
}

function wantedBackground(leg: Leg): Background {
  if (leg.plays.size > 0) return { kind: 'none' };
  if (leg.tone !== null) {
    const [first, second] = toneIds(leg);
    const used = leg.background.kind === 'tone' ? leg.background.playback : second;
    const keep = leg.background.kind === 'tone' && leg.background.tone === leg.tone;
    return { kind: 'tone', tone: leg.tone, playback: keep ? used : used === first ? second : first };
  }
  if (leg.music !== null) return { kind: 'music', musicClass: leg.music };
  return { kind: 'none' };
}

function same(is: Background, wanted: Background): boolean {
  if (is.kind === 'music' && wanted.kind === 'music') return is.musicClass === wanted.musicClass;
  if (is.kind === 'tone' && wanted.kind === 'tone') return is.playback === wanted.playback;
  return is.kind === wanted.kind && is.kind === 'none';
}

async function stopBackground(board: Board, leg: Leg): Promise<void> {
  const { background } = leg;
  leg.background = { kind: 'none' };
  switch (background.kind) {
    case 'none':
      return;
    case 'music':
      await onLeg(board, leg, 'channels.stopMoh', { channelId: leg.channel });
      return;
    case 'tone':
      await ifThere(board, 'playbacks.stop', { playbackId: background.playback });
      return;
    case 'unsure':
      await onLeg(board, leg, 'channels.stopMoh', { channelId: leg.channel });
      for (const playbackId of [...toneIds(leg), ...leg.lingering]) {
        await ifThere(board, 'playbacks.stop', { playbackId });
      }
      leg.lingering.clear();
  }
}

/** Plays prompts to a leg; the end is told through board.played, here when nothing can be played. */
export async function play(
  board: Board,
  leg: Leg,
  id: PlayId,
  prompts: readonly Prompt[],
  lang: string,
): Promise<void> {
  const media = mediaOf(prompts, lang, board.recordings);
  if (media.length === 0) return board.played(id, true);
  if (leg.plays.size >= ASTERISK_LIMITS.playsPerLeg) return board.played(id, false);
  leg.plays.add(id);
  await applyBackground(board, leg);
  const started = await onLeg(board, leg, 'channels.playWithId', {
    channelId: await mouthOf(board, leg),
    playbackId: id,
    media,
    lang: voiceOf(lang),
  });
  if (started === undefined) board.played(id, false);
}

export async function stopPlay(board: Board, leg: Leg, id: PlayId): Promise<void> {
  if (!leg.plays.has(id)) return;
  // Told at once: the playback's own end would say "done", stopped or not.
  board.played(id, false);
  await ifThere(board, 'playbacks.stop', { playbackId: id });
}

/** Silence from the switch: before the leg enters a room, and when it leaves one. */
export async function stopSounds(board: Board, leg: Leg): Promise<void> {
  leg.tone = null;
  leg.music = null;
  for (const id of [...leg.plays]) await stopPlay(board, leg, id);
  await applyBackground(board, leg);
}
