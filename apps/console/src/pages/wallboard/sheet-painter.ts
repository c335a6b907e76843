/**
 * Paints the tiles of some agents on one canvas, row by row. Only what differs from what stands there is painted: five
 * hundred elements that move and count once a second kept a browser busy for 40 ms at a time, which is three frames.
 */
import type { LiveAgent } from '@wssoftphone/protocol/console';
import { groupOf } from '../../lib/agent-states.ts';
import { duration } from '../../lib/clock.ts';
import { cutter, type Measure } from './cut-name.ts';
import { TILE_GAP } from './fit-tiles.ts';
import type { Painter } from './paint-turns.ts';
import { SHEET_ROWS } from './sheets.ts';
import { isBare, isRoomy, type TileLook } from './tile-look.ts';

export interface TileWords {
  readonly name: string;
  /** A second line, where there is room. */
  readonly about: string;
}
/** What is used of a canvas. */
export type Brush = Pick<
  CanvasRenderingContext2D,
  'fillRect' | 'fillText' | 'measureText' | 'setTransform' | 'fillStyle' | 'font' | 'textAlign' | 'textBaseline'
>;

/** A tile as it stands on the canvas. */
interface Painted {
  readonly agent: LiveAgent;
  readonly seconds: number;
}

const BORDER = 3;
const AFTER_NAME = 4;
/** Of the second line, beside the first. */
const SMALLER = 0.86;

export class SheetPainter implements Painter {
  readonly #brush: Brush;
  readonly #wordsOf: (agent: LiveAgent) => TileWords;
  readonly #serverNow: () => number;
  #look: TileLook;
  #pen: Pen;
  #agents: readonly LiveAgent[] = [];
  #painted: (Painted | undefined)[] = [];
  /** Where the last turn ended. */
  #next = 0;

  constructor(brush: Brush, look: TileLook, wordsOf: (agent: LiveAgent) => TileWords, serverNow: () => number) {
    this.#brush = brush;
    this.#wordsOf = wordsOf;
    this.#serverNow = serverNow;
    this.#look = look;
    this.#pen = penOf(brush, look);
  }

  show(agents: readonly LiveAgent[]): void {
    this.#agents = agents;
  }
  /** Another look, other words, or a canvas that is empty again: all of it is painted anew. */
  afresh(look: TileLook): void {
    this.#look = look;
    this.#pen = penOf(this.#brush, look);
    const { perRow, width, height, colours } = look;
    this.#painted = [];
    this.#brush.fillStyle = colours.ground;
    this.#brush.fillRect(0, 0, perRow * (width + TILE_GAP), SHEET_ROWS * (height + TILE_GAP));
  }

  paint(enough: () => boolean): boolean {
    const now = this.#serverNow();
    const places = Math.max(this.#agents.length, this.#painted.length);
    for (let looked = 0; looked < places; looked += 1) {
      const place = (this.#next + looked) % places;
      if (!this.#paintAt(place, now) || looked === places - 1 || !enough()) continue;
      this.#next = place + 1;
      return false;
    }
    this.#painted.length = this.#agents.length;
    this.#next = 0;
    return true;
  }

  /** Which agent's tile is there. */
  at(x: number, y: number): LiveAgent | null {
    const { perRow, width, height } = this.#look;
    const [column, row] = [Math.floor(x / (width + TILE_GAP)), Math.floor(y / (height + TILE_GAP))];
    if (column < 0 || column >= perRow || row < 0) return null;
    return this.#agents[row * perRow + column] ?? null;
  }

  /** False: it stands there already. */
  #paintAt(place: number, now: number): boolean {
    const agent = this.#agents[place];
    const before = this.#painted[place];
    if (agent === undefined) {
      if (before === undefined) return false;
      this.#painted[place] = undefined;
      this.#box(place, this.#look.colours.ground);
      return true;
    }
    const seconds = isBare(this.#look.size) ? 0 : Math.max(0, Math.floor((now - agent.since) / 1000));
    if (before?.agent === agent && before.seconds === seconds) return false;
    this.#painted[place] = { agent, seconds };
    this.#tile(place, agent, seconds);
    return true;
  }

  #tile(place: number, agent: LiveAgent, seconds: number): void {
    const { size, width, height, colours } = this.#look;
    const { inset } = size;
    const { name, about } = this.#wordsOf(agent);
    const [x, y] = this.#box(place, colours.tile);
    const brush = this.#brush;
    const pen = this.#pen;
    brush.fillStyle = colours.tones[groupOf(agent.state)];
    brush.fillRect(x, y, pen.snap(BORDER), pen.snap(height));

    const roomy = isRoomy(size);
    const line = roomy ? height / 2 - 2 : height;
    const middle = y + line / 2 + (roomy ? 2 : 0);
    let room = width - BORDER - 2 * inset;
    if (!isBare(size)) {
      const time = duration(seconds * 1000);
      brush.font = pen.plain;
      brush.textAlign = 'right';
      brush.fillStyle = colours.faint;
      brush.fillText(time, x + width - inset, middle);
      room -= pen.widthOfTime(time) + AFTER_NAME;
    }
    brush.textAlign = 'left';
    if (roomy) {
      brush.font = pen.small;
      brush.fillStyle = colours.faint;
      brush.fillText(pen.cutAbout(about), x + BORDER + inset, middle + line);
    }
    brush.font = pen.bold;
    brush.fillStyle = colours.name;
    brush.fillText(pen.cutName(name, room), x + BORDER + inset, middle);
  }

  #box(place: number, colour: string): readonly [x: number, y: number] {
    const { perRow, width, height } = this.#look;
    const x = this.#pen.snap((place % perRow) * (width + TILE_GAP));
    const y = this.#pen.snap(Math.floor(place / perRow) * (height + TILE_GAP));
    this.#brush.fillStyle = colour;
    this.#brush.fillRect(x, y, this.#pen.snap(width), this.#pen.snap(height));
    return [x, y];
  }
}

/** Fonts and measures of one look. */
interface Pen {
  readonly plain: string;
  readonly bold: string;
  readonly small: string;
  /** The nearest edge of a pixel of the screen: between two, a box is blurred. */
  snap(value: number): number;
  widthOfTime(time: string): number;
  cutName(name: string, room: number): string;
  cutAbout(text: string): string;
}

function penOf(brush: Brush, { size, width, family, ratio }: TileLook): Pen {
  brush.setTransform(ratio, 0, 0, ratio, 0, 0);
  brush.textBaseline = 'middle';
  const { font, inset } = size;
  const plain = `${font}px ${family}`;
  const bold = size.bold ? `600 ${plain}` : plain;
  const small = `${font * SMALLER}px ${family}`;
  const measure =
    (letters: string): Measure =>
    (text) => {
      brush.font = letters;
      return brush.measureText(text).width;
    };
  const measureTime = remembered(measure(plain));
  const cutters = new Map<number, (name: string) => string>();
  const cutAbout = cutter(width - BORDER - 2 * inset, measure(small));
  return {
    plain,
    bold,
    small,
    snap: (value) => Math.round(value * ratio) / ratio,
    // Digits are of one width: as many kinds of time as there are lengths of it.
    widthOfTime: (time) => measureTime(time.replace(/\d/g, '0')),
    cutName(name, room) {
      let cut = cutters.get(room);
      if (cut === undefined) {
        cut = cutter(room, measure(bold));
        cutters.set(room, cut);
      }
      return cut(name);
    },
    cutAbout,
  };
}

/** For the few texts there are of a kind. */
function remembered(measure: Measure): Measure {
  const known = new Map<string, number>();
  return (text) => {
    let width = known.get(text);
    if (width === undefined) {
      width = measure(text);
      known.set(text, width);
    }
    return width;
  };
}
