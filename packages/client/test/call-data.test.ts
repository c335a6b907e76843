import { afterEach, expect, it } from 'vitest';
import { FakeServer } from './support/fake-server.ts';
import { Page } from './support/page.ts';

let server: FakeServer;
let page: Page;
afterEach(async () => {
  page.phone.close();
  await server.stop();
});

async function online(dialect: 'deployed' | 'v4'): Promise<void> {
  server = await FakeServer.start(dialect);
  page = new Page({ serverUri: server.uri });
  await page.phone.connectServer();
}
const call = { COID: 'BC_1_58aaabff_4001', ANI: '13800138000' };
const sent = (): number => server.received.filter(({ command }) => command === 'SetCOInfo').length;

it('tells a server that can share it what the page sets on a call, and shows what others set', async () => {
  await online('v4');
  page.phone.setCOInfo('before', 'any call');
  server.now.state(6, { call });
  await page.state('6');
  page.phone.setCOInfo('OrderID', 'S9');
  expect((await server.command('SetCOInfo')).params).toMatchObject({ OrderID: 'S9' });
  expect(sent()).toBe(1);
  server.now.event('COInfoChange', { call: { ...call, OrderID: 'S9', advice: 'pay' } });
  server.now.state(19);
  await page.state('19');
  expect(page.phone.getCoInfos()).toMatchObject({ OrderID: 'S9', advice: 'pay' });
  page.phone.setCOInfo('late', 'yes');
  page.phone.finishWrapup();
  await server.command('FinishWrapup');
  expect(sent()).toBe(1);
});

it('keeps it for the transfers where the server knows no such command', async () => {
  await online('deployed');
  server.now.state(6, { coInfos: call });
  await page.state('6');
  page.phone.setCOInfo('OrderID', 'S9');
  page.phone.oneStepTransfer('SK', '1002');
  expect((await server.command('OneStepTransfer')).params).toMatchObject({ OrderID: 'S9' });
  expect(sent()).toBe(0);
});
