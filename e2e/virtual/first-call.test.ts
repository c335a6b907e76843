import { afterAll, beforeAll, expect, it } from 'vitest';
import { until } from '../lib/until.ts';
import type { AgentPage } from './lib/agent-page.ts';
import { DemoCentre } from './lib/demo-centre.ts';

let centre: DemoCentre;
let agent: AgentPage;
beforeAll(async () => {
  centre = await DemoCentre.open();
});
afterAll(() => centre?.close());

it('log on, a customer calls, answer, hold, retrieve, hang up, wrap-up counts down, idle', async () => {
  agent = await centre.page();
  await agent.logOn('888', '6002');
  await agent.state(3);
  await agent.tip('登录成功');
  expect(await agent.states()).toEqual([0, 1, 2, 3]);
  expect(await agent.text('#who-agent')).toBe('员工888 888');
  const places = await agent.places();
  await agent.forget();

  const customer = await centre.customer('13800138000', '10010');
  await agent.state(5);
  expect(await agent.text('#call-number')).toBe('13800138000');
  expect(await agent.callData()).toMatchObject({
    COID: expect.stringMatching(/^BC_1_[0-9a-f]{8}_\d+$/),
    DNIS: '10010',
    SK: '1001',
    IT: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
  });
  expect(await agent.places()).toEqual(places);
  expect(await customer.hears()).toEqual(['music']);

  await agent.press(42);
  await agent.state(6);
  expect(await customer.hears()).toEqual(['6002']);
  expect(await agent.places()).toEqual(places);

  await agent.press(6);
  await agent.state(7);
  await agent.tip('保持成功');
  expect(await customer.hears()).toEqual(['music']);
  expect(await agent.places()).toEqual(places);

  await agent.press(11);
  await agent.state(6);
  expect(await customer.hears()).toEqual(['6002']);

  await agent.press(10);
  await agent.state(19);
  await until(async () => (await customer.state()).phase === 'ended', 'the customer’s call to end');
  const before = await agent.seconds();
  expect(before).toBeGreaterThan(0);
  await until(async () => (await agent.seconds()) < before, 'wrap-up to count down');
  expect(await agent.places()).toEqual(places);

  await agent.press(31);
  await agent.state(3);
  expect(await agent.states()).toEqual([27, 5, 4, 6, 7, 6, 19, 3]);
  // The caller's data are gone with the call.
  expect(await agent.text('#call-number')).toBe('暂无通话');
  expect(await agent.places()).toEqual(places);
});

it('queues the next callers, and shows how long they have waited', async () => {
  await agent.choose(33, '1');
  await agent.state(23);
  expect(await agent.text('#who-mode')).toContain('开会');
  const first = await centre.customer('13911112222', '10010');
  const second = await centre.customer('13755556666', '10086');
  await agent.page.waitForFunction(() => document.querySelectorAll('#queue tr').length === 2);
  const rows = await agent.page.$$eval('#queue tr', (all) =>
    all.map((row) => [...row.children].map((cell) => cell.textContent)),
  );
  // The urgent skill goes first, though its caller came later.
  expect(rows.map((row) => row.slice(0, 2))).toEqual([
    ['13755556666', '1002'],
    ['13911112222', '1001'],
  ]);
  await agent.page.waitForFunction(() => document.querySelector('#queue tr td:last-child')?.textContent === '00:01');
  await first.hangUp();
  await second.hangUp();
  await agent.page.waitForSelector('#queue-empty:not([hidden])');
  await agent.press(34);
  await agent.state(3);
});

it('says why a button is off, and tells it to who presses it', async () => {
  expect(await agent.button(10, false)).toBe('结束通话: 当前状态“空闲”不允许此操作');
  await agent.page.click('#toolbar [data-func="10"]', { force: true });
  await agent.tip('不允许');
  expect(await agent.button(5, false)).toContain('没有此操作的权限');
});

it('can be worked by keyboard alone', async () => {
  await centre.customer('13800138000');
  await agent.state(5);
  await agent.page.keyboard.press('Alt+KeyA');
  await agent.state(6);
  await agent.page.keyboard.press('Alt+Digit7');
  await agent.state(7);
  await agent.page.keyboard.press('Alt+Digit3');
  await agent.state(19);
  await agent.page.keyboard.press('Alt+KeyA');
  await agent.state(3);
});

it('logs off to the log-on form', async () => {
  await agent.press(2);
  await agent.page.waitForSelector('#logon[open]');
  expect(await agent.text('#logon-error')).toBe('已签出');
});

it('tells at the form why nobody could log on', async () => {
  await centre.do('phones/6004/unregister');
  await agent.logOn('888', '6004');
  await agent.page.waitForFunction(() => document.querySelector('#logon-error')?.textContent?.includes('6004'));
  expect(await agent.text('#logon-error')).toContain('未注册');
  await agent.logOn('nobody', '6002');
  await agent.page.waitForFunction(() => document.querySelector('#logon-error')?.textContent?.includes('nobody'));
  await agent.logOn('888', '6002');
  await agent.state(3);
});

it('has no complaint in any console', () => {
  expect(centre.browser.complaints).toEqual([]);
});
