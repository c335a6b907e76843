import type { CommandParams, ESPCommand } from '@wssoftphone/protocol';
import { ESPCommand as COMMANDS } from '@wssoftphone/protocol';
import { describe, expect, it } from 'vitest';
import { Desk } from './support/desk.ts';
import { deskIn, STATES } from './support/states.ts';

/** Every command of the protocol that a state can forbid, with parameters that are good in themselves. */
const PARAMS: { [C in ESPCommand]?: Partial<CommandParams[C]> } = {
  SetWorkMode: { workMode: '3' },
  Leave: { leaveReason: '1' },
  Dial: { phoneNum: '13800138001', attached: {} },
  EncryptDial: { phoneNum: '13800138001', encryptMode: '' },
  RefreshAgentList: { agentListType: 'AGENTLISTTYPE_CALLINNER' },
  Consult: { destSPType: 'AGT', destSPIns: '6002' },
  CallInner: { destSPType: 'AGT', destSPIns: '6002' },
  MonitorAgent: { destSPType: 'AGT', destSPIns: '6002' },
  MonitorControl: { destSPType: 'AGT', destSPIns: '6002', controlType: '1' },
  OneStepTransfer: { destType: 'AGT', destIns: '6002', attached: {} },
  TransferToIVR: { svn: '999', checkPassword: false, attached: {} },
  SendAgentMsg: { destSPIns: '6002', msg: 'hello' },
  SetCOInfo: { attached: { OrderID: 'A1' } },
  SendDigits: { digits: '12#' },
};
/** Without a call there is no data of one, on the way out of it there is none any more, and who listens has none. */
const WITHOUT_CALL: ReadonlySet<number> = new Set([1, 2, 3, 8, 16, 17, 19, 23, 24, 44]);
/** Somebody talks with the agent, and hears keys. */
const TALKS: ReadonlySet<number> = new Set([6, 11, 12, 14, 15, 18, 20, 21, 22, 26, 30, 35]);
const DOOR = ['CheckWebSocket', 'Init', 'WSHello', 'SetFunctionSwitch'];
const GUARDED = Object.values(COMMANDS).filter((name) => !DOOR.includes(name));

const ALWAYS = ['RefreshAgentList'] as const;

/** What works where: the rest must be refused. */
const WORKS: Record<number, readonly ESPCommand[]> = {
  1: ['Logon'],
  2: ['Logoff'],
  3: [
    'Logoff',
    'SetWorkMode',
    'Leave',
    'PrepareDial',
    'Dial',
    'EncryptDial',
    'PrepareCallInner',
    'CallInner',
    ...ALWAYS,
    'SendAgentMsg',
  ],
  23: ['Logoff', 'SetWorkMode', 'ResumeWork', 'RefreshAgentList', 'SendAgentMsg'],
  8: ['SetWorkMode', 'CancelPrepareDial', 'Dial', 'EncryptDial', 'RefreshAgentList'],
  46: ['SetWorkMode', 'Leave', 'CancelDial', 'RefreshAgentList'],
  47: ['SetWorkMode', 'Leave', 'CancelDial', 'RefreshAgentList'],
  9: ['SetWorkMode', 'Leave', 'CancelDial', 'RefreshAgentList'],
  27: ['SetWorkMode', 'Leave', 'DropCall', 'RefreshAgentList', 'OneStepTransfer'],
  5: ['SetWorkMode', 'Leave', 'DropCall', 'RefreshAgentList', 'OneStepTransfer'],
  4: ['SetWorkMode', 'Leave', 'DropCall', 'RefreshAgentList'],
  6: [
    ...(['SetWorkMode', 'Leave', 'DropCall', 'Hold', 'Consult', 'OneStepTransfer'] as const),
    ...(['RefreshAgentList', 'SendAgentMsg', 'TransferToIVR'] as const),
  ],
  7: ['SetWorkMode', 'Leave', 'DropCall', 'FetchHold', 'RefreshAgentList'],
  19: ['SetWorkMode', 'Leave', 'Logoff', 'FinishWrapup', 'RefreshAgentList'],
  24: ['SetWorkMode', 'CancelPrepareCallInner', 'CallInner', 'RefreshAgentList'],
  48: ['SetWorkMode', 'Leave', 'CancelCallInner', 'RefreshAgentList'],
  49: ['SetWorkMode', 'Leave', 'CancelCallInner', 'RefreshAgentList'],
  25: ['SetWorkMode', 'Leave', 'CancelCallInner', 'RefreshAgentList'],
  26: ['SetWorkMode', 'Leave', 'DropCall', 'Hold', 'RefreshAgentList'],
  41: ['SetWorkMode', 'Leave', 'DropCall', 'FetchHold', 'RefreshAgentList'],
  42: ['SetWorkMode', 'Leave', 'DropCall', 'RefreshAgentList'],
  50: ['SetWorkMode', 'Leave', 'CancelConsult', 'RefreshAgentList'],
  10: ['SetWorkMode', 'Leave', 'CancelConsult', 'RefreshAgentList'],
  13: ['SetWorkMode', 'Leave', 'CancelConsult', 'RefreshAgentList'],
  11: ['SetWorkMode', 'Leave', 'FinishConsult', 'ConsultTransfer', 'ConsultSwap', 'ConsultConf', 'RefreshAgentList'],
  12: [
    'SetWorkMode',
    'Leave',
    'FinishConsult',
    'ConsultTransfer',
    'ConsultSwapBack',
    'ConsultConf',
    'RefreshAgentList',
  ],
  14: ['SetWorkMode', 'Leave', 'FinishConsult', 'ConsultTransfer', 'ConsultSwap', 'ConsultConf', 'RefreshAgentList'],
  15: [
    'SetWorkMode',
    'Leave',
    'FinishConsult',
    'ConsultTransfer',
    'ConsultSwapBack',
    'ConsultConf',
    'RefreshAgentList',
  ],
  20: ['SetWorkMode', 'Leave', 'DropCall', 'RefreshAgentList'],
  38: ['SetWorkMode', 'Leave', 'DropCall', 'RefreshAgentList'],
  21: ['SetWorkMode', 'Leave', 'DropConf', 'DropCall', 'FinishConsult', 'RefreshAgentList'],
  22: ['SetWorkMode', 'Leave', 'DropConf', 'DropCall', 'FinishConsult', 'Consult', 'RefreshAgentList'],
  35: ['SetWorkMode', 'Leave', 'FinishConsult', 'RefreshAgentList'],
  30: ['SetWorkMode', 'Leave', 'DropConf', 'DropCall', 'RefreshAgentList'],
  32: ['SetWorkMode', 'Leave', 'DropCall', 'RefreshAgentList'],
  44: ['SetWorkMode', 'Leave', 'RefreshAgentList'],
  31: ['SetWorkMode', 'Leave', 'RefreshAgentList', 'CancelWait'],
  16: ['SetWorkMode', 'CancelPrepareMonitor', 'RefreshAgentList'],
  17: [
    ...(['SetWorkMode', 'Leave', 'RefreshAgentList', 'FinishMonitor'] as const),
    ...(['WhisperAgent', 'Intervence', 'Intercept', 'ForceDrop'] as const),
  ],
  18: ['SetWorkMode', 'Leave', 'RefreshAgentList', 'DropCall', 'DropConf', 'FinishConsult'],
};

const FAILED: Partial<Record<ESPCommand, string[]>> = {
  Dial: ['DialDenied', 'DialFailed'],
  EncryptDial: ['DialDenied', 'DialFailed'],
  Intervence: ['InterveneFailed'],
  MonitorAgent: ['MonitorFailed'],
  TransferToIVR: ['TransferFailed'],
};

describe.each(Object.keys(STATES).map(Number))('in state %i', (state) => {
  it.each(GUARDED)('%s works or is refused with its event, and changes nothing', (command) => {
    const desk = deskIn(state);
    const before = JSON.stringify([...desk.docs].filter(([key]) => !key.startsWith('agent:6002')));
    const { call, agent } = desk.view('6001');
    const reply = desk.tell('6001', command, (PARAMS[command] ?? {}) as never, { id: 'x1' });
    expect(reply.errorCode).toBe('Succ');
    const names = FAILED[command] ?? [`${command}Failed`];
    const everywhere = { SetCOInfo: !WITHOUT_CALL.has(state), SendDigits: TALKS.has(state) };
    if (WORKS[state]?.includes(command) || everywhere[command as keyof typeof everywhere]) {
      expect(desk.said().filter(({ event }) => names.includes(event.event))).toEqual([]);
      return;
    }
    expect(desk.said().map(({ event }) => event.event)).toEqual(names);
    expect(desk.said().at(-1)?.event).toMatchObject({ replyTo: 'x1', fault: { code: expect.any(String) } });
    // What a supervisor was refused is written down.
    const told = desk.effects.filter((effect) => effect.kind !== 'record' || effect.record.type !== 'audit');
    expect(told.every(({ kind }) => kind === 'reply' || kind === 'event')).toBe(true);
    expect(desk.view('6001')).toMatchObject({ call, agent });
    const after = JSON.stringify([...desk.docs].filter(([key]) => !key.startsWith('agent:6002')));
    const forget = (text: string) => text.replace(/"replies":\[.*?\],"timers"/g, '"timers"');
    expect(forget(after)).toBe(forget(before));
  });
});

describe('a command whose function is', () => {
  it('masked is refused as such', () => {
    const desk = new Desk();
    desk.logOn('RP_13800138000', '888');
    desk.talk('13800138000', 'c1');
    expect(desk.agentState('RP_13800138000')).toBe(6);
    desk.tell('RP_13800138000', 'Hold');
    expect(desk.last('RP_13800138000', 'HoldFailed').fault).toEqual({ code: 'FunctionMasked' });
  });

  it('for supervisors is refused to others', () => {
    const desk = deskIn(3);
    desk.tell('6001', 'MonitorAgent', { destSPType: 'AGT', destSPIns: '6002' });
    expect(desk.last('6001', 'MonitorFailed').fault).toEqual({ code: 'NotPermitted' });
  });

  it('MonitorControl says what was refused', () => {
    const desk = new Desk();
    desk.logOn('6001', '555');
    desk.tell('6001', 'MonitorControl', {
      destSPType: 'AGT',
      destSPIns: '6002',
      controlType: '5',
      extraControlParam: '3',
    });
    expect(desk.last('6001', 'MonitorControlFailed')).toMatchObject({
      params: { controlType: '5', extraControlParam: '3', destSPName: '6002' },
      fault: { code: 'TargetUnknown' },
    });
  });
});
