/** What was: calls and their paths, an agent's day, reports. Two real calls on the virtual switch, looked up by a manager. */
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Agent } from '../lib/agent.ts';
import { API_KEY, type DemoCentre } from '../virtual/lib/demo-centre.ts';
import { cleanInBothThemes } from './lib/axe.ts';
import { enter, openConsole } from './lib/console-centre.ts';

let centre: DemoCentre;
let page: Page;
beforeAll(async () => {
  centre = await openConsole();
  await twoCalls();
  page = await enter(centre, 'supervisor', '/records');
});
afterAll(() => centre?.close());

/** One that is answered, held and retrieved by 888; one that is given up. */
async function twoCalls(): Promise<void> {
  const answer = await fetch(`${centre.url}/api/v1/tokens`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${API_KEY}` },
    body: JSON.stringify({ agentId: '888' }),
  });
  const { token } = (await answer.json()) as { token: string };
  const agent = await Agent.connect(`${centre.url.replace('http', 'ws')}/?token=${token}`, {
    agentId: '888',
    ins: '6001',
  });
  await agent.logOn();
  const customer = await centre.customer('13800138000');
  await agent.event('CallArrive');
  await agent.ask('AnswerCall');
  await agent.reaches(6);
  await agent.ask('Hold');
  await agent.reaches(7);
  await agent.ask('FetchHold');
  await agent.reaches(6);
  await customer.hangUp();
  await agent.reaches(19);
  const hasty = await centre.customer('13911112222', '10086');
  await hasty.hangUp();
  await agent.leave();
  agent.close();
}
const row = (text: string) => page.locator('.grid tbody tr', { hasText: text });

describe('calls', () => {
  it('are found by number and outcome, and the address keeps the search', async () => {
    await row('13800138000').waitFor();
    await row('13911112222').waitFor();
    await page.getByLabel('客户号码').fill('13911112222');
    await page.keyboard.press('Enter');
    await row('13800138000').waitFor({ state: 'detached' });
    expect(await row('13911112222').textContent()).toContain('客户放弃');
    expect(page.url()).toContain('number=13911112222');
    await page.reload();
    await row('13911112222').waitFor();
    expect(await page.locator('.grid tbody tr').count()).toBe(1);
    await page.getByRole('button', { name: '清空' }).click();
    await row('13800138000').waitFor();
    await cleanInBothThemes(page, 'records');
  });

  it('are found between times of one’s own, which are asked for in the console’s language', async () => {
    await page.locator('.filters .el-select').first().click();
    await page.getByRole('option', { name: '自定义' }).click();
    const from = page.getByRole('combobox', { name: '从' });
    const to = page.getByRole('combobox', { name: '到' });
    expect(await from.inputValue()).toMatch(/^\d{4}-\d\d-\d\d 00:00$/);
    await from.click();
    await page.locator('.el-picker-panel:visible', { hasText: '年' }).waitFor();
    await cleanInBothThemes(page, 'choosing a day');
    // By keyboard alone, as who knows the day would.
    await from.fill('2020-01-31 08:00');
    await page.keyboard.press('Enter');
    await to.fill('2020-02-01 00:00');
    await page.keyboard.press('Enter');
    await page.locator('.grid-empty').waitFor();
    expect(page.url()).toContain('from=2020-01-31T08:00&to=2020-02-01T00:00');
    await to.fill('2020-01-01 00:00');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').filter({ hasText: '须早于' }).waitFor();
    await page.getByRole('button', { name: '清空' }).click();
    await row('13800138000').waitFor();
  });

  it('show their path, drawn and in words, by keyboard', async () => {
    await row('13800138000').locator('button').focus();
    await page.keyboard.press('Enter');
    await page.waitForSelector('.call-drawer .lanes');
    const kinds = await page.locator('.call-drawer .lane i').evaluateAll((bars) => bars.map((bar) => bar.dataset.kind));
    expect(kinds).toEqual(expect.arrayContaining(['queue', 'ring', 'talk', 'hold']));
    const words = await page.locator('.call-drawer .grid tbody tr').allTextContents();
    expect(words.length).toBe(kinds.length);
    // By its name; the code is for who asks.
    const queue = page.locator('.call-drawer td', { hasText: '排队 普通服务' });
    expect(await queue.getAttribute('title')).toContain('1001');
    expect(await page.locator('.call-drawer dd', { hasText: '普通服务' }).getAttribute('title')).toBe('1001');
    expect(words.some((text) => text.includes('888 员工888') && text.includes('保持'))).toBe(true);
    await cleanInBothThemes(page, 'a call');
    await page.keyboard.press('Escape');
    await page.waitForSelector('.call-drawer', { state: 'hidden' });
    expect(page.url()).not.toContain('call=');
  });

  it('are heard again, by keyboard', async () => {
    await row('13800138000').getByRole('img', { name: '有录音' }).waitFor();
    expect(await row('13911112222').getByRole('img', { name: '有录音' }).count()).toBe(0);
    await row('13800138000').locator('button').click();
    const player = page.locator('.call-drawer audio');
    const played = player.evaluate(
      (audio: HTMLAudioElement) =>
        new Promise((resolve) => {
          audio.addEventListener('ended', () => resolve([audio.duration > 0, audio.error]), { once: true });
        }),
    );
    await player.focus();
    await page.keyboard.press('Space');
    expect(await played).toEqual([true, null]);
    await cleanInBothThemes(page, 'a call with a recording');
    await page.keyboard.press('Escape');
    await page.waitForSelector('.call-drawer', { state: 'hidden' });
    const entries = await centre.parts.store.console.auditPage('1', { action: 'listen', limit: 5 });
    expect(entries.map(({ outcome }) => outcome)).toEqual(['ok']);
  });

  it('are saved as they are listed', async () => {
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '导出本页列表' }).click(),
    ]);
    const lines = (await readFile(await file.path(), 'utf8')).trimEnd().split('\r\n');
    expect(lines[0]).toMatch(/^\uFEFF开始时间,/);
    expect(lines.slice(1).map((line) => line.split(',')[2])).toEqual(['13911112222', '13800138000']);
  });
});

it('an agent’s day shows the states as a bar, the sums, and the calls', async () => {
  await page.goto(`${centre.url}/console/agent-day?agentId=888`);
  await page.waitForSelector('.day-bar .bar i', { state: 'attached' });
  const groups = await page.locator('.day-bar .bar i').evaluateAll((bars) => bars.map((bar) => bar.dataset.group));
  expect(groups).toEqual(expect.arrayContaining(['ready', 'talk', 'hold', 'wrapup']));
  expect(await page.locator('.figures div', { hasText: '处理' }).locator('dd').textContent()).toBe('1');
  await row('13800138000').waitFor();
  await cleanInBothThemes(page, 'agent day');
});

it('reports agents, skills and days, in both languages, and as a file', async () => {
  await page.goto(`${centre.url}/console/reports`);
  const cells = row('888 员工888').locator('td');
  expect(await cells.nth(0).textContent()).toBe('客户服务部');
  expect(await cells.nth(1).textContent()).toBe('1');
  await cleanInBothThemes(page, 'agents report');
  await page.getByText('技能', { exact: true }).first().click();
  await row('1001 普通服务').waitFor();
  expect(await row('1001 普通服务').locator('td').allTextContents()).toEqual(expect.arrayContaining(['1', '100.0%']));
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: '导出 CSV' }).click(),
  ]);
  expect(await readFile(await file.path(), 'utf8')).toMatch(/^\uFEFF技能,名称,.*\r\n1001,普通服务,1,1,0,100/);
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByText('Days', { exact: true }).click();
  await page.waitForSelector('th:has-text("Service level")');
  await cleanInBothThemes(page, 'days report');
});

it('an agent sees the own calls only, and no reports', async () => {
  const own = await enter(centre, 'agent', '/records');
  await own.locator('.grid tbody tr', { hasText: '13800138000' }).waitFor();
  expect(await own.locator('.grid tbody tr').count()).toBe(1);
  expect(await own.getByLabel('座席工号').count()).toBe(0);
  await own.goto(`${centre.url}/console/reports`);
  await own.waitForFunction(() => !location.pathname.endsWith('/reports'));
  await own.context().close();
  expect(centre.browser.complaints).toEqual([]);
});
