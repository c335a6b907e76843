/**
 * What a page's main thread does, task by task, in milliseconds of processor time: what a frame costs whatever else the
 * machine does meanwhile. From Chromium's own tracing.
 */
import { readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

export interface Task {
  readonly ms: number;
  /** What took it, longest first: the trace's name of an event, and its time without that of events inside it. */
  readonly parts: readonly (readonly [name: string, ms: number])[];
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds: when, how long by the clock, how long by the processor. */
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly data?: { readonly frames?: readonly { readonly processId: number }[] } };
}

/** @param keep a file for the trace, for the performance panel of Chromium's tools; with it, functions are sampled too */
export async function traced(page: Page, run: () => Promise<void>, keep?: string): Promise<readonly Task[]> {
  const browser = page.context().browser();
  if (browser === null) throw new Error('a page without a browser');
  const path = keep ?? join(tmpdir(), `wssp-trace-${process.pid}.json`);
  const categories = ['devtools.timeline', 'disabled-by-default-devtools.timeline', 'v8', 'toplevel'];
  if (keep !== undefined) categories.push('disabled-by-default-v8.cpu_profiler');
  await browser.startTracing(page, { path, categories });
  await run();
  await browser.stopTracing();
  const { traceEvents } = JSON.parse(await readFile(path, 'utf8')) as { readonly traceEvents: readonly TraceEvent[] };
  if (keep === undefined) await rm(path);
  return tasksOf(traceEvents);
}

function tasksOf(events: readonly TraceEvent[]): readonly Task[] {
  const start = events.find(({ name }) => name === 'TracingStartedInBrowser');
  const pid = start?.args?.data?.frames?.[0]?.processId;
  if (pid === undefined) throw new Error('the trace does not say whose it is');
  // The main thread of a process has its number.
  return tasksOfThread(events.filter((event) => event.ph === 'X' && event.pid === pid && event.tid === pid));
}
export const total = (tasks: readonly Task[]): number => tasks.reduce((sum, { ms }) => sum + ms, 0);

function tasksOfThread(events: readonly TraceEvent[]): readonly Task[] {
  // What begins first comes first; of two that begin together, the longer holds the other.
  const inOrder = [...events].sort((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0));
  const tasks: Task[] = [];
  const open: { readonly event: TraceEvent; inside: number }[] = [];
  let parts = new Map<string, number>();
  const close = (until: number): void => {
    for (let last = open.at(-1); last !== undefined; last = open.at(-1)) {
      if (last.event.ts + (last.event.dur ?? 0) > until) return;
      open.pop();
      const { tdur = 0, name } = last.event;
      const own = Math.max(0, tdur - last.inside) / 1000;
      const outer = open.at(-1);
      if (outer !== undefined) outer.inside += tdur;
      parts.set(name, (parts.get(name) ?? 0) + own);
      if (name === 'RunTask') {
        tasks.push({ ms: tdur / 1000, parts: [...parts].sort(([, a], [, b]) => b - a) });
        parts = new Map();
      }
    }
  };
  for (const event of inOrder) {
    close(event.ts);
    if (open.length === 0 && event.name !== 'RunTask') continue;
    open.push({ event, inside: 0 });
  }
  close(Number.POSITIVE_INFINITY);
  return tasks;
}
