/**
 * The load process: opens the connections, logs agents on where asked, then keeps one question of each connection under
 * way (throughput) or asks at a steady pace (round-trip times). Runs apart from what it measures; talks to its parent
 * by messages.
 */
import { inTurn, openPage, PATIENCE_MS, type Page, type Question } from './page.ts';
import { perSecond, Samples, type Summary } from './stats.ts';

export type { Question } from './page.ts';

export interface LoadOrder {
  readonly url: string;
  readonly connections: number;
  /** Init and Logon on each connection first. */
  readonly logOn: boolean;
  readonly questions: readonly Question[];
  /** Seconds of each part. */
  readonly seconds: number;
  /** Questions a second, over all connections, while round-trip times are taken. */
  readonly pace: number;
}
export interface LoadResult {
  readonly question: Question;
  /** Answers a second with one question of each connection under way. */
  readonly throughput: number;
  /** Milliseconds at the steady pace. */
  readonly roundTrip: Summary;
  /** Questions asked at the pace that came due while the one before was still under way on that connection. */
  readonly skipped: number;
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function throughput(pages: readonly Page[], question: Question, seconds: number): Promise<number> {
  let answers = 0;
  let running = true;
  const again = (page: Page): void => {
    page.ask(question, () => {
      answers += 1;
      if (running) again(page);
    });
  };
  for (const page of pages) again(page);
  await sleep(500);
  answers = 0;
  const started = performance.now();
  await sleep(seconds * 1000);
  const rate = perSecond(answers, performance.now() - started);
  running = false;
  await idle(pages);
  return rate;
}

/** Open loop: what is due is asked, however long the answers to others take. */
async function roundTrips(
  pages: readonly Page[],
  question: Question,
  seconds: number,
  pace: number,
): Promise<{ roundTrip: Summary; skipped: number }> {
  const samples = new Samples(Math.ceil(seconds * pace) + 1);
  let next = 0;
  let skipped = 0;
  const started = performance.now();
  while (performance.now() - started < seconds * 1000) {
    const due = Math.floor(((performance.now() - started) * pace) / 1000);
    while (next < due) {
      const page = pages[next % pages.length];
      next += 1;
      if (!page || page.busy) {
        skipped += 1;
        continue;
      }
      const asked = performance.now();
      page.ask(question, () => samples.add(performance.now() - asked));
    }
    await sleep(1);
  }
  await idle(pages);
  return { roundTrip: samples.summary(), skipped };
}

async function idle(pages: readonly Page[]): Promise<void> {
  const until = performance.now() + PATIENCE_MS;
  while (pages.some((page) => page.busy)) {
    if (performance.now() > until)
      throw new Error(`${pages.filter((page) => page.busy).length} questions were never answered`);
    await sleep(5);
  }
}

async function run(order: LoadOrder): Promise<LoadResult[]> {
  const pages = await inTurn(order.connections, (index) => openPage(order.url, index));
  try {
    if (order.logOn) await inTurn(pages.length, (index) => pages[index]?.logOn() ?? Promise.resolve());
    const results: LoadResult[] = [];
    for (const question of order.questions) {
      await roundTrips(pages, question, 1, order.pace);
      const { roundTrip, skipped } = await roundTrips(pages, question, order.seconds, order.pace);
      results.push({ question, throughput: await throughput(pages, question, order.seconds), roundTrip, skipped });
    }
    return results;
  } finally {
    for (const page of pages) page.close();
  }
}

process.on('message', (order: LoadOrder) => {
  run(order).then(
    (results) => process.send?.({ results }),
    (error: unknown) => process.send?.({ error: error instanceof Error ? error.message : String(error) }),
  );
});
process.on('disconnect', () => process.exit(0));
