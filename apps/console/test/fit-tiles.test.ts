/** Every agent is in view on a wall, in the largest tiles with which that can be. */
import { expect, it } from 'vitest';
import { DESK_SIZES, fitTiles, heightOf, stretch, TILE_SIZES } from '../src/pages/wallboard/fit-tiles.ts';

const FEW = [3, 5, 8];
const FIVE_HUNDRED = [57, 192, 27, 111, 35, 46, 32];

it('is roomy for a few, and fits five hundred on a screen of 1920 by 1080', () => {
  expect(fitTiles(FEW, 1880, 500).name).toBe('roomy');
  const size = fitTiles(FIVE_HUNDRED, 1880, 500);
  expect(heightOf(FIVE_HUNDRED, 1880, size)).toBeLessThanOrEqual(500);
});

it('takes the largest that fits, and only where none does the smallest', () => {
  for (const height of [100, 200, 300, 400, 500, 700, 1000, 2000]) {
    const size = fitTiles(FIVE_HUNDRED, 1880, height);
    const larger = TILE_SIZES.slice(0, TILE_SIZES.indexOf(size));
    for (const one of larger) expect(heightOf(FIVE_HUNDRED, 1880, one)).toBeGreaterThan(height);
    if (heightOf(FIVE_HUNDRED, 1880, size) > height) expect(size).toBe(TILE_SIZES.at(-1));
  }
});

it('stays legible on a desk, where one can scroll', () => {
  expect(fitTiles(FIVE_HUNDRED, 1100, 300, DESK_SIZES).name).toBe('dense');
});

it('stretches tiles into what is left, never beyond the place or a third', () => {
  const size = fitTiles(FIVE_HUNDRED, 1880, 540);
  const height = stretch(FIVE_HUNDRED, 1880, 540, size);
  expect(height).toBeGreaterThanOrEqual(size.height);
  expect(height).toBeLessThanOrEqual(Math.floor(size.height * 1.33));
  expect(heightOf(FIVE_HUNDRED, 1880, { ...size, height })).toBeLessThanOrEqual(540);
  expect(stretch([], 1880, 540, size)).toBe(size.height);
});

it('survives a place that is not laid out yet', () => {
  expect(fitTiles(FIVE_HUNDRED, 0, 0).name).toBe('names');
});
