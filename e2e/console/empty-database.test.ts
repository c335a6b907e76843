/** A new server without demonstration data: from nothing to a customer with an agent, through the console alone. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
// @ts-expect-error -- plain JavaScript, without types
import { freshConsole } from '../../scripts/build-console.mjs';
import { Agent } from '../lib/agent.ts';
import { DemoCentre } from '../virtual/lib/demo-centre.ts';
import { addTo, field, pick, save, write } from './lib/forms.ts';

const OWN_PASSWORD = 'chosen by the administrator';

let centre: DemoCentre;
beforeAll(async () => {
  await freshConsole();
  centre = await DemoCentre.open([], false);
});
afterAll(() => centre?.close());

it('leads from an empty database to a call', async () => {
  const { url } = centre;
  const page = await centre.browser.page(`${url}/console/`);
  page.setDefaultTimeout(20_000);
  await page.setViewportSize({ width: 1366, height: 768 });

  // The administrator signs in with the password of the first start, and makes one that nobody else has read.
  const first = (await readFile(join(centre.dataDir, 'console-password'), 'utf8')).trim();
  await page.fill('#user', 'admin');
  await page.fill('#password', first);
  await page.keyboard.press('Enter');
  await page.fill('#password-old', first);
  await page.fill('#password-next', OWN_PASSWORD);
  await page.fill('#password-again', OWN_PASSWORD);
  await page.keyboard.press('Enter');

  // What is missing is said, and led to.
  await page.waitForURL('**/admin/first-steps');
  await page.waitForSelector('[data-step="department"].next');
  expect(await page.locator('[data-step].done').count()).toBe(0);
  await page.click('[data-step="department"] a');
  await page.waitForSelector('.el-dialog [data-column="id"]');
  await write(page, 'id', '1');
  await write(page, 'name', '客服部');
  await save(page);

  await addTo(page, url, 'tables/skills');
  await write(page, 'code', '1001');
  await write(page, 'name', '售后');
  await save(page);

  await addTo(page, url, 'tables/agents');
  await write(page, 'agent_id', '501');
  await write(page, 'name', '周敏');
  await pick(page, 'dept', '客服部');
  await pick(page, 'skills', '售后');
  await save(page);

  await addTo(page, url, 'tables/extensions');
  await write(page, 'number', '7001');
  await pick(page, 'kind', '虚拟话机');
  await field(page, 'server_answer').locator('.el-checkbox').click();
  await save(page);

  await addTo(page, url, 'tables/dnis_routes');
  await write(page, 'pattern', '4001');
  await pick(page, 'target', '转技能');
  await pick(page, 'target', '售后', 1);
  await save(page);

  await addTo(page, url, 'users');
  await write(page, 'user', 'zhou');
  await pick(page, 'agentId', '501');
  await field(page, 'password').getByRole('button').click();
  const given = await field(page, 'password').locator('input').inputValue();
  await save(page);

  await page.goto(`${url}/console/admin/first-steps`);
  await page.waitForSelector('[data-step="user"].done');
  expect(await page.locator('[data-step]:not(.done)').count()).toBe(0);

  // The agent signs in at another desk, and logs on with what the console hands out.
  const desk = (await centre.browser.page()).context().request;
  const headers = { 'x-wssp-console': '1' };
  const ask = async (path: string, data: object) => {
    const answer = await desk.post(`${url}/api/console/${path}`, { data, headers });
    expect(answer.ok(), `${path}: ${answer.status()}`).toBe(true);
  };
  await ask('sign-in', { user: 'zhou', password: given });
  await ask('password', { old: given, new: 'the agent knows this one' });
  const phone = (await (await desk.get(`${url}/api/console/phone-token`)).json()) as { agentId: string; token: string };
  expect(phone.agentId).toBe('501');
  const line = `${url.replace('http', 'ws')}/?token=${phone.token}`;
  const agent = await Agent.connect(line, { agentId: '501', ins: '7001' });
  await agent.logOn();

  const customer = centre.virtual.exchange.customerCalls('13800138000', '4001');
  const arrived = await agent.event('CallArrive');
  expect(arrived.coInfos).toMatchObject({ ANI: '13800138000' });
  await agent.ask('AnswerCall');
  await agent.event('DevConnected');
  expect(customer && centre.virtual.exchange.hangup(customer)).toBe(true);
  await agent.event('DevDisconnected');

  // And the call is in the records.
  await page.goto(`${url}/console/records`);
  await page.waitForSelector('.grid tbody tr:has-text("13800138000"):has-text("501 周敏")');
  agent.close();
  expect(centre.browser.complaints.filter((text) => !text.includes('401'))).toEqual([]);
});
