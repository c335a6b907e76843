/** The main job as an agent does it: on the page in a real browser, with a real desk phone and customers on a real switch. */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { AgentPage } from '../lib/agent-page.ts';
import { openBrowser, type TestBrowser } from '../lib/browser.ts';
import { CallCentre } from '../lib/call-centre.ts';
import { hears, talk } from '../lib/hearing.ts';
import { expectConsistent } from '../lib/records.ts';
import type { DeskPhone } from '../lib/sip/desk-phone.ts';

let centre: CallCentre;
let browser: TestBrowser;
let phone: DeskPhone;
let agent: AgentPage;
beforeAll(async () => {
  [centre, browser] = await Promise.all([CallCentre.open({ params: { AGENTWRAPUPSECONDS: '3' } }), openBrowser()]);
  phone = await centre.phone('6001');
  agent = await AgentPage.logOn(browser, centre.url, '999', '6001');
});
afterEach(async () => {
  await centre.carrier.hangUpAll();
  await phone.hangup();
  await centre.quiet();
  await centre.expectBooks();
});
afterAll(async () => {
  await browser?.close();
  await centre?.close();
});

/** A customer calls, the agent picks up; both talk. */
async function inTalk(ani: string) {
  const customer = await centre.carrier.calls(ani, '10010');
  await phone.rings();
  await agent.shows(ani);
  await phone.answer();
  await agent.reaches(6);
  await talk(customer, phone);
  return customer;
}

it('answers, holds, retrieves, hangs up, wraps up and is idle again', async () => {
  const customer = await centre.carrier.calls('13800138000', '10010');
  await phone.rings();
  await agent.reaches(5);
  await agent.shows('13800138000');
  expect(await agent.coInfo('DNIS')).toBe('10010');
  expect(await agent.coInfo('COID')).toMatch(/^BC_1_/);
  await phone.answer();
  await agent.reaches(4);
  await hears(customer, ['prompt']);
  await agent.reaches(6);
  await talk(customer, phone);
  await agent.press(6);
  await agent.reaches(7);
  await hears(customer, ['music']);
  await agent.press(11);
  await agent.reaches(6);
  await talk(customer, phone);
  await agent.press(10);
  expect(await customer.ended()).toBe('normal');
  await agent.reaches(19);
  // It counts down before everybody's eyes.
  await agent.page.waitForFunction(() => /0?0:0?2$/.test(document.getElementById('state-time')?.textContent ?? ''));
  await agent.reaches(3);
  expect(await agent.states()).toEqual([3, 27, 5, 4, 6, 7, 6, 19, 3]);
  expect(await agent.coInfo('COID')).toBeUndefined();
  const record = await centre.record('13800138000');
  expectConsistent(record);
  expect(record).toMatchObject({ outcome: 'answered', endedBy: 'agent', agentId: '999' });
});

it('dials a customer back', async () => {
  const customer = centre.carrier.outside('13900000001');
  await agent.dial('139 0000 0001');
  await phone.rings();
  await agent.reaches(47);
  await phone.answer();
  await customer.rings();
  await agent.reaches(9);
  await agent.shows('13900000001');
  await customer.answer();
  await agent.reaches(6);
  await talk(customer, phone);
  await agent.press(10);
  expect(await customer.ended()).toBe('normal');
  await agent.press(31);
  await agent.reaches(3);
});

it('sees who waits', async () => {
  await agent.press(33);
  await agent.page.click('[role="menuitem"], [role="menuitemradio"]');
  await agent.reaches(23);
  const customer = await centre.carrier.calls('13800138001', '10010');
  await agent.page.waitForSelector('#queue tr:has-text("13800138001")');
  await customer.hangup();
  await agent.page.waitForSelector('#queue-empty:not([hidden])');
  await agent.press(34);
  await agent.reaches(3);
});

it('comes back to the call after a refresh', async () => {
  const customer = await inTalk('13800138002');
  const coid = await agent.coInfo('COID');
  const begun = performance.now();
  await agent.page.reload();
  await agent.reaches(6);
  expect(performance.now() - begun).toBeLessThan(5_000);
  await agent.shows('13800138002');
  expect(await agent.coInfo('COID')).toBe(coid);
  await talk(customer, phone);
  await agent.press(6);
  await hears(customer, ['music']);
  await agent.press(11);
  await agent.press(10);
  await agent.press(31);
  await agent.reaches(3);
});

it('is replaced by a second page, and takes itself back', async () => {
  const customer = await inTalk('13800138003');
  const second = await AgentPage.open(browser, `${centre.url}/?agentId=999&ins=6001`);
  await second.page.click('#logon-go');
  await second.page.click('#confirm-yes');
  await second.reaches(6);
  await agent.page.waitForSelector('#replaced[open]');
  expect(await agent.isEnabled(6)).toBe(false);
  await second.press(6);
  await hears(customer, ['music']);
  await agent.page.click('#take-back');
  await agent.reaches(7);
  await second.page.waitForSelector('#replaced[open]');
  await agent.press(11);
  await talk(customer, phone);
  await agent.press(10);
  await agent.press(31);
  await agent.reaches(3);
  await second.close();
});

it('is dialled for by another page', async () => {
  const customer = centre.carrier.outside('013800139200', 'answers');
  const href = await agent.page.getAttribute('#non-host', 'href');
  const crm = await browser.page(`${centre.url}${href}`);
  await crm.click('button[data-dial="013800139200"]');
  await crm.waitForSelector('#answer:has-text("Succ")');
  await phone.rings();
  await phone.answer();
  await customer.rings();
  await agent.reaches(6);
  await agent.shows('013800139200');
  await talk(customer, phone);
  await agent.press(10);
  await agent.press(31);
  await agent.reaches(3);
});

it('shows changed parameters on its buttons while at work', async () => {
  await agent.turns(33, true);
  await centre.setParam('SOFTPHONEMASKENABLED', '33');
  await fetch(`${centre.url}/WSAgentServer/softphone/reloadSystemParam.do`);
  await agent.turns(33, false);
  await centre.setParam('SOFTPHONEMASKENABLED', '');
  await fetch(`${centre.url}/WSAgentServer/softphone/reloadSystemParam.do`);
  await agent.turns(33, true);
});

it('has complained of nothing', () => {
  expect(browser.complaints).toEqual([]);
});
