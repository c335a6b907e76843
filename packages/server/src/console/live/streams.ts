/**
 * The streams of the live board. One look at the state a second for everybody, none while nobody watches; differences
 * are made and written as text once for each group of viewers who may see the same.
 */
import type { ServerResponse } from 'node:http';
import type { Board } from '@wssoftphone/engine';
import type { Clock } from '../../ports/clock.ts';
import type { Sight } from '../sight.ts';
import { LIVE_LIMITS } from './limits.ts';
import { changeOf, type Picture, pictureOf, seenBy, wholeOf } from './picture.ts';
import type { Today } from './today.ts';

export interface LiveParts {
  readonly board: () => Promise<Board | null>;
  readonly today: Today;
  readonly clock: Clock;
}
export interface Viewer {
  readonly response: ServerResponse;
  readonly sight: Sight;
  /** False: the session is over, or sees something else by now. */
  readonly stands: () => Promise<boolean>;
}
interface Group {
  readonly sight: Sight;
  readonly viewers: Set<Viewer>;
  seen: Picture | null;
}

export class LiveStreams {
  readonly #parts: LiveParts;
  readonly #groups = new Map<string, Group>();
  /** Came since the last look: they are told everything first. */
  readonly #fresh = new Set<Viewer>();
  readonly #viewers = new Set<Viewer>();
  #picture: Picture | null = null;
  #lookedAt = Number.NEGATIVE_INFINITY;
  #cancels: (() => void)[] = [];
  /** Changes whenever watching begins or ends: what is under way from before is not gone on with. */
  #watch = 0;

  constructor(parts: LiveParts) {
    this.#parts = parts;
  }

  get full(): boolean {
    return this.#viewers.size >= LIVE_LIMITS.viewers;
  }
  get size(): number {
    return this.#viewers.size;
  }

  add(viewer: Viewer): void {
    const { response, sight } = viewer;
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      // A proxy that collects what it passes on would hold the board back.
      'x-accel-buffering': 'no',
      connection: 'keep-alive',
    });
    response.flushHeaders();
    response.on('error', () => this.#remove(viewer));
    response.on('close', () => this.#remove(viewer));
    const first = this.#viewers.size === 0;
    const group = this.#groups.get(sight.key) ?? { sight, viewers: new Set<Viewer>(), seen: null };
    this.#groups.set(sight.key, group);
    group.viewers.add(viewer);
    this.#viewers.add(viewer);
    if (first) this.#begin();
    if (this.#picture === null) this.#fresh.add(viewer);
    else {
      group.seen ??= seenBy(sight, this.#picture);
      this.#write(viewer, frame('board', wholeOf(group.seen)));
    }
  }

  close(): void {
    for (const { response } of this.#viewers) response.end();
    this.#viewers.clear();
    this.#groups.clear();
    this.#end();
  }

  #begin(): void {
    this.#watch += 1;
    const watch = this.#watch;
    const { clock, today } = this.#parts;
    this.#picture = null;
    this.#every(LIVE_LIMITS.heartbeatMs, () => {
      for (const viewer of this.#viewers) this.#write(viewer, 'event: beat\ndata: 0\n\n');
    });
    this.#every(LIVE_LIMITS.sessionCheckMs, () => this.#check());
    // Whoever comes and goes quickly makes nobody look more often.
    const wait = Math.max(0, this.#lookedAt + LIVE_LIMITS.lookMs - clock.now());
    const look = async (): Promise<void> => {
      if (watch !== this.#watch) return;
      const began = clock.now();
      await this.#look(watch);
      if (watch === this.#watch) this.#after(Math.max(1, began + LIVE_LIMITS.lookMs - clock.now()), () => void look());
    };
    let begun = false;
    const start = (): void => {
      if (begun || watch !== this.#watch) return;
      begun = true;
      this.#after(wait, () => void look());
    };
    // The first board has the numbers of the day in it, unless the database takes its time.
    void today.watch().then(start);
    this.#after(LIVE_LIMITS.lookMs, start);
  }
  #end(): void {
    this.#watch += 1;
    for (const cancel of this.#cancels.splice(0)) cancel();
    this.#parts.today.rest();
    this.#fresh.clear();
    this.#picture = null;
  }

  async #look(watch: number): Promise<void> {
    const { board: read, today, clock } = this.#parts;
    const board = await read();
    if (watch !== this.#watch) return;
    this.#lookedAt = clock.now();
    if (board === null) return;
    const picture = pictureOf(this.#lookedAt, board, today.numbers, this.#picture);
    this.#picture = picture;
    for (const group of this.#groups.values()) this.#show(group, picture);
    this.#fresh.clear();
  }

  #show(group: Group, picture: Picture): void {
    const before = group.seen;
    const now = seenBy(group.sight, picture);
    group.seen = now;
    const change = before && changeOf(before, now);
    const text = change ? frame('change', change) : null;
    let whole: string | null = null;
    for (const viewer of group.viewers) {
      if (this.#fresh.has(viewer)) {
        whole ??= frame('board', wholeOf(now));
        this.#write(viewer, whole);
      } else if (text !== null) this.#write(viewer, text);
    }
  }

  #check(): void {
    for (const viewer of this.#viewers) {
      viewer.stands().then(
        (stands) => {
          if (stands) return;
          viewer.response.end();
          this.#remove(viewer);
        },
        // The database that knows is away: nobody is sent out for that.
        () => undefined,
      );
    }
  }

  #write(viewer: Viewer, text: string): void {
    const { response } = viewer;
    if (response.writableLength > LIVE_LIMITS.backlogBytes) {
      response.destroy();
      this.#remove(viewer);
    } else response.write(text);
  }
  #remove(viewer: Viewer): void {
    if (!this.#viewers.delete(viewer)) return;
    this.#fresh.delete(viewer);
    const group = this.#groups.get(viewer.sight.key);
    group?.viewers.delete(viewer);
    if (group?.viewers.size === 0) this.#groups.delete(viewer.sight.key);
    if (this.#viewers.size === 0) this.#end();
  }

  #every(ms: number, run: () => void): void {
    this.#after(ms, () => {
      run();
      this.#every(ms, run);
    });
  }
  #after(ms: number, run: () => void): void {
    const watch = this.#watch;
    const cancel = this.#parts.clock.after(ms, () => {
      this.#cancels = this.#cancels.filter((one) => one !== cancel);
      if (watch === this.#watch) run();
    });
    this.#cancels.push(cancel);
  }
}

const frame = (event: 'board' | 'change', data: object): string => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
