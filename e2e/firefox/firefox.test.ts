/** The other browser that the manual names: an agent's work with the toolbar, and the wallboard. */
import { afterAll, beforeAll, expect, it } from 'vitest';
// @ts-expect-error -- plain JavaScript, without types
import { freshConsole } from '../../scripts/build-console.mjs';
import { openCentre, ToolbarPage } from '../toolbar/lib/toolbar-page.ts';
import type { DemoCentre } from '../virtual/lib/demo-centre.ts';
import { type Firefox, type FirefoxPage, openFirefox } from './lib/firefox.ts';

let centre: DemoCentre;
let firefox: Firefox;
let agent: FirefoxPage;
beforeAll(async () => {
  await freshConsole();
  [centre, firefox] = await Promise.all([openCentre(), openFirefox()]);
});
afterAll(async () => {
  await firefox?.close();
  await centre?.close();
});

it('an agent takes a call, holds it, consults a colleague in another browser, and hands the customer over', async () => {
  agent = await firefox.page(`${centre.url}/toolbar.html?agentId=888&ins=6002&lang=zh-CN`);
  await agent.press(1);
  await agent.state(3);
  await agent.says('.tip', '登录成功');

  const customer = await centre.customer('13800138000');
  await agent.says('.banner', '13800138000');
  await agent.click('.banner .answer');
  await agent.state(6);
  expect(await customer.hears()).toEqual(['6002']);
  await agent.press(6);
  await agent.state(7);
  expect(await customer.hears()).toEqual(['music']);
  await agent.press(11);
  await agent.state(6);

  const colleague = await ToolbarPage.agent(centre, '999', '6003');
  await agent.press(7);
  await agent.click('dialog[open] [data-target="AGT 6003"]');
  await agent.click('dialog[open] button.go[aria-disabled="false"]');
  await colleague.page.click('.banner .answer');
  await agent.state(11);
  await agent.press(15);
  await agent.state(19);
  await colleague.state(6);
  expect(await customer.hears()).toEqual(['6003']);
  await customer.hangUp();
  await agent.press(31);
  await agent.state(3);
});

it('an agent dials with the dialog, by keyboard, and takes a leave from the menu', async () => {
  await agent.press(3);
  await agent.is('dialog[open] input');
  await agent.page.keyboard.type('0 138-0013-9200');
  await agent.page.keyboard.press('Enter');
  await centre.dialled('013800139200');
  // Who is called in the demonstration picks up after a while.
  await agent.state(6);
  await agent.press(10);
  await agent.state(19);
  await agent.press(31);
  await agent.press(33);
  await agent.click('.menu [data-value="2"]');
  await agent.state(23);
});

it('the wallboard is drawn and runs', async () => {
  const board = await signedIn('/wallboard');
  await board.is('[data-live="live"]');
  await board.page.waitForSelector('[data-ins="6002"]', { timeout: 20_000 });
  const drawn = (): Promise<string> =>
    board.page.$eval('.sheets canvas', (canvas) => (canvas as HTMLCanvasElement).toDataURL());
  const first = await drawn();
  expect(await board.changes(drawn, first)).not.toBe(first);
});

it('no page complained', () => {
  expect(firefox.complaints).toEqual([]);
});

/** The console, as the demonstration's supervisor. */
async function signedIn(path: string): Promise<FirefoxPage> {
  const entrance = await firefox.page(`${centre.url}/console/sign-in`);
  await entrance.page.evaluate(async () => {
    const headers = { 'content-type': 'application/json', 'x-wssp-console': '1' };
    await fetch('/api/console/sign-in/demo', { method: 'POST', headers, body: '{"role":"supervisor"}' });
  });
  await entrance.page.goto(`${centre.url}/console${path}`);
  return entrance;
}
