import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AgentPage } from './lib/agent-page.ts';
import { DemoCentre } from './lib/demo-centre.ts';

let centre: DemoCentre;
let agent: AgentPage;
beforeAll(async () => {
  centre = await DemoCentre.open();
  agent = await centre.agent('888', '6002');
});
afterAll(() => centre?.close());

/** Pastes as a person does, with what a document has around a number. */
async function paste(text: string): Promise<void> {
  await agent.page.fill('#number', '');
  await agent.page.focus('#number');
  await agent.page.evaluate((pasted) => {
    const data = new DataTransfer();
    data.setData('text', pasted);
    const field = document.querySelector('#number');
    field?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, text);
}

it('dials a pasted number, cleaned up, and talks', async () => {
  await agent.forget();
  await paste('tel:0 138-0013 9200');
  expect(await agent.page.inputValue('#number')).toBe('013800139200');
  await agent.page.keyboard.press('Enter');
  await agent.state(6);
  expect(await agent.states()).toEqual([9, 6]);
  expect(await agent.text('#call-number')).toBe('013800139200');
  expect(await agent.text('#call-line')).toContain('外呼');
  await agent.press(10);
  await agent.state(19);
  await agent.press(31);
  await agent.state(3);
});

it('a telephone that the server cannot answer for rings first', async () => {
  const desk = await centre.agent('999', '6006');
  await desk.forget();
  await desk.press(3);
  await desk.state(8);
  await desk.page.keyboard.type('013900001111'); // the number has the focus
  await desk.page.keyboard.press('Enter');
  await desk.state(47);
  await desk.page.click('#lab-phones [data-do="answer"]'); // the agent picks up
  await desk.state(9);
  const customer = await centre.dialled('013900001111');
  await desk.page.waitForSelector('#lab-customers [data-do="answer"]');
  await customer.answer();
  await desk.state(6);
  await customer.hangUp();
  await desk.state(19);
  await desk.press(31);
  await desk.state(3);
  expect(await desk.states()).toEqual([8, 46, 47, 9, 6, 19, 3]);
  await desk.page.close();
});

it.each([
  ['013912349486', '对方忙'],
  ['013912349603', '对方拒接'],
  ['013912349404', '号码无法接通'],
])('%s: %s', async (number, tip) => {
  await agent.page.fill('#number', number);
  await agent.page.press('#number', 'Enter');
  await agent.tip(tip);
  await agent.state(3);
  expect(await agent.page.getAttribute('#tip', 'data-kind')).toBe('bad');
});

it('refuses a number that the dial plan does not allow, before the switch hears of it', async () => {
  await agent.page.fill('#number', '00012125550100');
  await agent.page.press('#number', 'Enter');
  await agent.tip('不允许拨打');
  expect((await centre.customers()).some((one) => one.number.includes('2125550100'))).toBe(false);
});

it('cancels', async () => {
  await agent.page.fill('#number', '013900002222');
  await agent.page.press('#number', 'Enter');
  await agent.state(9);
  const customer = await centre.dialled('013900002222');
  await agent.press(12);
  await agent.state(3);
  expect((await customer.state()).phase).toBe('ended');
});

it('leaves dialling with Escape', async () => {
  await agent.press(3);
  await agent.state(8);
  await agent.page.press('#number', 'Escape');
  await agent.state(3);
});

it('dial() of the library resolves with the call, or rejects with the catalogue’s error', async () => {
  const outcomes = await agent.page.evaluate(async () => {
    const { wssp } = globalThis as unknown as { wssp: { dial(number: string): Promise<{ COID: string }> } };
    const failed = await wssp.dial('013912349486').catch((error: { code: string; text: string; remedy: string }) => ({
      code: error.code,
      text: error.text,
      remedy: error.remedy,
    }));
    return [failed, (await wssp.dial('013800139200')).COID];
  });
  expect(outcomes[0]).toEqual({ code: 'NumberBusy', text: '对方忙,呼叫失败', remedy: '稍后再试' });
  expect(outcomes[1]).toMatch(/^BC_1_/);
  await agent.press(10);
  await agent.state(19);
});
