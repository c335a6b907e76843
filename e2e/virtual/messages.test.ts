import { afterAll, beforeAll, expect, it } from 'vitest';
import { DemoCentre } from './lib/demo-centre.ts';

let centre: DemoCentre;
beforeAll(async () => {
  centre = await DemoCentre.open();
});
afterAll(() => centre?.close());

it('an agent chooses a colleague from the list and sends a message', async () => {
  const from = await centre.agent('888', '6002');
  const to = await centre.agent('999', '6003');
  await from.press(37);
  await from.page.waitForSelector('#chooser[open]');
  // Only those who are there, with their state; the filter narrows the list.
  expect(await from.text('#chooser-list')).toContain('测试工号');
  expect(await from.text('#chooser-list')).toContain('空闲-普通模式');
  await from.page.fill('#chooser-input', 'nobody of that name');
  expect(await from.page.isDisabled('#chooser-ok')).toBe(true);
  await from.page.fill('#chooser-input', '6003');
  await from.page.keyboard.press('Enter');
  await from.page.waitForFunction(() => document.querySelector('#chooser-title')?.textContent === '消息内容');
  await from.page.keyboard.type('下班后开会');
  await from.page.keyboard.press('Enter');
  await from.tip('发送消息成功');
  await to.page.waitForFunction(() => document.querySelector('#log')?.textContent?.includes('员工888: 下班后开会'));
});
