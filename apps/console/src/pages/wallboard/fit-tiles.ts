/** The largest tiles with which all agents are in view at once: on a wall nobody scrolls. Lengths in CSS pixels. */
export interface TileSize {
  readonly name: 'large' | 'roomy' | 'normal' | 'dense' | 'tiny' | 'names';
  /** At least. */
  readonly width: number;
  readonly height: number;
  readonly font: number;
  readonly bold: boolean;
  /** Left and right of the words. */
  readonly inset: number;
}
export const TILE_SIZES: readonly TileSize[] = [
  { name: 'large', width: 236, height: 64, font: 20, bold: true, inset: 10 },
  { name: 'roomy', width: 168, height: 46, font: 14, bold: true, inset: 6 },
  { name: 'normal', width: 136, height: 28, font: 13, bold: false, inset: 6 },
  { name: 'dense', width: 108, height: 22, font: 12, bold: false, inset: 6 },
  { name: 'tiny', width: 78, height: 18, font: 11, bold: false, inset: 3 },
  // Without the time: that one is on leave is seen from afar, for how long is not.
  { name: 'names', width: 58, height: 16, font: 11, bold: false, inset: 2 },
];
/** Where one can scroll, letters stay legible from a chair. */
export const DESK_SIZES: readonly TileSize[] = TILE_SIZES.filter(({ name }) =>
  ['roomy', 'normal', 'dense'].includes(name),
);
export const TILE_GAP = 3;
/** Between one state and the next. */
export const GROUP_GAP = 6;

export interface Room {
  /** What tiles have; names of the states stand left of it. */
  readonly width: number;
  readonly height: number;
}
export interface Tiles {
  readonly size: TileSize;
  /** Of a tile; the size's own, or more where there is room. */
  readonly height: number;
}

/**
 * @param counts agents in each group that has any
 * @param sizes the largest first; the last where none is small enough
 */
export function fitTiles(
  counts: readonly number[],
  { width, height }: Room,
  sizes: readonly TileSize[] = TILE_SIZES,
): Tiles {
  const fits = sizes.find((size) => heightOf(counts, width, size) <= height);
  const size = fits ?? (sizes[sizes.length - 1] as TileSize);
  return { size, height: stretch(counts, width, height, size) };
}

/** Tiles beside each other. */
export function perRow(width: number, size: TileSize): number {
  return Math.max(1, Math.floor(width / (size.width + TILE_GAP)));
}
const rowsIn = (count: number, width: number, size: TileSize): number => Math.ceil(count / perRow(width, size));

/** Tiles of a row share what it has, in whole pixels. */
export function tileWidth(width: number, size: TileSize): number {
  const each = Math.floor(width / perRow(width, size)) - TILE_GAP;
  return Math.max(size.width, each);
}
export const listHeight = (count: number, width: number, size: TileSize, height: number): number =>
  rowsIn(count, width, size) * (height + TILE_GAP);

const rowsOf = (counts: readonly number[], width: number, size: TileSize): number =>
  counts.reduce((sum, count) => sum + Math.max(1, rowsIn(count, width, size)), 0);
export const heightOf = (counts: readonly number[], width: number, size: TileSize): number =>
  rowsOf(counts, width, size) * (size.height + TILE_GAP) + counts.length * GROUP_GAP;

/** How high the tiles can be so that the place is used, up to a third more than their size. */
function stretch(counts: readonly number[], width: number, height: number, size: TileSize): number {
  const rows = rowsOf(counts, width, size);
  if (rows === 0) return size.height;
  const most = Math.floor((height - counts.length * GROUP_GAP) / rows) - TILE_GAP;
  return Math.max(size.height, Math.min(most, Math.floor(size.height * 1.33)));
}
