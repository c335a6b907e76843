/** Who hears whom, all ends at once. */
import { expect } from 'vitest';
import type { Party, Sound } from '../../../packages/server/test/contract/switch-harness.ts';
import { watch } from '../../lib/until.ts';
import { Seat } from './seat.ts';

type Ear = Seat | Party;
/** Whoever listens, then all that is heard there and nothing else: sounds, or whose voices. Nothing: silence. */
export type Listening = readonly [ear: Ear, ...heard: readonly (Sound | Ear)[]];

const PATIENCE_MS = 12_000;
const partyOf = (ear: Ear): Party => (ear instanceof Seat ? ear.phone : ear);
const soundOf = (one: Sound | Ear): Sound => (typeof one === 'string' ? one : partyOf(one).voice);

/**
 * Waits until everybody hears exactly this in the same moment: sounds need a little while to begin and to end.
 * `hearing([customer, 'music'], [amy, bob], [bob, amy])`
 */
export async function hearing(...wanted: readonly Listening[]): Promise<void> {
  const expected = wanted.map(([, ...heard]) => heard.map(soundOf).sort());
  const hear = () => Promise.all(wanted.map(async ([ear]) => [...(await partyOf(ear).hears())].sort()));
  const isSo = (heard: readonly Sound[][]): boolean => JSON.stringify(heard) === JSON.stringify(expected);
  const { seen, fits } = await watch(hear, isSo, { patienceMs: PATIENCE_MS, everyMs: 10 });
  if (fits) return;
  const names = wanted.map(([ear]) =>
    ear instanceof Seat ? `agent ${ear.agentId}` : 'ani' in ear ? 'customer' : 'other',
  );
  expect(named(names, seen), `who hears whom (${names.join(', ')})`).toEqual(named(names, expected));
}

const named = (names: readonly string[], sounds: readonly (readonly Sound[])[]) =>
  names.map((name, i) => `${name} hears ${sounds[i]?.join(' and ') || 'silence'}`);
