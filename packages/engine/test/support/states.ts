/** Ways into every state that an agent can be in. */
import { expect } from 'vitest';
import { consult, consultOutside, dialTalk, innerTalk, pickUp } from './calls.ts';
import { withParams } from './config.ts';
import { Desk } from './desk.ts';

/** How to bring the agent at 6001 into each state; 777, who takes no calls from the queue, is at 6002. */
export const STATES: Readonly<Record<number, (desk: Desk) => void>> = {
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
  35: (desk) => {
    STATES[21]?.(desk);
    consultOutside(desk, '6001');
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

/** A desk whose agent at 6001 is in that state: 888, or 555 where it takes a supervisor. */
export function deskIn(state: number): Desk {
  const desk = new Desk(withParams({ oneStepTransferSupport: true }));
  desk.logOn('6001', SUPERVISOR_STATES.includes(state) ? '555' : '888');
  desk.logOn('6002', '777', { agentWorkMode: '3' });
  STATES[state]?.(desk);
  expect(desk.agentState('6001')).toBe(state);
  desk.clear();
  return desk;
}
