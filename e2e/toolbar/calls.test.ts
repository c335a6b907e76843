/** An agent's calls with the toolbar, on the virtual switch: what is shown, what is heard, and that nothing moves. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { until } from '../lib/until.ts';
import type { DemoCentre } from '../virtual/lib/demo-centre.ts';
import { openCentre, ToolbarPage } from './lib/toolbar-page.ts';

let centre: DemoCentre;
let agent: ToolbarPage;
beforeAll(async () => {
  centre = await openCentre();
});
afterAll(() => centre?.close());

it('log on, a customer calls, answer, hold, retrieve, end, wrap-up, leave, resume; nothing moves', async () => {
  agent = await ToolbarPage.open(centre, 'agentId=888&ins=6002');
  await agent.state(1);
  expect(await agent.button(3, false)).toContain('外拨');
  const places = await agent.places();
  const still = async () => expect(await agent.places()).toEqual(places);
  expect(Object.keys(places)).toEqual(expect.arrayContaining(['power', 'end', 'join', 'primary', 'state', 'tip']));

  await agent.press(1);
  await agent.state(3);
  await agent.tip('登录成功');
  expect(await agent.text('.who')).toBe('6002 · 员工888 示闲');
  await still();

  const customer = await centre.customer('13800138000', '10010');
  await agent.state(5);
  await agent.page.waitForSelector('.banner :text("13800138000")');
  expect(await agent.text('.banner')).toContain('普通服务');
  expect(await agent.text('.call')).toBe('13800138000 呼入 → 10010 普通服务');
  expect(await agent.text('#pop')).toBe('客户 王小明（13800138000）来电');
  expect(await agent.text('[data-key="COID"] dd')).toMatch(/^BC_1_[0-9a-f]{8}_\d+$/);
  await still();

  await agent.page.click('.banner .answer');
  await agent.state(6);
  await agent.page.waitForSelector('.banner', { state: 'hidden' });
  expect(await customer.hears()).toEqual(['6002']);
  await still();

  await agent.press(6);
  await agent.state(7);
  await agent.tip('保持成功');
  expect(await customer.hears()).toEqual(['music']);
  await still();
  await agent.press(11);
  await agent.state(6);
  expect(await customer.hears()).toEqual(['6002']);

  await agent.press(10);
  await agent.state(19);
  await until(async () => (await customer.state()).phase === 'ended', 'the customer’s call to end');
  const before = await agent.seconds();
  expect(before).toBeGreaterThan(0);
  await until(async () => (await agent.seconds()) < before, 'wrap-up to count down');
  await still();
  await agent.press(31);
  await agent.state(3);

  await agent.choose(33, '2');
  await agent.state(23);
  expect(await agent.text('.who-mode')).toContain('就餐');
  await still();
  await agent.press(34);
  await agent.state(3);
  await still();
});

it('dial a number that was pasted, and one that is busy: the tip says what to do', async () => {
  await agent.page.fill('#number', ' 0138-0013-9200 ');
  await agent.page.press('#number', 'Enter');
  await agent.state(6);
  expect(await agent.text('.call')).toContain('013800139200');
  expect(await agent.text('.call')).toContain('呼出');
  await agent.press(10);
  await agent.press(31);
  await agent.state(3);

  await agent.page.fill('#number', '013800139486');
  await agent.page.press('#number', 'Enter');
  expect(await agent.tip('对方忙')).toContain('稍后再试');
  expect(await agent.page.getAttribute('.tip', 'data-kind')).toBe('bad');
  await agent.state(3);
});

it('dial with the dialog: pad, numbers dialled before, and the way back', async () => {
  await agent.press(3);
  await agent.state(8);
  await agent.page.waitForSelector('dialog[open] #ask-number');
  expect(await agent.page.locator('.recent li').allTextContents()).toEqual(['013800139486', '013800139200']);
  for (const key of '10') await agent.page.click(`dialog [data-key="${key}"]`);
  expect(await agent.page.inputValue('#ask-number')).toBe('10');
  await agent.page.keyboard.press('Escape');
  await agent.state(3);
  await agent.page.waitForSelector('dialog', { state: 'hidden' });
  expect(await agent.focus()).toBe('outside');
});

it('the customer’s number in the CRM is dialled by the page, and shown by the toolbar', async () => {
  await agent.page.click('#customers button >> nth=1');
  await agent.state(6);
  expect(await agent.text('.call-number')).toBe('013800139200');
  await agent.press(10);
  await agent.press(31);
  await agent.state(3);
});

it('every button that is off says why in its tooltip', async () => {
  const off = await agent.page.$$eval('wssoftphone-ui .bar button[aria-disabled="true"]', (buttons) =>
    buttons.map((one) => [(one as HTMLElement).dataset.tip ?? '', one.getAttribute('aria-description') ?? '']),
  );
  expect(off.length).toBeGreaterThan(3);
  for (const [tip = '', why = ''] of off) {
    expect(why).not.toBe('');
    expect(tip).toContain(why);
  }
  await agent.page.hover('.bar [data-place="end"]');
  await agent.page.locator('.tooltip', { hasText: '结束通话：当前状态“空闲”不允许此操作' }).waitFor();
});

it('who waits is in the queue with a running time', async () => {
  const talking = await centre.customer('13800138000', '10010');
  await agent.press(42);
  await agent.state(6);
  const waiting = await centre.customer('13911112222', '10010');
  const row = agent.page.locator('.panels tbody tr', { hasText: '13911112222' });
  await row.waitFor();
  const time = '.panels tbody tr .figure [data-clock]';
  await until(async () => (await agent.seconds(time)) >= 1, 'the waiting time to run');
  await waiting.hangUp();
  await row.waitFor({ state: 'detached' });
  await talking.hangUp();
  await agent.press(31);
  await agent.state(3);
});

it('the second of two fast clicks does not press what has come into the place meanwhile', async () => {
  const customer = await centre.customer('13800138000', '10010');
  await agent.press(42);
  await agent.state(6);
  // Hold and retrieve share a place.
  await agent.page.dblclick('.bar [data-func="6"]:not([data-settling])');
  await agent.state(7);
  await agent.button(11);
  expect(await customer.hears()).toEqual(['music']);
  await customer.hangUp();
  await agent.press(31);
  await agent.state(3);
});

it('a double click is one click: a menu stays open, and nothing is asked for twice', async () => {
  await agent.page.dblclick('.bar [data-func="33"]:not([data-settling])');
  await agent.page.waitForSelector('.menu [data-value="0"]');
  // The second half has taken the focus back to the button: the way into the menu is short.
  await agent.page.keyboard.press('ArrowDown');
  await agent.page.waitForSelector('.menu [data-value="0"]:focus');
  await agent.page.keyboard.press('Escape');
  await agent.page.dblclick('.bar [data-func="4"]:not([data-settling])');
  await agent.state(24);
  await agent.page.waitForSelector('dialog[open] #search');
  await agent.page.keyboard.press('Escape');
  await agent.state(3);
  expect(await agent.page.getAttribute('.tip', 'data-kind')).not.toBe('bad');
  await agent.page.fill('#number', '013800139200');
  await agent.page.dblclick('.number .go');
  await agent.state(6);
  await agent.press(10);
  await agent.state(19);
  await agent.page.dblclick('.primary[data-func="31"]:not([data-settling])');
  await agent.state(3);
  // The answer to whatever was sent before this.
  await agent.press(33);
  await agent.page.click('.menu [data-value="0"]');
  await agent.state(23);
  await agent.press(34);
  await agent.tip('复席成功');
  await agent.state(3);
});

it('a number that may not be dialled is asked for again, with the reason', async () => {
  await agent.press(3);
  await agent.page.fill('dialog[open] #ask-number', '16812345');
  await agent.page.keyboard.press('Enter');
  await agent.page.locator('dialog[open] .problem', { hasText: '请管理员开放号段' }).waitFor();
  expect(await agent.page.inputValue('#ask-number')).toBe('16812345');
  await agent.page.keyboard.press('Escape');
  await agent.state(3);
});

it('no page complained', () => {
  expect(centre.browser.complaints).toEqual([]);
});
