/** The toolbar on a real Asterisk, with desk phones that the agents pick up and customers who can be heard. */
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, it } from 'vitest';
// @ts-expect-error -- plain JavaScript, without types
import { UI_SCRIPT } from '../../scripts/build-ui.mjs';
import { openBrowser, type TestBrowser } from '../lib/browser.ts';
import { CallCentre } from '../lib/call-centre.ts';
import { hears, talk } from '../lib/hearing.ts';
import { expectConsistent } from '../lib/records.ts';
import type { Customer } from '../lib/sip/customer.ts';
import type { DeskPhone } from '../lib/sip/desk-phone.ts';
import { until } from '../lib/until.ts';
import { ToolbarPage } from './lib/toolbar-page.ts';

/** Nobody else takes the customers' calls: the others do outbound work. */
const OUTBOUND = 'mode:3';
const ANI = '13800138000';

let centre: CallCentre;
let browser: TestBrowser;
let phones: DeskPhone[];
let amy: ToolbarPage;
let bob: ToolbarPage;
let sue: ToolbarPage;
let customer: Customer;

beforeAll(async () => {
  await build(UI_SCRIPT);
  [centre, browser] = await Promise.all([
    CallCentre.open({ params: { AGENTPLAYWORKERID: '0', AGENTRINGSECONDS: '15', AGENTWRAPUPSECONDS: '30' } }),
    openBrowser(),
  ]);
  phones = await Promise.all(['6001', '6002', '6003'].map((number) => centre.phone(number)));
  const place = { browser, url: centre.url };
  amy = await ToolbarPage.open(place, 'agentId=999&ins=6001');
  bob = await ToolbarPage.agent(place, '801', '6002', 'layout=compact');
  sue = await ToolbarPage.agent(place, '800', '6003');
  for (const other of [bob, sue]) await other.choose(36, OUTBOUND);
});
afterAll(async () => {
  await browser?.close();
  await centre?.carrier.hangUpAll();
  await centre?.close();
});

const phone = (index: number): DeskPhone => {
  const found = phones[index];
  if (!found) throw new Error(`no phone ${index}`);
  return found;
};
async function picksUp(index: number): Promise<void> {
  await phone(index).rings();
  await phone(index).answer();
}

it('logs on; a customer’s call is picked up at the phone, held, retrieved, and hears keys', async () => {
  await amy.state(1);
  await amy.press(1);
  await amy.state(3);
  customer = await centre.carrier.calls(ANI, '10010');
  await phone(0).rings();
  await amy.state(5);
  // The server cannot pick up a desk phone: the banner says who can.
  expect(await amy.text('.banner')).toContain('请摘机接听');
  expect(await amy.text('.banner-number')).toBe(ANI);
  expect(await amy.page.locator('.banner .answer').count()).toBe(0);
  await phone(0).answer();
  await amy.state(6);
  await amy.page.waitForSelector('.banner', { state: 'hidden' });
  await talk(customer, phone(0));
  await amy.press(6);
  await amy.state(7);
  await hears(customer, ['music']);
  await amy.press(11);
  await amy.state(6);
  await talk(customer, phone(0));
  await amy.press(62);
  await amy.page.click('.panel [data-key="5"]');
  await amy.page.keyboard.press('#');
  await until(() => customer.received() === '5#', 'the customer to hear the keys');
  await amy.page.keyboard.press('Escape');
});

it('consults a colleague, makes a conference of it, and a supervisor listens', async () => {
  await amy.press(7);
  await amy.pick('AGT 6002');
  await amy.state(10);
  await bob.page.waitForSelector('.banner-number');
  await picksUp(1);
  await amy.state(11);
  await bob.state(20);
  await Promise.all([talk(phone(0), phone(1)), hears(customer, ['music'])]);
  await amy.press(17);
  await amy.state(21);
  await bob.state(30);
  await hears(customer, [phone(0).voice, phone(1).voice]);

  await sue.press(5);
  await sue.pick('AGT 6001');
  await picksUp(2);
  await sue.state(17);
  await hears(phone(2), [phone(0).voice, phone(1).voice, customer.voice]);
  await hears(customer, [phone(0).voice, phone(1).voice]);
  await amy.press(50);
  await amy.state(6);
  await hears(phone(2), [phone(0).voice, customer.voice]);
  await sue.press(28);
  await sue.state(3);
  await talk(customer, phone(0));
});

it('hands the customer over after a word, and by one step back', async () => {
  await bob.page.waitForSelector('.state[data-state="19"]');
  await bob.press(31);
  await bob.state(3);
  await amy.press(7);
  await amy.pick('AGT 6002');
  await picksUp(1);
  await amy.state(11);
  await amy.press(15);
  await amy.state(19);
  await bob.state(6);
  await talk(customer, phone(1));
  await amy.press(31);
  await amy.state(3);

  await bob.choose(9, 'Agent');
  await bob.pick('AGT 6001');
  await bob.state(32);
  await picksUp(0);
  await amy.state(6);
  await bob.state(19);
  await talk(customer, phone(0));
  expect(await amy.text('.call-number')).toBe(ANI);
  await amy.press(10);
  expect(await customer.ended()).toBe('normal');
  await amy.state(19);
  const record = await centre.record(ANI);
  expectConsistent(record);
  expect(record).toMatchObject({ outcome: 'answered', endedBy: 'agent', agentId: '999' });
});

it('no page complained, and the switch is empty', async () => {
  expect(browser.complaints).toEqual([]);
  await centre.quiet();
  await centre.expectBooks();
});
