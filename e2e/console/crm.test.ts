/** The demonstration CRM as a newcomer meets it: from signing in to a handled call, and through the page without a softphone. */
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

const STATE = 'wssoftphone-ui .state';
const on = (func: number) => `wssoftphone-ui .bar [data-func="${func}"][aria-disabled="false"]:not([data-settling])`;
const step = (id: string) => `.tour [data-step="${id}"]`;

describe('the demonstration CRM', () => {
  it('leads a newcomer from logging on to a dialled call, step by step', async () => {
    const page = await enter(centre, 'agent', '/crm');
    await page.waitForSelector(step('logon'));
    await page.click(on(1));
    await page.waitForSelector(`${STATE}[data-state="3"]`);
    await page.waitForSelector(step('arrive'));
    await page.click('[data-call-in="13800138000"]');
    await page.waitForSelector('[data-customer-card="13800138000"][data-pop="true"]');
    await page.waitForSelector(step('answer'));
    await page.click('wssoftphone-ui .primary');
    await page.waitForSelector(step('note'));
    await page.fill('.ticket textarea', '要求回电');
    await page.press('.ticket textarea', 'Tab');
    await page.waitForSelector(step('hold'));
    await page.click(on(6));
    await page.waitForSelector(step('fetch'));
    await page.waitForSelector('[data-customer="13800138000"]:has-text("音乐")');
    await page.click(on(11));
    await page.waitForSelector(step('end'));
    await page.click(on(10));
    await page.waitForSelector(step('wrapup'));
    await page.click('wssoftphone-ui .primary');
    await page.waitForSelector(step('dial'));
    await page.click('[data-dial="013800139200"]');
    await page.waitForSelector(step('remote'));
    await page.waitForSelector('[data-customer-card="013800139200"][data-pop="true"]');

    await cleanInBothThemes(page, 'the CRM in a call');
    // The other tab knows whose softphone it may use, and ends the call through HTTP.
    const [other] = await Promise.all([page.waitForEvent('popup'), page.click('button:has-text("非宿主")')]);
    await other.click('[data-do="Hold"]:not([disabled])');
    await cleanInBothThemes(other, 'the page without a softphone');
    await page.waitForSelector(`${STATE}[data-state="7"]`);
    await page.waitForSelector(step('leave'));
    await other.click('text=JSONP');
    await other.click('[data-do="DropCall"]');
    await other.waitForSelector('[role="log"] [data-good="true"]:has-text("DropCall")');
    await page.waitForSelector(`${STATE}[data-state="19"]`);

    // The notes of the first call are in its record, and the call in the customer's history.
    await page.click('.list >> text=王小明');
    await page.waitForSelector('[data-customer-card="13800138000"] [data-call]');
    const calls = await centre.parts.store.calls('1', {});
    expect(calls.find(({ ani }) => ani === '13800138000')?.data.CRMNOTE).toBe('要求回电');
    await page.context().close();
  });
});
