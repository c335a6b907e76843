import { type Keeper, Memory } from '../model/memory.ts';

/** A page in a sandbox may not even look at its storages. */
function keeper(get: () => Storage): Keeper | null {
  try {
    return get();
  } catch {
    return null;
  }
}
export const browserMemory = (): Memory =>
  new Memory(
    keeper(() => localStorage),
    keeper(() => sessionStorage),
  );
