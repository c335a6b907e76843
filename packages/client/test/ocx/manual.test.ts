/** The old control's events and methods that the manual names (5.2, 5.3), each by what the page and the server see. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { FakeServer } from '../support/fake-server.ts';
import { OldPage } from '../support/old-page.ts';

const call = { COID: 'BC_1_58aaabff_4001', ANI: '13800138000', '17': '0' };
let server: FakeServer;
let page: OldPage;
beforeEach(async () => {
  server = await FakeServer.start('deployed');
  page = new OldPage({ ServerIP: server.uri, AgentID: '888', DevNum: '6002' });
  page.face.connectServer();
  await page.until('evtConnectServerSucc');
});
afterEach(async () => {
  page.face.disconnectServer();
  await server.stop();
});

it.each([
  ['evtLogonSucc', {}, ['6002']],
  ['evtLogonFailed', { errorCode: 'AgentUnknown', errorDesc: '工号不存在' }, ['AgentUnknown', '工号不存在']],
  ['evtLogoffSucc', {}, ['6002']],
  ['evtDialBegin', { coInfos: call }, [call.COID]],
  ['evtDialSucc', { coInfos: call }, [call.COID]],
  ['evtDialFailed', { errorCode: 'NoAnswer', errorDesc: '对方无应答' }, ['NoAnswer', '对方无应答']],
  ['evtCallArrive', { coInfos: call }, [call.COID]],
  ['evtDevConnected', { coInfos: call }, [call.COID]],
])('%s is told to the page', async (event, more, values) => {
  server.now.event(event.slice(3), more);
  expect(await page.until(event)).toEqual(values);
});

it.each([
  ['Dial', ['13800138000'], 'Dial', { phoneNum: '13800138000' }],
  ['callout', ['13900139000'], 'Consult', { destSPType: 'OUT', destSPIns: '13900139000' }],
  ['transferToIVR', ['8888', '1'], 'TransferToIVR', { SVN: '8888', TRANSFERPREPARE_CHECKPASSWORD: '1' }],
])('%s is sent', async (method, args, command, params) => {
  server.now.state(6);
  expect(page.face[method](...args)).toBe(0);
  expect((await server.command(command)).params).toMatchObject(params);
});
