/**
 * Seeded randomness: sfc32, splittable by label, so that adding a draw in one actor does not shift every other actor.
 * The same seed gives the same numbers on every machine.
 */
export interface Random {
  /** An unsigned 32-bit integer. */
  next(): number;
  /** In [0, 1). */
  float(): number;
  /** An integer in [0, bound). */
  below(bound: number): number;
  /** An integer in [from, to], both included. */
  between(from: number, to: number): number;
  chance(probability: number): boolean;
  /** One of a non-empty list. */
  pick<T>(list: readonly T[]): T;
  /** One of a list of [weight, value]; weights are not negative and not all zero. */
  weighted<T>(choices: readonly (readonly [number, T])[]): T;
  /** Exponentially distributed with this mean, rounded to an integer, at least 0 and at most twelve times the mean. */
  exponential(mean: number): number;
  hex(digits: number): string;
  /** A generator of its own; the same label on the same seed gives the same generator. */
  split(label: string): Random;
}

/** Every two digits, made once: few enough to stay in the processor's cache. */
const HEX = Array.from({ length: 0x100 }, (_, bits) => bits.toString(16).padStart(2, '0'));

/** 32-bit FNV-1a of a text. */
export function hashText(text: string, start = 0x811c9dc5): number {
  let hash = start;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** SplitMix32: spreads a small seed over the whole state. */
function spread(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return (z ^ (z >>> 15)) >>> 0;
  };
}

export function createRandom(seed: number): Random {
  const origin = seed >>> 0;
  const fill = spread(origin);
  let a = fill();
  let b = fill();
  let c = fill();
  let counter = 1;
  const next = (): number => {
    const result = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + result;
    c |= 0;
    return result >>> 0;
  };
  for (let i = 0; i < 12; i += 1) next();
  const float = (): number => next() / 0x1_0000_0000;
  const below = (bound: number): number => Math.floor(float() * bound);
  return {
    next,
    float,
    below,
    between: (from, to) => from + below(to - from + 1),
    chance: (probability) => float() < probability,
    pick: <T>(list: readonly T[]): T => {
      if (list.length === 0) throw new RangeError('pick from an empty list');
      return list[below(list.length)] as T;
    },
    weighted: <T>(choices: readonly (readonly [number, T])[]): T => {
      let total = 0;
      for (const [weight] of choices) total += weight;
      let left = float() * total;
      for (const [weight, value] of choices) {
        left -= weight;
        if (left < 0) return value;
      }
      const last = choices.findLast(([weight]) => weight > 0);
      if (!last) throw new RangeError('no choice has weight');
      return last[1];
    },
    exponential: (mean) => Math.min(12 * mean, Math.round(-mean * Math.log(1 - float()))),
    hex: (digits) => {
      let text = '';
      while (text.length < digits) {
        const bits = next();
        text += `${HEX[bits >>> 24]}${HEX[(bits >>> 16) & 0xff]}${HEX[(bits >>> 8) & 0xff]}${HEX[bits & 0xff]}`;
      }
      return text.length === digits ? text : text.slice(0, digits);
    },
    split: (label) => createRandom(hashText(label, (origin ^ 0x811c9dc5) >>> 0)),
  };
}
