/** What stands on the canvas is what is known of the agents, and only what differs is painted. */
import type { LiveAgent } from '@wssoftphone/protocol/console';
import { beforeEach, expect, it } from 'vitest';
import { GROUPS, type Group } from '../src/lib/agent-states.ts';
import { TILE_GAP, TILE_SIZES, type TileSize } from '../src/pages/wallboard/fit-tiles.ts';
import { type Brush, SheetPainter } from '../src/pages/wallboard/sheet-painter.ts';
import { SHEET_ROWS, sheetsOf } from '../src/pages/wallboard/sheets.ts';
import type { TileLook } from '../src/pages/wallboard/tile-look.ts';

const LETTER = 6;
const GROUND = 'ground';
const [IDLE, TALK] = [3, 6];

/** A canvas that knows what was painted last on each place, by the corner of its box. */
class Canvas implements Brush {
  fillStyle = '';
  font = '';
  textAlign: CanvasTextAlign = 'start';
  textBaseline: CanvasTextBaseline = 'alphabetic';
  painted = 0;
  readonly boxes = new Map<string, { colour: string; tone: string; texts: string[] }>();
  #last = '';

  setTransform(): void {}
  measureText(text: string): TextMetrics {
    return { width: [...text].length * LETTER } as TextMetrics;
  }
  fillRect(x: number, y: number, width: number): void {
    const box = this.boxes.get(this.#last);
    // The bar at a tile's left edge.
    if (width === 3 && box !== undefined) box.tone = this.fillStyle;
    else if (width > 1000) this.boxes.clear();
    else {
      this.painted += 1;
      this.#last = `${x},${y}`;
      this.boxes.set(this.#last, { colour: this.fillStyle, tone: '', texts: [] });
    }
  }
  fillText(text: string): void {
    this.boxes.get(this.#last)?.texts.push(text);
  }
}

const sized = (name: TileSize['name']): TileSize => {
  const size = TILE_SIZES.find((one) => one.name === name);
  if (size === undefined) throw new Error(name);
  return size;
};
function lookOf(name: TileSize['name'], colour = 'tile'): TileLook {
  const size = sized(name);
  const tones = Object.fromEntries(GROUPS.map((group) => [group, group])) as Record<Group, string>;
  const colours = { ground: GROUND, tile: colour, name: 'name', faint: 'faint', tones };
  return { size, width: size.width, height: size.height, perRow: 14, family: 'sans', colours, ratio: 1 };
}
const agentOf = (n: number, state = IDLE, since = 0): LiveAgent => ({
  agentId: String(n),
  name: `Agent ${n}`,
  ins: String(6000 + n),
  dept: '1',
  state,
  since,
  leaveReason: null,
  workMode: '0',
  skills: [],
  callId: null,
});
const agentsOf = (count: number): LiveAgent[] => Array.from({ length: count }, (_, n) => agentOf(n));

const never = (): boolean => false;
let canvas: Canvas;
let now: number;
beforeEach(() => {
  canvas = new Canvas();
  now = 0;
});
const painterOf = (look: TileLook): SheetPainter =>
  new SheetPainter(
    canvas,
    look,
    ({ name, agentId }) => ({ name, about: `no. ${agentId}` }),
    () => now,
  );
const cornerOf = (place: number, { perRow, width, height }: TileLook): string =>
  `${(place % perRow) * (width + TILE_GAP)},${Math.floor(place / perRow) * (height + TILE_GAP)}`;
/** What stands on the canvas, place by place. */
const standing = (look: TileLook, places: number) =>
  Array.from({ length: places }, (_, place) => canvas.boxes.get(cornerOf(place, look)));

it('shows each agent with name, time in state, and the colour of the state', () => {
  const look = lookOf('normal');
  const painter = painterOf(look);
  now = 65_000;
  painter.show([agentOf(1), agentOf(2, TALK, 60_000)]);
  expect(painter.paint(never)).toBe(true);
  const [first, second] = standing(look, 2);
  expect(first).toEqual({ colour: 'tile', tone: 'idle', texts: ['1:05', 'Agent 1'] });
  expect(second).toEqual({ colour: 'tile', tone: 'talk', texts: ['0:05', 'Agent 2'] });
});

it('paints again only the tile whose time or agent has changed', () => {
  const painter = painterOf(lookOf('dense'));
  const agents = [agentOf(1, IDLE, 0), agentOf(2, IDLE, 500)];
  painter.show(agents);
  painter.paint(never);
  canvas.painted = 0;
  now = 400;
  painter.paint(never);
  expect(canvas.painted).toBe(0);
  now = 1000;
  painter.paint(never);
  expect(canvas.painted).toBe(1);
  painter.show([...agents, agentOf(3, TALK, 1000)]);
  painter.paint(never);
  expect(canvas.painted).toBe(2);
});

it('takes away the tiles of those who have gone, and moves up who comes after them', () => {
  const look = lookOf('dense');
  const painter = painterOf(look);
  const agents = agentsOf(5);
  painter.show(agents);
  painter.paint(never);
  painter.show(agents.slice(1, 4));
  painter.paint(never);
  const names = standing(look, 5).map((box) => box?.texts[1]);
  expect(names).toEqual(['Agent 1', 'Agent 2', 'Agent 3', undefined, undefined]);
  expect(standing(look, 5)[4]?.colour).toBe(GROUND);
});

it('stands the same in the end whether it was painted at once or a tile at a time, while agents come and go', () => {
  const look = lookOf('tiny');
  const whole = painterOf(look);
  const others = new Canvas();
  const bit = new SheetPainter(
    others,
    look,
    ({ name }) => ({ name, about: '' }),
    () => now,
  );
  for (let turn = 0; turn < 40; turn += 1) {
    const agents = agentsOf(80).filter((_, n) => (n * 7 + turn * 5) % 11 < 6);
    now = turn * 700;
    whole.show(agents);
    bit.show(agents);
    // Sometimes it is not finished when the next comes.
    for (let n = 0; n < (turn % 3) * 20; n += 1) bit.paint(() => true);
  }
  whole.paint(never);
  let turns = 1;
  while (!bit.paint(() => true)) turns += 1;
  expect(turns).toBeLessThan(200);
  const seen = (boxes: Canvas['boxes']) => new Map([...boxes].filter(([, { colour }]) => colour !== GROUND));
  expect(seen(others.boxes)).toEqual(seen(canvas.boxes));
});

it('is painted anew in another look, and in another size says what has room', () => {
  const painter = painterOf(lookOf('normal'));
  painter.show([agentOf(7)]);
  painter.paint(never);
  const dark = lookOf('normal', 'dark');
  painter.afresh(dark);
  painter.paint(never);
  expect(standing(dark, 1)[0]?.colour).toBe('dark');

  const large = lookOf('large');
  painter.afresh(large);
  painter.paint(never);
  expect(standing(large, 1)[0]?.texts).toEqual(['0:00', 'no. 7', 'Agent 7']);

  const names = lookOf('names');
  painter.afresh(names);
  painter.paint(never);
  expect(standing(names, 1)[0]?.texts).toEqual(['Agent 7']);
  canvas.painted = 0;
  now = 90_000;
  painter.paint(never);
  // No time, so nothing that runs.
  expect(canvas.painted).toBe(0);
});

it('cuts a name where its time begins, however long that is by now', () => {
  const look = lookOf('dense');
  const painter = painterOf(look);
  const long = { ...agentOf(1), name: 'Bartholomew Featherstonehaugh' };
  const room = look.width - 3 - 2 * look.size.inset - 4;
  for (const [at, time] of [
    [7_000, '0:07'],
    [600_000, '10:00'],
    [3_600_000, '1:00:00'],
  ] as const) {
    now = at;
    painter.show([long]);
    painter.paint(never);
    const [shownTime, name = ''] = standing(look, 1)[0]?.texts ?? [];
    expect(shownTime).toBe(time);
    expect(name).toMatch(/^Barth.*…$/);
    expect(name.length * LETTER).toBeLessThanOrEqual(room - time.length * LETTER);
    expect((name.length + 1) * LETTER).toBeGreaterThan(room - time.length * LETTER);
  }
});

it('knows whose tile is under the mouse', () => {
  const look = lookOf('dense');
  const painter = painterOf(look);
  const agents = agentsOf(20);
  painter.show(agents);
  const [width, height] = [look.width + TILE_GAP, look.height + TILE_GAP];
  expect(painter.at(5, 5)).toBe(agents[0]);
  expect(painter.at(width * 3 + 1, height + 1)).toBe(agents[17]);
  expect(painter.at(width * 13 + 1, height + 1)).toBeNull();
  expect(painter.at(width * 14 + 1, 1)).toBeNull();
  expect(painter.at(-1, 1)).toBeNull();
});

it('never shows a time below nought, whatever the clocks say', () => {
  const look = lookOf('dense');
  const painter = painterOf(look);
  painter.show([agentOf(1, IDLE, 5_000)]);
  painter.paint(never);
  expect(standing(look, 1)[0]?.texts[0]).toBe('0:00');
});

it('spreads a large group over sheets, each agent on one', () => {
  for (const count of [0, 1, 167, 168, 169, 5000]) {
    const agents = agentsOf(count);
    const sheets = sheetsOf(agents, 14);
    expect(sheets.flat()).toEqual(agents);
    expect(sheets.length).toBe(Math.max(1, Math.ceil(count / (14 * SHEET_ROWS))));
  }
});
