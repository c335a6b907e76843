/** Who comes to the console: signing in by keyboard, the password that somebody else made, roles, language and looks. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DemoCentre } from '../virtual/lib/demo-centre.ts';
import { cleanInBothThemes } from './lib/axe.ts';
import { enter, openConsole } from './lib/console-centre.ts';

const FIRST = 'given by the boss';
const OWN = 'known to Lin alone';

let centre: DemoCentre;
beforeAll(async () => {
  centre = await openConsole();
  const boss = await enter(centre, 'administrator', '/password');
  const answer = await boss.context().request.post(`${centre.url}/api/console/users`, {
    data: { user: 'lin', name: '林主管', role: 'supervisor', agentId: null, disabled: false, password: FIRST },
    headers: { 'x-wssp-console': '1' },
  });
  expect(answer.ok(), await answer.text()).toBe(true);
  await boss.context().close();
});
afterAll(() => centre?.close());

const path = (page: Page): string => new URL(page.url()).pathname;
async function stranger(to: string): Promise<Page> {
  const page = await centre.browser.page(`${centre.url}/console${to}`);
  page.setDefaultTimeout(20_000);
  await page.setViewportSize({ width: 1366, height: 768 });
  await page.waitForSelector('#user:focus');
  return page;
}
const type = (page: Page, text: string) => page.keyboard.type(text);
const press = (page: Page, ...keys: string[]) =>
  keys.reduce<Promise<void>>((before, key) => before.then(() => page.keyboard.press(key)), Promise.resolve());

describe('a stranger', () => {
  it('signs in by keyboard alone, changes a password that somebody else made, and arrives at the page that was asked for', async () => {
    const page = await stranger('/supervision');
    await cleanInBothThemes(page, 'sign-in');
    await press(page, 'Enter');
    await page.waitForSelector('#user-wrong:has-text("请输入用户名")');
    await type(page, 'lin');
    await press(page, 'Tab');
    await type(page, 'a wrong one');
    await press(page, 'Enter');
    await page.waitForSelector('[role="alert"]:has-text("用户名或密码错误")');
    await cleanInBothThemes(page, 'refused');
    // What was typed is selected: one types over it.
    await page.waitForSelector('#password:focus');
    await type(page, FIRST);
    await press(page, 'Enter');
    await page.waitForSelector('#password-old:focus');
    expect(path(page)).toBe('/console/password');
    await type(page, FIRST);
    await press(page, 'Tab');
    await type(page, 'short');
    await press(page, 'Enter');
    await page.waitForSelector('#password-next-wrong:has-text("至少 10 个字符")');
    await cleanInBothThemes(page, 'password');
    await press(page, 'Control+A');
    await type(page, OWN);
    await press(page, 'Tab');
    await type(page, OWN);
    await press(page, 'Enter');
    await page.waitForURL('**/console/supervision');
    expect(await page.title()).toMatch(/^座席监控 · /);
    await page.context().close();
  });

  it('gets nowhere else before that password is changed', async () => {
    const boss = await enter(centre, 'administrator', '/password');
    await boss.context().request.put(`${centre.url}/api/console/users/lin`, {
      data: { name: '林主管', role: 'supervisor', agentId: null, disabled: false, password: FIRST },
      headers: { 'x-wssp-console': '1' },
    });
    await boss.context().close();
    const page = await stranger('/wallboard');
    await type(page, 'lin');
    await press(page, 'Tab');
    await type(page, FIRST);
    await press(page, 'Enter');
    await page.waitForURL('**/console/password**');
    await page.goto(`${centre.url}/console/wallboard`);
    await page.waitForURL('**/console/password**');
    await page.context().close();
  });

  it('enters the demonstration in a role without a password, and leaves it again', async () => {
    const page = await stranger('/wallboard');
    await page.click('[data-role="supervisor"]');
    await page.waitForURL('**/console/wallboard');
    await page.click('.person');
    await page.click('text=退出登录');
    await page.waitForURL('**/console/sign-in');
    await page.goto(`${centre.url}/console/wallboard`);
    await page.waitForSelector('#user');
    await page.context().close();
  });
});

describe('the shell', () => {
  it('shows each role its own pages, and leads an agent away from those of supervisors', async () => {
    const agent = await enter(centre, 'agent', '/wallboard');
    await agent.waitForSelector('.person');
    await agent.waitForFunction(() => !location.pathname.endsWith('/wallboard'));
    expect(await agent.locator('nav a[href="/console/wallboard"]').count()).toBe(0);
    const supervisor = await enter(centre, 'supervisor', '/');
    await supervisor.waitForURL('**/console/wallboard');
    expect(await supervisor.locator('nav a[href="/console/supervision"]').count()).toBe(1);
    await agent.context().close();
    await supervisor.context().close();
  });

  it('keeps language and looks over a reload', async () => {
    const page = await enter(centre, 'supervisor', '/wallboard');
    await page.waitForSelector('h1:has-text("监控大屏")');
    await page.click('header button:has-text("English")');
    await page.waitForSelector('h1:has-text("Wallboard")');
    await page.click('header [aria-label="Appearance"]');
    await page.click('text=Dark');
    await page.waitForSelector('html.dark');
    await page.reload();
    await page.waitForSelector('html.dark[lang="en"] h1:has-text("Wallboard")');
    await page.context().close();
  });

  it('is walked by keyboard: past the menu, and each new page begins with the focus on it', async () => {
    const page = await enter(centre, 'supervisor', '/wallboard');
    await page.waitForSelector('[data-live="live"]');
    await press(page, 'Tab');
    await page.waitForSelector('.skip:focus');
    await press(page, 'Enter');
    await page.waitForSelector('main:focus');
    await page.focus('nav a[href="/console/supervision"]');
    await press(page, 'Enter');
    await page.waitForURL('**/console/supervision');
    await page.waitForSelector('main:focus');
    await page.context().close();
  });
});
