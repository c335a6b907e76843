import { describe, expect, it } from 'vitest';
import { type AudioLeg, audible } from '../../src/switch/virtual/sounds.ts';

const up = (id: string, more: Partial<AudioLeg> = {}): AudioLeg => ({
  id,
  phase: 'up',
  alerting: false,
  place: null,
  musicClass: null,
  tone: null,
  plays: [],
  ...more,
});
const inRoom = (id: string, kind: 'talk' | 'listen' = 'talk', more: Partial<AudioLeg> = {}): AudioLeg =>
  up(id, { place: { room: 'R', mode: { kind } }, ...more });
const whisperer = (id: string, to: string): AudioLeg => up(id, { place: { room: 'R', mode: { kind: 'whisper', to } } });

describe('what a leg hears', () => {
  it('is nothing when it is in no room and nothing plays', () => {
    expect(audible(up('a'), [])).toEqual([]);
  });
  it('is those who talk, and who whisper to it', () => {
    const room = [inRoom('a'), inRoom('b'), inRoom('c', 'listen'), whisperer('d', 'a')];
    const heard = (id: string) => {
      const leg = room.find((one) => one.id === id);
      return leg === undefined
        ? []
        : audible(leg, room).map((sound) => (sound.kind === 'voice' ? sound.leg : sound.kind));
    };
    expect({ a: heard('a'), b: heard('b'), c: heard('c'), d: heard('d') }).toEqual({
      a: ['b', 'd'],
      b: ['a'],
      c: ['a', 'b'],
      d: ['a', 'b'],
    });
  });
  it('is not another room, whoever claims to be company', () => {
    const elsewhere = up('b', { place: { room: 'S', mode: { kind: 'talk' } } });
    expect(audible(inRoom('a'), [elsewhere])).toEqual([]);
  });
  it('is a prompt before a tone before the room or music', () => {
    const play = { play: 'P', prompts: [{ kind: 'number', value: 3 } as const] };
    const other = inRoom('b');
    expect(audible(inRoom('a', 'talk', { tone: 'busy', plays: [play] }), [other])).toEqual([
      { kind: 'prompt', prompts: play.prompts },
    ]);
    expect(audible(inRoom('a', 'talk', { tone: 'busy' }), [other])).toEqual([{ kind: 'tone', tone: 'busy' }]);
    expect(audible(up('a', { musicClass: 'jazz' }), [])).toEqual([{ kind: 'music', musicClass: 'jazz' }]);
  });
  it('goes on being heard while a prompt plays to it', () => {
    const play = { play: 'P', prompts: [{ kind: 'number', value: 3 } as const] };
    expect(audible(inRoom('b'), [inRoom('a', 'talk', { plays: [play] })])).toEqual([{ kind: 'voice', leg: 'a' }]);
  });
  it('is ringback for a caller who was told that it rings, and nothing for a device that rings', () => {
    expect(audible(up('a', { phase: 'incoming', alerting: true }), [])).toEqual([{ kind: 'tone', tone: 'ringback' }]);
    expect(audible(up('a', { phase: 'incoming' }), [])).toEqual([]);
    expect(audible(up('a', { phase: 'ringing', musicClass: 'jazz' }), [])).toEqual([]);
  });
});
