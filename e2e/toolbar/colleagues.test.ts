/** With colleagues and supervisors: inner call, consult, conference, transfer, IVR, monitor, control, messages. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DemoCentre, LabCustomer } from '../virtual/lib/demo-centre.ts';
import { openCentre, ToolbarPage } from './lib/toolbar-page.ts';

let centre: DemoCentre;
let one: ToolbarPage;
let other: ToolbarPage;
beforeAll(async () => {
  centre = await openCentre();
  one = await ToolbarPage.agent(centre, '888', '6002');
  other = await ToolbarPage.agent(centre, '999', '6003', 'layout=compact');
});
afterAll(() => centre?.close());

const idle = async (toolbar: ToolbarPage): Promise<void> => {
  await toolbar.press(31);
  await toolbar.state(3);
};
/** A customer whom the first agent talks to: the other one is on leave meanwhile. */
async function customerOfOne(): Promise<LabCustomer> {
  await other.choose(33, '0');
  await other.state(23);
  const customer = await centre.customer('13800138000');
  await one.page.click('.banner .answer');
  await one.state(6);
  await other.press(34);
  await other.state(3);
  return customer;
}

describe('calls between agents', () => {
  it('inner call: the list, a search, the colleague’s banner', async () => {
    await one.press(4);
    await one.page.fill('#search', 'nobody of that name');
    await one.page.locator('dialog .empty', { hasText: 'nobody of that name' }).waitFor();
    expect(await one.page.getAttribute('dialog .go', 'aria-disabled')).toBe('true');
    await one.page.fill('#search', '999 空闲');
    await one.page.keyboard.press('Enter'); // the only one that is left needs no click
    await other.page.waitForSelector('.banner .answer');
    expect(await other.text('.banner')).toContain('同事来电');
    await other.page.click('.banner .answer');
    await one.state(26);
    await other.state(26);
    await one.press(10);
    await one.state(3);
    await other.state(3);
  });

  it('inner call: thought better of', async () => {
    await one.press(4);
    await one.state(24);
    await one.page.waitForSelector('dialog[open]');
    await one.page.keyboard.press('Escape');
    await one.state(3);
  });

  it('consult, swap, conference, the colleague is sent away; nothing moves', async () => {
    const customer = await customerOfOne();
    const places = await one.places();
    await one.press(7);
    await one.pick('AGT 6003');
    await one.state(10);
    await other.page.click('.banner .answer');
    await one.state(11);
    await other.state(20);
    expect(await customer.hears()).toEqual(['music']);
    expect(await one.places()).toEqual(places);
    await one.press(16);
    await one.state(12);
    await one.press(18);
    await one.state(11);
    await one.press(17);
    await one.state(21);
    expect((await customer.hears()).sort()).toEqual(['6002', '6003']);
    expect(await one.places()).toEqual(places);
    await one.press(50);
    await one.state(6);
    await customer.hangUp();
    await idle(one);
    await other.page.waitForSelector('.state[data-state="3"], .state[data-state="19"]');
    if ((await other.page.getAttribute('.state', 'data-state')) === '19') await idle(other);
  });

  it('consult, then the colleague has the customer and the data', async () => {
    const customer = await customerOfOne();
    await one.press(7);
    await one.pick('AGT 6003');
    await other.page.click('.banner .answer');
    await one.state(11);
    await one.press(15);
    await one.state(19);
    await other.state(6);
    expect(await other.text('.call-number')).toBe('13800138000');
    await idle(one);
    await customer.hangUp();
    await idle(other);
  });
});

describe('transfers', () => {
  it('to a colleague, from the menu of the transfer', async () => {
    const customer = await customerOfOne();
    await one.choose(9, 'Agent');
    await one.pick('AGT 6003');
    await other.page.click('.banner .answer');
    await other.state(6);
    await one.state(19);
    await idle(one);
    await customer.hangUp();
    await idle(other);
  });
});

describe('IVR', () => {
  it('password check: the agent waits, and fetches the customer back', async () => {
    const customer = await customerOfOne();
    await one.choose(9, 'IVR');
    await one.pick('IVR 8888');
    await one.state(31);
    await one.page.click('.primary[data-func="52"]');
    await one.state(6);
    await customer.hangUp();
    await idle(one);
  });
});

describe('a supervisor', () => {
  let boss: ToolbarPage;
  beforeAll(async () => {
    boss = await ToolbarPage.agent(centre, '800', '6001');
    await boss.choose(33, '0');
    await boss.state(23);
  });

  it('listens, joins and leaves', async () => {
    const customer = await customerOfOne();
    await boss.press(34);
    await boss.state(3);
    await boss.press(5);
    await boss.pick('AGT 6002');
    await boss.state(17);
    await boss.press(27);
    await boss.state(18);
    await boss.press(49);
    await one.state(6);
    await customer.hangUp();
    await idle(one);
    await boss.page.waitForSelector('.state[data-state="3"], .state[data-state="19"]');
    if ((await boss.page.getAttribute('.state', 'data-state')) === '19') await idle(boss);
  });

  it('sends an agent on leave and out; the agent reads who it was, and being thrown out takes two clicks', async () => {
    await boss.press(68);
    await boss.page.click('dialog[open] [data-target="AGT 6003"]');
    await boss.page.click('[data-control="2"][aria-disabled="false"]');
    await other.state(23);
    expect(await other.page.getAttribute('.tip', 'data-tip')).toContain('班长 赵班长：强制离席');
    await boss.page.locator('dialog [data-target="AGT 6003"]', { hasText: '离席' }).waitFor();
    await boss.page.click('[data-control="1"]');
    await boss.page.locator('[data-control="1"]', { hasText: '确认' }).waitFor();
    await other.state(23);
    await boss.page.click('[data-control="1"]');
    await other.state(1);
    await boss.page.keyboard.press('Escape');
    // Logs on in the work mode that the supervisor has set: on leave.
    await other.press(1);
    await other.state(23);
  });
});

it('messages: unread, read, answered', async () => {
  await one.press(37);
  await one.page.click('.panel [data-thread="6003"]');
  await one.page.fill('#message', '下班后开会');
  await one.page.keyboard.press('Enter');
  await other.page.locator('.place .badge', { hasText: '1' }).waitFor();
  await other.press(51);
  await other.page.locator('.lines .text', { hasText: '下班后开会' }).waitFor();
  await other.page.waitForSelector('.place .badge', { state: 'detached' });
  await other.page.fill('#message', '好的');
  await other.page.keyboard.press('Enter');
  await one.page.locator('.lines .text', { hasText: '好的' }).waitFor();
  expect(await one.page.locator('.place .badge').count()).toBe(0); // the conversation is open
  await one.page.waitForSelector('.bar [data-func="37"]');
  expect(centre.browser.complaints).toEqual([]);
});
