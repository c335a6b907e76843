/** Work that is no simple call: lists worked one by one, a leave ordered for later, calls sent on, whispering. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { until } from '../lib/until.ts';
import type { DemoCentre, LabCustomer } from '../virtual/lib/demo-centre.ts';
import { openCentre, ToolbarPage } from './lib/toolbar-page.ts';

let centre: DemoCentre;
let agent: ToolbarPage;
let boss: ToolbarPage;
beforeAll(async () => {
  centre = await openCentre();
  agent = await ToolbarPage.agent(centre, '888', '6002');
  boss = await ToolbarPage.agent(centre, '800', '6001');
  await boss.choose(36, 'mode:3');
  await boss.tip('工作模式成功');
});
afterAll(() => centre?.close());

/** As a page of the CRM does; the tenant shows these modes in no menu. */
const mode = (basic: number) => agent.page.evaluate(`softphone.spfunction(36, '${basic}')`);
async function tasks(kind: 'dial' | 'work', items: string): Promise<void> {
  const delegatorId = await boss.page.evaluate('softphone.wssp.delegatorId');
  const answer = await fetch(`${centre.url}/api/v1/sessions/6001/commands/ImportTasks`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-delegator-id': String(delegatorId) },
    body: JSON.stringify({ kind, skillCode: '1001', items, attached: { campaign: '回访' } }),
  });
  expect(answer.status).toBe(200);
}
async function talking(): Promise<LabCustomer> {
  const customer = await centre.customer('13800138000');
  await agent.page.click('.banner .answer');
  await agent.state(6);
  return customer;
}
async function idle(): Promise<void> {
  await agent.press(31);
  await agent.state(3);
}

it('numbers of a list are shown one by one: skipped, deleted, dialled; nothing moves', async () => {
  const places = await agent.places();
  await mode(5);
  await tasks('dial', '013800139201,013800139202,013800139200');
  await agent.state(28);
  expect(await agent.text('.call')).toBe('013800139201 待处理 普通服务');
  expect(await agent.text('[data-key="campaign"] dd')).toBe('回访');
  expect(await agent.places()).toEqual(places);
  await agent.press(46);
  await agent.page.locator('.call-number', { hasText: '013800139202' }).waitFor();
  await agent.press(45);
  await agent.page.locator('.call-number', { hasText: '013800139200' }).waitFor();
  await agent.press(44);
  await agent.state(6);
  expect(await agent.text('.call')).toContain('013800139200 呼出');
  expect(await agent.places()).toEqual(places);
  await agent.press(10);
  await idle();
});

it('the list is put away with a leave; the number that was shown is somebody else’s then', async () => {
  await tasks('dial', '013800139203');
  await agent.state(28);
  await agent.press(43);
  await agent.state(23);
  await agent.text('.call').then((text) => expect(text).toBe('暂无通话'));
  await mode(0);
  await agent.page.waitForSelector('.state[data-state="3"], .state[data-state="23"]');
  if ((await agent.page.getAttribute('.state', 'data-state')) === '23') await agent.press(34);
  await agent.state(3);
});

it('pieces of work are shown by their name, and finished with the big button', async () => {
  await mode(2);
  await tasks('work', '回信给王小明');
  await agent.state(29);
  expect(await agent.text('.call')).toBe('回信给王小明 待处理 普通服务');
  await agent.press(47);
  await agent.state(3);
  await mode(0);
  await agent.page.locator('.who-mode', { hasText: '示闲' }).waitFor();
});

it('a leave ordered in a call is shown, and taken back or kept', async () => {
  const customer = await talking();
  await agent.press(36);
  await agent.page.click('.menu [data-value="leave:2"]');
  await agent.page.locator('.who-mode', { hasText: '通话结束后：就餐' }).waitFor();
  await agent.press(36);
  await agent.page.click('.menu [data-value="stay"]');
  await agent.page.locator('.who-mode', { hasText: '示闲' }).waitFor();
  await agent.press(36);
  await agent.page.click('.menu [data-value="leave:1"]');
  await agent.page.locator('.who-mode', { hasText: '通话结束后：开会' }).waitFor();
  await customer.hangUp();
  await agent.press(31);
  await agent.state(23);
  await agent.press(34);
  await agent.state(3);
});

it('a customer is sent to a skill, and to the survey', async () => {
  const customer = await talking();
  await agent.choose(9, 'Skill');
  await agent.page.waitForSelector('dialog[open] [data-target="SK 1002"]');
  expect(await agent.text('dialog[open] [data-target="SK 1002"]')).toContain('紧急问题');
  await agent.pick('SK 1002');
  await agent.state(19);
  // The agent holds that skill too, and nobody else is there.
  await agent.press(31);
  await agent.page.click('.banner .answer');
  await agent.state(6);
  await agent.choose(9, 'survey:999');
  await agent.state(19);
  await until(async () => (await customer.hears()).includes('prompt'), 'the customer to be asked');
  await customer.hangUp();
  await idle();
});

it('a call is sent on while it rings', async () => {
  const customer = await centre.customer('13800138000');
  await agent.page.click('.banner button:has-text("振铃转接")');
  await agent.pick('AGT 6001');
  await boss.page.click('.banner .answer');
  await boss.state(6);
  await agent.state(3);
  await customer.hangUp();
  await boss.press(31);
  await boss.state(3);
});

it('a supervisor whispers: the agent hears it, the customer does not', async () => {
  const customer = await talking();
  await boss.press(5);
  await boss.pick('AGT 6002');
  await boss.state(17);
  await boss.press(1001);
  await boss.tip('耳语成功');
  expect(await customer.hears()).toEqual(['6002']);
  await boss.press(26);
  await boss.state(6);
  expect(await customer.hears()).toEqual(['6001']);
  await agent.state(19);
  await customer.hangUp();
  await boss.press(31);
  await boss.state(3);
  await idle();
});

it('no page complained', () => {
  expect(centre.browser.complaints).toEqual([]);
});
