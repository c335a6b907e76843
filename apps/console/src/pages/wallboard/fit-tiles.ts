/** The largest tiles with which all agents are in view at once: on a wall nobody scrolls. */
export interface TileSize {
  readonly name: 'roomy' | 'normal' | 'dense' | 'tiny' | 'names';
  readonly width: number;
  readonly height: number;
}
export const TILE_SIZES: readonly TileSize[] = [
  { name: 'roomy', width: 168, height: 46 },
  { name: 'normal', width: 136, height: 28 },
  { name: 'dense', width: 108, height: 22 },
  { name: 'tiny', width: 78, height: 18 },
  // Without the time: that one is on leave is seen from afar, for how long is not.
  { name: 'names', width: 58, height: 16 },
];
/** Where one can scroll, letters stay legible from a chair. */
export const DESK_SIZES: readonly TileSize[] = TILE_SIZES.slice(0, 3);
export const TILE_GAP = 3;
/** Between one state and the next. */
export const GROUP_GAP = 6;
/** The name of the state and its count, left of its agents. */
export const GROUP_LABEL = 96;

/**
 * @param counts agents in each group that has any
 * @param sizes the largest first; the last where none is small enough. Width and height in CSS pixels
 */
export function fitTiles(
  counts: readonly number[],
  width: number,
  height: number,
  sizes: readonly TileSize[] = TILE_SIZES,
): TileSize {
  const fits = sizes.find((size) => heightOf(counts, width, size) <= height);
  return fits ?? (sizes[sizes.length - 1] as TileSize);
}

const rowsOf = (counts: readonly number[], width: number, size: TileSize): number => {
  const perRow = Math.max(1, Math.floor((width - GROUP_LABEL + TILE_GAP) / (size.width + TILE_GAP)));
  return counts.reduce((sum, count) => sum + Math.max(1, Math.ceil(count / perRow)), 0);
};
export const heightOf = (counts: readonly number[], width: number, size: TileSize): number =>
  rowsOf(counts, width, size) * (size.height + TILE_GAP) + counts.length * GROUP_GAP;

/** How high the tiles can be so that the place is used, up to a third more than their size. */
export function stretch(counts: readonly number[], width: number, height: number, size: TileSize): number {
  const rows = rowsOf(counts, width, size);
  if (rows === 0) return size.height;
  const most = Math.floor((height - counts.length * GROUP_GAP) / rows) - TILE_GAP;
  return Math.max(size.height, Math.min(most, Math.floor(size.height * 1.33)));
}
