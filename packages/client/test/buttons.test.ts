/** What each button of the toolbar sends (protocol 6), and the functions that only pages call. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ESPFunc } from '../src/index.ts';
import { FakeServer } from './support/fake-server.ts';
import { Page } from './support/page.ts';

type Sent = readonly [command: string, params?: Readonly<Record<string, unknown>>];
const list = (agentListType: string): Sent => ['RefreshAgentList', { agentListType }];
const consultsOutside = 'asks the page for a number';

/** By ESPFunc: the choice the page makes with it, and what goes out; null: there is no such function. */
const BUTTONS: readonly (readonly [id: number, sends: Sent | typeof consultsOutside | null, ...choice: string[]])[] = [
  [0, null],
  [1, ['Logon', { agentName: '员工888', agentWorkMode: '0' }]],
  [2, ['Logoff']],
  [3, ['PrepareDial']],
  [4, ['PrepareCallInner']],
  [5, ['PrepareMonitor']],
  [6, ['Hold']],
  [7, list('AGENTLISTTYPE_CONSULT')],
  [8, consultsOutside],
  [9, ['TransferToIVR', { SVN: '999', TRANSFERPREPARE_CHECKPASSWORD: '0' }]],
  [10, ['DropCall']],
  [11, ['FetchHold']],
  [12, ['CancelDial']],
  [13, ['CancelConsult']],
  [14, ['FinishConsult']],
  [15, ['ConsultTransfer']],
  [16, ['ConsultSwap']],
  [17, ['ConsultConf']],
  [18, ['ConsultSwapBack']],
  [19, ['CancelConsult']],
  [20, ['ConsultSwap']],
  [21, ['ConsultTransfer']],
  [22, ['FinishConsult']],
  [23, ['ConsultSwapBack']],
  [24, ['CancelPrepareMonitor']],
  [25, ['ForceDrop']],
  [26, ['Intercept']],
  [27, ['Intervence']],
  [28, ['FinishMonitor']],
  [29, null],
  [30, null],
  [31, ['FinishWrapup']],
  [32, null],
  [33, ['Leave', { leaveReason: '2' }], '2'],
  [34, ['ResumeWork']],
  [35, ['CancelCallInner']],
  [36, ['SetWorkMode', { workMode: '3' }], '3'],
  [37, list('AGENTLISTTYPE_AGENTMSG')],
  [38, ['CancelPrepareDial']],
  [39, ['CancelPrepareMonitor']],
  [40, ['CancelPrepareCallInner']],
  [41, ['ConsultConf']],
  [42, ['AnswerCall']],
  [43, ['CancelPreview']],
  [44, ['PreviewDial']],
  [45, ['DeletePreview']],
  [46, ['SkipDial']],
  [47, ['FinishNoneRealTimeWork']],
  [48, ['DropConf']],
  [49, ['DropCall']],
  [50, ['FinishConsult']],
  [51, list('AGENTLISTTYPE_AGENTMSG')],
  [52, ['CancelWait']],
  [53, list('AGENTLISTTYPE_ALERTTRANSFER')],
  [54, ['Leave', { leaveReason: '1' }], '1'],
  [55, ['ResumeWork']],
  [56, list('AGENTLISTTYPE_CONSULT')],
  [57, ['TransferToIVR', { SVN: '8001', TRANSFERPREPARE_CHECKPASSWORD: '0' }], '8001'],
  [58, consultsOutside],
  [59, list('AGENTLISTTYPE_TRANSFER')],
  [60, null],
  [61, null],
  [62, ['SendDigits', { digits: '12#' }], '12#'],
  [63, null],
  [64, null],
  [65, ['TransferToIVR', { SVN: '8001', TRANSFERPREPARE_CHECKPASSWORD: '0' }], '8001'],
  [66, null],
  [67, null],
  [68, list('AGENTLISTTYPE_MONITORCONTROL')],
];

type Do = (phone: Page['phone']) => unknown;
const FUNCTIONS: readonly (readonly [name: string, run: Do, command: string, params: Record<string, unknown>])[] = [
  ['whisperAgent', (p) => p.whisperAgent(true), 'WhisperAgent', { isOn: true }],
  ['sendDigits', (p) => p.sendDigits('4*0#D'), 'SendDigits', { digits: '4*0#D' }],
  ['previewDial', (p) => p.previewDial(), 'PreviewDial', {}],
  ['skipDial', (p) => p.skipDial(), 'SkipDial', {}],
  ['deletePreview', (p) => p.deletePreview(), 'DeletePreview', {}],
  ['cancelPreview', (p) => p.cancelPreview(), 'CancelPreview', {}],
  ['finishNoneRealTimeWork', (p) => p.finishNoneRealTimeWork(), 'FinishNoneRealTimeWork', {}],
  ['dial', (p) => p.dial('13800138000'), 'Dial', { phoneNum: '13800138000' }],
  ['hold', (p) => p.hold(), 'Hold', {}],
  ['consult', (p) => p.consult('SK', '1001'), 'Consult', { destSPType: 'SK', destSPIns: '1001' }],
  ['callout', (p) => p.callout('138'), 'Consult', { destSPType: 'OUT', destSPIns: '138' }],
  ['investigate', (p) => p.investigate(), 'TransferToIVR', { SVN: '999', TRANSFERPREPARE_CHECKPASSWORD: '0' }],
  ...(
    [
      ['refreshConsultAgentList', (p) => p.refreshConsultAgentList(), 'AGENTLISTTYPE_CONSULT'],
      ['refreshMsgAgentList', (p) => p.refreshMsgAgentList(), 'AGENTLISTTYPE_AGENTMSG'],
      ['refreshTransferAgentList', (p) => p.refreshTransferAgentList(), 'AGENTLISTTYPE_TRANSFER'],
      ['refreshAlertTransferAgentList', (p) => p.refreshAlertTransferAgentList(), 'AGENTLISTTYPE_ALERTTRANSFER'],
      ['refreshMonitorControlAgentList', (p) => p.refreshMonitorControlAgentList(), 'AGENTLISTTYPE_MONITORCONTROL'],
      ['refreshAgentList', (p) => p.refreshAgentList('AGENTLISTTYPE_MONITOR'), 'AGENTLISTTYPE_MONITOR'],
    ] as const satisfies readonly (readonly [string, Do, string])[]
  ).map(([name, run, agentListType]) => [name, run, 'RefreshAgentList', { agentListType }] as const),
];

describe('on the wire', () => {
  let server: FakeServer;
  let page: Page;
  const agentId = '888';
  beforeEach(async () => {
    server = await FakeServer.start('deployed');
    page = new Page({ serverUri: server.uri });
    await page.phone.connectServer();
    server.now.state(6);
    await page.state('6');
  });
  afterEach(async () => {
    page.phone.close();
    await server.stop();
  });
  const count = (command: string): number => server.received.filter((one) => one.command === command).length;

  it.each(BUTTONS.map(([id, sends, ...choice]) => [id, sends, choice] as const))(
    'button %i sends %j',
    async (id, sends, choice) => {
      const before = server.received.length;
      if (sends === null) {
        await expect(page.phone.callSPFunction(id)).rejects.toMatchObject({ code: 'NotAvailable' });
        expect(server.received).toHaveLength(before);
      } else if (sends === consultsOutside) {
        const asked = page.told('onPrepareCallOutSucc').length;
        await page.phone.callSPFunction(id);
        expect(page.told('onPrepareCallOutSucc')).toHaveLength(asked + 1);
        expect(server.received).toHaveLength(before);
      } else {
        const [command, params] = sends;
        const nth = count(command) + 1;
        page.phone.callSPFunction(id, ...choice);
        expect((await server.command(command, nth)).params).toEqual({ agentId, ...params });
      }
    },
  );
  it('there is no other button', () => {
    expect(BUTTONS.map(([id]) => id)).toEqual(Object.values(ESPFunc));
  });

  it.each(FUNCTIONS)('%s() is sent', async (_name, run, command, params) => {
    const nth = count(command) + 1;
    run(page.phone);
    expect((await server.command(command, nth)).params).toEqual({ agentId, ...params });
  });
});
