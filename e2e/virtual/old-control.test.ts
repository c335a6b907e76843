/** A page written against the old ActiveX control, with one script tag changed, served by a CRM of its own. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { API_KEY, DemoCentre } from './lib/demo-centre.ts';
import { OLD_PAGE, OLD_PAGE_WITHOUT_OBJECT } from './lib/old-page.ts';

let centre: DemoCentre;
let crm: Server;
let page: Page;
let address = '';

/** The CRM: its pages, and the token that its server gets for the agent. */
async function serve(url: string): Promise<{ type: string; body: string }> {
  const { pathname, searchParams } = new URL(url, address);
  if (pathname !== '/token') {
    const body = pathname === '/alone' ? OLD_PAGE_WITHOUT_OBJECT : OLD_PAGE;
    return { type: 'text/html; charset=utf-8', body: body.replaceAll('SERVER', centre.url) };
  }
  const answer = await fetch(`${centre.url}/api/v1/tokens`, {
    method: 'POST',
    headers: { authorization: `Bearer ${API_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({ agentId: searchParams.get('agentId') }),
  });
  return { type: 'text/plain', body: ((await answer.json()) as { token: string }).token };
}

beforeAll(async () => {
  crm = createServer((request, response) => {
    serve(request.url ?? '/').then(
      ({ type, body }) => response.setHeader('content-type', type).end(body),
      (problem) => response.writeHead(500).end(String(problem)),
    );
  });
  await new Promise<void>((resolve) => crm.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(crm.address() as AddressInfo).port}`;
  centre = await DemoCentre.open([address]);
  page = await centre.browser.page(`${address}/`);
  page.setDefaultTimeout(15_000);
});
afterAll(async () => {
  await centre?.close();
  crm?.close();
});

const state = (wanted: number, on: Page = page): Promise<unknown> =>
  on.waitForSelector(`#state[data-state="${wanted}"]`, { state: 'attached' });
const text = async (selector: string): Promise<string> => ((await page.textContent(selector)) ?? '').trim();
/** Presses a button of the page and gives what the control's method returned. */
const press = async (name: string): Promise<string> => {
  await page.click(`text="${name}"`);
  return text('#returned');
};
const events = (): Promise<string[]> => page.evaluate(() => (globalThis as unknown as { heard: string[] }).heard);

it('finds its control again: properties, methods by any name, and still an element', async () => {
  const found = await page.evaluate(() => {
    const element = document.getElementById('csSoftPhone') as HTMLObjectElement & Record<string, unknown>;
    const named = (globalThis as unknown as { csSoftPhone: unknown }).csSoftPhone;
    return {
      same: named === element,
      element: element instanceof HTMLObjectElement,
      width: element.getAttribute('width'),
      properties: [element.AgentID, element.DevNum, element.agentname],
      methods: [typeof element.Dial, typeof element.dial, typeof element.DIAL],
    };
  });
  expect(found).toEqual({
    same: true,
    element: true,
    width: '0',
    properties: ['888', '6002', '员工888'],
    methods: ['function', 'function', 'function'],
  });
});

it('logs on, takes a call, holds, retrieves, hangs up, finishes: through the control only', async () => {
  expect(await press('挂机')).toBe('-1');
  expect(await text('#error')).toContain('未连接');
  expect(await press('签入')).toBe('0');
  await state(3);
  expect(await text('#logged-on')).toBe('888');
  expect(await text('#state')).toBe('空闲');

  const customer = await centre.customer('13800138000', '10010');
  await state(5);
  expect(await text('#customer')).toBe('13800138000');
  expect(await press('接听')).toBe('0');
  await state(6);
  expect(await customer.hears()).toEqual(['6002']);

  expect(await press('保持')).toBe('0');
  await state(7);
  expect(await customer.hears()).toEqual(['music']);
  expect(await press('取回')).toBe('0');
  await state(6);
  expect(await customer.hears()).toEqual(['6002']);

  expect(await press('挂机')).toBe('0');
  await state(19);
  await page.waitForFunction(() => Number(document.querySelector('#wrapup')?.textContent) > 0);
  expect(await press('话后完成')).toBe('0');
  await state(3);

  const heard = await events();
  expect(heard.filter((one) => one.startsWith('state '))).toEqual(
    [1, 2, 3, 27, 5, 4, 6, 7, 6, 19, 3].map((one) => `state ${one}`),
  );
  // Each way to hear an event was used once, and only once each time.
  for (const one of ['logon 888', 'arrive 13800138000', 'hold', 'fetch', 'connected']) {
    expect(
      heard.filter((other) => other === one),
      one,
    ).toHaveLength(1);
  }
});

it('tells why a dial failed, in words', async () => {
  await page.fill('#number', '0013105551234');
  await press('外拨');
  await page.waitForFunction(() => document.querySelector('#error')?.textContent?.includes('失败'));
  expect((await events()).filter((one) => one.startsWith('dial failed'))).toHaveLength(1);
  await state(3);
});

it('a reload in a call comes back to the call when the page logs on as always', async () => {
  const customer = await centre.customer('13900139000', '10010');
  await state(5);
  await press('接听');
  await state(6);
  await page.reload();
  await press('签入');
  await state(6);
  expect(await text('#logged-on')).toBe('888');
  expect(
    await page.evaluate(() =>
      (globalThis as never as { csSoftPhone: { getCOInfo(key: string): string } }).csSoftPhone.getCOInfo('ANI'),
    ),
  ).toBe('13900139000');
  await customer.hangUp();
  await state(19);
  await press('话后完成');
  await state(3);
});

it('a page that never had an object has the control by the name on the script tag', async () => {
  const other = await centre.browser.page(`${address}/alone`);
  await other.click('#go');
  await state(3, other);
  expect(await other.evaluate(() => Object.keys(globalThis).filter((key) => key.startsWith('WSSoftPhone')))).toEqual(
    [],
  );
  await other.close();
});

it('has no complaint in any console', () => {
  expect(centre.browser.complaints).toEqual([]);
});
