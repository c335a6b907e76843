/** One session, several pages: reloaded, replaced, taken back; and pages that have no softphone of their own. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { AgentPage } from './lib/agent-page.ts';
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

it('a reload in a call brings call and state back within two seconds, without popping it again', async () => {
  const coid = (await agent.callData()).COID;
  const began = Date.now();
  await agent.page.reload();
  await agent.state(6);
  expect(Date.now() - began).toBeLessThan(2_000);
  expect(await agent.text('#call-number')).toBe('13800138000');
  expect((await agent.callData()).COID).toBe(coid);
  expect(await agent.page.isVisible('#logon')).toBe(false);
  expect(await agent.text('#log')).not.toContain('来电振铃');
  expect(await customer.hears()).toEqual(['6002']);
  // And the buttons work.
  await agent.press(6);
  await agent.state(7);
  await agent.press(11);
  await agent.state(6);
});

it('the running time goes on over a reload', async () => {
  await agent.page.waitForFunction(() => document.querySelector('#state-time')?.textContent === '00:02');
  await agent.page.reload();
  await agent.state(6);
  expect(await agent.seconds()).toBeGreaterThanOrEqual(2);
});

it('a second page asks, replaces the first, and the first takes the softphone back', async () => {
  const second = await centre.page();
  await second.logOn('888', '6002');
  await second.page.waitForSelector('#confirm[open]');
  await second.page.click('#confirm-yes');
  await second.state(6);
  await agent.page.waitForSelector('#replaced[open]');
  expect(await agent.page.$$('[data-func][aria-disabled="false"]')).toEqual([]);
  expect(await second.text('#call-number')).toBe('13800138000');

  await agent.page.click('#take-back');
  await agent.state(6);
  expect(await agent.page.isVisible('#replaced')).toBe(false);
  await second.page.waitForSelector('#replaced[open]');
  expect(await customer.hears()).toEqual(['6002']);
  await second.page.close();
});

it('a second page whose user does not want to replace the first leaves it alone', async () => {
  const second = await centre.page();
  await second.logOn('888', '6002');
  await second.page.waitForSelector('#confirm[open]');
  await second.page.click('#confirm-no');
  await second.page.waitForSelector('#logon[open]');
  expect(await second.page.isVisible('#confirm')).toBe(false);
  expect(await agent.page.getAttribute('body', 'data-status')).toBe('online');
  await second.page.close();
});

it('a page of another origin dials by JSONP, and the softphone shows it', async () => {
  await agent.press(10);
  await agent.state(19);
  await agent.press(31);
  await agent.state(3);
  const { ins, delegatorId } = await agent.page.evaluate(() => {
    const { wssp } = globalThis as unknown as { wssp: { ins: string; delegatorId: string } };
    return { ins: wssp.ins, delegatorId: wssp.delegatorId };
  });
  const crm = createServer((_request, response) => response.end('<!doctype html><title>CRM</title>'));
  await new Promise<void>((resolve) => crm.listen(0, '127.0.0.1', resolve));
  try {
    const other = await centre.browser.page(`http://127.0.0.1:${(crm.address() as AddressInfo).port}/`);
    const ask = (session: object): Promise<{ errorCode: string }> =>
      other.evaluate(
        ([server, own]) =>
          new Promise<{ errorCode: string }>((resolve) => {
            Object.assign(globalThis, { answered: resolve });
            const jsonCommand = JSON.stringify({
              command: 'Dial',
              objectClass: 'SPCommand',
              params: { phoneNum: '013800139200' },
              ...own,
            });
            const script = document.createElement('script');
            const query = new URLSearchParams({ jsonCommand, callback: 'answered' });
            script.src = `${server}/WSAgentServer/softphone/processJsonpCommand.do?${query}`;
            document.head.append(script);
          }),
        [centre.url, session] as const,
      );
    expect(await ask({ ins, delegatorId: 'guessed' })).toMatchObject({ errorCode: 'DelegatorIdNoMatch' });
    expect(await ask({ ins, delegatorId })).toMatchObject({ errorCode: 'Succ' });
    await agent.state(6);
    expect(await agent.text('#call-number')).toBe('013800139200');
    await other.close();
  } finally {
    crm.close();
  }
});

it('the demonstration’s own non-host page does the same', async () => {
  await agent.press(10);
  await agent.state(19);
  await agent.press(31);
  await agent.state(3);
  const link = await agent.page.getAttribute('#non-host', 'href');
  const other = new AgentPage(await centre.browser.page(`${centre.url}${link}`));
  await other.page.click('[data-dial="013800139200"]');
  await agent.state(6);
  await other.page.waitForFunction(() => document.querySelector('#answer')?.textContent === 'Succ');
  await other.page.close();
});

it('a program does the same by the typed API, and looks at the session', async () => {
  const { ins, delegatorId } = await agent.page.evaluate(() => {
    const { wssp } = globalThis as unknown as { wssp: { ins: string; delegatorId: string } };
    return { ins: wssp.ins, delegatorId: wssp.delegatorId };
  });
  const session = `${centre.url}/api/v1/sessions/${ins}`;
  const ask = (command: string, params: object = {}) =>
    fetch(`${session}/commands/${command}`, {
      method: 'POST',
      headers: { 'x-delegator-id': delegatorId, 'content-type': 'application/json' },
      body: JSON.stringify(params),
    });
  expect((await ask('DropCall')).status).toBe(200);
  await agent.state(19);
  expect((await ask('FinishWrapup')).status).toBe(200);
  await agent.state(3);
  expect((await ask('Dial', { phoneNum: '013800139200', attached: { OrderID: 'S7' } })).status).toBe(200);
  await agent.state(6);
  expect((await agent.callData()).OrderID).toBe('S7');
  const view = await fetch(session, { headers: { 'x-delegator-id': delegatorId } });
  expect(await view.json()).toMatchObject({ agent: { ins, agentState: 6 }, call: { OrderID: 'S7', '17': '1' } });
  expect((await fetch(session, { headers: { 'x-delegator-id': 'guessed' } })).status).toBe(403);
});
