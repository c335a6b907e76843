/** Events that deployed servers send and this one does not: a page that meets one is told. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { FakeServer } from './support/fake-server.ts';
import { Page } from './support/page.ts';

let server: FakeServer;
let page: Page;
beforeEach(async () => {
  server = await FakeServer.start('deployed');
  page = new Page({ serverUri: server.uri });
  await page.phone.connectServer();
});
afterEach(async () => {
  page.phone.close();
  await server.stop();
});

it.each(['SetWorkModeOfflineSucc', 'HBSucc', 'HBFailed'])('%s calls its handler', async (event) => {
  server.now.event(event);
  expect(await page.until(`on${event}`)).toEqual([]);
});

it.each([
  ['RefreshMonitorAgentListSucc', 'AGENTLISTTYPE_MONITOR'],
  ['RefreshConsultAgentListSucc', 'AGENTLISTTYPE_CONSULT'],
  ['RefreshCallInnerAgentListSucc', 'AGENTLISTTYPE_CALLINNER'],
  ['RefreshMsgAgentListSucc', 'AGENTLISTTYPE_AGENTMSG'],
])('%s ends the asking for %s', async (event, agentListType) => {
  const asked = page.phone.refreshAgentList(agentListType);
  await server.command('RefreshAgentList');
  server.now.event(event, { params: { agentList: '{"items":[]}' } });
  await asked;
  expect(page.told(`on${event}`)).toHaveLength(1);
});
