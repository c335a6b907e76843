/** Supervision: a supervisor's softphone in the console listens, steps in, commands and writes; a button that is off says why. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../lib/until.ts';
import type { AgentPage } from '../virtual/lib/agent-page.ts';
import type { DemoCentre, LabCustomer } from '../virtual/lib/demo-centre.ts';
import { cleanInBothThemes } from './lib/axe.ts';
import { enter, openConsole } from './lib/console-centre.ts';

let centre: DemoCentre;
let page: Page;
let agent: AgentPage;
let caller: LabCustomer;
beforeAll(async () => {
  centre = await openConsole();
  agent = await centre.agent('888', '6002');
  page = await enter(centre, 'supervisor', '/supervision');
});
afterAll(() => centre?.close());

const action = (name: string) => page.locator(`[data-action="${name}"]`);
const isOn = (name: string) => page.waitForSelector(`[data-action="${name}"][aria-disabled="false"]`);
const whyOff = async (name: string) =>
  (await page.waitForSelector(`[data-action="${name}"][aria-disabled="true"]`)).getAttribute('aria-description');
const said = (text: string) => page.waitForSelector(`.said:has-text("${text}")`);
const ownState = (state: number) => page.waitForSelector(`wssoftphone-ui .state[data-state="${state}"]`);
const row = (ins: string, state: number) => page.waitForSelector(`tr[data-ins="${ins}"][data-state="${state}"]`);
async function confirm(): Promise<void> {
  await page.click('.el-message-box .el-button--primary');
}

describe('before the supervisor has logged on', () => {
  it('shows who is there, and every button says what is missing', async () => {
    await row('6002', 3);
    await cleanInBothThemes(page, 'list');
    await page.click('tr[data-ins="6002"] .name');
    await page.waitForSelector('#agent-title:focus:has-text("员工888")');
    for (const name of ['monitor', 'whisper', 'intervene', 'intercept', 'drop', 'leave', 'resume', 'mode', 'logoff']) {
      expect(await whyOff(name)).toContain('请先在上方登录');
    }
    await cleanInBothThemes(page, 'panel, all off');
    // For who presses it all the same.
    await action('monitor').click({ force: true });
    await said('不可用');
  });

  it('finds agents by name, department and state', async () => {
    await page.fill('.find input', '没有这个人');
    await page.waitForSelector('.empty:has-text("没有符合条件的座席")');
    await page.fill('.find input', '6002');
    await row('6002', 3);
    await page.click('[data-group="leave"]');
    await page.waitForSelector('.empty');
    await page.click('[data-group="idle"]');
    await row('6002', 3);
    await page.click('[data-group="idle"]');
    await page.fill('.find input', '');
  });
});

describe('with the softphone', () => {
  it('logs on with the toolbar, which asks for the extension', async () => {
    await page.click('wssoftphone-ui .bar [data-func="1"]');
    await page.fill('wssoftphone-ui dialog[open] input', '6001');
    await page.keyboard.press('Enter');
    await ownState(3);
    // The server's own words, and the state of the agent.
    expect(await whyOff('monitor')).toBe('该座席没有通话');
    await isOn('logoff');
  });

  it('monitors, whispers, and intervenes in a call, and leaves the agent alone with the customer again', async () => {
    caller = await centre.customer('13800138000');
    await agent.press(42);
    await row('6002', 6);
    expect(await whyOff('intervene')).toBe('请先监听该座席');
    await isOn('monitor');
    await action('monitor').click();
    await ownState(17);
    await said('监听');
    await page.waitForSelector('tr[data-ins="6002"] .watched');
    await cleanInBothThemes(page, 'monitoring');
    await action('whisper').click();
    await page.waitForSelector('[data-action="whisper"][aria-pressed="true"]');
    expect(await caller.hears()).toEqual(['6002']);
    await action('whisper').click();
    await page.waitForSelector('[data-action="whisper"][aria-pressed="false"]');
    await action('intervene').click();
    await ownState(18);
    await until(async () => (await caller.hears()).includes('6001'), 'the customer hears the supervisor');
    await agent.state(30);
    await page.click('[data-action="monitor"]:has-text("退出会议")');
    await ownState(3);
    await agent.state(6);
    expect(await caller.hears()).toEqual(['6002']);
  });

  it('still knows after a reload whom it monitors', async () => {
    await isOn('monitor');
    await action('monitor').click();
    await ownState(17);
    await page.reload();
    await ownState(17);
    await page.waitForSelector('#agent-title:has-text("员工888")');
    await page.click('[data-action="monitor"]:has-text("结束监听")');
    await ownState(3);
  });

  it('monitors and takes the call, by keyboard alone', async () => {
    await page.focus('.find input');
    // Past the department, the states and the column heads to the names.
    for (let n = 0; n < 40 && (await focused()) !== 'name'; n++) await page.keyboard.press('Tab');
    const names = await page.locator('.name').allTextContents();
    for (let n = 0; n < names.findIndex((name) => name.includes('888')); n++) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#agent-title:focus:has-text("员工888")');
    await page.keyboard.press('Tab');
    await page.waitForSelector('[data-action="monitor"]:focus');
    await isOn('monitor');
    await page.keyboard.press('Enter');
    await ownState(17);
    for (let n = 0; n < 3; n++) await page.keyboard.press('Tab');
    await page.waitForSelector('[data-action="intercept"]:focus');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.el-message-box');
    await page.keyboard.press('Enter');
    await ownState(6);
    await agent.state(19);
    await until(async () => (await caller.hears()).includes('6001'), 'the customer talks with the supervisor');
  });
  const focused = () => page.evaluate(() => document.activeElement?.className ?? '');

  it('commands, and shows the server’s refusal in its words', async () => {
    await caller.hangUp();
    await ownState(19);
    await page.click('wssoftphone-ui .primary');
    await ownState(3);
    await isOn('wrapup');
    await action('wrapup').click();
    await agent.state(3);
    await row('6002', 3);
    await action('wrapup').click();
    await page.waitForSelector('.said.bad');
    expect(await page.textContent('.said')).toContain('空闲');
    await action('leave').click();
    await page.click('.el-dropdown-menu__item:visible >> nth=1');
    await agent.state(23);
    await row('6002', 23);
    await action('resume').click();
    await agent.state(3);
  });

  it('writes to the agent', async () => {
    await page.fill('.message input', '请注意语速');
    await page.keyboard.press('Enter');
    await said('消息已发送');
    await agent.page.waitForSelector('text=请注意语速');
  });

  it('logs the agent off after asking, and says that the agent is gone', async () => {
    await action('logoff').click();
    await page.waitForSelector('.el-message-box:has-text("员工888")');
    await confirm();
    // The demonstration's page lets its line go with the log-off.
    await agent.page.waitForSelector('body[data-status="closed"]');
    await page.waitForSelector('.panel:has-text("该座席已签出")');
    expect(await whyOff('monitor')).toBe('该座席已签出');
    await cleanInBothThemes(page, 'gone');
  });
});

it('an administrator who is no agent sees the list, and learns why nothing can be pressed', async () => {
  const boss = await enter(centre, 'administrator', '/supervision');
  await boss.click('tr[data-ins="6001"] .name');
  const monitor = await boss.waitForSelector('[data-action="monitor"][aria-disabled="true"]');
  expect(await monitor.getAttribute('aria-description')).toContain('没有绑定座席');
  await boss.context().close();
});
