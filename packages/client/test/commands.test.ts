import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CustomInitParms, SPOneStepTransferInfo, SPTransferIVRInfo, type WSSoftPhone } from '../src/index.ts';
import { FakeServer } from './support/fake-server.ts';
import { Page } from './support/page.ts';

describe('what each function sends', () => {
  let server: FakeServer;
  let page: Page;
  beforeAll(async () => {
    server = await FakeServer.start('deployed');
    const customInitParams = new CustomInitParms();
    customInitParams.agentWrapupSeconds = 10;
    customInitParams.addSkill('1001', '5').addSkill('1002', 1);
    page = new Page({ serverUri: server.uri, customInitParams });
    await page.phone.connectServer();
    server.now.state(6);
    await page.state('6');
  });
  afterAll(async () => {
    page.phone.close();
    await server.stop();
  });

  const agentId = '888';
  type Do = (phone: WSSoftPhone) => unknown;
  const TABLE: [string, Do, string, Record<string, unknown>][] = [
    ['logoff()', (p) => p.logoff(), 'Logoff', {}],
    ['Logoff()', (p) => p.Logoff(), 'Logoff', {}],
    ["setWorkMode('6')", (p) => p.setWorkMode('6'), 'SetWorkMode', { workMode: '6' }],
    ['Leave()', (p) => p.Leave(), 'Leave', { leaveReason: '0' }],
    ['leave(2)', (p) => p.leave(2), 'Leave', { leaveReason: '2' }],
    ['resumeWork()', (p) => p.resumeWork(), 'ResumeWork', {}],
    ['prepareDial()', (p) => p.prepareDial(), 'PrepareDial', {}],
    ['cancelPrepareDial()', (p) => p.cancelPrepareDial(), 'CancelPrepareDial', {}],
    ['Dial(number)', (p) => p.Dial(13800138000), 'Dial', { phoneNum: '13800138000' }],
    [
      'dial with caller and data',
      (p) => p.dial('9138', '10010', { OrderID: 'S1' }),
      'Dial',
      { phoneNum: '9138', ani: '10010', OrderID: 'S1' },
    ],
    [
      'encryptDial()',
      (p) => p.encryptDial('9', 'abc', '2'),
      'EncryptDial',
      { prefix: '9', phoneNum: 'abc', encryptMode: '2' },
    ],
    ['cancelDial()', (p) => p.cancelDial(), 'CancelDial', {}],
    ['dropCall()', (p) => p.dropCall(), 'DropCall', {}],
    ['finishWrapup()', (p) => p.finishWrapup(), 'FinishWrapup', {}],
    ['Hold()', (p) => p.Hold(), 'Hold', {}],
    ['fetchHold()', (p) => p.fetchHold(), 'FetchHold', {}],
    ['answerCall()', (p) => p.answerCall(), 'AnswerCall', {}],
    ['prepareConsult()', (p) => p.prepareConsult(), 'RefreshAgentList', { agentListType: 'AGENTLISTTYPE_CONSULT' }],
    ['Consult()', (p) => p.Consult('AGT', '6003'), 'Consult', { destSPType: 'AGT', destSPIns: '6003' }],
    ['Callout()', (p) => p.Callout('913800138000'), 'Consult', { destSPType: 'OUT', destSPIns: '913800138000' }],
    ['cancelConsult()', (p) => p.cancelConsult(), 'CancelConsult', {}],
    ['finishConsult()', (p) => p.finishConsult(), 'FinishConsult', {}],
    ['consultTransfer()', (p) => p.consultTransfer(), 'ConsultTransfer', {}],
    ['consultSwap()', (p) => p.consultSwap(), 'ConsultSwap', {}],
    ['consultSwapBack()', (p) => p.consultSwapBack(), 'ConsultSwapBack', {}],
    ['consultConf()', (p) => p.consultConf(), 'ConsultConf', {}],
    ['dropConf()', (p) => p.dropConf(), 'DropConf', {}],
    ['prepareCallInner()', (p) => p.prepareCallInner(), 'PrepareCallInner', {}],
    ['cancelPrepareCallInner()', (p) => p.cancelPrepareCallInner(), 'CancelPrepareCallInner', {}],
    ['callInner()', (p) => p.callInner('EXT', '6003'), 'CallInner', { destSPType: 'EXT', destSPIns: '6003' }],
    ['cancelCallInner()', (p) => p.cancelCallInner(), 'CancelCallInner', {}],
    ['prepareMonitor()', (p) => p.prepareMonitor(), 'PrepareMonitor', {}],
    ['cancelPrepareMonitor()', (p) => p.cancelPrepareMonitor(), 'CancelPrepareMonitor', {}],
    ['monitorAgent()', (p) => p.monitorAgent('AGT', '6003'), 'MonitorAgent', { destSPType: 'AGT', destSPIns: '6003' }],
    ['finishMonitor()', (p) => p.finishMonitor(), 'FinishMonitor', {}],
    ['intervene()', (p) => p.intervene(), 'Intervence', {}],
    ['intercept()', (p) => p.intercept(), 'Intercept', {}],
    ['forceDrop()', (p) => p.forceDrop(), 'ForceDrop', {}],
    ['whisperAgent()', (p) => p.whisperAgent(), 'WhisperAgent', {}],
    [
      'monitorControl()',
      (p) => p.monitorControl('AGT', '6003', 5, 6),
      'MonitorControl',
      { destSPType: 'AGT', destSPIns: '6003', controlType: '5', extraControlParam: '6' },
    ],
    [
      'refreshMonitorAgentList()',
      (p) => p.refreshMonitorAgentList(),
      'RefreshAgentList',
      { agentListType: 'AGENTLISTTYPE_MONITOR' },
    ],
    [
      'refreshCallInnerAgentList()',
      (p) => p.refreshCallInnerAgentList(),
      'RefreshAgentList',
      { agentListType: 'AGENTLISTTYPE_CALLINNER' },
    ],
    ['sendAgentMsg()', (p) => p.sendAgentMsg('6003', '你好'), 'SendAgentMsg', { destSPIns: '6003', msg: '你好' }],
    [
      'setFunctionSwitch()',
      (p) => p.setFunctionSwitch('KeepLogon', true),
      'SetFunctionSwitch',
      { functionCode: 'KeepLogon', isOn: true },
    ],
    ['cancelWait()', (p) => p.cancelWait(), 'CancelWait', {}],
    [
      'oneStepTransfer(type, ins)',
      (p) => p.oneStepTransfer('OUT', '9138'),
      'OneStepTransfer',
      { destType: 'OUT', destIns: '9138' },
    ],
    [
      'oneStepTransfer(info)',
      (p) => p.oneStepTransfer(new SPOneStepTransferInfo('SK', '1002').pushParams('OrderID', 'S1')),
      'OneStepTransfer',
      { destType: 'SK', destIns: '1002', OrderID: 'S1' },
    ],
    [
      'transferToIVR(info)',
      (p) => p.transferToIVR(new SPTransferIVRInfo('8888', true).pushParams('OrderID', 'S1')),
      'TransferToIVR',
      { SVN: '8888', TRANSFERPREPARE_CHECKPASSWORD: '1', OrderID: 'S1' },
    ],
    [
      'transferToIVR(own object)',
      (p) => p.transferToIVR({ SVN: '999', OrderID: 'S1' }),
      'TransferToIVR',
      { SVN: '999', TRANSFERPREPARE_CHECKPASSWORD: '0', OrderID: 'S1' },
    ],
    [
      'transferToIVR(number)',
      (p) => p.transferToIVR('999'),
      'TransferToIVR',
      { SVN: '999', TRANSFERPREPARE_CHECKPASSWORD: '0' },
    ],
    ['callSPFunction(6)', (p) => p.callSPFunction(6), 'Hold', {}],
    ['callSPFunction(33, reason)', (p) => p.callSPFunction(33, '2'), 'Leave', { leaveReason: '2' }],
    ['callSPFunction(36, mode)', (p) => p.callSPFunction(36, '3'), 'SetWorkMode', { workMode: '3' }],
    [
      'callSPFunction(9), the survey',
      (p) => p.callSPFunction(9),
      'TransferToIVR',
      { SVN: '999', TRANSFERPREPARE_CHECKPASSWORD: '0' },
    ],
    ['callSPFunction(16), swap', (p) => p.callSPFunction(16), 'ConsultSwap', {}],
    ['callSPFunction(42), answer', (p) => p.callSPFunction(42), 'AnswerCall', {}],
  ];
  it.each(TABLE)('%s', async (_name, run, command, params) => {
    const before = server.received.filter((one) => one.command === command).length;
    run(page.phone);
    const sent = await server.command(command, before + 1);
    expect(sent).toMatchObject({ objectClass: 'SPCommand', command, ins: '6002', delegatorId: 'D1' });
    expect(sent.params).toEqual({ agentId, ...params });
  });

  it('sends the page’s own skills and wrap-up seconds with Init and Logon, as a JSON string', async () => {
    page.phone.logon('0');
    for (const name of ['Init', 'Logon']) {
      const { params } = await server.command(name);
      expect(params.customInitParams).toBe(
        '{"agentWrapupSeconds":10,"skills":[{"skillCode":"1001","skillLevel":"5"},{"skillCode":"1002","skillLevel":"1"}]}',
      );
    }
  });

  it('sends data set on the call with its transfers, until the call is over', async () => {
    page.phone.setCOInfo('OrderID', 'S9');
    expect(page.phone.getCoInfos().OrderID).toBe('S9');
    const count = (): number => server.received.filter((one) => one.command === 'TransferToIVR').length;
    page.phone.transferToIVR('999');
    expect((await server.command('TransferToIVR', count() + 1)).params).toMatchObject({ OrderID: 'S9' });
    server.now.state(3);
    await page.state('3');
    page.phone.transferToIVR('999');
    expect((await server.command('TransferToIVR', count() + 1)).params).not.toHaveProperty('OrderID');
  });

  it('asks the page for the number before an outside consult, without a command', async () => {
    const before = server.received.length;
    await page.phone.callSPFunction(8);
    expect(page.told('onPrepareCallOutSucc')).toEqual([[]]);
    expect(server.received).toHaveLength(before);
  });

  it('refuses a function that needs a choice without one, and one that does not exist', async () => {
    await expect(page.phone.callSPFunction(36)).rejects.toMatchObject({ code: 'ParamMissing' });
    await expect(page.phone.callSPFunction(65)).rejects.toMatchObject({ code: 'ParamMissing' });
    await expect(page.phone.callSPFunction(66)).rejects.toMatchObject({ code: 'NotAvailable' });
    await expect(page.phone.callSPFunction(999)).rejects.toMatchObject({ code: 'NotAvailable' });
  });

  it('keeps an encrypted number out of the trace', () => {
    const traces = page.told('onTrace').flat().join('\n');
    expect(traces).toContain('→ EncryptDial');
    expect(traces).not.toContain('"phoneNum":"abc"');
  });
});
