/** Every command where it is allowed: the event that says so, and the state it leads to. What is refused is in guards.test.ts. */
import { type CommandParams, EAgentListType, type ESPCommand, ESPState } from '@wssoftphone/protocol';
import { stateName } from '@wssoftphone/protocol/texts';
import { describe, expect, it } from 'vitest';
import { AGENT_TRANSITIONS, UNUSED_STATES } from '../src/agent/transitions.ts';
import { statesPage } from '../src/docs.ts';
import { pickUp } from './support/calls.ts';
import { baseConfig } from './support/config.ts';
import { Desk } from './support/desk.ts';
import { deskIn } from './support/states.ts';

type Row = {
  [C in ESPCommand]: readonly [command: C, from: number, event: string, to: number, params?: Partial<CommandParams[C]>];
}[ESPCommand];

const ROWS: readonly Row[] = [
  ['Logon', 1, 'StateChange 2', 2, { agentId: '888' }],
  ['Logoff', 3, 'LogoffSucc', 1],
  ['SetWorkMode', 3, 'SetWorkModeSucc', 3, { workMode: '3' }],
  ['Leave', 3, 'LeaveSucc', 23, { leaveReason: '1' }],
  ['ResumeWork', 23, 'ResumeWorkSucc', 3],
  ['PrepareDial', 3, 'PrepareDialSucc', 8],
  ['CancelPrepareDial', 8, 'CancelPrepareDialSucc', 3],
  ['Dial', 8, 'DialAccepted', 46, { phoneNum: '13800138001', attached: {} }],
  ['EncryptDial', 8, 'DialAccepted', 46, { phoneNum: '13800138001', encryptMode: '' }],
  ['CancelDial', 46, 'CancelDialSucc', 3],
  ['DropCall', 6, 'DropCallSucc', 19],
  ['FinishWrapup', 19, 'FinishWrapupSucc', 3],
  ['Hold', 6, 'HoldSucc', 7],
  ['FetchHold', 7, 'FetchHoldSucc', 6],
  ['RefreshAgentList', 3, 'RefreshAgentListSucc', 3, { agentListType: 'AGENTLISTTYPE_CALLINNER' }],
  ['Consult', 6, 'ConsultStart', 10, { destSPType: 'AGT', destSPIns: '6002' }],
  ['Consult', 22, 'ConsultStart', 10, { destSPType: 'AGT', destSPIns: '6002' }],
  ['CancelConsult', 10, 'CancelConsultSucc', 6],
  ['FinishConsult', 11, 'FinishConsultSucc', 6],
  ['FinishConsult', 35, 'FinishConsultSucc', 21],
  ['ConsultTransfer', 11, 'ConsultTransferSucc', 19],
  ['ConsultSwap', 11, 'ConsultSwapSucc', 12],
  ['ConsultSwapBack', 12, 'ConsultSwapBackSucc', 11],
  ['ConsultConf', 11, 'ConsultConfSucc', 21],
  ['DropConf', 21, 'DropConfSucc', 19],
  ['PrepareCallInner', 3, 'PrepareCallInnerSucc', 24],
  ['CancelPrepareCallInner', 24, 'CancelPrepareCallInnerSucc', 3],
  ['CallInner', 24, 'StateChange 48', 48, { destSPType: 'AGT', destSPIns: '6002' }],
  ['CancelCallInner', 48, 'CancelCallInnerSucc', 3],
  ['CancelPrepareMonitor', 16, 'CancelPrepareMonitorSucc', 3],
  ['FinishMonitor', 17, 'FinishMonitorSucc', 3],
  ['Intervence', 17, 'InterveneSucc', 18],
  ['WhisperAgent', 17, 'WhisperAgentSucc', 17, { isOn: true }],
  ['Intercept', 17, 'InterceptSucc', 6],
  ['ForceDrop', 17, 'ForceDropSucc', 3],
  ['OneStepTransfer', 6, 'OneStepTransferBegin', 32, { destType: 'AGT', destIns: '6002', attached: {} }],
  ['TransferToIVR', 6, 'TransferBegin', 31, { svn: '8888', checkPassword: true, attached: {} }],
  ['CancelWait', 31, 'CancelWaitSucc', 6],
  ['SendAgentMsg', 3, 'SendAgentMsgSucc', 3, { destSPIns: '6002', msg: 'hello' }],
  ['SetCOInfo', 6, 'SetCOInfoSucc', 6, { attached: { OrderID: 'A1' } }],
  ['SendDigits', 6, 'SendDigitsSucc', 6, { digits: '12#' }],
];

describe('a command that the state allows', () => {
  it.each(ROWS.map(([command, from, event, to, params = {}]) => [command, from, event, to, params] as const))(
    '%s in %i says %s and leads to %i',
    (command, from, event, to, params) => {
      const desk = deskIn(from);
      expect(desk.tell('6001', command, params as never, { id: 'x1' }).errorCode).toBe('Succ');
      expect(desk.heard('6001')).toContain(event);
      // The phone of an agent whose call is over comes down.
      if (to === 3 || to === 19) for (const { leg } of desk.asked('hangup')) desk.ended(leg);
      expect(desk.agentState('6001')).toBe(to);
    },
  );

  it('PrepareMonitor in 3 says PrepareMonitorSucc and leads to 16', () => {
    const desk = new Desk();
    desk.logOn('6001', '555');
    desk.tell('6001', 'PrepareMonitor');
    expect(desk.heard('6001')).toContain('PrepareMonitorSucc');
    expect(desk.agentState('6001')).toBe(16);
  });
});

describe('a command for tasks', () => {
  const mode = (serviceWorkMode: string, basic: 2 | 5) => ({
    ...{ serviceWorkMode, basic, name: serviceWorkMode, visible: true, bindSkillCode: '', sortOrder: 20 },
  });
  const config = { ...baseConfig, workModes: [...baseConfig.workModes, mode('5', 5), mode('2', 2)] };
  const tasks = (kind: 'dial' | 'work') => {
    const desk = new Desk(config);
    desk.logOn('6003', '555');
    desk.logOn('6001', '888', { agentWorkMode: kind === 'dial' ? '5' : '2' });
    desk.tell('6003', 'ImportTasks', { kind, skillCode: '1001', items: '13800138001', attached: {} });
    return desk;
  };

  it('ImportTasks says ImportTasksSucc, and the agent is shown the task', () => {
    const desk = tasks('dial');
    expect(desk.heard('6003')).toContain('ImportTasksSucc');
    expect(desk.agentState('6001')).toBe(28);
  });

  it.each([
    ['PreviewDial', 'dial', 28, 'PreviewDialSucc', 46],
    ['SkipDial', 'dial', 28, 'SkipDialSucc', 3],
    ['DeletePreview', 'dial', 28, 'DeletePreviewSucc', 3],
    ['CancelPreview', 'dial', 28, 'CancelPreviewSucc', 23],
    ['FinishNoneRealTimeWork', 'work', 29, 'FinishNoneRealTimeWorkSucc', 3],
  ] as const)('%s of a %s task in %i says %s and leads to %i', (command, kind, from, event, to) => {
    const desk = tasks(kind);
    expect(desk.agentState('6001')).toBe(from);
    desk.tell('6001', command);
    expect(desk.heard('6001')).toContain(event);
    expect(desk.agentState('6001')).toBe(to);
  });
});

describe('a list of agents', () => {
  it.each([
    // 777 is in outbound work at 6002, 999 talks at 6003, 6004 has no agent.
    [EAgentListType.AGENTLISTTYPE_MONITOR, ['6002', '6003']],
    [EAgentListType.AGENTLISTTYPE_CONSULT, ['6002', '6004', '6005']],
    [EAgentListType.AGENTLISTTYPE_CALLINNER, ['6002', '6004', '6005']],
    [EAgentListType.AGENTLISTTYPE_AGENTMSG, ['6002', '6003']],
    [EAgentListType.AGENTLISTTYPE_TRANSFER, ['6002', '6004', '6005']],
    [EAgentListType.AGENTLISTTYPE_ALERTTRANSFER, ['6002', '6004', '6005']],
    [EAgentListType.AGENTLISTTYPE_MONITORCONTROL, ['6002', '6003']],
  ])('%s shows who can be chosen for it', (agentListType, seats) => {
    const desk = new Desk();
    desk.logOn('6001', '555');
    desk.logOn('6002', '777', { agentWorkMode: '3' });
    desk.logOn('6003', '999');
    desk.talk('6003');
    desk.tell('6001', 'RefreshAgentList', { agentListType });
    const event = desk.last('6001', 'RefreshAgentListSucc');
    expect(event).toMatchObject({ params: { agentList: { agentListType } } });
    if (event.event !== 'RefreshAgentListSucc') throw new Error('no list');
    const { items } = event.params.agentList;
    expect(items.map(({ ins }) => ins)).toEqual(seats);
  });
});

describe('a kind of target', () => {
  it.each([
    ['AGT', '6002', 27],
    ['EXT', '6005', null],
  ] as const)('%s: an inner call rings it', (destSPType, destSPIns, state) => {
    const desk = deskIn(3);
    desk.tell('6001', 'CallInner', { destSPType, destSPIns });
    pickUp(desk, '6001');
    expect(desk.dialled(destSPIns).target).toEqual({ kind: 'extension', number: destSPIns });
    expect(desk.agentState(destSPIns)).toBe(state);
  });
});

/** Kept for pages that know them; nothing here leads there. */
const NEVER = [0, 33, 34, 43, 45, 51, 52, 53] as const;

describe('states that this server does not use', () => {
  it.each(NEVER)('%i: nothing leads there', (state) => {
    expect(AGENT_TRANSITIONS.filter(({ to }) => to === state)).toEqual([]);
  });

  it('are the only ones', () => {
    const reached = new Set(AGENT_TRANSITIONS.map(({ to }) => to));
    expect(Object.values(ESPState).filter((state) => !reached.has(state))).toEqual(NEVER);
  });

  it('are on the page of states, each with what it is instead', () => {
    expect([...UNUSED_STATES.keys()]).toEqual(NEVER);
    for (const [state, why] of UNUSED_STATES)
      expect(statesPage()).toContain(`| ${state} ${stateName(state, 'en')} | ${why} |`);
  });
});
