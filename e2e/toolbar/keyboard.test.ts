/** Everything by keyboard alone, and the focus is never lost. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { until } from '../lib/until.ts';
import type { DemoCentre } from '../virtual/lib/demo-centre.ts';
import { openCentre, ToolbarPage } from './lib/toolbar-page.ts';

let centre: DemoCentre;
let agent: ToolbarPage;
beforeAll(async () => {
  centre = await openCentre();
  agent = await ToolbarPage.open(centre, 'agentId=888&ins=6002');
  await agent.state(1);
});
afterAll(() => centre?.close());

const press = (keys: string) => agent.page.keyboard.press(keys);

it('the bar is one tab stop; arrow keys go through it; Enter presses', async () => {
  const stops: string[] = [];
  for (let n = 0; n < 7; n++) {
    await press('Tab');
    stops.push(await agent.focus());
  }
  // The scrolling panels are stops too: who has no mouse scrolls with arrow keys.
  expect(stops.slice(0, 6)).toEqual(['primary', 'power', 'number', 'go', 'keys', 'tools']);
  await agent.page.focus('.bar [data-place="power"]');
  await press('ArrowRight');
  expect(await agent.focus()).toBe('mode');
  await press('End');
  expect(await agent.focus()).toBe('join');
  await press('ArrowRight');
  expect(await agent.focus()).toBe('power');
  await press('Enter');
  await agent.state(3);
  expect(await agent.focus()).toBe('power');
});

it('a menu opens at its button, is walked with arrows, and gives the focus back', async () => {
  await press('Home');
  for (let n = 0; n < 6; n++) await press('ArrowRight');
  expect(await agent.focus()).toBe('pause');
  await press('Enter');
  await agent.page.waitForSelector('.menu [data-value="0"]:focus');
  await press('ArrowDown');
  await press('ArrowDown');
  expect(await agent.focus()).toBe('2');
  await press('Escape');
  await agent.page.waitForSelector('.menu', { state: 'hidden' });
  expect(await agent.focus()).toBe('pause');
  await press('Enter');
  await press('ArrowUp');
  await press('Enter');
  await agent.state(23);
  expect(await agent.focus()).toBe('pause');
  await agent.page.waitForSelector('.place[data-func="34"]:not([data-settling])');
  await press('Enter');
  await agent.state(3);
});

it('a call is answered, held, retrieved and ended with shortcuts, from anywhere in the page', async () => {
  await agent.page.focus('#customers button');
  const customer = await centre.customer('13800138000');
  await agent.state(5);
  await press('Alt+A');
  await agent.state(6);
  await press('Alt+7');
  await agent.state(7);
  expect(await customer.hears()).toEqual(['music']);
  await agent.page.waitForSelector('.place[data-func="11"]:not([data-settling])');
  await press('Alt+7');
  await agent.state(6);
  await agent.page.waitForSelector('.place[data-func="10"]:not([data-settling])');
  await press('Alt+3');
  await agent.state(19);
  await agent.page.waitForSelector('.primary[data-func="31"]:not([data-settling])');
  await press('Alt+A');
  await agent.state(3);
});

it('a dialog keeps the focus until it is closed', async () => {
  await press('Alt+5');
  await agent.state(8);
  await agent.page.waitForSelector('#ask-number:focus');
  const inside = () =>
    agent.page.evaluate(() => {
      const root = document.querySelector('wssoftphone-ui')?.shadowRoot;
      return document.activeElement === document.body || root?.querySelector('dialog')?.contains(root.activeElement);
    });
  for (let n = 0; n < 24; n++) {
    await press('Tab');
    expect(await inside()).toBe(true);
  }
  await press('Escape');
  await agent.state(3);
});

it('the number field: Alt+N, a number, Enter', async () => {
  await press('Alt+N');
  await agent.page.keyboard.type('013800139200');
  await press('Enter');
  await agent.state(6);
  await press('Alt+3');
  await agent.state(19);
  await agent.page.waitForSelector('.primary[data-func="31"]:not([data-settling])');
  await press('Alt+A');
  await agent.state(3);
});

it('shortcuts can be seen and changed, and the browser remembers them', async () => {
  expect(await agent.button(33)).toContain('Alt+7');
  await press('Alt+S');
  await agent.page.click('.tools');
  await agent.page.click('.menu [data-value="settings"]');
  await agent.page.focus('[data-shortcut="pause"]');
  await press('Enter');
  await agent.page.waitForSelector('[data-shortcut="pause"].waiting');
  await press('F9');
  await agent.page.locator('[data-shortcut="pause"]', { hasText: 'F9' }).waitFor();
  await press('Escape');
  await agent.page.waitForSelector('.panel', { state: 'hidden' });
  await agent.page.reload();
  await agent.state(3);
  expect(await agent.button(33)).toContain('F9');
  await press('F9');
  await agent.page.waitForSelector('.menu [data-value="0"]:focus');
  await press('Escape');
});

it('states, calls and tips are read out', async () => {
  const said: string[] = [];
  await agent.page.exposeFunction('heard', (text: string) => said.push(text));
  await agent.page.evaluate(() => {
    const root = document.querySelector('wssoftphone-ui')?.shadowRoot;
    for (const region of root?.querySelectorAll('[aria-live]') ?? []) {
      const tell = () => (globalThis as unknown as { heard(text: string): void }).heard(region.textContent ?? '');
      new MutationObserver(tell).observe(region, { childList: true, characterData: true, subtree: true });
    }
  });
  // What was said, not what stands there: the next sentence takes the place of the one before.
  const heard = (text: string) => until(() => said.some((one) => one.includes(text)), `“${text}” to be read out`);
  const customer = await centre.customer('13800138000');
  await heard('13800138000 来电');
  await press('Alt+A');
  await heard('状态：通话');
  await heard('应答成功');
  await customer.hangUp();
  await heard('状态：话后');
  await agent.state(19);
  await press('Alt+A');
  await agent.state(3);
});

it('a consult, a conference and a transfer, without a mouse', async () => {
  const colleague = await ToolbarPage.agent(centre, '999', '6003');
  await colleague.choose(33, '0');
  await colleague.state(23);
  const customer = await centre.customer('13800138000');
  await agent.state(5);
  await press('Alt+A');
  await agent.state(6);
  await colleague.press(34);
  await colleague.state(3);
  const settled = (place: string) =>
    agent.page.waitForSelector(`[data-place="${place}"][aria-disabled="false"]:not([data-settling])`);
  await settled('inner');
  await press('Alt+6');
  await agent.page.waitForSelector('#search:focus');
  await agent.page.keyboard.type('999');
  await press('Enter');
  await agent.state(10);
  await colleague.page.waitForSelector('.banner .answer');
  await colleague.page.keyboard.press('Alt+A');
  await agent.state(11);
  await settled('inner');
  await press('Alt+6');
  await agent.state(12);
  await settled('join');
  await press('Alt+0');
  await agent.state(21);
  expect((await customer.hears()).sort()).toEqual(['6002', '6003']);
  await settled('join');
  await press('Alt+0');
  await agent.state(6);
  await colleague.state(19);
  await colleague.press(31);
  await colleague.state(3);
  await settled('transfer');
  await press('Alt+9');
  await agent.page.waitForSelector('.menu button:focus');
  expect(await agent.focus()).toBe('Agent');
  await press('Enter');
  await agent.page.waitForSelector('#search:focus');
  // From the search into what it found, and out again with the choice.
  await agent.page.waitForSelector('dialog [data-target="EXT 6001"], dialog [data-target="AGT 6003"]');
  await press('ArrowDown');
  expect(await agent.page.evaluate(`document.querySelector('wssoftphone-ui').shadowRoot.activeElement.type`)).toBe(
    'radio',
  );
  await press('Space');
  await press('Enter');
  await colleague.page.waitForSelector('.banner .answer');
  await colleague.page.keyboard.press('Alt+A');
  await colleague.state(6);
  await agent.state(19);
  await press('Alt+A');
  await agent.state(3);
  await customer.hangUp();
  await colleague.press(31);
  await colleague.press(2);
  await colleague.state(1);
  await colleague.close();
});

it('a supervisor chooses whom to monitor and to control, without a mouse', async () => {
  const boss = await ToolbarPage.agent(centre, '800', '6001');
  const keys = (combination: string) => boss.page.keyboard.press(combination);
  await keys('Alt+8');
  await boss.page.waitForSelector('dialog[open] [data-target="AGT 6002"], dialog[open] .empty');
  await keys('Escape');
  await boss.state(3);
  await boss.page.waitForSelector('[data-place="control"][aria-disabled="false"]');
  await keys('Alt+C');
  await boss.page.waitForSelector('dialog[open] #search:focus');
  await boss.page.keyboard.type('888');
  // The only one that is left is chosen; Tab leads from it to what can be done.
  for (let n = 0; n < 12 && (await boss.page.locator('[data-control="2"]:focus').count()) === 0; n++) await keys('Tab');
  await keys('Enter');
  await agent.state(23);
  await keys('Escape');
  await agent.page.waitForSelector('[data-place="pause"][data-func="34"]:not([data-settling])');
  await press('F9'); // as it was changed to before
  await agent.state(3);
  await keys('Alt+1');
  await boss.state(1);
  await boss.close();
});
