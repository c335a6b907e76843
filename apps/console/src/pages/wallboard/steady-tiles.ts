/**
 * The size of the tiles, as steady as can be: they shrink at once when somebody would be out of view, and grow only when
 * there has been room for a while. Else they would jump with every call where they fit by a hair.
 */
import { onScopeDispose, type Ref, type ShallowRef, shallowRef, watch } from 'vue';
import { DESK_SIZES, fitTiles, type Room, TILE_SIZES, type Tiles } from './fit-tiles.ts';

export const GROW_AFTER_MS = 15_000;

export function useSteadyTiles(
  counts: Readonly<Ref<readonly number[]>>,
  room: Readonly<Ref<Room>>,
  isWall: () => boolean,
): Readonly<ShallowRef<Tiles>> {
  const wanted = (): Tiles => fitTiles(counts.value, room.value, isWall() ? TILE_SIZES : DESK_SIZES);
  const tiles = shallowRef(wanted());
  /** The smallest that was wanted since there has been room. */
  let larger: Tiles | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const take = (next: Tiles): void => {
    clearTimeout(timer);
    timer = undefined;
    larger = null;
    if (isOf(next, tiles.value) !== 0) tiles.value = next;
  };
  // Another place is another matter.
  watch([room, isWall], () => take(wanted()));
  watch(counts, (_, before) => {
    const next = wanted();
    // The first agents of all, too.
    if (isOf(next, tiles.value) <= 0 || before.length === 0) return take(next);
    if (larger === null || isOf(next, larger) < 0) larger = next;
    timer ??= setTimeout(() => larger !== null && take(larger), GROW_AFTER_MS);
    return;
  });
  onScopeDispose(() => clearTimeout(timer));
  return tiles;
}

/** Below nought: smaller. */
function isOf(a: Tiles, b: Tiles): number {
  return TILE_SIZES.indexOf(b.size) - TILE_SIZES.indexOf(a.size) || a.height - b.height;
}
