/** Tiles of the wallboard do not jump: they shrink when they must, and grow when there has been room for a while. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type EffectScope, effectScope, nextTick, shallowRef } from 'vue';
import { cutTo } from '../src/pages/wallboard/cut-name.ts';
import { GROW_AFTER_MS, useSteadyTiles } from '../src/pages/wallboard/steady-tiles.ts';

const FEW = [10];
const MANY = [180];
const MORE = [100];
let scope: EffectScope;
beforeEach(() => {
  vi.useFakeTimers();
  scope = effectScope();
});
afterEach(() => {
  scope.stop();
  vi.useRealTimers();
});

function steady(first: readonly number[]) {
  const counts = shallowRef<readonly number[]>(first);
  const room = shallowRef({ width: 1300, height: 300 });
  const tiles = scope.run(() => useSteadyTiles(counts, room, () => true));
  if (tiles === undefined) throw new Error('no scope');
  const say = async (next: readonly number[]) => {
    counts.value = next;
    await nextTick();
    return tiles.value.size.name;
  };
  return { tiles, room, say };
}

it('shrinks at once and grows after a while', async () => {
  const { tiles, say } = steady(FEW);
  expect(tiles.value.size.name).toBe('large');
  expect(await say(MANY)).toBe('tiny');
  expect(await say(FEW)).toBe('tiny');
  vi.advanceTimersByTime(GROW_AFTER_MS - 1);
  expect(tiles.value.size.name).toBe('tiny');
  vi.advanceTimersByTime(1);
  expect(tiles.value.size.name).toBe('large');
});

it('grows only as far as there was room all the time, and not at all when it was needed again', async () => {
  const { tiles, say } = steady(MANY);
  await say(FEW);
  await say(MORE);
  await say(FEW);
  vi.advanceTimersByTime(GROW_AFTER_MS);
  expect(tiles.value.size.name).toBe('dense');

  await say(MANY);
  await say(FEW);
  await say(MANY);
  vi.advanceTimersByTime(GROW_AFTER_MS);
  expect(tiles.value.size.name).toBe('tiny');
});

it('takes another place, and the first agents, as they are', async () => {
  const { tiles, room, say } = steady([]);
  expect(await say(MANY)).toBe('tiny');
  room.value = { width: 3000, height: 1200 };
  await nextTick();
  expect(tiles.value.size.name).toBe('large');
});

it('cuts names to their place by letters, and leaves those that fit', () => {
  const each = (text: string) => [...text].length * 10;
  expect(cutTo('员工八八八', 50, each)).toBe('员工八八八');
  expect(cutTo('员工八八八', 49, each)).toBe('员工八…');
  expect(cutTo('Anna Maria', 60, each)).toBe('Anna…');
  expect(cutTo('𠮷𠮷𠮷', 20, each)).toBe('𠮷…');
  expect(cutTo('员工', 1, each)).toBe('员…');
});
