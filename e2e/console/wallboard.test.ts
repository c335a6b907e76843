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

/** In the list behind the drawing, which people hear who do not see it. */
const listed = (group: string, ins: string) =>
  page.waitForSelector(`[data-group="${group}"] [data-ins="${ins}"]`, { state: 'attached' });
/** Of the first tile of a group: what is said under the mouse, and the colour of its edge. */
async function tileOf(group: string) {
  const canvas = page.locator(`[data-group="${group}"] canvas`).first();
  await canvas.hover({ position: { x: 20, y: 8 } });
  return canvas.evaluate((element: HTMLCanvasElement) => {
    const [red, green, blue] = element.getContext('2d')?.getImageData(1, 8, 1, 1).data ?? [];
    return { hint: element.title, edge: `rgb(${red}, ${green}, ${blue})` };
  });
}
const toneOf = (name: string) =>
  page.evaluate((tone) => {
    const probe = document.body.appendChild(document.createElement('i'));
    probe.style.color = `var(--tone-${tone})`;
    const { color } = getComputedStyle(probe);
    probe.remove();
    return color;
  }, name);

it('follows an agent from ready through a call to wrap-up, with a running time, and counts the call', async () => {
  agent = await centre.agent('888', '6002');
  await listed('idle', '6002');
  await figure('ready', 1);
  await expect
    .poll(() => tileOf('idle'))
    .toEqual({
      hint: expect.stringMatching(/^员工888 \(888 · 6002\) 空闲 0:\d\d$/),
      edge: await toneOf('idle'),
    });
  const before = await tileOf('idle');
  await expect.poll(async () => (await tileOf('idle')).hint).not.toBe(before.hint);
  const caller = await centre.customer('13800138000');
  await listed('ringing', '6002');
  await agent.press(42);
  await listed('talk', '6002');
  await figure('talk', 1);
  await expect.poll(async () => (await tileOf('talk')).edge).toBe(await toneOf('talk'));
  await caller.hangUp();
  await listed('wrapup', '6002');
  await cell('1001', 'answered', 1);
  await figure('answered', 1);
  // The caller of before, whom nobody answered.
  await figure('abandoned', 1);
});

it('draws the time as it runs, and everything anew in the dark and on another screen', async () => {
  const canvas = page.locator('[data-group="wrapup"] canvas, [data-group="idle"] canvas').first();
  const drawn = () => canvas.evaluate((element: HTMLCanvasElement) => element.toDataURL());
  const first = await drawn();
  await expect.poll(drawn).not.toBe(first);
  const ground = () =>
    canvas.evaluate((element: HTMLCanvasElement) =>
      [...(element.getContext('2d')?.getImageData(element.width - 1, element.height - 1, 1, 1).data ?? [])].slice(0, 3),
    );
  expect(await ground()).toEqual([255, 255, 255]);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(ground).toEqual([23, 28, 35]);
  await page.emulateMedia({ colorScheme: 'light' });
  await expect.poll(ground).toEqual([255, 255, 255]);
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
  const seat = '[data-ins="6002"]';
  await page.waitForSelector(`[data-group="wrapup"] ${seat}, [data-group="idle"] ${seat}`, { state: 'attached' });
  await page.context().setOffline(true);
  await page.waitForSelector('[data-live="lost"]:has-text("不是实时数据")');
  expect(await page.locator(seat).count()).toBe(1);
  await page.context().setOffline(false);
  await page.waitForSelector('[data-live="live"]');
});
