/** The wallboard: what happens in the centre stands there within a second or two, and it says when it is not live. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AgentPage } from '../virtual/lib/agent-page.ts';
import type { DemoCentre } from '../virtual/lib/demo-centre.ts';
import { cleanInBothThemes } from './lib/axe.ts';
import { enter, openConsole } from './lib/console-centre.ts';

let centre: DemoCentre;
let page: Page;
let agent: AgentPage;
beforeAll(async () => {
  centre = await openConsole();
  page = await enter(centre, 'supervisor', '/wallboard');
  await page.waitForSelector('[data-live="live"]');
});
afterAll(() => centre?.close());

const figure = (name: string, text: string | number) =>
  page.waitForSelector(`[data-figure="${name}"]:text-is("${text}")`);
const cell = (skill: string, name: string, text: string | number) =>
  page.waitForSelector(`[data-skill="${skill}"] [data-cell="${name}"]:text-is("${text}")`);

it('shows a caller who waits for nobody, and says that this is bad', async () => {
  await figure('waiting', 0);
  const caller = await centre.customer('13800138000');
  await figure('waiting', 1);
  await cell('1001', 'waiting', 1);
  await page.waitForSelector('.figure[data-level="bad"]:has([data-figure="waiting"])');
  await caller.hangUp();
  await figure('waiting', 0);
});

it('follows an agent from ready through a call to wrap-up, with a running time, and counts the call', async () => {
  agent = await centre.agent('888', '6002');
  await page.waitForSelector('[data-group="idle"] [data-ins="6002"]:has-text("员工888")');
  await figure('ready', 1);
  const time = page.locator('[data-ins="6002"] .time');
  const before = await time.textContent();
  await page.waitForFunction((was) => document.querySelector('[data-ins="6002"] .time')?.textContent !== was, before);
  const caller = await centre.customer('13800138000');
  await page.waitForSelector('[data-group="ringing"] [data-ins="6002"]');
  await agent.press(42);
  await page.waitForSelector('[data-group="talk"] [data-ins="6002"]');
  await figure('talk', 1);
  await caller.hangUp();
  await page.waitForSelector('[data-group="wrapup"] [data-ins="6002"]');
  await cell('1001', 'answered', 1);
  await figure('answered', 1);
  // The caller of before, whom nobody answered.
  await figure('abandoned', 1);
});

it('has no fault that axe can find, on a desk and on a wall', async () => {
  await cleanInBothThemes(page, 'desk');
  await page.goto(`${centre.url}/console/wallboard?wall=1`);
  await page.waitForSelector('[data-live="live"]');
  await cleanInBothThemes(page, 'wall');
});

it('fills a wall without a menu and without scrolling, and leads back', async () => {
  for (const [width, height] of [
    [1366, 768],
    [1920, 1080],
  ] as const) {
    await page.setViewportSize({ width, height });
    await page.waitForSelector('main.wall');
    const { scroll, client } = await page.evaluate(() => ({
      scroll: document.documentElement.scrollHeight,
      client: document.documentElement.clientHeight,
    }));
    expect(scroll).toBe(client);
    expect(await page.locator('nav').count()).toBe(0);
  }
  await page.keyboard.press('Tab');
  await page.waitForSelector('.leave-wall:focus');
  await page.keyboard.press('Enter');
  await page.waitForSelector('nav');
});

it('says since when it is not live, keeps the last picture, and comes back by itself', async () => {
  await page.waitForSelector('[data-group="wrapup"] [data-ins="6002"], [data-group="idle"] [data-ins="6002"]');
  await page.context().setOffline(true);
  await page.waitForSelector('[data-live="lost"]:has-text("不是实时数据")');
  expect(await page.locator('[data-ins="6002"]').count()).toBe(1);
  await page.context().setOffline(false);
  await page.waitForSelector('[data-live="live"]');
});
