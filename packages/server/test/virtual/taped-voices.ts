/** Whose tones are in a recording of the virtual switch, told by the sound of it. */
import { hear } from '../../../../e2e/lib/audio/ear.ts';
import type { Exchange } from '../../src/switch/virtual/exchange.ts';
import { TAPE_VOICES_HZ } from '../../src/switch/virtual/tapes.ts';
import type { Sound } from '../contract/switch-harness.ts';

export function tapedVoices(exchange: Exchange, recording: string, samples: Int16Array): readonly Sound[] {
  const names = exchange.tapes.names(recording);
  const voices = new Map<string, Sound>(names.map((name, i) => [`voice:${TAPE_VOICES_HZ[i]}`, `voice:${name}`]));
  return hear(samples).map((sound) => voices.get(sound) ?? sound);
}
