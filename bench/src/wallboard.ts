/**
 * Frame times in Chromium of the console's wallboard (or its supervision) and of a page with one toolbar, while a centre
 * of many agents is busy; beside those of an empty page in the same browser, at the same time of the same run; and what
 * the main thread did meanwhile, and while the page opened. Prints Markdown.
 * Options: --page wallboard|supervision, --agents N, --calls N (a second), --seconds N, --screenshot FILE, --trace FILE.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import type { Page as BrowserPage } from 'playwright-core';
import { openBrowser } from '../../e2e/lib/browser.ts';
import { positive } from './arguments.ts';
import { type Task, total, traced } from './main-thread.ts';
import { inTurn, openPage, type Page } from './page.ts';
import { fixed, table, whole } from './stats.ts';
import { type CentreReady, type CentreSummary, TOOLBAR } from './wallboard-server.ts';

const { values } = parseArgs({
  options: {
    agents: { type: 'string', default: '500' },
    calls: { type: 'string', default: '20' },
    seconds: { type: 'string', default: '30' },
    page: { type: 'string', default: 'wallboard' },
    screenshot: { type: 'string' },
    trace: { type: 'string' },
  },
});
const agents = positive(values.agents, 'agents');
const pace = positive(values.calls, 'calls');
const seconds = positive(values.seconds, 'seconds');
const which = values.page;
if (which !== 'wallboard' && which !== 'supervision') throw new Error(`there is no page ${which}`);

/** Before it counts: calls have spread over the agents, charts have drawn, scripts are compiled. */
const WARM_MS = 15_000;
/** Agents who go on leave or come back, a second. */
const LEAVES_PER_SECOND = 5;
/** How long the main thread is traced; apart from the frames, because tracing costs something too. */
const TRACE_SECONDS = 20;
const OPENING_SECONDS = 4;
/** So many of the longest tasks are taken apart. */
const LONGEST = 3;
const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

interface Frames {
  /** Milliseconds between two frames, in order. */
  readonly gaps: readonly number[];
  /** Milliseconds of tasks above 50. */
  readonly longTasks: readonly number[];
}

/** In the page: counts until it is asked for. */
function countFrames(page: BrowserPage): Promise<void> {
  return page.evaluate(() => {
    const gaps: number[] = [];
    const longTasks: number[] = [];
    let last = performance.now();
    const frame = (now: number): void => {
      gaps.push(now - last);
      last = now;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame((now) => {
      last = now;
      requestAnimationFrame(frame);
    });
    const observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) longTasks.push(duration);
    });
    observer.observe({ type: 'longtask', buffered: false });
    Object.assign(globalThis, { frames: { gaps, longTasks } });
  });
}
const framesOf = (page: BrowserPage): Promise<Frames> =>
  page.evaluate(() => (globalThis as unknown as { frames: Frames }).frames);

function startCentre(): ChildProcess {
  return fork(new URL('./wallboard-server.js', import.meta.url), { stdio: 'inherit' });
}
function message<T extends object>(child: ChildProcess, name: string): Promise<T> {
  return new Promise((resolve, reject) => {
    child.on('message', (said: T) => {
      if (name in said) resolve(said);
    });
    child.once('exit', (code) => reject(new Error(`the centre ended (${code})`)));
  });
}

/** Some agents go on leave, and come back after a while. */
function leaves(pages: readonly Page[]): () => void {
  let next = 0;
  const clock = setInterval(() => {
    const page = pages[(next * 37) % pages.length];
    next += 1;
    // Refused while the agent is in a call, which is as good: there is no answer to wait for.
    page?.tell(next % 2 === 0 ? 'ResumeWork' : 'Leave');
  }, 1000 / LEAVES_PER_SECOND);
  return () => clearInterval(clock);
}

const centre = startCentre();
const browser = await openBrowser();
try {
  const ready = message<CentreReady>(centre, 'ready');
  centre.send({ agents, pace });
  const { host, port } = (await ready).ready;
  const url = `http://${host}:${port}`;
  const pages = await inTurn(agents, (index) => openPage(`ws://${host}:${port}/WSAgentServer/websocket`, index));
  await inTurn(agents, (index) => pages[index]?.logOn() ?? Promise.resolve());

  const empty = await browser.page(`${url}/demo/icon.svg`);
  const toolbar = await browser.page();
  // Without the lab it is a CRM's page with the toolbar in it; the lab would draw every telephone of the centre.
  await toolbar.route(`${url}/lab`, (route) => route.fulfill({ status: 404 }));
  await toolbar.goto(`${url}/toolbar.html?agentId=${TOOLBAR.agentId}&ins=${TOOLBAR.ins}&logon=1`);
  await toolbar.waitForSelector('.state[data-status="online"][data-state="3"]');
  const wallboard = await browser.page(`${url}/console/sign-in`);
  await wallboard.setViewportSize({ width: 1920, height: 1080 });
  const signedIn = await wallboard.evaluate(async () => {
    const answer = await fetch('/api/console/sign-in/demo', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-wssp-console': '1' },
      body: '{"role":"supervisor"}',
    });
    return answer.status;
  });
  if (signedIn !== 200) throw new Error(`the sign-in was answered ${signedIn}`);
  await wallboard.goto(`${url}/console/${which}`);

  centre.send('go');
  const still = leaves(pages);
  await sleep(WARM_MS);
  const measured = [
    ['empty page', empty],
    [which, wallboard],
    ['toolbar', toolbar],
  ] as const;
  for (const [, page] of measured) await countFrames(page);
  const before = browser.complaints.length;
  await sleep(seconds * 1000);
  const frames = await Promise.all(measured.map(async ([name, page]) => ({ name, ...(await framesOf(page)) })));
  const complaints = browser.complaints.slice(before);
  if (values.screenshot) await wallboard.screenshot({ path: values.screenshot });
  const tasks = await traced(wallboard, () => sleep(TRACE_SECONDS * 1000), values.trace);
  // As a person comes: from another page of the console, whose scripts are there.
  await wallboard.click('nav a[href$="/records"]');
  await wallboard.waitForSelector('.grid');
  const opening = await traced(wallboard, async () => {
    await wallboard.click(`nav a[href$="/${which}"]`);
    await sleep(OPENING_SECONDS * 1000);
  });
  still();
  const summary = message<CentreSummary>(centre, 'summary');
  centre.send('stop');
  const { calls, liveMost, loopP99 } = (await summary).summary;
  for (const page of pages) page.close();

  const sums = frames.map(({ name, gaps, longTasks }) => ({ name, ...summaryOf(gaps), longTasks }));
  const [base] = sums;
  if (!base) throw new Error('nothing was measured');
  console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown CPU'}`);
  console.log(
    `\n${whole(agents)} agents, ${pace} calls a second for ${seconds} s after ${WARM_MS / 1000} s: ${whole(calls)} calls, ${whole(liveMost)} at once at most; the server's loop was late by ${fixed(loopP99, 1)} ms (p99).\n`,
  );
  const head = [
    'frame times',
    'frames',
    'p50 ms',
    '× empty',
    'p95 ms',
    '× empty',
    'max ms',
    '× empty',
    '> 50 ms',
    'long tasks',
    'longest ms',
  ];
  console.log(
    table(
      head,
      sums.map(({ name, count, p50, p95, max, slow, longTasks }) => [
        name,
        whole(count),
        fixed(p50, 1),
        fixed(p50 / base.p50),
        fixed(p95, 1),
        fixed(p95 / base.p95),
        fixed(max, 1),
        fixed(max / base.max),
        whole(slow),
        whole(longTasks.length),
        fixed(Math.max(0, ...longTasks), 0),
      ]),
    ),
  );
  console.log(`\nProcessor time of the main thread of the ${which}:\n`);
  tell(`in ${TRACE_SECONDS} s`, TRACE_SECONDS, tasks);
  tell('while it opens', OPENING_SECONDS, opening);
  for (const complaint of complaints) console.log(`\nThe browser complained: ${complaint}`);
} finally {
  await browser.close();
  if (centre.connected) centre.disconnect();
}

function summaryOf(gaps: readonly number[]) {
  const sorted = [...gaps].sort((a, b) => a - b);
  const at = (part: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
  return {
    count: gaps.length,
    p50: at(0.5),
    p95: at(0.95),
    max: sorted.at(-1) ?? 0,
    slow: gaps.filter((gap) => gap > 50).length,
  };
}

function tell(when: string, lasted: number, tasks: readonly Task[]): void {
  const { count, p95, max, slow } = summaryOf(tasks.map(({ ms }) => ms));
  const share = (total(tasks) / (lasted * 1000)) * 100;
  console.log(
    `- ${when}: ${fixed(share, 0)} % of a core; ${whole(count)} tasks, p95 ${fixed(p95, 1)} ms, longest ${fixed(max, 1)} ms, ${slow} above 50 ms.`,
  );
  for (const { ms, parts } of [...tasks].sort((a, b) => b.ms - a.ms).slice(0, LONGEST)) {
    const most = parts.filter(([, part]) => part >= 0.5).map(([what, part]) => `${what} ${fixed(part, 1)}`);
    console.log(`  - ${fixed(ms, 1)} ms: ${most.join(', ')}`);
  }
}
