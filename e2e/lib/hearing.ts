/** Who hears what, awaited: a sound needs a moment to begin and to end. */
import type { Party, Sound } from './sip/party.ts';
import { watch } from './until.ts';

/** Whoever has an ear, and a voice to be told by. */
type Hearer = Pick<Party, 'voice' | 'hears'>;

/** Waits until the party hears exactly these sounds; none is silence. */
export async function hears(party: Hearer, sounds: readonly Sound[], patienceMs = 10_000): Promise<void> {
  const wanted = [...sounds].sort().join();
  const was: string[] = [];
  const look = async () => {
    const heard = [...(await party.hears())].sort().join();
    if (was.at(-1) !== (heard || 'silence')) was.push(heard || 'silence');
    return heard;
  };
  const { fits } = await watch(look, (heard) => heard === wanted, { patienceMs, everyMs: 20 });
  if (!fits) throw new Error(`${party.voice} should hear ${wanted || 'silence'}; it heard ${was.join(' then ')}`);
}

/** Both hear each other, and nothing else. */
export async function talk(one: Hearer, other: Hearer): Promise<void> {
  await Promise.all([hears(one, [other.voice]), hears(other, [one.voice])]);
}
