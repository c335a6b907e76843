/**
 * Turns of painting, one frame after the other: however much there is to paint at once, a frame gives it only so many
 * milliseconds, and what is left waits for the next.
 */

export interface Painter {
  /** Paints what is not painted yet; stops soon after `enough` says so. False: something is left. */
  paint(enough: () => boolean): boolean;
}
export interface Turns {
  /** `painter` has something to paint. Asking again before its turn changes nothing. */
  want(painter: Painter): void;
  /** It is gone: whatever it still wanted. */
  leave(painter: Painter): void;
}
export interface Screen {
  /** Milliseconds. */
  now(): number;
  /** Once, before the next frame. */
  frame(run: () => void): void;
}

/** Of a frame's 16; the browser takes about as long again to put on the screen what was painted in it. */
export const TURN_MS = 4;

export function paintTurns({ now, frame }: Screen): Turns {
  /** In the order in which they are to come. */
  const waiting = new Set<Painter>();
  let asked = false;
  const ask = (): void => {
    if (asked || waiting.size === 0) return;
    asked = true;
    frame(turn);
  };
  function turn(): void {
    asked = false;
    const end = now() + TURN_MS;
    const enough = (): boolean => now() >= end;
    for (const painter of [...waiting]) {
      // Back to the end, should it not finish: a large one must not keep the others from theirs.
      waiting.delete(painter);
      if (!painter.paint(enough)) waiting.add(painter);
      if (enough()) break;
    }
    ask();
  }
  return {
    want(painter) {
      waiting.add(painter);
      ask();
    },
    leave(painter) {
      waiting.delete(painter);
    },
  };
}
