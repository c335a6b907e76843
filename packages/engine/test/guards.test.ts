import type { CommandParams, ESPCommand } from '@wssoftphone/protocol';
import { ESPCommand as COMMANDS } from '@wssoftphone/protocol';
import { describe, expect, it } from 'vitest';
import { consult, consultOutside, dialTalk, innerTalk, pickUp } from './support/calls.ts';
import { withParams } from './support/config.ts';
import { Desk } from './support/desk.ts';

/** How to bring the agent at 6001 into each state that there is so far. */
const STATES: Record<number, (desk: Desk) => void> = {
  1: (desk) => desk.tell('6001', 'Logoff'),
  2: (desk) => {
    desk.tell('6001', 'Logoff');
    desk.tell('6001', 'Logon', { agentId: '888' });
  },
  3: () => {},
  23: (desk) => desk.tell('6001', 'Leave', { leaveReason: '0' }),
  8: (desk) => desk.tell('6001', 'PrepareDial'),
  46: (desk) => desk.tell('6001', 'Dial', { phoneNum: '13800138000', attached: {} }),
  47: (desk) => {
    STATES[46]?.(desk);
    desk.ringing(desk.dialled('6001').leg);
  },
  9: (desk) => {
    STATES[46]?.(desk);
    desk.answered(desk.dialled('6001').leg);
  },
  27: (desk) => desk.incoming('c1'),
  5: (desk) => {
    desk.incoming('c1');
    desk.ringing(desk.dialled('6001').leg);
  },
  4: (desk) => {
    desk.incoming('c1');
    desk.answered('c1');
    desk.answered(desk.dialled('6001').leg);
  },
  6: (desk) => desk.talk('6001'),
  7: (desk) => {
    desk.talk('6001');
    desk.tell('6001', 'Hold');
  },
  24: (desk) => desk.tell('6001', 'PrepareCallInner'),
  48: (desk) => desk.tell('6001', 'CallInner', { destSPType: 'AGT', destSPIns: '6002' }),
  49: (desk) => {
    STATES[48]?.(desk);
    desk.ringing(desk.dialled('6001').leg);
  },
  25: (desk) => {
    STATES[48]?.(desk);
    pickUp(desk, '6001');
  },
  26: (desk) => innerTalk(desk, '6001', '6002'),
  41: (desk) => {
    innerTalk(desk, '6001', '6002');
    desk.tell('6001', 'Hold');
  },
  42: (desk) => {
    innerTalk(desk, '6001', '6002');
    desk.tell('6002', 'Hold');
  },
  50: (desk) => {
    desk.talk('6001');
    desk.tell('6001', 'Consult', { destSPType: 'SK', destSPIns: '1001' });
  },
  10: (desk) => {
    desk.talk('6001');
    desk.tell('6001', 'Consult', { destSPType: 'AGT', destSPIns: '6002' });
  },
  11: (desk) => {
    desk.talk('6001');
    consult(desk, '6001', '6002');
  },
  12: (desk) => {
    STATES[11]?.(desk);
    desk.tell('6001', 'ConsultSwap');
  },
  13: (desk) => {
    desk.talk('6001');
    desk.tell('6001', 'Consult', { destSPType: 'OUT', destSPIns: '13900139000' });
  },
  14: (desk) => {
    desk.talk('6001');
    consultOutside(desk, '6001');
  },
  15: (desk) => {
    STATES[14]?.(desk);
    desk.tell('6001', 'ConsultSwap');
  },
  20: (desk) => {
    dialTalk(desk, '6002');
    consult(desk, '6002', '6001');
  },
  38: (desk) => {
    STATES[20]?.(desk);
    desk.tell('6002', 'ConsultSwap');
  },
  21: (desk) => {
    STATES[11]?.(desk);
    desk.tell('6001', 'ConsultConf');
  },
  22: (desk) => {
    STATES[14]?.(desk);
    desk.tell('6001', 'ConsultConf');
  },
  30: (desk) => {
    STATES[20]?.(desk);
    desk.tell('6002', 'ConsultConf');
  },
  32: (desk) => {
    desk.talk('6001');
    desk.tell('6001', 'OneStepTransfer', { destType: 'AGT', destIns: '6002', attached: {} });
  },
  44: (desk) => {
    STATES[5]?.(desk);
    desk.tell('6001', 'OneStepTransfer', { destType: 'AGT', destIns: '6002', attached: {} });
  },
  19: (desk) => {
    const { customer, agent } = desk.talk('6001');
    desk.ended(customer);
    desk.ended(agent);
  },
  31: (desk) => {
    desk.talk('6001');
    desk.tell('6001', 'TransferToIVR', { svn: '8888', checkPassword: true, attached: {} });
  },
  16: (desk) => desk.tell('6001', 'PrepareMonitor'),
  17: (desk) => {
    desk.logOn('6003', '999');
    desk.talk('6003');
    desk.tell('6001', 'MonitorAgent', { destSPType: 'AGT', destSPIns: '6003' });
    desk.answered(desk.dialled('6001').leg);
  },
  18: (desk) => {
    STATES[17]?.(desk);
    desk.tell('6001', 'Intervence');
  },
};
/** States that only a supervisor comes to. */
const SUPERVISOR_STATES = [16, 17, 18];

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
};
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
  22: ['SetWorkMode', 'Leave', 'DropConf', 'DropCall', 'FinishConsult', 'RefreshAgentList'],
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

function deskIn(state: number): Desk {
  const desk = new Desk(withParams({ oneStepTransferSupport: true }));
  desk.logOn('6001', SUPERVISOR_STATES.includes(state) ? '555' : '888');
  desk.logOn('6002', '777', { agentWorkMode: '3' });
  STATES[state]?.(desk);
  expect(desk.agentState('6001')).toBe(state);
  desk.clear();
  return desk;
}

describe.each(Object.keys(STATES).map(Number))('in state %i', (state) => {
  it.each(GUARDED)('%s works or is refused with its event, and changes nothing', (command) => {
    const desk = deskIn(state);
    const before = JSON.stringify([...desk.docs].filter(([key]) => !key.startsWith('agent:6002')));
    const { call, agent } = desk.view('6001');
    const reply = desk.tell('6001', command, (PARAMS[command] ?? {}) as never, { id: 'x1' });
    expect(reply.errorCode).toBe('Succ');
    const names = FAILED[command] ?? [`${command}Failed`];
    if (WORKS[state]?.includes(command)) {
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

  it('not there yet is refused as not available', () => {
    const desk = deskIn(3);
    desk.tell('6001', 'EncryptDial', { phoneNum: '13800138000', encryptMode: '1' });
    expect(desk.last('6001', 'DialFailed').fault).toEqual({ code: 'NotAvailable' });
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
