/** An agent with nothing but the browser: the telephone is in the page, the customer on a real Asterisk. */
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
// @ts-expect-error -- plain JavaScript, without types
import { MEDIA_SCRIPT } from '../../scripts/build-client.mjs';
// @ts-expect-error -- plain JavaScript, without types
import { UI_SCRIPT } from '../../scripts/build-ui.mjs';
import type { TestBrowser } from '../lib/browser.ts';
import { openBrowserWithVoice, PageEar } from '../lib/browser-phone.ts';
import { CallCentre } from '../lib/call-centre.ts';
import { hears, talk } from '../lib/hearing.ts';
import { expectConsistent } from '../lib/records.ts';
import type { Customer } from '../lib/sip/customer.ts';
import { ToolbarPage } from '../toolbar/lib/toolbar-page.ts';

let centre: CallCentre;
let browser: TestBrowser;
let amy: ToolbarPage;
let ear: PageEar;

beforeAll(async () => {
  await Promise.all([build(UI_SCRIPT), build(MEDIA_SCRIPT)]);
  [centre, browser] = await Promise.all([
    CallCentre.open({
      params: { AGENTPLAYWORKERID: '0', AGENTRINGSECONDS: '20', AGENTWRAPUPSECONDS: '0' },
      rows: (rows) => ({
        ...rows,
        extensions: rows.extensions.map((one) =>
          one.number === '6001' ? { ...one, kind: 'webrtc', serverAnswer: true } : one,
        ),
      }),
    }),
    openBrowserWithVoice(),
  ]);
  amy = await ToolbarPage.agent({ browser, url: centre.url }, '999', '6001', 'sound=plain');
  ear = new PageEar(amy.page);
});
afterEach(async () => {
  await centre.carrier.hangUpAll();
  await amy.state(3);
  await centre.quiet();
});
afterAll(async () => {
  await browser?.close();
  await centre?.close();
});

async function inTalk(ani: string): Promise<Customer> {
  const customer = await centre.carrier.calls(ani, '10010');
  await amy.state(5);
  await ear.state('ringing');
  await amy.press(42);
  await amy.state(6);
  await talk(customer, ear);
  return customer;
}
/** A page that was in a call is there again. */
async function reload(): Promise<void> {
  await amy.page.reload();
  await amy.state(6);
}

it('logs on, rings in the page, is answered by its button; both hear each other; the customer hangs up', async () => {
  await ear.state('idle');
  const customer = await inTalk('13800000001');
  await customer.hangup();
  await amy.state(3);
  await ear.state('idle');
  const record = await centre.record('13800000001');
  expectConsistent(record);
  expect(record).toMatchObject({ outcome: 'answered', endedBy: 'customer', agentId: '999' });
});

it('holds with music, and is muted: the customer hears nothing', async () => {
  const customer = await inTalk('13800000002');
  await amy.press(6);
  await amy.state(7);
  await Promise.all([hears(customer, ['music']), hears(ear, [])]);
  await amy.press(11);
  await amy.state(6);
  await talk(customer, ear);
  await amy.press(60);
  await Promise.all([hears(customer, []), hears(ear, [customer.voice])]);
  await amy.press(61);
  await talk(customer, ear);
  await amy.press(10);
  expect(await customer.ended()).toBe('normal');
});

it('the telephone itself sends keys and hangs up', async () => {
  const customer = await inTalk('13800000003');
  await amy.page.evaluate(() => (window as unknown as Page).browserPhone().sendDigits('5#'));
  await expect.poll(() => customer.received()).toBe('5#');
  await amy.page.evaluate(() => (window as unknown as Page).browserPhone().hangup());
  expect(await customer.ended()).toBe('normal');
  expect(await centre.record('13800000003')).toMatchObject({ endedBy: 'agent' });
});

it('dials out: the page picks up by itself', async () => {
  const somebody = centre.carrier.outside('13900000001');
  await amy.page.evaluate(() => void (window as unknown as Page).softphone.wssp.dial('13900000001').catch(() => {}));
  await somebody.rings();
  await somebody.answer();
  await amy.state(6);
  await talk(somebody, ear);
  await amy.press(10);
  expect(await somebody.ended()).toBe('normal');
});

it('a page that is loaded anew in a talk has the talk again', async () => {
  const customer = await inTalk('13800000004');
  await reload();
  await talk(customer, ear);
  await amy.press(60);
  await hears(customer, []);
  await reload();
  await Promise.all([hears(customer, []), hears(ear, [customer.voice])]);
  await amy.press(61);
  await talk(customer, ear);
  await amy.press(6);
  await hears(customer, ['music']);
  await amy.press(11);
  await talk(customer, ear);
  await amy.press(10);
  expect(await customer.ended()).toBe('normal');
  await centre.record('13800000004');
  expect(await centre.recordCount('13800000004')).toBe(1);
});

it('a page that is loaded anew while it rings, rings again', async () => {
  const customer = await centre.carrier.calls('13800000005', '10010');
  await ear.state('ringing');
  await amy.page.reload();
  await ear.state('ringing');
  await amy.press(42);
  await amy.state(6);
  await talk(customer, ear);
  await customer.hangup();
});

it('Asterisk starts anew: the talk is over, the telephone comes back by itself, and takes the next call', async () => {
  const customer = await inTalk('13800000006');
  await centre.asterisk.kill();
  await centre.asterisk.restart();
  await amy.state(3);
  await ear.state('idle');
  expect(customer.isUp).toBe(true); // nobody told it
  await customer.hangup().catch(() => {});
  await (await inTalk('13800000007')).hangup();
});

it('no page complained', () => {
  // A line that cannot be had is a complaint of Chromium's own, and Asterisk was away for a moment.
  expect(browser.complaints.filter((text) => !text.includes('/sip?'))).toEqual([]);
});

interface Page {
  readonly softphone: {
    readonly wssp: { callSPFunction(id: number): Promise<unknown>; dial(number: string): Promise<unknown> };
  };
  browserPhone(): { sendDigits(digits: string): void; hangup(): void };
}
