/** Every agent is in view on a wall, in the largest tiles with which that can be. */
import { expect, it } from 'vitest';
import {
  DESK_SIZES,
  fitTiles,
  heightOf,
  listHeight,
  TILE_GAP,
  TILE_SIZES,
  tileWidth,
} from '../src/pages/wallboard/fit-tiles.ts';

const FEW = [3, 5, 8];
const FIVE_HUNDRED = [57, 192, 27, 111, 35, 46, 32];
const WIDTH = 1780;

it('is large for a few, and fits five hundred on a screen of 1920 by 1080', () => {
  expect(fitTiles(FEW, { width: WIDTH, height: 500 }).size.name).toBe('large');
  const { size } = fitTiles(FIVE_HUNDRED, { width: WIDTH, height: 500 });
  expect(heightOf(FIVE_HUNDRED, WIDTH, size)).toBeLessThanOrEqual(500);
});

it('takes the largest that fits, and only where none does the smallest', () => {
  for (const height of [100, 200, 300, 400, 500, 700, 1000, 2000]) {
    const { size } = fitTiles(FIVE_HUNDRED, { width: WIDTH, height });
    const larger = TILE_SIZES.slice(0, TILE_SIZES.indexOf(size));
    for (const one of larger) expect(heightOf(FIVE_HUNDRED, WIDTH, one)).toBeGreaterThan(height);
    if (heightOf(FIVE_HUNDRED, WIDTH, size) > height) expect(size).toBe(TILE_SIZES.at(-1));
  }
});

it('stays legible on a desk, where one can scroll', () => {
  expect(fitTiles(FIVE_HUNDRED, { width: 1100, height: 300 }, DESK_SIZES).size.name).toBe('dense');
});

it('stretches tiles into what is left, never beyond the place or a third', () => {
  const { size, height } = fitTiles(FIVE_HUNDRED, { width: WIDTH, height: 540 });
  expect(height).toBeGreaterThanOrEqual(size.height);
  expect(height).toBeLessThanOrEqual(Math.floor(size.height * 1.33));
  expect(heightOf(FIVE_HUNDRED, WIDTH, { ...size, height })).toBeLessThanOrEqual(540);
  expect(fitTiles([], { width: WIDTH, height: 540 })).toEqual({ size: TILE_SIZES[0], height: TILE_SIZES[0]?.height });
});

it('lays out as many in a row as it counted on, at every width', () => {
  for (const size of TILE_SIZES) {
    for (let width = 300; width < 2600; width += 7) {
      const each = tileWidth(width, size) + TILE_GAP;
      const perRow = Math.floor(width / each);
      expect(each - TILE_GAP).toBeGreaterThanOrEqual(size.width);
      expect(listHeight(100, width, size, 20)).toBe(Math.ceil(100 / perRow) * (20 + TILE_GAP));
    }
  }
});

it('survives a place that is not laid out yet', () => {
  expect(fitTiles(FIVE_HUNDRED, { width: 0, height: 0 }).size.name).toBe('names');
});
