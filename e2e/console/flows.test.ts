/** The flow editor: a new flow is drawn, checked as one goes, saved, and serves the next caller. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DemoCentre } from '../virtual/lib/demo-centre.ts';
import { cleanInBothThemes } from './lib/axe.ts';
import { enter, openConsole } from './lib/console-centre.ts';

let centre: DemoCentre;
beforeAll(async () => {
  centre = await openConsole();
});
afterAll(async () => {
  expect(centre.browser.complaints).toEqual([]);
  await centre.close();
});

describe('the flow editor', () => {
  it('draws a new flow by keyboard and form, says what is missing, and runs it once it is saved', async () => {
    const page = await enter(centre, 'administrator', '/flows', { width: 1600, height: 900 });
    await page.waitForSelector('[data-open="999"]');
    await cleanInBothThemes(page, 'the list of flows');
    await page.click('button:has-text("新建流程")');
    await page.fill('[data-field="svn"] input, input[data-field="svn"]', '2000');
    await page.fill('[data-field="name"] input, input[data-field="name"]', '问候');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.node[data-node="end"]');

    await page.click('[data-do="add"]');
    await page.click('.el-dropdown-menu__item[data-kind="menu"]');
    await page.waitForSelector('.node.faulty[data-node="menu"]');
    expect(await page.locator('.checked li').count()).toBeGreaterThan(0);

    // The same flow as JSON: what is typed there is drawn at once.
    await page.click('.el-tabs__item:has-text("JSON")');
    const flow = {
      svn: '2000',
      name: '问候',
      start: 'menu',
      nodes: {
        menu: {
          do: 'menu',
          prompts: [{ kind: 'sound', name: 'main-menu' }],
          timeoutSeconds: 5,
          retries: 1,
          choices: { '1': 'service' },
          otherwise: 'end',
        },
        service: { do: 'queue', skill: '1001' },
        end: { do: 'hangup' },
      },
    };
    await page.fill('.json textarea', JSON.stringify(flow, null, 2));
    await page.waitForSelector('.node[data-node="service"]');
    await page.waitForSelector('.checked .good');

    // A node that is renamed is still led to.
    await page.focus('.node[data-node="service"]');
    await page.keyboard.press('Enter');
    await page.click('.el-tabs__item:has-text("节点设置")');
    await page.fill('[data-field="name"] input, input[data-field="name"]', 'people');
    await page.keyboard.press('Tab');
    await page.waitForSelector('.node[data-node="people"]');
    await page.waitForSelector('.checked .good');
    await page.keyboard.press('Control+s');
    await page.waitForSelector('[data-do="save"][disabled]:not(.is-loading)');
    await cleanInBothThemes(page, 'the flow editor');
    expect(centre.parts.runtime.state.index.flows.get('2000')?.nodes.menu).toMatchObject({
      choices: { '1': 'people' },
    });

    await page.click('button:has-text("撤销")');
    await page.waitForSelector('.node[data-node="service"]');

    // A colleague saved it meanwhile: that is not overwritten unasked.
    const theirs = await page.evaluate(async () => {
      const address = '/api/v1/ivr/flows/2000';
      const headers = { 'x-wssp-console': '1', 'content-type': 'application/json' };
      const found = await (await fetch(address, { headers })).json();
      const body = JSON.stringify({ ...found, name: '同事的问候' });
      const answer = await fetch(address, { method: 'PUT', headers, body });
      return answer.ok ? 'saved' : answer.text();
    });
    expect(theirs).toBe('saved');
    await page.fill('.editor header .name input', '我的问候');
    await page.keyboard.press('Control+s');
    await page.locator('.el-message-box', { hasText: '流程已被他人修改' }).waitFor();
    await page.locator('.el-message-box').getByRole('button', { name: '取消' }).click();
    const running = () => centre.parts.runtime.state.index.flows.get('2000')?.name;
    expect(running()).toBe('同事的问候');
    await page.click('[data-do="save"]');
    await page.locator('.el-message-box').getByRole('button', { name: '覆盖' }).click();
    await page.waitForSelector('[data-do="save"][disabled]:not(.is-loading)');
    expect(running()).toBe('我的问候');

    // Of one way to a node that several keys take, each has its name.
    await page.goto(`${centre.url}/console/flows/1000`);
    await page.waitForSelector('.line text:has-text("0, 1, 否则")');
    await page.context().close();
  });
});
