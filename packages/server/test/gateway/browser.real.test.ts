/** What only a real browser can say: which handshakes it accepts, that it answers pings, that JSONP reaches a foreign page. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser, type TestBrowser } from '../../../../e2e/lib/browser.ts';
import { ManualClock } from './support/manual-clock.ts';
import { Stages, TOKEN_AUTH } from './support/stage.ts';

const stages = new Stages();
let browser: TestBrowser;
let crm: Server;
let origin: string;

beforeAll(async () => {
  browser = await openBrowser();
  crm = createServer((_request, response) => response.setHeader('content-type', 'text/html').end('<!doctype html>'));
  await new Promise<void>((resolve) => crm.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(crm.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await browser.close();
  crm.close();
});
afterEach(() => stages.close());

const crmPage = (): Promise<Page> => browser.page(origin);
/** Opens a socket in the page, sends one command, gives the subprotocol and the answer, or how it closed. */
const talk = (page: Page, url: string, protocols: string[]) =>
  page.evaluate(
    ([address, offers]) =>
      new Promise<{ protocol: string; answer: string } | { closed: number }>((resolve) => {
        const ws = new WebSocket(address as string, offers as string[]);
        ws.onopen = () => ws.send('{"command":"Hold","ins":"6001","delegatorId":"","params":{}}');
        ws.onmessage = ({ data }) => resolve({ protocol: ws.protocol, answer: String(data) });
        ws.onclose = ({ code }) => resolve({ closed: code });
      }),
    [url, protocols] as const,
  );

describe('a browser', () => {
  it('accepts the handshake with a token as subprotocol, with and without wssp.v4', async () => {
    const on = await stages.open({ auth: TOKEN_AUTH, origins: [origin] });
    const token = (await on.gateway.tokens?.issue({ agentId: '888' }))?.token ?? '';
    const page = await crmPage();
    expect(await talk(page, `${on.ws}/`, [token])).toMatchObject({
      protocol: token,
      answer: expect.stringContaining('"Succ"'),
    });
    expect(await talk(page, `${on.ws}/`, [token, 'wssp.v4'])).toMatchObject({ protocol: 'wssp.v4' });
    expect(await talk(page, `${on.ws}/`, [])).toMatchObject({
      protocol: '',
      answer: expect.stringContaining('登录凭证'),
    });
  });

  it('on a page of an origin that is not listed gets nothing', async () => {
    const on = await stages.open();
    expect(await talk(await crmPage(), `${on.ws}/`, [])).toEqual({ closed: 1006 });
  });

  it('answers pings without a line of script', async () => {
    const clock = new ManualClock();
    const on = await stages.open({ origins: [origin] }, { clock });
    const page = await crmPage();
    await page.evaluate((url) => {
      const ws = new WebSocket(url);
      Object.assign(globalThis, { ws, answers: 0 });
      ws.onmessage = () => Object.assign(globalThis, { answers: 1 });
      return new Promise((resolve) => {
        ws.onopen = resolve;
      });
    }, `${on.ws}/`);
    for (let round = 0; round < 4; round++) {
      clock.advance(15_000);
      // Time for a pong: it is no answer to a frame, so the page itself says nothing meanwhile.
      await talk(page, `${on.ws}/`, []);
    }
    expect(await page.evaluate(() => (globalThis as unknown as { ws: WebSocket }).ws.readyState)).toBe(1);
  });

  it('calls a foreign page back by JSONP', async () => {
    const on = await stages.open();
    const page = await crmPage();
    const command = JSON.stringify({ command: 'Dial', ins: '6001', delegatorId: 'd', params: { phoneNum: '1' } });
    const got = await page.evaluate(
      (src) =>
        new Promise((resolve) => {
          const script = document.createElement('script');
          Object.assign(globalThis, { serviceDial: resolve });
          script.src = src;
          document.head.append(script);
        }),
      `${on.http}/WSAgentServer/softphone/processJsonpCommand.do?callback=serviceDial&jsonCommand=${encodeURIComponent(command)}`,
    );
    expect(got).toMatchObject({ objectClass: 'SPResponse', command: 'Dial', errorCode: 'Succ' });
  });
});
