import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AgentPage } from './lib/agent-page.ts';
import { DemoCentre, type LabCustomer } from './lib/demo-centre.ts';

let centre: DemoCentre;
let agent: AgentPage;
let customer: LabCustomer;
beforeAll(async () => {
  centre = await DemoCentre.open();
  agent = await centre.agent('888', '6002');
  customer = await centre.customer('13800138000');
  await agent.press(42);
  await agent.state(6);
});
afterAll(() => centre?.close());

it('a server that goes away switches the buttons off and says so; when it is back, the call is still there', async () => {
  const { port } = centre.parts.address;
  await centre.stop();
  await agent.page.waitForSelector('#banner:not([hidden])');
  expect(await agent.text('#banner-text')).toContain('重新连接');
  expect(await agent.page.$$('[data-func][aria-disabled="false"]')).toEqual([]);
  expect(await agent.button(6, false)).toContain('软电话未连接');
  // What was known last stands there still.
  expect(await agent.text('#state-name')).toBe('通话');
  expect(await agent.text('#call-number')).toBe('13800138000');

  await centre.start(port);
  await agent.state(6);
  await agent.page.waitForSelector('#banner', { state: 'hidden' });
  expect(await customer.hears()).toEqual(['6002']);
  await agent.press(6);
  await agent.state(7);
  expect(await customer.hears()).toEqual(['music']);
});
