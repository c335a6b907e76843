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

it('a reload of the parameters changes the buttons of an agent at work', async () => {
  await agent.button(33, true);
  await centre.setParam('SOFTPHONEMASKENABLED', '33,34');
  expect(await centre.reloadParameters()).toBe('true');
  expect(await agent.button(33, false)).toContain('屏蔽');
  await centre.setParam('SOFTPHONEMASKENABLED', '');
  expect(await centre.reloadParameters()).toBe('true');
  await agent.button(33, true);
});

it('the place for transfers comes and goes with its parameter', async () => {
  const transfer = '#toolbar [data-place="9"]';
  await centre.setParam('ONESTEPTRANSFERSUPPORT', '0');
  await centre.reloadParameters();
  await agent.page.waitForSelector(transfer, { state: 'hidden' });
  await centre.setParam('ONESTEPTRANSFERSUPPORT', '1');
  await centre.reloadParameters();
  await agent.page.waitForSelector(transfer, { state: 'visible' });
});
