import { describe, expect, it } from 'vitest';
import { createRandom } from '../src/random.ts';

const draw = (seed: number): number[] => {
  const random = createRandom(seed);
  return Array.from({ length: 50 }, () => random.next());
};

describe('seeded randomness', () => {
  it('gives the same numbers for the same seed and others for another', () => {
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
    expect(new Set(draw(7)).size).toBe(50);
  });

  it('splits into generators that do not depend on what was drawn before', () => {
    const fresh = createRandom(3).split('switch').next();
    const used = createRandom(3);
    for (let i = 0; i < 10; i += 1) used.next();
    expect(used.split('switch').next()).toBe(fresh);
    expect(used.split('people').next()).not.toBe(fresh);
  });

  it('keeps to its bounds and means', () => {
    const random = createRandom(1);
    let sum = 0;
    for (let i = 0; i < 20_000; i += 1) {
      const value = random.between(3, 6);
      expect(value >= 3 && value <= 6).toBe(true);
      sum += random.exponential(100);
    }
    expect(sum / 20_000).toBeGreaterThan(95);
    expect(sum / 20_000).toBeLessThan(105);
    expect(
      random.weighted([
        [0, 'never'],
        [1, 'always'],
      ]),
    ).toBe('always');
    expect(random.hex(40)).toMatch(/^[0-9a-f]{40}$/);
    expect(() => random.pick([])).toThrow(RangeError);
  });
});
