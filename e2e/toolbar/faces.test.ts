/** How the toolbar looks where it is put: compact, narrow, dark, in English, twice on a page; lost, replaced, without a seat. */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { DemoCentre } from '../virtual/lib/demo-centre.ts';
import { openCentre, ToolbarPage } from './lib/toolbar-page.ts';

let centre: DemoCentre;
beforeAll(async () => {
  centre = await openCentre();
});
afterAll(() => centre?.close());
const opened: ToolbarPage[] = [];
afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});
const open = async (query: string): Promise<ToolbarPage> => kept(await ToolbarPage.open(centre, query));
const agentAt = async (agentId: string, ins: string, more = ''): Promise<ToolbarPage> =>
  kept(await ToolbarPage.agent(centre, agentId, ins, more));
function kept(toolbar: ToolbarPage): ToolbarPage {
  opened.push(toolbar);
  return toolbar;
}

const heightOf = (toolbar: ToolbarPage) =>
  toolbar.page.evaluate(() => document.querySelector('wssoftphone-ui')?.getBoundingClientRect().height);

it('compact: one bar of 48 pixels, in every state and at every width; the queue is a click away', async () => {
  const agent = await agentAt('801', '6001', 'layout=compact');
  const widths = async () => {
    for (const width of [1500, 1280, 1000, 800, 640, 320]) {
      await agent.page.setViewportSize({ width, height: 600 });
      expect(await heightOf(agent), `at ${width}`).toBe(48);
      const places = await agent.page.locator('.places').evaluate((one) => one.clientWidth);
      expect(places, `room for three places at ${width}`).toBeGreaterThanOrEqual(90);
    }
    await agent.page.setViewportSize({ width: 1280, height: 600 });
  };
  await widths();
  const places = await agent.places();
  const customer = await centre.customer('13800138000');
  await agent.state(5);
  expect(await agent.places()).toEqual(places);
  await agent.page.click('.banner .answer');
  await agent.state(6);
  await widths();
  expect(await agent.places()).toEqual(places);
  const waiting = await centre.customer('13911112222');
  await agent.page.click('.queue-button.some');
  await agent.page.locator('.panel td', { hasText: '13911112222' }).waitFor();
  await agent.page.locator('.panel dd', { hasText: '13800138000' }).first().waitFor();
  await agent.page.keyboard.press('Escape');
  await agent.page.waitForSelector('.panel', { state: 'hidden' });
  await waiting.hangUp();
  await customer.hangUp();
  await agent.press(31);
  await agent.press(2);
  await agent.state(1);
});

it('compact and narrow: what went wrong hangs below the bar until it is put away', async () => {
  const agent = await agentAt('803', '6003', 'layout=compact');
  await agent.page.setViewportSize({ width: 640, height: 600 });
  await agent.page.locator('.place[data-func="10"]').dispatchEvent('click');
  await agent.page.locator('.tip-text', { hasText: '结束通话：' }).waitFor();
  expect(await heightOf(agent)).toBe(48);
  await agent.page.click('.tip .put-away');
  await agent.page.waitForSelector('.tip', { state: 'hidden' });
  await agent.press(2);
  await agent.state(1);
});

it('narrow: nothing sticks out of 320 pixels, and the buttons stay free when a call comes', async () => {
  const agent = await agentAt('801', '6001');
  await agent.page.setViewportSize({ width: 320, height: 760 });
  const places = await agent.places();
  const customer = await centre.customer('13800138000');
  await agent.state(5);
  expect(await agent.places()).toEqual(places);
  const [content, window] = await agent.page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  expect(content).toBeLessThanOrEqual(window ?? 0);
  await agent.press(42); // not covered by the banner
  await agent.state(6);
  await customer.hangUp();
  await agent.press(31);
  await agent.press(2);
  await agent.state(1);
});

it('auto is as the page is, light and dark are what they say', async () => {
  const toolbar = await open('agentId=802&ins=6002');
  const theme = () => toolbar.page.getAttribute('.root', 'data-theme');
  await toolbar.state(1);
  expect(await theme()).toBe('light');
  await toolbar.page.emulateMedia({ colorScheme: 'dark' });
  await toolbar.page.waitForSelector('.root[data-theme="dark"]');
  await toolbar.page.evaluate(() => document.querySelector('wssoftphone-ui')?.setAttribute('theme', 'light'));
  await toolbar.page.waitForSelector('.root[data-theme="light"]');
});

it('in English, and in a language of the page’s own', async () => {
  const toolbar = await agentAt('802', '6002', 'lang=en');
  await toolbar.tip('Log-on succeeded');
  const words = await toolbar.page.locator('wssoftphone-ui').ariaSnapshot();
  // What the tenant named itself is in the tenant's language; the toolbar's own words are not.
  expect(new Set(words.match(/\p{Script=Han}+/gu) ?? [])).toEqual(new Set(['李伟', '示闲']));
  await toolbar.page.evaluate(() => {
    const element = document.querySelector('wssoftphone-ui');
    Object.assign(element ?? {}, { language: 'fr', texts: { AGENTSTATE_3: 'Libre', SPFunc_3: 'Appeler' } });
  });
  await toolbar.page.locator('.state-name', { hasText: 'Libre' }).waitFor();
  expect(await toolbar.text('.bar [data-func="3"]')).toBe('Appeler');
  await toolbar.press(2);
  await toolbar.state(1);
});

it('two on a page: each has its own agent, and shortcuts go to the one in use', async () => {
  const toolbar = await agentAt('803', '6003');
  const other = (selector: string) => toolbar.page.locator(`#second ${selector}`);
  await toolbar.page.evaluate(async () => {
    const place = document.createElement('div');
    place.id = 'second';
    document.body.append(place);
    const tokenProvider = async () => (await (await fetch('/lab/token?agentId=804')).json()).token;
    const settings = { divcontainer: '#second', agentId: '804', devId: '6004', autoLogon: true, tokenProvider };
    const { SoftphoneUI } = globalThis as unknown as { SoftphoneUI: new (settings: object) => object };
    new SoftphoneUI(settings);
  });
  await other('.state[data-status="online"][data-state="3"]').waitFor();
  await other('.place[data-func="33"]:not([data-settling])').waitFor();
  await other('#number').focus();
  await toolbar.page.keyboard.press('Alt+7');
  await other('.menu [data-value="0"]').waitFor();
  expect(await toolbar.page.locator('#softphone .menu').isVisible()).toBe(false);
  await other('.menu [data-value="0"]').click();
  await other('.state[data-state="23"]').waitFor();
  await toolbar.state(3);
});

it('the script sets the manual’s globals, and the manual’s way of making one works', async () => {
  const toolbar = await open('agentId=805&ins=6005');
  await toolbar.state(1);
  const names = [
    'SoftphoneUI',
    'SoftPhoneUISetting',
    'WSSoftPhone',
    'CustomInitParms',
    'ESPFunc',
    'getWSSoftPhoneText',
  ];
  const missing = await toolbar.page.evaluate((all) => all.filter((name) => !(name in globalThis)), names);
  expect(missing).toEqual([]);
  await toolbar.page.evaluate(() => {
    const { softphone } = globalThis as unknown as { softphone: { spfunction(id: number): Promise<unknown> } };
    return softphone.spfunction(1);
  });
  await toolbar.state(3);
  const state = await toolbar.page.evaluate(
    () => (globalThis as unknown as { softphone: { wssp: { agentState: string } } }).softphone.wssp.agentState,
  );
  expect(state).toBe('3');
  await toolbar.press(2);
  await toolbar.state(1);
});

it('without an extension it asks once, and this browser remembers', async () => {
  const toolbar = await open('agentId=805');
  await toolbar.status('closed');
  await toolbar.press(1);
  await toolbar.page.fill('dialog[open] input', '6005');
  await toolbar.page.keyboard.press('Enter');
  await toolbar.state(3);
  await toolbar.page.reload();
  await toolbar.state(3); // the same seat, the same session
  await toolbar.press(2);
  await toolbar.state(1);
});

it('another page takes it over: this one is off, and can take it back', async () => {
  const first = await agentAt('802', '6002');
  const second = await open('agentId=802&ins=6002');
  await second.page.waitForSelector('dialog[open]');
  await second.page.click('dialog[open] button.go');
  await second.state(3);
  await first.status('replaced');
  expect(await first.page.locator('.bar .place[aria-disabled="false"]').count()).toBe(0);
  expect(await first.text('.tip')).toContain('其他页面');
  await first.page.keyboard.press('Alt+A');
  await first.state(3);
  await second.status('replaced');
});

it('the line is lost in a call: the buttons are off and say so; then everything is as it was', async () => {
  const agent = await agentAt('801', '6001');
  const customer = await centre.customer('13800138000');
  await agent.page.click('.banner .answer');
  await agent.state(6);
  const places = await agent.places();
  const { port } = centre.parts.address;
  await centre.stop();
  await agent.status('reconnecting');
  expect(await agent.places()).toEqual(places);
  expect(await agent.text('.tip')).toContain('自动重连');
  expect(await agent.button(10, false)).toContain('软电话未连接');
  await centre.start(port);
  await agent.state(6);
  expect(await agent.text('.call-number')).toBe('13800138000');
  await customer.hangUp();
  await agent.state(19);
});
