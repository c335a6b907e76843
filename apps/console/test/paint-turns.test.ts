/** However much there is to paint, a frame is not held up by it, and everything is painted in the end. */
import { expect, it } from 'vitest';
import { type Painter, paintTurns, TURN_MS } from '../src/pages/wallboard/paint-turns.ts';

/** A screen whose time passes only by painting. */
function screen() {
  let now = 0;
  let next: (() => void) | null = null;
  const turns = paintTurns({
    now: () => now,
    frame(run) {
      expect(next).toBeNull();
      next = run;
    },
  });
  return {
    turns,
    pass: (ms: number) => {
      now += ms;
    },
    /** How long it took. */
    frame(): number {
      const run = next;
      const begun = now;
      next = null;
      run?.();
      return now - begun;
    },
    get asked(): boolean {
      return next !== null;
    },
  };
}
/** Has so many tiles to paint, a millisecond each. */
function painterOf(tiles: number, pass: (ms: number) => void): Painter & { left: number } {
  return {
    left: tiles,
    paint(enough) {
      while (this.left > 0) {
        this.left -= 1;
        pass(1);
        if (enough()) break;
      }
      return this.left === 0;
    },
  };
}

it('paints over as many frames as it takes, and asks for no more', () => {
  const { turns, pass, frame, ...rest } = screen();
  const painter = painterOf(3 * TURN_MS, pass);
  turns.want(painter);
  turns.want(painter);
  for (let n = 0; n < 3; n += 1) expect(frame()).toBe(TURN_MS);
  expect(painter.left).toBe(0);
  expect(frame()).toBe(0);
  expect(rest.asked).toBe(false);
});

it('gives everyone a turn: a large one does not keep the others from theirs', () => {
  const { turns, pass, frame } = screen();
  const large = painterOf(1000, pass);
  const small = painterOf(1, pass);
  turns.want(large);
  turns.want(small);
  frame();
  frame();
  expect(small.left).toBe(0);
  expect(large.left).toBeGreaterThan(0);
});

it('paints for nobody who has gone', () => {
  const { turns, pass, frame } = screen();
  const painter = painterOf(5, pass);
  turns.want(painter);
  turns.leave(painter);
  expect(frame()).toBe(0);
  expect(painter.left).toBe(5);
});
