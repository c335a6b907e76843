/** A page of the old control, without a browser: its PARAMs, its handlers by name, and every event it was told. */
import { WebSocket as NodeSocket } from 'ws';
import { OcxControl, type OcxPage } from '../../src/ocx/control.ts';
import type { OcxHandler } from '../../src/ocx/events.ts';
import { standAlone } from '../../src/ocx/face.ts';
import { ManualTime } from './page.ts';

/** The control as a page's script sees it: nothing is typed there. */
// biome-ignore lint/suspicious/noExplicitAny: an object of an untyped page
export type Face = Record<string, any>;

export class OldPage {
  readonly time = new ManualTime();
  readonly memory = new Map<string, string>();
  readonly problems: unknown[] = [];
  /** Functions of the page by the name of their event. */
  readonly functions: Record<string, OcxHandler> = {};
  readonly told: { readonly event: string; readonly values: readonly unknown[]; readonly self: unknown }[] = [];
  readonly control: OcxControl;
  readonly face: Face;
  #waiting: { readonly event: string; readonly nth: number; done(values: readonly unknown[]): void }[] = [];

  constructor(params: Record<string, string>, more: Partial<OcxPage> = {}) {
    const record = (event: string): OcxHandler => {
      const page = this;
      return function (this: unknown, ...values) {
        page.#record(event, values, this);
        return page.functions[event]?.apply(this, [...values]);
      };
    };
    const silent = new Set(['evtConfirmReplaceWebSocket']);
    const page: OcxPage = {
      server: '',
      secure: false,
      memory: { getItem: (key) => this.memory.get(key) ?? null, setItem: (key, value) => this.memory.set(key, value) },
      param: (name) => Object.entries(params).find(([key]) => key.toLowerCase() === name)?.[1],
      handlers: (event) => (silent.has(event) && !this.functions[event] ? [] : [record(event)]),
      report: (problem) => this.problems.push(problem),
      environment: {
        WebSocket: NodeSocket as unknown as typeof WebSocket,
        now: this.time.now,
        after: this.time.after,
        random: () => 1,
        storage: null,
        onWake: () => () => {},
      },
      ...more,
    };
    this.control = new OcxControl('csSoftPhone', page, () => this.face);
    this.face = standAlone(this.control);
  }

  /** Values of each telling of an event. */
  values(event: string): (readonly unknown[])[] {
    return this.told.filter((one) => one.event === event).map((one) => one.values);
  }
  /** Waits for the nth telling of an event; gives its values. */
  until(event: string, nth = 1): Promise<readonly unknown[]> {
    const found = this.values(event)[nth - 1];
    if (found) return Promise.resolve(found);
    return new Promise((done) => this.#waiting.push({ event, nth, done }));
  }

  #record(event: string, values: readonly unknown[], self: unknown): void {
    this.told.push({ event, values, self });
    const nth = this.values(event).length;
    const due = this.#waiting.filter((one) => one.event === event && one.nth === nth);
    this.#waiting = this.#waiting.filter((one) => !due.includes(one));
    for (const one of due) one.done(values);
  }
}
