import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SPEvent, WSSoftPhone } from '../src/index.ts';
import { FakeServer } from './support/fake-server.ts';
import { Page } from './support/page.ts';

const coInfos = { COID: 'BC_1_58aaabff_4001', ANI: '13800138000', DNIS: '10010', '17': '0' };

describe('handlers', () => {
  let server: FakeServer;
  let page: Page | undefined;
  beforeEach(async () => {
    server = await FakeServer.start('deployed');
  });
  afterEach(async () => {
    page?.phone.close();
    await server.stop();
  });

  it('run with this = the softphone', async () => {
    let self: WSSoftPhone | undefined;
    page = new Page(
      { serverUri: server.uri },
      {
        onInited() {
          self = this;
        },
      },
    );
    await page.phone.connectServer();
    expect(self).toBe(page.phone);
  });

  it('that throw or reject stop nothing, and are reported', async () => {
    page = new Page(
      { serverUri: server.uri },
      {
        onInited: () => {
          throw new Error('page bug');
        },
        onTrace: () => {
          throw new Error('trace bug');
        },
        onStateChange: async () => {
          throw new Error('late bug');
        },
      },
    );
    await page.phone.connectServer();
    server.now.state(3);
    await page.state('3');
    expect(page.phone.connectionStatus).toBe('online');
    await new Promise((resolve) => setImmediate(resolve));
    expect(page.problems.map(String)).toEqual(expect.arrayContaining(['Error: page bug', 'Error: late bug']));
  });

  /** Event on the wire, the handlers it calls, and with what. */
  const TABLE: [string, Record<string, unknown>, Record<string, unknown[]>, string?][] = [
    ['LogonSucc', {}, { onLogonSucc: ['6002'] }, '登录成功'],
    [
      'LogonFailed',
      { errorCode: 'AgentUnknown', errorDesc: '工号 1 不存在,登录失败' },
      { onLogonFailed: ['6002', 'AgentUnknown', '工号 1 不存在,登录失败'] },
      '工号 1 不存在,登录失败',
    ],
    ['LogoffSucc', {}, { onLogoffSucc: ['6002'] }, '签出成功'],
    ['PrepareDialSucc', {}, { onPrepareDialSucc: [] }],
    ['CallArrive', { coInfos }, { onCallArrive: [coInfos] }, '来电振铃 13800138000'],
    ['DevConnected', { coInfos }, { onDevConnected: [coInfos] }, '开始通话'],
    ['DevDisconnected', {}, { onDevDisconnected: [] }, '通话结束'],
    ['DialBegin', { coInfos }, { onDialBegin: [coInfos] }, '正在外拨 10010'],
    ['DialSucc', { coInfos }, { onDialSucc: [coInfos] }, '外拨成功'],
    [
      'DialFailed',
      { errorCode: 'NoAnswer', errorDesc: '对方无应答' },
      { onDialFailed: ['NoAnswer'], onDialError: ['NoAnswer'] },
      '外拨失败: 对方无应答',
    ],
    ['ConsultStart', { coInfos }, { onConsultStart: [coInfos] }],
    ['ConsultSucc', { coInfos }, { onConsultSucc: [coInfos] }],
    ['ConsultFailed', { coInfos }, { onConsultFailed: [coInfos] }, '咨询失败'],
    ['ConsultOver', { coInfos }, { onConsultOver: [coInfos] }],
    ['ConsultTransferSucc', { coInfos }, { onConsultTransferSucc: [coInfos] }],
    ['OneStepTransferSucc', { coInfos }, { onOneStepTransferSucc: [coInfos] }, '转接成功'],
    ['OneStepTransferFailed', { errorCode: 'TargetBusy' }, { onOneStepTransferFailed: ['TargetBusy'] }, '转接失败'],
    ['TransferSucc', { coInfos }, { onTransferSucc: [coInfos] }],
    ['IVRCheckReturn', { coInfos }, { onIVRCheckReturn: [] }, 'IVR认证已返回'],
    [
      'IVRCheckReturn',
      { coInfos, errorCode: 'PasswordNotChecked', errorDesc: '密码没有得到核对,核对失败' },
      { onIVRCheckReturn: [] },
      '密码没有得到核对,核对失败',
    ],
    ['WaitCallOver', {}, { onWaitCallOver: [] }],
    ['InterceptSucc', {}, { onInterceptSucc: [] }],
    ['InterveneSucc', {}, { onInterveneSucc: [] }],
    ['ForceDropSucc', {}, { onForceDropSucc: [] }],
    ['HoldSucc', {}, { onHoldSucc: [] }, '保持成功'],
    [
      'MonitorContorled',
      { params: { controlType: '2', extraControlParam: '', destSPName: '班长' } },
      { onMonitorContorled: [{ controlType: '2', extraControlParam: '', destSPName: '班长' }] },
      '班长 班长 对您进行了控制',
    ],
    [
      'AgentMsgArrive',
      { params: { id: 'm1', fromIns: '6003', fromName: '王', msg: '你好', time: '5' } },
      { onAgentMsgArrive: [{ id: 'm1', fromIns: '6003', fromName: '王', text: '你好', at: 5 }] },
      '收到座席消息',
    ],
    [
      'RefreshAgentListSucc',
      { params: { agentList: '{"agentListType":"x","items":[]}' } },
      { onRefreshAgentListSucc: [{ agentListType: 'x', items: [] }] },
    ],
    ['WorkModeChange', { agentInfos: { agentState: '1', agentWorkMode: '6' } }, { onWorkModeChange: ['6'] }],
    ['QueueChange', { params: { queueList: '[]' } }, { onQueueChange: [[]] }],
    ['SettingsNotify', { params: { stateSettings: '[]' } }, { onNotifySettings: [] }],
    ['WebSocketReplaced', {}, { onWebSocketReplaced: [] }],
  ];
  it.each(TABLE)('%s', async (event, more, expected, tip) => {
    page = new Page({ serverUri: server.uri });
    await page.phone.connectServer();
    page.calls.length = 0;
    server.now.event(event, more);
    const [evt] = await page.until('onEvent');
    expect((evt as SPEvent).event).toBe(event);
    for (const [name, args] of Object.entries(expected)) expect(page.told(name), name).toEqual([args]);
    if (tip) expect(page.told('onShowTip').flat()).toContain(tip);
  });

  it('let a page look at every event before the softphone does', async () => {
    page = new Page({ serverUri: server.uri });
    const seen: string[] = [];
    const { phone } = page;
    const original = phone.onEvent;
    phone.onEvent = (evt) => {
      seen.push(`${evt.event} in ${phone.agentState}`);
      original.call(phone, evt);
    };
    await phone.connectServer();
    server.now.state(3);
    await page.state('3');
    expect(seen).toEqual(['SettingsNotify in 0', 'StateChange in 1']);
  });
});
