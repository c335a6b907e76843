/** A session that ends while somebody is at work: what was typed and the softphone stay, and a sign-in goes on with them. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DemoCentre } from '../virtual/lib/demo-centre.ts';
import { cleanInBothThemes } from './lib/axe.ts';
import { enter, openConsole } from './lib/console-centre.ts';
import { field, write } from './lib/forms.ts';

const PASSWORD = 'known to Kim alone';
const again = '.sign-in-again';

let centre: DemoCentre;
beforeAll(async () => {
  centre = await openConsole();
});
afterAll(() => centre?.close());

const post = async (page: Page, path: string, data: object = {}): Promise<void> => {
  const answer = await page.context().request.post(`${centre.url}/api/console/${path}`, {
    data,
    headers: { 'x-wssp-console': '1' },
  });
  expect(answer.ok(), `${path}: ${answer.status()} ${await answer.text()}`).toBe(true);
};
/** As at the end of a long day, or by an administrator: the server knows nobody by this cookie. */
const sessionEnds = (page: Page) => post(page, 'sign-out');

it('a form is saved after all, by whoever signs in again', async () => {
  const page = await enter(centre, 'administrator', '/password');
  const first = 'given by the boss';
  const kim = { user: 'kim', name: 'Kim', role: 'administrator', agentId: null, disabled: false, password: first };
  await post(page, 'users', kim);
  await post(page, 'sign-in', { user: 'kim', password: first });
  await post(page, 'password', { old: first, new: PASSWORD });
  await page.goto(`${centre.url}/console/admin/tables/departments?new=1`);
  await write(page, 'id', '9');
  await write(page, 'name', '外包部');
  await sessionEnds(page);
  await page.locator('.el-dialog__footer .el-button--primary').click();
  await page.waitForSelector(`${again} #password-again:focus`);
  await cleanInBothThemes(page, 'signing in again');
  await page.keyboard.press('Escape');
  await page.keyboard.type('not hers');
  await page.keyboard.press('Enter');
  await page.waitForSelector(`${again} [role="alert"]:has-text("用户名或密码错误")`);
  await page.locator('#password-again').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.waitForSelector(again, { state: 'hidden' });
  expect(await field(page, 'name').locator('input').inputValue()).toBe('外包部');
  await page.locator('.el-dialog__footer .el-button--primary:visible').click();
  await page.waitForSelector('[data-key="9"]');
  expect(centre.parts.runtime.state.config.departments.some(({ id }) => id === '9')).toBe(true);
  await page.context().close();
});

it('whoever gives up what was typed arrives at the sign-in, and nothing of the page stays', async () => {
  const page = await enter(centre, 'administrator', '/admin/tables/departments?new=1');
  await write(page, 'id', '8');
  await write(page, 'name', 'for nobody');
  await sessionEnds(page);
  await page.locator('.el-dialog__footer .el-button--primary').click();
  await page.locator(again).getByRole('button', { name: '放弃并离开' }).click();
  await page.waitForSelector('#user:focus');
  expect(await page.locator('.el-dialog:visible, .grid').count()).toBe(0);
  await page.context().close();
});

it('a supervisor’s softphone stays logged on, and the board goes on', async () => {
  const page = await enter(centre, 'supervisor', '/supervision');
  await page.click('wssoftphone-ui .bar [data-func="1"]');
  await page.fill('wssoftphone-ui dialog[open] input', '6001');
  await page.keyboard.press('Enter');
  await page.waitForSelector('wssoftphone-ui .state[data-state="3"]');
  await sessionEnds(page);
  await page.click('nav a[href="/console/reports"]');
  await page.waitForSelector(again);
  await page.waitForSelector('wssoftphone-ui .state[data-state="3"]');
  await page.locator(again).getByRole('button', { name: '登录' }).click();
  await page.waitForSelector(again, { state: 'hidden' });
  await page.click('nav a[href="/console/wallboard"]');
  await page.waitForSelector('[data-live="live"]');
  await page.waitForSelector('wssoftphone-ui .state[data-state="3"]');
  await page.context().close();
});

it('where nothing is at stake, the sign-in page is the answer', async () => {
  const page = await enter(centre, 'supervisor', '/records');
  await page.waitForSelector('.grid');
  await sessionEnds(page);
  await page.click('nav a[href="/console/reports"]');
  await page.waitForURL('**/sign-in?to=/reports**');
  await page.waitForSelector('#user:focus');
  expect(centre.browser.complaints.filter((text) => !/\b401\b/.test(text))).toEqual([]);
  await page.context().close();
});
