/** Who hears what, awaited: a sound needs a moment to begin and to end. */
import type { Party, Sound } from './sip/party.ts';

/** Waits until the party hears exactly these sounds; none is silence. */
export async function hears(party: Party, sounds: readonly Sound[], patienceMs = 10_000): Promise<void> {
  const wanted = [...sounds].sort().join();
  const end = Date.now() + patienceMs;
  const was: string[] = [];
  for (;;) {
    const heard = [...(await party.hears())].sort().join();
    if (heard === wanted) return;
    // A party that is not on the line hears nothing at once: leave the others their turn.
    await new Promise((resolve) => setTimeout(resolve, 20));
    was.push(heard || 'silence');
    if (Date.now() > end) {
      throw new Error(
        `${party.voice} should hear ${wanted || 'silence'}; it heard ${was.filter((one, i) => one !== was[i - 1]).join(' then ')}`,
      );
    }
  }
}

/** Both hear each other, and nothing else. */
export async function talk(one: Party, other: Party): Promise<void> {
  await Promise.all([hears(one, [other.voice]), hears(other, [one.voice])]);
}
