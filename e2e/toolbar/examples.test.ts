/**
 * The examples as a reader would run them: a CRM's page with the toolbar, plain, in React and in Vue; and with the softphone
 * in a frame of another origin, where the CRM's page calls it and is told, and nobody else is.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
// @ts-expect-error -- plain JavaScript, without types
import { BUILT_EXAMPLES, buildExample, serveExample } from '../../scripts/build-examples.mjs';
// @ts-expect-error -- plain JavaScript, without types
import { UI_SCRIPT } from '../../scripts/build-ui.mjs';
import { freeTcpPort } from '../lib/ports.ts';
import { API_KEY, DemoCentre } from '../virtual/lib/demo-centre.ts';
import { ToolbarPage } from './lib/toolbar-page.ts';

const CRM = fileURLToPath(new URL('../../examples/crm-server.mjs', import.meta.url));
interface Toolbar {
  readonly phone: { readonly calls: number };
}
/** What ends with the test, and with the file. */
const afterTest: (() => unknown)[] = [];
const undo: (() => unknown)[] = [];
let centre: DemoCentre;
let crm = '';
/** Port of the built examples, one after the other. */
let vite = 0;
/** A failed test's page must not keep the seat of the next one. */
async function openPage(url: string): Promise<Page> {
  const page = await centre.browser.page(url);
  afterTest.push(() => page.context().close());
  return page;
}

beforeAll(async () => {
  const port = await freeTcpPort();
  vite = await freeTcpPort();
  crm = `http://127.0.0.1:${port}`;
  await build(UI_SCRIPT);
  centre = await DemoCentre.open([crm, `http://localhost:${port}`, `http://localhost:${vite}`]);
  undo.push(() => centre.close());
  const env = { ...process.env, PORT: String(port), WSSP_SERVER: centre.url, WSSP_API_KEY: API_KEY };
  const server = spawn(process.execPath, [CRM], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  undo.push(() => server.kill());
  await once(server.stdout, 'data');
});
afterEach(async () => {
  for (const step of afterTest.splice(0).reverse()) await step();
});
afterAll(async () => {
  for (const step of undo.reverse()) await step();
});

/** As `npm run dev` serves it, but built; the proxy for tokens is the example's own. */
async function builtExample(name: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `wssp-${name}-`));
  afterTest.push(() => rm(folder, { recursive: true }));
  await buildExample(name, folder, { 'ws://127.0.0.1:8887': centre.url.replace('http', 'ws') });
  afterTest.push(await serveExample(name, folder, vite, crm));
  return `http://localhost:${vite}`;
}

it.each(['plain', ...BUILT_EXAMPLES])('%s: the caller pops up, and a number dials with a click', async (name) => {
  const page = await openPage(name === 'plain' ? crm : await builtExample(name));
  const toolbar = new ToolbarPage(page);
  await toolbar.status('online');
  await toolbar.press(1);
  await toolbar.state(3);
  const popped = page.locator('h1, #customer');
  const ticket = page.getByRole('button', { name: '新建工单' });
  if (name !== 'plain') expect(await ticket.isDisabled()).toBe(true);

  const customer = await centre.customer('13800138000');
  await toolbar.state(5);
  await popped.filter({ hasText: '13800138000 来电' }).waitFor();
  expect(await ticket.isEnabled()).toBe(true);
  await customer.hangUp();
  await toolbar.state(3);
  await popped.filter({ hasText: '等待来电' }).waitFor();

  await page.locator('a, li button').filter({ hasText: '013800139200' }).click();
  await toolbar.state(6);
  await toolbar.press(10);
  await toolbar.state(19);
  await toolbar.press(31);
  await toolbar.state(3);
  expect(centre.browser.complaints).toEqual([]);
  await toolbar.press(2);
  await toolbar.state(1);
});

it('the CRM’s page around a frame logs on, pops the caller, and dials through the frame', async () => {
  const page = await openPage(`${crm}/iframe/`);
  page.setDefaultTimeout(20_000);
  const softphone = page.frameLocator('#softphone');
  const says = (selector: string, text: string) => page.locator(selector, { hasText: text }).waitFor();
  await softphone.locator('.state[data-status="online"]').waitFor();
  await page.click('#logon');
  await says('#outcome', '签入成功');

  const customer = await centre.customer('13800138000');
  await says('#customer', '13800138000 来电,技能 1001');
  await softphone.locator('.state[data-state="5"]').waitFor();
  await customer.hangUp();
  await softphone.locator('.state[data-state="3"]').waitFor();

  await page.click('#dial');
  await says('#customer', '013800139200 已接通');
  await says('#outcome', '通话 BC_');
  // What cannot be done is told with the reason.
  await page.click('#dial');
  await page.locator('#outcome', { hasNotText: '通话 BC_' }).waitFor();
  expect(await page.textContent('#outcome')).toMatch(/失败/);
  expect(centre.browser.complaints).toEqual([]);
});

it('only the page around the frame may call, and only the CRM’s page may be around it', async () => {
  const page = await openPage(`${crm}/iframe/`);
  const frame = page.frameLocator('#softphone').locator('body');
  await page.frameLocator('#softphone').locator('wssoftphone-ui').waitFor();
  // The same message as the CRM's, from a window that is not the parent; the second one comes after the first was looked at.
  const called = await frame.evaluate(async () => {
    const phone = { calls: 0, hold: () => phone.calls++ };
    Object.defineProperty(document.querySelector('wssoftphone-ui'), 'phone', { value: phone });
    postMessage({ softphone: 'call', id: 1, method: 'hold' }, '*');
    await new Promise((seen) => {
      addEventListener('message', ({ data }) => data === 'after' && seen(data));
      postMessage('after', '*');
    });
    return phone.calls;
  });
  expect(called).toBe(0);
  await page.evaluate("softphone('hold')");
  expect(await frame.evaluate(() => (document.querySelector('wssoftphone-ui') as unknown as Toolbar).phone.calls)).toBe(
    1,
  );

  const stranger = createServer((_request, reply) => {
    reply.setHeader('content-type', 'text/html');
    reply.end(
      `<link rel="icon" href="data:,"><iframe src="${crm.replace('127.0.0.1', 'localhost')}/iframe/softphone.html">`,
    );
  });
  stranger.listen(0, '127.0.0.1');
  await once(stranger, 'listening');
  undo.push(() => stranger.close());
  await openPage(`http://127.0.0.1:${(stranger.address() as AddressInfo).port}/`);
  expect(centre.browser.complaints.join()).toContain('frame-ancestors');
});
